package records

import (
	"context"
	"fmt"
	"time"

	"minutebook/forms"
)

// Complete marks the version that the caller has as finished by the people who wrote it, ready for signing. Errors:
// *SignedError, *StaleError, and *BlockedError with everything that has to be put right first. Completing twice changes
// nothing.
func (s *Service) Complete(ctx context.Context, by Actor, id string, have int) (rec Record, err error) {
	if err := authorise(by, changeCase); err != nil {
		return Record{}, err
	}
	err = s.write(ctx, by, func(w Writer) error {
		if rec, _, err = s.unblocked(ctx, w, id, have); err != nil || rec.Status == Complete {
			return err
		}
		if err := move(ctx, w, &rec, Complete); err != nil {
			return err
		}
		return w.AddAudit(ctx, s.lineFor(by, "record.complete", rec))
	})
	if err != nil {
		return Record{}, fmt.Errorf("complete a record: %w", err)
	}
	return rec, nil
}

// Sign signs the version that the caller has, for good, and queues the job that makes the papers. Only a chair may.
// Errors: *SignedError with the name of whoever was first, *StaleError, *StatusError while it is a draft, *BlockedError.
func (s *Service) Sign(ctx context.Context, by Actor, id string, have int) (rec Record, err error) {
	if err := authorise(by, signCase); err != nil {
		return Record{}, err
	}
	err = s.write(ctx, by, func(w Writer) error {
		var child forms.Child
		if rec, child, err = s.unblocked(ctx, w, id, have); err != nil {
			return err
		}
		if rec.Status != Complete {
			return &StatusError{Status: rec.Status, Want: Complete}
		}
		if problems := otherChair(by, rec.Form); len(problems) > 0 {
			return &BlockedError{problems}
		}
		if err := move(ctx, w, &rec, Signed); err != nil {
			return err
		}
		// Whole seconds: the time is printed in the papers, and two sources must not differ in a fraction that nobody sees.
		rec.SignedBy, rec.SignedAt = by.Name, s.now().Truncate(time.Second)
		rec.PaperWork, rec.Standing = PaperWork{State: Waiting}, rec.Version
		if rec.FirstAt.IsZero() {
			rec.FirstAt = rec.SignedAt
		}
		others, err := companions(ctx, w, rec)
		if err != nil {
			return err
		}
		agreed, err := agreedBy(ctx, w, id)
		if err != nil {
			return err
		}
		err = w.AddSignature(ctx, Signature{
			RecordID: id, Version: have, PersonID: by.ID, Name: by.Name, Role: by.Role.Label(), At: rec.SignedAt, Child: child,
			Authority: s.c.Authority, Together: childNames(others), Agreed: agreed, Secret: s.c.NewSecret(),
		})
		if err != nil {
			return err
		}
		return w.AddAudit(ctx, s.lineFor(by, "record.sign", rec))
	})
	if err != nil {
		return Record{}, fmt.Errorf("sign a record: %w", err)
	}
	return rec, nil
}

// unblocked returns an unsigned record with its form, and its child, if nothing stops the record from being signed.
func (s *Service) unblocked(ctx context.Context, r Reader, id string, have int) (Record, forms.Child, error) {
	rec, err := open(ctx, r, id, have)
	if err != nil {
		return Record{}, forms.Child{}, err
	}
	if rec, _, err = withForm(ctx, r, rec); err != nil {
		return Record{}, forms.Child{}, err
	}
	child, err := r.Child(ctx, rec.ChildID)
	if err != nil {
		return Record{}, forms.Child{}, err
	}
	problems, err := s.problems(ctx, r, rec, child)
	if err != nil {
		return Record{}, forms.Child{}, err
	}
	if problems.Has(forms.Error) || problems.Has(forms.Blocker) {
		return Record{}, forms.Child{}, &BlockedError{append(problems.At(forms.Error), problems.At(forms.Blocker)...)}
	}
	return rec, child, nil
}

// move takes the record a step on, or says who was quicker.
func move(ctx context.Context, w Writer, rec *Record, to Status) error {
	moved, err := w.Move(ctx, rec.ID, rec.Version, rec.Status, to)
	if err != nil {
		return err
	}
	if !moved {
		return overtaken(ctx, w, *rec)
	}
	rec.Status = to
	return nil
}
