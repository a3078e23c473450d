package docx

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"minutebook/render"
)

// tool fails the test when a program is missing: these tests are the only ones in which another program lays pages out.
func tool(t *testing.T, name, debianPackage string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is needed: install the Debian package %s (%v)", name, debianPackage, err)
	}
	return path
}

// convert lets LibreOffice convert documents, all in one run, and gives the folder of the results.
func convert(t *testing.T, format string, docs map[string]*render.Document) string {
	t.Helper()
	soffice := tool(t, "soffice", "libreoffice-writer")
	dir := t.TempDir()
	profile := url.URL{Scheme: "file", Path: filepath.Join(dir, "profile")}
	args := []string{"-env:UserInstallation=" + profile.String(), "--headless", "--convert-to", format, "--outdir", dir}
	for name, doc := range docs {
		path := filepath.Join(dir, name+".docx")
		if err := os.WriteFile(path, write(t, doc), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	if out, err := exec.CommandContext(t.Context(), soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	return dir
}

// pages is the text of each page of a PDF.
func pages(t *testing.T, path string) []string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), tool(t, "pdftotext", "poppler-utils"), "-layout", path, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext %s: %v", filepath.Base(path), err)
	}
	all := strings.Split(string(out), "\f")
	return all[:len(all)-1]
}

func TestPagesInLibreOffice(t *testing.T) {
	t.Parallel()
	draft := minutes(60)
	draft.Draft = true
	sentence := "A sentence of sixty letters, which fills about half a line. "
	var rows [][]render.Cell
	for i := range 6 {
		rows = append(rows, []render.Cell{cell(fmt.Sprintf("begin%d %s end%d", i, strings.Repeat(sentence, 22+i), i))})
	}
	var tall strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&tall, "word%04d ", i)
	}
	docs := map[string]*render.Document{
		"draft": draft,
		"rows":  {Title: "Rows", Blocks: []render.Block{render.Table{KeepShort: true, Rows: rows}}},
		"tall": {Title: "Tall", Blocks: []render.Block{render.Table{HeadRows: 1, KeepShort: true,
			Rows: [][]render.Cell{{cell("Header")}, {cell(tall.String())}, {cell("Last row")}}}}},
	}
	for lines := 20; lines < 36; lines += 2 { // the signature meets the end of the page in each possible way
		doc := &render.Document{Title: "Signature"}
		for range lines {
			doc.Blocks = append(doc.Blocks, text("A line."))
		}
		doc.Blocks = append(doc.Blocks, render.Heading{Level: 2, Text: "Signature"}, signature())
		docs[fmt.Sprintf("signature%d", lines)] = doc
	}
	dir := convert(t, "pdf", docs)

	t.Run("marking, DRAFT and page number on each page", func(t *testing.T) {
		t.Parallel()
		all := pages(t, filepath.Join(dir, "draft.pdf"))
		if len(all) < 6 {
			t.Fatalf("%d pages, want at least 6", len(all))
		}
		for i, page := range all {
			head, foot := strings.Index(page, "DRAFT"), strings.Index(page, fmt.Sprintf("Page %d of %d", i+1, len(all)))
			if head < 0 || foot < head {
				t.Errorf("page %d: DRAFT at %d, page number at %d:\n%s", i+1, head, foot, page)
			}
			if strings.Count(page, "OFFICIAL-SENSITIVE") < 2 || !strings.Contains(page, "record version 3") {
				t.Errorf("page %d lacks a marking or the version:\n%s", i+1, page)
			}
		}
	})
	t.Run("header row on each page of the table", func(t *testing.T) {
		t.Parallel()
		action, header := regexp.MustCompile(`(?m)^ *A\d+ `), regexp.MustCompile(`No\. +Action +Who +By +Progress`)
		found := 0
		for i, page := range pages(t, filepath.Join(dir, "draft.pdf")) {
			n := len(action.FindAllString(page, -1))
			found += n
			if got := len(header.FindAllString(page, -1)); n > 0 && got != 1 {
				t.Errorf("page %d has %d actions and %d header rows", i+1, n, got)
			}
		}
		if found != 60 {
			t.Errorf("%d actions, want 60", found)
		}
	})
	t.Run("rows that fit are not split", func(t *testing.T) {
		t.Parallel()
		whole := 0
		for i, page := range pages(t, filepath.Join(dir, "rows.pdf")) {
			begins, ends := strings.Count(page, "begin"), strings.Count(page, "end")
			if begins != ends {
				t.Errorf("page %d has the beginning of %d rows and the end of %d", i+1, begins, ends)
			}
			whole += ends
		}
		if whole != 6 {
			t.Errorf("%d whole rows, want 6", whole)
		}
	})
	t.Run("a row higher than a page is printed in full", func(t *testing.T) {
		t.Parallel()
		all := pages(t, filepath.Join(dir, "tall.pdf"))
		words := regexp.MustCompile(`word\d{4}`).FindAllString(strings.Join(all, ""), -1)
		if len(words) != 2000 || !strings.Contains(all[len(all)-1], "Last row") {
			t.Errorf("%d words on %d pages, want 2000 and the last row on the last page", len(words), len(all))
		}
		for i, page := range all {
			if strings.Count(page, "Header") != 1 {
				t.Errorf("page %d does not repeat the header once", i+1)
			}
		}
	})
	for name := range docs {
		if strings.HasPrefix(name, "signature") {
			t.Run(name+" on one page", func(t *testing.T) {
				t.Parallel()
				for i, page := range pages(t, filepath.Join(dir, name+".pdf")) {
					n := 0
					for _, line := range []string{"Signature", "Signed by", "Role", "Date", "Record"} {
						n += strings.Count(page, line)
					}
					if n != 0 && n != 5 {
						t.Errorf("page %d holds %d of the signature's 5 lines", i+1, n)
					}
				}
			})
		}
	}
}

func TestStructureInLibreOffice(t *testing.T) {
	t.Parallel()
	dir := convert(t, "html", map[string]*render.Document{"minutes": minutes(3)})
	data, err := os.ReadFile(filepath.Join(dir, "minutes.html"))
	if err != nil {
		t.Fatal(err)
	}
	html := string(data)
	for tag, want := range map[string]int{"<h1": 1, "<h2": 5, "<h3": 2, "<h4": 1, "<thead": 2, `<body lang="en-GB"`: 1} {
		if got := strings.Count(html, tag); got != want {
			t.Errorf("%d times %s, want %d", got, tag, want)
		}
	}
	if !strings.Contains(html, "<title>Permanence planning meeting: Amina Rahman-Okonkwo</title>") {
		t.Error("the title property did not arrive")
	}
}
