package records

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"minutebook/forms"
)

// This file is about amending what was issued. The rules are:
//
//   - The signed version stands, and with it its papers, until the amended one is signed. Whoever sees no drafts sees it all
//     the time; see right.shown.
//   - An amendment is the versions that follow on the signed one. A chair begins it, with a reason; then it is written,
//     completed and signed as any draft is.
//   - An amendment that is not signed may be discarded. Its versions stay, and their numbers are not used again.

// Amendment is the beginning of an amendment.
type Amendment struct {
	RecordID    string    `json:"record_id"`
	Version     int       `json:"version"`  // the first of the amendment: a copy of what it replaces
	Replaces    int       `json:"replaces"` // the signed version that it amends
	Reason      string    `json:"reason"`
	PersonID    string    `json:"person_id"`
	Name        string    `json:"name"`
	At          time.Time `json:"at"`
	DiscardedAt time.Time `json:"discarded_at,omitzero"`
}

// Amending reports that a signed record has an amendment which is not signed.
func (r Record) Amending() bool { return r.Standing > 0 && (r.Status == Draft || r.Status == Complete) }

// AsSigned is the record at the version that stands while an amendment is written; else it is the record as it is.
func (r Record) AsSigned() Record {
	if !r.Amending() {
		return r
	}
	r.Status, r.Version, r.PaperWork, r.Form = Issued, r.Standing, PaperWork{State: Done}, nil
	r.UpdatedAt, r.UpdatedBy = r.SignedAt, r.SignedBy
	return r
}

// Amend begins an amendment of the issued version that the caller has: its next version, a draft, says the same. Only a chair
// may. Errors: *InvalidError at /reason, *StatusError unless it is issued, *StaleError for another version.
func (s *Service) Amend(ctx context.Context, by Actor, id string, have int, reason string) (rec Record, err error) {
	if err := authorise(by, signCase); err != nil {
		return Record{}, err
	}
	if reason, err = givenReason(reason); err != nil {
		return Record{}, err
	}
	err = s.write(ctx, by, func(w Writer) error {
		if rec, err = signedAt(ctx, w, id, have); err != nil {
			return err
		}
		if rec.Status != Issued {
			return &StatusError{Status: rec.Status, Want: Issued}
		}
		if rec, _, err = withForm(ctx, w, rec); err != nil {
			return err
		}
		earlier, err := w.Versions(ctx, id) // those of discarded amendments too
		if err != nil {
			return err
		}
		rec.Status, rec.Version, rec.PaperWork = Draft, earlier[0].Number+1, PaperWork{}
		rec.UpdatedAt, rec.UpdatedBy = s.now(), by.Name
		first, err := newVersion(rec)
		if err != nil {
			return err
		}
		a := Amendment{RecordID: id, Version: first.Number, Replaces: have, Reason: reason, PersonID: by.ID, Name: by.Name, At: first.At}
		if moved, err := w.Amend(ctx, a, first); err != nil {
			return err
		} else if !moved {
			return notMoved(ctx, w, id, Issued)
		}
		l := s.lineFor(by, "record.amend", rec)
		l.Detail = fmt.Sprintf("replaces version %d", have)
		return w.AddAudit(ctx, l)
	})
	if err != nil {
		return Record{}, fmt.Errorf("amend a record: %w", err)
	}
	return rec, nil
}

// Discard ends an amendment that is not signed, and returns the record at the version that stands. Have is the version that
// the caller has seen. Only a chair may. Errors: *SignedError, *StaleError, and *StatusError where nothing is amended.
func (s *Service) Discard(ctx context.Context, by Actor, id string, have int) (rec Record, err error) {
	if err := authorise(by, signCase); err != nil {
		return Record{}, err
	}
	err = s.write(ctx, by, func(w Writer) error {
		if rec, err = open(ctx, w, id, have); err != nil {
			return err
		}
		if !rec.Amending() {
			return &StatusError{Status: rec.Status, Want: Issued}
		}
		if moved, err := w.Discard(ctx, id, have, by.Name, s.now()); err != nil {
			return err
		} else if !moved {
			return overtaken(ctx, w, rec)
		}
		if err := w.AddAudit(ctx, s.lineFor(by, "record.discard", rec)); err != nil {
			return err
		}
		rec, _, err = withForm(ctx, w, rec.AsSigned())
		return err
	})
	if err != nil {
		return Record{}, fmt.Errorf("discard an amendment: %w", err)
	}
	return rec, nil
}

// Amendments returns the amendments of a record, the latest first.
func (s *Service) Amendments(ctx context.Context, by Actor, id string) (all []Amendment, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	err = s.read(ctx, by, func(r Reader) error {
		all, err = r.Amendments(ctx, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list amendments: %w", err)
	}
	return all, nil
}

// Replaced returns the form of the version that stands while an amendment is written, nil where there is none.
func (s *Service) Replaced(ctx context.Context, by Actor, rec Record) (form forms.Form, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	if !rec.Amending() {
		return nil, nil
	}
	err = s.read(ctx, by, func(r Reader) error {
		if _, err := r.Record(ctx, rec.ID); err != nil {
			return err
		}
		signed, _, err := withForm(ctx, r, rec.AsSigned())
		form = signed.Form
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what is amended: %w", err)
	}
	return form, nil
}

// replaced adds to an order what its version amends.
func replaced(ctx context.Context, r Reader, order *Order) error {
	all, err := r.Amendments(ctx, order.Record.ID)
	if err != nil {
		return err
	}
	for _, a := range all { // the latest first
		if a.Version > order.Version.Number || !a.DiscardedAt.IsZero() {
			continue
		}
		before := order.Record
		before.Version = a.Replaces
		if before, _, err = withForm(ctx, r, before); err != nil {
			return err
		}
		order.Amendment, order.Replaced = &a, before.Form
		order.Replaces, err = r.Signature(ctx, a.RecordID, a.Replaces)
		return err
	}
	return nil
}

// asOf is a record as it stood at a time, with its form; false if it was not signed then, or withdrawn.
func asOf(ctx context.Context, r Reader, rec Record, at time.Time) (Record, bool, error) {
	if rec.FirstAt.IsZero() || rec.FirstAt.After(at) || rec.Withdrawn != nil && !rec.Withdrawn.At.After(at) {
		return Record{}, false, nil
	}
	signatures, err := r.Signatures(ctx, rec.ID)
	if err != nil {
		return Record{}, false, err
	}
	for _, signature := range signatures {
		if !signature.At.After(at) {
			rec.Version, rec.SignedBy, rec.SignedAt = signature.Version, signature.Name, signature.At
		}
	}
	rec.Status, rec.Standing, rec.Withdrawn, rec.PaperWork = Issued, rec.Version, nil, PaperWork{}
	rec, _, err = withForm(ctx, r, rec)
	return rec, true, err
}

// signedAt returns a record at the version that the caller has; for a signed record that is the one that was signed.
func signedAt(ctx context.Context, r Reader, id string, have int) (Record, error) {
	rec, err := r.Record(ctx, id)
	if err != nil {
		return Record{}, err
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

// notMoved says why a step from a state was refused: somebody else was quicker.
func notMoved(ctx context.Context, r Reader, id string, want Status) error {
	now, err := r.Record(ctx, id)
	if err != nil {
		return err
	}
	return &StatusError{Status: now.Status, Want: want}
}

// longestReason is how many characters a reason may have.
const longestReason = 500

// givenReason tidies the reason for a step that needs one; without one the answer is *InvalidError at /reason.
func givenReason(reason string) (string, error) {
	reason = strings.TrimSpace(reason)
	count := utf8.RuneCountInString(reason)
	problem := forms.Problem{Pointer: "/reason", Code: "required", Level: forms.Error}
	switch {
	case count > longestReason:
		problem.Code, problem.Args = "too_long", map[string]any{"max": longestReason, "count": count}
	case count > 0 && storable(strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(reason)):
		return reason, nil
	}
	return "", &InvalidError{forms.Problems{problem}}
}
