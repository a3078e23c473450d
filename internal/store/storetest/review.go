package storetest

import (
	"encoding/json"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/records"
)

func reviewCarries(t *testing.T, b *Bundle) {
	_, _, err := b.StartReview(t.Context(), b.Worker, b.Draft(t).ID, false)
	want[*records.StatusError](t, err)

	first := b.SignedRecord(t)
	_, _, err = b.StartReview(t.Context(), b.Admin, first.ID, false)
	wantIs(t, err, records.ErrForbidden)
	review, _, err := b.StartReview(t.Context(), b.Worker, first.ID, false)
	ok(t, err)
	form := review.Form.(*forms.PRPM)
	if review.Kind != forms.PRPMKind || review.Previous != first.ID || len(form.Carried) != 1 || form.Carried[0].Number != 1 {
		t.Fatalf("the review is %+v with %+v", review, form.Carried)
	}
	if read, err := b.Record(t.Context(), b.Worker, review.ID); err != nil || read.Previous != first.ID {
		t.Errorf("read back: %+v, %v", read, err)
	}

	// Whoever starts a second review learns of the first, and may go on.
	_, _, err = b.StartReview(t.Context(), b.Chair, first.ID, false)
	if e := want[*records.ReviewedError](t, err); e.RecordID != review.ID || e.By != b.Worker.Name {
		t.Errorf("the first review is told as %+v", e)
	}
	_, _, err = b.StartReview(t.Context(), b.Chair, first.ID, true)
	ok(t, err)

	// A carried action leaves as completed or closed, never silently; a new one gets the next number.
	carried := form.Carried
	form.Carried = nil
	_, _, err = b.Save(t.Context(), b.Worker, review.ID, 1, form)
	if p := want[*records.InvalidError](t, err).Problems; len(p) != 1 || p[0].Code != "action_dropped" || p[0].Args["number"] != "A1" {
		t.Errorf("dropping A1 is answered with %+v", p)
	}
	form.Carried = carried
	form.Carried[0].ClosedReason = "No longer needed"
	form.NewRecommendations.Actions = []forms.Action{{Recommendation: "Visit the aunt"}}
	saved, _, err := b.Save(t.Context(), b.Worker, review.ID, 1, form)
	ok(t, err)
	if got := numbersIn(saved.Form); len(got) != 2 || got[1] != 2 {
		t.Errorf("numbers %v", got)
	}
	previous, err := b.PreviousForm(t.Context(), b.Worker, saved)
	ok(t, err)
	if previous.(*forms.PPM).Recommendations.Actions[0].Number != 1 {
		t.Errorf("the previous form is %+v", previous)
	}
	if none, err := b.PreviousForm(t.Context(), b.Worker, first); none != nil || err != nil {
		t.Errorf("a first meeting has the previous form %+v, %v", none, err)
	}
}

func reportBegins(t *testing.T, b *Bundle) {
	meeting := b.Draft(t)
	form := meeting.Form.(*forms.PPM)
	form.ChildViews.ChildViews = "She wants to stay near her school."
	meeting, _, err := b.Save(t.Context(), b.Worker, meeting.ID, 1, form)
	ok(t, err)
	begun := func() *forms.CPR {
		t.Helper()
		rec, _, err := b.Create(t.Context(), b.Worker, meeting.ChildID, new(forms.CPR))
		ok(t, err)
		return rec.Form.(*forms.CPR)
	}
	body := func(report *forms.CPR) string {
		t.Helper()
		data, err := json.Marshal(report)
		ok(t, err)
		return string(data)
	}
	if text := body(begun()); strings.Contains(text, "near her school") || !strings.Contains(text, "C-0") {
		t.Errorf("before the meeting is signed the report begins as %s", text)
	}
	_, err = b.Complete(t.Context(), b.Worker, meeting.ID, 2)
	ok(t, err)
	_, err = b.Sign(t.Context(), b.Chair, meeting.ID, 2)
	ok(t, err)
	if text := body(begun()); !strings.Contains(text, "near her school") {
		t.Errorf("afterwards it begins as %s", text)
	}
}
