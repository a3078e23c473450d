package sign

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// literal reads a string in round brackets (ISO 32000-1, 7.3.4.2).
func (s *pdfScanner) literal() (pdfObject, error) {
	var text []byte
	open := 0
	for s.pos < len(s.b) {
		c := s.b[s.pos]
		s.pos++
		switch c {
		case '(':
			open++
			if open == 1 {
				continue
			}
		case ')':
			open--
			if open == 0 {
				return pdfObject{kind: pdfString, text: string(text)}, nil
			}
		case '\\':
			text = s.escape(text)
			continue
		}
		text = append(text, c)
	}
	return pdfObject{}, errShort
}

// escape reads what follows a backslash and appends its meaning to text.
func (s *pdfScanner) escape(text []byte) []byte {
	if s.pos >= len(s.b) {
		return text
	}
	c := s.b[s.pos]
	s.pos++
	switch c {
	case 'n':
		return append(text, '\n')
	case 'r':
		return append(text, '\r')
	case 't':
		return append(text, '\t')
	case 'b':
		return append(text, '\b')
	case 'f':
		return append(text, '\f')
	case '\r': // a line end after a backslash is no part of the string
		if s.pos < len(s.b) && s.b[s.pos] == '\n' {
			s.pos++
		}
		return text
	case '\n':
		return text
	}
	if c < '0' || c > '7' {
		return append(text, c)
	}
	code := int(c - '0')
	for i := 0; i < 2 && s.pos < len(s.b) && s.b[s.pos] >= '0' && s.b[s.pos] <= '7'; i++ {
		code = code<<3 | int(s.b[s.pos]-'0')
		s.pos++
	}
	return append(text, byte(code))
}

// hexString reads a string in angle brackets (7.3.4.3). It keeps no text when the digits are not plain hexadecimal:
// the only such string that matters, Contents, is checked byte by byte where it is used.
func (s *pdfScanner) hexString() (pdfObject, error) {
	n := bytes.IndexByte(s.b[s.pos:], '>')
	if n < 0 {
		return pdfObject{}, errShort
	}
	digits := s.b[s.pos+1 : s.pos+n]
	s.pos += n + 1
	o := pdfObject{kind: pdfString}
	if len(digits) > 4*1024 { // longer than any text of ours: Contents
		return o, nil
	}
	if text, err := hex.DecodeString(string(digits)); err == nil {
		o.text = string(text)
	}
	return o, nil
}

// pdfText writes s as a text string (7.9.2.2): readable where it is plain ASCII, UTF-16 otherwise.
func pdfText(s string) string {
	plain := true
	for _, r := range s {
		plain = plain && r >= ' ' && r <= '~'
	}
	if plain {
		return "(" + strings.NewReplacer(`\`, `\\`, `(`, `\(`, `)`, `\)`).Replace(s) + ")"
	}
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteByte('>')
	return b.String()
}

// plainText is the text of a string object. Bytes above 126 are read as Latin-1, which PDFDocEncoding nearly is; this
// package never writes them.
func (o pdfObject) plainText() string {
	if utf, ok := strings.CutPrefix(o.text, "\xEF\xBB\xBF"); ok {
		return strings.ToValidUTF8(utf, "\uFFFD")
	}
	units := make([]uint16, 0, len(o.text))
	utf, wide := strings.CutPrefix(o.text, "\xFE\xFF")
	for i := 0; i < len(utf); i++ {
		unit := uint16(utf[i])
		if wide && i+1 < len(utf) {
			unit = unit<<8 | uint16(utf[i+1])
			i++
		}
		units = append(units, unit)
	}
	return string(utf16.Decode(units))
}

// pdfTime writes t to the second in UTC (7.9.4). Not "Z": strict readers ask for hours and minutes.
func pdfTime(t time.Time) string { return t.UTC().Format("(D:20060102150405+00'00')") }

// time is the zero time where o is no complete date.
func (o pdfObject) time() time.Time {
	t, err := time.Parse("D:20060102150405Z0700", strings.ReplaceAll(o.text, "'", ""))
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// oneLine refuses a text that cannot come back from the file exactly as it went in, or that no screen could show.
func oneLine(what, s string, limit int) error {
	if !utf8.ValidString(s) {
		return fmt.Errorf("%s is not valid UTF-8", what)
	}
	if n := utf8.RuneCountInString(s); n > limit {
		return fmt.Errorf("%s has %d characters, at most %d are allowed", what, n, limit)
	}
	for _, r := range s {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return fmt.Errorf("%s holds the control character %U", what, r)
		}
	}
	return nil
}
