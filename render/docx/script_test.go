package docx

import (
	"strings"
	"testing"

	"minutebook/render"
)

func TestPieces(t *testing.T) {
	t.Parallel()
	// W western, R right to left, S South Asian, T Thai to Khmer, M Burmese, B Tibetan.
	letters := map[*script]string{western: "W", rightToLeft: "R", southAsian: "S", thaiToKhmer: "T", burmese: "M", tibetan: "B"}
	for _, c := range []struct{ name, in, want string }{
		{"english", "Amina, 4", "W[Amina, 4]"},
		{"accents and Greek stay western", "Wiśniewski Ωμέγα", "W[Wiśniewski Ωμέγα]"},
		{"urdu with spaces, stop and digits", "عائشہ خان، 12!", "R[عائشہ خان، 12!]"},
		{"urdu in english", "mother (عائشہ خان), 12", "W[mother (]R[عائشہ خان]W[), 12]"},
		{"english in urdu", "عائشہ (Ayesha) خان", "R[عائشہ (]W[Ayesha]R[) خان]"},
		{"hebrew points stay with their letter", "Dov דָּב!", "W[Dov ]R[דָּב]W[!]"},
		{"bengali", "ফাতেমা খাতুন (Fatema)", "S[ফাতেমা খাতুন]W[ (Fatema)]"},
		{"joiner at the end", "ক্\u200d, x", "S[ক্\u200d]W[, x]"},
		{"two complex scripts", "ফাতেমা، عائشہ", "S[ফাতেমা]R[، عائشہ]"},
		{"mark on a sign is no letter's", "ফাতেমা ☎\ufe0f x", "S[ফাতেমা]W[ ☎\ufe0f x]"},
		{"danda is the script's own", "আমি। Yes", "S[আমি।]W[ Yes]"},
		{"thai, burmese, tibetan", "ไทย မြန် བོད", "T[ไทย]W[ ]M[မြန်]W[ ]B[བོད]"},
		{"amharic and chinese need no complex font", "ሰላም 你好", "W[ሰላም 你好]"},
		{"only signs", "… 12 –", "W[… 12 –]"},
		{"broken byte", "عا\xffx", "R[عا\xff]W[x]"},
		{"adlam", "𞤀𞤁 x", "R[𞤀𞤁 ]W[x]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got strings.Builder
			pieces(c.in, baseOf([]render.Span{{Text: c.in}}), func(text string, as *script) {
				if text == "" {
					t.Error("an empty piece")
				}
				got.WriteString(letters[as] + "[" + text + "]")
			})
			if got.String() != c.want {
				t.Errorf("pieces\n got %q\nwant %q", got.String(), c.want)
			}
		})
	}
}

func TestScriptRangesAscend(t *testing.T) {
	t.Parallel()
	last := rune(0)
	for _, s := range scripts {
		if s.first <= last || s.last < s.first {
			t.Errorf("range %U to %U is out of order", s.first, s.last)
		}
		last = s.last
	}
}

func TestDirectionAndFonts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		spans  []render.Span
		has    []string
		hasNot string
	}{
		{"urdu", []render.Span{{Text: "12 "}, {Text: "عائشہ", Lang: "ur", Bold: true}},
			[]string{`<w:bidi/>`, `<w:rPr><w:b/><w:bCs/><w:rtl/><w:lang w:val="ur" w:eastAsia="ur" w:bidi="ur"/></w:rPr>`}, `<w:cs/>`},
		{"urdu inside english", []render.Span{{Text: "Mother: عائشہ"}}, []string{`<w:rPr><w:rtl/></w:rPr>`}, `<w:bidi/>`},
		{"bengali", []render.Span{{Text: "ফাতেমা", Italic: true}},
			[]string{`<w:rPr><w:rFonts w:cs="Nirmala UI"/><w:i/><w:iCs/><w:cs/></w:rPr>`}, `<w:rtl/>`},
		{"english", []render.Span{{Text: "Amina"}}, []string{`<w:rPr></w:rPr>`}, `<w:cs/>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			body := bodyOf(t, render.Paragraph{Spans: c.spans})
			for _, want := range c.has {
				if !strings.Contains(body, want) {
					t.Errorf("no %s in %s", want, body)
				}
			}
			if strings.Contains(body, c.hasNot) {
				t.Errorf("unwanted %s in %s", c.hasNot, body)
			}
		})
	}
}
