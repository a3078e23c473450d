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
func (db *DB) AddPerson(ctx context.Context, p auth.Person, passwordHash string, events ...auth.Event) error {
	err := db.write(ctx, func(t *tx) error {
		return t.after(ctx, t.addPerson(ctx, p, passwordHash), events)
	})
	if taken(err) {
		return fmt.Errorf("%w", auth.ErrUsernameTaken)
	}
	return err
}

func (t *tx) addPerson(ctx context.Context, p auth.Person, passwordHash string) error {
	return t.run(ctx, "add a person",
		"INSERT INTO people ("+personColumns+", password_hash, failures, locked_until, step) VALUES (?, ?, ?, ?, ?, ?, 0, '', 0)",
		p.ID, p.Username, p.Name, string(p.Role), p.Disabled, passwordHash)
}

// Account implements auth.Store.
func (db *DB) Account(ctx context.Context, username string) (auth.Account, error) {
	return db.account(ctx, "username", username)
}

// AccountByID implements auth.Store.
func (db *DB) AccountByID(ctx context.Context, id string) (auth.Account, error) {
	return db.account(ctx, "id", id)
}

func (db *DB) account(ctx context.Context, column, value string) (a auth.Account, err error) {
	scan := func(r row) (a auth.Account, err error) {
		var until moment
		err = r.Scan(&a.ID, &a.Username, &a.Name, &a.Role, &a.Disabled, &a.PasswordHash, &a.Failures, &until, &a.Secret, &a.Step)
		a.LockedUntil = until.Time
		return a, err
	}
	err = db.read(ctx, func(t *tx) error {
		a, err = one(ctx, t, "look up a person", scan,
			"SELECT "+personColumns+", password_hash, failures, locked_until, secret, step FROM people WHERE "+column+" = ?", value)
		return err
	})
	return a, unknown(err)
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
		all, err = t.People(ctx)
		return err
	})
	return all, err
}

// SetPassword implements auth.Store.
func (db *DB) SetPassword(ctx context.Context, id, hash string, events ...auth.Event) error {
	return db.changePerson(ctx, events, "UPDATE people SET password_hash = ? WHERE id = ?", hash, id)
}

// SetDisabled implements auth.Store.
func (db *DB) SetDisabled(ctx context.Context, id string, disabled bool, events ...auth.Event) error {
	return db.write(ctx, func(t *tx) error {
		err := t.anotherAdministrator(ctx, id, disabled)
		if err == nil {
			err = t.changePerson(ctx, "UPDATE people SET disabled = ? WHERE id = ?", disabled, id)
		}
		return t.after(ctx, err, events)
	})
}

// RecordSignIn implements auth.Store.
func (db *DB) RecordSignIn(ctx context.Context, id string, failures int, lockedUntil time.Time, events ...auth.Event) error {
	return db.changePerson(ctx, events, "UPDATE people SET failures = ?, locked_until = ? WHERE id = ?", failures, stamp(lockedUntil), id)
}

// AddEvent implements auth.Store.
func (db *DB) AddEvent(ctx context.Context, e auth.Event) error {
	return db.write(ctx, func(t *tx) error { return t.after(ctx, nil, []auth.Event{e}) })
}

func (db *DB) changePerson(ctx context.Context, events []auth.Event, query string, args ...any) error {
	return db.write(ctx, func(t *tx) error { return t.after(ctx, t.changePerson(ctx, query, args...), events) })
}

func (t *tx) changePerson(ctx context.Context, query string, args ...any) error {
	found, err := t.guarded(ctx, "change a person", query, args...)
	if err == nil && !found {
		err = auth.ErrUnknownPerson
	}
	return err
}

// anotherAdministrator fails with auth.ErrLastAdministrator if the person is the last one and is going to be none. It locks
// all of them, in one order, so that two who put out each other at the same time do not both succeed.
func (t *tx) anotherAdministrator(ctx context.Context, id string, leaves bool) error {
	if !leaves {
		return nil
	}
	all, err := list(ctx, t, "look for another administrator", text,
		"SELECT id FROM people WHERE role = ? AND NOT disabled ORDER BY id"+t.db.dialect.byBytes+t.db.dialect.lockRow, string(auth.Administrator))
	if err == nil && len(all) == 1 && all[0] == id {
		err = auth.ErrLastAdministrator
	}
	return err
}

// after writes the events of a change that succeeded, and passes on the error of one that did not.
func (t *tx) after(ctx context.Context, err error, events []auth.Event) error {
	for _, e := range events {
		if err == nil {
			err = t.AddAudit(ctx, records.AuditLine{At: e.At, PersonID: e.By.ID, Name: e.By.Name, From: e.By.From, Action: e.Action, Detail: e.Detail})
		}
	}
	return err
}
