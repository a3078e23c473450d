package policy_test

import (
	"testing"

	"minutebook/forms"
	"minutebook/internal/policy"
)

// The tables here hold every reading at its boundary, each with the smallest fictional child that shows it.

func TestReadingsOfSingleRules(t *testing.T) {
	t.Parallel()
	const asOf = "2026-11-20"
	in := "2025-03-03 child_becomes_looked_after"
	for _, e := range []struct {
		name, pack, rule string
		facts            *policy.Facts
		want             []string
	}{
		{"RD02: 15 working days over Christmas", "calderdale", "001-R01", tale("2025-12-12 gateway_panel_decision", "2026-01-07 ppm"), []string{"1: due 2026-01-07 met 2026-01-07"}},
		{"RD09: met before the trigger", "calderdale", "001-R01", tale("2025-12-12 gateway_panel_decision", "2025-12-01 ppm"), []string{"1: due 2026-01-07 met 2025-12-01"}},
		{"no trigger, no row", "calderdale", "001-R01", tale("2025-12-01 ppm"), nil},
		{"a planned trigger starts no clock", "calderdale", "001-R01", tale("2026-12-12 gateway_panel_decision?"), nil},
		{"done tomorrow is not done", "calderdale", "001-R01", tale("2026-11-21 gateway_panel_decision"), nil},
		{"a planned meeting is none", "calderdale", "001-R01", tale("2026-11-02 gateway_panel_decision", "2026-11-10 ppm?"), []string{"1: due 2026-11-23 upcoming"}},

		{"RD05: 10 days", "calderdale", "001-R02", tale(in, "2025-03-13 ppm"), []string{"1: due 2025-03-13 met 2025-03-13"}},
		{"RD05: 11 days", "calderdale", "001-R02", tale(in, "2025-03-14 ppm"), []string{"1: due 2025-03-13 met_late 2025-03-14 late 1"}},
		{"RD06: a meeting on the day", "calderdale", "001-R02", tale(in, "2025-03-03 ppm"), []string{"1: due 2025-03-13 not_applicable"}},
		{"RD06: a meeting before", "calderdale", "001-R02", tale(in, "2025-01-20 ppm"), []string{"1: due 2025-03-13 not_applicable"}},
		{"left care on the due date", "calderdale", "001-R02", tale(in, "2025-03-13 care_order_discharged"), []string{"1: due 2025-03-13 ended"}},
		{"left care after it", "calderdale", "001-R02", tale(in, "2025-03-14 care_order_discharged"), []string{"1: due 2025-03-13 missed"}},

		{"RD07: proceedings first", "newham", "002-R02", tale("2025-02-24 proceedings_issued", in, "2025-03-24 ppm"), []string{"1: due 2025-03-24 met 2025-03-24"}},
		{"RD07: both on a day", "newham", "002-R01", tale("2025-03-03 proceedings_issued", in, "2025-03-17 permanency_planning_panel"), []string{"1: due 2025-03-17 met 2025-03-17"}},

		{"RD11: on the day of the second review", "calderdale", "001-R10", tale("2025-06-30 second_cla_review", "2025-05-01 permanence_plan_presented"), []string{"1: due 2025-06-30 met 2025-05-01"}},
		{"RD11: a planned review", "calderdale", "001-R10", tale("2026-12-30 second_cla_review?"), []string{"1: due 2026-12-30 upcoming planned"}},
		{"RD13: week 26", "calderdale", "001-R35", tale("2025-03-03 proceedings_issued", "2025-09-01 final_hearing"), []string{"1: due 2025-09-01 met 2025-09-01"}},
		{"RD13: beginning with the day", "statutory", "S14", tale("2025-03-03 proceedings_issued", "2025-09-01 final_hearing"), []string{"1: due 2025-08-31 met_late 2025-09-01 late 1"}},
		{"RD13: the court's clock outlives care", "statutory", "S14", tale(in, "2026-09-01 proceedings_issued", "2026-10-01 care_order_discharged"), []string{"1: due 2027-03-01 upcoming"}},
		{"RD14: not reached", "statutory", "S29", tale("2026-09-12 start_of_adoptive_placement"), []string{"1: not before 2026-11-21 not_reached"}},
		{"RD14: reached", "statutory", "S29", tale("2026-09-11 start_of_adoptive_placement"), []string{"1: not before 2026-11-20 reached"}},
		{"RD14: risk", "calderdale", "001-R44", tale("2026-05-20 all_risk_factors_addressed"), []string{"1: not before 2026-11-20 reached"}},

		{"RD16: however early", "newham", "002-R05", tale("2025-06-16 final_evidence_filing_date", "2025-03-01 final_care_planning_meeting"), []string{"1: due 2025-06-02 met 2025-03-01"}},
		{"RD16: a day late", "newham", "002-R05", tale("2025-06-16 final_evidence_filing_date", "2025-06-03 final_care_planning_meeting"), []string{"1: due 2025-06-02 met_late 2025-06-03 late 1"}},
		{"RD17: a placement order too", "newham", "002-R09", tale("2025-06-16 care_order_granted", "2025-06-16 placement_order_granted"), []string{"1: due 2025-09-08 not_applicable"}},
		{"RD17: of a series only one row", "newham", "002-R08", tale("2025-06-16 care_order_granted", "2025-06-16 placement_order_granted", "2025-07-07 ppm", "2025-08-07 ppm"), []string{"1: due 2025-08-11 not_applicable"}},

		{"RD18: after the review before", "hertfordshire", "003-R23", tale("2025-06-02 second_cla_review", "2025-06-02 ppm", "2025-06-20 ppm", "2025-07-07 cla_review_before_final_hearing"), []string{"1: due 2025-06-23 met 2025-06-20"}},
		{"RD18: only before that review", "hertfordshire", "003-R23", tale("2025-06-02 second_cla_review", "2025-05-20 ppm", "2026-12-07 cla_review_before_final_hearing?"), []string{"1: due 2026-11-23 upcoming planned"}},
		{"RD18: working days back", "hertfordshire", "003-R50", tale("2025-04-24 second_cla_review", "2025-04-15 minutes_sent_to_iro"), []string{"1: due 2025-04-15 met 2025-04-15"}},
		{"RD19: from the letter", "hertfordshire", "003-R35", tale("2025-03-03 pre_proceedings_started", "2025-04-14 ppm"), []string{"1: due 2025-04-14 met 2025-04-14"}},
		{"RD19: called off in time", "hertfordshire", "003-R35", tale("2025-03-03 pre_proceedings_started", "2025-04-01 pre_proceedings_ended"), []string{"1: due 2025-04-14 ended"}},
		{"RD20: within 28 days", "hertfordshire", "003-R37", tale("2025-03-03 first_cla_review", "2025-03-31 care_plan_updated"), []string{"1: due 2025-03-31 met 2025-03-31"}},
		{"RD21: looked after already", "hertfordshire", "003-R40", tale(in, "2025-03-03 proceedings_issued"), nil},
		{"RD21: at home", "hertfordshire", "003-R40", tale("2025-03-03 proceedings_issued", "2025-06-09 ppm"), []string{"1: due 2025-06-09 met 2025-06-09"}},
		{"RD21: looked after in time", "hertfordshire", "003-R40", tale("2025-03-03 proceedings_issued", "2025-06-09 child_becomes_looked_after", "2025-06-10 ppm"), []string{"1: due 2025-06-09 superseded"}},
		{"RD21: met before that", "hertfordshire", "003-R40", tale("2025-03-03 proceedings_issued", "2025-05-01 ppm", "2025-05-09 child_becomes_looked_after"), []string{"1: due 2025-06-09 met 2025-05-01"}},
		{"RD21: looked after too late", "hertfordshire", "003-R40", tale("2025-03-03 proceedings_issued", "2025-06-10 child_becomes_looked_after", "2025-06-11 ppm"), []string{"1: due 2025-06-09 met_late 2025-06-11 late 2"}},
		{"RD23: adoption likely", "hertfordshire", "003-R69", tale("2025-03-03 placement_order_granted"), []string{"1: due 2025-09-03 not_applicable"}},
		{"RD24: the day before", "adoption-west", "004-R02", tale("2025-03-03 second_cla_review", "2025-03-02 ppm"), []string{"1: due 2025-03-02 met 2025-03-02"}},
		{"RD24: the day itself", "adoption-west", "004-R02", tale("2025-03-03 second_cla_review", "2025-03-03 ppm"), []string{"1: due 2025-03-02 met_late 2025-03-03 late 1"}},
		{"S23: the earlier authority", "statutory", "S23", tale("2025-03-03 section_19_consent_given", "2025-05-05 placement_order_granted", "2025-06-03 cla_review"), []string{"1: due 2025-06-03 met 2025-06-03"}},
		{"S23: placed in time", "statutory", "S23", tale("2025-03-03 placement_order_granted", "2025-05-05 start_of_adoptive_placement", "2025-05-30 first_review_after_adoptive_placement"), []string{"1: due 2025-06-03 superseded"}},
		{"S26: the review itself does not count", "statutory", "S26", tale("2025-03-03 first_review_after_adoptive_placement"), []string{"1: due 2025-06-03 overdue late 535"}},
	} {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			wantRows(t, e.pack, e.rule, e.facts, asOf, e.want...)
		})
	}
}

func TestReadingsOfSeries(t *testing.T) {
	t.Parallel()
	const asOf = "2026-11-20"
	for _, e := range []struct {
		name, pack, rule string
		facts            *policy.Facts
		want             []string
	}{
		{"RD08: from the meeting held", "calderdale", "001-R04", tale("2026-08-03 ppm", "2026-09-21 ppm"),
			[]string{"1: due 2026-09-14 met_late 2026-09-21 late 7", "2: due 2026-11-02 overdue late 18"}},
		{"RD10: an order in the interval", "calderdale", "001-R04", tale("2026-08-03 ppm", "2026-09-14 care_order_granted", "2026-09-15 ppm"), []string{"1: due 2026-09-14 superseded"}},
		{"RD10: met after the order", "calderdale", "001-R04", tale("2026-08-03 ppm", "2026-09-01 care_order_granted", "2026-09-14 ppm"), []string{"1: due 2026-09-14 met 2026-09-14"}},
		{"RD10: late after the order", "calderdale", "001-R04", tale("2026-08-03 ppm", "2026-09-15 care_order_granted", "2026-10-01 ppm"), []string{"1: due 2026-09-14 met_late 2026-10-01 late 17"}},
		{"RD10: the earliest of the orders, and the meeting of its day", "calderdale", "001-R05", tale("2026-08-03 supervision_order_granted", "2026-09-01 care_order_granted", "2026-08-03 ppm"),
			[]string{"1: due 2026-10-26 met 2026-08-03", "2: due 2026-10-26 overdue late 25"}},
		{"RD10: an interim order is not final", "calderdale", "001-R05", tale("2026-08-03 interim_care_order_granted", "2026-08-03 ppm"), nil},
		{"RD10: achieved", "calderdale", "001-R04", tale("2026-08-03 ppm", "2026-08-31 achieved", "2026-11-02 ppm"), []string{"1: due 2026-09-14 met 2026-08-31"}},
		{"RD10: achieved before the order", "calderdale", "001-R05", tale("2026-08-03 achieved", "2026-09-01 care_order_granted", "2026-10-01 ppm"), nil},
		{"RD10: achieved on the day of the order", "calderdale", "001-R05", tale("2026-09-01 care_order_granted", "2026-09-01 cao_granted"), []string{"1: due 2026-11-24 ended"}},
		{"RD10: special guardianship in the interval", "adoption-west", "004-R03", tale("2026-08-03 ppm", "2026-09-01 sgo_granted"), []string{"1: due 2026-10-12 ended"}},
		{"RD10: after it", "adoption-west", "004-R03", tale("2026-08-03 ppm", "2026-10-13 sgo_granted"), []string{"1: due 2026-10-12 missed"}},
		{"RD10: met after a match, and none from that meeting", "adoption-west", "004-R03", tale("2026-08-03 ppm", "2026-09-01 adm_match_decision", "2026-10-01 ppm"), []string{"1: due 2026-10-12 met 2026-10-01"}},
		{"RD10: a change of plan ends the placement order's branch", "newham", "002-R06", tale("2026-08-03 placement_order_granted", "2026-08-20 adm_plan_change_decision"), []string{"1: due 2026-08-31 ended"}},
		{"RD10: and no other", "newham", "002-R08", tale("2026-08-03 care_order_granted", "2026-08-20 adm_plan_change_decision"), []string{"1: due 2026-09-28 overdue late 53"}},
		{"RD12: from the long-term placement", "calderdale", "001-R18", placedIn("U4", "2024-02-29", "2025-02-28 ltf_options_formally_reviewed"),
			[]string{"1: due 2025-02-28 met 2025-02-28", "2: due 2026-02-28 overdue late 265"}},
		{"RD12: not from another", "calderdale", "001-R18", placedIn("U6", "2024-02-29"), nil},
		{"001-R33, R34: after a match", "calderdale", "001-R34", tale("2024-03-04 long_term_match_approved", "2025-01-20 ppm"), []string{"1: due 2026-01-20 overdue late 304"}},

		{"RD15: the second meeting makes the first row", "newham", "002-R04", tale("2026-03-02 child_becomes_looked_after", "2026-03-09 ppm", "2026-04-13 permanency_tracking_panel", "2026-05-04 ppm", "2026-05-18 permanency_tracking_panel"),
			[]string{"1: due 2026-04-13 met 2026-04-13", "2: due 2026-05-18 met 2026-05-18"}},
		{"RD15: late, but before the next meeting", "newham", "002-R04", tale("2026-03-09 ppm", "2026-05-04 ppm", "2026-05-20 permanency_tracking_panel", "2026-06-01 ppm"),
			[]string{"1: due 2026-05-18 met_late 2026-05-20 late 2", "2: due 2026-06-15 overdue late 158"}},
		{"RD15: on the day of the next meeting it counts for that", "newham", "002-R04", tale("2026-03-09 ppm", "2026-05-04 ppm", "2026-06-01 ppm", "2026-06-01 permanency_tracking_panel"),
			[]string{"1: due 2026-05-18 missed", "2: due 2026-06-15 met 2026-06-01"}},
		{"RD15: an order in time", "newham", "002-R04", tale("2026-03-09 ppm", "2026-05-04 ppm", "2026-05-18 care_order_granted"), []string{"1: due 2026-05-18 superseded"}},
		{"RD15: in time, after the order", "newham", "002-R04", tale("2026-03-09 ppm", "2026-05-04 ppm", "2026-05-10 care_order_granted", "2026-05-15 permanency_tracking_panel"), []string{"1: due 2026-05-18 met 2026-05-15"}},
		{"RD15: an order after it", "newham", "002-R04", tale("2026-03-09 ppm", "2026-05-04 ppm", "2026-05-19 care_order_granted", "2026-05-20 permanency_tracking_panel"), []string{"1: due 2026-05-18 missed"}},

		{"RD22: from the order, then from each review", "hertfordshire", "003-R67", tale("2026-02-02 cla_review", "2026-03-03 placement_order_granted", "2026-06-03 cla_review", "2026-10-01 first_review_after_adoptive_placement"),
			[]string{"1: due 2026-06-03 met 2026-06-03", "2: due 2026-09-03 met_late 2026-10-01 late 28", "3: due 2027-01-01 upcoming"}},
		{"RD22: until revoked", "hertfordshire", "003-R67", tale("2026-03-03 placement_order_granted", "2026-06-03 placement_order_revoked"), []string{"1: due 2026-06-03 ended"}},
		{"S03: every later review counts", "statutory", "S03", tale("2025-03-03 first_cla_review", "2025-06-02 second_cla_review", "2025-12-02 cla_review_before_final_hearing"),
			[]string{"1: due 2025-12-02 met 2025-12-02", "2: due 2026-06-02 overdue late 171"}},
	} {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			wantRows(t, e.pack, e.rule, e.facts, asOf, e.want...)
		})
	}
}

func placedIn(kind, from string, lines ...string) *policy.Facts {
	f := tale(lines...)
	f.Child.Placements = []forms.Placement{{From: day(from), Type: kind}}
	return f
}

// TestMatchByTime is RD25: three months for a relinquished baby under six months old, six otherwise.
func TestMatchByTime(t *testing.T) {
	t.Parallel()
	for _, e := range []struct {
		born        string
		relinquish  bool
		due, status string
	}{
		{"2026-01-10", true, "2026-10-09", "upcoming"},
		{"2026-01-09", true, "2027-01-09", "upcoming"}, // six months old on the day
		{"2026-01-10", false, "2027-01-09", "upcoming"},
		{"2026-08-01", true, "2026-10-09", "upcoming"}, // not born yet
	} {
		f := tale("2026-07-09 shobpa_adm_decision")
		f.Child.DateOfBirth, f.Child.Relinquished = day(e.born), e.relinquish
		wantRows(t, "statutory", "S22", f, "2026-08-01", "1: due "+e.due+" "+e.status)
	}
}

// TestReferral is RD23: the referral is for children unlikely to be adopted, and not for who was matched by then.
func TestReferral(t *testing.T) {
	t.Parallel()
	for _, e := range []struct{ match, want string }{
		{"2026-09-03", "1: due 2026-09-03 not_applicable"},
		{"2026-09-04", "1: due 2026-09-03 overdue late 78"},
	} {
		f := tale("2026-03-03 placement_order_granted", e.match+" adm_match_decision")
		f.Child.AdoptionUnlikely = true
		wantRows(t, "hertfordshire", "003-R69", f, "2026-11-20", e.want)
	}
}

// TestMeetingsOwnEvidence: minutes and advice belong to one meeting each, and what comes tomorrow does not count.
func TestMeetingsOwnEvidence(t *testing.T) {
	t.Parallel()
	f := tale("2025-12-22 ppm", "2026-03-02 ppm", "2026-11-17 ppm", "2026-11-19 ppm", "2026-12-01 ppm?")
	f.Meetings[0].Recorded = day("2025-12-29")
	f.Meetings[1].Recorded = day("2026-03-06")
	f.Meetings[2].Recorded = day("2026-11-21")
	f.Meetings[1].AdviceIssued, f.Meetings[1].AdviceCirculated = true, day("2026-03-09")
	f.Meetings[3].AdviceIssued = true
	wantRows(t, "adoption-west", "004-R09", f, "2026-11-20",
		"1: due 2025-12-29 met 2025-12-29", "2: due 2026-03-05 met_late 2026-03-06 late 1", "3: due 2026-11-20 upcoming", "4: due 2026-11-24 upcoming")
	wantRows(t, "hertfordshire", "003-R49", f, "2026-11-20", "1: due 2026-03-09 met 2026-03-09", "2: due 2026-11-26 upcoming")
}
