package authority

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"filippo.io/age"
)

// Throwaway returns an authority whose keys live in memory and end with the process: for papers made without a database.
// What its certificates are good for afterwards is in RootPEM.
func Throwaway(ctx context.Context, name string, now func() time.Time) (*Authority, error) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	key := &Key{identities: []*age.X25519Identity{identity}}
	return Open(ctx, Config{Name: name, Vault: NewMemory(), Key: key, Now: now, Random: rand.Reader})
}
