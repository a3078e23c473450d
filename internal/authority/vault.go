package authority

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"
)

// Vault is where sealed keys are kept, usually the database. It needs no secrecy, only durability.
type Vault interface {
	// LoadKeys returns all stored keys in any order.
	LoadKeys(ctx context.Context) ([]Stored, error)
	// StoreKey stores a key for good. It returns ErrExists, and changes nothing, when that ID is stored already, also
	// when another process did so at the same moment: a primary key on ID.
	StoreKey(ctx context.Context, s Stored) error
}

// Stored is one certificate with its sealed key. All fields are kept as they are.
type Stored struct {
	ID        string    // "root" or "user:<person>/<number>"
	CertPEM   []byte    // the certificate, readable
	SealedKey []byte    // the PKCS#8 key, encrypted by age
	Check     []byte    // 32 bytes that only the holder of the key file can make
	CreatedAt time.Time // for people who look at the database; whole seconds, UTC
}

// ErrExists is returned by StoreKey when a key of that ID exists.
var ErrExists = errors.New("a key of that name is stored already")

// Memory is a Vault that forgets everything when the program ends: for rendering a case file without a database, and
// for tests. It is safe for concurrent use.
type Memory struct {
	mu   sync.Mutex
	keys []Stored
}

// NewMemory returns an empty vault.
func NewMemory() *Memory { return &Memory{} }

// LoadKeys implements Vault.
func (m *Memory) LoadKeys(context.Context) ([]Stored, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.keys), nil
}

// StoreKey implements Vault.
func (m *Memory) StoreKey(_ context.Context, s Stored) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if slices.ContainsFunc(m.keys, func(k Stored) bool { return k.ID == s.ID }) {
		return ErrExists
	}
	m.keys = append(m.keys, s)
	return nil
}

var _ Vault = (*Memory)(nil)
