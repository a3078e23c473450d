package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// SetSecret implements auth.CodeStore.
func (db *DB) SetSecret(ctx context.Context, personID string, sealed []byte, step int64, recovery []string, events ...auth.Event) error {
	const doing = "set the secret of codes"
	return db.write(ctx, func(t *tx) error {
		found, err := t.guarded(ctx, doing, "UPDATE people SET secret = ?, step = ? WHERE id = ?", sealed, step, personID)
		if err == nil && !found {
			err = auth.ErrUnknownPerson
		}
		if err == nil {
			err = t.run(ctx, doing, "DELETE FROM recovery_codes WHERE person_id = ?", personID)
		}
		for _, hash := range recovery {
			if err == nil {
				err = t.run(ctx, doing, "INSERT INTO recovery_codes (person_id, code_sha256) VALUES (?, ?)", personID, hash)
			}
		}
		return t.after(ctx, err, events)
	})
}

// UseStep implements auth.CodeStore.
func (db *DB) UseStep(ctx context.Context, personID string, step int64) (used bool, err error) {
	err = db.write(ctx, func(t *tx) error {
		used, err = t.guarded(ctx, "use a code", "UPDATE people SET step = ? WHERE id = ? AND step < ? AND secret IS NOT NULL", step, personID, step)
		return err
	})
	return used, err
}

// UseRecovery implements auth.CodeStore.
func (db *DB) UseRecovery(ctx context.Context, personID, hash string, events ...auth.Event) (used bool, err error) {
	err = db.write(ctx, func(t *tx) error {
		used, err = t.guarded(ctx, "use a recovery code", "DELETE FROM recovery_codes WHERE person_id = ? AND code_sha256 = ?", personID, hash)
		if !used {
			return err
		}
		return t.after(ctx, err, events)
	})
	return used, err
}

// RecoveryLeft implements auth.CodeStore.
func (db *DB) RecoveryLeft(ctx context.Context, personID string) (n int, err error) {
	err = db.read(ctx, func(t *tx) error {
		n, err = one(ctx, t, "count recovery codes", number, "SELECT COUNT(*) FROM recovery_codes WHERE person_id = ?", personID)
		return err
	})
	return n, err
}

// SetLink implements auth.LinkStore.
func (db *DB) SetLink(ctx context.Context, personID, hash string, expires time.Time, events ...auth.Event) error {
	return db.write(ctx, func(t *tx) error {
		return t.after(ctx, t.run(ctx, "store a link", `
			INSERT INTO links (person_id, token_sha256, expires_at) VALUES (?, ?, ?)
			ON CONFLICT (person_id) DO UPDATE SET token_sha256 = excluded.token_sha256, expires_at = excluded.expires_at`,
			personID, hash, stamp(expires)), events)
	})
}

// PersonByLink implements auth.LinkStore.
func (db *DB) PersonByLink(ctx context.Context, hash string, now time.Time) (p auth.Person, err error) {
	err = db.read(ctx, func(t *tx) error {
		p, err = one(ctx, t, "follow a link", scanPerson,
			"SELECT "+personColumns+" FROM people WHERE id = (SELECT person_id FROM links WHERE token_sha256 = ? AND expires_at > ?)", hash, stamp(now))
		return err
	})
	if errors.Is(err, records.ErrNotFound) {
		return auth.Person{}, auth.ErrLinkOver
	}
	return p, err
}

// UseLink implements auth.LinkStore.
func (db *DB) UseLink(ctx context.Context, hash string, now time.Time, passwordHash string, events ...auth.Event) error {
	const doing = "use a link"
	return db.write(ctx, func(t *tx) error {
		found, err := t.guarded(ctx, doing, `
			UPDATE people SET password_hash = ?, failures = 0, locked_until = ''
			WHERE id = (SELECT person_id FROM links WHERE token_sha256 = ? AND expires_at > ?)`, passwordHash, hash, stamp(now))
		if err == nil && found {
			// Of two who use it at once, the one who does not take it away has not used it.
			found, err = t.guarded(ctx, doing, "DELETE FROM links WHERE token_sha256 = ?", hash)
		}
		if err == nil && !found {
			err = auth.ErrLinkOver
		}
		return t.after(ctx, err, events)
	})
}

const tokenColumns = "id, person_id, name, scopes, created_at, expires_at, revoked_at, used_at"

func scanToken(r row) (k auth.Token, err error) {
	var scopes string
	var created, expires, revoked, used moment
	err = r.Scan(&k.ID, &k.PersonID, &k.Name, &scopes, &created, &expires, &revoked, &used)
	for s := range strings.FieldsSeq(scopes) {
		k.Scopes = append(k.Scopes, auth.Scope(s))
	}
	k.Created, k.Expires, k.Revoked, k.Used = created.Time, expires.Time, revoked.Time, used.Time
	return k, err
}

// AddToken implements auth.TokenStore.
func (db *DB) AddToken(ctx context.Context, k auth.Token, hash string, events ...auth.Event) error {
	scopes := make([]string, len(k.Scopes))
	for i, s := range k.Scopes {
		scopes[i] = string(s)
	}
	return db.write(ctx, func(t *tx) error {
		return t.after(ctx, t.run(ctx, "store a token",
			"INSERT INTO tokens ("+tokenColumns+", token_sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", k.ID, k.PersonID, k.Name,
			strings.Join(scopes, " "), stamp(k.Created), stamp(k.Expires), stamp(k.Revoked), stamp(k.Used), hash), events)
	})
}

// TokenByHash implements auth.TokenStore.
func (db *DB) TokenByHash(ctx context.Context, hash string) (k auth.Token, err error) {
	err = db.read(ctx, func(t *tx) error {
		k, err = one(ctx, t, "look up a token", scanToken, "SELECT "+tokenColumns+" FROM tokens WHERE token_sha256 = ?", hash)
		return err
	})
	if errors.Is(err, records.ErrNotFound) {
		return auth.Token{}, auth.ErrUnknownToken
	}
	return k, err
}

// Tokens implements auth.TokenStore.
func (db *DB) Tokens(ctx context.Context, personID string) (all []auth.Token, err error) {
	err = db.read(ctx, func(t *tx) error {
		all, err = list(ctx, t, "list tokens", scanToken, "SELECT "+tokenColumns+" FROM tokens WHERE person_id = ? ORDER BY created_at DESC, id", personID)
		return err
	})
	return all, err
}

// RevokeToken implements auth.TokenStore.
func (db *DB) RevokeToken(ctx context.Context, personID, id string, at time.Time, events ...auth.Event) error {
	return db.changeToken(ctx, events, "UPDATE tokens SET revoked_at = ? WHERE id = ? AND person_id = ? AND revoked_at = ''", stamp(at), id, personID)
}

// TouchToken implements auth.TokenStore.
func (db *DB) TouchToken(ctx context.Context, id string, at time.Time, events ...auth.Event) error {
	return db.changeToken(ctx, events, "UPDATE tokens SET used_at = ? WHERE id = ?", stamp(at), id)
}

func (db *DB) changeToken(ctx context.Context, events []auth.Event, query string, args ...any) error {
	return db.write(ctx, func(t *tx) error {
		found, err := t.guarded(ctx, "change a token", query, args...)
		if err == nil && !found {
			err = auth.ErrUnknownToken
		}
		return t.after(ctx, err, events)
	})
}

// PersonByIdentity implements auth.IdentityStore.
func (db *DB) PersonByIdentity(ctx context.Context, issuer, subject string) (p auth.Person, err error) {
	err = db.read(ctx, func(t *tx) error {
		p, err = one(ctx, t, "look up a work account", scanPerson,
			"SELECT "+personColumns+" FROM people WHERE id = (SELECT person_id FROM identities WHERE issuer = ? AND subject = ?)", issuer, subject)
		return err
	})
	return p, unknown(err)
}

// AddIdentified implements auth.IdentityStore.
func (db *DB) AddIdentified(ctx context.Context, p auth.Person, issuer, subject string, events ...auth.Event) error {
	err := db.write(ctx, func(t *tx) error {
		err := t.addPerson(ctx, p, "")
		if err == nil {
			err = t.run(ctx, "store a work account", "INSERT INTO identities (issuer, subject, person_id) VALUES (?, ?, ?)", issuer, subject, p.ID)
		}
		return t.after(ctx, err, events)
	})
	if taken(err) {
		return fmt.Errorf("%w", auth.ErrUsernameTaken)
	}
	return err
}

// SetPerson implements auth.IdentityStore.
func (db *DB) SetPerson(ctx context.Context, p auth.Person, events ...auth.Event) error {
	return db.changePerson(ctx, events, "UPDATE people SET name = ?, role = ? WHERE id = ?", p.Name, string(p.Role), p.ID)
}
