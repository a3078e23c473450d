package docx

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"testing"

	"minutebook/render"
)

func TestEverythingIsWrittenInOrder(t *testing.T) {
	t.Parallel()
	doc := &render.Document{Title: "Test", Blocks: []render.Block{
		render.Heading{Level: 1, Text: "Title"},
		render.Paragraph{Style: render.Lead, Spans: []render.Span{{Text: "Lead "}, {Text: "bold", Bold: true}, {Text: " after", Italic: true}}},
		render.Notice{Title: "Notice", Blocks: []render.Block{text("why")}},
		render.KeyValues{Caption: "Facts", Items: []render.KeyValue{fact("Key", "value")}},
		render.List{Ordered: true, Items: [][]render.Block{{text("one"), render.List{Items: [][]render.Block{{text("under one")}}}}, nil, {text("three"), text("more of three")}}},
		render.Table{Caption: "Caption", HeadRows: 1, Rows: [][]render.Cell{{cell("A"), cell("B")}, {cell("only")}}},
		render.PageBreak{},
		render.SignatureBlock{Field: "Chair", Lines: []render.KeyValue{fact("Signed by", "N. Example")}},
		render.Table{Caption: "Nothing in it"},
	}}
	want := []string{"Title", "Lead bold after", "Notice", "why", "Key", "value", "one", "under one", "", "three", "more of three",
		"Caption", "A", "B", "only", "", "Signed by", "N. Example", "Nothing in it"}
	gap := `<w:p><w:pPr><w:pStyle w:val="TableGap"/></w:pPr></w:p>`
	broken := `<w:p><w:pPr><w:pStyle w:val="TableGap"/><w:pageBreakBefore/></w:pPr></w:p>`
	body := strings.NewReplacer(gap, "", broken, "").Replace(part(t, write(t, doc), "word/document.xml"))
	if got := paragraphs(t, body); !slices.Equal(got, want) {
		t.Errorf("paragraphs\n got %q\nwant %q", got, want)
	}
}

func TestHeaderAndFooter(t *testing.T) {
	t.Parallel()
	doc := &render.Document{Marking: "OFFICIAL-SENSITIVE", Header: "Northmoor", Footer: "Case 7 · version 2"}
	for _, c := range []struct {
		name, part string
		draft      bool
		want       []string
	}{
		{"header", "word/header1.xml", false, []string{"OFFICIAL-SENSITIVE", "Northmoor"}},
		{"header of a draft", "word/header1.xml", true, []string{"DRAFT", "OFFICIAL-SENSITIVE", "Northmoor"}},
		{"footer", "word/footer1.xml", false, []string{"Case 7 · version 2\tPage 1 of 1", "OFFICIAL-SENSITIVE"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			doc := *doc
			doc.Draft = c.draft
			got := part(t, write(t, &doc), c.part)
			if found := paragraphs(t, got); !slices.Equal(found, c.want) {
				t.Errorf("%s says %q, want %q", c.part, found, c.want)
			}
			if strings.Contains(got, `string="DRAFT"`) != c.draft {
				t.Errorf("watermark present: %v, want %v", !c.draft, c.draft)
			}
		})
	}
}

func TestSameDocumentSameBytes(t *testing.T) {
	t.Parallel()
	want := write(t, minutes(20))
	var wait sync.WaitGroup
	for i := range 16 {
		wait.Go(func() {
			if other, err := Write(minutes(i)); err != nil || len(other) == 0 { // writers of other papers share the pool
				t.Errorf("Write of %d actions: %v", i, err)
			}
			got, err := Write(minutes(20))
			if err != nil {
				t.Errorf("Write: %v", err)
			}
			if !bytes.Equal(got, want) {
				t.Error("a second rendering has other bytes")
			}
		})
	}
	wait.Wait()
	changed := minutes(20)
	changed.Footer = "Case 104 772 · record version 4"
	if bytes.Equal(write(t, changed), want) {
		t.Error("another version has the same bytes")
	}
}

func TestWriteRefuses(t *testing.T) {
	t.Parallel()
	deep := render.List{Items: [][]render.Block{{text("bottom")}}}
	for range 9 {
		deep = render.List{Items: [][]render.Block{{deep}}}
	}
	for _, c := range []struct {
		name string
		doc  *render.Document
		want string
	}{
		{"no document", nil, "no document"},
		{"heading level 0", &render.Document{Blocks: []render.Block{render.Heading{Text: "H"}}}, "level 0"},
		{"heading level 5", &render.Document{Blocks: []render.Block{render.Heading{Level: 5, Text: "H"}}}, "level 5"},
		{"no block", &render.Document{Blocks: []render.Block{text("a"), nil}}, "block 2: cannot write a block of type <nil>"},
		{"pointer", &render.Document{Blocks: []render.Block{&render.PageBreak{}}}, "*render.PageBreak"},
		{"style", &render.Document{Blocks: []render.Block{render.Paragraph{Style: "loud"}}}, `unknown style "loud"`},
		{"columns", &render.Document{Blocks: []render.Block{render.Table{Rows: [][]render.Cell{make([]render.Cell, 64)}}}}, "64 columns"},
		{"nested lists", &render.Document{Blocks: []render.Block{deep}}, "more than 9 deep"},
		{"in a cell", &render.Document{Title: "Minutes", Blocks: []render.Block{render.Table{Rows: [][]render.Cell{{{}, {Blocks: []render.Block{nil}}}}}}}, `write "Minutes": block 1: row 1, column 2: block 1`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			file, err := Write(c.doc)
			if err == nil || file != nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Write gave %d bytes and error %v, want an error with %q", len(file), err, c.want)
			}
		})
	}
}
