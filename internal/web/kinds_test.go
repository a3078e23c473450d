package web

import (
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/records"
	"minutebook/templates"
)

// A new kind of form that nobody put on the page where forms are started, or that has no words, fails here.
func TestEveryKindIsOffered(t *testing.T) {
	t.Parallel()
	offered := map[forms.Kind]int{forms.SummaryKind: 1} // written from its meeting
	for _, g := range kindGroups {
		for _, kind := range g.kinds {
			offered[kind]++
		}
	}
	for _, kind := range forms.Kinds() {
		if offered[kind] != 1 {
			t.Errorf("%s is offered %d times", kind, offered[kind])
		}
		if w := kindWords[kind]; w.For == "" || w.Noun == "" {
			t.Errorf("%s has no words", kind)
		}
	}
	if len(offered) != len(forms.Kinds()) {
		t.Errorf("%d kinds are offered, there are %d", len(offered), len(forms.Kinds()))
	}
}

// A list is not called minutes on any page, and whoever signs is told whose signature the papers will carry.
func TestPagesNameTheKind(t *testing.T) {
	t.Parallel()
	w, err := New(Config{Templates: templates.FS})
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range forms.Kinds() {
		named, sealed := kindWords[kind], forms.Sealed(kind)
		rec := records.Record{Kind: kind, Version: 3, Status: records.Complete}
		read := map[string]string{}
		for page, data := range map[string]any{
			"sign.html":     signForm{Words: named, Sealed: sealed, Record: rec, Name: "Nadia Okafor"},
			"signed.html":   signedPage{Words: named, Sealed: sealed, Record: rec},
			"check.html":    checkPage{Words: named, Record: rec, Refused: true, Blockers: []remark{{"#x", "x"}}},
			"record.html":   recordPage{Words: named, Record: rec, Open: true, Writes: true, Blockers: 2},
			"too-late.html": tooLatePage{Words: named},
			"section.html":  sectionForm{This: named.This(), Blockers: []remark{{"#x", "x"}}},
		} {
			body, err := w.rendered(&visit{web: w}, answer{page: page, data: data})
			if err != nil {
				t.Fatal(err)
			}
			read[page] = string(body)
			if strings.Contains(read[page], "minutes") != named.Minutes() || !strings.Contains(read[page], named.Noun) {
				t.Errorf("%s calls a %s something else", page, kind)
			}
		}
		if fair := strings.Contains(read["sign.html"], "a fair record of the meeting"); fair != named.Minutes() {
			t.Errorf("%s: signing confirms a fair record of a meeting: %t", kind, fair)
		}
		if told := strings.Contains(read["sign.html"], "electronic seal"); told != sealed || strings.Contains(read["signed.html"], "seal") != sealed {
			t.Errorf("%s: the seal is told of: %t", kind, told)
		}
	}
}
