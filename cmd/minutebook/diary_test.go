package main

import (
	"testing"
	"testing/fstest"
	"time"

	"minutebook/forms"
	"minutebook/internal/records"
	"minutebook/templates"
)

// Minutes that were agreed and not signed are due with their meeting; what is done, and a meeting that was not held yet, is
// not.
func TestOpenDues(t *testing.T) {
	t.Parallel()
	words, err := loadWording("")
	if err != nil {
		t.Fatal(err)
	}
	meeting := func(id string, status records.Status, day int) records.Record {
		form := &forms.PPM{}
		form.MeetingDate = forms.Date{Year: 2026, Month: time.March, Day: day}
		rec := records.Record{ID: id, Kind: forms.PPMKind, Status: status, Form: form}
		if status == records.Signed {
			rec.FirstAt = time.Date(2026, time.March, day+1, 9, 0, 0, 0, time.UTC)
		}
		return rec
	}
	found := []records.Record{meeting("signed", records.Signed, 2), meeting("waiting", records.Complete, 5), meeting("prepared", records.Draft, 6)}
	child := forms.Child{Events: []forms.Event{{Kind: "child_becomes_looked_after", Date: forms.Date{Year: 2026, Month: time.January, Day: 5}, Done: true}}}
	dues, err := openDues(words.packs, "adoption-west", forms.Date{Year: 2026, Month: time.March, Day: 9}, time.UTC, child, found)
	if err != nil {
		t.Fatal(err)
	}
	var minutes []records.Due
	others := 0
	for _, d := range dues {
		if d.RecordID != "" {
			minutes = append(minutes, d)
		} else if others++; d.Rule == "" || d.Source == "" || d.Name == "" || d.Day.IsZero() {
			t.Errorf("something that is due lacks words: %+v", d)
		}
	}
	if len(minutes) != 1 || minutes[0].RecordID != "waiting" || minutes[0].Rule != "004-R09" || minutes[0].Day != (forms.Date{Year: 2026, Month: time.March, Day: 10}) {
		t.Errorf("minutes are due: %+v", minutes)
	}
	if others == 0 {
		t.Error("nothing else is due for a child who has just come into care")
	}
	if _, err := openDues(words.packs, "atlantis", forms.Date{}, time.UTC, child, nil); err == nil {
		t.Error("an unknown pack has deadlines")
	}
}

// Another word in a pack, and another pack, is another fingerprint.
func TestFingerprint(t *testing.T) {
	t.Parallel()
	of := func(files fstest.MapFS) string {
		t.Helper()
		mark, err := fingerprint(files, "policies/*.yaml")
		if err != nil {
			t.Fatal(err)
		}
		return mark
	}
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	base := of(fstest.MapFS{"policies/a.yaml": file("days: 3")})
	if base != of(fstest.MapFS{"policies/a.yaml": file("days: 3"), "pages/x.html": file("else")}) {
		t.Error("other files count")
	}
	for name, files := range map[string]fstest.MapFS{
		"changed": {"policies/a.yaml": file("days: 4")},
		"renamed": {"policies/b.yaml": file("days: 3")},
		"added":   {"policies/a.yaml": file("days: 3"), "policies/b.yaml": file("")},
	} {
		if of(files) == base {
			t.Errorf("%s: nothing shows", name)
		}
	}
	if _, err := fingerprint(templates.FS, "policies/[.yaml"); err == nil {
		t.Error("a broken pattern finds files")
	}
}
