package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"minutebook/internal/records"
)

// fault returns nil for nil, and otherwise an error that says what was being done. A row that is not there becomes
// records.ErrNotFound; a full or failing disk, a lost or overloaded database *records.UnavailableError.
func (db *DB) fault(doing string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("%s: %w", doing, records.ErrNotFound)
	case db.closed.Load() || unavailable(err):
		return &records.UnavailableError{Err: fmt.Errorf("%s: %w", doing, err)}
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// unavailable reports whether the fault is with the disk, the connection or the server, not with the statement.
func unavailable(err error) bool {
	if errors.Is(err, context.Canceled) { // the caller went away; nobody is waiting for an answer
		return false
	}
	if errors.As(err, new(*pgconn.ConnectError)) { // before PgError: it may hold one
		return true
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		switch lite.Code() & 0xff { // the low byte is the primary code: https://www.sqlite.org/rescode.html
		case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY,
			sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_PERM:
			return true
		}
		return false
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch fmt.Sprintf("%.2s", pg.Code) { // classes of https://www.postgresql.org/docs/current/errcodes-appendix.html
		case "08", // connection
			"53", // resources: 53100 is a full disk
			"57", // the operator stepped in: shutdown, terminated
			"58", // the system around it
			"40", // rolled back: deadlock
			"25", // a standby that only reads
			"3D": // the database is gone
			return true
		}
		return false
	}
	return errors.As(err, new(net.Error)) || pgconn.SafeToRetry(err) || errors.Is(err, pgconn.ErrConnClosed) ||
		errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, context.DeadlineExceeded)
}

// taken reports whether a statement was refused because a unique value is there already.
func taken(err error) bool {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return lite.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || lite.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
	}
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "23505"
}

// inTheWay reports whether a migration failed because another process is making the same SQLite file: the file is locked,
// or a table or a row is there by now.
func inTheWay(err error) bool {
	var lite *sqlite.Error
	if !errors.As(err, &lite) {
		return false
	}
	switch lite.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_SCHEMA, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_ERROR:
		return true
	}
	return false
}
