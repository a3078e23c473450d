package papers_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/casefile"
	"minutebook/internal/leak"
	"minutebook/internal/papers"
	"minutebook/internal/sign"
	"minutebook/render"
)

// answers are the secrets of an example case: the key by which its sheets are judged, which the product never reads.
type answers struct {
	Sensitive []struct {
		ID     string   `json:"id"`
		Canary string   `json:"canary"`
		Never  []string `json:"never_to"`
	} `json:"sensitive"`
}

// Not one secret of the example cases is in the finished bytes of a sheet for somebody who may not know it; sheets that
// would give one away are not made, all others are.
func TestSheetsOfTheCases(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(shared(), "cases", "*", "case.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(filepath.Base(filepath.Dir(file)), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var key answers
			if err := json.Unmarshal(data, &key); err != nil {
				t.Fatal(err)
			}
			c, err := casefile.Read(data)
			if err != nil {
				t.Fatal(err)
			}
			sheets, err := casefile.Sheets(data)
			if err != nil {
				t.Fatal(err)
			}
			made := 0
			for _, s := range sheets {
				made += searchSheet(t, c, s, key)
			}
			if made < len(sheets)-2 || made == 0 {
				t.Errorf("%d of %d sheets were made", made, len(sheets))
			}
		})
	}
}

// searchSheet makes a sheet, unless it is blocked, and searches its files; it returns how many sheets were made.
func searchSheet(t *testing.T, c *casefile.Case, s casefile.Sheet, key answers) int {
	t.Helper()
	around := leak.Case{People: s.People, Public: s.Public}
	for _, f := range c.Filled {
		around.Forms = append(around.Forms, f.Form)
		if f.ID == s.ID {
			around.Child = *f.Child
		}
	}
	if around.Check(s.Form).Has(forms.Blocker) {
		return 0
	}
	p, _ := press(t)
	files, err := p.Sheet(t.Context(), &render.Paper{Form: s.Form, RecordID: s.ID, Version: 1, Stored: signedAt, Authority: p.Authority("")}, s.Form.ParentKey)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.Contains(f.Name, "-large") && f.Format == "docx" {
			continue // the same text once more
		}
		content := open(t, f)
		if !content.prints("If you do not agree") {
			t.Errorf("%s: the search finds nothing that is there", f.Name)
		}
		for _, secret := range key.Sensitive {
			if slices.Contains(secret.Never, s.Form.ParentKey) && content.has(secret.Canary) {
				t.Errorf("%s of form %s has %s", f.Name, s.ID, secret.ID)
			}
		}
	}
	return 1
}

// A sheet comes in standard and large print, as PDF and Word, sealed and named after the parent's key.
func TestSheetsAreSealedAndNamed(t *testing.T) {
	t.Parallel()
	p, a := press(t)
	o := order([]byte(`{"child_name":"Aria Vale","cass_number":"TX/20311","meeting_date":"2025-12-09","parent":"mother","what_was_decided":"Aria stays.","shared":[{"id":"zqsection","heading":"Life story work","text":"Aria has a book."}],"releases":[{"id":"/zqpart","text":"Kiln Street","reason":"Zqnote","by":"Zqchair"}]}`))
	o.Record.Kind = forms.SummaryKind
	made, err := p.Papers(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range made {
		names = append(names, d.Name)
		v := sign.Verify(d.Data, a.Roots())
		if !v.OK() || len(v.Signatures) != 1 || v.Signatures[0].Signer != "Testerdale Council" || v.Signatures[0].Role != "Seal" {
			t.Errorf("%s: %+v", d.Name, v)
		}
		content := open(t, papers.File{Name: d.Name, Format: d.Format, Data: d.Data})
		for _, note := range []string{"Zqnote", "Zqchair", "zqpart"} {
			if content.has(note) {
				t.Errorf("%s has %s, which is the chair’s", d.Name, note)
			}
		}
		if !content.prints("Life story work") || !content.prints("Aria has a book.") || content.prints("zqsection") {
			t.Errorf("%s does not print what is shared, or prints where it comes from", d.Name)
		}
	}
	want := []string{
		"summary-TX-20311-2025-12-09-parent-mother.pdf", "summary-TX-20311-2025-12-09-parent-mother.docx",
		"summary-TX-20311-2025-12-09-parent-mother-large.pdf", "summary-TX-20311-2025-12-09-parent-mother-large.docx",
	}
	if !slices.Equal(names, want) {
		t.Errorf("%q", names)
	}
}

// Large print is 18 points or more, wherever the text stands; headings are larger.
func TestLargePrint(t *testing.T) {
	t.Parallel()
	p, _ := press(t)
	form, problems := forms.Decode(forms.SummaryKind, []byte(`{"child_name":"Aria Vale","cass_number":"TX-1","parent":"mother","what_was_decided":"- Aria stays.\n- We meet again.","what_happens_next":""}`))
	if problems.Has(forms.Error) {
		t.Fatal(problems)
	}
	files, err := p.Sheet(t.Context(), &render.Paper{Form: form, RecordID: "r", Version: 1, Stored: signedAt, Authority: p.Authority(""),
		Signature: &render.Signature{Name: "Testerdale Council", Role: render.SealRole, At: signedAt}}, "mother")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "large.pdf")
	if err := os.WriteFile(file, files[2].Data, 0o600); err != nil {
		t.Fatal(err)
	}
	// Boxes of lines of the body: Noto's line box is a little higher than its size.
	boxes := tool(t, "poppler-utils", "pdftotext", "-bbox-layout", file, "-")
	small := 0
	for _, m := range lineBox.FindAllStringSubmatch(string(boxes), -1) {
		top, bottom := number(t, m[1]), number(t, m[2])
		if top > 70 && bottom < 780 && bottom-top < 18 {
			small++
		}
	}
	if n := strings.Count(string(boxes), "<line "); small > 0 || n < 40 {
		t.Errorf("%d of %d lines are smaller than large print", small, n)
	}
	if c := open(t, files[3]); !strings.Contains(string(c.raw), `<w:sz w:val="36"/>`) || strings.Contains(string(c.raw), `<w:i/>`) {
		t.Error("the Word file is not set in 18 points without italics")
	}
}
