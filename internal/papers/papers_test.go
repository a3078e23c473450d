package papers_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"minutebook/assets"
	"minutebook/forms"
	"minutebook/internal/authority"
	"minutebook/internal/casefile"
	"minutebook/internal/papers"
	"minutebook/internal/records"
	"minutebook/internal/sign"
	"minutebook/render"
	"minutebook/templates"
)

var signedAt = time.Date(2025, 12, 11, 14, 5, 0, 0, time.UTC)

// keys is one authority for the package: making an RSA root takes long.
var keys = sync.OnceValues(func() (*authority.Authority, error) {
	return authority.Throwaway(context.Background(), "Testerdale Council", func() time.Time { return signedAt })
})

func press(tb testing.TB) (*papers.Press, *authority.Authority) {
	tb.Helper()
	a, err := keys()
	if err != nil {
		tb.Fatal(err)
	}
	trees, err := render.LoadTemplates(templates.FS)
	if err != nil {
		tb.Fatal(err)
	}
	return &papers.Press{Templates: trees, Keys: a, Authority: func(string) render.Authority {
		return render.Authority{Name: "Testerdale Council", CaseLabel: "CASS Number", Marking: "OFFICIAL-SENSITIVE"}
	}}, a
}

// example is the demonstration's meeting as canonical JSON.
func example(tb testing.TB) []byte {
	tb.Helper()
	c, err := casefile.Read(assets.ExampleCase)
	if err != nil {
		tb.Fatal(err)
	}
	body, err := json.Marshal(c.Filled[0].Form)
	if err != nil {
		tb.Fatal(err)
	}
	return body
}

func order(body []byte) records.Order {
	return records.Order{
		Record:    records.Record{ID: "0197a0", Kind: forms.PPMKind, Policy: "calderdale"},
		Version:   records.Version{RecordID: "0197a0", Number: 3, Body: body, At: signedAt.Add(-time.Hour)},
		Signature: records.Signature{PersonID: "p1", Name: "Dilwyn Parry-Jones", Role: "Chair", At: signedAt},
	}
}

func TestPapersAreSignedAndNamed(t *testing.T) {
	t.Parallel()
	p, a := press(t)
	made, err := p.Papers(t.Context(), order(example(t)))
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, audience := range []string{papers.Professional, "iro", "panel", "profile"} {
		for _, format := range []string{"pdf", "docx"} {
			want = append(want, "ppm-TD-0204417-2025-12-09-"+audience+"."+format)
		}
	}
	if len(made) != len(want) {
		t.Fatalf("%d papers", len(made))
	}
	for i, d := range made {
		if d.Name != want[i] || !strings.HasSuffix(d.Name, "-"+d.Audience+"."+d.Format) {
			t.Errorf("paper %s for %s", d.Name, d.Audience)
		}
		v := sign.Verify(d.Data, a.Roots())
		if !v.OK() || len(v.Signatures) != 1 {
			t.Fatalf("%s: %+v", d.Name, v)
		}
		s := v.Signatures[0]
		signer, role := "Testerdale Council", "Seal" // copies
		if d.Audience == papers.Professional {
			signer, role = "Dilwyn Parry-Jones", "Chair"
		}
		if s.Signer != signer || s.Role != role || !s.Time.Equal(signedAt) || s.Subject != "Version 3 of record 0197a0 (ppm, "+d.Audience+")" {
			t.Errorf("%s: %+v", d.Name, s)
		}
	}
}

// The same version gives the same unsigned bytes, again and at the same time.
func TestUnsignedBytesAreReproducible(t *testing.T) {
	t.Parallel()
	p, _ := press(t)
	form, problems := forms.Decode(forms.PPMKind, example(t))
	if problems.Has(forms.Error) {
		t.Fatal(problems)
	}
	paper := render.Paper{Form: form, RecordID: "0197a0", Version: 3, Stored: signedAt, Audience: papers.Professional, Authority: p.Authority("")}
	var all [4][]papers.File
	var group sync.WaitGroup
	for i := range all {
		group.Go(func() {
			mine := paper
			files, err := p.Print(t.Context(), &mine, sign.Identity{})
			if err != nil {
				t.Error(err)
			}
			all[i] = files
		})
	}
	group.Wait()
	for _, files := range all[1:] {
		for j := range files {
			if !bytes.Equal(files[j].Data, all[0][j].Data) {
				t.Errorf("%s differs from one rendering to the next", files[j].Name)
			}
		}
	}
}

func TestFileNames(t *testing.T) {
	t.Parallel()
	p, _ := press(t)
	for number, want := range map[string]string{
		"TH/2025/00931": "ppm-TH-2025-00931-2025-12-09-professional-draft.pdf",
		"../../etc":     "ppm-etc-2025-12-09-professional-draft.pdf",
		"":              "ppm-unnumbered-2025-12-09-professional-draft.pdf",
		"№ ৭":           "ppm-unnumbered-2025-12-09-professional-draft.pdf",
	} {
		form := new(forms.PPM)
		form.CaseNumber, form.MeetingDate = number, forms.Date{Year: 2025, Month: 12, Day: 9}
		files, err := p.Print(t.Context(), &render.Paper{Form: form, Audience: papers.Professional}, sign.Identity{})
		if err != nil {
			t.Fatal(err)
		}
		if files[0].Name != want {
			t.Errorf("%q: %s, want %s", number, files[0].Name, want)
		}
	}
}

// A form with hostile text in every field comes out whole, and what a paper cannot show is counted.
func TestHostileTextInEveryField(t *testing.T) {
	t.Parallel()
	p, a := press(t)
	for name, text := range map[string]string{
		"emoji": "family 👨‍👩‍👧 and 🏠", "page count": "{nb} \ue0f0\ue0f1", "long word": string(bytes.Repeat([]byte("x"), 10_000)),
		"marks": "e\u0301\u0323\u0331 Z\u0351\u036b\u0343", "markup": "</w:t><script>]]>&amp;{{.}}", "right to left": "نسرین اختر (Nasreen) \u202e txt",
		"bengali": "নাসরিন ক্ষমা র্থী", "chinese": "陳大文", "zero width": "a\u200b\u200d\u2060b\u00ad\ufeffc", "only spaces": "   \u00a0 ",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body := bytes.ReplaceAll(example(t), []byte("Maisie"), jsonText(t, text))
			o := order(body)
			if _, problems := forms.Decode(forms.PPMKind, body); problems.Has(forms.Error) {
				o.Version.Body = bytes.ReplaceAll(example(t), []byte("Fothergill"), jsonText(t, text)) // too long for a name
			}
			made, err := p.Papers(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range made {
				if v := sign.Verify(d.Data, a.Roots()); !v.OK() {
					t.Errorf("%s: %+v", d.Name, v)
				}
			}
		})
	}
}

func jsonText(t *testing.T, s string) []byte {
	t.Helper()
	quoted, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Trim(quoted, `"`)
}

// BenchmarkRoad is the whole road: JSON to a checked form, its tree, both files of the minutes, both signatures.
func BenchmarkRoad(b *testing.B) {
	p, a := press(b)
	body := example(b)
	id, err := a.Identity(b.Context(), "p1", "Dilwyn Parry-Jones", "Chair")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		form, _ := forms.Decode(forms.PPMKind, body)
		forms.Check(form, nil)
		paper := &render.Paper{
			Form: form, RecordID: "0197a0", Version: 3, Stored: signedAt, Audience: papers.Professional, Authority: p.Authority(""),
			Signature: &render.Signature{Name: "Dilwyn Parry-Jones", Role: "Chair", At: signedAt},
		}
		if _, err := p.Print(b.Context(), paper, id); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkIssue makes the papers of every audience from a stored version.
func BenchmarkIssue(b *testing.B) {
	p, _ := press(b)
	o := order(example(b))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Papers(b.Context(), o); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTree is the part of the road from the form to the document tree.
func BenchmarkTree(b *testing.B) {
	p, _ := press(b)
	form, _ := forms.Decode(forms.PPMKind, example(b))
	paper := &render.Paper{Form: form, RecordID: "0197a0", Version: 3, Stored: signedAt, Audience: papers.Professional, Authority: p.Authority("")}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Templates.Document(paper); err != nil {
			b.Fatal(err)
		}
	}
}
