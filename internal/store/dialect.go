package store

import (
	"database/sql"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
)

// dialect is everything in which the two databases differ, beside their guards (migrations/) and error codes (fault.go).
type dialect struct {
	goose    goose.Dialect
	guards   string         // file of the triggers
	numbered bool           // placeholders are $1, $2 …
	byBytes  string         // follows a column in ORDER BY, so that every server sorts alike, whatever its locale
	lockRow  string         // what makes a SELECT keep others from changing the row
	lockGone string         // lockRow for a row that is to be removed: nothing may come to refer to it meanwhile
	snapshot *sql.TxOptions // a transaction that reads one state of everything
	idle     int            // connections that are kept and may have died since; a file's do not die
	river    func(*sql.DB) riverdriver.Driver[*sql.Tx]
	// lockMigration keeps other processes from migrating until unlockMigration. Where there is no such lock, tries says how
	// often to try: of two processes that create one file, the slower fails at a table that is there by then, and finds
	// less to do when it looks again.
	lockMigration, unlockMigration string
	tries                          int
}

// A SQLite writer holds the whole file, so a row needs no lock of its own, and every reader sees one state anyway.
var sqliteDialect = dialect{
	goose:    goose.DialectSQLite3,
	guards:   "migrations/sqlite/0002_guards.sql",
	snapshot: &sql.TxOptions{ReadOnly: true},
	river:    func(db *sql.DB) riverdriver.Driver[*sql.Tx] { return riversqlite.New(db) },
	tries:    20, // in 9.5 seconds, about as long as a statement waits
}

// FOR NO KEY UPDATE and not FOR UPDATE: new rows that refer to the locked one need not wait.
var postgresDialect = dialect{
	goose:           goose.DialectPostgres,
	guards:          "migrations/postgres/0002_guards.sql",
	numbered:        true,
	idle:            4,
	byBytes:         ` COLLATE "C"`,
	lockRow:         " FOR NO KEY UPDATE",
	lockGone:        " FOR UPDATE",
	snapshot:        &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead},
	river:           func(db *sql.DB) riverdriver.Driver[*sql.Tx] { return riverdatabasesql.New(db) },
	tries:           1,
	lockMigration:   "SELECT pg_advisory_lock(7236115)", // any number that nobody else uses
	unlockMigration: "SELECT pg_advisory_unlock(7236115)",
}

// rebind writes the placeholders of a query as the database wants them. No query here has a question mark of its own.
func (d *dialect) rebind(query string) string {
	if !d.numbered {
		return query
	}
	var b strings.Builder
	for n := 1; ; n++ {
		before, after, found := strings.Cut(query, "?")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		b.WriteString("$" + strconv.Itoa(n))
		query = after
	}
}
