package docx

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"minutebook/render"
)

// stationery is the letterhead of a council that does not exist.
func stationery(lines ...string) *render.Letterhead {
	logo := photograph(600, 200, 0)
	logo.Alt, logo.Caption = "Northmoor Council", ""
	return &render.Letterhead{Logo: &logo, Lines: lines}
}

func headed(size float64, lines ...string) *render.Document {
	doc := minutes(40)
	doc.Head, doc.TextSize = stationery(lines...), size
	return doc
}

// LibreOffice shows the letterhead on the first page only, the logo beside the lines and both above the title.
func TestLetterheadInLibreOffice(t *testing.T) {
	t.Parallel()
	lines := []string{"Safeguarding and Permanence", "1 Tanner’s Wharf, Northmoor", "Telephone 01632 960002"}
	dir := convert(t, "pdf", map[string]*render.Document{"normal": headed(0, lines...), "large": headed(18, lines...), "bare": headed(0)})
	for name, want := range map[string]int{"normal": 3, "large": 3, "bare": 0} {
		path := filepath.Join(dir, name+".pdf")
		for i, page := range pages(t, path) {
			shown := 0
			for _, line := range lines {
				if at := strings.Index(page, line); at >= 0 {
					shown++
					if at > strings.Index(page, "Amina Rahman-Okonkwo, 4 March") {
						t.Errorf("%s: %q stands below the title:\n%s", name, line, page)
					}
				}
			}
			if i == 0 && shown != want || i > 0 && shown > 0 {
				t.Errorf("%s: page %d has %d of the lines", name, i+1, shown)
			}
		}
		out, err := exec.CommandContext(t.Context(), tool(t, "pdfimages", "poppler-utils"), "-list", path).Output()
		if n := strings.Count(string(out), " image "); err != nil || n != 1 {
			t.Errorf("%s: %v, %d pictures:\n%s", name, err, n, out)
		}
	}
}

func TestLogoThatCannotBe(t *testing.T) {
	t.Parallel()
	_, err := Write(&render.Document{Head: &render.Letterhead{Logo: &render.Figure{MediaType: "image/png"}}})
	if err == nil || !strings.Contains(err.Error(), "logo") {
		t.Error(err)
	}
}

// Wherever the end of a page falls, a signature has something of what it signs on its page.
func TestSignatureIsNotAlone(t *testing.T) {
	t.Parallel()
	before := map[string][]render.Block{
		"paragraph": {discussion(2), render.Heading{Level: 2, Text: "Signature"}},
		"list":      {render.List{Items: [][]render.Block{{text("Amina one")}, {text("Amina two")}}}, render.Heading{Level: 2, Text: "Signature"}},
		"facts":     {render.KeyValues{Items: []render.KeyValue{fact("Amina", "one"), fact("Amina", "two")}}, render.Heading{Level: 2, Text: "Signature"}},
		"fact":      {render.Heading{Level: 2, Text: "Amina"}, render.KeyValues{Items: []render.KeyValue{fact("Next", "one")}}, render.Heading{Level: 2, Text: "Signature"}},
		"table":     {render.Table{HeadRows: 1, KeepShort: true, Rows: [][]render.Cell{{cell("Head")}, {cell("Amina one")}, {cell("Amina two")}}}, render.Heading{Level: 2, Text: "Signature"}},
		"note":      {text("Amina"), render.Heading{Level: 2, Text: "Seal"}, render.Paragraph{Style: render.Small, Spans: []render.Span{{Text: "A note."}}}},
	}
	docs := map[string]*render.Document{}
	for name, blocks := range before {
		for lines := 20; lines < 36; lines++ {
			doc := &render.Document{Title: "Signature"}
			for range lines {
				doc.Blocks = append(doc.Blocks, text("A line."))
			}
			doc.Blocks = append(append(doc.Blocks, blocks...), signature())
			docs[fmt.Sprint(name, lines)] = doc
		}
	}
	dir := convert(t, "pdf", docs)
	moved := map[string]bool{}
	for name := range docs {
		all := pages(t, filepath.Join(dir, name+".pdf"))
		last := all[len(all)-1]
		if !strings.Contains(last, "Signed by") || !strings.Contains(last, "Amina") {
			t.Errorf("%s: the last page is\n%s", name, last)
		}
		if len(all) > 1 && !strings.Contains(last, "A line.") {
			moved[strings.TrimRight(name, "0123456789")] = true
		}
	}
	if len(moved) != len(before) {
		t.Errorf("a signature came to the end of a page after %v only", moved)
	}
}
