package docx

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// markup is a part under construction. Text from a Document goes through text or attr, never through raw.
type markup struct{ bytes.Buffer }

func (m *markup) raw(pieces ...string) {
	for _, s := range pieces {
		m.WriteString(s)
	}
}

func (m *markup) num(n int) {
	m.Write(strconv.AppendInt(m.AvailableBuffer(), int64(n), 10))
}

// val writes an element whose only content is a number: <name w:val="n"/>.
func (m *markup) val(name string, n int) {
	m.raw(`<`, name, ` w:val="`)
	m.num(n)
	m.raw(`"/>`)
}

// text writes s as the content of a run; line breaks and tabs become Word's own elements.
func (m *markup) text(s string) {
	const end, begin = `</w:t>`, `<w:t xml:space="preserve">`
	m.WriteString(begin)
	m.escape(s, end+`<w:br/>`+begin, end+`<w:tab/>`+begin)
	m.WriteString(end)
}

// attr writes s as one line: an attribute's value, or the text of a property.
func (m *markup) attr(s string) { m.escape(s, " ", " ") }

// escape writes s as XML character data; brk and tab stand for a line break and a tab. A character that XML 1.0 (clause
// 2.2) forbids, and a C1 control, which nobody could see, is written as its code point in brackets: one forbidden
// character makes Word refuse the whole file, and dropping it would change what was typed. A byte that is not UTF-8
// counts as U+FFFD, the replacement character.
func (m *markup) escape(s, brk, tab string) {
	done := 0 // everything before it has been written
	for i := 0; i < len(s); {
		c, size := rune(s[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(s[i:])
		}
		with := ""
		switch {
		case c == '&':
			with = "&amp;"
		case c == '<':
			with = "&lt;"
		case c == '>':
			with = "&gt;"
		case c == '"':
			with = "&#34;"
		case c == '\t':
			with = tab
		case c == '\n', c == '\u2028', c == '\u2029':
			with = brk
		case c == '\r': // alone, or as "\r\n", one break
			if i+1 == len(s) || s[i+1] != '\n' {
				with = brk
			}
		case c < ' ', c >= 0x7F && c < 0xA0, c == 0xFFFE, c == 0xFFFF, c == utf8.RuneError && size == 1:
			with = fmt.Sprintf("[U+%04X]", c)
		default:
			i += size
			continue
		}
		m.WriteString(s[done:i])
		m.WriteString(with)
		i += size
		done = i
	}
	m.WriteString(s[done:])
}

// languageTag reports whether s looks like a BCP 47 tag. Anything else would be an unreadable w:lang.
func languageTag(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c != '-' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return len(s) >= 2 && len(s) <= 35
}

// defaultLanguage is that of a document which names none.
const defaultLanguage = "en-GB"

func languageOr(lang string) string {
	if languageTag(lang) {
		return lang
	}
	return defaultLanguage
}
