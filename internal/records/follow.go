package records

import (
	"context"
	"fmt"

	"minutebook/forms"
)

// Amended is what a review's writers have to know of the meeting before it: its minutes were amended after the review had
// carried them forward.
type Amended struct {
	From, To Signature // of the versions that the review follows, and that stands
	Bring    []forms.Change
	Left     []forms.Change // answers that the review has changed since: somebody has to look at them
}

// PreviousAmended says how the minutes that a review follows have been amended since, nil if they were not. Bring lists what
// the review would take over: answers that still are what was carried forward.
func (s *Service) PreviousAmended(ctx context.Context, by Actor, rec Record) (amended *Amended, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	err = s.read(ctx, by, func(r Reader) error {
		amended, _, err = previousAmended(ctx, r, rec)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look whether the previous meeting was amended: %w", err)
	}
	return amended, nil
}

// BringForward takes over into a review what was amended in the minutes before it, as PreviousAmended lists it, as the
// review's next version; what it does not take over is no longer told. Errors are those of Save.
func (s *Service) BringForward(ctx context.Context, by Actor, id string, have int) (rec Record, err error) {
	if err := authorise(by, changeCase); err != nil {
		return Record{}, err
	}
	err = s.write(ctx, by, func(w Writer) error {
		if rec, err = open(ctx, w, id, have); err != nil {
			return err
		}
		amended, form, err := previousAmended(ctx, w, rec)
		if err != nil || amended == nil {
			return err
		}
		if moved, err := w.Follow(ctx, id, have, amended.To.Version); err != nil {
			return err
		} else if !moved {
			return overtaken(ctx, w, rec)
		}
		rec.Follows = amended.To.Version
		return s.advance(ctx, w, by, &rec, form, fmt.Sprintf("from record %s, version %d", rec.Previous, rec.Follows))
	})
	if err != nil {
		return Record{}, fmt.Errorf("bring forward what was amended: %w", err)
	}
	return rec, nil
}

// previousAmended also returns the review's form with what would be taken over.
func previousAmended(ctx context.Context, r Reader, rec Record) (*Amended, forms.Form, error) {
	if rec.Previous == "" || rec.Kind != forms.PRPMKind || rec.Status != Draft && rec.Status != Complete {
		return nil, nil, nil
	}
	previous, err := r.Record(ctx, rec.Previous)
	if err != nil || previous.Standing == rec.Follows {
		return nil, nil, err
	}
	rec, _, err = withForm(ctx, r, rec)
	if err != nil {
		return nil, nil, err
	}
	brought, _, err := copyForm(rec.Form)
	if err != nil {
		return nil, nil, err
	}
	earlier, from, err := carriedFrom(ctx, r, previous, rec.Follows)
	if err != nil {
		return nil, nil, err
	}
	later, to, err := carriedFrom(ctx, r, previous, previous.Standing)
	if err != nil {
		return nil, nil, err
	}
	left := forms.Rebase(earlier, later, brought.(*forms.PRPM))
	return &Amended{From: from, To: to, Bring: forms.Diff(rec.Form, brought), Left: left}, brought, nil
}

// carriedFrom is what a review would begin with from a signed version of a meeting.
func carriedFrom(ctx context.Context, r Reader, meeting Record, version int) (*forms.PRPM, Signature, error) {
	signature, err := r.Signature(ctx, meeting.ID, version)
	if err != nil {
		return nil, Signature{}, err
	}
	meeting.Version = version
	if meeting, _, err = withForm(ctx, r, meeting); err != nil {
		return nil, Signature{}, err
	}
	review, err := forms.CarryForward(meeting.Form)
	if err != nil {
		return nil, Signature{}, err
	}
	stored, _, err := copyForm(review) // as it reads back, so that it can be compared with what was stored
	if err != nil {
		return nil, Signature{}, err
	}
	return stored.(*forms.PRPM), signature, nil
}
