package records

import (
	"context"
	"fmt"
	"slices"

	"minutebook/forms"
	"minutebook/internal/auth"
)

// Candidate is somebody with an account, and a role that comments on minutes.
type Candidate struct {
	auth.Person
	Attends bool // the form's list of attendance names them
	Outside bool // the child is restricted, and they are not named for it: nothing may be sent to them
}

// Candidates returns everybody who could be asked to agree a record, by username. Only a chair may ask. What is no record of
// a planning meeting is ErrNotFound.
func (s *Service) Candidates(ctx context.Context, by Actor, recordID string) (all []Candidate, err error) {
	if err := authorise(by, signCase); err != nil {
		return nil, err
	}
	err = s.read(ctx, by, func(r Reader) error {
		rec, err := r.Record(ctx, recordID)
		if err == nil {
			rec, _, err = withForm(ctx, r, rec)
		}
		if err == nil {
			all, err = candidates(ctx, r, by, rec)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list who can be asked to agree: %w", err)
	}
	return all, nil
}

func candidates(ctx context.Context, r Reader, by Actor, rec Record) (all []Candidate, err error) {
	if !forms.Reviewed(rec.Form) {
		return nil, ErrNotFound
	}
	people, err := r.People(ctx)
	if err != nil {
		return nil, err
	}
	near, err := r.Allocation(ctx, rec.ChildID)
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		if p.ID == by.ID || authorise(Actor{Person: p}, commentCase) != nil {
			continue
		}
		all = append(all, Candidate{
			Person: p, Outside: near.Restricted && !slices.Contains(near.People, p.ID),
			Attends: slices.ContainsFunc(forms.Attendees(rec.Form), func(a forms.Attendance) bool { return names(a.Name, p.Name) }),
		})
	}
	return all, nil
}

// Invite sends the version that the caller has to people, who are asked whether they agree; those who were sent an earlier one
// are sent this one. Only a chair may. Errors: *SignedError, *StaleError, and *InvalidError at /people for a person to whom it
// may not be sent.
func (s *Service) Invite(ctx context.Context, by Actor, recordID string, have int, people ...string) error {
	if err := authorise(by, signCase); err != nil {
		return err
	}
	err := s.write(ctx, by, func(w Writer) error {
		rec, err := open(ctx, w, recordID, have)
		if err == nil {
			rec, _, err = withForm(ctx, w, rec)
		}
		if err != nil {
			return err
		}
		all, err := candidates(ctx, w, by, rec)
		if err != nil {
			return err
		}
		chosen, problems := choose(all, people)
		if len(problems) > 0 {
			return &InvalidError{problems}
		}
		for _, c := range chosen {
			i := Invitation{RecordID: rec.ID, PersonID: c.ID, Name: c.Name, Version: rec.Version, By: by.Name, At: s.now()}
			if stored, err := w.Invite(ctx, i); err != nil {
				return err
			} else if !stored {
				return overtaken(ctx, w, rec)
			}
			l := s.lineFor(by, "agree.invite", rec)
			l.Detail = "person " + c.ID
			if err := w.AddAudit(ctx, l); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("send minutes to be agreed: %w", err)
	}
	return nil
}

// choose returns the candidates with the ids, each once, and what is wrong with the choice.
func choose(all []Candidate, ids []string) (chosen []Candidate, problems forms.Problems) {
	add := func(code string, args map[string]any) {
		problems = append(problems, forms.Problem{Pointer: "/people", Code: code, Level: forms.Error, Args: args})
	}
	if len(ids) == 0 {
		add("nobody_invited", nil)
	}
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		i := slices.IndexFunc(all, func(c Candidate) bool { return c.ID == id })
		switch {
		case i < 0:
			add("not_invitable", nil)
		case all[i].Outside:
			add("invitation_restricted", map[string]any{"name": all[i].Name})
		default:
			chosen = append(chosen, all[i])
		}
	}
	return chosen, problems
}

// Remind asks somebody again who was invited, and Uninvite ends an invitation: what its owner said stays on record. Only a
// chair may. A person without a live invitation is ErrNotFound.
func (s *Service) Remind(ctx context.Context, by Actor, recordID, personID string) error {
	return s.mark(ctx, by, recordID, personID, "agree.remind", func(i *Invitation) { i.RemindedAt = s.now() })
}

// Uninvite is described with Remind.
func (s *Service) Uninvite(ctx context.Context, by Actor, recordID, personID string) error {
	return s.mark(ctx, by, recordID, personID, "agree.withdraw", func(i *Invitation) { i.WithdrawnAt = s.now() })
}

func (s *Service) mark(ctx context.Context, by Actor, recordID, personID, action string, change func(*Invitation)) error {
	if err := authorise(by, signCase); err != nil {
		return err
	}
	err := s.write(ctx, by, func(w Writer) error {
		rec, err := w.Record(ctx, recordID)
		if err != nil {
			return err
		}
		i, err := w.Invitation(ctx, recordID, personID)
		if err != nil {
			return err
		}
		change(&i)
		if stored, err := w.MarkInvitation(ctx, i); err != nil {
			return err
		} else if !stored {
			return ErrNotFound
		}
		l := s.lineFor(by, action, rec)
		l.Version, l.Detail = i.Version, "person "+personID
		return w.AddAudit(ctx, l)
	})
	if err != nil {
		return fmt.Errorf("change an invitation: %w", err)
	}
	return nil
}
