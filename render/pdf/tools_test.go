package pdf

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"minutebook/render"
)

// packages says which Debian package holds a tool that the tests read papers back with.
var packages = map[string]string{
	"pdfinfo": "poppler-utils", "pdftotext": "poppler-utils", "pdffonts": "poppler-utils", "pdfdetach": "poppler-utils", "pdftoppm": "poppler-utils",
	"qpdf": "qpdf", "/usr/bin/python3": "python3-pikepdf", "java": "libpdfbox2-java and a Java runtime",
}

// tool runs a program over files and returns what it prints.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is missing; install the Debian package %s", name, packages[name])
	}
	var out, faults bytes.Buffer
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Stdout, cmd.Stderr = &out, &faults
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, out.String(), faults.String())
	}
	return out.String()
}

// saved writes a paper to a file of the test's own.
func saved(t *testing.T, doc *render.Document) string {
	t.Helper()
	out, _, err := Write(doc)
	if err != nil {
		t.Fatal(err)
	}
	return kept(t, out)
}

func kept(t *testing.T, out []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(path, out, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// bidiMarks are what pdftotext puts around right-to-left text.
var bidiMarks = strings.NewReplacer("\u202A", "", "\u202B", "", "\u202C", "")

// pageTexts returns the text of each page as pdftotext lays it out.
func pageTexts(t *testing.T, path string) []string {
	t.Helper()
	text := bidiMarks.Replace(tool(t, "pdftotext", "-layout", path, "-"))
	return strings.Split(strings.TrimSuffix(text, "\f"), "\f")
}

// flat is text with every run of white space made one space.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// texts returns the whole text of a paper, flat.
func texts(t *testing.T, path string) string {
	t.Helper()
	return flat(bidiMarks.Replace(tool(t, "pdftotext", path, "-")))
}

// info returns one line of pdfinfo.
func info(t *testing.T, path, key string) string {
	t.Helper()
	m := regexp.MustCompile(`(?m)^` + key + `:\s*(.*)$`).FindStringSubmatch(tool(t, "pdfinfo", path))
	if m == nil {
		return ""
	}
	return m[1]
}

func pageCount(t *testing.T, path string) int {
	t.Helper()
	n, err := strconv.Atoi(info(t, path, "Pages"))
	if err != nil {
		t.Fatalf("pages: %v", err)
	}
	return n
}

// shared returns the folder of independent validators, empty where there is none: they do not belong to the project.
func shared(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("MINUTEBOOK_SHARED")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(folder, "validators")); errors.Is(err, os.ErrNotExist) {
		return ""
	} else if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(folder, "validators")
}

// paragraphs makes a document of plain paragraphs under one heading.
func paragraphs(texts ...string) *render.Document {
	doc := &render.Document{Title: "Test", Lang: "en-GB", Marking: "OFFICIAL", Blocks: []render.Block{render.Heading{Level: 1, Text: "Test"}}}
	for _, s := range texts {
		doc.Blocks = append(doc.Blocks, para(s))
	}
	return doc
}

func para(s string) render.Block { return render.Paragraph{Spans: []render.Span{{Text: s}}} }

func cell(s string) render.Cell { return render.Cell{Blocks: []render.Block{para(s)}} }

func fact(key, value string) render.KeyValue {
	return render.KeyValue{Key: key, Value: []render.Block{para(value)}}
}
