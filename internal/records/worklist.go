package records

import (
	"context"
	"fmt"
	"slices"

	"minutebook/forms"
	"minutebook/internal/auth"
)

// Work is a record in a list of what is to be done.
type Work struct {
	Record
	Held       forms.Date // the day that the form is of; zero for none
	Child      string     // name
	CaseNumber string     // of the child
	Due        forms.Date // of its minutes, by the authority's rules; zero where nothing is open
}

// WorkFilter chooses records to work on: a zero value means any. Limit is as in Filter.
type WorkFilter struct {
	Near          bool   // of children whom the person works with, and not all whom the role reaches
	TeamID        string // of the team's children
	Chair         string // the minutes name this person as chair, or nobody
	Kinds         []forms.Kind
	Statuses      []Status
	Unwritten     bool   // no sheet for a parent tells of it
	Latest        bool   // the latest change first; otherwise what is due first, then what was held first
	Scope         *Scope // nil for everybody's; a view sets it
	Limit, Offset int
}

// Due is something that is to be done for a child by a day, by a rule of the authority or of the law.
type Due struct {
	ChildID    string
	Child      string // name; in lists only
	CaseNumber string // of the child; in lists only
	RecordID   string // of the meeting whose minutes are due; empty for anything else
	Rule       string // inventory id
	Source     string // whose rule it is, for people
	Name       string
	Day        forms.Date
}

// DueFilter chooses what is due: a zero value means any. Limit is as in Filter.
type DueFilter struct {
	Near          bool       // for children whom the person works with, and not all whom the role reaches
	TeamID        string     // for the team's children
	From, Before  forms.Date // due on this day or later; due earlier than this day
	Scope         *Scope     // nil for everybody's; a view sets it
	Limit, Offset int
}

// Countable is up to how many rows of work and dues are counted.
const Countable = 1000

// Diary works out what is open for a child by an authority's rules. Rules look at a child's facts and meetings with their
// forms, which no list can read for every child; so what they say is kept, and worked out anew in each transaction that
// changes what they look at, and whenever the mark changes.
type Diary interface {
	// Open returns what is open as things stand: to come or overdue.
	Open(child forms.Child, found []Record) ([]Due, error)
	// Mark stands for everything else on which Open depends: the day, and the rules themselves.
	Mark() string
}

// Work returns a page of records to work on, and how many there are; see Reader.Work.
func (s *Service) Work(ctx context.Context, by Actor, f WorkFilter) (list []Work, total int, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, 0, err
	}
	f.Limit, f.Offset = page(f.Limit, f.Offset)
	err = s.read(ctx, by, func(r Reader) error {
		list, total, err = r.Work(ctx, f)
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list work: %w", err)
	}
	return list, total, nil
}

// Dues returns a page of what is due, the earliest first, and how many there are; see Reader.Dues.
func (s *Service) Dues(ctx context.Context, by Actor, f DueFilter) (list []Due, total int, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, 0, err
	}
	f.Limit, f.Offset = page(f.Limit, f.Offset)
	err = s.read(ctx, by, func(r Reader) error {
		list, total, err = r.Dues(ctx, f)
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list what is due: %w", err)
	}
	return list, total, nil
}

// Teams returns the teams by which the person may choose children: all of them for those who reach everybody, else their own.
func (s *Service) Teams(ctx context.Context, by Actor) (teams []auth.Team, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	err = s.read(ctx, by, func(r Reader) error {
		teams, err = reached(ctx, r, by)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list teams: %w", err)
	}
	return teams, nil
}

func reached(ctx context.Context, r Reader, by Actor) ([]auth.Team, error) {
	teams, err := r.Teams(ctx)
	if err != nil || rights[by.Role].reach == Everyone {
		return teams, err
	}
	own, err := r.TeamsOf(ctx, by.ID)
	return slices.DeleteFunc(teams, func(t auth.Team) bool { return !slices.Contains(own, t.ID) }), err
}

// OpenedNear returns the latest openings of cases of children whom the person works with.
func (s *Service) OpenedNear(ctx context.Context, by Actor, limit int) (list []Opening, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	err = s.read(ctx, by, func(r Reader) error {
		list, err = r.OpenedNear(ctx, nil, limit)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list openings: %w", err)
	}
	return list, nil
}

// countAtOnce bounds how long Count keeps everybody else from writing to a SQLite file.
const countAtOnce = 20

// Count works out what is due for every child for whom that was done on another day or by other rules, and returns for how
// many. It is for the service itself, some time each day; running it twice at once does no harm.
func (s *Service) Count(ctx context.Context) (counted int, err error) {
	if s.c.Diary == nil {
		return 0, nil
	}
	for {
		var ids []string
		err := s.c.Store.Write(ctx, func(w Writer) error {
			if ids, err = w.Uncounted(ctx, s.c.Diary.Mark(), countAtOnce); err != nil {
				return err
			}
			if err := lockChildren(ctx, w, ids); err != nil {
				return err
			}
			return s.count(ctx, w, ids...)
		})
		if err != nil {
			return counted, fmt.Errorf("count what is due: %w", err)
		}
		if counted += len(ids); len(ids) == 0 {
			return counted, nil
		}
	}
}

// count works out what is due for children who are locked.
func (s *Service) count(ctx context.Context, w Writer, childIDs ...string) error {
	if s.c.Diary == nil {
		return nil
	}
	for _, id := range childIDs {
		child, err := w.Child(ctx, id)
		if err != nil {
			return err
		}
		found, err := counting(ctx, w, id, ClockKinds())
		if err != nil {
			return err
		}
		mark := s.c.Diary.Mark() // before, so that what changes meanwhile is counted again
		dues, err := s.c.Diary.Open(child, found)
		if err != nil {
			return err
		}
		if err := w.SetDues(ctx, id, mark, dues); err != nil {
			return err
		}
	}
	return nil
}

// head notes what lists are ordered and chosen by.
func (v *Version) head(form forms.Form) {
	if form, ok := form.(interface{ Held() forms.Date }); ok {
		v.Held = form.Held()
	}
	if minutes, ok := form.(interface{ ChairedBy() string }); ok {
		v.Chaired = nameWords(minutes.ChairedBy())
	}
}

// ChairWords are the words of a name that the chair of minutes must have for names to say that it is the person's.
func ChairWords(name string) []string { return nameWords(name) }
