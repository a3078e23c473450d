package storetest

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"minutebook/forms"
	"minutebook/internal/records"
)

// childGuarded: of people who change a child from the same page at once, one succeeds and the others are told.
func childGuarded(t *testing.T, b *Bundle) {
	child := b.AddChild(t, "G-1")
	seen, err := records.ChildTag(child)
	ok(t, err)
	wantIs(t, b.ChangeChild(t.Context(), b.Admin, child, seen), records.ErrForbidden)
	var stored, refused atomic.Int64
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			mine := child
			mine.Events = []forms.Event{{Kind: "cla_review", Date: forms.Date{Year: 2026, Month: 1, Day: i + 1}, Done: true}}
			switch err := b.ChangeChild(t.Context(), b.Worker, mine, seen); {
			case err == nil:
				stored.Add(1)
			case errors.As(err, new(*records.ChildChangedError)):
				refused.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	all.Wait()
	if stored.Load() != 1 || refused.Load() != 3 {
		t.Errorf("%d changes were stored, %d refused", stored.Load(), refused.Load())
	}
	e := want[*records.ChildChangedError](t, b.ChangeChild(t.Context(), b.Worker, child, seen))
	if len(e.Current.Events) != 1 {
		t.Errorf("the present child is told as %+v", e.Current)
	}
}

// formsOfAChild come with their answers, of the asked kinds only, and reading them leaves no line about a record.
func formsOfAChild(t *testing.T, b *Bundle) {
	meeting := b.SignedRecord(t)
	_, _, err := b.Create(t.Context(), b.Worker, meeting.ChildID, &forms.RiskClassification{})
	ok(t, err)
	before, err := b.Audit(t.Context(), b.Worker, meeting.ID)
	ok(t, err)
	found, err := b.Forms(t.Context(), b.Worker, meeting.ChildID, forms.PPMKind, forms.PRPMKind)
	ok(t, err)
	if len(found) != 1 || found[0].ID != meeting.ID || found[0].Form.(*forms.PPM).MeetingDate.IsZero() {
		t.Errorf("found %+v", found)
	}
	after, err := b.Audit(t.Context(), b.Worker, meeting.ID)
	ok(t, err)
	if len(after) != len(before)+1 { // the look before
		t.Error("working out deadlines is written down as reading a record")
	}
	_, err = b.Forms(t.Context(), b.Admin, meeting.ChildID, forms.PPMKind)
	wantIs(t, err, records.ErrNotFound)
}
