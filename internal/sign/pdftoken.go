package sign

import (
	"bytes"
	"encoding/hex"
	"strconv"
)

// regular takes the run of regular characters (7.2.2) that starts here.
func (s *pdfScanner) regular() []byte {
	from := s.pos
	for s.pos < len(s.b) && isPDFRegular(s.b[s.pos]) {
		s.pos++
	}
	return s.b[from:s.pos]
}

func (s *pdfScanner) nameToken() (pdfObject, error) {
	s.pos++
	raw := s.regular()
	if !bytes.ContainsRune(raw, '#') {
		return pdfObject{kind: pdfName, text: string(raw)}, nil
	}
	text := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) {
			if b, err := hex.DecodeString(string(raw[i+1 : i+3])); err == nil {
				text, i = append(text, b[0]), i+2
				continue
			}
		}
		text = append(text, raw[i])
	}
	return pdfObject{kind: pdfName, text: string(text)}, nil
}

// number reads an integer, a real, or a reference "12 0 R": a reference can only be told by looking ahead.
func (s *pdfScanner) number() (pdfObject, error) {
	word := string(s.regular())
	n, err := strconv.Atoi(word)
	if err != nil {
		if _, err := strconv.ParseFloat(word, 64); err != nil {
			return pdfObject{}, s.fault("a malformed number")
		}
		return pdfObject{kind: pdfReal}, nil
	}
	back := s.pos
	s.space()
	generation := s.regular()
	if n > 0 && len(generation) > 0 && len(generation) <= 5 && allDigits(generation) && s.keyword("R") {
		return pdfObject{kind: pdfRef, num: n}, nil
	}
	s.pos = back
	return pdfObject{kind: pdfInt, num: n}, nil
}

func (s *pdfScanner) array(depth int) (pdfObject, error) {
	s.pos++
	list := []pdfObject{}
	for {
		s.space()
		if s.pos < len(s.b) && s.b[s.pos] == ']' {
			s.pos++
			return pdfObject{kind: pdfArray, list: list}, nil
		}
		o, err := s.object(depth + 1)
		if err != nil {
			return pdfObject{}, err
		}
		list = append(list, o)
	}
}

func (s *pdfScanner) dictionary(depth int) (pdfObject, error) {
	s.pos += 2
	dict := map[string]pdfObject{}
	for {
		s.space()
		if bytes.HasPrefix(s.b[s.pos:], []byte(">>")) {
			s.pos += 2
			return pdfObject{kind: pdfDict, dict: dict}, nil
		}
		if s.pos == len(s.b)-1 && s.b[s.pos] == '>' {
			return pdfObject{}, errShort
		}
		key, err := s.object(depth + 1)
		if err != nil {
			return pdfObject{}, err
		}
		if key.kind != pdfName {
			return pdfObject{}, s.fault("a dictionary key that is not a name")
		}
		if _, twice := dict[key.text]; twice {
			return pdfObject{}, s.fault("a dictionary that holds the key " + strconv.Quote(key.text) + " twice")
		}
		if dict[key.text], err = s.object(depth + 1); err != nil {
			return pdfObject{}, err
		}
	}
}

func isPDFSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isPDFRegular(c byte) bool {
	return !isPDFSpace(c) && bytes.IndexByte([]byte("()<>[]{}/%"), c) < 0
}

func allDigits(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
