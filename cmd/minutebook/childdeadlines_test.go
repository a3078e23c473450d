package main

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"minutebook/forms"
	"minutebook/internal/policy"
	"minutebook/internal/records"
	"minutebook/internal/web"
)

func on(year int, month time.Month, day int) forms.Date {
	return forms.Date{Year: year, Month: month, Day: day}
}

// Each pack's deadlines stand for themselves, in words, and a draft in which nobody attended yet is no meeting.
func TestChildDeadlines(t *testing.T) {
	t.Parallel()
	words, err := loadWording("")
	if err != nil {
		t.Fatal(err)
	}
	child := forms.Child{Events: []forms.Event{{Kind: "child_becomes_looked_after", Date: on(2026, 1, 5), Done: true}}}
	prepared := &forms.PPM{}
	prepared.MeetingDate = on(2026, 2, 2)
	draft := records.Record{ID: "r", Kind: forms.PPMKind, Status: records.Draft, Form: prepared}
	rows := func(found ...records.Record) []web.Deadline {
		t.Helper()
		all, err := childDeadlines(words.packs, "calderdale", on(2026, 12, 1), time.UTC, child, found)
		if err != nil {
			t.Fatal(err)
		}
		sources := map[string]bool{}
		for _, d := range all {
			sources[d.Source] = true
			if d.Name == "" || d.Due.IsZero() || d.State == "" || d.Tone == "" {
				t.Errorf("half a row: %+v", d)
			}
		}
		if len(sources) < 2 {
			t.Errorf("deadlines come from %v only; the law has its own", sources)
		}
		return all
	}
	none := rows()
	i := slices.IndexFunc(none, func(d web.Deadline) bool { return d.Rule == "S01" })
	if i < 0 || none[i].Counted != "Within 20 working days, from 5 January 2026 (Became looked after)" {
		t.Errorf("the first review is counted otherwise: %+v", none)
	}
	if diff := cmp.Diff(none, rows(draft)); diff != "" {
		t.Errorf("a meeting that is only being prepared changes deadlines: %s", diff)
	}
	prepared.Attendance = []forms.Attendance{{Name: "Tom Brennan", Attended: "attended"}}
	if cmp.Equal(none, rows(draft)) {
		t.Error("a meeting that was held changes no deadline")
	}
	if _, err := childDeadlines(words.packs, "atlantis", on(2026, 12, 1), time.UTC, child, nil); err == nil {
		t.Error("a pack that is not there gives no deadlines, silently")
	}
}

// What the reviewing officer reads is what was late on the day of the meeting, and what the meeting itself did late.
func TestOverdue(t *testing.T) {
	t.Parallel()
	words, err := loadWording("")
	if err != nil {
		t.Fatal(err)
	}
	facts := &policy.Facts{Child: forms.Child{Events: []forms.Event{
		{Kind: "child_becomes_looked_after", Date: on(2026, 1, 5), Done: true}, {Kind: "second_cla_review", Date: on(2026, 6, 1)},
	}}}
	late := func(held forms.Date) []string {
		t.Helper()
		facts.Meetings = []policy.Meeting{{ID: "m", Date: held, Held: true, HasForm: true}}
		all, err := overdue(words.packs, "adoption-west", facts, held)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, o := range all {
			lines = append(lines, fmt.Sprint(o.Rule, " ", o.Source, " ", o.Due, " ", o.Met))
		}
		return lines
	}
	want := []string{"S01 Statutory minimum 2026-02-02 false", "004-R01 Adoption West 2026-03-16 true"}
	if diff := cmp.Diff(want, late(on(2026, 3, 18))); diff != "" {
		t.Error(diff)
	}
	if none := late(on(2026, 1, 20)); none != nil {
		t.Errorf("in time, but late: %q", none)
	}
	if unknown, err := overdue(words.packs, "adoption-west", facts, forms.Date{}); unknown != nil || err != nil {
		t.Errorf("on no day: %v, %v", unknown, err)
	}
	if _, err := overdue(words.packs, "atlantis", facts, on(2026, 3, 18)); err == nil {
		t.Error("a pack that is not there finds nothing late, silently")
	}
}

// Every state has words; a rule that does not apply is left out on purpose.
func TestEveryDeadlineStateHasWords(t *testing.T) {
	t.Parallel()
	for _, s := range []policy.Status{
		policy.Met, policy.MetLate, policy.Upcoming, policy.Overdue, policy.Superseded, policy.Ended, policy.Missed, policy.Reached, policy.NotReached,
	} {
		if w := deadlineStates[s]; w.words == "" || w.tone == "" {
			t.Errorf("%s has no words", s)
		}
	}
}

// What the minutes and the advice say of a meeting is what the rules are told.
func TestMeetingsOf(t *testing.T) {
	t.Parallel()
	ppm := &forms.PPM{}
	ppm.MeetingDate, ppm.Achieved = on(2026, 2, 2), forms.Yes
	ppm.Carers = []forms.ConnectedCarer{{Ruled: "ruled_out"}, {Ruled: "pending"}}
	advice := &forms.AdoptionAdvice{}
	advice.MeetingDate, advice.SentToSocialWorker, advice.SentToIRO = on(2026, 2, 2), on(2026, 2, 4), on(2026, 2, 5)
	got := meetingsOf([]records.Record{
		{ID: "a", Kind: forms.AdoptionAdviceKind, Status: records.Issued, Form: advice},
		{ID: "m", Kind: forms.PPMKind, Status: records.Signed, FirstAt: time.Date(2026, 2, 3, 23, 30, 0, 0, time.UTC), Form: ppm},
		{ID: "r", Kind: forms.PRPMKind, Status: records.Draft, Form: &forms.PRPM{}},
	}, time.FixedZone("an hour on", 3600))
	want := []policy.Meeting{
		{ID: "m", Date: on(2026, 2, 2), Held: true, Recorded: on(2026, 2, 4), AdviceIssued: true, AdviceCirculated: on(2026, 2, 5), HasForm: true, Achieved: true, Connected: true},
		{ID: "r", HasForm: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
