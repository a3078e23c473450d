package policy_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"minutebook/forms"
	"minutebook/internal/policy"
)

// TestLeavingCare: an order, the end of the legal status and the eighteenth birthday each end what is due.
func TestLeavingCare(t *testing.T) {
	t.Parallel()
	in := []string{"2025-03-03 child_becomes_looked_after", "2025-03-31 first_cla_review", "2025-06-30 second_cla_review"}
	with := func(change func(*forms.Child), lines ...string) *policy.Facts {
		f := tale(append(in, lines...)...)
		change(&f.Child)
		return f
	}
	none := func(*forms.Child) {}
	for _, e := range []struct {
		name  string
		facts *policy.Facts
		want  string
	}{
		{"still in care", with(none), "1: due 2025-12-30 overdue late 2"},
		{"discharged on the last day", with(none, "2025-12-30 care_order_discharged"), "1: due 2025-12-30 ended"},
		{"discharged after it", with(none, "2025-12-31 care_order_discharged"), "1: due 2025-12-30 missed"},
		{"a planned discharge", with(none, "2025-12-30 care_order_discharged?"), "1: due 2025-12-30 overdue late 2"},
		{"section 20 ended", with(func(c *forms.Child) {
			c.LegalStatus = []forms.LegalPeriod{{Code: "V2", From: day("2025-03-03"), To: day("2025-12-01")}}
		}), "1: due 2025-12-30 ended"},
		{"one status follows another", with(func(c *forms.Child) {
			c.LegalStatus = []forms.LegalPeriod{{Code: "C2", From: day("2025-12-01")}, {Code: "V2", From: day("2025-03-03"), To: day("2025-12-01")}}
		}), "1: due 2025-12-30 overdue late 2"},
		{"eighteen", with(func(c *forms.Child) { c.DateOfBirth = day("2007-12-30") }), "1: due 2025-12-30 ended"},
		{"eighteen the day after", with(func(c *forms.Child) { c.DateOfBirth = day("2007-12-31") }), "1: due 2025-12-30 missed"},
	} {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			wantRows(t, "statutory", "S03", e.facts, "2026-01-01", e.want)
		})
	}
	leap := with(func(c *forms.Child) { c.DateOfBirth = day("2008-02-29") }, "2025-08-29 cla_review")
	wantRows(t, "statutory", "S03", leap, "2026-03-01", "1: due 2025-12-30 met 2025-08-29", "2: due 2026-02-28 missed") // 18 on 1 March (RD30)
}

// TestSecondTimeInCare: a child who came back is chased for the present time in care only.
func TestSecondTimeInCare(t *testing.T) {
	t.Parallel()
	f := tale("2024-01-08 child_becomes_looked_after", "2024-01-10 ppm", "2024-06-03 sgo_granted", "2026-02-02 pre_proceedings_started",
		"2026-03-02 child_becomes_looked_after")
	wantRows(t, "statutory", "S01", f, "2026-03-20", "1: due 2026-03-30 upcoming")
	wantRows(t, "calderdale", "001-R04", f, "2026-03-20")
	wantRows(t, "hertfordshire", "003-R35", f, "2026-03-20", "1: due 2026-03-16 overdue late 4")
	wantRows(t, "statutory", "S01", f, "2024-07-01", "1: due 2024-02-05 missed") // as things stood then
	f.Child.Events[1].Done = false
	wantRows(t, "statutory", "S01", f, "2026-03-20", "1: due 2024-02-05 overdue late 774") // entered twice, never left
}

// TestUnborn: rules of the time before birth hold, lists that ask for an age leave the child out.
func TestUnborn(t *testing.T) {
	t.Parallel()
	f := tale("2026-10-05 pre_proceedings_started", "2026-11-02 gateway_panel_decision")
	f.Child.DateOfBirth = forms.Date{}
	wantRows(t, "calderdale", "001-R01", f, today, "1: due 2026-11-23 upcoming")
	data, err := json.Marshal(shipped(t).Standing(f, day(today)))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"child":"c1","name":"Ptolemy Garside","age_years":null,"legal_status":null,"ppm_required_003":true,` +
		`"tracker_sections_001":[{"section":"G","reason":"pre-proceedings started, proceedings not issued"}],"tracker_archived":null,"indicators_003":[],` +
		`"weekly_tool_003":{"in_population":false,"without_ppm":false},"panel_000":{"entry":[],"exit_reached":[],"reading":["RD27","RD28"]},` +
		`"options_matrix_004":null,"ltf_match_route":null}`
	if string(data) != want {
		t.Errorf("got  %s\nwant %s", data, want)
	}
}

// TestTaskList is RD26: the day before, weeks, the earlier of two events, steps, and rows that do not apply.
func TestTaskList(t *testing.T) {
	t.Parallel()
	f := tale("2026-03-02 proceedings_issued", "2026-02-23 legal_planning_meeting", "2026-02-25 gateway_panel_decision", "2026-10-26 start_of_adoptive_placement")
	f.Tasks = []policy.Task{
		{Task: "T01", Completed: day("2026-03-01")},
		{Task: "T02", Completed: day("2026-03-02")},
		{Task: "T05", Completed: day("2026-03-02")},
		{Task: "T07", NotApplicable: true, Completed: day("2026-03-03")},
		{Task: "T09", Completed: day("2026-06-23"), Steps: map[string]forms.Date{"booked": day("2026-03-31")}},
		{Task: "T24", Completed: day("2026-11-22")}, // tomorrow
	}
	got := map[string]string{}
	for _, row := range pack(t, "calderdale").TaskList(f, day("2026-11-21")) {
		got[row.Task+" "+row.Step] = row.Due.String() + " " + string(row.Status)
	}
	for row, want := range map[string]string{
		"T01 task": "2026-03-01 met", "T02 task": "2026-03-01 met_late", "T05 task": "2026-03-02 met",
		"T06 invitations": "2026-03-09 overdue", "T06 task": "2026-03-16 overdue", "T07 task": "2026-03-30 not_applicable",
		"T09 booked": "2026-03-30 met_late", "T09 completed": "2026-06-22 met_late", "T24 services_in_place": "2026-11-22 upcoming",
	} {
		if got[row] != want {
			t.Errorf("%s: got %q, want %q", row, got[row], want)
		}
	}
	if _, ok := got["T23 task"]; ok {
		t.Error("a task whose clock has not started has a row")
	}
	if f.Tasks = nil; pack(t, "calderdale").TaskList(f, day(today)) != nil {
		t.Error("a child without a task list has rows")
	}
	if pack(t, "newham").Minutes(f.Meetings, day(today)) != nil {
		t.Error("an authority without a rule on minutes has rows")
	}
}

// TestDisorder tells what cannot be right, and nothing of a child where all is.
func TestDisorder(t *testing.T) {
	t.Parallel()
	p := pack(t, "statutory")
	if problems := p.Disorder(adopted(), day(today)); len(problems) != 0 {
		t.Errorf("nothing is wrong, but: %v", problems)
	}
	f := tale("2025-05-05 proceedings_issued", "2025-03-03 placement_order_granted", "2019-01-01 first_cla_review", "2019-01-01 pre_proceedings_started",
		"2027-01-01 final_hearing", "2027-01-01 cla_review?")
	f.Child.Events = append(f.Child.Events, forms.Event{Kind: "cla_review", Done: true})
	f.Child.Placements = []forms.Placement{{From: day("2025-03-03"), To: day("2025-03-02"), Type: "U6"}}
	f.Child.LegalStatus = []forms.LegalPeriod{{Code: "C2", From: day("2025-03-03"), To: day("2025-03-01")}}
	var got []string
	for _, problem := range p.Disorder(f, day(today)) {
		got = append(got, problem.Pointer+" "+problem.Code)
	}
	want := []string{"/events/2 event_before_birth", "/events/4 event_done_in_future", "/events/6 event_without_date", "/events/1 event_out_of_order",
		"/placements/0 period_backwards", "/legal_status/0 period_backwards"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	unborn := tale("2025-03-03 pre_proceedings_started", "2025-03-04 child_becomes_looked_after")
	unborn.Child.DateOfBirth, unborn.Child.Placements = day(today).AddDays(30), []forms.Placement{{From: day(today), Type: "U6"}}
	unborn.Child.LegalStatus = []forms.LegalPeriod{{Code: "C1"}}
	got = nil
	for _, problem := range p.Disorder(unborn, day(today)) {
		got = append(got, problem.Pointer+" "+problem.Code)
	}
	if want := []string{"/events/1 unborn_event_before_birth", "/placements/0 unborn_period_before_birth"}; !slices.Equal(got, want) {
		t.Errorf("before the birth: got %q, want %q", got, want)
	}
	grown := ptolemy(func(c *forms.Child) { c.DateOfBirth = day("2008-11-20") })
	if problems := p.Disorder(grown, day(today)); len(problems) != 1 || problems[0].Code != "looked_after_adult" {
		t.Errorf("a grown-up in care: %v", problems)
	}
}

// TestAnyLife: for children whose events lie in no order at all, every row has a status, due dates counted in working days
// are working days, what is done is not in the future, days late are there exactly where something is late, and the same
// facts in another order give the same rows.
func TestAnyLife(t *testing.T) {
	t.Parallel()
	kinds := []string{"child_becomes_looked_after", "proceedings_issued", "gateway_panel_decision", "first_cla_review", "second_cla_review", "cla_review",
		"care_order_granted", "placement_order_granted", "supervision_order_granted", "adm_match_decision", "long_term_match_approved", "shobpa_adm_decision",
		"adoption_order_granted", "care_order_discharged", "placement_order_revoked", "permanency_tracking_panel", "start_of_adoptive_placement",
		"first_review_after_adoptive_placement", "pre_proceedings_started", "final_evidence_filing_date", "ppm", "achieved", "ppm?", "second_cla_review?"}
	known := []policy.Status{policy.Met, policy.MetLate, policy.Upcoming, policy.Overdue, policy.Superseded, policy.Ended, policy.Missed,
		policy.NotApplicable, policy.Reached, policy.NotReached}
	packs := shipped(t)
	random := rand.New(rand.NewPCG(1, 2)) // a fixed seed: a failure comes again
	asOf := day(today)
	for range 200 {
		var lines []string
		for range random.IntN(30) {
			lines = append(lines, day("2024-11-01").AddDays(random.IntN(900)).String()+" "+kinds[random.IntN(len(kinds))])
		}
		facts := tale(lines...)
		slices.Reverse(lines)
		mirrored := tale(lines...)
		for _, name := range packs.Names() {
			p, err := packs.Pack(name)
			if err != nil {
				t.Fatal(err)
			}
			rows := p.Deadlines(facts, asOf)
			for _, d := range rows {
				late := d.Status == policy.MetLate || d.Status == policy.Overdue
				if !slices.Contains(known, d.Status) || d.Due.IsZero() || d.Done.After(asOf) || late != (d.DaysLate > 0) ||
					(d.Status == policy.Met || d.Status == policy.MetLate) != !d.Done.IsZero() {
					t.Fatalf("%q\n%+v", lines, d)
				}
			}
			first, err := json.Marshal(rows)
			if err != nil {
				t.Fatal(err)
			}
			second, err := json.Marshal(p.Deadlines(mirrored, asOf))
			if err != nil {
				t.Fatal(err)
			}
			if string(first) != string(second) {
				t.Fatalf("%s depends on the order of the facts: %q", name, lines)
			}
		}
		if s := packs.Standing(facts, asOf); s.Child == "" {
			t.Fatal("nobody")
		}
	}
}
