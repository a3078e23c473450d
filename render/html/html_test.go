package html_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"minutebook/render"
	"minutebook/render/html"
)

const hostile = `<script>alert("1")</script>&amp;'`

func text(s string) []render.Block {
	return []render.Block{render.Paragraph{Spans: []render.Span{{Text: s}}}}
}

// Every kind of block is shown, its text escaped, in elements that are closed and with nothing that the policy of pages
// forbids.
func TestWrite(t *testing.T) {
	t.Parallel()
	doc := &render.Document{Blocks: []render.Block{
		render.Heading{Level: 1, Text: "one " + hostile}, render.Heading{Level: 4, Text: "four"},
		render.Paragraph{Style: render.Lead, Spans: []render.Span{{Text: hostile, Bold: true}, {Text: "cy", Italic: true, Lang: `c"y`}, {Text: "x", Lang: "ur"}}},
		render.List{Ordered: true, Items: [][]render.Block{append(text("item "+hostile), render.List{Items: [][]render.Block{text("inner")}})}},
		render.Table{Caption: hostile, HeadRows: 1, HeadCol: true, Rows: [][]render.Cell{{{Blocks: text("head")}, {Blocks: text("b")}}, {{Blocks: text(hostile)}, {}}}},
		render.Table{HeadRows: 1, Rows: [][]render.Cell{{{}}}}, render.Table{Rows: [][]render.Cell{{{Blocks: text("bare")}}}}, render.Table{},
		render.KeyValues{Items: []render.KeyValue{{Key: hostile, Value: text(hostile)}}},
		render.SignatureBlock{Lines: []render.KeyValue{{Key: "Signed by", Value: text(hostile)}}},
		render.Notice{Title: hostile, Blocks: text(hostile)}, render.Figure{Alt: hostile}, render.PageBreak{},
	}}
	got, err := html.Write(doc)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<h2 class=", "<h5 class=", `scope="col"`, `scope="row"`, `lang="c&#34;y"`, `<ol class=`, "&lt;script&gt;", "Picture: ", "Signed by", `aria-label="Table 2: four"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	for _, bad := range []string{"<script", "style=", "href=", "src=", "<h1"} {
		if strings.Contains(got, bad) {
			t.Errorf("%s in %s", bad, got)
		}
	}
	parts := xml.NewDecoder(strings.NewReader("<all>" + strings.ReplaceAll(got, `mb-page-break">`, `mb-page-break"/>`) + "</all>"))
	for {
		if _, err := parts.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("%v in %s", err, got)
		}
	}
	if again, err := html.Write(doc); err != nil || again != got {
		t.Errorf("written twice, it differs: %v", err)
	}
}
