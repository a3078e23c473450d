package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// Open opens the database at dsn and brings its tables up to date. The dsn is a file's path or sqlite://path for SQLite,
// postgres://user:password@host/database for PostgreSQL. A SQLite file that is not there is created, readable by its
// owner only; its folder must exist.
func Open(ctx context.Context, dsn string) (*DB, error) {
	db, err := connect(dsn)
	if err != nil {
		return nil, err
	}
	if err := db.prepare(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

func connect(dsn string) (*DB, error) {
	scheme, rest, ok := strings.Cut(dsn, "://")
	switch {
	case ok && (scheme == "postgres" || scheme == "postgresql"):
		return connectPostgres(dsn)
	case ok && scheme == "sqlite":
		return connectSQLite(rest)
	case ok:
		return nil, fmt.Errorf("open the database: %q is neither sqlite:// nor postgres://", scheme+"://")
	}
	return connectSQLite(dsn)
}

func (db *DB) prepare(ctx context.Context) error {
	if err := db.migrate(ctx); err != nil {
		return err
	}
	return db.openQueue()
}

func connectSQLite(path string) (*DB, error) {
	if path == "" {
		return nil, errors.New("open the database: the path of its file is empty")
	}
	// SQLite would create the file readable by everybody; the files beside it (-wal, -shm) take over its mode.
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case err == nil:
		if err := file.Close(); err != nil {
			return nil, fmt.Errorf("create the database: %w", err)
		}
	case !errors.Is(err, fs.ErrExist):
		return nil, fmt.Errorf("create the database: %w", err)
	}
	writer, err := sql.Open("sqlite", sqliteURI(path, url.Values{
		"_txlock":       {"immediate"}, // a transaction that would have to wait for its first write could only fail
		"_foreign_keys": {"1"},
		"_synchronous":  {"FULL"},
		"_journal_mode": {"WAL"},
		"_busy_timeout": {"10000"}, // milliseconds; another process, such as a backup, may hold the file
	}))
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	writer.SetMaxOpenConns(1)
	reader, err := sql.Open("sqlite", sqliteURI(path, url.Values{"_query_only": {"1"}, "_busy_timeout": {"10000"}}))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the database: %w", err), writer.Close())
	}
	reader.SetMaxOpenConns(4)
	return &DB{dialect: &sqliteDialect, writer: writer, reader: reader}, nil
}

// sqliteURI escapes the path, since a question mark in it would begin the options (https://www.sqlite.org/uri.html).
func sqliteURI(path string, options url.Values) string {
	return "file:" + (&url.URL{Path: filepath.Clean(path)}).EscapedPath() + "?" + options.Encode()
}

func connectPostgres(dsn string) (*DB, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err) // pgx takes the password out of what it says
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "minutebook"
	}
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(16)
	pool.SetMaxIdleConns(postgresDialect.idle)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	return &DB{dialect: &postgresDialect, writer: pool, reader: pool}, nil
}
