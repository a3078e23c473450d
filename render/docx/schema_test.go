package docx

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"minutebook/render"
)

// TestSchema has every part checked against the published schemas, where the folder with them is at hand: they may not
// be redistributed with the project.
func TestSchema(t *testing.T) {
	t.Parallel()
	draft, hostile := minutes(60), minutes(2)
	draft.Draft = true
	hostile.Title, hostile.Header, hostile.Lang = "a\x00\n&<\"", "عائشہ\t\ufffe", `"/>`
	inner := render.Table{Caption: "Inner", HeadRows: 1, Rows: [][]render.Cell{{cell("A")}, {cell("b")}}}
	everything := []render.Block{
		render.Heading{Level: 4, Text: "Four"}, inner, signature(), inner,
		render.List{Items: [][]render.Block{{inner}, nil}}, render.PageBreak{},
		render.Notice{Blocks: []render.Block{inner, render.List{Ordered: true, Items: [][]render.Block{{text("a")}}},
			render.Paragraph{Style: render.Lead, Spans: []render.Span{{Text: "عائشہ", Lang: "ur"}}}}},
		render.Table{Rows: [][]render.Cell{{{Blocks: []render.Block{everyStyle(), inner, inner, render.Notice{Title: "n"}}}}}},
	}
	pictured := minutes(2)
	pictured.Blocks = append(pictured.Blocks, photograph(90, 120, 0.3), photograph(400, 100, 1), photograph(4, 1000, 1), render.Figure{MediaType: "image/jpeg", Data: photograph(1, 1, 0).Data})
	large := minutes(20)
	large.TextSize = 18
	for name, doc := range map[string]*render.Document{
		"headed": headed(0, "Children’s Services", "Telephone"), "bare": headed(18),
		"large":    large,
		"pictured": pictured,
		"minutes":  minutes(60), "draft": draft, "hostile": hostile, "empty": {}, "everything": {Blocks: everything},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), name+".docx")
			if err := os.WriteFile(path, write(t, doc), 0o600); err != nil {
				t.Fatal(err)
			}
			checkSchema(t, path)
		})
	}
}

func everyStyle() render.Block {
	var items [][]render.Block
	for _, style := range []render.Style{render.Body, render.Lead, render.Empty, render.Marking, render.Small} {
		items = append(items, []render.Block{render.Paragraph{Style: style, Spans: []render.Span{{Text: string(style) + "!"}}}})
	}
	return render.List{Ordered: true, Items: items}
}

// checkSchema has a file checked, where the schemas are at hand.
func checkSchema(t *testing.T, path string) {
	t.Helper()
	shared := os.Getenv("MINUTEBOOK_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	checker := filepath.Join(shared, "validators", "docx_schema_check.py")
	if _, err := os.Stat(checker); err != nil {
		if os.IsNotExist(err) {
			return
		}
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "/usr/bin/python3", checker, path).CombinedOutput()
	if err != nil {
		t.Errorf("not valid (needs the Debian packages python3 and python3-lxml): %v\n%s", err, out)
	}
}
