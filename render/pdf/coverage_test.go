package pdf

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"minutebook/render"
)

// Every character that Missing lets through is drawn, in every look, alone in its word and among others.
func TestEveryCharacter(t *testing.T) {
	t.Parallel()
	var all []rune
	var every strings.Builder
	for r := rune(0); r <= unicode.MaxRune; r++ {
		every.WriteRune(r)
		every.WriteByte(' ')
	}
	missing := map[rune]bool{}
	for _, r := range Missing(every.String()) {
		missing[r] = true
	}
	for r := rune(0x20); r <= unicode.MaxRune; r++ {
		if !missing[r] && !unicode.Is(unicode.Cs, r) && len(Missing(string(r))) == 0 {
			all = append(all, r)
		}
	}
	if len(all) < 8000 {
		t.Errorf("only %d characters can be drawn", len(all))
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for name, style := range map[string]render.Span{"regular": {}, "bold": {Bold: true}, "italic": {Italic: true}, "both": {Bold: true, Italic: true}} {
		doc := paragraphs()
		for from := 0; from < len(all); from += 60 {
			words := make([]string, 0, 80)
			for _, r := range all[from:min(from+60, len(all))] {
				words = append(words, string(r))
			}
			for range 20 { // neighbours in the table are mostly of one script
				word := make([]rune, 1+rng.IntN(7))
				for i := range word {
					word[i] = all[min(from+rng.IntN(60), len(all)-1)]
					if rng.IntN(8) == 0 {
						word[i] = []rune{joiner, nonJoiner, '\u0301', '\u0640', '\u200F', softHyphen}[rng.IntN(6)]
					}
				}
				words = append(words, string(word))
			}
			style.Text = strings.Join(words, " ")
			doc.Blocks = append(doc.Blocks, render.Paragraph{Spans: []render.Span{style}})
		}
		_, replaced, err := Write(doc)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for r := range replaced {
			if !unicode.In(r, unicode.Mn, unicode.Me) { // too many marks on one letter, by chance
				t.Errorf("%s: %U was replaced", name, r)
			}
		}
	}
}
