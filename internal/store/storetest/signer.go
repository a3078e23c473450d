package storetest

import (
	"testing"

	"minutebook/forms"
	"minutebook/internal/records"
)

// rightMoment: nobody completes the minutes of a meeting to come, and nobody signs as chair what names another chair.
func rightMoment(t *testing.T, b *Bundle) {
	rec := b.Draft(t)
	form := rec.Form.(*forms.PPM)
	held := form.MeetingDate
	form.MeetingDate = forms.DateOf(b.Clock()).AddDays(2)
	_, problems, err := b.Save(t.Context(), b.Worker, rec.ID, 1, form)
	ok(t, err)
	if blockers := problems.At(forms.Blocker); len(blockers) != 1 || blockers[0].Code != "not_held_yet" {
		t.Errorf("a meeting to come: %+v", blockers)
	}
	_, err = b.Complete(t.Context(), b.Worker, rec.ID, 2)
	want[*records.BlockedError](t, err)

	form.MeetingDate, form.Chair = held, "Somebody Else, Service Manager"
	_, _, err = b.Save(t.Context(), b.Worker, rec.ID, 2, form)
	ok(t, err)
	_, err = b.Complete(t.Context(), b.Worker, rec.ID, 3)
	ok(t, err)
	_, err = b.Sign(t.Context(), b.Chair, rec.ID, 3)
	if p := want[*records.BlockedError](t, err).Problems; len(p) != 1 || p[0].Code != "other_chair" || p[0].Args["signer"] != b.Chair.Name {
		t.Errorf("another chair: %+v", p)
	}
	form.Chair = "Ms " + b.Chair.Name + ", Team Manager"
	_, _, err = b.Save(t.Context(), b.Worker, rec.ID, 3, form)
	ok(t, err)
	_, err = b.Complete(t.Context(), b.Worker, rec.ID, 4)
	ok(t, err)
	_, err = b.Sign(t.Context(), b.Chair, rec.ID, 4)
	ok(t, err)
}
