package pdf

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"minutebook/render"
)

// What a person copies or searches is what was typed, in every script, wrapped or not.
func TestTextComesBack(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"polish": "Zażółć gęślą jaźń", "romanian": "Ștefan și Țuțu", "welsh": "Ŵyn a'r ŷd, Llŷn", "vietnamese": "Nguyễn Thị Hạnh",
		"greek": "Ελένη Παπαδοπούλου", "cyrillic": "Оксана Шевченко", "urdu": "نسرین اختر", "arabic": "محمد لا إله", "persian": "می\u200cخواهم",
		"vowelled": "مُحَمَّد", "pashto": "ډاکټر ښاغلی", "hebrew": "שָׁלוֹם עליכם", "bengali": "রহিমা খাতুন ক্ষুদ্র শিক্ষার্থী কো কৌ", "hindi": "हिन्दी क्षत्रिय कि",
		"punjabi": "ਗੁਰਪ੍ਰੀਤ ਕੌਰ ਸਿੰਘ", "gujarati": "ગુજરાતી ક્ષ", "tamil": "தமிழ் கொ கௌ ஸ்ரீ", "amharic": "አማርኛ ትግርኛ", "malayalam": "മലയാളം", "sinhala": "සිංහල ක්\u200dෂ",
		"telugu": "తెలుగు", "kannada": "ಕನ್ನಡ", "thai": "ภาษาไทย", "georgian": "ქართული", "armenian": "Հայերեն", "ticks": "✓ ✗ ☐ ☑",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc := paragraphs(text)
			doc.Blocks = append(doc.Blocks, render.Table{HeadRows: 1, HeadCol: true, Rows: [][]render.Cell{{cell(text), cell("b")}, {cell(text), cell(text)}}})
			path := saved(t, doc)
			got := texts(t, path)
			if name == "vowelled" || name == "hebrew" {
				// pdftotext reverses right-to-left text glyph by glyph, points included; only the letters can be compared
				// there. The structure says the whole, see TestSpans.
				got, text = unpointed(got), unpointed(text)
			}
			for _, word := range strings.Fields(text) {
				if n := strings.Count(got, word); n != 4 {
					t.Errorf("%q is %d times in the text, want 4: %q", word, n, got)
				}
			}
		})
	}
}

// unpointed is text without vowel points.
func unpointed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, s)
}

// A right-to-left name does not disturb the English around it, and keeps its own order, on one line and wrapped.
func TestMixedDirections(t *testing.T) {
	t.Parallel()
	doc := paragraphs("Her mother نسرین اختر came on 12 March; " + strings.Repeat("her aunt نسرین اختر did not. ", 12))
	got := texts(t, saved(t, doc))
	if n := strings.Count(strings.ReplaceAll(got, "اختر نسرین", ""), "نسرین"); n < 12 {
		t.Errorf("the name is %d times in order: %s", n, got)
	}
	if !strings.Contains(got, "came on 12 March") {
		t.Errorf("English is out of order: %s", got)
	}
}

// The place of glyphs on the page, left to right, is what the bidirectional algorithm says.
func TestVisualOrder(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		base uint8
		want string // the runes in the order in which they are drawn
	}{
		{"abc", 0, "abc"},
		{"ab אב cd", 0, "ab בא cd"},
		{"אב 12 גד", 0, "דג 12 בא"},
		{"אב 12 cd", 0, "12 בא cd"},
		{"אב (cd)", 0, "בא (cd)"},
		{"ab (אב) cd", 0, "ab (בא) cd"},
		{"אב (גד)", 1, ")דג( בא"},
		{"אב cd אב", 1, "בא cd בא"},
		{"12.5% אב", 1, "בא 12.5%"},
		{"علی ٤٥٦ ab", 0, "٤٥٦ یلع ab"},
		{"אב. ", 0, "בא. "},
		{"a₁ אב", 0, "a₁ בא"},
	} {
		text := []rune(c.text)
		lv := levels(text, c.base)
		order := visual(len(text), func(i int) uint8 {
			if lv == nil {
				return 0
			}
			return lv[i]
		})
		got := make([]rune, len(text))
		for k := range text {
			at := k
			if order != nil {
				at = order[k]
			}
			got[k] = text[at]
		}
		if string(got) != c.want {
			t.Errorf("%q (base level %d) is drawn %q, want %q; levels %v", c.text, c.base, string(got), c.want, lv)
		}
	}
}

// A Span in another language says so, and right-to-left text says its reading order.
func TestSpans(t *testing.T) {
	t.Parallel()
	doc := papers()["welsh"]
	doc.Blocks = append(doc.Blocks, para("Mother: نسرین اختر"), para("שָׁלוֹם"))
	got := tool(t, "/usr/bin/python3", "-c", `import pikepdf, sys
def walk(e):
    if not isinstance(e, pikepdf.Dictionary) or '/S' not in e: return
    if '/Lang' in e or '/ActualText' in e: print(e.S, e.get('/Lang', ''), e.get('/ActualText', ''))
    for k in (e.K if isinstance(e.get('/K'), pikepdf.Array) else [e.get('/K')]): walk(k)
walk(pikepdf.open(sys.argv[1]).Root.StructTreeRoot.K)`, saved(t, doc))
	if want := "/Span cy \n/P cy \n/Span  نسرین اختر\n/Span  שָׁלוֹם\n"; got != want {
		t.Errorf("elements with a language or a reading order:\n%swant\n%s", got, want)
	}
}

func TestSoftHyphen(t *testing.T) {
	t.Parallel()
	doc := paragraphs("unbroken\u00ADword " + strings.Repeat("Verwaltungs\u00ADgericht\u00ADordnung", 8))
	got := texts(t, saved(t, doc))
	if !strings.Contains(got, "unbrokenword") {
		t.Errorf("a soft hyphen inside a line is visible: %q", got)
	}
	if !strings.ContainsAny(got, "\u00AD-") {
		t.Errorf("a word broken at a soft hyphen has none: %q", got)
	}
}

func TestWrap(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		width float64 // in digits, which are all of one width
		want  string
	}{
		{"111 222 333", 8, "111 222 |333"},
		{"111 222 333", 6.6, "111 222 |333"},
		{"111 222", 6, "111 |222"},
		{"1111111", 3, "111|111|1"},
		{"11 1111111", 4, "11 |1111|111"},
		{"111\u00A0222 3", 5, "111\u00A02|22 3"},
		{"1", 0, "1"},
		{"11\u200B22", 3, "11\u200B|22"},
	} {
		s := &setter{replaced: render.Replaced{}, spans: []span{{look: look{size: 10}}}}
		text := []rune(c.text)
		s.itemise(text, make([]int, len(text)))
		if err := s.shape(text); err != nil {
			t.Fatal(err)
		}
		s.markBreaks(text)
		var parts []string
		for _, r := range s.wrap(text, c.width*float64(regular.advance(regular.glyph('0')))*regular.em(10)) {
			parts = append(parts, string(text[s.clusters[r[0]].from:s.clusters[r[1]-1].to]))
		}
		if got := strings.Join(parts, "|"); got != c.want {
			t.Errorf("%q in %v digits is %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func Example() {
	doc := &render.Document{Title: "Minutes", Blocks: []render.Block{render.Paragraph{Spans: []render.Span{{Text: "All well 😀"}}}}}
	out, replaced, err := Write(doc)
	fmt.Println(string(out[:8]), replaced['😀'], err)
	// Output: %PDF-1.7 1 <nil>
}
