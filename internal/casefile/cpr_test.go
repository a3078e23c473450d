package casefile_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"minutebook/assets"
	"minutebook/forms"
	"minutebook/internal/casefile"
)

func reports(t *testing.T, data []byte) (found []casefile.Filled) {
	t.Helper()
	read, err := casefile.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range read.Filled {
		if k := f.Form.Kind(); k == forms.CPRKind || k == forms.HealthKind {
			found = append(found, f)
		}
	}
	return found
}

// said collects every answer of a JSON value: texts, numbers and dates.
func said(v any, into map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for _, inner := range v {
			said(inner, into)
		}
	case []any:
		for _, inner := range v {
			said(inner, into)
		}
	case string:
		into[v] = true
	case float64:
		into[fmt.Sprint(v)] = true
	}
}

// The example's report loses nothing on its way into the form, comes without problems, and can be signed by the child's
// social worker.
func TestExampleReport(t *testing.T) {
	t.Parallel()
	found := reports(t, assets.ExampleCase)
	if len(found) != 1 {
		t.Fatalf("%d reports", len(found))
	}
	got := found[0]
	if got.ID != "cpr-c1" || got.Signer != "Hannah Æsop-Byrne" || got.SignerRole != "Social worker" || got.Child.CaseNumber != "TD-0204417" || len(got.Problems) > 0 {
		t.Errorf("%s, signed by %s (%s), about %s: %+v", got.ID, got.Signer, got.SignerRole, got.Child.CaseNumber, got.Problems)
	}
	if problems := forms.Check(got.Form, got.Child).At(forms.Blocker); len(problems) > 0 {
		t.Errorf("cannot be signed: %+v", problems)
	}
	var file struct {
		Reports []any `json:"cprs"`
	}
	if err := json.Unmarshal(assets.ExampleCase, &file); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(got.Form)
	if err != nil {
		t.Fatal(err)
	}
	var form any
	if err := json.Unmarshal(data, &form); err != nil {
		t.Fatal(err)
	}
	want, have := map[string]bool{}, map[string]bool{}
	said(file.Reports, want)
	said(form, have)
	// What the form says in its own words: whose the report is and that it is complete, codes, a dash, a list in one line.
	for _, own := range []string{"c1", "complete", "-", "schedule_1_part_1.nationality"} {
		delete(want, own)
	}
	for text := range want {
		if !have[text] {
			t.Errorf("lost: %q", text)
		}
	}
	if len(want) < 300 {
		t.Errorf("only %d answers in the file", len(want))
	}
	cpr := got.Form.(*forms.CPR)
	if g := cpr.Missing[0]; g.What != "Nationality" {
		t.Errorf("%+v", g)
	}
	if cpr.Consent != forms.ConsentDispensed || cpr.ConsentDetails != "dispensed with (s52)" || cpr.Siblings[0].LookedAfter != "neither" || cpr.CurrentContact[3].Supervised != "" ||
		cpr.Parents[1].Languages != "Polish, English" || cpr.SiblingOrders[0].Name != "Alfie-James Stubbs" || cpr.PhotographReference != "maisie-2026-03.jpg" {
		t.Errorf("%+v", cpr)
	}
	wantTold := []forms.CPRParentInformed{
		{Parent: "mother", Discussed: forms.Date{Year: 2026, Month: 4, Day: 14}, Written: forms.Date{Year: 2026, Month: 4, Day: 17}},
		{Parent: "father", Discussed: forms.Date{Year: 2026, Month: 4, Day: 14}, Written: forms.Date{Year: 2026, Month: 4, Day: 17}},
	}
	if diff := cmp.Diff(wantTold, cpr.ParentsInformed); diff != "" {
		t.Error(diff)
	}
}

const testholm = `{"schema": 1, "people": [{"name": "Dr Dee", "role": "medical_adviser"}], "children": [{"id": "c1", "name": "Aria Testholm", "cass_number": "T1"}], "forms": [], "cprs": [%s]}`

// Health particulars make a form of their own, and leave no trace in the report.
func TestReportWithHealth(t *testing.T) {
	t.Parallel()
	found := reports(t, fmt.Appendf(nil, testholm, `{"child_id": "c1", "status": "complete", "report_date": "2026-03-30",
		"regulation_17": {"medical_summary": "Well.", "medical_summary_date": "2026-03-01", "medical_adviser_name": "Dr Dee"},
		"schedule_1_part_2": {"name": "Aria Testholm", "date_of_birth": "2024-01-02", "weight_kg": 9.50, "birth_details": "CANARY", "practitioner": {"name": "Dr Fay"},
			"illness_events": [{"date": "2025-01-02", "event": "CANARY", "treatment": null}]},
		"schedule_1_part_4": {"parents": [{"name": "Bea", "weight": 61, "height": 160.5}], "obstetric_history": "CANARY"},
		"practice_sections": {"header": {"local_case_number": "T1"}}}`))
	if len(found) != 2 {
		t.Fatalf("%d forms", len(found))
	}
	report, health := found[0], found[1]
	for _, f := range found {
		if f.Problems.Has(forms.Error) || f.Problems.Has(forms.Blocker) {
			t.Errorf("%s: %+v", f.ID, f.Problems)
		}
	}
	if data, err := json.Marshal(report.Form); err != nil || strings.Contains(string(data), "CANARY") || report.Form.(*forms.CPR).MedicalSummary != "Well." {
		t.Errorf("%s %v", data, err)
	}
	h := health.Form.(*forms.CPRHealth)
	if health.ID != "cpr-health-c1" || health.Signer != "Dr Dee" || health.SignerRole != "Medical adviser" || h.Weight != "9.50" || h.Parents[0].Weight != "61" || h.Parents[0].Height != "160.5" ||
		h.Summary != "Well." || h.Practitioner.Name != "Dr Fay" || h.CaseNumber != "T1" || h.ChildName != "Aria Testholm" || h.Birth != "CANARY" {
		t.Errorf("%+v", health)
	}
	if report.Signer != "" {
		t.Errorf("%q signs, but the file has no social worker", report.Signer)
	}
}

func TestReportProblems(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`{"child_id": "c1", "status": "draft"}`:                                                             "report_unfinished",
		`{"child_id": "c1", "status": "complete", "regulation_17": {"unheard_of": "x"}}`:                    "unknown_field",
		`{"child_id": "c1", "status": "complete", "schedule_1_part_1": {"sex": "X"}}`:                       "not_a_choice",
		`{"child_id": "c1", "status": "complete", "report_date": "2026-03-30", "practice_sections": [1]}`:   "",
		`{"child_id": "c1", "status": "complete", "schedule_1_part_3": {"parents": [1], "siblings": null}}`: "",
	} {
		found := reports(t, fmt.Appendf(nil, testholm, in))
		if len(found) != 1 {
			t.Fatalf("%s: %d forms", in, len(found))
		}
		code := ""
		if len(found[0].Problems) > 0 {
			code = found[0].Problems[0].Code
			if says := forms.Word(forms.CPRKind, found[0].Problems[0]); strings.ContainsAny(says, "{}") {
				t.Error(says)
			}
		}
		if code != want || len(found[0].Problems) > 1 {
			t.Errorf("%s: %+v", in, found[0].Problems)
		}
	}
	for _, in := range []string{`{"child_id": "c9"}`, `7`} {
		if _, err := casefile.Read(fmt.Appendf(nil, testholm, in)); err == nil {
			t.Errorf("%s: no error", in)
		}
	}
}

// The three worked cases, where they are at hand: one has a report, and it is complete.
func TestReportsOfWorkedCases(t *testing.T) {
	t.Parallel()
	shared := os.Getenv("MINUTEBOOK_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	for name, want := range map[string]int{"baseline": 1, "siblings": 0, "drift": 0} {
		data, err := os.ReadFile(filepath.Join(shared, "cases", name, "case.json"))
		if errors.Is(err, os.ErrNotExist) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := reports(t, data)
			if len(found) != want {
				t.Fatalf("%d reports, want %d", len(found), want)
			}
			for _, f := range found {
				problems := append(forms.Check(f.Form, f.Child), f.Problems...)
				if problems.Has(forms.Error) || problems.Has(forms.Blocker) {
					t.Errorf("%s cannot be signed: %+v", f.ID, problems)
				}
			}
		})
	}
}

func FuzzReadReport(f *testing.F) {
	f.Add(`{"child_id":"c1","practice_sections":{"parents_informed":{"mother_discussed":"2026-01-01"},"legal":{"who_has_pr":["a"]},"missing_information":[{"section":"a.b"}]}}`)
	f.Add(`{"child_id":"c1","schedule_1_part_1":{"languages":["a",1],"photograph":{"file":null}},"schedule_1_part_3":{"siblings":[{"orders":[{}]}],"family_history":{"family_tree":1}}}`)
	f.Add(`{"child_id":"c1","schedule_1_part_2":{"weight_kg":1e999},"schedule_1_part_4":{"parents":[{"weight":1}]}}`)
	f.Fuzz(func(t *testing.T, report string) {
		read, err := casefile.Read(fmt.Appendf(nil, testholm, report))
		if err != nil {
			return
		}
		for _, filled := range read.Filled {
			if filled.Form == nil || filled.Child == nil {
				t.Errorf("%+v", filled)
			}
		}
	})
}
