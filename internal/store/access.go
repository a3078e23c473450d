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
	near, args := near(s, s.Reach)
	if s.Reach == records.Everyone {
		return "(NOT c.restricted OR c.id IN (" + near + "))", args
	}
	return "c.id IN (" + near + ")", args
}

// near selects the children whom the person works with, and those of the teams unless the reach is less. It is a set of ids
// and not a condition on each child: a person works with a few hundred of a hundred thousand.
func near(s *records.Scope, reach records.Reach) (string, []any) {
	ids := "SELECT child_id FROM allocations WHERE person_id = ? UNION SELECT child_id FROM openings WHERE person_id = ? AND until > ?"
	args := []any{s.PersonID, s.PersonID, stamp(s.At)}
	if reach >= records.Team {
		ids += " UNION SELECT t.id FROM children t JOIN memberships m ON m.team_id = t.team_id WHERE m.person_id = ? AND NOT t.restricted"
		args = append(args, s.PersonID)
	}
	return ids, args
}

// recordsWithin is within for a record r of the child c, in one of the states if any are given.
func recordsWithin(s *records.Scope, of ...records.Status) (string, []any) {
	where, args := within(s)
	visible, more := seen(s, of...)
	return where + " AND " + visible, append(args, more...)
}

// seen returns the condition that a record r of a child in the scope is seen, in one of the states if any are given. Who does
// not see an amendment sees the version that it amends, which is issued; see records.Record.AsSigned.
func seen(s *records.Scope, of ...records.Status) (string, []any) {
	if s == nil {
		if len(of) == 0 {
			return "1 = 1", nil
		}
		in, args := among(of)
		return "r.status IN " + in, args
	}
	statuses := s.Statuses
	if len(of) > 0 {
		statuses = slices.DeleteFunc(slices.Clone(of), func(status records.Status) bool { return !slices.Contains(s.Statuses, status) })
	}
	if len(statuses) == 0 {
		return "1 = 0", nil
	}
	in, args := among(statuses)
	where := "r.status IN " + in
	if !slices.Contains(s.Statuses, records.Draft) && slices.Contains(statuses, records.Issued) {
		shown, all := among(s.Statuses)
		where = "(" + where + " OR r.standing > 0 AND r.status NOT IN " + shown + ")"
		args = append(args, all...)
	}
	near, people := near(s, records.Team)
	args = append(append(args, string(records.Particular)), people...)
	return where + " AND (r.kind <> ? OR r.child_id IN (" + near + "))", args
}

// among returns what follows IN, and its arguments.
func among[T ~string](all []T) (string, []any) {
	args := make([]any, len(all))
	for i, v := range all {
		args[i] = string(v)
	}
	return "(" + strings.Join(slices.Repeat([]string{"?"}, len(all)), ", ") + ")", args
}

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

const selectOpening = "SELECT o.child_id, c.case_number, o.person_id, o.name, o.reason, o.at, o.until FROM openings o JOIN children c ON c.id = o.child_id"

func scanOpening(r row) (o records.Opening, err error) {
	var at, until moment
	err = r.Scan(&o.ChildID, &o.CaseNumber, &o.PersonID, &o.Name, &o.Reason, &at, &until)
	o.At, o.Until = at.Time, until.Time
	return o, err
}

// OpenedNear implements records.Reader.
func (t *tx) OpenedNear(ctx context.Context, scope *records.Scope, limit int) ([]records.Opening, error) {
	where, args := within(scope)
	return list(ctx, t, "list openings", scanOpening,
		selectOpening+" WHERE "+where+" ORDER BY o.at DESC, o.child_id, o.person_id LIMIT ?", append(args, limit)...)
}

// AllOpenings implements records.Reader.
func (t *tx) AllOpenings(ctx context.Context, limit, offset int) ([]records.Opening, int, error) {
	const doing = "list openings"
	total, err := one(ctx, t, doing, number, "SELECT COUNT(*) FROM openings")
	if err != nil {
		return nil, 0, err
	}
	found, err := list(ctx, t, doing, scanOpening, selectOpening+`
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
