package docx

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"minutebook/render"
)

// script says how Word must be told to set a piece of text. Word keeps two fonts, sizes and languages per run: one for
// Latin, Greek, Cyrillic and the like, one for "complex scripts", and it does not look at the letters to choose.
type script struct {
	rtl  bool
	font string // complex-script font, where Arial, which is used for all else, lacks the letters
}

var (
	western     = &script{}
	rightToLeft = &script{rtl: true} // Arial has Arabic (with the letters of Urdu, Pashto, Kurdish) and Hebrew
	southAsian  = &script{font: "Nirmala UI"}
	thaiToKhmer = &script{font: "Leelawadee UI"}
	burmese     = &script{font: "Myanmar Text"}
	tibetan     = &script{font: "Microsoft Himalaya"}
)

// scripts are the ranges of complex scripts in ascending order. Those from right to left are the ranges that Unicode
// reserves for them (DerivedBidiClass.txt, default R and AL), so later additions are covered.
var scripts = []struct {
	first, last rune
	*script
}{
	{0x0590, 0x08FF, rightToLeft},
	{0x0900, 0x0DFF, southAsian}, // Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil … Sinhala
	{0x0E00, 0x0EFF, thaiToKhmer},
	{0x0F00, 0x0FFF, tibetan},
	{0x1000, 0x109F, burmese},
	{0x1780, 0x17FF, thaiToKhmer},
	{0x19E0, 0x19FF, thaiToKhmer},
	{0x1CD0, 0x1CFF, southAsian}, // Vedic signs
	{0xA8E0, 0xA8FF, southAsian}, // Devanagari Extended
	{0xA9E0, 0xA9FF, burmese},
	{0xAA60, 0xAA7F, burmese},
	{0xFB1D, 0xFDFF, rightToLeft}, // presentation forms
	{0xFE70, 0xFEFC, rightToLeft},
	{0x10800, 0x10FFF, rightToLeft},
	{0x1E800, 0x1EFFF, rightToLeft}, // Adlam, Rohingya numerals …
}

// scriptOf is the script of a letter, and nil for what takes the script of its surroundings: spaces, digits, signs.
func scriptOf(r rune) *script {
	if r >= scripts[0].first {
		for _, s := range scripts {
			if r < s.first {
				break
			}
			if r <= s.last {
				return s.script
			}
		}
	}
	if unicode.IsLetter(r) {
		return western
	}
	return nil
}

// plain reports whether s is certain to hold western text only: no byte starts a character at or above U+0580.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] >= 0xD6 {
			return false
		}
	}
	return true
}

// baseOf is the direction of a paragraph, that of its first letter (UAX #9, rules P2 and P3).
func baseOf(spans []render.Span) *script {
	for _, span := range spans {
		if plain(span.Text) && strings.ContainsFunc(span.Text, unicode.IsLetter) {
			return western
		}
		for _, r := range span.Text {
			switch s := scriptOf(r); {
			case s == nil:
			case s.rtl:
				return rightToLeft
			default:
				return western
			}
		}
	}
	return western
}

// pieces cuts s where the script changes and hands each piece to write. What lies between two letters of one script
// belongs to it, all else that is no letter to the paragraph's base (UAX #9, rules N1 and N2). Marks and joiners never
// leave the letter before them.
func pieces(s string, base *script, write func(text string, as *script)) {
	if base == western && plain(s) {
		write(s, western)
		return
	}
	start, as := 0, base // the piece under way
	begin := func(at int, next *script) {
		if next != as {
			if at > start {
				write(s[start:at], as)
			}
			start, as = at, next
		}
	}
	last, loose := base, 0 // script of the last letter, and where it ended
	for i, r := range s {
		next := scriptOf(r)
		end := i + utf8.RuneLen(r)
		if r == utf8.RuneError { // a broken byte is one byte long, the character three
			_, size := utf8.DecodeRuneInString(s[i:])
			end = i + size
		}
		switch {
		case next == nil && loose == i && (unicode.IsMark(r) || r == '\u200C' || r == '\u200D'):
			loose = end
		case next == nil:
		default:
			if next != last {
				begin(loose, base)
				begin(i, next)
			}
			last, loose = next, end
		}
	}
	if loose < len(s) {
		begin(loose, base)
	}
	write(s[start:], as)
}
