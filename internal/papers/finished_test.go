package papers_test

import (
	"archive/zip"
	"bytes"
	"encoding/hex"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"minutebook/internal/papers"
)

// content is everything that can be got out of a finished file: what is printed, and what stands beside it.
type content struct {
	text string // what is printed, without white space
	raw  []byte // every part or object, uncompressed
}

// open takes a finished file apart with other people's tools.
func open(t *testing.T, f papers.File) content {
	t.Helper()
	if f.Format == "docx" {
		return openWord(t, f.Data)
	}
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, f.Data, 0o600); err != nil {
		t.Fatal(err)
	}
	// qpdf writes every object and stream, attachments and metadata too, as plain as it can.
	return content{tight(tool(t, "poppler-utils", "pdftotext", "-layout", file, "-")),
		tool(t, "qpdf", "qpdf", "--qdf", "--object-streams=disable", file, "-")}
}

func openWord(t *testing.T, data []byte) content {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var c content
	for _, part := range z.File {
		in, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		c.raw = append(append(c.raw, body...), '\n')
		if strings.HasPrefix(part.Name, "word/") {
			c.text += tight(tags.ReplaceAll(body, nil))
		}
	}
	return c
}

var tags = regexp.MustCompile(`<[^>]*>`)

func tool(t *testing.T, debian string, name string, args ...string) []byte {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), name, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v (install the Debian package %s)", name, err, debian)
	}
	return out
}

// tight is a text without white space: papers break lines where they like.
func tight(text []byte) string { return strings.Join(strings.Fields(string(text)), "") }

// prints reports whether a text can be read on the paper.
func (c content) prints(text string) bool { return strings.Contains(c.text, tight([]byte(text))) }

// has reports whether a text is in the file in any way in which PDF or XML write it.
func (c content) has(text string) bool {
	wide := make([]byte, 0, 2*len(text))
	for _, u := range utf16.Encode([]rune(text)) {
		wide = append(wide, byte(u>>8), byte(u))
	}
	lower := bytes.ToLower(c.raw)
	return c.prints(text) || bytes.Contains(c.raw, []byte(text)) || bytes.Contains(c.raw, wide) ||
		bytes.Contains(lower, []byte(hex.EncodeToString([]byte(text)))) || bytes.Contains(lower, []byte(hex.EncodeToString(wide)))
}

var lineBox = regexp.MustCompile(`<line xMin="[^"]*" yMin="([^"]*)" xMax="[^"]*" yMax="([^"]*)"`)

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
