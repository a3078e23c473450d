package policy_test

import (
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"

	"minutebook/forms"
	"minutebook/internal/policy"
)

// load reads the packs that the program ships, once: they never change.
var load = sync.OnceValues(func() (*policy.Packs, error) { return policy.Load(os.DirFS("../../templates/policies")) })

func shipped(t testing.TB) *policy.Packs {
	t.Helper()
	packs, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return packs
}

func pack(t testing.TB, name string) *policy.Pack {
	t.Helper()
	p, err := shipped(t).Pack(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func day(s string) forms.Date {
	d, err := forms.ParseDate(s)
	if err != nil {
		panic(err) // a mistake in a test's own table
	}
	return d
}

func done(kind, on string) forms.Event { return forms.Event{Kind: kind, Date: day(on), Done: true} }

// complete returns a fictional meeting, and the child that it was about, in which no authority finds anything: Bryony
// Thistlewood, nine years old, in foster care, on 2 March 2026.
func complete() (*forms.PPM, *forms.Child) {
	weeks := 4
	f := &forms.PPM{}
	f.AccompaniedBy = forms.AccompanyingPapers{
		GatewayApplication: day("2026-02-02"),
		PanelActions:       day("2026-02-04"),
		SingleAssessment:   day("2026-01-30"),
	}
	f.FosterCarer = forms.FosterCarer{Invited: forms.Yes}
	f.ChildName, f.CaseNumber = "Bryony Thistlewood", "TT-0042"
	f.MeetingKind, f.MeetingDate = "initial", day("2026-03-02")
	f.LifeStory.LifeStory = "A memory box is kept by her carers."
	f.SiblingGroup, f.AssessedApart = forms.Yes, forms.No
	f.SiblingAssessment.SiblingAssessment = "She and her brother should live together."
	for _, row := range rows(f) {
		*row = forms.ConsideredOption{Considered: forms.Yes, Comment: "Weighed at length."}
	}
	f.ShobpaTargetDate = day("2026-06-01")
	f.PlanSelected, f.PlanComment = "cao_sgo", "Her aunt can care for both."
	f.Achieved = forms.No
	f.Frequency, f.FutureChair = forms.Frequency{Value: &weeks, Unit: "week"}, "Ottoline Farrow"
	f.Contingency.Contingency = "Long-term fostering with her present carers."
	f.NextDate = day("2026-03-30")
	child := &forms.Child{
		ID: "c1", Name: "Bryony Thistlewood", CaseNumber: "TT-0042", DateOfBirth: day("2016-06-15"),
		Placements: []forms.Placement{{From: day("2026-01-12"), Type: "U6"}},
		Events:     []forms.Event{done("child_becomes_looked_after", "2026-01-12"), done("first_cla_review", "2026-02-06")},
	}
	return f, child
}

// rows returns the six options in the order of the form.
func rows(f *forms.PPM) []*forms.ConsideredOption {
	o := &f.Options
	return []*forms.ConsideredOption{&o.EarlyPermanence, &o.Reunification, &o.FamilyFriends, &o.CaoSgo, &o.LTF, &o.Adoption}
}

// lines writes problems one a line, in the order in which they came.
func lines(problems forms.Problems) []string {
	out := make([]string, 0, len(problems))
	for _, p := range problems {
		out = append(out, fmt.Sprintf("%s %s %s %s", p.Rule, p.Level, p.Pointer, p.Code))
	}
	return out
}

func wantLines(t *testing.T, problems forms.Problems, want ...string) {
	t.Helper()
	if got := lines(problems); !slices.Equal(got, want) {
		t.Errorf("problems\n got %q\nwant %q", got, want)
	}
}
