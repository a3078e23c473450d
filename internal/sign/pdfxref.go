package sign

import (
	"errors"
	"fmt"
	"strconv"
)

// pdfSection is the cross-reference section of one revision. Its entries stay in the table that they came in and are
// decoded one by one when asked for: most are never needed.
type pdfSection struct {
	at      int // position in the file
	trailer pdfIndirect
	runs    []pdfRun
	table   []byte
	widths  [3]int // of a cross-reference stream's fields (ISO 32000-1, 7.5.8.2); all zero in a classic table
}

// pdfRun is a run of consecutive object numbers.
type pdfRun struct {
	first, count int
	at           int // position of the first entry in table
}

type entryKind uint8

const (
	entryFree entryKind = iota
	entryPlain
	entryPacked
)

type pdfEntry struct {
	kind entryKind
	at   int // position in the file, or number of the object stream
}

const (
	maxSections = 256
	maxRuns     = 16384   // in the whole file
	maxEntries  = 1 << 21 // in the whole file
	classicSize = 20      // bytes of an entry in a classic table (7.5.4)
)

// readSections reads the section at start and all those before it.
func (f *pdfFile) readSections(start int) error {
	seen := map[int]bool{}
	runs, entries := 0, 0
	for queue := []int{start}; len(queue) > 0; {
		at := queue[0]
		queue = queue[1:]
		if seen[at] || len(f.sections) == maxSections {
			return errors.New("the cross-reference sections run in a circle")
		}
		seen[at] = true
		section, err := f.readSection(at)
		if err != nil {
			return fmt.Errorf("read the cross-reference section at byte %d: %w", at, err)
		}
		f.sections = append(f.sections, section)
		runs += len(section.runs)
		for _, run := range section.runs {
			entries += run.count
		}
		if runs > maxRuns || entries > maxEntries {
			return errWork
		}
		for _, key := range []string{"XRefStm", "Prev"} {
			if prev := section.trailer.dict[key]; prev.kind == pdfInt {
				queue = append(queue, prev.num)
			} else if prev.kind != pdfNull {
				return fmt.Errorf("read the cross-reference section at byte %d: %s is not a position", at, key)
			}
		}
	}
	return nil
}

func (f *pdfFile) readSection(at int) (pdfSection, error) {
	if at < 0 || at >= len(f.b) {
		return pdfSection{}, errShort
	}
	s := f.scan(f.b, at)
	if s.keyword("xref") {
		return f.classicSection(s, at)
	}
	num, err := strconv.Atoi(string(s.regular()))
	if err != nil {
		return pdfSection{}, s.fault("there is no cross-reference section here")
	}
	o, after, err := f.objectAt(at, num)
	if err != nil {
		return pdfSection{}, err
	}
	if !o.dict["Type"].name("XRef") {
		return pdfSection{}, s.fault("this is not a cross-reference stream")
	}
	section := pdfSection{at: at, trailer: pdfIndirect{pdfObject: o, source: f.b}}
	if section.table, err = f.stream(o, after); err != nil {
		return pdfSection{}, err
	}
	return section, section.layOut()
}

// layOut reads W and Index, and makes sure that the table holds what they promise.
func (x *pdfSection) layOut() error {
	w := x.trailer.dict["W"].list
	if len(w) != 3 {
		return errors.New("a cross-reference stream without three widths")
	}
	size := 0
	for i := range w {
		if w[i].kind != pdfInt || w[i].num < 0 || w[i].num > 8 {
			return errors.New("a cross-reference stream with impossible widths")
		}
		x.widths[i] = w[i].num
		size += w[i].num
	}
	index := x.trailer.dict["Index"].list
	if index == nil {
		index = []pdfObject{{kind: pdfInt}, x.trailer.dict["Size"]}
	}
	if x.widths[1] == 0 || len(index)%2 != 0 || len(index)/2 > maxRuns {
		return errors.New("a cross-reference stream with an impossible index")
	}
	at := 0
	for i := 0; i < len(index); i += 2 {
		first, count := index[i], index[i+1]
		if first.kind != pdfInt || count.kind != pdfInt || first.num < 0 || count.num < 0 ||
			count.num > (len(x.table)-at)/size {
			return errors.New("a cross-reference stream shorter than its index")
		}
		x.runs = append(x.runs, pdfRun{first.num, count.num, at})
		at += count.num * size
	}
	return nil
}

func (f *pdfFile) classicSection(s *pdfScanner, at int) (pdfSection, error) {
	section := pdfSection{at: at, table: f.b}
	for !s.keyword("trailer") {
		first, err := s.object(0)
		if err != nil {
			return pdfSection{}, err
		}
		count, err := s.object(0)
		if err != nil {
			return pdfSection{}, err
		}
		s.space()
		if first.kind != pdfInt || count.kind != pdfInt || first.num < 0 || count.num < 0 ||
			count.num > (len(f.b)-s.pos)/classicSize || len(section.runs) == maxRuns {
			return pdfSection{}, s.fault("a malformed cross-reference table")
		}
		section.runs = append(section.runs, pdfRun{first.num, count.num, s.pos})
		s.pos += count.num * classicSize
	}
	trailer, err := s.object(0)
	if err != nil {
		return pdfSection{}, err
	}
	if trailer.kind != pdfDict {
		return pdfSection{}, s.fault("a trailer should start here")
	}
	section.trailer = pdfIndirect{pdfObject: trailer, source: f.b}
	return section, nil
}
