// Package authtest gives tests an auth.Store that lives in memory.
package authtest

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"minutebook/internal/auth"
)

// Memory is an empty auth.Store. Err, when set, is what every call returns: a lost database.
type Memory struct {
	mu     sync.Mutex
	people map[string]*account
	Err    error
}

type account struct {
	auth.Person
	hash     string
	failures int
	locked   time.Time
}

var _ auth.Store = (*Memory)(nil)

// AddPerson implements auth.Store.
func (m *Memory) AddPerson(_ context.Context, p auth.Person, hash string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.people == nil {
		m.people = map[string]*account{}
	}
	if m.people[p.Username] != nil {
		return auth.ErrUsernameTaken
	}
	m.people[p.Username] = &account{Person: p, hash: hash}
	return m.Err
}

// PersonByUsername implements auth.Store.
func (m *Memory) PersonByUsername(_ context.Context, username string) (auth.Person, string, int, time.Time, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.Err != nil {
		return auth.Person{}, "", 0, time.Time{}, m.Err
	}
	a := m.people[username]
	if a == nil {
		return auth.Person{}, "", 0, time.Time{}, auth.ErrUnknownPerson
	}
	return a.Person, a.hash, a.failures, a.locked, nil
}

// Person implements auth.Store.
func (m *Memory) Person(ctx context.Context, id string) (p auth.Person, err error) {
	err = m.change(id, func(a *account) { p = a.Person })
	return p, err
}

// People implements auth.Store.
func (m *Memory) People(context.Context) ([]auth.Person, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []auth.Person
	for _, a := range m.people {
		all = append(all, a.Person)
	}
	slices.SortFunc(all, func(a, b auth.Person) int { return cmp.Compare(a.Username, b.Username) })
	return all, m.Err
}

// SetPassword implements auth.Store.
func (m *Memory) SetPassword(_ context.Context, id, hash string) error {
	return m.change(id, func(a *account) { a.hash = hash })
}

// SetDisabled implements auth.Store.
func (m *Memory) SetDisabled(_ context.Context, id string, disabled bool) error {
	return m.change(id, func(a *account) { a.Disabled = disabled })
}

// RecordSignIn implements auth.Store.
func (m *Memory) RecordSignIn(_ context.Context, id string, failures int, locked time.Time) error {
	return m.change(id, func(a *account) { a.failures, a.locked = failures, locked })
}

func (m *Memory) change(id string, do func(*account)) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.Err != nil {
		return m.Err
	}
	for _, a := range m.people {
		if a.ID == id {
			do(a)
			return nil
		}
	}
	return auth.ErrUnknownPerson
}
