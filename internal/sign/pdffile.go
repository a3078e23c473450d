package sign

import (
	"bytes"
	"fmt"
	"strconv"
)

// pdfFile is a PDF whose cross-reference sections have been read; its objects are read when asked for. Only what
// signing and verifying need is here: no pages, no fonts, no passwords.
type pdfFile struct {
	b        []byte
	sections []pdfSection // newest first
	end      int          // position after the last %%EOF
	work     int          // bytes that may still be parsed
	inflate  int          // bytes that may still be decompressed
	depth    int          // objects that are being loaded in order to load another
	packs    map[int]pdfPack
}

// pdfIndirect is an indirect object with the bytes that its positions count in: the file, or an object stream.
type pdfIndirect struct {
	pdfObject
	source []byte
	packed bool // from an object stream, so its positions are not those of the file
}

const (
	maxParsed   = 4 * MaxFile
	maxInflated = MaxFile
	maxLoading  = 12
)

func isPDF(file []byte) bool { return bytes.HasPrefix(file, []byte("%PDF-")) }

// newPDFFile knows nothing of the file's structure yet; its scanner can be used all the same.
func newPDFFile(b []byte) *pdfFile {
	return &pdfFile{b: b, work: maxParsed, inflate: maxInflated, packs: map[int]pdfPack{}}
}

func (f *pdfFile) scan(b []byte, at int) *pdfScanner {
	return &pdfScanner{b: b, pos: at, work: &f.work}
}

// readStructure follows the last startxref back through all revisions (ISO 32000-1, 7.5.5 and 7.5.6).
func (f *pdfFile) readStructure() error {
	at := bytes.LastIndex(f.b, []byte("startxref"))
	if at < 0 {
		return fmt.Errorf("find the end of the file: %w", errShort)
	}
	s := f.scan(f.b, at+len("startxref"))
	for s.pos < len(f.b) && isPDFSpace(f.b[s.pos]) {
		s.pos++
	}
	digits := s.regular()
	start, err := strconv.Atoi(string(digits))
	for s.pos < len(f.b) && isPDFSpace(f.b[s.pos]) {
		s.pos++
	}
	if !bytes.HasPrefix(f.b[s.pos:], []byte("%%EOF")) && len(f.b)-s.pos < len("%%EOF") {
		return fmt.Errorf("find the end-of-file mark: %w", errShort)
	}
	if err != nil || !bytes.HasPrefix(f.b[s.pos:], []byte("%%EOF")) {
		return s.fault("startxref is not followed by a number and the end-of-file mark")
	}
	f.end = s.pos + len("%%EOF")
	return f.readSections(start)
}

// object loads the object with this number from the newest revision that defines it.
func (f *pdfFile) object(num int) (pdfIndirect, error) {
	if f.depth >= maxLoading {
		return pdfIndirect{}, errWork
	}
	f.depth++
	defer func() { f.depth-- }()
	switch e := f.entry(num); e.kind {
	case entryPlain:
		o, _, err := f.objectAt(e.at, num)
		return pdfIndirect{pdfObject: o, source: f.b}, err
	case entryPacked:
		return f.packedObject(e.at, num)
	}
	return pdfIndirect{}, fmt.Errorf("object %d is not in the file", num)
}

// entry is what the newest revision that knows the object says of it.
func (f *pdfFile) entry(num int) pdfEntry {
	for i := range f.sections {
		if e, ok := f.sections[i].entry(num); ok {
			return e
		}
	}
	return pdfEntry{}
}

// resolve follows a reference; any other object is its own value.
func (f *pdfFile) resolve(o pdfIndirect) (pdfIndirect, error) {
	if o.kind != pdfRef {
		return o, nil
	}
	target, err := f.object(o.num)
	if err == nil && target.kind == pdfRef {
		err = fmt.Errorf("object %d is only a reference", o.num)
	}
	return target, err
}

// value is what a dictionary holds under a key, references followed.
func (f *pdfFile) value(o pdfIndirect, key string) (pdfIndirect, error) {
	return f.resolve(pdfIndirect{pdfObject: o.dict[key], source: o.source, packed: o.packed})
}

// objectAt reads "num 0 obj …" at a position of the file, and says where it ended.
func (f *pdfFile) objectAt(at, num int) (pdfObject, int, error) {
	if at < 0 || at >= len(f.b) {
		return pdfObject{}, 0, fmt.Errorf("object %d at byte %d: %w", num, at, errShort)
	}
	s := f.scan(f.b, at)
	s.space()
	head := s.regular()
	s.space()
	generation := s.regular()
	if string(head) != strconv.Itoa(num) || len(generation) == 0 || !allDigits(generation) || !s.keyword("obj") {
		return pdfObject{}, 0, s.fault("object " + strconv.Itoa(num) + " should start here")
	}
	o, err := s.object(0)
	if err != nil {
		return pdfObject{}, 0, fmt.Errorf("read object %d: %w", num, err)
	}
	return o, s.pos, nil
}
