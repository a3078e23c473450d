package pdf

import (
	"fmt"
	"strings"
	"testing"

	"minutebook/render"
)

// stationery is the letterhead of a council that does not exist.
func stationery(w, h int, lines ...string) *render.Letterhead {
	logo := photograph(w, h, 0)
	logo.Alt, logo.Caption = "Calder Vale Council", ""
	return &render.Letterhead{Logo: &logo, Lines: lines}
}

// The letterhead is on the first page only, above the title; the logo is a Figure that says what it shows.
func TestLetterhead(t *testing.T) {
	t.Parallel()
	for _, large := range []float64{0, 18} {
		doc := minutes()
		doc.TextSize = large
		doc.Head = stationery(600, 200, "Children’s Services", "1 Weaver’s Row", "Telephone 01632 960001")
		path := saved(t, doc)
		for i, page := range pageTexts(t, path) {
			address, title := strings.Index(page, "1 Weaver’s Row"), strings.Index(page, doc.Title)
			if first := i == 0; (address >= 0) != first || first && title < address {
				t.Errorf("size %v, page %d: address at %d, title at %d", large, i+1, address, title)
			}
		}
		got := tool(t, "/usr/bin/python3", "-c", pictures, path)
		if !strings.HasPrefix(got, "picture 1 170.00 56.67 ") || strings.Count(got, "picture") != 1 || !strings.Contains(got, "figure Calder Vale Council 170.00 56.67") {
			t.Errorf("size %v: the logo is %s", large, got)
		}
	}
}

func TestLetterheadThatCannotBe(t *testing.T) {
	t.Parallel()
	doc := paragraphs("x")
	doc.Head = &render.Letterhead{Logo: &render.Figure{MediaType: "image/png"}}
	if _, _, err := Write(doc); err == nil || !strings.Contains(err.Error(), "logo") {
		t.Error(err)
	}
}

// Wherever the end of a page falls, a signature has something of what it signs on its page.
func TestSignatureIsNotAlone(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("What the meeting said last fills some lines. ", 8)
	alone := map[string][]render.Block{
		"paragraph": {para(long)},
		"list":      {render.List{Items: [][]render.Block{{para("What one")}, {para("What two")}}}},
		"facts":     {render.KeyValues{Items: []render.KeyValue{fact("What", "one"), fact("What", "two")}}},
		"table":     {render.Table{HeadRows: 1, Rows: [][]render.Cell{{cell("Head")}, {cell("What one")}, {cell("What two")}}}},
		"note":      {para("What it is"), render.Heading{Level: 2, Text: "Seal"}, render.Paragraph{Style: render.Small, Spans: []render.Span{{Text: "A note."}}}},
	}
	for name, before := range alone {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			moved := 0
			for filler := 20; filler < 34; filler++ {
				doc := paragraphs()
				for range filler {
					doc.Blocks = append(doc.Blocks, para("Filler."))
				}
				doc.Blocks = append(doc.Blocks, before...)
				if name != "note" {
					doc.Blocks = append(doc.Blocks, render.Heading{Level: 2, Text: "Signature"})
				}
				doc.Blocks = append(doc.Blocks, render.SignatureBlock{Field: "Chair", Lines: []render.KeyValue{fact("SIGNED", "x"), fact("On", "y"), fact("Version", "3")}})
				all := pageTexts(t, saved(t, doc))
				last := all[len(all)-1]
				if !strings.Contains(last, "SIGNED") || !strings.Contains(strings.ToLower(last), "what") {
					t.Errorf("after %d lines the last page is\n%s", filler, last)
				}
				if len(all) > 1 && !strings.Contains(last, "Filler.") {
					moved++
				}
			}
			if moved == 0 {
				t.Error(fmt.Sprint("no signature came to the end of a page: ", name))
			}
		})
	}
}
