package pdf

import (
	"testing"

	"github.com/go-text/typesetting/bidi"
)

// alphabet has a character of every class that levels resolves, and the brackets of both kinds of text.
var alphabet = []rune("aאبئ1٢+-%,.: ()[]!\u0301\u200E\u200F\u00A0é€")

// FuzzLevels compares our levels with the directions of go-text's full algorithm: odd where it says right to left.
func FuzzLevels(f *testing.F) {
	for _, seed := range []string{"\x00\x01\x04", "\x01\x0c\x04\x0c\x00", "\x02\x0c\x04\x09\x05", "\x01\x0d\x00\x0e\x01", "\x04\x08\x01\x0c\x0d\x01\x0e"} {
		f.Add([]byte(seed), false)
		f.Add([]byte(seed), true)
	}
	f.Fuzz(func(t *testing.T, picks []byte, rtl bool) {
		if len(picks) == 0 || len(picks) > 60 {
			return
		}
		text := make([]rune, len(picks))
		for i, p := range picks {
			text[i] = alphabet[int(p)%len(alphabet)]
		}
		base, direction := uint8(0), bidi.LeftToRight
		if rtl {
			base, direction = 1, bidi.RightToLeft
		}
		got := levels(text, base)
		var p bidi.Paragraph
		runs := p.Segment(text, direction)
		solid := len(text) // white space at the end is reset where lines are made, not in levels
		for solid > 0 && (text[solid-1] == ' ' || ignorable(text[solid-1])) {
			solid--
		}
		for i := range runs.NumRuns() {
			r := runs.Run(i)
			for k := r.Start; k < min(r.End, solid); k++ {
				level := uint8(0)
				if got != nil {
					level = got[k]
				}
				if !ignorable(text[k]) && (level%2 == 0) != r.IsLeftToRight() {
					t.Fatalf("%q, base %d: rune %d %q has level %d, want parity of %d; all: %v", string(text), base, k, text[k], level, r.Level, got)
				}
			}
		}
	})
}
