package pdf

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"minutebook/render"

	"golang.org/x/text/unicode/norm"
)

// Characters that are not drawn but decide how others are.
const (
	softHyphen = '\u00AD'
	zeroSpace  = '\u200B'
	nonJoiner  = '\u200C'
	joiner     = '\u200D'
)

// maxMarks is how many marks one letter may carry. No language needs more; a tower of them would cover other text.
const maxMarks = 6

// Missing returns the characters of s that no embedded font can draw, in order, without repeats. A paper prints their
// code points instead, so a person who types one can be told before it is signed.
func Missing(s string) []rune {
	var missing []rune
	seen := map[rune]bool{}
	scan(s, func(r rune, ok bool) {
		if !ok && !seen[r] {
			seen[r] = true
			missing = append(missing, r)
		}
	})
	return missing
}

// clean turns user text into runes that can all be drawn: composed (NFC), with line feeds for every kind of line break
// and "[U+1F600]" for what no face draws, which it counts.
func clean(dst []rune, s string, replaced render.Replaced) []rune {
	scan(s, func(r rune, ok bool) {
		if ok {
			dst = append(dst, r)
			return
		}
		replaced[r]++
		dst = append(dst, []rune(fmt.Sprintf("[U+%04X]", r))...)
	})
	return dst
}

// scan calls yield for each character of s as it is drawn; ok is false where it cannot be. Bytes that are not UTF-8,
// lone surrogates among them, come as U+FFFD. Private-use characters are refused even where a font has a glyph: what
// it shows is anybody's guess. So are bidirectional embeddings and overrides, which make a name read as another.
func scan(s string, yield func(r rune, ok bool)) {
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	var prev *face
	marks := 0
	for i, r := range s {
		if ignorable(r) {
			yield(r, true)
			continue
		}
		if r < 0x300 || !unicode.In(r, unicode.Mn, unicode.Me) {
			marks = 0
		} else if marks++; marks > maxMarks {
			yield(r, false)
			continue
		}
		switch {
		case ' ' <= r && r < 0x7F:
			yield(r, true)
			prev = nil
		case r == '\n' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			yield('\n', true)
		case r == '\r':
			if !strings.HasPrefix(s[i+1:], "\n") {
				yield('\n', true)
			}
		case r == '\t':
			yield(' ', true)
		case r == utf8.RuneError, unicode.In(r, unicode.Cc, unicode.Co, unicode.Cs, unicode.Noncharacter_Code_Point),
			unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r):
			yield(r, false)
		default:
			if unicode.Is(unicode.Zs, r) && !regular.has(r) {
				r = ' ' // a space of a width that the font lacks
			}
			prev = choose(r, regular, prev, false)
			yield(r, prev != nil)
		}
	}
}

// ignorable reports whether r is invisible by design: it is kept for shaping and line breaking, and never drawn.
// Isolates have no effect here; they come along when a name is copied from a messaging app.
func ignorable(r rune) bool {
	switch {
	case r == softHyphen, r == '\u034F', r == '\u061C', r == '\uFEFF':
		return true
	case zeroSpace <= r && r <= '\u200F', '\u2060' <= r && r <= '\u2069', '\uFE00' <= r && r <= '\uFE0F':
		return true
	}
	return false
}
