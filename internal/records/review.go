package records

import (
	"context"
	"fmt"
	"time"

	"minutebook/forms"
)

// ReviewedError says that a review of the record was started already. Nothing was stored; starting another one is allowed
// when asked for again.
type ReviewedError struct {
	RecordID string // of that review
	By       string
	At       time.Time
}

func (e *ReviewedError) Error() string {
	return fmt.Sprintf("%s started a review on %s", e.By, e.At.Format("2 January 2006 at 15:04"))
}

// StartReview starts the review meeting that follows a signed one: a new record whose form has everything that is carried
// forward. Errors: *StatusError while the record is not signed, and *ReviewedError if there is a review already, unless
// the caller knows and asks for another one. With names other children whom the review is about too: each has a record
// that carries forward from that child's own latest meeting; see startTogether.
func (s *Service) StartReview(ctx context.Context, by Actor, id string, another bool, with ...string) (Record, forms.Problems, error) {
	if err := authorise(by, changeCase); err != nil {
		return Record{}, nil, err
	}
	var rec Record
	err := s.read(ctx, by, func(r Reader) (err error) {
		if rec, err = r.Record(ctx, id); err != nil {
			return err
		}
		if rec = rec.AsSigned(); rec.Status != Signed && rec.Status != Issued {
			return &StatusError{Status: rec.Status, Want: Signed}
		}
		if err := notReviewed(ctx, r, id, another); err != nil {
			return err
		}
		rec, _, err = withForm(ctx, r, rec)
		return err
	})
	if err != nil {
		return Record{}, nil, fmt.Errorf("start a review: %w", err)
	}
	form, err := forms.CarryForward(rec.Form)
	if err != nil {
		return Record{}, nil, fmt.Errorf("start a review: %w", err)
	}
	return s.create(ctx, by, start{ties: Record{ChildID: rec.ChildID, Previous: rec.ID, Follows: rec.Version}, form: form, with: with, another: another})
}

// notReviewed is *ReviewedError for a meeting of which a review was started, unless another one is meant.
func notReviewed(ctx context.Context, r Reader, id string, another bool) error {
	reviews, _, err := r.Records(ctx, Filter{Previous: id, Limit: 1})
	if err == nil && len(reviews) > 0 && !another {
		return &ReviewedError{RecordID: reviews[0].ID, By: reviews[0].CreatedBy, At: reviews[0].CreatedAt}
	}
	return err
}

// PreviousForm returns the form of the meeting that a record reviews, nil for none.
func (s *Service) PreviousForm(ctx context.Context, by Actor, rec Record) (form forms.Form, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	err = s.read(ctx, by, func(r Reader) error {
		form, err = previousForm(ctx, r, rec)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the previous meeting: %w", err)
	}
	return form, nil
}

// previousForm is the version that the review was begun from or last brought up to.
func previousForm(ctx context.Context, r Reader, rec Record) (forms.Form, error) {
	if rec.Previous == "" {
		return nil, nil
	}
	previous, err := r.Record(ctx, rec.Previous)
	if err != nil {
		return nil, err
	}
	previous.Version = rec.Follows
	previous, _, err = withForm(ctx, r, previous)
	return previous.Form, err
}

// droppedActions refuses a review that leaves out an unfinished action of the meeting before: an action leaves only as
// completed, or closed with a reason.
func droppedActions(ctx context.Context, r Reader, rec Record, form forms.Form) (forms.Problems, error) {
	review, ok := form.(*forms.PRPM)
	if !ok {
		return nil, nil
	}
	previous, err := previousForm(ctx, r, rec)
	if err != nil || previous == nil {
		return nil, err
	}
	var problems forms.Problems
	for _, a := range forms.Dropped(previous, review) {
		problems = append(problems, forms.Problem{
			Pointer: "/carried_forward", Code: "action_dropped", Level: forms.Error, Args: map[string]any{"number": a.Number.String()},
		})
	}
	return problems, nil
}
