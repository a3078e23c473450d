package leak

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// word is one word of a text in the form in which words are compared, and where it stands.
type word struct {
	plain    string // see fold
	from, to int    // bytes of the text
	capital  bool   // begins with a capital letter
	opens    bool   // is the first of a sentence, where a capital says nothing
}

// split reads a text as people read it: letters and digits make words, everything else parts them. Apostrophes and
// characters that nobody sees part nothing, so that "Drovers’ Way", "drovers way" and "Dro\u200bvers Way" are the same.
func split(text string) []word {
	var words []word
	var w word
	var plain strings.Builder
	open, inside := true, false
	end := func(at int) {
		if inside {
			w.plain, w.to = plain.String(), at
			words = append(words, w)
			plain.Reset()
			inside = false
		}
	}
	for at, r := range text {
		if skipped(r) {
			continue
		}
		folded := fold(r)
		if folded == "" && unicode.Is(unicode.Mn, r) {
			continue
		}
		if folded == "" {
			end(at)
			if strings.ContainsRune(".!?\n:;", r) {
				open = true
			}
			continue
		}
		if r == '&' || r == '＆' {
			end(at)
		}
		if !inside {
			w = word{from: at, capital: unicode.IsUpper(r) || unicode.IsTitle(r), opens: open}
			inside, open = true, false
		}
		plain.WriteString(folded)
		if r == '&' || r == '＆' {
			end(at + len(string(r)))
		}
	}
	end(len(text))
	return words
}

// skipped are the characters that part no words: apostrophes of every kind, and what has no width.
func skipped(r rune) bool {
	return strings.ContainsRune("'’‘‛ʼʹ`´′＇", r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) ||
		r == '\u034f' || r == '\u115f' || r == '\u1160' || r == '\u3164' || r == '\uffa0'
}

// fold returns a character as it is compared: compatibility forms resolved (NFKD), marks and case away, letters that only
// look Latin made Latin, digits of every script made ASCII; "" for what is neither letter nor digit.
func fold(r rune) string {
	if r == '&' || r == '＆' {
		return "and"
	}
	if r < unicode.MaxASCII {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return string(r)
		}
		return ""
	}
	var b strings.Builder
	for _, c := range norm.NFKD.String(string(r)) {
		c = unicode.ToLower(c)
		switch latin, known := lookalikes[c]; {
		case known:
			b.WriteString(latin)
		case unicode.Is(unicode.Nd, c):
			b.WriteByte('0' + digit(c))
		case unicode.IsLetter(c), unicode.IsNumber(c), unicode.Is(unicode.Mc, c):
			b.WriteRune(c)
		}
	}
	return b.String()
}

// digit is the value of a decimal digit: Unicode keeps the ten digits of a script together, from zero up.
func digit(r rune) byte {
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return byte((r - rune(t.Lo)) % 10)
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return byte((r - rune(t.Lo)) % 10)
		}
	}
	return 0
}

// squeeze is a text without what parts words: "ZQ14 8NB" and "zq148nb" are the same.
func squeeze(text string) string {
	var b strings.Builder
	for _, w := range split(text) {
		b.WriteString(w.plain)
	}
	return b.String()
}

// lookalikes are letters that stand for Latin ones, or have no decomposition.
var lookalikes = map[rune]string{
	'ł': "l", 'ø': "o", 'æ': "ae", 'œ': "oe", 'ß': "ss", 'đ': "d", 'ð': "d", 'þ': "th", 'ħ': "h", 'ı': "i", 'ŋ': "n", 'ŧ': "t",
	'а': "a", 'в': "b", 'е': "e", 'ѕ': "s", 'і': "i", 'ј': "j", 'к': "k", 'м': "m", 'н': "h", 'о': "o", 'р': "p", 'с': "c", 'т': "t",
	'у': "y", 'х': "x", 'ԁ': "d", 'ɡ': "g", 'α': "a", 'β': "b", 'ε': "e", 'ι': "i", 'κ': "k", 'ν': "v", 'ο': "o", 'ρ': "p", 'τ': "t",
	'υ': "u", 'χ': "x",
}
