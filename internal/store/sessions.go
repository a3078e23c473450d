package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"github.com/alexedwards/scs/v2"

	"minutebook/internal/records"
)

// Sessions keeps the sessions of signed-in people, under the SHA-256 of their tokens: whoever reads the table cannot take
// over a session.
type Sessions struct {
	db  *DB
	now func() time.Time
}

var _ scs.CtxStore = (*Sessions)(nil)

// Sessions returns the store of sessions; now is the clock by which they expire.
func (db *DB) Sessions(now func() time.Time) *Sessions { return &Sessions{db: db, now: now} }

// FindCtx implements scs.CtxStore.
func (s *Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = s.db.read(ctx, func(t *tx) error {
		data, err = one(ctx, t, "look up a session", func(r row) (b []byte, err error) { err = r.Scan(&b); return b, err },
			"SELECT data FROM sessions WHERE token_sha256 = ? AND expires_at > ?", hashed(token), stamp(s.now()))
		return err
	})
	if errors.Is(err, records.ErrNotFound) {
		return nil, false, nil
	}
	return data, err == nil, err
}

// CommitCtx implements scs.CtxStore. It clears away the sessions that have expired, so that nothing else need do so.
func (s *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	return s.db.write(ctx, func(t *tx) error {
		if err := t.run(ctx, "clear away sessions", "DELETE FROM sessions WHERE expires_at <= ?", stamp(s.now())); err != nil {
			return err
		}
		return t.run(ctx, "store a session", `
			INSERT INTO sessions (token_sha256, data, expires_at) VALUES (?, ?, ?)
			ON CONFLICT (token_sha256) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at`,
			hashed(token), data, stamp(expiry))
	})
}

// DeleteCtx implements scs.CtxStore.
func (s *Sessions) DeleteCtx(ctx context.Context, token string) error {
	return s.db.write(ctx, func(t *tx) error {
		return t.run(ctx, "end a session", "DELETE FROM sessions WHERE token_sha256 = ?", hashed(token))
	})
}

// Find implements scs.Store for callers without a context.
func (s *Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit implements scs.Store for callers without a context.
func (s *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete implements scs.Store for callers without a context.
func (s *Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }

func hashed(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
