package records

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"minutebook/forms"
)

// Create stores a new record about a child as version 1, and returns it with what is wrong with its form. The child's
// name and case number are filled in where the form leaves them empty, and new actions get their numbers. The caller's
// form is left as it is; the stored one is in the record. A form that cannot be stored is *InvalidError.
func (s *Service) Create(ctx context.Context, by Actor, childID string, form forms.Form) (Record, forms.Problems, error) {
	return s.create(ctx, by, Record{ChildID: childID}, form)
}

// create stores a record about rec's child, tied to the records that rec names.
func (s *Service) create(ctx context.Context, by Actor, rec Record, form forms.Form) (Record, forms.Problems, error) {
	if err := authorise(by, changeCase); err != nil {
		return Record{}, nil, err
	}
	form, invalid, err := copyForm(form)
	if err != nil {
		return Record{}, nil, fmt.Errorf("create a record: %w", err)
	}
	now := s.now()
	rec = Record{
		ID: s.c.NewID(), Kind: form.Kind(), ChildID: rec.ChildID, Previous: rec.Previous, About: rec.About, Status: Draft, Version: 1, Policy: s.c.Policy,
		CreatedAt: now, CreatedBy: by.Name, UpdatedAt: now, UpdatedBy: by.Name,
	}
	var problems forms.Problems
	err = s.write(ctx, by, func(w Writer) error {
		child, err := w.Child(ctx, rec.ChildID)
		if err != nil {
			return err
		}
		if form, err = begin(ctx, w, form, child); err != nil {
			return err
		}
		rec.Form = form
		released, refused, err := s.consent(ctx, w, by, Record{}, form)
		if err != nil {
			return err
		}
		if err := number(ctx, w, rec.ChildID, form, append(invalid, refused...)); err != nil {
			return err
		}
		version, err := newVersion(rec)
		if err != nil {
			return err
		}
		if problems, err = s.problems(ctx, w, rec, child); err != nil {
			return err
		}
		if err := w.AddRecord(ctx, rec); err != nil {
			return err
		}
		if err := w.AddVersion(ctx, version); err != nil {
			return err
		}
		if err := w.AddAudit(ctx, s.lineFor(by, "record.create", rec)); err != nil {
			return err
		}
		return s.auditReleases(ctx, w, by, rec, released)
	})
	if err != nil {
		return Record{}, nil, fmt.Errorf("create a record: %w", err)
	}
	return rec, problems, nil
}

// Save stores the form as the record's next version and makes the record a draft again; a form that is what is stored
// already changes nothing. Have is the version that the caller started from: if somebody saved since then, the answer is
// *StaleError with that version; if somebody signed, *SignedError; if the form cannot be stored, *InvalidError. New
// actions get their numbers in the returned record's form; the caller's form is left as it is.
func (s *Service) Save(ctx context.Context, by Actor, id string, have int, form forms.Form) (Record, forms.Problems, error) {
	if err := authorise(by, changeCase); err != nil {
		return Record{}, nil, err
	}
	form, invalid, err := copyForm(form)
	if err != nil {
		return Record{}, nil, fmt.Errorf("save a record: %w", err)
	}
	var rec Record
	var problems forms.Problems
	err = s.write(ctx, by, func(w Writer) error {
		if rec, err = open(ctx, w, id, have); err != nil {
			return err
		}
		if form.Kind() != rec.Kind {
			return fmt.Errorf("a %q form cannot be saved in a %q record", form.Kind(), rec.Kind)
		}
		child, err := w.Child(ctx, rec.ChildID)
		if err != nil {
			return err
		}
		dropped, err := droppedActions(ctx, w, rec, form)
		if err != nil {
			return err
		}
		released, refused, err := s.consent(ctx, w, by, rec, form)
		if err != nil {
			return err
		}
		if err := number(ctx, w, rec.ChildID, form, slices.Concat(invalid, dropped, refused)); err != nil {
			return err
		}
		proposed := rec
		proposed.Form = form
		if problems, err = s.problems(ctx, w, proposed, child); err != nil {
			return err
		}
		if err := s.advance(ctx, w, by, &rec, form); err != nil {
			return err
		}
		return s.auditReleases(ctx, w, by, rec, released)
	})
	if err != nil {
		return Record{}, nil, fmt.Errorf("save a record: %w", err)
	}
	return rec, problems, nil
}

// advance makes the form the record's next version, unless it is the same as the latest.
func (s *Service) advance(ctx context.Context, w Writer, by Actor, rec *Record, form forms.Form) error {
	latest, err := w.Version(ctx, rec.ID, rec.Version)
	if err != nil {
		return err
	}
	next := *rec
	next.Form, next.Status, next.Version = form, Draft, rec.Version+1
	next.UpdatedAt, next.UpdatedBy = s.now(), by.Name
	version, err := newVersion(next)
	if err != nil {
		return err
	}
	if bytes.Equal(version.Body, latest.Body) {
		rec.Form = form
		return nil
	}
	switch moved, err := w.Advance(ctx, version); {
	case err != nil:
		return err
	case !moved:
		return overtaken(ctx, w, *rec)
	}
	if err := w.AddVersion(ctx, version); err != nil {
		return err
	}
	*rec = next
	return w.AddAudit(ctx, s.lineFor(by, "record.save", next))
}

// open returns a record that is at the version which the caller has and is not signed.
func open(ctx context.Context, r Reader, id string, have int) (Record, error) {
	rec, err := r.Record(ctx, id)
	if err != nil {
		return Record{}, err
	}
	if rec.Status != Draft && rec.Status != Complete {
		return Record{}, &SignedError{By: rec.SignedBy, At: rec.SignedAt}
	}
	if rec.Version != have {
		current, err := r.Version(ctx, id, rec.Version)
		if err != nil {
			return Record{}, err
		}
		return Record{}, &StaleError{Have: have, Current: current}
	}
	return rec, nil
}

// overtaken says why a guarded statement refused: somebody else was quicker since the record was read.
func overtaken(ctx context.Context, r Reader, was Record) error {
	now, err := open(ctx, r, was.ID, was.Version)
	if err != nil {
		return err
	}
	return &StatusError{Status: now.Status, Want: was.Status}
}
