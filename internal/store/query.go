package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"minutebook/internal/records"
)

// tx is one transaction. It implements records.Writer.
type tx struct {
	db    *DB
	tx    *sql.Tx
	lines []records.AuditLine // to be written before it commits
}

// row is a row of a result, or the only one.
type row interface{ Scan(into ...any) error }

// exec runs a statement and returns how many rows it changed.
func (t *tx) exec(ctx context.Context, doing, query string, args ...any) (int64, error) {
	result, err := t.tx.ExecContext(ctx, t.db.dialect.rebind(query), args...)
	if err != nil {
		return 0, t.db.fault(doing, err)
	}
	n, err := result.RowsAffected()
	return n, t.db.fault(doing, err)
}

// run is exec for a statement that cannot but change its row.
func (t *tx) run(ctx context.Context, doing, query string, args ...any) error {
	_, err := t.exec(ctx, doing, query, args...)
	return err
}

// guarded is exec for a statement whose WHERE may refuse; it reports whether a row was changed.
func (t *tx) guarded(ctx context.Context, doing, query string, args ...any) (bool, error) {
	n, err := t.exec(ctx, doing, query, args...)
	return n == 1, err
}

// one reads the only row of a query. No row is records.ErrNotFound.
func one[T any](ctx context.Context, t *tx, doing string, scan func(row) (T, error), query string, args ...any) (T, error) {
	v, err := scan(t.tx.QueryRowContext(ctx, t.db.dialect.rebind(query), args...))
	if err != nil {
		var none T
		return none, t.db.fault(doing, err)
	}
	return v, nil
}

// list reads every row of a query. No row is an empty list, not nil, so that it is [] in JSON.
func list[T any](ctx context.Context, t *tx, doing string, scan func(row) (T, error), query string, args ...any) (all []T, err error) {
	rows, err := t.tx.QueryContext(ctx, t.db.dialect.rebind(query), args...)
	if err != nil {
		return nil, t.db.fault(doing, err)
	}
	defer func() {
		if closed := rows.Close(); err == nil {
			err = t.db.fault(doing, closed)
		}
	}()
	all = []T{}
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, t.db.fault(doing, err)
		}
		all = append(all, v)
	}
	return all, t.db.fault(doing, rows.Err())
}

func number(r row) (n int, err error) {
	err = r.Scan(&n)
	return n, err
}

func text(r row) (s string, err error) {
	err = r.Scan(&s)
	return s, err
}

// moment is a time.Time in the database: text of fixed width, so that order of text is order of time; empty for zero.
type moment struct{ time.Time }

const momentLayout = "2006-01-02T15:04:05.000000Z"

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(momentLayout)
}

// Scan implements sql.Scanner.
func (m *moment) Scan(v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("a time is stored as %T, not as text", v)
	}
	if s == "" {
		m.Time = time.Time{}
		return nil
	}
	t, err := time.Parse(momentLayout, s)
	m.Time = t
	return err
}

// jsonColumn is a value that is stored as JSON.
type jsonColumn[T any] struct{ Value T }

// Scan implements sql.Scanner. It does not say what could not be read: that may be case content.
func (d *jsonColumn[T]) Scan(v any) error {
	data, ok := v.([]byte)
	if !ok || json.Unmarshal(data, &d.Value) != nil {
		return fmt.Errorf("a %T does not read back as JSON", d.Value)
	}
	return nil
}
