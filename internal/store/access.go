package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"minutebook/internal/records"
)

// How a person stands to the child c. Each takes the person's id as often as it has placeholders; opened takes the time
// after it.
const (
	namedFor  = "EXISTS (SELECT 1 FROM allocations a WHERE a.child_id = c.id AND a.person_id = ?)"
	openedBy  = "EXISTS (SELECT 1 FROM openings o WHERE o.child_id = c.id AND o.person_id = ? AND o.until > ?)"
	inTeamsOf = "EXISTS (SELECT 1 FROM memberships m WHERE m.team_id = c.team_id AND m.person_id = ?)"
)

// Access implements records.Reader.
func (t *tx) Access(ctx context.Context, personID, childID string, at time.Time) (records.Access, error) {
	scan := func(r row) (a records.Access, err error) {
		err = r.Scan(&a.Named, &a.Opened, &a.Team, &a.Restricted)
		return a, err
	}
	return one(ctx, t, "look up who works with a child", scan,
		"SELECT "+namedFor+", "+openedBy+", "+inTeamsOf+", c.restricted FROM children c WHERE c.id = ?",
		personID, personID, stamp(at), personID, childID)
}

// within returns the condition on c that the child is in the scope, and its arguments.
func within(s *records.Scope) (string, []any) {
	switch {
	case s == nil:
		return "1 = 1", nil
	case s.Report && s.Reach == records.Everyone:
		return "(NOT c.restricted OR " + namedFor + ")", []any{s.PersonID}
	case s.Report && s.Reach == records.Team:
		return "((NOT c.restricted OR " + namedFor + ") AND " + inTeamsOf + ")", []any{s.PersonID, s.PersonID}
	case s.Report, len(s.Statuses) == 0:
		return "1 = 0", nil
	}
	near := namedFor + " OR " + openedBy
	args := []any{s.PersonID, s.PersonID, stamp(s.At)}
	switch s.Reach {
	case records.Everyone:
		near += " OR NOT c.restricted"
	case records.Team:
		near += " OR NOT c.restricted AND " + inTeamsOf
		args = append(args, s.PersonID)
	}
	return "(" + near + ")", args
}

// recordsWithin is within for a record r of the child c.
func recordsWithin(s *records.Scope) (string, []any) {
	where, args := within(s)
	if s == nil || len(s.Statuses) == 0 {
		return where, args
	}
	// Who does not see an amendment sees the version that it amends; see records.Record.AsSigned.
	where += " AND (r.standing > 0 OR r.status IN (" + marks(len(s.Statuses)) + "))"
	args = append(args, statuses(s)...)
	where += " AND (r.kind <> ? OR " + namedFor + " OR " + openedBy + " OR " + inTeamsOf + ")"
	return where, append(args, string(records.Particular), s.PersonID, s.PersonID, stamp(s.At), s.PersonID)
}

// statusWithin is the status in which whoever has the scope sees a record r; it takes statuses as its arguments.
func statusWithin(s *records.Scope) string {
	if s == nil || len(s.Statuses) == 0 {
		return "r.status"
	}
	return "CASE WHEN r.status IN (" + marks(len(s.Statuses)) + ") THEN r.status ELSE 'issued' END"
}

func statuses(s *records.Scope) []any {
	if s == nil {
		return nil
	}
	args := make([]any, len(s.Statuses))
	for i, status := range s.Statuses {
		args[i] = string(status)
	}
	return args
}

// marks is so many placeholders.
func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

// TeamsOf implements records.Reader.
func (t *tx) TeamsOf(ctx context.Context, personID string) ([]string, error) {
	return list(ctx, t, "list a person's teams", text,
		"SELECT team_id FROM memberships WHERE person_id = ? ORDER BY team_id"+t.db.dialect.byBytes, personID)
}

// Allocation implements records.Reader.
func (t *tx) Allocation(ctx context.Context, childID string) (records.Allocation, error) {
	scan := func(r row) (a records.Allocation, err error) {
		err = r.Scan(&a.ChildID, &a.CaseNumber, &a.TeamID, &a.Restricted)
		return a, err
	}
	a, err := one(ctx, t, "read an allocation", scan, "SELECT id, case_number, COALESCE(team_id, ''), restricted FROM children WHERE id = ?", childID)
	if err != nil {
		return records.Allocation{}, err
	}
	a.People, err = list(ctx, t, "list who is named for a child", text,
		"SELECT person_id FROM allocations WHERE child_id = ? ORDER BY person_id"+t.db.dialect.byBytes, childID)
	if err != nil {
		return records.Allocation{}, err
	}
	opening := func(r row) (records.Opening, error) {
		o := records.Opening{ChildID: childID}
		var at, until moment
		err := r.Scan(&o.PersonID, &o.Name, &o.Reason, &at, &until)
		o.At, o.Until = at.Time, until.Time
		return o, err
	}
	a.Openings, err = list(ctx, t, "list who opened a case", opening,
		"SELECT person_id, name, reason, at, until FROM openings WHERE child_id = ? ORDER BY at DESC, person_id", childID)
	return a, err
}

// Restricted implements records.Reader.
func (t *tx) Restricted(ctx context.Context, limit, offset int) ([]records.Allocation, int, error) {
	const doing = "list restricted children"
	total, err := one(ctx, t, doing, number, "SELECT COUNT(*) FROM children WHERE restricted")
	if err != nil {
		return nil, 0, err
	}
	scan := func(r row) (records.Allocation, error) {
		a := records.Allocation{Restricted: true}
		err := r.Scan(&a.ChildID, &a.CaseNumber, &a.TeamID)
		return a, err
	}
	found, err := list(ctx, t, doing, scan, "SELECT id, case_number, COALESCE(team_id, '') FROM children WHERE restricted ORDER BY case_number"+
		t.db.dialect.byBytes+" LIMIT ? OFFSET ?", limit, offset)
	return found, total, err
}

// AllOpenings implements records.Reader.
func (t *tx) AllOpenings(ctx context.Context, limit, offset int) ([]records.Opening, int, error) {
	const doing = "list openings"
	total, err := one(ctx, t, doing, number, "SELECT COUNT(*) FROM openings")
	if err != nil {
		return nil, 0, err
	}
	scan := func(r row) (o records.Opening, err error) {
		var at, until moment
		err = r.Scan(&o.ChildID, &o.CaseNumber, &o.PersonID, &o.Name, &o.Reason, &at, &until)
		o.At, o.Until = at.Time, until.Time
		return o, err
	}
	found, err := list(ctx, t, doing, scan, `
		SELECT o.child_id, c.case_number, o.person_id, o.name, o.reason, o.at, o.until FROM openings o JOIN children c ON c.id = o.child_id
		ORDER BY o.at DESC, o.child_id, o.person_id LIMIT ? OFFSET ?`, limit, offset)
	return found, total, err
}

// SetAllocation implements records.Writer.
func (t *tx) SetAllocation(ctx context.Context, a records.Allocation) error {
	const doing = "store an allocation"
	found, err := t.guarded(ctx, doing, `
		UPDATE children SET restricted = ?, team_id = (SELECT id FROM teams WHERE id = ?)
		WHERE id = ? AND (? = '' OR EXISTS (SELECT 1 FROM teams WHERE id = ?))`,
		a.Restricted, a.TeamID, a.ChildID, a.TeamID, a.TeamID)
	if err == nil && !found {
		err = fmt.Errorf("%s: %w", doing, records.ErrNotFound)
	}
	if err != nil {
		return err
	}
	if err := t.run(ctx, doing, "DELETE FROM allocations WHERE child_id = ?", a.ChildID); err != nil {
		return err
	}
	for _, person := range slices.Compact(slices.Sorted(slices.Values(a.People))) {
		found, err := t.guarded(ctx, doing,
			"INSERT INTO allocations (child_id, person_id) SELECT ?, id FROM people WHERE id = ?", a.ChildID, person)
		if err == nil && !found {
			err = fmt.Errorf("%s: %w", doing, records.ErrNotFound)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// AddOpening implements records.Writer.
func (t *tx) AddOpening(ctx context.Context, o records.Opening) error {
	return t.run(ctx, "open a case", "INSERT INTO openings (child_id, person_id, name, reason, at, until) VALUES (?, ?, ?, ?, ?, ?)",
		o.ChildID, o.PersonID, o.Name, o.Reason, stamp(o.At), stamp(o.Until))
}
