package pdf

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"minutebook/render"
)

// hostile is text that broke one PDF writer or another.
func hostile() map[string]string {
	return map[string]string{
		"emoji":         "happy 😀 family 👨‍👩‍👧 flag 🇬🇧",
		"truncated":     "cut \xF0\x9F\x98",
		"surrogate":     "lone \xED\xA0\x80 surrogate",
		"controls":      "a\x00b\x01c\x1Bd\x7Fe\u0085f\u009Fg",
		"private":       "private \uE000 \U000F0000 use",
		"alias":         "{nb} of {nb}",
		"operators":     "(unbalanced \\ ) Tj ET endstream endobj %%EOF <</MCID 0>> BDC",
		"marks":         "cafe\u0301 Z\u0310oe\u0308 x\u0302\u0323",
		"zalgo":         "z" + strings.Repeat("\u0301\u0323", 300) + "!",
		"invisible":     "zero\u200Bwidth\u200C\u200D\u2060\uFEFFjoin\u00ADer",
		"override":      "name \u202Egnp.exe\u202C and \u2067isolate\u2069",
		"noncharacter":  "\uFFFE\uFFFF\U0010FFFF",
		"spaces":        "a\u00A0b\u2003c\u202Fd\u3000e\u1680f",
		"breaks":        "one\r\ntwo\rthree\vfour\ffive\u2028six\u2029seven",
		"han":           "Ms 王小明 came",
		"brackets":      "نسرین (مادر) [31] {x} and (mother)",
		"loose marks":   "\u0301\u09BF\u064B\u0E31",
		"broken indic":  "\u09CD\u09CD\u09BE\u0995\u09CD",
		"mixed numbers": "علی 12 and 34,5 نسرین ٤٥٦ 7/8",
		"long word":     strings.Repeat("Llanfair", 1250),
		"long arabic":   strings.Repeat("نسرین", 2000),
		"long bengali":  strings.Repeat("ক্ষুদ্র", 1500),
	}
}

func TestHostileText(t *testing.T) {
	t.Parallel()
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc := everywhere(text)
			out, replaced, err := Write(doc)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range Missing(text) {
				if replaced[r] == 0 {
					t.Errorf("%U is missing, but not counted", r)
				}
			}
			path := kept(t, out)
			tool(t, "qpdf", "--check", path)
			if got := strings.ToLower(tool(t, "pdftotext", path, "-")); !utf8.ValidString(got) || strings.Contains(got, "\uFFFD") {
				t.Error("the extracted text is damaged")
			}
		})
	}
}

// everywhere puts text in every place that takes any.
func everywhere(text string) *render.Document {
	return &render.Document{
		Title: text, Subject: text, Author: text, Lang: text, Marking: text, Header: text, Footer: text, Draft: len(text)%2 == 0,
		Attached: &render.Attachment{Name: text, MIME: text, Description: text, Data: []byte(text)},
		Blocks: []render.Block{
			render.Heading{Level: 2, Text: text},
			render.Paragraph{Spans: []render.Span{{Text: text, Bold: true}, {Text: text, Italic: true, Lang: "ur"}, {Text: text, Lang: text}}},
			render.List{Ordered: true, Items: [][]render.Block{{para(text)}}},
			render.Table{Caption: text, HeadRows: 1, Rows: [][]render.Cell{{cell(text), cell("b")}, {cell("c"), cell(text)}}},
			render.KeyValues{Caption: text, Items: []render.KeyValue{fact(text, text)}},
			render.Notice{Title: text, Blocks: []render.Block{para(text)}},
			render.SignatureBlock{Field: strings.ReplaceAll(text, ".", ""), Lines: []render.KeyValue{fact("Name", text)}},
		},
	}
}

func TestReplacedIsVisible(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a 😀 b":            "a [U+1F600] b",
		"x\x00y":           "x[U+0000]y",
		"cut \xF0\x9F\x98": "cut [U+FFFD][U+FFFD][U+FFFD]",
		"\uE000":           "[U+E000]",
		"王":                "[U+738B]",
		"a\u202Eb":         "a[U+202E]b",
		"{nb}":             "{nb}",
		"cafe\u0301":       "café",
		"tab\there":        "tab here",
		"✓ done ☐ open":    "✓ done ☐ open",
	} {
		doc := paragraphs(text)
		doc.Footer = "page {nb}"
		out, replaced, err := Write(doc)
		if err != nil {
			t.Fatal(err)
		}
		if got := texts(t, kept(t, out)); !strings.Contains(got, want) {
			t.Errorf("%q is printed as %q, want %q in it", text, got, want)
		}
		if n := strings.Count(want, "[U+"); n != total(replaced) {
			t.Errorf("%q: %d characters counted as replaced, want %d: %v", text, total(replaced), n, replaced)
		}
	}
}

// What does not fit around the body is shortened there, and still counted once.
func TestLongFooter(t *testing.T) {
	t.Parallel()
	doc := paragraphs("x")
	doc.Footer = strings.Repeat("😀 ", 300)
	out, replaced, err := Write(doc)
	if err != nil {
		t.Fatal(err)
	}
	if replaced['😀'] != 300 {
		t.Errorf("%d characters counted, want 300", replaced['😀'])
	}
	if page := pageTexts(t, kept(t, out))[0]; strings.Count(page, "1F600") > 10 || !strings.Contains(page, "…") {
		t.Errorf("the footer was not shortened: %q", page)
	}
}

func total(replaced render.Replaced) int {
	n := 0
	for _, k := range replaced {
		n += k
	}
	return n
}

func TestMissing(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]rune{
		"": nil,
		"Zażółć gęślą jaźń, Ŵyŷ, Ⱥ, Ελλάδα":      nil,
		"نسرین রহিমা ਕੌਰ ગુજ हिन தமி עברית አማ":   nil,
		"ไทย ქართ Հայ മലയാളം සිංහල తెలుగు ಕನ್ನಡ": nil,
		"😀 and 😀 and 王": {'😀', '王'},
		"\xFF":          {utf8.RuneError},
	} {
		if got := Missing(text); !slices.Equal(got, want) {
			t.Errorf("Missing(%q) = %q, want %q", text, got, want)
		}
	}
}

func FuzzWrite(f *testing.F) {
	for _, text := range hostile() {
		if len(text) < 2000 {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		doc := everywhere(text)
		out, replaced, err := Write(doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range Missing(text) {
			if replaced[r] == 0 {
				t.Errorf("%U is missing, but not counted", r)
			}
		}
		if again, _, err := Write(doc); err != nil || string(again) != string(out) {
			t.Errorf("written twice, the paper differs (%v)", err)
		}
	})
}
