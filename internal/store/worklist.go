package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
)

// Work implements records.Reader.
func (t *tx) Work(ctx context.Context, f records.WorkFilter) ([]records.Work, int, error) {
	// The version that is seen; see records.Record.AsSigned.
	where, args := "r.child_id = c.id AND v.record_id = r.id AND v.number = ", []any(nil)
	if f.Scope == nil || slices.Contains(f.Scope.Statuses, records.Draft) {
		where += "r.version"
	} else {
		in, statuses := among(f.Scope.Statuses)
		where, args = where+"CASE WHEN r.status IN "+in+" THEN r.version ELSE r.standing END", statuses
	}
	add := func(condition string, more ...any) {
		where += " AND " + condition
		args = append(args, more...)
	}
	visible, more := recordsWithin(f.Scope, f.Statuses...)
	add(visible, more...)
	if f.TeamID != "" {
		add("c.team_id = ?", f.TeamID)
	}
	if len(f.Kinds) > 0 {
		in, kinds := among(f.Kinds)
		add("r.kind IN "+in, kinds...)
	}
	if words := records.ChairWords(f.Chair); len(words) > 0 {
		var named []any
		for _, word := range words { // letters and figures only: nothing to escape
			named = append(named, "% "+word+" %")
		}
		add("(v.chaired = '' OR "+strings.Repeat("v.chaired LIKE ? AND ", len(words)-1)+"v.chaired LIKE ?)", named...)
	}
	if f.Unwritten {
		add("NOT EXISTS (SELECT 1 FROM records sheet WHERE sheet.about = r.id)")
	}
	from := " FROM " + nested("records r", f.Scope, f.TeamID) + " CROSS JOIN versions v WHERE " + where
	total, err := t.countable(ctx, "count work", from, args)
	if err != nil {
		return nil, 0, err
	}
	const due = "COALESCE((SELECT MIN(d.due) FROM deadlines d WHERE d.record_id = r.id), '')"
	order := "CASE WHEN " + due + " = '' THEN 1 ELSE 0 END, " + due + ", v.held, r.updated_at DESC, r.id"
	if f.Latest {
		order = "r.updated_at DESC, r.id"
	}
	work, err := list(ctx, t, "list work", scanWork, `
		SELECT r.id, r.kind, r.child_id, r.previous, r.about, r.meeting, r.status, r.version, r.standing, r.policy, r.updated_at, r.updated_by, v.held, c.body, `+due+
		from+" ORDER BY "+order+" LIMIT ? OFFSET ?", append(args, f.Limit, f.Offset)...)
	return work, total, err
}

func scanWork(r row) (w records.Work, err error) {
	var updated moment
	var child jsonColumn[forms.Child]
	err = r.Scan(&w.ID, &w.Kind, &w.ChildID, &w.Previous, &w.About, &w.Meeting, &w.Status, &w.Version, &w.Standing, &w.Policy, &updated, &w.UpdatedBy,
		(*day)(&w.Held), &child, (*day)(&w.Due))
	w.UpdatedAt, w.Child, w.CaseNumber = updated.Time, child.Value.Name, child.Value.CaseNumber
	return w, err
}

// Dues implements records.Reader.
func (t *tx) Dues(ctx context.Context, f records.DueFilter) ([]records.Due, int, error) {
	where, args := within(f.Scope)
	if f.TeamID != "" {
		where, args = where+" AND c.team_id = ?", append(args, f.TeamID)
	}
	if !f.From.IsZero() {
		where, args = where+" AND d.due >= ?", append(args, f.From.String())
	}
	if !f.Before.IsZero() {
		where, args = where+" AND d.due < ?", append(args, f.Before.String())
	}
	from := " FROM " + nested("deadlines d", f.Scope, f.TeamID) + " WHERE d.child_id = c.id AND " + where
	total, err := t.countable(ctx, "count what is due", from, args)
	if err != nil {
		return nil, 0, err
	}
	scan := func(r row) (d records.Due, err error) {
		var child jsonColumn[forms.Child]
		err = r.Scan(&d.ChildID, &child, &d.RecordID, &d.Rule, &d.Source, &d.Name, (*day)(&d.Day))
		d.Child, d.CaseNumber = child.Value.Name, child.Value.CaseNumber
		return d, err
	}
	dues, err := list(ctx, t, "list what is due", scan,
		"SELECT d.child_id, c.body, d.record_id, d.rule, d.source, d.name, d.due"+from+" ORDER BY d.due, d.child_id, d.number LIMIT ? OFFSET ?",
		append(args, f.Limit, f.Offset)...)
	return dues, total, err
}

// nested joins a table with children c. SQLite takes the tables of a CROSS JOIN in the order in which they stand: of a few
// hundred children it looks up each one's rows; of all children it goes through the rows in their order, until a page is
// full. PostgreSQL finds that out for itself.
func nested(table string, s *records.Scope, teamID string) string {
	if teamID != "" || s != nil && s.Reach != records.Everyone {
		return "children c CROSS JOIN " + table
	}
	return table + " CROSS JOIN children c"
}

// countable counts rows up to one more than records.Countable.
func (t *tx) countable(ctx context.Context, doing, from string, args []any) (int, error) {
	return one(ctx, t, doing, number, fmt.Sprintf("SELECT COUNT(*) FROM (SELECT 1 AS found%s LIMIT %d) AS counted", from, records.Countable+1), args...)
}

// Uncounted implements records.Reader.
func (t *tx) Uncounted(ctx context.Context, mark string, limit int) ([]string, error) {
	return list(ctx, t, "list children to count", text, "SELECT id FROM children WHERE counted < ? OR counted > ? LIMIT ?", mark, mark, limit)
}

// SetDues implements records.Writer.
func (t *tx) SetDues(ctx context.Context, childID, mark string, dues []records.Due) error {
	const doing = "store what is due"
	due := "9"
	for _, d := range dues {
		due = min(due, d.Day.String())
	}
	if err := t.run(ctx, doing, "UPDATE children SET counted = ?, due = ? WHERE id = ?", mark, due, childID); err != nil {
		return err
	}
	if err := t.run(ctx, doing, "DELETE FROM deadlines WHERE child_id = ?", childID); err != nil || len(dues) == 0 {
		return err
	}
	args := make([]any, 0, 7*len(dues))
	for i, d := range dues {
		args = append(args, childID, i, d.Day.String(), d.RecordID, d.Rule, d.Source, d.Name)
	}
	return t.run(ctx, doing, "INSERT INTO deadlines (child_id, number, due, record_id, rule, source, name) VALUES (?, ?, ?, ?, ?, ?, ?)"+
		strings.Repeat(", (?, ?, ?, ?, ?, ?, ?)", len(dues)-1), args...)
}

// day is a forms.Date in the database: its ISO form, empty for none.
type day forms.Date

// Scan implements sql.Scanner.
func (d *day) Scan(v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("a day is stored as %T, not as text", v)
	}
	if s == "" {
		*d = day{}
		return nil
	}
	read, err := forms.ParseDate(s)
	*d = day(read)
	return err
}
