package records

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"minutebook/forms"
)

// Allocation says who works with a child. It holds no case content beyond the case number, so that the people who keep
// it need to know nothing of the child.
type Allocation struct {
	ChildID    string    `json:"child_id"`
	CaseNumber string    `json:"case_number"`
	TeamID     string    `json:"team_id"`    // empty for none
	Restricted bool      `json:"restricted"` // only the named people
	People     []string  `json:"people"`     // ids of those who are named for the child, in order
	Openings   []Opening `json:"openings,omitempty"`
}

// Opening is a case that somebody opened who does not work with the child, with the reason that they gave.
type Opening struct {
	ChildID    string    `json:"child_id"`
	CaseNumber string    `json:"case_number,omitempty"` // in lists about many children
	PersonID   string    `json:"person_id"`
	Name       string    `json:"name"` // of the person
	Reason     string    `json:"reason"`
	At         time.Time `json:"at"`
	Until      time.Time `json:"until"`
}

// OpeningTime is how long a case stays open to somebody who does not work with the child: a working day.
const OpeningTime = 10 * time.Hour

// Allocation returns who works with the child with this case number, and writes down who asked. It is for those who allocate
// children.
func (s *Service) Allocation(ctx context.Context, by Actor, caseNumber string) (a Allocation, err error) {
	if err := authorise(by, allocate); err != nil {
		return Allocation{}, err
	}
	err = s.c.Store.Write(ctx, func(w Writer) error {
		child, err := w.ChildByCaseNumber(ctx, strings.TrimSpace(caseNumber))
		if err != nil {
			return err
		}
		if a, err = s.allocation(ctx, w, by, child.ID); err != nil {
			return err
		}
		return s.auditChild(ctx, w, by, "allocation.read", child.ID)
	})
	if err != nil {
		return Allocation{}, fmt.Errorf("read an allocation: %w", err)
	}
	return a, nil
}

// allocation returns a child's allocation if the person may change it: whoever works with children changes the
// allocations of those whom they work with. A case that somebody opened does not become theirs.
func (s *Service) allocation(ctx context.Context, r Reader, by Actor, childID string) (Allocation, error) {
	if by.Role.SeesCases() {
		a, err := (view{r, by, s.now()}).reach(ctx, childID)
		if err == nil && !a.Named && !a.Team {
			err = ErrForbidden
		}
		if err != nil {
			return Allocation{}, err
		}
	}
	return r.Allocation(ctx, childID)
}

// Mark tells one state of who works with the child from another.
func (a *Allocation) Mark() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %t %q", a.TeamID, a.Restricted, a.People))
	return hex.EncodeToString(sum[:16])
}

// ErrAllocationChanged says that who works with the child is no longer what was shown. Nothing was stored.
var ErrAllocationChanged = errors.New("who works with this child was changed since it was shown; look at it again")

// Allocate changes who works with a child: team, restriction and named people. What the child is called stays as it is. Seen is
// the mark of the allocation that was shown; where it is something else by now, that is ErrAllocationChanged. It is empty for a
// change that started from none.
func (s *Service) Allocate(ctx context.Context, by Actor, a Allocation, seen string) error {
	if err := authorise(by, allocate); err != nil {
		return err
	}
	err := s.c.Store.Write(ctx, func(w Writer) error {
		if _, err := w.NextAction(ctx, a.ChildID); err != nil { // keeps everybody else out
			return err
		}
		was, err := s.allocation(ctx, w, by, a.ChildID)
		switch {
		case err != nil:
			return err
		case seen != "" && seen != was.Mark():
			return ErrAllocationChanged
		}
		a.People = slices.Compact(slices.Sorted(slices.Values(a.People)))
		if err := w.SetAllocation(ctx, a); err != nil {
			return err
		}
		l := s.line(by, "child.allocate")
		l.ChildID, l.Detail = a.ChildID, allocated(was, a)
		return w.AddAudit(ctx, l)
	})
	if err != nil {
		return fmt.Errorf("allocate a child: %w", err)
	}
	return nil
}

// allocated says what an allocation changes, by the ids of teams and people.
func allocated(was, is Allocation) string {
	var changes []string
	if was.TeamID != is.TeamID {
		changes = append(changes, fmt.Sprintf("team %q, was %q", is.TeamID, was.TeamID))
	}
	if was.Restricted != is.Restricted {
		changes = append(changes, fmt.Sprintf("restricted %t", is.Restricted))
	}
	for _, id := range is.People {
		if !slices.Contains(was.People, id) {
			changes = append(changes, "named "+id)
		}
	}
	for _, id := range was.People {
		if !slices.Contains(is.People, id) {
			changes = append(changes, "no longer named "+id)
		}
	}
	return strings.Join(changes, "; ")
}

// OpenCase opens the child with this case number to somebody who does not work with it, for OpeningTime. The reason is
// kept and shown to those who do. A missing reason is *InvalidError at /reason.
func (s *Service) OpenCase(ctx context.Context, by Actor, caseNumber, reason string) (child forms.Child, err error) {
	if err := authorise(by, openCase); err != nil {
		return forms.Child{}, err
	}
	if reason, err = givenReason(reason); err != nil {
		return forms.Child{}, err
	}
	err = s.c.Store.Write(ctx, func(w Writer) error {
		if child, err = w.ChildByCaseNumber(ctx, strings.TrimSpace(caseNumber)); err != nil {
			return err
		}
		now := s.now()
		opening := Opening{ChildID: child.ID, PersonID: by.ID, Name: by.Name, Reason: reason, At: now, Until: now.Add(OpeningTime)}
		if err := w.AddOpening(ctx, opening); err != nil {
			return err
		}
		l := s.line(by, "child.open")
		l.ChildID, l.Detail = child.ID, "reason: "+reason
		return w.AddAudit(ctx, l)
	})
	if err != nil {
		return forms.Child{}, fmt.Errorf("open a case: %w", err)
	}
	return child, nil
}

// Openings returns who opened the child's case without working with it, the latest first.
func (s *Service) Openings(ctx context.Context, by Actor, childID string) (all []Opening, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	err = s.read(ctx, by, func(r Reader) error {
		if _, err := r.Child(ctx, childID); err != nil {
			return err
		}
		a, err := r.Allocation(ctx, childID)
		all = a.Openings
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list openings: %w", err)
	}
	return all, nil
}

// Restricted returns a page of the allocations of restricted children, by case number, without people and openings, and how
// many there are in all. It is for those who allocate children whom they know nothing of.
func (s *Service) Restricted(ctx context.Context, by Actor, limit, offset int) (list []Allocation, total int, err error) {
	if err := authorise(by, allocate); err != nil {
		return nil, 0, err
	}
	limit, offset = page(limit, offset)
	err = s.read(ctx, by, func(r Reader) error {
		list, total, err = r.Restricted(ctx, limit, offset)
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list restricted children: %w", err)
	}
	return list, total, nil
}

// AllOpenings returns a page of the openings of all cases, the latest first, and how many there are in all. It is for those
// who look after access and see no cases.
func (s *Service) AllOpenings(ctx context.Context, by Actor, limit, offset int) (list []Opening, total int, err error) {
	limit, offset = page(limit, offset)
	err = s.read(ctx, by, func(r Reader) error {
		list, total, err = r.AllOpenings(ctx, limit, offset)
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list openings: %w", err)
	}
	return list, total, nil
}
