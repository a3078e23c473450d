package forms_test

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"minutebook/forms"
)

// Every matter of regulation 17(1), of Schedule 1 and of practice has a question of ours that cites it, and what was
// written down from memory says so.
func TestReportHasEveryFieldOfTheRegulations(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/cpr_fields.txt")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		column := strings.Split(strings.TrimSpace(line), "\t")
		kind, ref, pointer, memory := forms.Kind(column[0]), column[1], column[2], column[3] == "memory"
		_, f, _ := forms.Define(kind).Field(pointer)
		count++
		switch {
		case f == nil:
			t.Errorf("%s: no question %s", ref, pointer)
		case !strings.HasSuffix(pointer, "/"+f.ID):
			t.Errorf("%s: %s leads to %s", ref, pointer, f.ID)
		case !strings.HasPrefix(ref, "practice") && !cites(f.Source, ref):
			t.Errorf("%s: %s cites %q", ref, pointer, f.Source)
		case memory && !strings.HasSuffix(f.Source, "(memory)"):
			t.Errorf("%s: %s is from memory, and does not say so: %q", ref, pointer, f.Source)
		}
	}
	if count != 333 {
		t.Errorf("%d questions looked for", count)
	}
}

// cites reports whether a source names ref itself or a part of it: "Sch1 Pt1 12(a)" cites "Sch1 Pt1 12", but not "… 1".
func cites(source, ref string) bool {
	rest, ok := strings.CutPrefix(source, ref)
	return ok && (rest == "" || rest[0] == '(' || rest[0] == ';' || rest[0] == ' ' || rest[0] == ',')
}

// A form is one flat JSON object: of two fields with one name, encoding/json would write neither and say nothing.
func TestFieldNamesAreUnique(t *testing.T) {
	t.Parallel()
	for _, kind := range []forms.Kind{forms.CPRKind, forms.HealthKind} {
		form, err := forms.New(kind)
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(form)
		if err != nil {
			t.Fatal(err)
		}
		var written map[string]json.RawMessage
		if err := json.Unmarshal(data, &written); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, s := range forms.Define(kind).Sections {
			if s.ID == "" || s.Heading == "" || s.Source == "" || len(s.Fields) == 0 {
				t.Errorf("%s: section %+v", kind, s)
			}
			for _, f := range s.Fields {
				if _, ok := written[f.ID]; !ok || seen[f.ID] {
					t.Errorf("%s: field %s is there more than once", kind, f.ID)
				}
				seen[f.ID] = true
			}
		}
	}
}

// Nobody but professionals reads anything of the health form, nor an address in the report; a parent reads nothing that is
// about anybody but the child.
func TestReportAudiences(t *testing.T) {
	t.Parallel()
	for _, s := range forms.Define(forms.HealthKind).Sections {
		for _, f := range s.Fields {
			if len(f.Audience) > 0 {
				t.Errorf("health: %s is for %v", f.ID, f.Audience)
			}
		}
	}
	parent := map[string]bool{}
	var walk func(fields []forms.Field, above []string)
	walk = func(fields []forms.Field, above []string) {
		for _, f := range fields {
			readers := f.Audience
			if len(readers) == 0 {
				readers = above
			}
			for _, a := range readers {
				switch {
				case a == "parent":
					parent[f.ID] = true
				case a != "panel" && a != "professional" && a != "iro" && a != "child":
					t.Errorf("%s is for %q", f.ID, a)
				}
				if a == "panel" && (strings.Contains(f.ID, "address") || f.ID == "living_with" || strings.HasSuffix(f.ID, "reference") && f.ID != "agency_reference") {
					t.Errorf("the panel reads %s", f.ID)
				}
			}
			walk(f.Fields, readers)
		}
	}
	for _, s := range forms.Define(forms.CPRKind).Sections {
		walk(s.Fields, nil)
	}
	want := map[string]bool{}
	for _, id := range strings.Fields(`child_name date_of_birth agency report_date adoption_review_date sex place_of_birth nationality languages language
		placement_order_application_date placement_order_court placement_order_date placement_order_in_force placement_order_revoked_date decision decision_date`) {
		want[id] = true
	}
	if diff := cmp.Diff(want, parent); diff != "" {
		t.Error(diff)
	}
}

// A copy for the panel has the parents, but not where they live.
func TestProjectInsideRows(t *testing.T) {
	t.Parallel()
	form := decode(t, forms.CPRKind, `{"address":"1 Hidden Row","parents":[{"name":"Bea","address":"2 Hidden Row","languages":"Welsh"},{"name":"Cy"}],
		"siblings":[{"name":"Dee","living_with":"3 Hidden Row"}]}`)
	got, withheld, err := forms.Project(form, forms.Panel)
	if err != nil {
		t.Fatal(err)
	}
	want := decode(t, forms.CPRKind, `{"parents":[{"name":"Bea","languages":"Welsh"},{"name":"Cy"}],"siblings":[{"name":"Dee"}]}`)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	var pointers []string
	for _, w := range withheld {
		pointers = append(pointers, w.Pointer)
	}
	if diff := cmp.Diff([]string{"/address", "/parents/0/address", "/siblings/0/living_with"}, pointers); diff != "" {
		t.Error(diff)
	}
	if form.(*forms.CPR).Parents[0].Address != "2 Hidden Row" {
		t.Error("the form itself was changed")
	}
}

func TestReportCrossCheck(t *testing.T) {
	t.Parallel()
	// A report with which nothing is wrong between its fields.
	const sound = `{"child_name":"Aria","cass_number":"T1","date_of_birth":"2024-01-02","report_date":"2026-03-01","photograph_reference":"file 7",
		"parents":[{"name":"Bea","role":"mother"}],"parents_informed":[{"parent":"Mother","discussed":"2026-02-01","written":"2026-02-03"}],
		"siblings":[{"name":"Dee"}],"together_or_apart":"apart","together_or_apart_reasons":"never met","sibling_countersigned":"2026-02-10","sibling_assessment_date":"2026-02-09",
		"authors":[{"name":"Eve","meets_restriction_regulations":"no","supervisor":"Fay"}],
		"decision_route":"direct_to_adm","consent":"dispensed_s52","decision":"should_be_placed","decision_date":"2026-03-10","decision_reasons":"all weighed",
		"parents_notified_orally":"2026-03-11","parents_notified_in_writing":"2026-03-12",
		"placement_order_application_date":"2026-03-20","placement_order_date":"2026-06-01","placement_order_in_force":"yes"}`
	child := &forms.Child{CaseNumber: "T1", DateOfBirth: forms.Date{Year: 2024, Month: 1, Day: 2}}
	for name, c := range map[string]struct {
		change func(*forms.CPR)
		want   []found
	}{
		"sound":          {func(*forms.CPR) {}, nil},
		"other child":    {func(f *forms.CPR) { f.CaseNumber = "T2" }, []found{{"/cass_number", "other_child"}}},
		"other birthday": {func(f *forms.CPR) { f.DateOfBirth.Day = 3 }, []found{{"/date_of_birth", "other_birthday"}}},
		"unborn": {func(f *forms.CPR) {
			f.ReportDate.Year, f.PhotographDate = 2023, forms.Date{Year: 2023, Month: 5, Day: 5}
		},
			[]found{{"/report_date", "before_birth"}, {"/photograph_date", "before_birth"}}},
		"no photograph": {func(f *forms.CPR) { f.PhotographReference = " " }, []found{{"/photograph", "photograph_missing"}}},
		"parent not told": {func(f *forms.CPR) { f.ParentsInformed[0] = forms.CPRParentInformed{Parent: "Bea"} },
			[]found{{"/parents_informed/0/discussed", "parent_not_told"}, {"/parents_informed/0/written", "parent_not_told"}}},
		"parent not listed":     {func(f *forms.CPR) { f.ParentsInformed = nil }, []found{{"/parents_informed", "parent_not_listed"}}},
		"told before birth":     {func(f *forms.CPR) { f.ParentsInformed[0].Discussed.Year = 2023 }, []found{{"/parents_informed/0/discussed", "before_birth"}}},
		"written before told":   {func(f *forms.CPR) { f.ParentsInformed[0].Written.Month = 1 }, []found{{"/parents_informed/0/written", "before_earlier_step"}}},
		"undecided":             {func(f *forms.CPR) { f.TogetherOrApart = "" }, []found{{"/together_or_apart", "together_undecided"}}},
		"undecided, only child": {func(f *forms.CPR) { f.TogetherOrApart, f.Siblings = "", nil }, nil},
		"no siblings, but one":  {func(f *forms.CPR) { f.TogetherOrApart = "no_siblings" }, []found{{"/together_or_apart", "siblings_listed"}}},
		"apart without reasons": {func(f *forms.CPR) { f.TogetherReasons, f.Countersigned = "", forms.Date{} },
			[]found{{"/together_or_apart_reasons", "required"}, {"/sibling_countersigned", "required"}}},
		"author alone":   {func(f *forms.CPR) { f.Authors[0].Supervisor = "" }, []found{{"/authors/0/supervisor", "author_unsupervised"}}},
		"no route":       {func(f *forms.CPR) { f.Route = "" }, []found{{"/decision_route", "required"}}},
		"needless panel": {func(f *forms.CPR) { f.Route, f.PanelDate, f.PanelRecommendation = "via_panel", f.ReportDate, "yes" }, []found{{"/decision_route", "panel_not_needed"}}},
		"relinquished, panel": {func(f *forms.CPR) {
			f.Route, f.Consent, f.PanelDate, f.PanelRecommendation, f.CPRPlacementOrder = "via_panel", "given_s19", f.ReportDate, "yes", forms.CPRPlacementOrder{}
		}, nil},
		"relinquished, no panel": {func(f *forms.CPR) { f.Consent, f.CPRPlacementOrder = "advance_s20", forms.CPRPlacementOrder{} }, []found{{"/decision_route", "panel_needed"}}},
		"panel unrecorded": {func(f *forms.CPR) {
			f.Route, f.Consent, f.CPRPlacementOrder = "via_panel", "given_s19", forms.CPRPlacementOrder{}
		},
			[]found{{"/panel_date", "required"}, {"/panel_recommendation", "required"}}},
		"panel beside the way":     {func(f *forms.CPR) { f.PanelDate = f.ReportDate }, []found{{"/panel_date", "panel_without_need"}}},
		"undated decision":         {func(f *forms.CPR) { f.DecisionDate = forms.Date{} }, []found{{"/decision_date", "required"}}},
		"day without decision":     {func(f *forms.CPR) { f.Decision = "" }, []found{{"/decision", "required"}}},
		"decision without reasons": {func(f *forms.CPR) { f.DecisionReasons = "" }, []found{{"/decision_reasons", "required"}}},
		"decision before report":   {func(f *forms.CPR) { f.DecisionDate.Month = 2 }, []found{{"/decision_date", "before_earlier_step"}}},
		"told before decision": {func(f *forms.CPR) { f.ToldOrally.Day, f.ToldInWriting.Day = 1, 2 },
			[]found{{"/parents_notified_orally", "before_earlier_step"}, {"/parents_notified_in_writing", "before_earlier_step"}}},
		"order before application": {func(f *forms.CPR) { f.OrderDate.Month = 1 }, []found{{"/placement_order_date", "before_earlier_step"}}},
		"revoked and in force":     {func(f *forms.CPR) { f.RevokedDate = forms.Date{Year: 2026, Month: 7, Day: 1} }, []found{{"/placement_order_in_force", "order_revoked"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			form := decode(t, forms.CPRKind, sound).(*forms.CPR)
			c.change(form)
			problems := form.CrossCheck(child)
			if diff := cmp.Diff(append([]found{}, c.want...), brief(problems)); diff != "" {
				t.Error(diff)
			}
			for _, p := range problems {
				if says := forms.Word(forms.CPRKind, p); strings.ContainsAny(says, "{}") || strings.Contains(says, p.Code) {
					t.Errorf("%+v reads %q", p, says)
				}
			}
		})
	}
}

// A gap in the report has a reason, a person and a day.
func TestMissingInformationIsComplete(t *testing.T) {
	t.Parallel()
	form := decode(t, forms.CPRKind, `{"missing_information":[{"section":"Nationality"},{"section":"a","reason":"b","who":"c","by":"2026-01-01"}]}`)
	var got []found
	for _, p := range brief(forms.Check(form, nil).At(forms.Advice)) {
		if strings.HasPrefix(p.Pointer, "/missing_information") {
			got = append(got, p)
		}
	}
	want := []found{{"/missing_information/0/reason", "required"}, {"/missing_information/0/who", "required"}, {"/missing_information/0/by", "required"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Only what nobody could do without keeps a report from being signed.
func TestReportBlockers(t *testing.T) {
	t.Parallel()
	want := []found{{"/child_name", "required"}, {"/cass_number", "required"}, {"/date_of_birth", "required"}, {"/report_date", "required"}}
	if diff := cmp.Diff(want, brief(forms.Check(new(forms.CPR), nil).At(forms.Blocker))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want[:3], brief(forms.Check(new(forms.CPRHealth), nil).At(forms.Blocker))); diff != "" {
		t.Error(diff)
	}
}

func TestHealthCrossCheck(t *testing.T) {
	t.Parallel()
	form := decode(t, forms.HealthKind, `{"cass_number":"T2","date_of_birth":"2024-01-02","weight_kg":"9.5","measured_on":"2023-01-01",
		"immunisations":[{"vaccine":"x","date":"2023-01-01"}],"illness_events":[{"event":"y","date":"2023-01-01"}]}`)
	want := []found{{"/cass_number", "other_child"}, {"/measured_on", "before_birth"}, {"/immunisations/0/date", "before_birth"}, {"/illness_events/0/date", "before_birth"}}
	if diff := cmp.Diff(want, brief(form.CrossCheck(&forms.Child{CaseNumber: "T1"}))); diff != "" {
		t.Error(diff)
	}
	_, problems := forms.Decode(forms.HealthKind, []byte(`{"weight_kg":"heavy","parents":[{"height":"1,70"}]}`))
	if diff := cmp.Diff([]found{{"/weight_kg", "numeric"}, {"/parents/0/height", "numeric"}}, brief(problems)); diff != "" {
		t.Error(diff)
	}
	if says := forms.Word(forms.HealthKind, problems[0]); says != "Weight in kilograms must be a number, such as 9.5." {
		t.Error(says)
	}
}

func TestPrefillReport(t *testing.T) {
	t.Parallel()
	child := &forms.Child{Name: "Aria", CaseNumber: "T1", DateOfBirth: date(t, "2024-01-02")}
	const meeting = `{"child_name":"Aria B","meeting_date":"2026-02-01","legal_status":"C1","background":"long ago","contact":"weekly","child_views":"likes it",
		"parent_views":"against","guardian_view":"for","sibling_assessment":"apart","plan_selected":"adoption","plan_comment":"nobody else","venue":"hall",
		"carers":[{"carer_name":"Gran"}],"options":{"ltf":{"considered":"no","comment":"too young"},"adoption":{"considered":"yes","comment":"best"},"cao_sgo":{"considered":"no"}},`
	want := decode(t, forms.CPRKind, `{"child_name":"Aria","cass_number":"T1","date_of_birth":"2024-01-02","legal_status":"C1","background":"long ago",
		"contact_need_view":"weekly","child_views_adoption":"likes it","guardian_view":"for","sibling_assessment":"apart","why_adoption":"nobody else","carers":[{"carer_name":"Gran"}],
		"parent_views":[{"person":"Parents","about_placement_and_adoption":"against","date":"2026-02-01","how_obtained":"Recorded at the planning meeting"}],
		"options_analysis":[{"option":"cao_sgo","conclusion":"Not considered."},{"option":"ltf","conclusion":"Not considered. too young"},{"option":"adoption","conclusion":"best"}],
		"medical_summary":"well","medical_summary_date":"2026-02-02","medical_adviser_name":"Dr Dee"}`).(*forms.CPR)
	const health = `{"summary":"well","summary_date":"2026-02-02","medical_adviser_name":"Dr Dee","birth_details":"CANARY one","parent_health":[{"parent":"CANARY two","condition":"CANARY three"}],"obstetric_history":"CANARY four"}`
	for _, c := range []struct {
		kind  forms.Kind
		from  string
		title string
	}{{forms.PPMKind, meeting + `"referrals":"none"}`, "Permanence planning meeting"}, {forms.PRPMKind, meeting + `"contingency":"x"}`, "Permanence review planning meeting"}} {
		t.Run(string(c.kind), func(t *testing.T) {
			t.Parallel()
			latest := decode(t, c.kind, c.from)
			got, err := forms.PrefillCPR(child, latest, decode(t, forms.HealthKind, health))
			if err != nil {
				t.Fatal(err)
			}
			wanted := *want
			wanted.TakenOver = c.title + " of 1 February 2026: legal status, background, the child’s views, the parents’ views, contact, sibling assessment, carers considered, options, the guardian’s view, reasons for the plan.\n" +
				"Health particulars for a permanence report of 2 February 2026: summary."
			if diff := cmp.Diff(&wanted, got); diff != "" {
				t.Error(diff)
			}
			got.Carers[0].CarerName = "changed"
			if reflect.ValueOf(latest).Elem().FieldByName("Carers").Interface().([]forms.ConnectedCarer)[0].CarerName != "Gran" {
				t.Error("report and meeting share their carers")
			}
			if data, err := json.Marshal(got); err != nil || strings.Contains(string(data), "CANARY") {
				t.Errorf("health particulars in the report: %s %v", data, err)
			}
		})
	}
	t.Run("nothing", func(t *testing.T) {
		t.Parallel()
		got, err := forms.PrefillCPR(nil, nil)
		if diff := cmp.Diff(new(forms.CPR), got); diff != "" || err != nil {
			t.Error(diff, err)
		}
	})
	t.Run("another plan", func(t *testing.T) {
		t.Parallel()
		got, err := forms.PrefillCPR(child, decode(t, forms.PPMKind, `{"plan_selected":"ltf","plan_comment":"settled"}`))
		if err != nil || got.WhyAdoption != "" || got.OtherInformation != "Long-term fostering. settled" {
			t.Errorf("%+v %v", got, err)
		}
	})
	t.Run("a form that has nothing for it", func(t *testing.T) {
		t.Parallel()
		if _, err := forms.PrefillCPR(child, new(forms.CPR)); err == nil {
			t.Error("no error")
		}
	})
}

func BenchmarkCheckReport(b *testing.B) {
	data, err := os.ReadFile("../render/testdata/cpr-full.json")
	if err != nil {
		b.Fatal(err)
	}
	form, problems := forms.Decode(forms.CPRKind, data)
	if problems.Has(forms.Error) {
		b.Fatal(problems)
	}
	child := &forms.Child{CaseNumber: "TD-0204417", DateOfBirth: forms.Date{Year: 2024, Month: 9, Day: 14}}
	b.ReportAllocs()
	for b.Loop() {
		forms.Check(form, child)
	}
}

func FuzzDecodeReport(f *testing.F) {
	full, err := os.ReadFile("../render/testdata/cpr-full.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(full)
	f.Add([]byte(`{"photograph":` + sent(pngOf(f, rgba(8, 8))) + `,"parents":[{"photograph":{"data":"aGVsbG8="}}],"parents_informed":[{}]}`))
	f.Add([]byte(`{"family_tree":{"data":"","alt":"x","media_type":null},"signatures":{"social_worker":{"date":"2026-01-01"}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		form, problems := forms.Decode(forms.CPRKind, data)
		if problems.Has(forms.Error) {
			return
		}
		canonical, err := json.Marshal(form)
		if err != nil {
			t.Fatal(err)
		}
		again, problems := forms.Decode(forms.CPRKind, canonical)
		if diff := cmp.Diff(form, again); diff != "" || len(problems) > 0 {
			t.Errorf("%s\n%v", diff, problems)
		}
		forms.Check(form, nil)
	})
}
