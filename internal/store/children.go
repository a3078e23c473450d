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
	scope, args := within(f.Scope)
	where := " FROM children c WHERE " + scope + " AND search LIKE ? ESCAPE '!'"
	args = append(args, "%"+strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(folded(f.Query))+"%")
	total, err := one(ctx, t, "count children", number, "SELECT COUNT(*)"+where, args...)
	if err != nil {
		return nil, 0, err
	}
	children, err := list(ctx, t, "list children", scanChild,
		"SELECT body"+where+" ORDER BY search"+t.db.dialect.byBytes+", id LIMIT ? OFFSET ?", append(args, f.Limit, f.Offset)...)
	return children, total, err
}

// AddChild implements records.Writer.
func (t *tx) AddChild(ctx context.Context, c forms.Child, at time.Time) error {
	body, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("write a child as JSON: %w", err)
	}
	return caseNumber(t.run(ctx, "add a child",
		"INSERT INTO children (id, case_number, search, body, next_action, updated_at, restricted) VALUES (?, ?, ?, ?, 1, ?, FALSE)",
		c.ID, c.CaseNumber, searched(c), body, stamp(at)))
}

// UpdateChild implements records.Writer.
func (t *tx) UpdateChild(ctx context.Context, c forms.Child, at time.Time) error {
	body, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("write a child as JSON: %w", err)
	}
	found, err := t.guarded(ctx, "change a child",
		"UPDATE children SET case_number = ?, search = ?, body = ?, updated_at = ? WHERE id = ?",
		c.CaseNumber, searched(c), body, stamp(at), c.ID)
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
