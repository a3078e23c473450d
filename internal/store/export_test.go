package store

import (
	"context"
	"fmt"
)

// LimitPages makes the writer's SQLite refuse to grow the file by more than so many pages, as a full disk would; 0 lifts
// the limit.
func (db *DB) LimitPages(ctx context.Context, more int) error {
	var pages int
	if err := db.writer.QueryRowContext(ctx, "PRAGMA page_count").Scan(&pages); err != nil {
		return err
	}
	limit := pages + more
	if more == 0 {
		limit = 1 << 30
	}
	return db.writer.QueryRowContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", limit)).Scan(&pages)
}

// Pragma returns a setting of the writer's or the reader's connection to SQLite.
func (db *DB) Pragma(ctx context.Context, writer bool, name string) (value string, err error) {
	pool := db.reader
	if writer {
		pool = db.writer
	}
	err = pool.QueryRowContext(ctx, "PRAGMA "+name).Scan(&value)
	return value, err
}

// Rebind is rebind for PostgreSQL.
func Rebind(query string) string { return postgresDialect.rebind(query) }
