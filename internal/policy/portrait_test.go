package policy_test

import (
	"testing"

	"minutebook/forms"
)

// TestPortrait looks at a child who came back into care: what belongs to the earlier time is left out.
func TestPortrait(t *testing.T) {
	t.Parallel()
	f := tale("2019-01-07 child_becomes_looked_after", "2019-03-04 proceedings_issued", "2019-02-01 ppm", "2020-06-01 cao_granted",
		"2026-01-05 child_becomes_looked_after", "2026-02-02 ppm", "2026-04-06 ppm", "2026-12-01 ppm?", "2026-03-02 proceedings_issued", "2026-12-24 final_hearing?")
	f.Child.DateOfBirth = day("2012-11-21")
	f.Child.LegalStatus = []forms.LegalPeriod{{Code: "C2", From: day("2019-04-01"), To: day("2020-06-01")}, {Code: "C1", From: day("2026-01-05"), To: day("2026-07-01")}, {Code: "C2", From: day("2026-07-01")}}
	f.Child.Placements = []forms.Placement{{From: day("2019-01-07"), To: day("2020-06-01"), Type: "K2"}, {From: day("2026-01-05"), Type: "U6", AddressSince: day("2025-12-01")}}
	p := pack(t, "calderdale").Portrait(f, day(today))
	if p.Age != 13 || !p.Born || !p.LookedAfter || p.LegalStatus != "C2" || p.LegalSince != day("2026-07-01") || p.Placement.Type != "U6" || p.Secured != "" {
		t.Errorf("got %+v", p)
	}
	if p.AddressSince() != day("2025-12-01") || p.Meetings != 2 || p.First != day("2026-02-02") || p.Last != day("2026-04-06") {
		t.Errorf("got %+v", p)
	}
	for kind, want := range map[string]string{"child_becomes_looked_after": "2026-01-05", "proceedings_issued": "2026-03-02", "final_hearing": "", "cao_granted": ""} {
		if got := p.Day(kind).String(); got != want {
			t.Errorf("%s on %q, want %q", kind, got, want)
		}
	}
}

// TestLists: every section says who scrutinises, and D, I and K do not exist.
func TestLists(t *testing.T) {
	t.Parallel()
	codes := ""
	for _, l := range pack(t, "calderdale").Sections() {
		codes += l.Code
		if l.Watch == "" || l.Text == "" || l.Rule == "" || (l.Input == "") == (l.Code < "F") {
			t.Errorf("section %s lacks something: %+v", l.Code, l)
		}
	}
	if n := len(pack(t, "hertfordshire").IndicatorLists()); codes != "ABCEFGHJL" || n != 9 {
		t.Errorf("the sections are %s, and there are %d indicators", codes, n)
	}
	if len(pack(t, "newham").Sections()) != 0 || !pack(t, "calderdale").KeepsTasks() || pack(t, "newham").KeepsTasks() {
		t.Error("lists of one authority are another’s")
	}
}
