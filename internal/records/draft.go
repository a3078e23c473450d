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
//
// With names other children whom the same meeting is about: each gets a record of their own in the same transaction, which
// startTogether fills. What cannot be held together is *InvalidError at WithPointer.
func (s *Service) Create(ctx context.Context, by Actor, childID string, form forms.Form, with ...string) (Record, forms.Problems, error) {
	return s.create(ctx, by, start{ties: Record{ChildID: childID}, form: form, with: with})
}

// start is what a new record starts from.
type start struct {
	ties    Record // whose record it is, and the meeting and records that it belongs to; nothing else
	form    forms.Form
	with    []string // ids of the other children whom the meeting is about
	another bool     // see StartReview
}

func (s *Service) create(ctx context.Context, by Actor, from start) (rec Record, problems forms.Problems, err error) {
	if err := authorise(by, changeCase); err != nil {
		return Record{}, nil, err
	}
	form, invalid, err := copyForm(from.form)
	if err != nil {
		return Record{}, nil, fmt.Errorf("create a record: %w", err)
	}
	from.form = form
	err = s.write(ctx, by, func(w Writer) error {
		if len(from.with) > 0 {
			rec, problems, err = s.startTogether(ctx, w, by, from, invalid)
		} else {
			rec, problems, err = s.add(ctx, w, by, from, invalid)
		}
		return err
	})
	if err != nil {
		return Record{}, nil, fmt.Errorf("create a record: %w", err)
	}
	return rec, problems, nil
}

// add stores one new record.
func (s *Service) add(ctx context.Context, w Writer, by Actor, from start, invalid forms.Problems) (Record, forms.Problems, error) {
	child, err := w.Child(ctx, from.ties.ChildID)
	if err != nil {
		return Record{}, nil, err
	}
	form, err := begin(ctx, w, from.form, child)
	if err != nil {
		return Record{}, nil, err
	}
	released, refused, err := s.consent(ctx, w, by, Record{}, form)
	if err != nil {
		return Record{}, nil, err
	}
	if err := number(ctx, w, child.ID, form, append(invalid, refused...)); err != nil {
		return Record{}, nil, err
	}
	rec, now := from.ties, s.now()
	rec.ID, rec.Kind, rec.Form, rec.Status, rec.Version, rec.Policy = s.c.NewID(), form.Kind(), form, Draft, 1, s.c.Policy
	rec.CreatedAt, rec.CreatedBy, rec.UpdatedAt, rec.UpdatedBy = now, by.Name, now, by.Name
	version, err := newVersion(rec)
	if err != nil {
		return Record{}, nil, err
	}
	problems, err := s.problems(ctx, w, rec, child)
	if err != nil {
		return Record{}, nil, err
	}
	if err := w.AddRecord(ctx, rec); err != nil {
		return Record{}, nil, err
	}
	if err := w.AddVersion(ctx, version); err != nil {
		return Record{}, nil, err
	}
	if err := w.AddAudit(ctx, s.lineFor(by, "record.create", rec)); err != nil {
		return Record{}, nil, err
	}
	return rec, problems, s.auditReleases(ctx, w, by, rec, released)
}

// Save stores the form as the record's next version and makes the record a draft again; a form that is what is stored
// already changes nothing. Have is the version that the caller started from: if somebody saved since then, the answer is
// *StaleError with that version; if somebody signed, *SignedError; if the form cannot be stored, *InvalidError. New
// actions get their numbers in the returned record's form, and those that came without their number keep it, see
// forms.KeepNumbers; the caller's form is left as it is. What changed in a section
// that several children's records share is saved in the others as well; see share.
func (s *Service) Save(ctx context.Context, by Actor, id string, have int, form forms.Form) (Record, forms.Problems, error) {
	return s.save(ctx, by, id, have, form, saving{})
}

// SaveAlone is Save without the other children's records: for what is true of one child only.
func (s *Service) SaveAlone(ctx context.Context, by Actor, id string, have int, form forms.Form) (Record, forms.Problems, error) {
	return s.save(ctx, by, id, have, form, saving{alone: true})
}

// saving is how a form is saved.
type saving struct {
	alone  bool   // not in the other children's records
	detail string // for the audit line
}

func (s *Service) save(ctx context.Context, by Actor, id string, have int, form forms.Form, how saving) (Record, forms.Problems, error) {
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
		if err := lockMeeting(ctx, w, rec); err != nil {
			return err
		}
		before, _, err := withForm(ctx, w, rec)
		if err != nil {
			return err
		}
		child, err := w.Child(ctx, rec.ChildID)
		if err != nil {
			return err
		}
		forms.KeepNumbers(form, before.Form)
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
		if err := s.advance(ctx, w, by, &rec, form, how.detail); err != nil {
			return err
		}
		if !how.alone {
			if err := s.share(ctx, w, by, rec, before.Form); err != nil {
				return err
			}
		}
		return s.auditReleases(ctx, w, by, rec, released)
	})
	if err != nil {
		return Record{}, nil, fmt.Errorf("save a record: %w", err)
	}
	return rec, problems, nil
}

// advance makes the form the record's next version, unless it is the same as the latest. The detail is for the audit line.
func (s *Service) advance(ctx context.Context, w Writer, by Actor, rec *Record, form forms.Form, detail string) error {
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
	l := s.lineFor(by, "record.save", next)
	l.Detail = detail
	return w.AddAudit(ctx, l)
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
