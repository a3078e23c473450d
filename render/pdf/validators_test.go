package pdf

import (
	"path/filepath"
	"strings"
	"testing"

	"minutebook/render"
)

// papers are documents of every shape, for checks that must hold for all.
func papers() map[string]*render.Document {
	draft := sample()
	draft.Draft, draft.Attached = true, nil
	odd := paragraphs("", " ", "\n\n", hostile()["zalgo"], hostile()["emoji"])
	odd.Blocks = append(odd.Blocks,
		render.Table{Rows: [][]render.Cell{{}}}, render.Table{HeadRows: 3, Rows: [][]render.Cell{{cell("only")}, {}}},
		render.Table{HeadRows: 1, HeadCol: true, Caption: "Nested", Rows: [][]render.Cell{{cell("a"), cell("b")}, {{Blocks: []render.Block{
			render.Table{HeadRows: 1, Rows: [][]render.Cell{{cell("x")}, {cell("y")}}}, render.List{Items: [][]render.Block{nil, {}, {para("item")}}}}}, {}}}},
		render.Notice{}, render.Notice{Title: "T", Blocks: []render.Block{render.PageBreak{}, render.KeyValues{Items: []render.KeyValue{fact("k", "v")}}}},
		render.KeyValues{}, render.List{}, render.SignatureBlock{}, render.SignatureBlock{Field: "One"}, render.SignatureBlock{Field: "Two", Lines: []render.KeyValue{fact("Name", "امینہ")}},
		render.PageBreak{}, render.PageBreak{}, para("after a break"), render.PageBreak{})
	urdu := paragraphs(strings.Repeat("امینہ اپنی نانی کے ساتھ رہتی ہے (2026) and so on. ", 40))
	urdu.Lang = "ur"
	urdu.Blocks = append(urdu.Blocks, render.Heading{Level: 2, Text: "فیصلے"}, render.KeyValues{Items: []render.KeyValue{fact("نام", "امینہ اختر"), fact("Case", "40312")}},
		render.List{Ordered: true, Items: [][]render.Block{{para("پہلا"), render.List{Items: [][]render.Block{{para("دوسرا")}}}}}},
		render.Table{HeadRows: 1, Widths: []float64{0.2, 0.8}, Rows: [][]render.Cell{{cell("کون"), cell("کیا")}, {cell("نسرین"), cell("ملاقات 12 مارچ کو")}}},
		render.Notice{Title: "نوٹ", Blocks: []render.Block{para("یہ مسودہ ہے۔")}})
	welsh := paragraphs("x")
	welsh.Blocks = append(welsh.Blocks, render.Paragraph{Spans: []render.Span{{Text: "She said "}, {Text: "“bore da”", Lang: "cy", Italic: true}, {Text: " and left.", Bold: true}}},
		render.Paragraph{Spans: []render.Span{{Text: "Cymraeg", Lang: "cy"}}})
	pictured := paragraphs("before")
	for _, f := range []render.Figure{photograph(90, 120, 0.3), photograph(400, 100, 1), photograph(10, 10, 1), photograph(40, 1000, 1), photograph(1, 1, 0)} {
		pictured.Blocks = append(pictured.Blocks, render.Heading{Level: 2, Text: "Picture"}, f, para("after"))
	}
	pictured.Blocks = append(pictured.Blocks, render.Figure{MediaType: "image/jpeg", Data: photograph(8, 8, 1).Data})
	large := minutes()
	large.TextSize = 18
	large.Code = &render.Code{Text: "7K3M-0QXC-94TZ", Page: "https://minutes.example/verify", Link: "https://minutes.example/v/7K3M0QXC94TZ"}
	headed := minutes()
	headed.Head = stationery(300, 100, "Children’s Services", "Telephone 01632 960001")
	return map[string]*render.Document{"large print": large, "headed": headed, "pictured": pictured, "sample": sample(), "minutes": minutes(), "draft": draft, "odd": odd, "urdu": urdu, "welsh": welsh, "empty": {}}
}

func TestQPDF(t *testing.T) {
	t.Parallel()
	for name, doc := range papers() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tool(t, "qpdf", "--check", saved(t, doc))
		})
	}
}

func TestAccessibility(t *testing.T) {
	t.Parallel()
	folder := shared(t)
	if folder == "" {
		return // the validators are not part of the project
	}
	for name, doc := range papers() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tool(t, "/usr/bin/python3", filepath.Join(folder, "pdf_ua_check.py"), saved(t, doc))
		})
	}
}

func TestArchival(t *testing.T) {
	t.Parallel()
	folder := shared(t)
	if folder == "" {
		return
	}
	const jars = "preflight.jar pdfbox2.jar xmpbox.jar fontbox2.jar commons-io.jar commons-logging.jar javax.activation.jar jaxb-api.jar"
	args := []string{"-cp", "/usr/share/java/" + strings.ReplaceAll(jars, " ", ":/usr/share/java/"), filepath.Join(folder, "PdfA1bPreflight.java")}
	for _, doc := range papers() { // one run for all: the virtual machine takes longest
		out, _, err := write(doc, 1)
		if err != nil {
			t.Fatal(err)
		}
		args = append(args, kept(t, out))
	}
	tool(t, "java", args...)
}
