package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"minutebook/render"
)

// write is Write for documents that must succeed.
func write(t *testing.T, doc *render.Document) []byte {
	t.Helper()
	file, err := Write(doc)
	if err != nil {
		t.Fatalf("Write: %v", err)
	}
	return file
}

// archive opens a finished file.
func archive(t *testing.T, file []byte) *zip.Reader {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatalf("open the package: %v", err)
	}
	return r
}

// part reads one part of a finished file.
func part(t *testing.T, file []byte, name string) string {
	t.Helper()
	for _, f := range archive(t, file).File {
		if f.Name == name {
			return partOf(t, f)
		}
	}
	t.Fatalf("there is no %s", name)
	return ""
}

func partOf(t *testing.T, f *zip.File) string {
	t.Helper()
	r, err := f.Open()
	if err != nil {
		t.Fatalf("open %s: %v", f.Name, err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatalf("read %s: %v", f.Name, err)
	}
	return string(data)
}

// bodyOf is the main part of a document made of blocks.
func bodyOf(t *testing.T, blocks ...render.Block) string {
	t.Helper()
	return part(t, write(t, &render.Document{Title: "Test", Blocks: blocks}), "word/document.xml")
}

// paragraphs reads a part back: one string for each paragraph in reading order. It fails on anything that is not
// well-formed.
func paragraphs(t *testing.T, part string) []string {
	t.Helper()
	var all []string
	var current strings.Builder
	inText := false
	d := xml.NewDecoder(strings.NewReader(part))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "p":
				current.Reset()
			case "br":
				current.WriteByte('\n')
			case "tab":
				if len(e.Attr) == 0 { // with attributes it is a tab stop
					current.WriteByte('\t')
				}
			case "t", "lpwstr", "title":
				inText = true
			}
		case xml.EndElement:
			inText = false
			switch e.Name.Local {
			case "p", "lpwstr", "title":
				all = append(all, current.String())
				current.Reset()
			}
		case xml.CharData:
			if inText {
				current.Write(e)
			}
		}
	}
}
