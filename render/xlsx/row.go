package xlsx

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"minutebook/forms"
	"minutebook/render"
)

// maxText is how many UTF-16 units Excel keeps of a cell's text; a file with more is called damaged.
const maxText = 32_767

// The height of a line of text, and of the highest row that Excel knows, in points.
const (
	lineHeight = 13
	mostHeight = 409
)

// escape is what Excel takes for a character written by its number; a text that only looks like it has its underscore
// escaped (ECMA-376 22.9.2.19, ST_Xstring).
var escape = regexp.MustCompile(`_(x[0-9A-Fa-f]{4}_)`)

// appendRow appends the XML of one row. Empty cells are left out, except those that may be changed, which have to say so.
func (s *sheet) appendRow(to []byte, number int, values []render.Value) ([]byte, error) {
	to = append(to, `<row r="`...)
	at := len(to)
	to = strconv.AppendInt(to, int64(number), 10)
	digits := string(to[at:])
	to = s.appendHeight(append(to, '"'), values)
	for i := range values {
		v, c := &values[i], &s.columns[i]
		if v.Empty() && !c.look.open {
			continue
		}
		l := c.look
		l.link, l.quoted = v.Sheet != "", v.Formula == "" && beginsLikeFormula(v.Text)
		style := c.style
		if l != c.look {
			var err error
			if style, err = s.book.styles.cell(l); err != nil {
				return nil, err
			}
		}
		to = append(append(append(to, `<c r="`...), c.name...), digits...)
		to = strconv.AppendInt(append(to, `" s="`...), int64(style), 10)
		var err error
		if to, err = appendValue(append(to, '"'), v); err != nil {
			return nil, err
		}
	}
	return append(to, `</row>`...), nil
}

// appendHeight closes the opening tag of a row. Text that wraps needs a height that is written down: not every program works
// it out when it opens the file.
func (s *sheet) appendHeight(to []byte, values []render.Value) []byte {
	lines := 1
	for i := range values {
		// A width counts digits, and letters are narrower by a tenth and more.
		if c := &s.Columns[i]; c.Format == render.Prose && len(values[i].Text) > int(c.Width) {
			lines = max(lines, wrapped(values[i].Text, int(c.Width*1.1)))
		}
	}
	if lines > 1 {
		to = strconv.AppendInt(append(to, ` ht="`...), int64(min(lines*lineHeight+4, mostHeight)), 10)
		to = append(to, `" customHeight="1"`...)
	}
	return append(to, '>')
}

// beginsLikeFormula reports whether spreadsheets, or people who export the sheet as text, may run what the cell says.
func beginsLikeFormula(s string) bool { return s != "" && strings.IndexByte("=+-@\t\r\n", s[0]) >= 0 }

// appendValue appends what follows the opening <c …" of a cell. Text is always an inline string: whatever it begins with, it
// is text.
func appendValue(to []byte, v *render.Value) ([]byte, error) {
	number := v.Numeric || !v.Date.IsZero()
	switch {
	case v.Formula != "":
		if !number {
			to = append(to, ` t="str"`...)
		}
		to = appendText(append(to, `><f>`...), v.Formula)
		to = append(to, `</f><v>`...)
		if number {
			to = appendNumber(to, v)
		} else {
			to = appendText(to, v.Text)
		}
		return append(to, `</v></c>`...), nil
	case number:
		return append(appendNumber(append(to, `><v>`...), v), `</v></c>`...), nil
	case v.Text == "":
		return append(to, `/>`...), nil
	}
	if units := len(v.Text); units > maxText {
		if units = len(utf16.Encode([]rune(v.Text))); units > maxText {
			return nil, fmt.Errorf("a text of %d characters does not fit into a cell, which holds %d", units, maxText)
		}
	}
	to = append(to, ` t="inlineStr"><is><t xml:space="preserve">`...)
	to = appendText(to, escape.ReplaceAllString(v.Text, "_x005F_$1"))
	return append(to, `</t></is></c>`...), nil
}

func appendNumber(to []byte, v *render.Value) []byte {
	if v.Numeric {
		return strconv.AppendFloat(to, v.Number, 'f', -1, 64)
	}
	return strconv.AppendInt(to, int64(serial(v.Date)), 10)
}

// serial is the number of a day as Excel counts them, from 1 March 1900 on.
func serial(d forms.Date) int { return int(d.Time().Unix()/86400) + 25569 }

// appendText appends text as XML; characters that XML forbids become U+FFFD.
func appendText(to []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '<' || c == '>' || c == '&' || c == '"' || c == '\'' {
			b := bytes.NewBuffer(to)
			// A bytes.Buffer takes everything.
			if err := xml.EscapeText(b, []byte(s)); err != nil {
				return to
			}
			return b.Bytes()
		}
	}
	return append(to, s...)
}
