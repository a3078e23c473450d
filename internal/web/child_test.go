package web

import (
	"testing"
	"time"

	"minutebook/forms"
	"minutebook/internal/records"
)

// An action says at which meeting on file it was agreed, whatever the order in which meetings are found; a draft is no meeting.
func TestLineage(t *testing.T) {
	t.Parallel()
	day := func(month time.Month) forms.Date { return forms.Date{Year: 2026, Month: month, Day: 4} }
	review := func(on forms.Date, status records.Status) records.Record {
		form := &forms.PRPM{}
		form.MeetingDate = on
		return records.Record{Kind: forms.PRPMKind, Status: status, Form: form}
	}
	first := &forms.PPM{}
	first.MeetingDate = day(time.January)
	held := heldMeetings([]records.Record{
		review(day(time.May), records.Issued), review(day(time.April), records.Draft), review(day(time.March), records.Complete),
		{Kind: forms.AdoptionAdviceKind, Status: records.Issued, Form: &forms.AdoptionAdvice{}}, {Kind: forms.PPMKind, Status: records.Issued, Form: first},
	})
	if len(held) != 3 {
		t.Fatalf("%d meetings", len(held))
	}
	for _, c := range []struct {
		agreed  forms.Date
		carried int
		want    string
	}{
		{day(time.January), 2, "Opened at the PPM on 4 January 2026, carried 2 times, 121 days"},
		{day(time.March), 1, "Opened at review 1 on 4 March 2026, carried once, 62 days"},
		{day(time.May), 0, "Opened at review 2 on 4 May 2026, 1 day"},
		{day(time.April), 0, "Opened at the meeting on 4 April 2026, 31 days"},
		{forms.Date{}, 3, "Opened earlier, carried 3 times"},
	} {
		if got := lineage(forms.CarriedAction{FirstAgreed: c.agreed, TimesCarried: &c.carried}, held, day(time.May).AddDays(1)); got != c.want {
			t.Errorf("%q, not %q", got, c.want)
		}
	}
}

// Papers are told by who reads them, each reader once, and only those of the version asked for.
func TestMadeFor(t *testing.T) {
	t.Parallel()
	child := forms.Child{People: []forms.Person{{Key: "mother", Name: "Kim Fictional"}}}
	papers := []records.Document{
		{Version: 2, Audience: "iro"}, {Version: 2, Audience: "professional", Format: "docx"}, {Version: 2, Audience: "professional", Format: "pdf"},
		{Version: 2, Audience: "parent-mother"}, {Version: 2, Audience: "parent-mother-large"}, {Version: 2, Audience: "parent-father"}, {Version: 1, Audience: "panel"},
	}
	if got, want := madeFor(2, papers, child), "the reviewing officer, professionals, Kim Fictional, Kim Fictional in large print, father"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}

// Before the birth the day is an expectation, and nobody is 0 years old.
func TestBorn(t *testing.T) {
	t.Parallel()
	day := forms.Date{Year: 2026, Month: time.March, Day: 2}
	for on, want := range map[forms.Date]string{
		{}: "", day.AddDays(1): "Expected on 3 March 2026", day: "2 March 2026, under 1 year old", day.AddDays(-365): "2 March 2025, 1 year old",
		{Year: 2019, Month: time.March, Day: 3}: "3 March 2019, 6 years old",
	} {
		if got := born(on, day); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
