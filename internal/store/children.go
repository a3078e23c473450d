package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"minutebook/forms"
	"minutebook/internal/records"
)

func scanChild(r row) (forms.Child, error) {
	var child jsonColumn[forms.Child]
	err := r.Scan(&child)
	return child.Value, err
}

// Child implements records.Reader.
func (t *tx) Child(ctx context.Context, id string) (forms.Child, error) {
	return one(ctx, t, "read a child", scanChild, "SELECT body FROM children WHERE id = ?", id)
}

// ChildByCaseNumber implements records.Reader.
func (t *tx) ChildByCaseNumber(ctx context.Context, number string) (forms.Child, error) {
	return one(ctx, t, "read a child", scanChild, "SELECT body FROM children WHERE case_number = ?", number)
}

// Children implements records.Reader.
func (t *tx) Children(ctx context.Context, f records.ChildFilter) ([]forms.Child, int, error) {
	where, args := chosen(f)
	total, err := one(ctx, t, "count children", number, "SELECT COUNT(*) FROM children c WHERE "+where, args...)
	if err != nil {
		return nil, 0, err
	}
	// Ids first: while rows are sorted and skipped, only indexes are read, and no bodies.
	children, err := list(ctx, t, "list children", scanChild,
		"SELECT c.body FROM (SELECT c.id FROM children c WHERE "+where+" ORDER BY "+t.order(f.Order)+" LIMIT ? OFFSET ?) page JOIN children c ON c.id = page.id ORDER BY "+t.order(f.Order),
		append(args, f.Limit, f.Offset)...)
	return children, total, err
}

// chosen returns the condition of a filter on c, and its arguments.
func chosen(f records.ChildFilter) (string, []any) {
	where, args := within(f.Scope)
	for _, word := range strings.Fields(folded(f.Query)) {
		where += " AND c.search LIKE ? ESCAPE '!'"
		args = append(args, "%"+strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(word)+"%")
	}
	if f.TeamID != "" {
		where += " AND c.team_id = ?"
		args = append(args, f.TeamID)
	}
	if f.Kind != "" || f.Status != "" {
		var of []records.Status
		if f.Status != "" {
			of = append(of, f.Status)
		}
		visible, more := seen(f.Scope, of...)
		if f.Kind != "" {
			visible, more = visible+" AND r.kind = ?", append(more, string(f.Kind))
		}
		// Not c.id itself: SQLite would look up every child of every such record, and not go through an index of children.
		where += " AND c.id || '' IN (SELECT r.child_id FROM records r WHERE " + visible + ")"
		args = append(args, more...)
	}
	if !f.Late.IsZero() {
		where += " AND c.due < ?"
		args = append(args, f.Late.String())
	}
	return where, args
}

// order is what follows ORDER BY for children c. There is an index for each.
func (t *tx) order(o records.ChildOrder) string {
	switch o {
	case records.ByCaseNumber:
		return "c.case_number" + t.db.dialect.byBytes
	case records.ByBirth:
		return "c.born DESC, c.id DESC"
	case records.ByDue:
		return "c.due, c.id"
	}
	return "c.search" + t.db.dialect.byBytes + ", c.id"
}

// AddChild implements records.Writer.
func (t *tx) AddChild(ctx context.Context, c forms.Child, at time.Time) error {
	body, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("write a child as JSON: %w", err)
	}
	return caseNumber(t.run(ctx, "add a child",
		"INSERT INTO children (id, case_number, search, body, next_action, updated_at, restricted, born, due, counted) VALUES (?, ?, ?, ?, 1, ?, FALSE, ?, '9', '')",
		c.ID, c.CaseNumber, searched(c), body, stamp(at), c.DateOfBirth.String()))
}

// UpdateChild implements records.Writer.
func (t *tx) UpdateChild(ctx context.Context, c forms.Child, at time.Time) error {
	body, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("write a child as JSON: %w", err)
	}
	found, err := t.guarded(ctx, "change a child",
		"UPDATE children SET case_number = ?, search = ?, body = ?, updated_at = ?, born = ? WHERE id = ?",
		c.CaseNumber, searched(c), body, stamp(at), c.DateOfBirth.String(), c.ID)
	if err == nil && !found {
		return fmt.Errorf("change a child: %w", records.ErrNotFound)
	}
	return caseNumber(err)
}

// NextAction implements records.Writer.
func (t *tx) NextAction(ctx context.Context, childID string) (int, error) {
	return one(ctx, t, "read the next action's number", number,
		"SELECT next_action FROM children WHERE id = ?"+t.db.dialect.lockRow, childID)
}

// SetNextAction implements records.Writer.
func (t *tx) SetNextAction(ctx context.Context, childID string, next int) error {
	return t.run(ctx, "store the next action's number", "UPDATE children SET next_action = ? WHERE id = ?", next, childID)
}

// searched is what a child is found by, in the order in which children are listed.
func searched(c forms.Child) string { return folded(c.Name + "\n" + c.CaseNumber) }

// folded takes case and accents away, so that "elodie" finds Élodie and she is listed among the Es. It is not left to the
// database: SQLite knows no letters but those of ASCII.
func folded(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s)))
}

func caseNumber(err error) error {
	if taken(err) {
		return fmt.Errorf("%w", records.ErrCaseNumberTaken)
	}
	return err
}
