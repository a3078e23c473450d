package docx

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"minutebook/render"
)

func TestHostileText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, in, want string }{
		{"markup", `</w:t><w:p> & "quoted" 'single' ]]>`, `</w:t><w:p> & "quoted" 'single' ]]>`},
		{"entity", "&lt;&#0;", "&lt;&#0;"},
		{"bell", "ring\a", "ring[U+0007]"},
		{"nul", "\x00", "[U+0000]"},
		{"vertical tab", "a\vb", "a[U+000B]b"},
		{"delete and C1", "\x7f\u0092", "[U+007F][U+0092]"},
		{"noncharacters", "\uFFFE\uFFFF", "[U+FFFE][U+FFFF]"},
		{"invalid UTF-8", "a\xffb\xc3", "a[U+FFFD]b[U+FFFD]"},
		{"surrogate half", "\xed\xa0\x80", "[U+FFFD][U+FFFD][U+FFFD]"},
		{"typed replacement character", "\uFFFD", "\uFFFD"},
		{"line ends", "a\nb\r\nc\rd\u2028e\u2029f", "a\nb\nc\nd\ne\nf"},
		{"ends in a carriage return", "a\r", "a\n"},
		{"tabs", "\ta\t\tb", "\ta\t\tb"},
		{"spaces", "  two  spaces  ", "  two  spaces  "},
		{"emoji", "👩🏽‍👧 ok", "👩🏽‍👧 ok"},
		{"mixed directions", "Ayesha (عائشہ) \a خان, 12\n", "Ayesha (عائشہ) [U+0007] خان, 12\n"},
		{"broken Urdu", "عا\xffئشہ\xff", "عا[U+FFFD]ئشہ[U+FFFD]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := paragraphs(t, bodyOf(t, text(c.in))); !slices.Equal(got, []string{c.want}) {
				t.Errorf("read back %q, want %q", got, c.want)
			}
			if got := visible(c.in); got != c.want {
				t.Errorf("visible gives %q, want %q", got, c.want)
			}
		})
	}
}

// visible is what a reader should see of s, said a second way.
func visible(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(s)
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		broken := r == utf8.RuneError && n == 1
		if broken || r != '\n' && r != '\t' && (r < 0x20 || 0x7F <= r && r <= 0x9F || r == 0xFFFE || r == 0xFFFF) {
			fmt.Fprintf(&b, "[U+%04X]", r)
		} else {
			b.WriteRune(r)
		}
		s = s[n:]
	}
	return b.String()
}

// FuzzWrite puts any text into every field. The file must be well-formed throughout and say what was typed.
func FuzzWrite(f *testing.F) {
	f.Add("Amina", "ur", 0.5, uint8(1), true)
	f.Add("عائشہ (12)\r\n\x00 ফাতেমা\u200d \xff\xfe<&\">", `"/><x `, -1.0, uint8(9), false)
	f.Add("]]>\u2028\uFFFF", "", 1e300, uint8(255), true)
	f.Fuzz(func(t *testing.T, s, lang string, share float64, head uint8, flag bool) {
		spans := []render.Span{{Text: s, Bold: flag, Italic: !flag, Lang: lang}}
		p := render.Paragraph{Spans: spans}
		facts := []render.KeyValue{{Key: s, Value: []render.Block{p}}}
		table := render.Table{Caption: s, HeadRows: int(head) - 1, HeadCol: flag, Widths: []float64{share, 0.3}, KeepShort: flag,
			Rows: [][]render.Cell{{{Blocks: []render.Block{p}}, {}}, {}, {cell(s)}}}
		doc := &render.Document{Title: s, Subject: s, Author: s, Lang: lang, Marking: s, Draft: flag, Header: s, Footer: s,
			Blocks: []render.Block{
				render.Heading{Level: int(head)%4 + 1, Text: s}, p,
				render.List{Ordered: flag, Items: [][]render.Block{{p, table}}},
				render.PageBreak{},
				table,
				render.KeyValues{Caption: s, Items: facts},
				render.Notice{Title: s, Blocks: []render.Block{p, table}},
				render.SignatureBlock{Field: s, Lines: facts},
			}}
		file := write(t, doc)
		for _, f := range archive(t, file).File {
			paragraphs(t, part(t, file, f.Name))
		}
		if s == "" {
			return
		}
		got, want := 0, visible(s)
		for _, line := range paragraphs(t, part(t, file, "word/document.xml")) {
			switch line {
			case want:
				got++
			case "":
			default:
				t.Fatalf("read back %q, want %q", line, want)
			}
		}
		// Heading, paragraph, item and three tables of three texts, two fact tables of two, the notice's two.
		if want := 3 + 3*3 + 2*2 + 2; got != want {
			t.Fatalf("the text stands in %d places, want %d", got, want)
		}
	})
}
