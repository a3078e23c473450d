package web

import (
	"bytes"
	"net/url"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"minutebook/forms"
	"minutebook/internal/sign"
	"minutebook/templates"
)

func TestEveryVerdictHasWords(t *testing.T) {
	t.Parallel()
	for _, s := range []sign.State{sign.Valid, sign.Untrusted, sign.Altered, sign.Extended, sign.Resaved, sign.Truncated, sign.Unsigned, sign.Unreadable} {
		if words := verdictWords[s]; words[0] == "" || words[1] == "" {
			t.Errorf("nothing is said about %q", s)
		}
	}
}

// A template that is broken, or that lacks the parts, stops the program from starting.
func TestBrokenTemplates(t *testing.T) {
	t.Parallel()
	for name, files := range map[string]fstest.MapFS{
		"syntax":   {"pages/part-frame.html": {Data: []byte(`{{define "frame"}}{{end}}`)}, "pages/home.html": {Data: []byte(`{{if}}`)}},
		"function": {"pages/part-frame.html": {Data: []byte(`{{nothing .}}`)}},
		"no parts": {"pages/home.html": {Data: []byte(`x`)}},
	} {
		if _, err := New(Config{Templates: files}); err == nil || !strings.Contains(err.Error(), "pars") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Each handler's page is there, so none is missing only when somebody comes to it.
func TestPagesAreThere(t *testing.T) {
	t.Parallel()
	pages, err := parsePages(templates.FS, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, f := range files {
		source, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for name := range pages {
			named[name] = named[name] || bytes.Contains(source, []byte(`"`+name+`"`))
		}
		for rest := string(source); ; {
			_, after, ok := strings.Cut(rest, `page: "`)
			if !ok {
				break
			}
			name, more, _ := strings.Cut(after, `"`)
			rest = more
			if strings.HasSuffix(name, ".html") && pages[name] == nil {
				t.Errorf("%s shows %s, which is not there", f.Name(), name)
			}
		}
	}
	for name := range pages {
		if !named[name] {
			t.Errorf("nothing shows %s", name)
		}
	}
}

func FuzzOwnAddress(f *testing.F) {
	for _, s := range []string{"/", "/a?b=c#d", "//x", `/\x`, "https://x", "/\t/x", "javascript:x", "/%2f/x", "/a\nb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, address string) {
		got := ownAddress(address)
		if got == "" {
			return
		}
		base := &url.URL{Scheme: "https", Host: "minutebook.example"}
		to, err := base.Parse(got)
		if err != nil || to.Host != base.Host || to.Scheme != base.Scheme || strings.HasPrefix(strings.ReplaceAll(got, `\`, "/"), "//") {
			t.Errorf("%q leads to %v (%v)", got, to, err)
		}
	})
}

// Every problem that has a place in a form leads to an input that the section's page really has.
func TestLinksLeadToInputs(t *testing.T) {
	t.Parallel()
	for _, kind := range forms.Kinds() {
		for _, s := range forms.Define(kind).Sections {
			ids := map[string]bool{}
			var gather func([]question)
			gather = func(questions []question) {
				for _, q := range questions {
					ids[q.ID] = true
					for _, p := range q.Parts {
						ids[p.ID] = true
					}
					if q.As == "list" {
						ids[q.ID+"-add"] = true
					}
					gather(q.Inner)
					for _, r := range q.Rows {
						gather(r.Inner)
					}
				}
			}
			gather(newSheet(kind, url.Values{}).section(&s))
			var walk func(fields []forms.Field, pointer string)
			walk = func(fields []forms.Field, pointer string) {
				for _, f := range fields {
					at := pointer + "/" + f.ID
					if id := linkID(kind, at); !ids[id] {
						t.Errorf("%s: %s leads to %s, which is no input", s.ID, at, id)
					}
					if f.Type == forms.Repeat {
						walk(f.Fields, at+"/0")
					} else {
						walk(f.Fields, at)
					}
				}
			}
			walk(s.Fields, "")
		}
	}
}

func BenchmarkSectionPage(b *testing.B) {
	w, err := New(Config{Templates: templates.FS})
	if err != nil {
		b.Fatal(err)
	}
	form := &forms.PPM{}
	for range 60 {
		form.Recommendations.Actions = append(form.Recommendations.Actions, forms.Action{Number: 7, Recommendation: "Book the health assessment", ByWhom: "Tom Brennan"})
	}
	section, ok := forms.Define(forms.PPMKind).Section("recommendations")
	if !ok {
		b.Fatal("no such section")
	}
	b.ReportAllocs()
	for b.Loop() {
		questions := newSheet(forms.PPMKind, forms.PostValues(form, section)).section(section)
		if _, err := w.rendered(&visit{web: w}, answer{page: "section.html", data: sectionForm{Heading: section.Heading, Questions: questions}}); err != nil {
			b.Fatal(err)
		}
	}
}
