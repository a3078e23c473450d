package policy_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/policy"
)

// tale makes the facts of a fictional child, Ptolemy Garside, from words: "2025-03-03 child_becomes_looked_after", one event
// each. "ppm" is a meeting held, "achieved" one whose form says that permanence is achieved, and a kind with a question
// mark is planned only.
func tale(lines ...string) *policy.Facts {
	f := &policy.Facts{Child: forms.Child{ID: "c1", Name: "Ptolemy Garside", DateOfBirth: day("2020-05-05")}}
	for _, line := range lines {
		date, kind, _ := strings.Cut(line, " ")
		kind, planned := strings.CutSuffix(kind, "?")
		if kind == "ppm" || kind == "achieved" {
			f.Meetings = append(f.Meetings, policy.Meeting{
				ID: fmt.Sprintf("m%d", len(f.Meetings)+1), Date: day(date), Held: !planned, HasForm: true, Achieved: kind == "achieved",
			})
			continue
		}
		f.Child.Events = append(f.Child.Events, forms.Event{Kind: kind, Date: day(date), Done: !planned})
	}
	return f
}

// adopted is a child whose way through care touches most rules.
func adopted() *policy.Facts {
	f := tale(
		"2024-09-02 pre_proceedings_started", "2024-10-14 gateway_panel_decision", "2024-10-21 child_becomes_looked_after",
		"2024-10-24 proceedings_issued", "2024-11-18 first_cla_review", "2024-12-09 care_plan_updated", "2025-02-10 second_cla_review",
		"2025-02-10 permanence_plan_presented", "2025-02-10 adoption_plan_review", "2025-03-03 adm_papers_received",
		"2025-03-11 shobpa_adm_decision", "2025-03-12 parents_told_orally", "2025-03-17 parents_told_in_writing",
		"2025-04-02 final_evidence_filing_date", "2025-04-22 cla_review_before_final_hearing", "2025-04-24 final_hearing",
		"2025-04-24 care_order_granted", "2025-04-24 placement_order_granted", "2025-07-21 cla_review", "2025-09-08 adm_match_decision",
		"2025-09-22 start_of_adoptive_placement", "2025-09-26 adoptive_placement_visit", "2025-10-17 first_review_after_adoptive_placement",
		"2026-01-12 cla_review", "2026-03-02 adoption_order_granted",
		"2024-11-01 ppm", "2024-12-12 ppm", "2025-01-23 ppm", "2025-03-06 ppm", "2025-05-20 ppm", "2025-08-11 ppm", "2025-10-27 ppm",
	)
	for i := range f.Meetings {
		f.Meetings[i].Recorded = f.Meetings[i].Date.AddDays(2)
	}
	f.Child.Placements = []forms.Placement{{From: day("2024-10-21"), To: day("2025-09-22"), Type: "U6"}, {From: day("2025-09-22"), To: day("2026-03-02"), Type: "A6"}}
	f.Child.LegalStatus = []forms.LegalPeriod{{Code: "C1", From: day("2024-10-21"), To: day("2025-04-24")}, {Code: "E1", From: day("2025-04-24"), To: day("2026-03-02")}}
	f.Child.Plan = &forms.CarePlan{Code: "ADOPTION", Since: day("2025-02-10")}
	return f
}

// rowsOf writes the rows of one rule in short: “1: due 2025-03-17 met 2025-03-10”, with the days late at the end.
func rowsOf(rows []policy.Deadline, rule string) []string {
	out := []string{}
	for _, d := range rows {
		if d.Rule != rule {
			continue
		}
		s := fmt.Sprintf("%d: due %s %s", d.Occurrence, d.Due, d.Status)
		if d.NotBefore {
			s = fmt.Sprintf("%d: not before %s %s", d.Occurrence, d.Due, d.Status)
		}
		if !d.Done.IsZero() {
			s += " " + d.Done.String()
		}
		if d.DaysLate != 0 {
			s += fmt.Sprintf(" late %d", d.DaysLate)
		}
		if d.Planned {
			s += " planned"
		}
		out = append(out, s)
	}
	return out
}

// wantRows compares the rows of one rule for a child.
func wantRows(t *testing.T, packName, rule string, facts *policy.Facts, asOf string, want ...string) {
	t.Helper()
	got := rowsOf(pack(t, packName).Deadlines(facts, day(asOf)), rule)
	if !slices.Equal(got, want) {
		t.Errorf("%s as of %s\n got %q\nwant %q", rule, asOf, got, want)
	}
}
