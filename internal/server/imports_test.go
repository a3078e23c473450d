package server_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

const children = "Case number,Name,Date of birth,Team,Stage\nX-1,Ada Testlake,01/02/2019,North,05/05/2026\nX-2,Bo Testlake,13/13/2019,North,\n"

func kept(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// An extract on screen: columns, problems, and importing it once.
func TestImport(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.tab(t, "import")
	b.signIn("mo")
	b.open("/imports")
	b.inspect("new")
	b.press("See what would change")
	b.says("Choose the file that you want to import")
	b.inspect("new-none")
	b.run(chromedp.SetUploadFiles(chromedp.ID("file"), []string{kept(t, "old.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 600))}))
	b.press("See what would change")
	b.inspect("new-refused")
	b.run(chromedp.SetUploadFiles(chromedp.ID("file"), []string{kept(t, "children.csv", children)}))
	b.press("See what would change")
	b.says("Rows that change something: 1", "Rows that are rejected: 1", "Ada Testlake", "is not a day in the calendar")
	b.inspect("preview")
	preview := b.path()
	b.run(chromedp.Click("details.govuk-details summary"))
	b.run(chromedp.SetValue(chromedp.ID("column-0-4"), "case_number"))
	b.press("Read the columns in this way")
	b.says("both mean case_number")
	b.inspect("preview-columns-wrong")
	b.run(chromedp.SetValue(chromedp.ID("column-0-4"), "event:placement_order_granted"))
	b.press("Read the columns in this way")
	b.says("The columns are read as you said", "5 May 2026")
	b.press("Import")
	b.says("Rows are rejected, so nothing was imported")
	b.inspect("preview-rejected")
	b.choose("mode-rows")
	b.press("Import")
	b.says("Children added: 1. Children changed: 0.")
	b.inspect("imported")
	if b.path() != preview {
		t.Errorf("it ends at %s", b.path())
	}

	b.open("/imports")
	b.run(chromedp.SetUploadFiles(chromedp.ID("file"), []string{kept(t, "again.csv", children)}))
	b.press("See what would change")
	b.says("Mo Ito applied this same file on", "There is nothing to import", "Rows with nothing to do: 1")
	b.inspect("preview-again")
	got := h.as(t, "mo").get(b.path() + "/rejected").want(http.StatusOK)
	if !strings.HasPrefix(got.body, "PK") {
		t.Errorf("the rejected rows are %.20q", got.body)
	}
	h.as(t, "nadia").get(b.path()).want(http.StatusNotFound)
}

// Files that are no tables are refused in words, and never with a fault of ours.
func TestImportOfHostileFiles(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.as(t, "mo")
	for name, d := range map[string]struct{ file, says string }{
		"empty.csv": {"", "The file is empty"},
		"old.xls":   {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600), "file"},
		"page.xls":  {"<html><table><tr><td>1</td></tr></table></html>", "a web page or XML"},
		"cut.xlsx":  {"PK\x03\x04 and no more", "damaged"},
		"a.pdf":     {"%PDF-1.7\n\x00\x01\x02\xff\xfe", "neither an Excel workbook nor a CSV file"},
	} {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		part, err := form.CreateFormFile("file", name)
		if err == nil {
			_, err = part.Write([]byte(d.file))
		}
		if err == nil {
			err = form.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		c.do(c.request(http.MethodPost, "/imports", form.FormDataContentType(), &body)).want(http.StatusUnprocessableEntity, d.says)
	}
	r := c.request(http.MethodPost, "/imports", "multipart/form-data; boundary=x", strings.NewReader("--x\r\nContent-Dis"))
	c.do(r).want(http.StatusBadRequest)
}
