package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed migrations
var migrations embed.FS

// migrate brings the tables up to date: ours with goose, then River's own. Each migration is a transaction, and running
// again goes on where the last run ended.
func (db *DB) migrate(ctx context.Context) (err error) {
	unlock, err := db.lockMigration(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	for try := range db.dialect.tries {
		if err = db.migrateOnce(ctx); err == nil || !inTheWay(err) {
			return err
		}
		// SQLite refuses at once, without waiting, while another process makes the file or turns its log on.
		select {
		case <-ctx.Done():
			return err
		case <-time.After(time.Duration(try) * 50 * time.Millisecond):
		}
	}
	return err
}

func (db *DB) migrateOnce(ctx context.Context) error {
	if err := db.Ping(ctx); err != nil {
		return err
	}
	tables, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("find the migrations: %w", err)
	}
	guards, err := migrations.ReadFile(db.dialect.guards)
	if err != nil {
		return fmt.Errorf("find the migrations: %w", err)
	}
	// Triggers are written differently for each database. Whole, because goose would cut them at their semicolons.
	second := goose.NewGoMigration(2, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, string(guards))
		return err
	}}, nil)
	provider, err := goose.NewProvider(db.dialect.goose, db.writer, tables,
		goose.WithGoMigrations(second), goose.WithDisableGlobalRegistry(true), goose.WithSlog(slog.New(slog.DiscardHandler)))
	if err != nil {
		return fmt.Errorf("prepare the migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return db.fault("migrate the tables", err)
	}
	jobs, err := rivermigrate.New(db.dialect.river(db.writer), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("prepare the migrations of jobs: %w", err)
	}
	if _, err := jobs.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return db.fault("migrate the tables of jobs", err)
	}
	return nil
}

// lockMigration makes other processes wait until this one has migrated. The lock belongs to a connection, which is held
// until unlock.
func (db *DB) lockMigration(ctx context.Context) (unlock func() error, err error) {
	if db.dialect.lockMigration == "" {
		return func() error { return nil }, nil
	}
	conn, err := db.writer.Conn(ctx)
	if err != nil {
		return nil, db.fault("lock the migrations", err)
	}
	if _, err := conn.ExecContext(ctx, db.dialect.lockMigration); err != nil {
		return nil, errors.Join(db.fault("lock the migrations", err), conn.Close())
	}
	return func() error {
		_, err := conn.ExecContext(context.WithoutCancel(ctx), db.dialect.unlockMigration)
		return errors.Join(db.fault("unlock the migrations", err), db.fault("unlock the migrations", conn.Close()))
	}, nil
}
