package records

import (
	"context"
	"fmt"
	"slices"

	"minutebook/forms"
	"minutebook/internal/auth"
)

// Candidate is somebody to whom a record may be sent.
type Candidate struct {
	auth.Person
	Attends bool // the form's list of attendance names them
	Invited *Invitation
}

// Candidates returns everybody to whom the record may be sent to be agreed, by username; those of a restricted child are the
// people named for it. Only a chair may ask. What is no record of a planning meeting is ErrNotFound.
func (s *Service) Candidates(ctx context.Context, by Actor, recordID string) (all []Candidate, err error) {
	if err := authorise(by, signCase); err != nil {
		return nil, err
	}
	err = s.read(ctx, by, func(r Reader) error {
		rec, err := r.Record(ctx, recordID)
		if err == nil {
			rec, _, err = withForm(ctx, r, rec)
		}
		if err != nil {
			return err
		}
		all, _, err = s.candidates(ctx, r, by, rec)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list who can be asked to agree: %w", err)
	}
	return all, nil
}

// candidates also returns the names of those who could be asked if they were named for the child, by their ids.
func (s *Service) candidates(ctx context.Context, r Reader, by Actor, rec Record) (all []Candidate, outside map[string]string, err error) {
	if !forms.Reviewed(rec.Form) {
		return nil, nil, ErrNotFound
	}
	people, err := r.People(ctx)
	if err != nil {
		return nil, nil, err
	}
	invited, err := r.Invitations(ctx, rec.ID)
	if err != nil {
		return nil, nil, err
	}
	outside = map[string]string{}
	for _, p := range people {
		if p.ID == by.ID || authorise(Actor{Person: p}, commentCase) != nil {
			continue
		}
		a, err := r.Access(ctx, p.ID, rec.ChildID, s.now())
		if err != nil {
			return nil, nil, err
		}
		if a.Restricted && !a.Named {
			outside[p.ID] = p.Name
			continue
		}
		c := Candidate{Person: p}
		c.Attends = slices.ContainsFunc(forms.Attendees(rec.Form), func(a forms.Attendance) bool { return names(a.Name, p.Name) })
		if i := slices.IndexFunc(invited, func(i Invitation) bool { return i.PersonID == p.ID }); i >= 0 {
			c.Invited = &invited[i]
		}
		all = append(all, c)
	}
	return all, outside, nil
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
		may, outside, err := s.candidates(ctx, w, by, rec)
		if err != nil {
			return err
		}
		if problems := uninvitable(may, outside, people); problems != nil {
			return &InvalidError{problems}
		}
		for _, c := range may {
			if !slices.Contains(people, c.ID) {
				continue
			}
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

func uninvitable(may []Candidate, outside map[string]string, people []string) (problems forms.Problems) {
	add := func(code string, args map[string]any) {
		problems = append(problems, forms.Problem{Pointer: "/people", Code: code, Level: forms.Error, Args: args})
	}
	if len(people) == 0 {
		add("nobody_invited", nil)
	}
	for _, id := range people {
		if name, ok := outside[id]; ok {
			add("invitation_restricted", map[string]any{"name": name})
		} else if !slices.ContainsFunc(may, func(c Candidate) bool { return c.ID == id }) {
			add("not_invitable", nil)
		}
	}
	return problems
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
