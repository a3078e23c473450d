package pdf

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"minutebook/render"
)

func TestWriteFacts(t *testing.T) {
	t.Parallel()
	doc := sample()
	path := saved(t, doc)
	for key, want := range map[string]string{
		"Title": doc.Title, "Subject": doc.Subject, "Author": doc.Author, "Creator": "Minutebook", "Producer": "Minutebook",
		"CreationDate": "Wed Mar  4 15:30:00 2026 UTC", "ModDate": "Wed Mar  4 15:30:00 2026 UTC", "Tagged": "yes",
		"Form": "AcroForm", "JavaScript": "no", "Encrypted": "no", "PDF version": "1.7", "Page size": "595.28 x 841.89 pts (A4)",
	} {
		if got := info(t, path, key); got != want {
			t.Errorf("pdfinfo says %s: %q, want %q", key, got, want)
		}
	}
	tool(t, "qpdf", "--check", path)
}

func TestWriteFonts(t *testing.T) {
	t.Parallel()
	rows := strings.Split(strings.TrimSpace(tool(t, "pdffonts", saved(t, sample()))), "\n")[2:]
	if len(rows) < 10 {
		t.Errorf("%d fonts, want one for each script of the sample", len(rows))
	}
	for _, row := range rows {
		if !regexp.MustCompile(`^[A-Z]{6}\+Noto\S+\s+CID TrueType\s+Identity-H\s+yes yes yes`).MatchString(row) {
			t.Errorf("font is not an embedded subset with a Unicode map: %s", row)
		}
	}
}

func TestWriteAttachment(t *testing.T) {
	t.Parallel()
	doc := sample()
	doc.Attached.Name, doc.Attached.Data = "Akte ü.json", []byte("{\"a\":\"\x00(\\)é\"}")
	path := saved(t, doc)
	if list := tool(t, "pdfdetach", "-list", path); !strings.Contains(list, "1 embedded files") || !strings.Contains(list, "Akte ü.json") {
		t.Errorf("pdfdetach lists %q", list)
	}
	file := filepath.Join(t.TempDir(), "out")
	tool(t, "pdfdetach", "-save", "1", "-o", file, path)
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(doc.Attached.Data) {
		t.Errorf("attached %q came out as %q", doc.Attached.Data, got)
	}
	for want, attached := range map[string]*render.Attachment{"3": doc.Attached, "2": nil} {
		doc.Attached = attached
		out, _, err := Write(doc)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(out), "<pdfaid:part>"+want+"</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>") {
			t.Errorf("attachment %v: the file does not claim PDF/A-%sa", attached != nil, want)
		}
	}
}

func TestWriteOutline(t *testing.T) {
	t.Parallel()
	doc := paragraphs()
	for _, h := range []render.Heading{{Level: 2, Text: "Health"}, {Level: 3, Text: "Teeth & (eyes)"}, {Level: 3, Text: "امینہ"}, {Level: 2, Text: "School"}} {
		doc.Blocks = append(doc.Blocks, h, para("Text."))
	}
	got := tool(t, "/usr/bin/python3", "-c", `import pikepdf, sys
def show(items, depth):
    for i in items:
        print('  ' * depth + i.title); show(i.children, depth + 1)
with pikepdf.open(sys.argv[1]).open_outline() as o: show(o.root, 0)`, saved(t, doc))
	if want := "Test\n  Health\n    Teeth & (eyes)\n    امینہ\n  School\n"; got != want {
		t.Errorf("outline is\n%s, want\n%s", got, want)
	}
}

func TestWriteTitleIsHeading(t *testing.T) {
	t.Parallel()
	doc := &render.Document{Title: "Panel agenda", Blocks: []render.Block{render.Heading{Level: 3, Text: "Skipped level"}, para("Text.")}}
	tree := tool(t, "pdfinfo", "-struct", saved(t, doc))
	if !regexp.MustCompile(`(?s)^Document.*\n\s+H1.*\n\s+H2.*\n\s+P`).MatchString(tree) {
		t.Errorf("structure is\n%s", tree)
	}
	if got := texts(t, saved(t, &render.Document{})); !strings.HasPrefix(got, "Untitled") {
		t.Errorf("an empty document says %q", got)
	}
}

func TestWriteNil(t *testing.T) {
	t.Parallel()
	if _, _, err := Write(nil); err == nil {
		t.Error("no error for no document")
	}
}
