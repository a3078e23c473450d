package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"minutebook/internal/auth"
	"minutebook/internal/records"
)

const personColumns = "id, username, name, role, disabled"

func scanPerson(r row) (p auth.Person, err error) {
	err = r.Scan(&p.ID, &p.Username, &p.Name, &p.Role, &p.Disabled)
	return p, err
}

// read is Read for the other tables.
func (db *DB) read(ctx context.Context, do func(*tx) error) error {
	return db.inTx(ctx, db.reader, db.dialect.snapshot, do)
}

// unknown says of a person what everything else here says with records.ErrNotFound.
func unknown(err error) error {
	if errors.Is(err, records.ErrNotFound) {
		return auth.ErrUnknownPerson
	}
	return err
}

// AddPerson implements auth.Store.
func (db *DB) AddPerson(ctx context.Context, p auth.Person, passwordHash string) error {
	err := db.write(ctx, func(t *tx) error {
		return t.run(ctx, "add a person",
			"INSERT INTO people ("+personColumns+", password_hash, failures, locked_until) VALUES (?, ?, ?, ?, ?, ?, 0, '')",
			p.ID, p.Username, p.Name, string(p.Role), p.Disabled, passwordHash)
	})
	if taken(err) {
		return fmt.Errorf("%w", auth.ErrUsernameTaken)
	}
	return err
}

// PersonByUsername implements auth.Store.
func (db *DB) PersonByUsername(ctx context.Context, username string) (p auth.Person, hash string, failures int, lockedUntil time.Time, err error) {
	err = db.read(ctx, func(t *tx) error {
		scan := func(r row) (p auth.Person, err error) {
			var until moment
			err = r.Scan(&p.ID, &p.Username, &p.Name, &p.Role, &p.Disabled, &hash, &failures, &until)
			lockedUntil = until.Time
			return p, err
		}
		p, err = one(ctx, t, "look up a person", scan,
			"SELECT "+personColumns+", password_hash, failures, locked_until FROM people WHERE username = ?", username)
		return err
	})
	return p, hash, failures, lockedUntil, unknown(err)
}

// Person implements auth.Store.
func (db *DB) Person(ctx context.Context, id string) (p auth.Person, err error) {
	err = db.read(ctx, func(t *tx) error {
		p, err = one(ctx, t, "look up a person", scanPerson, "SELECT "+personColumns+" FROM people WHERE id = ?", id)
		return err
	})
	return p, unknown(err)
}

// People implements auth.Store.
func (db *DB) People(ctx context.Context) (all []auth.Person, err error) {
	err = db.read(ctx, func(t *tx) error {
		all, err = list(ctx, t, "list people", scanPerson, "SELECT "+personColumns+" FROM people ORDER BY username"+db.dialect.byBytes)
		return err
	})
	return all, err
}

// SetPassword implements auth.Store.
func (db *DB) SetPassword(ctx context.Context, id, hash string) error {
	return db.changePerson(ctx, "UPDATE people SET password_hash = ? WHERE id = ?", hash, id)
}

// SetDisabled implements auth.Store.
func (db *DB) SetDisabled(ctx context.Context, id string, disabled bool) error {
	return db.changePerson(ctx, "UPDATE people SET disabled = ? WHERE id = ?", disabled, id)
}

// RecordSignIn implements auth.Store.
func (db *DB) RecordSignIn(ctx context.Context, id string, failures int, lockedUntil time.Time) error {
	return db.changePerson(ctx, "UPDATE people SET failures = ?, locked_until = ? WHERE id = ?", failures, stamp(lockedUntil), id)
}

func (db *DB) changePerson(ctx context.Context, query string, args ...any) error {
	return db.write(ctx, func(t *tx) error {
		found, err := t.guarded(ctx, "change a person", query, args...)
		if err == nil && !found {
			return auth.ErrUnknownPerson
		}
		return err
	})
}
