package render_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"minutebook/forms"
	"minutebook/render"
	"minutebook/templates"
)

var update = flag.Bool("update", false, "write the golden trees anew")

// outline writes a tree as lines that a reviewer can read.
func outline(d *render.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title   %s\nsubject %s\nauthor  %s\nlang    %s\nmarking %s\nheader  %s\nfooter  %s\ncreated %s\ndraft   %v\n",
		d.Title, d.Subject, d.Author, d.Lang, d.Marking, d.Header, d.Footer, d.Created.Format(time.RFC3339), d.Draft)
	if d.Attached != nil {
		fmt.Fprintf(&b, "carries %s (%s), %s\n", d.Attached.Name, d.Attached.MIME, d.Attached.Description)
	}
	writeBlocks(&b, "", d.Blocks)
	return b.String()
}

func writeBlocks(b *strings.Builder, indent string, blocks []render.Block) {
	for _, block := range blocks {
		switch v := block.(type) {
		case render.Heading:
			fmt.Fprintf(b, "%sh%d %s\n", indent, v.Level, v.Text)
		case render.Paragraph:
			fmt.Fprintf(b, "%s%s\n", indent, spans(v))
		case render.List:
			for _, item := range v.Items {
				fmt.Fprintf(b, "%sitem (ordered %v)\n", indent, v.Ordered)
				writeBlocks(b, indent+"  ", item)
			}
		case render.Table:
			fmt.Fprintf(b, "%stable %q head %d named %v widths %.2f\n", indent, v.Caption, v.HeadRows, v.HeadCol, v.Widths)
			for _, row := range v.Rows {
				fmt.Fprintf(b, "%s  row\n", indent)
				for _, cell := range row {
					fmt.Fprintf(b, "%s    cell\n", indent)
					writeBlocks(b, indent+"      ", cell.Blocks)
				}
			}
		case render.KeyValues:
			writeFacts(b, indent, v.Items)
		case render.Notice:
			fmt.Fprintf(b, "%snotice %s\n", indent, v.Title)
			writeBlocks(b, indent+"  ", v.Blocks)
		case render.SignatureBlock:
			fmt.Fprintf(b, "%ssignature field %s\n", indent, v.Field)
			writeFacts(b, indent+"  ", v.Lines)
		case render.Figure:
			fmt.Fprintf(b, "%sfigure %q, %q, %s, %.2f wide\n", indent, v.Alt, v.Caption, v.MediaType, v.Width)
		case render.PageBreak:
			fmt.Fprintf(b, "%snew page\n", indent)
		}
	}
}

func writeFacts(b *strings.Builder, indent string, facts []render.KeyValue) {
	for _, f := range facts {
		fmt.Fprintf(b, "%sfact %s\n", indent, f.Key)
		writeBlocks(b, indent+"  ", f.Value)
	}
}

func spans(p render.Paragraph) string {
	var b strings.Builder
	if p.Style != render.Body {
		fmt.Fprintf(&b, "(%s) ", p.Style)
	}
	for _, s := range p.Spans {
		text := s.Text
		if s.Bold {
			text = "*" + text + "*"
		}
		if s.Italic {
			text = "/" + text + "/"
		}
		if s.Lang != "" {
			text = "[" + s.Lang + " " + text + "]"
		}
		b.WriteString(text)
	}
	return b.String()
}

func document(t *testing.T, form string, change func(*render.Paper)) *render.Document {
	t.Helper()
	return documentOf(t, forms.PPMKind, form, change)
}

func documentOf(t *testing.T, kind forms.Kind, form string, change func(*render.Paper)) *render.Document {
	t.Helper()
	f, problems := forms.Decode(kind, []byte(form))
	if problems.Has(forms.Error) {
		t.Fatalf("%+v", problems)
	}
	p := &render.Paper{
		Form: f, RecordID: "0197-A", Version: 3, Stored: time.Date(2025, 12, 10, 9, 0, 0, 0, time.UTC), Audience: "professional",
		Authority: render.Authority{Name: "Testerdale Council", CaseLabel: "CASS number", Marking: "OFFICIAL-SENSITIVE"},
		Signature: &render.Signature{Name: "Dilwyn Parry-Jones", Role: "Chair", At: time.Date(2026, 6, 1, 12, 5, 0, 0, time.UTC)},
	}
	if change != nil {
		change(p)
	}
	all, err := render.LoadTemplates(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	d, err := all.Document(p)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestGoldenTrees(t *testing.T) {
	t.Parallel()
	full, err := os.ReadFile("testdata/ppm-full.json")
	if err != nil {
		t.Fatal(err)
	}
	before, problems := forms.Decode(forms.PPMKind, full)
	if problems.Has(forms.Error) {
		t.Fatalf("%+v", problems)
	}
	review, err := forms.CarryForward(before)
	if err != nil {
		t.Fatal(err)
	}
	review.Background.Background, review.PlanSelected, review.Carried = "Much shorter now.", "adoption", review.Carried[1:]
	review.Carried[0].Update, review.Carried[0].Barrier, review.Carried[0].MoveForward = "Not yet.", "No interpreter.", "Book one."
	review.Carried[1].CompletedDate, review.Carried[1].Evidence = forms.Date{Year: 2026, Month: 1, Day: 14}, "Report of that day."
	review.Carried[2].ClosedReason = "No longer needed."
	reviewed, err := json.Marshal(review)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		kind   forms.Kind
		form   string
		change func(*render.Paper)
	}{
		"ppm-full":    {forms.PPMKind, string(full), nil},
		"prpm-full":   {forms.PRPMKind, string(reviewed), func(p *render.Paper) { p.Previous = before }},
		"prpm-orphan": {forms.PRPMKind, `{"carried_forward":[{"recommendation":"ask"}]}`, func(p *render.Paper) { p.Signature = nil }},
		"ppm-agreed": {forms.PPMKind, `{"child_name":"Zoë"}`, func(p *render.Paper) {
			at := time.Date(2026, 5, 30, 10, 0, 0, 0, time.UTC)
			p.Agreed = []render.Agreed{{Name: "Ines <b>Varga</b>", Agrees: true, Version: 3, At: at}, {Name: "Maud Ellery", Version: 2, At: at}, {Name: "Tom Brennan"}}
		}},
		"ppm-empty": {forms.PPMKind, `{}`, func(p *render.Paper) { p.Signature = nil }},
		"ppm-refused": {forms.PPMKind, `{"child_name":"<b>Zoë</b> {{.}} & Co","recommendations":[{"recommendation":"- not\n- lost"}]}`, func(p *render.Paper) {
			p.Signature, p.Blockers = nil, []string{"Enter the date of meeting.", "Enter <b>local</b> case number."}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, golden := outline(documentOf(t, c.kind, c.form, c.change)), filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Every answer of a form stands in the tree word for word.
func TestEveryAnswerIsInTheTree(t *testing.T) {
	t.Parallel()
	full, err := os.ReadFile("testdata/ppm-full.json")
	if err != nil {
		t.Fatal(err)
	}
	got := outline(document(t, string(full), nil))
	form, _ := forms.Decode(forms.PPMKind, full)
	count := 0
	forms.Texts(form, func(pointer, text string) {
		if strings.HasSuffix(pointer, "/id") {
			return // another system's reference is not printed
		}
		for line := range strings.Lines(text) {
			if line = strings.TrimLeft(strings.TrimSpace(line), "-•* "); !strings.Contains(got, line) {
				t.Errorf("%s: %q is missing", pointer, line)
			}
			count++
		}
	})
	if count < 50 {
		t.Errorf("only %d lines of text in the example", count)
	}
}

func TestTemplateMistakes(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"<h1>A</h1><marquee>x</marquee>":                                "marquee",
		"<h1>A</h1><p>x <a href='y'>z</a></p>":                          "<a>",
		"<h1>A</h1><table><colgroup><col width='x'></colgroup></table>": "percentage",
		"<h1>A</h1><table><tbody><tr><td>1</td></tr></tbody></table>":   "1 cells and 0 columns",
		"<p>no title</p>": "no <h1>",
		"<h1>A</h1>{{template \"section\" (.Section \"nonsense\")}}": "nonsense",
		"<h1>A</h1>{{.Answer \"nonsense\"}}":                         "nonsense",
		"<meta name='keywords' content='x'><h1>A</h1>":               "keywords",
		"<h1>A</h1>{{template \"missing\"}}":                         "missing",
	} {
		all, err := render.LoadTemplates(oneTemplate(t, in))
		if err == nil {
			_, err = all.Document(&render.Paper{Form: new(forms.PPM)})
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", in, err)
		}
	}
}

func oneTemplate(t *testing.T, text string) fstest.MapFS {
	t.Helper()
	parts, err := templates.FS.ReadFile("documents/parts.html")
	if err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{"documents/ppm.html": {Data: []byte(text)}, "documents/parts.html": {Data: parts}}
}
