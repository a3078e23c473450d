package forms_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"minutebook/forms"
)

// What each form finds between its fields: all of it that is not about an answer alone. Each row is one thing wrong in a
// form that is otherwise sound, or a neighbour on the right side of the line.
func TestSmallFormsCrossCheck(t *testing.T) {
	t.Parallel()
	child := &forms.Child{
		CaseNumber: "TX-1", DateOfBirth: date(t, "2014-03-02"),
		Placements: []forms.Placement{{From: date(t, "2025-01-01"), To: date(t, "2025-06-01"), Type: "U4"}, {From: date(t, "2025-06-01"), Type: "P1"}},
	}
	for name, c := range map[string]struct {
		kind forms.Kind
		form string
		want string // pointers and codes; a blocker has an exclamation mark
	}{
		"another child": {forms.AdoptionAdviceKind, `{"cass_number":"TX-2"}`, "!/cass_number other_child"},

		"task before birth":   {forms.AdoptionTasksKind, `{"T06":{"status":"done","completed_date":"2014-03-01"}}`, "/T06/completed_date before_birth"},
		"assessed unborn":     {forms.AdoptionTasksKind, `{"T01":{"status":"done","completed_date":"2014-03-01"}}`, ""},
		"done after the list": {forms.AdoptionTasksKind, `{"as_of":"2026-03-02","T09":{"booked":"2026-03-03"}}`, "/T09/booked after_list"},
		"done on its day":     {forms.AdoptionTasksKind, `{"as_of":"2026-03-02","T09":{"booked":"2026-03-02"}}`, ""},
		"done without a date": {forms.AdoptionTasksKind, `{"T03":{"status":"done"}}`, "/T03/completed_date done_without_date"},
		"date without done":   {forms.AdoptionTasksKind, `{"T03":{"family_finder":{"status":"not_started","done_date":"2026-01-02"}}}`, "/T03/family_finder/status date_without_done"},
		"date, nothing said":  {forms.AdoptionTasksKind, `{"T03":{"family_finder":{"done_date":"2026-01-02"}}}`, ""},
		"part left over":      {forms.AdoptionTasksKind, `{"T07":{"status":"done","completed_date":"2026-01-02","family_finder":{"status":"in_progress"}}}`, "/T07/family_finder/status part_unfinished"},
		"no reason":           {forms.AdoptionTasksKind, `{"T04":{"status":"not_applicable","note":" "}}`, "/T04/note not_applicable_without_reason"},
		"reason":              {forms.AdoptionTasksKind, `{"T04":{"status":"not_applicable","note":"Born."}}`, ""},

		"eleven":            {forms.PPMNotHeldKind, `{"ground":"over_twelve","decision_date":"2026-03-01"}`, "/ground under_twelve"},
		"twelve today":      {forms.PPMNotHeldKind, `{"ground":"over_twelve","decision_date":"2026-03-02"}`, ""},
		"exception alone":   {forms.PPMNotHeldKind, `{"ground":"exceptional","decision_date":"2026-03-01"}`, "!/agreed_by exception_not_agreed"},
		"exception agreed":  {forms.PPMNotHeldKind, `{"ground":"exceptional","agreed_by":"Bea"}`, ""},
		"talk after review": {forms.PPMNotHeldKind, `{"discussion_date":"2026-03-03","second_review_date":"2026-03-02"}`, "/second_review_date before_earlier_step"},
		"action before":     {forms.PPMNotHeldKind, `{"decision_date":"2026-03-02","recommendations":[{"recommendation":"x","target_date":"2025-03-02"}]}`, "/recommendations/0/target_date before_meeting"},

		"filed before":       {forms.FinalCarePlanningKind, `{"meeting_date":"2026-03-02","filing_date":"2026-03-01"}`, "/filing_date before_earlier_step"},
		"filed unapproved":   {forms.FinalCarePlanningKind, `{"filing_date":"2026-03-01","approvals":{"head_of_service":{"date":"2026-03-02"}}}`, "/approvals/head_of_service/date approved_after_filing"},
		"filed the same day": {forms.FinalCarePlanningKind, `{"filing_date":"2026-03-02","approvals":{"head_of_service":{"date":"2026-03-02"}}}`, ""},
		"out of order":       {forms.FinalCarePlanningKind, `{"approvals":{"isro":{"date":"2026-03-02"},"head_of_service":{"date":"2026-03-01"}}}`, "/approvals/head_of_service/date before_earlier_step"},
		"no position":        {forms.FinalCarePlanningKind, `{"dispute":"yes"}`, "/agreed_position position_missing"},
		"apart, plan":        {forms.FinalCarePlanningKind, `{"sibling_placed":"yes"}`, "/apart_from_placed_reasons apart_without_reasons"},

		"advice too soon": {forms.AdoptionAdviceKind, `{"meeting_date":"2026-03-02","advice_date":"2026-03-01"}`, "/advice_date before_earlier_step"},
		"sent too soon":   {forms.AdoptionAdviceKind, `{"advice_date":"2026-03-02","sent_to_iro":"2026-03-01"}`, "/sent_to_iro before_earlier_step"},

		"own countersignature": {forms.SiblingAssessmentKind, `{"assessed_by":"Bea  Fairlamb","countersigned_by":"bea fairlamb"}`, "!/countersigned_by countersigned_by_author"},
		"countersigned first":  {forms.SiblingAssessmentKind, `{"assessed_on":"2026-03-02","countersigned_on":"2026-03-01"}`, "/countersigned_on before_earlier_step"},
		"doubts":               {forms.SiblingAssessmentKind, `{"doubts":"yes"}`, "/consulted_on doubts_without_consultation"},
		"apart, assessment":    {forms.SiblingAssessmentKind, `{"sibling_placed":"yes","decision":"apart"}`, "/apart_from_placed_reasons apart_without_reasons"},
		"together":             {forms.SiblingAssessmentKind, `{"sibling_placed":"yes","decision":"together"}`, ""},

		"milder than a factor": {forms.RiskClassificationKind, `{"overall":"low","factors":{"likelihood":{"level":"high"}}}`, "/overall risk_below_factor"},
		"as bad as a factor":   {forms.RiskClassificationKind, `{"overall":"high","factors":{"likelihood":{"level":"high"}}}`, ""},
		"severe":               {forms.RiskClassificationKind, `{"overall":"severe"}`, "/action severe_without_action"},
		"two steps down":       {forms.RiskClassificationKind, `{"overall":"low","previous":"high"}`, "/overall risk_level_skipped"},
		"out of severe":        {forms.RiskClassificationKind, `{"overall":"high","previous":"severe"}`, "/overall risk_level_skipped"},
		"down a day early":     {forms.RiskClassificationKind, `{"overall":"low","since":"2026-02-27","previous":"medium","previous_since":"2025-08-31"}`, "/since risk_moved_early"},
		"down in time":         {forms.RiskClassificationKind, `{"overall":"low","since":"2026-02-28","previous":"medium","previous_since":"2025-08-31"}`, ""},
		"up at once":           {forms.RiskClassificationKind, `{"overall":"high","since":"2026-02-28","previous":"low","previous_since":"2026-02-27"}`, ""},

		"who disagrees":       {forms.NeedsMatchingKind, `{"all_agree":"no"}`, "!/disagreement disagreement_missing"},
		"booked all the same": {forms.NeedsMatchingKind, `{"all_agree":"no","disagreement":"x","panel_date":"2026-03-02"}`, "/panel_date booked_without_agreement"},
		"not booked":          {forms.NeedsMatchingKind, `{"all_agree":"yes"}`, "/panel_date match_not_booked"},
		"ratified at review":  {forms.NeedsMatchingKind, `{"all_agree":"yes","ratifying_review_date":"2026-03-02"}`, ""},

		"endorsed too late": {forms.Schedule3ReviewKind, `{"meeting_date":"2026-03-02","endorsed_on":"2026-03-03"}`, "/endorsed_on endorsed_after_review"},
		"gateway open":      {forms.Schedule3ReviewKind, `{"to_legal_gateway":"yes"}`, "/legal_gateway_date gateway_not_booked"},
		"gateway refused":   {forms.Schedule3ReviewKind, `{"to_legal_gateway":"no"}`, "/needed_first discharge_needs_missing"},
		"in foster care":    {forms.Schedule3ReviewKind, `{"meeting_date":"2025-05-31"}`, "/lives_with not_placed_with_parents"},
		"at home":           {forms.Schedule3ReviewKind, `{"meeting_date":"2025-06-01"}`, ""},
		"next in the past":  {forms.Schedule3ReviewKind, `{"meeting_date":"2025-06-01","next_date":"2025-06-01"}`, "/next_date not_after_meeting"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			form := decode(t, c.kind, c.form)
			var got []string
			for _, p := range form.CrossCheck(child) {
				mark := ""
				if p.Level == forms.Blocker {
					mark = "!"
				}
				got = append(got, mark+p.Pointer+" "+p.Code)
				sentence := forms.Word(c.kind, p)
				if strings.ContainsAny(sentence, "{}") || strings.Contains(sentence, p.Code) || strings.Contains(sentence, "<nil>") {
					t.Errorf("%+v reads %q", p, sentence)
				}
			}
			if diff := cmp.Diff(c.want, strings.Join(got, ", ")); diff != "" {
				t.Error(diff)
			}
			if problems := decode(t, c.kind, `{}`).CrossCheck(nil); len(problems) > 0 {
				t.Errorf("an empty form about nobody: %+v", problems)
			}
		})
	}
}

// What must be there before a small form can be signed.
func TestSmallFormsSignoff(t *testing.T) {
	t.Parallel()
	for kind, want := range map[forms.Kind]string{
		forms.PPMNotHeldKind:         "child_name cass_number decision_date ground rationale specialist_team discussion_date discussion",
		forms.FinalCarePlanningKind:  "child_name cass_number meeting_date head_of_service plan_details rationale analysis",
		forms.AdoptionAdviceKind:     "child_name cass_number meeting_date adviser advice",
		forms.SiblingAssessmentKind:  "child_name cass_number analysis decision decision_reasons assessed_by assessed_on countersigned_by countersigned_on",
		forms.RiskClassificationKind: "child_name cass_number assessed_on overall reasons",
		forms.NeedsMatchingKind:      "child_name cass_number meeting_date potential_carers strengths vulnerabilities all_agree",
		forms.Schedule3ReviewKind:    "child_name cass_number meeting_date lives_with endorsed_by endorsed_on safety_plan support_plan progress plan_appropriate to_legal_gateway outcome",
		forms.AdoptionTasksKind:      "child_name cass_number as_of",
	} {
		var got []string
		for _, p := range forms.Check(decode(t, kind, `{}`), nil).At(forms.Blocker) {
			got = append(got, strings.TrimPrefix(p.Pointer, "/"))
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
	}
}

func BenchmarkCheckTaskList(b *testing.B) {
	_, data := answered(b, forms.AdoptionTasksKind)
	b.ReportAllocs()
	for b.Loop() {
		form, _ := forms.Decode(forms.AdoptionTasksKind, data)
		forms.Check(form, nil)
	}
}
