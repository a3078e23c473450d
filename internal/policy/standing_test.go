package policy_test

import (
	"slices"
	"testing"

	"minutebook/forms"
	"minutebook/internal/policy"
)

const today = "2026-11-20"

// ptolemy is a child in care with a plan, one placement and one legal status; change makes of it what a test needs.
func ptolemy(change func(c *forms.Child), lines ...string) *policy.Facts {
	f := tale(append([]string{"2025-11-03 child_becomes_looked_after"}, lines...)...)
	f.Child.Plan = &forms.CarePlan{Code: "LTF", Since: day("2025-12-01")}
	f.Child.Placements = []forms.Placement{{From: day("2025-11-03"), Type: "U6"}}
	f.Child.LegalStatus = []forms.LegalPeriod{{Code: "C2", From: day("2025-11-03")}}
	if change != nil {
		change(&f.Child)
	}
	return f
}

func plan(code string) func(*forms.Child) { return func(c *forms.Child) { c.Plan.Code = code } }

// TestTracker is RD32: every section, what keeps a child out of it, and the archive.
func TestTracker(t *testing.T) {
	t.Parallel()
	inHome := func(c *forms.Child) { c.Plan.Code, c.Placements[0].Type = "ADOPTION", "A4" }
	atHome := func(c *forms.Child) { c.Placements[0].Type = "P1" }
	for _, e := range []struct {
		name     string
		facts    *policy.Facts
		want     []string
		archived string
	}{
		{"long-term fostering", ptolemy(nil), []string{"E"}, ""},
		{"placed for adoption", ptolemy(inHome, "2026-01-05 shobpa_adm_decision"), []string{"A"}, ""},
		{"relinquished", ptolemy(func(c *forms.Child) { c.Plan.Code, c.Relinquished = "ADOPTION", true }), []string{"A"}, ""},
		{"relinquished, but another plan", ptolemy(func(c *forms.Child) { c.Plan.Code, c.Relinquished = "CAO", true }), nil, ""},
		{"decision made", ptolemy(plan("ADOPTION"), "2026-01-05 shobpa_adm_decision"), []string{"B"}, ""},
		{"placement order", ptolemy(plan("ADOPTION"), "2026-01-05 placement_order_granted"), []string{"B"}, ""},
		{"no decision yet", ptolemy(plan("ADOPTION"), "2026-12-05 shobpa_adm_decision?"), []string{"C"}, ""},
		{"adoption as a parallel plan", ptolemy(func(c *forms.Child) { c.Plan.Parallel = []string{"ADOPTION"} }), []string{"C", "E"}, ""},
		{"parallel, decision made", ptolemy(func(c *forms.Child) { c.Plan.Parallel = []string{"ADOPTION"} }, "2026-01-05 shobpa_adm_decision"), []string{"E"}, ""},
		{"section 20", ptolemy(func(c *forms.Child) { c.Plan.Code, c.LegalStatus[0].Code = "OTHER", "V2" }), []string{"F"}, ""},
		{"pre-proceedings", ptolemy(plan("OTHER"), "2025-10-06 pre_proceedings_started"), []string{"G"}, ""},
		{"pre-proceedings over", ptolemy(plan("OTHER"), "2025-10-06 pre_proceedings_started", "2025-12-01 pre_proceedings_ended"), nil, ""},
		{"proceedings issued", ptolemy(plan("OTHER"), "2025-10-06 pre_proceedings_started", "2025-12-01 proceedings_issued"), nil, ""},
		{"external", ptolemy(func(c *forms.Child) { c.Plan.Code, c.Placements[0].External = "OTHER", true }), []string{"H"}, ""},
		{"no longer external", ptolemy(func(c *forms.Child) {
			c.Plan.Code = "OTHER"
			c.Placements = []forms.Placement{{From: day("2025-11-03"), To: day(today), Type: "U6", External: true}, {From: day(today), Type: "U6"}}
		}), nil, ""},
		{"special guardianship under a care order", ptolemy(plan("SGO")), []string{"J"}, ""},
		{"special guardianship under an interim order", ptolemy(func(c *forms.Child) { c.Plan.Code, c.LegalStatus[0].Code = "SGO", "C1" }), nil, ""},
		{"at home with an agreement", ptolemy(func(c *forms.Child) { atHome(c); c.Plan.Code = "RETURN_HOME" }, "2026-01-05 written_agreement_signed"), []string{"L"}, ""},
		{"at home without", ptolemy(func(c *forms.Child) { atHome(c); c.Plan.Code = "RETURN_HOME" }), nil, ""},
		{"no plan", ptolemy(func(c *forms.Child) { c.Plan = nil }), nil, ""},
		{"matched", ptolemy(nil, "2026-10-01 long_term_match_approved"), nil, "permanence secured: long term match approved on 2026-10-01"},
		{"adopted", ptolemy(inHome, "2026-10-01 adoption_order_granted"), nil, "permanence secured: adoption order granted on 2026-10-01"},
	} {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			sections, archived := pack(t, "calderdale").Tracker(e.facts, day(today))
			var got []string
			for _, s := range sections {
				got = append(got, s.Code)
				if s.Reason == "" {
					t.Errorf("section %s gives no reason", s.Code)
				}
			}
			if !slices.Equal(got, e.want) || archived != e.archived {
				t.Errorf("got %q %q, want %q %q", got, archived, e.want, e.archived)
			}
		})
	}
}

// TestIndicators is RD31, each indicator on its first day and the day before.
func TestIndicators(t *testing.T) {
	t.Parallel()
	since := func(code, on string) func(*forms.Child) {
		return func(c *forms.Child) { c.Plan = &forms.CarePlan{Code: code, Since: day(on)} }
	}
	for _, e := range []struct {
		name  string
		facts *policy.Facts
		want  []string
	}{
		{"H1", ptolemy(func(c *forms.Child) { c.Plan = nil }), []string{"H1 no current plan recorded"}},
		{"H2 on the day", ptolemy(since("RETURN_HOME", "2026-05-20")), []string{"H2 plan is return home since 2026-05-20"}},
		{"H2 the day before", ptolemy(since("RETURN_HOME", "2026-05-21")), nil},
		{"H3 on the day", ptolemy(since("OTHER", "2026-01-01"), "2025-11-20 placement_order_granted"), []string{"H3 Placement Order since 2025-11-20", "H5 plan is other"}},
		{"H3 the day before", ptolemy(since("SGO", "2026-01-01"), "2025-11-21 placement_order_granted"), nil},
		{"H3 revoked", ptolemy(since("SGO", "2026-01-01"), "2025-11-20 placement_order_granted", "2026-10-01 placement_order_revoked"), nil},
		{"H4, H6", ptolemy(since("ADOPTION", "2026-01-01")), []string{"H4 plan is adoption, no match decision", "H6 plan is adoption, placement type U6"}},
		{"H6 early permanence is no adoptive home", ptolemy(func(c *forms.Child) { c.Plan.Code, c.Placements[0].Type = "ADOPTION", "U5" }, "2026-10-01 adm_match_decision"),
			[]string{"H6 plan is adoption, placement type U5"}},
		{"H6 an adoptive home", ptolemy(func(c *forms.Child) { c.Plan.Code, c.Placements[0].Type = "ADOPTION", "A5" }, "2026-10-01 adm_match_decision"), nil},
		{"H6 nowhere", ptolemy(func(c *forms.Child) { c.Plan.Code, c.Placements = "ADOPTION", nil }, "2026-10-01 adm_match_decision"),
			[]string{"H6 plan is adoption, placement type not recorded"}},
		{"H7, H8 on the day", ptolemy(func(c *forms.Child) {
			c.Plan.Since, c.Placements[0].AddressSince = day("2025-11-20"), day("2025-11-20")
		}),
			[]string{"H7 plan is long-term fostering since 2025-11-20", "H8 same address since 2025-11-20"}},
		{"H7 alone", ptolemy(func(c *forms.Child) {
			c.Plan.Since, c.Placements[0].AddressSince = day("2025-11-20"), day("2025-11-21")
		}),
			[]string{"H7 plan is long-term fostering since 2025-11-20"}},
		{"H8 not without H7", ptolemy(nil), nil},
		{"H7 goes on after a match", ptolemy(since("LTF", "2025-11-04"), "2026-10-01 long_term_match_approved"),
			[]string{"H7 plan is long-term fostering since 2025-11-04", "H8 same address since 2025-11-03"}},
		{"H9", ptolemy(since("RESIDENTIAL", "2026-01-01")), []string{"H9 plan is residential"}},
		{"kinship is not other", ptolemy(since("KINSHIP_FOSTER", "2026-01-01")), nil},
		{"not in care", ptolemy(since("OTHER", "2026-01-01"), "2026-10-01 care_order_discharged"), nil},
	} {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, i := range pack(t, "hertfordshire").Indicators(e.facts, day(today)) {
				got = append(got, i.Code+" "+i.Reason)
			}
			if !slices.Equal(got, e.want) {
				t.Errorf("got %q, want %q", got, e.want)
			}
		})
	}
}

// TestWeekly is RD31: strictly more than four months, eighteen at most, permanence not secured.
func TestWeekly(t *testing.T) {
	t.Parallel()
	for _, e := range []struct {
		name  string
		facts *policy.Facts
		want  policy.Weekly
	}{
		{"four months", tale("2026-07-20 child_becomes_looked_after"), policy.Weekly{}},
		{"and a day", tale("2026-07-19 child_becomes_looked_after"), policy.Weekly{InPopulation: true, WithoutPPM: true}},
		{"with a meeting", tale("2026-07-19 child_becomes_looked_after", "2026-08-01 ppm"), policy.Weekly{InPopulation: true}},
		{"eighteen months", tale("2025-05-20 child_becomes_looked_after", "2026-12-01 ppm?"), policy.Weekly{InPopulation: true, WithoutPPM: true}},
		{"and a day more", tale("2025-05-19 child_becomes_looked_after"), policy.Weekly{}},
		{"secured", tale("2026-07-19 child_becomes_looked_after", "2026-10-01 achieved"), policy.Weekly{}},
		{"left", tale("2026-03-02 child_becomes_looked_after", "2026-10-01 cao_granted"), policy.Weekly{}},
		{"never came", tale(), policy.Weekly{}},
	} {
		if got := pack(t, "hertfordshire").Weekly(e.facts, day(today)); got != e.want {
			t.Errorf("%s: got %+v, want %+v", e.name, got, e.want)
		}
	}
}

// TestPanel is RD27 and RD28.
func TestPanel(t *testing.T) {
	t.Parallel()
	at := func(since string) func(*forms.Child) {
		return func(c *forms.Child) { c.Placements[0].AddressSince = day(since) }
	}
	confirmed := []string{"2026-01-05 proceedings_issued", "2026-02-02 permanence_plan_confirmed"}
	for _, e := range []struct {
		name          string
		facts         *policy.Facts
		routes, exits []string
	}{
		{"twelve months", ptolemy(at("2025-11-20")), nil, nil},
		{"and a day", ptolemy(at("2025-11-19")), []string{"E2-A3-X2 2026-11-20"}, nil},
		{"a leap day", ptolemy(at("2024-02-29")), []string{"E2-A3-X2 2025-03-01"}, nil},
		{"adoption", ptolemy(func(c *forms.Child) { at("2026-01-01")(c); c.Plan.Code = "ADOPTION" }), []string{"E1-A2-X1 "}, nil},
		{"at home, endorsed", ptolemy(func(c *forms.Child) { at("2026-01-01")(c); c.Placements[0].Type = "P1" }, "2026-01-05 schedule_3_assessment_endorsed_by_hos"), []string{"E3-A1-X3 "}, nil},
		{"at home, not endorsed", ptolemy(func(c *forms.Child) { at("2026-01-01")(c); c.Placements[0].Type = "P1" }), nil, nil},
		{"proceedings, plan confirmed", ptolemy(at("2026-01-01"), confirmed...), []string{"E4-A4-X4 "}, nil},
		{"proceedings, no plan", ptolemy(at("2026-01-01"), confirmed[0]), nil, nil},
		{"final hearing held", ptolemy(at("2026-01-01"), append(confirmed, "2026-10-01 final_hearing")...), nil, nil},
		{"final hearing planned", ptolemy(at("2026-01-01"), append(confirmed, "2026-12-01 final_hearing?")...), []string{"E4-A4-X4 "}, nil},
		{"matched: its own route only", ptolemy(func(c *forms.Child) { at("2025-01-01")(c); c.Plan.Code = "ADOPTION" }, "2026-10-01 long_term_match_approved"), []string{"E1-A2-X1 "}, []string{"X2"}},
		{"change ratified", ptolemy(at("2025-01-01"), "2026-10-01 care_plan_change_ratified"), []string{"E2-A3-X2 2026-01-02"}, []string{"X3"}},
		{"adopted", ptolemy(at("2025-01-01"), "2026-10-01 adoption_order_granted"), nil, []string{"X1"}},
		{"discharged", ptolemy(at("2025-01-01"), "2026-10-01 care_order_discharged"), nil, []string{"X3", "X4"}},
		{"section 20 ended", ptolemy(func(c *forms.Child) {
			at("2025-01-01")(c)
			c.LegalStatus = []forms.LegalPeriod{{Code: "V2", From: day("2025-11-03"), To: day("2026-11-01")}}
		}), nil, nil},
	} {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			entries, exits := pack(t, "statutory").Panel(e.facts, day(today))
			var routes []string
			for _, r := range entries {
				routes = append(routes, r.Route+"-"+r.Action+"-"+r.Exit+" "+r.From.String())
			}
			if !slices.Equal(routes, e.routes) || !slices.Equal(exits, e.exits) {
				t.Errorf("got %q %q, want %q %q", routes, exits, e.routes, e.exits)
			}
		})
	}
}

// TestOptions is RD29 and RD30: each band at its edges, both cells, and which plans fit.
func TestOptions(t *testing.T) {
	t.Parallel()
	for _, e := range []struct {
		name, born, plan string
		connected        bool
		band             string
		fits             bool
	}{
		{"six", "2019-11-21", "ADOPTION", false, "under_7", true},
		{"seven today", "2019-11-20", "LTF", false, "7_to_10", true},
		{"ten", "2015-11-21", "SGO", false, "7_to_10", true},
		{"eleven today", "2015-11-20", "ADOPTION", false, "11_plus", false},
		{"seventeen", "2008-11-21", "SGO", true, "11_plus", true},
		{"newborn", today, "RETURN_HOME", false, "under_7", true},
		{"special guardianship by way of fostering", "2024-01-01", "SGO", false, "under_7", true},
		{"arrangements order without connected people", "2024-01-01", "CAO", false, "under_7", false},
		{"arrangements order", "2018-01-01", "CAO", true, "7_to_10", true},
		{"kinship", "2018-01-01", "KINSHIP_FOSTER", true, "7_to_10", true},
		{"adoption with connected people", "2024-01-01", "ADOPTION", true, "under_7", false},
		{"residential fits nowhere", "2010-01-01", "RESIDENTIAL", false, "11_plus", false},
	} {
		f := ptolemy(func(c *forms.Child) { c.DateOfBirth, c.Plan.Code = day(e.born), e.plan }, "2026-01-05 ppm", "2026-02-05 ppm", "2026-12-05 ppm")
		f.Meetings[0].Connected, f.Meetings[1].Connected, f.Meetings[2].Connected = !e.connected, e.connected, !e.connected
		o, ok := pack(t, "adoption-west").Options(f, day(today))
		if !ok || o.Band != e.band || o.PlanFits == nil || *o.PlanFits != e.fits || (o.Connected == "may_be_an_option") != e.connected {
			t.Errorf("%s: got %+v %v", e.name, o, ok)
		}
		if flagged := slices.Contains(o.Options, "CP_FOSTER_TO_SGO"); flagged != (len(o.Flagged) == 1) {
			t.Errorf("%s: options %q, flagged %q", e.name, o.Options, o.Flagged)
		}
	}
	for _, born := range []string{"2026-11-21", "2008-11-20"} {
		f := ptolemy(func(c *forms.Child) { c.DateOfBirth = day(born) })
		if o, ok := pack(t, "adoption-west").Options(f, day(today)); ok {
			t.Errorf("born %s: got %+v", born, o)
		}
	}
}

// TestRoutesByAge is RD33.
func TestRoutesByAge(t *testing.T) {
	t.Parallel()
	for _, e := range []struct {
		born, event     string
		calderdale, hfd string
		required        bool
	}{
		{"2011-05-20", "2026-01-05 pathway_plan_completed", "adm_fostering 001-R17", "ratified_at_review 003-R55", false},
		{"2011-05-21", "2026-01-05 pathway_plan_completed", "fostering_panel 001-R17", "ratified_at_review 003-R55", false},
		{"2011-05-20", "2026-12-05 pathway_plan_completed?", "fostering_panel 001-R17", "ratified_at_review 003-R55", false},
		{"2012-11-21", "2026-01-05 cla_review", "fostering_panel 001-R17", "panel 003-R29", false},
		{"2014-11-20", "2026-01-05 cla_review", "fostering_panel 001-R17", "panel 003-R29", false}, // exactly twelve
		{"2014-11-21", "2026-01-05 cla_review", "fostering_panel 001-R17", "panel 003-R29", true},
		{"2026-12-24", "2026-01-05 cla_review", "fostering_panel 001-R17", "panel 003-R29", true}, // not born yet
	} {
		f := ptolemy(func(c *forms.Child) { c.DateOfBirth = day(e.born) }, e.event)
		for name, want := range map[string]string{"calderdale": e.calderdale, "hertfordshire": e.hfd} {
			if route, rule, ok := pack(t, name).MatchRoute(f, day(today)); !ok || route+" "+rule != want {
				t.Errorf("born %s, %s: got %s %s, want %s", e.born, name, route, rule, want)
			}
		}
		if got := pack(t, "hertfordshire").MeetingRequired(f, day(today)); got != e.required {
			t.Errorf("born %s: required is %v", e.born, got)
		}
	}
	if _, _, ok := pack(t, "calderdale").MatchRoute(ptolemy(plan("SGO")), day(today)); ok {
		t.Error("a child whose plan is not long-term fostering has a route to a match")
	}
}
