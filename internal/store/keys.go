package store

import (
	"context"
	"fmt"

	"minutebook/internal/authority"
)

// LoadKeys implements authority.Vault; by id.
func (db *DB) LoadKeys(ctx context.Context) (keys []authority.Stored, err error) {
	scan := func(r row) (k authority.Stored, err error) {
		var created moment
		err = r.Scan(&k.ID, &k.CertPEM, &k.SealedKey, &k.Check, &created)
		k.CreatedAt = created.Time
		return k, err
	}
	err = db.read(ctx, func(t *tx) error {
		keys, err = list(ctx, t, "load the keys", scan,
			"SELECT id, certificate, sealed_key, check_value, created_at FROM keys ORDER BY id")
		return err
	})
	return keys, err
}

// StoreKey implements authority.Vault.
func (db *DB) StoreKey(ctx context.Context, k authority.Stored) error {
	err := db.write(ctx, func(t *tx) error {
		return t.run(ctx, "store a key",
			"INSERT INTO keys (id, certificate, sealed_key, check_value, created_at) VALUES (?, ?, ?, ?, ?)",
			k.ID, k.CertPEM, k.SealedKey, k.Check, stamp(k.CreatedAt))
	})
	if taken(err) {
		return fmt.Errorf("store key %s: %w", k.ID, authority.ErrExists)
	}
	return err
}
