// Package store keeps children, records, papers, people, sessions and keys in a database: one SQLite file, or PostgreSQL
// where several machines serve one authority. Both are given the same SQL text; what differs is in dialect.go.
//
// The rules are:
//
//   - A change, its audit line and the job that follows from it are one transaction.
//   - A statement that changes the state of something names the state it expects, and the count of rows says whether it
//     was right.
//   - What is written once (versions, signatures, documents, audit lines) is also guarded by triggers.
//   - An error says what was being done and never holds case content.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/riverqueue/river"

	"minutebook/internal/auth"
	"minutebook/internal/authority"
	"minutebook/internal/records"
)

// DB is an open database, safe for use by many goroutines.
type DB struct {
	dialect *dialect
	// writer is the only way to change anything. On SQLite it is a single connection, which River shares: they take turns
	// in this process, and never find the file locked. Whoever holds a transaction must therefore not ask the pool for
	// another connection.
	writer *sql.DB
	reader *sql.DB
	queue  *river.Client[*sql.Tx] // puts jobs in and looks them up; it works none
	closed atomic.Bool

	mu      sync.Mutex
	working *river.Client[*sql.Tx] // works jobs between StartJobs and StopJobs
}

var (
	_ records.Store   = (*DB)(nil)
	_ auth.Store      = (*DB)(nil)
	_ auth.Directory  = (*DB)(nil)
	_ authority.Vault = (*DB)(nil)
)

// Ping reports whether the database can be read and would take a change.
func (db *DB) Ping(ctx context.Context) error {
	answer := func(t *tx) error { return t.run(ctx, "ask the database", "SELECT 1") }
	if err := db.read(ctx, answer); err != nil {
		return err
	}
	return db.write(ctx, answer)
}

// Close ends every connection. Stop the jobs first.
func (db *DB) Close() error {
	db.closed.Store(true)
	err := db.writer.Close()
	if db.reader != db.writer {
		err = errors.Join(db.reader.Close(), err)
	}
	if err != nil {
		return fmt.Errorf("close the database: %w", err)
	}
	return nil
}

// Read implements records.Store.
func (db *DB) Read(ctx context.Context, do func(records.Reader) error) error {
	return db.inTx(ctx, db.reader, db.dialect.snapshot, func(t *tx) error { return do(t) })
}

// Write implements records.Store.
func (db *DB) Write(ctx context.Context, do func(records.Writer) error) error {
	return db.write(ctx, func(t *tx) error { return do(t) })
}

func (db *DB) write(ctx context.Context, do func(*tx) error) error {
	return db.inTx(ctx, db.writer, nil, do)
}

// inTx commits what do did, or rolls it back when do returns an error or panics.
func (db *DB) inTx(ctx context.Context, pool *sql.DB, options *sql.TxOptions, do func(*tx) error) (err error) {
	began, err := db.begin(ctx, pool, options)
	if err != nil {
		return db.fault("begin a transaction", err)
	}
	defer func() {
		// After a commit there is nothing to roll back. On a full disk SQLite has rolled back by itself and says so; err
		// tells of the disk then.
		rolled := began.Rollback()
		if rolled != nil && !errors.Is(rolled, sql.ErrTxDone) && !errors.As(err, new(*records.UnavailableError)) {
			err = errors.Join(err, db.fault("roll back", rolled))
		}
	}()
	t := &tx{db: db, tx: began}
	if err := do(t); err != nil {
		return err
	}
	if err := t.writeLines(ctx); err != nil {
		return err
	}
	return db.fault("commit", began.Commit())
}

// begin begins a transaction. After a restart of the server every idle connection is dead, and says so only when it is
// used; a transaction that has not begun may be begun again.
func (db *DB) begin(ctx context.Context, pool *sql.DB, options *sql.TxOptions) (*sql.Tx, error) {
	for again := 0; ; again++ {
		began, err := pool.BeginTx(ctx, options)
		if err == nil || again == db.dialect.idle || !unavailable(err) || errors.As(err, new(*pgconn.ConnectError)) {
			return began, err
		}
	}
}
