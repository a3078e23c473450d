package sign

import (
	"bytes"
	"errors"
	"slices"
)

// pdfSignature is a signature dictionary that was found in a file, or the place where one should be.
type pdfSignature struct {
	dict  pdfIndirect
	field int   // object number of the field that holds it, 0 where none does
	fault error // why the dictionary cannot be read
}

const (
	maxPDFSignatures = 16
	maxStrays        = 16
)

var (
	errTooMany = errors.New("the file has more signatures than are checked")
	rangeKey   = []byte("/ByteRange")
)

// signatures finds the signature dictionaries in the signature fields of the newest revision.
func (f *pdfFile) signatures(form pdfForm) ([]pdfSignature, error) {
	var found []pdfSignature
	for _, field := range form.fields {
		v := field.dict["V"]
		if v.kind == pdfNull {
			continue
		}
		dict, err := f.resolve(pdfIndirect{pdfObject: v, source: field.source, packed: field.packed})
		if _, ranged := dict.dict["ByteRange"]; !field.signature && !ranged {
			continue // an ordinary filled field
		}
		if len(found) == maxPDFSignatures {
			return nil, errTooMany
		}
		found = append(found, pdfSignature{dict: dict, field: field.num, fault: err})
	}
	return found, nil
}

// strays finds signature dictionaries that no field shows any more: something was done to the file after signing. Only
// places where an object of the file can be are looked at, because a whole signed PDF may be attached in a stream. When
// the structure is not readable, every place counts.
func (f *pdfFile) strays(known []pdfSignature, readable bool) []pdfSignature {
	var found []pdfSignature
	for at, n := 0, 0; n < maxStrays; n++ {
		i := bytes.Index(f.b[at:], rangeKey)
		if i < 0 {
			break
		}
		key := at + i
		at = key + len(rangeKey)
		if inside(known, key) || inside(found, key) {
			continue
		}
		if s, ok := f.around(key, readable && key < f.end); ok {
			found = append(found, s)
		}
	}
	return found
}

func inside(list []pdfSignature, at int) bool {
	for _, s := range list {
		if !s.dict.packed && s.dict.from <= at && at < s.dict.to {
			return true
		}
	}
	return false
}

// around reads the object that key lies in, and reports whether it is a signature dictionary.
func (f *pdfFile) around(key int, readable bool) (pdfSignature, bool) {
	start := 0
	if readable {
		start = f.lastObjectBefore(key)
	} else if start = bytes.LastIndex(f.b[:key], []byte(" obj")); start < 0 {
		return pdfSignature{}, false
	}
	s := f.scan(f.b, start)
	if readable { // skip "12 0"
		s.space()
		s.regular()
		s.space()
		s.regular()
	}
	if !s.keyword("obj") {
		return pdfSignature{}, false
	}
	o, err := s.object(0)
	found := pdfSignature{dict: pdfIndirect{pdfObject: o, source: f.b}, fault: err}
	if err != nil {
		return found, !readable
	}
	_, ok := o.dict["ByteRange"]
	return found, ok && o.from <= key && key < o.to
}

// lastObjectBefore is the position of the last object in any revision that starts before at, 0 for none.
func (f *pdfFile) lastObjectBefore(at int) int {
	last := 0
	for i := range f.sections {
		section := &f.sections[i]
		for _, run := range section.runs {
			for n := range run.count {
				if e := section.decode(run, n); e.kind == entryPlain && e.at < at && e.at > last {
					last = e.at
				}
			}
		}
	}
	return last
}

// onlySigned reports whether the revisions after position end changed nothing that was there before but the form and
// the given fields, and left the catalogue where it was.
func (f *pdfFile) onlySigned(end int, allowed []int) bool {
	var newer, older []*pdfSection
	for i := range f.sections {
		if section := &f.sections[i]; section.at >= end {
			newer = append(newer, section)
		} else {
			older = append(older, section)
		}
	}
	if len(older) == 0 {
		return false
	}
	for _, section := range newer {
		if section.trailer.dict["Root"].num != older[0].trailer.dict["Root"].num {
			return false
		}
		for _, run := range section.runs {
			if run.count > maxFields {
				return false
			}
			for num := run.first; num < run.first+run.count; num++ {
				if replaces(older, num) && !slices.Contains(allowed, num) {
					return false
				}
			}
		}
	}
	return true
}

func replaces(older []*pdfSection, num int) bool {
	for _, section := range older {
		if e, ok := section.entry(num); ok && e.kind != entryFree {
			return true
		}
	}
	return false
}
