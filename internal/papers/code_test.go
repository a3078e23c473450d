package papers_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"minutebook/forms"
	"minutebook/internal/records"
	"minutebook/internal/sign"
)

// amendedOrder is an order for a version that replaces one with another background.
func amendedOrder(t *testing.T) records.Order {
	t.Helper()
	o := order(example(t))
	o.Signature.Secret = "not to be guessed"
	before, problems := forms.Decode(forms.PPMKind, o.Version.Body)
	if problems.Has(forms.Error) {
		t.Fatal(problems)
	}
	was := before.(*forms.PPM)
	was.Background.Background, was.ParentViews = "Another history", forms.ParentViews{}
	o.Amendment = &records.Amendment{Version: 2, Replaces: 1, Reason: "The history was\nthat of another child"}
	o.Replaced, o.Replaces = was, records.Signature{Version: 1, At: signedAt.Add(-48 * time.Hour)}
	return o
}

// Every page of every paper carries the paper's own code, an amended paper says what it replaces, and nobody is told of a
// field, or given a reason, that is not for them.
func TestCodesAndAmendments(t *testing.T) {
	t.Parallel()
	p, a := press(t)
	p.Address = "https://minutes.testerdale.example"
	o := amendedOrder(t)
	made, err := p.Papers(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("MINUTEBOOK_PAPERS"); dir != "" {
		for _, d := range made {
			if err := os.WriteFile(filepath.Join(dir, d.Name), d.Data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, d := range made {
		code := records.ShowCode(o.Signature.Code(d.Audience))
		if v := sign.Verify(d.Data, a.Roots()); !v.OK() {
			t.Errorf("%s: %+v", d.Name, v)
		}
		text := ""
		if d.Format == "pdf" {
			pages := pdfPages(t, d.Data)
			for i, page := range pages {
				if !strings.Contains(page, "Code "+code) {
					t.Errorf("%s: page %d has not its code", d.Name, i+1)
				}
			}
			text = tight([]byte(strings.Join(pages, "")))
		} else {
			raw := openWord(t, d.Data)
			text = raw.text
			for _, part := range []string{"Code " + code, `r:embed="rIdCode"`, `Target="media/code.jpeg"`, "/v/" + o.Signature.Code(d.Audience)} {
				if !bytes.Contains(raw.raw, []byte(part)) {
					t.Errorf("%s has no %q", d.Name, part)
				}
			}
		}
		says := map[string]bool{
			"Amended version 3": true, "at https://minutes.testerdale.example/verify": true, "with the code " + code: true,
			"It replaces version 1 of 9 December 2025 at 14:05 GMT.": d.Audience != "profile",
			"It replaces version 1.":                                 d.Audience == "profile",
			"The history was that of another child":                  d.Audience != "profile",
			"Another history":                                        false,
			"Background":                                             d.Audience != "profile",
		}
		for words, want := range says {
			if strings.Contains(text, tight([]byte(words))) != want {
				t.Errorf("%s says %q: %t", d.Name, words, !want)
			}
		}
	}
}

// pdfPages is the text of each page.
func pdfPages(t *testing.T, file []byte) []string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(tool(t, "poppler-utils", "pdftotext", "-layout", name, "-")), "\f"), "\f")
}
