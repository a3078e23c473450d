package policy_test

import (
	"testing"

	"minutebook/forms"
)

// TestReview holds the two rules that only reviews have: an action that goes on has an update, and none is lost.
func TestReview(t *testing.T) {
	t.Parallel()
	review := &forms.PRPM{}
	review.MeetingDate, review.Achieved = day("2026-03-02"), forms.Yes
	review.Contingency.Contingency, review.Options.Reunification.Considered = "Fostering.", forms.No
	review.Carried = []forms.CarriedAction{
		{Number: 1, Update: "Booked."},
		{Number: 2, Update: " \n"},
		{Number: 3, CompletedDate: day("2026-02-20")},
		{Number: 4, ClosedReason: "No longer needed."},
		{ID: "x5"},
	}
	before := &forms.PPM{}
	before.Recommendations.Actions = []forms.Action{{Number: 1}, {Number: 2}, {ID: "x5"}, {Number: 6}, {ID: "x7"}}
	only := func(problems forms.Problems, rule string) (out forms.Problems) {
		for _, p := range problems {
			if p.Rule == rule {
				wantWords(t, forms.PRPMKind, p)
				out = append(out, p)
			}
		}
		return out
	}
	wantLines(t, only(pack(t, "calderdale").Check(review, nil), "001-R42"),
		"001-R42 blocker /carried_forward/1/update update_missing", "001-R42 blocker /carried_forward/4/update update_missing")
	west := pack(t, "adoption-west")
	lost := only(west.CheckAfter(before, review, nil), "004-R08")
	wantLines(t, lost, "004-R08 blocker /carried_forward action_not_carried", "004-R08 blocker /carried_forward action_not_carried")
	if len(lost) == 2 && (lost[0].Args["number"] != "A6" || lost[1].Args["number"] != "x7") {
		t.Errorf("lost: %v", lost)
	}
	wantLines(t, only(west.Check(review, nil), "004-R08")) // what came before is not known
	wantLines(t, only(west.CheckAfter(before, before, nil), "004-R08"))

	// A review after this one: what was finished here is not missed, what was new is.
	review.NewRecommendations.Actions = []forms.Action{{Number: 9}}
	next := &forms.PRPM{}
	next.Carried = []forms.CarriedAction{{Number: 1}, {Number: 2}, {ID: "x5"}}
	lost = only(west.CheckAfter(review, next, nil), "004-R08")
	if len(lost) != 1 || lost[0].Args["number"] != "A9" {
		t.Errorf("lost after the review: %v", lost)
	}
}
