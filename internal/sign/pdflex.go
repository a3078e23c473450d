package sign

import (
	"bytes"
	"errors"
	"fmt"
)

// This file reads PDF objects (ISO 32000-1, 7.2 and 7.3) out of bytes that anybody may have sent. The rules are:
//
//   - Every object knows where it was read from: a signature is a matter of byte positions.
//   - A dictionary that holds a key twice is refused: readers disagree about which one counts, and attacks live on that.
//   - Work is bounded: the bytes looked at are counted over the whole file, and nesting has a limit.

var (
	errShort = errors.New("the data ends in the middle of an object")
	errWork  = errors.New("the file is too complicated to be read safely")
)

const (
	maxNesting = 48
	objectCost = 128 // bytes of work that an object counts for, because it takes about as much memory
)

type pdfKind uint8

const (
	pdfNull pdfKind = iota // also: absent
	pdfBool
	pdfInt
	pdfReal
	pdfString
	pdfName
	pdfArray
	pdfDict
	pdfRef
)

// pdfObject is one value together with the positions [from,to) of the bytes that it was read from.
type pdfObject struct {
	kind     pdfKind
	from, to int
	num      int // an integer, or the object number of a reference
	text     string
	list     []pdfObject
	dict     map[string]pdfObject
}

// name reports whether o is the name s.
func (o pdfObject) name(s string) bool { return o.kind == pdfName && o.text == s }

// pdfScanner reads objects one after the other. work is shared by all scanners of a file.
type pdfScanner struct {
	b    []byte
	pos  int
	work *int
}

func (s *pdfScanner) fault(what string) error {
	return fmt.Errorf("at byte %d: %s", s.pos, what)
}

// space skips white space and comments.
func (s *pdfScanner) space() {
	from := s.pos
	for s.pos < len(s.b) {
		switch c := s.b[s.pos]; {
		case isPDFSpace(c):
			s.pos++
		case c == '%':
			for s.pos < len(s.b) && s.b[s.pos] != '\n' && s.b[s.pos] != '\r' {
				s.pos++
			}
		default:
			*s.work -= s.pos - from
			return
		}
	}
	*s.work -= s.pos - from
}

// keyword skips the word w, or reports false and stays where it is.
func (s *pdfScanner) keyword(w string) bool {
	s.space()
	if !bytes.HasPrefix(s.b[s.pos:], []byte(w)) {
		return false
	}
	if end := s.pos + len(w); end < len(s.b) && isPDFRegular(s.b[end]) {
		return false
	}
	s.pos += len(w)
	return true
}

// object reads the next object. Errors are errShort where the bytes end, errWork where there is too much of them.
func (s *pdfScanner) object(depth int) (pdfObject, error) {
	s.space()
	if s.pos >= len(s.b) {
		return pdfObject{}, errShort
	}
	if depth > maxNesting || *s.work <= 0 {
		return pdfObject{}, errWork
	}
	from := s.pos
	o, err := s.value(depth)
	if err != nil {
		return pdfObject{}, err
	}
	o.from, o.to = from, s.pos
	*s.work -= objectCost
	if o.list == nil && o.dict == nil {
		*s.work -= o.to - o.from
	}
	return o, nil
}

func (s *pdfScanner) value(depth int) (pdfObject, error) {
	switch c := s.b[s.pos]; {
	case c == '/':
		return s.nameToken()
	case c == '(':
		return s.literal()
	case c == '[':
		return s.array(depth)
	case c == '<' && s.pos+1 < len(s.b) && s.b[s.pos+1] == '<':
		return s.dictionary(depth)
	case c == '<':
		return s.hexString()
	case c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.':
		return s.number()
	}
	if s.keyword("null") {
		return pdfObject{}, nil
	}
	if s.keyword("true") || s.keyword("false") {
		return pdfObject{kind: pdfBool}, nil
	}
	return pdfObject{}, s.fault("no object starts here")
}
