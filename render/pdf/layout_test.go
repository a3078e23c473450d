package pdf

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"minutebook/render"
)

func TestPageFurniture(t *testing.T) {
	t.Parallel()
	doc := sample()
	doc.Draft = true
	path := saved(t, doc)
	pages := pageTexts(t, path)
	for i, page := range pages {
		lines := strings.Split(strings.TrimSpace(page), "\n")
		head, foot := flat(lines[0]), flat(lines[len(lines)-1])
		if want := "Calder Vale Council · Children’s Services DRAFT OFFICIAL-SENSITIVE"; head != want {
			t.Errorf("header of page %d is %q, want %q", i+1, head, want)
		}
		if want := fmt.Sprintf("Case 40312 · version 3 OFFICIAL-SENSITIVE Page %d of %d", i+1, len(pages)); foot != want {
			t.Errorf("footer of page %d is %q, want %q", i+1, foot, want)
		}
	}
	if n := pageCount(t, path); n != len(pages) || n < 5 {
		t.Errorf("%d pages, %d with text", n, len(pages))
	}
}

func TestHeaderRowsRepeat(t *testing.T) {
	t.Parallel()
	doc := sample()
	pages := pageTexts(t, saved(t, doc))
	row := regexp.MustCompile(`(?m)^\s*A\d+\s`)
	head := regexp.MustCompile(`(?m)^\s*No\.\s+What\s+Who\s+By\s*$`)
	count := 0
	for i, page := range pages {
		rows := row.FindAllStringIndex(page, -1)
		count += len(rows)
		if len(rows) == 0 {
			continue
		}
		if at := head.FindStringIndex(page); at == nil || at[0] > rows[0][0] {
			t.Errorf("page %d has rows without the header row above them", i+1)
		}
	}
	if count != 60 {
		t.Errorf("%d rows came out, want 60", count)
	}
	// In the structure the header row exists once: repeated ones are artifacts.
	heads := tool(t, "/usr/bin/python3", "-c", `import pikepdf, sys
pdf = pikepdf.open(sys.argv[1])
print(sum(1 for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get('/S') == '/TH' and o.A.Scope == '/Column'))`, saved(t, doc))
	if strings.TrimSpace(heads) != "7" { // three columns of the people, four of the actions
		t.Errorf("%s header cells in the structure, want 7", heads)
	}
}

// Whatever stands above them, headings stay with at least two lines of what follows, paragraphs leave no single lines,
// and rows stay whole.
func TestPageBreaks(t *testing.T) {
	t.Parallel()
	sentence := strings.Repeat("The meeting heard how things are at home and at nursery. ", 4)
	for filler := 30; filler < 46; filler++ {
		t.Run(fmt.Sprint(filler), func(t *testing.T) {
			t.Parallel()
			doc := paragraphs()
			for range filler {
				doc.Blocks = append(doc.Blocks, para("Filler."))
			}
			doc.Blocks = append(doc.Blocks, render.Heading{Level: 2, Text: "HEADING"}, para("FIRST "+sentence+"LAST"),
				render.Heading{Level: 3, Text: "HEADING"},
				render.Table{HeadRows: 1, Caption: "CAPTION", KeepShort: true, Rows: [][]render.Cell{{cell("HEAD"), cell("b")}, {cell("ROW " + sentence + "END"), cell(sentence)}}},
				render.SignatureBlock{Field: "Chair", Lines: []render.KeyValue{fact("SIGNED", "x"), fact("y", "z"), fact("VERSION", "3")}})
			for i, page := range pageTexts(t, saved(t, doc)) {
				var body []string
				for _, line := range strings.Split(page, "\n") {
					if s := strings.TrimSpace(line); s != "" && !strings.HasPrefix(s, "OFFICIAL") {
						body = append(body, s)
					}
				}
				for k, line := range body {
					switch rest := len(body) - 1 - k; {
					case strings.HasPrefix(line, "HEADING") && rest < 2,
						strings.HasPrefix(line, "FIRST") && rest < 1, strings.HasSuffix(line, "LAST") && k == 0,
						(strings.HasPrefix(line, "CAPTION") || strings.HasPrefix(line, "HEAD ")) && rest < 1:
						t.Errorf("page %d breaks badly at %q", i+1, line)
					}
				}
				for _, whole := range [][2]string{{"ROW", "END"}, {"SIGNED", "VERSION"}} {
					if strings.Contains(page, whole[0]) != strings.Contains(page, whole[1]) {
						t.Errorf("page %d has %s without %s", i+1, whole[0], whole[1])
					}
				}
			}
		})
	}
}

// A row taller than a page is split between lines, and nothing is lost or said twice.
func TestTallRow(t *testing.T) {
	t.Parallel()
	words := make([]string, 1500)
	for i := range words {
		words[i] = fmt.Sprintf("w%d", i)
	}
	text := strings.Join(words, " ")
	for name, block := range map[string]render.Block{
		"table":     render.Table{HeadRows: 1, KeepShort: true, Rows: [][]render.Cell{{cell("Head"), cell("b")}, {cell(text), cell("short")}, {cell("after"), cell("")}}},
		"loose":     render.Table{HeadRows: 1, Rows: [][]render.Cell{{cell("Head"), cell("b")}, {cell(text), cell("short")}}},
		"facts":     render.KeyValues{Items: []render.KeyValue{fact("Key", text)}},
		"notice":    render.Notice{Title: "Note", Blocks: []render.Block{para(text)}},
		"list":      render.List{Items: [][]render.Block{{para(text)}}},
		"signature": render.SignatureBlock{Field: "Chair", Lines: []render.KeyValue{fact("Long", text)}},
		"header":    render.Table{HeadRows: 1, Rows: [][]render.Cell{{cell(text)}, {cell("body")}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc := paragraphs("Before.")
			doc.Blocks = append(doc.Blocks, block, para("After."))
			path := saved(t, doc)
			if n := pageCount(t, path); n < 2 {
				t.Errorf("%d pages", n)
			}
			got := regexp.MustCompile(`\bw\d+\b`).FindAllString(tool(t, "pdfinfo", "-struct-text", path), -1)
			if strings.Join(got, " ") != text {
				t.Errorf("%d words came out of %d, or in another order", len(got), len(words))
			}
		})
	}
}

func TestPageBreakBlock(t *testing.T) {
	t.Parallel()
	doc := paragraphs("one")
	doc.Blocks = append(doc.Blocks, render.PageBreak{}, render.PageBreak{}, para("two"), render.PageBreak{}, render.Heading{Level: 2, Text: "three"}, render.PageBreak{})
	pages := pageTexts(t, saved(t, doc))
	if len(pages) != 3 || !strings.Contains(pages[1], "two") || !strings.Contains(pages[2], "three") {
		t.Errorf("pages are %q", pages)
	}
}

// Text that is wider than its column is broken; it never runs over the edge of the page.
func TestNothingOverflows(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{"latin": hostile()["long word"], "arabic": hostile()["long arabic"], "bengali": hostile()["long bengali"]} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc := paragraphs(text)
			doc.Blocks = append(doc.Blocks, render.Table{Widths: []float64{0.05, 0.95}, Rows: [][]render.Cell{{cell(text[:300]), cell(text[:300])}}})
			boxes := tool(t, "pdftotext", "-bbox", saved(t, doc), "-")
			for _, m := range regexp.MustCompile(`xMin="([\d.-]+)" yMin="[\d.-]+" xMax="([\d.]+)"`).FindAllStringSubmatch(boxes, -1) {
				var left, right float64
				if _, err := fmt.Sscan(m[1], &left); err != nil {
					t.Fatal(err)
				}
				if _, err := fmt.Sscan(m[2], &right); err != nil {
					t.Fatal(err)
				}
				if left < marginX-3 || right > pageWidth-marginX+3 {
					t.Errorf("text from %.1f to %.1f is outside the margins", left, right)
				}
			}
		})
	}
}
