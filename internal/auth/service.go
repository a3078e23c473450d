package auth

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/alexedwards/argon2id"
)

// ErrRefused is the one answer to an unknown username, a wrong password, a disabled account and a locked one, so that
// nobody learns from it which usernames exist.
var ErrRefused = errors.New("the username or password is not right, or there were too many wrong attempts")

// After Tries wrong passwords an account is locked for LockFirst, and for twice as long after each further one, up to
// LockLongest.
const (
	Tries       = 5
	LockFirst   = time.Minute
	LockLongest = time.Hour
)

// Config is what a Service needs.
type Config struct {
	Store Store
	Now   func() time.Time
	NewID func() string
	Log   *slog.Logger // refused attempts, with username and network address; never a password
	// Cheap makes hashing fast and weak, for tests that sign in hundreds of times.
	Cheap bool
}

// Service knows people by their passwords. Both doors ask the same Service, so that wrong attempts count together.
type Service struct {
	Config
	params argon2id.Params
	decoy  string // hash of nobody's password, compared when there is no account
	// One attempt for a username at a time: attempts made at once could otherwise all pass under the limit. Names share
	// locks by hash.
	turns [64]sync.Mutex
	// Hashing takes 64 MiB; this many may run at once, the others wait.
	slots chan struct{}
}

// New prepares a Service.
func New(c Config) (*Service, error) {
	s := &Service{Config: c, params: params, slots: make(chan struct{}, 4)}
	if c.Cheap {
		s.params.Memory, s.params.Iterations = 64, 1
	}
	var err error
	s.decoy, err = hash("nobody’s password", s.params)
	return s, err
}

// Add makes an account. It fails with CheckPassword's errors and with ErrUsernameTaken.
func (s *Service) Add(ctx context.Context, username, name string, role Role, password string) (Person, error) {
	p := Person{ID: s.NewID(), Username: fold(username), Name: strings.TrimSpace(name), Role: role}
	if p.Username == "" || p.Name == "" || strings.ContainsAny(p.Username, ": \t\n") {
		return Person{}, errors.New("a person needs a name, and a username without spaces and colons")
	}
	if !role.signsIn() {
		return Person{}, fmt.Errorf("there is no role %q; the roles are %s", role, roleNames())
	}
	if err := CheckPassword(p.Username, password); err != nil {
		return Person{}, err
	}
	h, err := hash(password, s.params)
	if err != nil {
		return Person{}, err
	}
	if err := s.Store.AddPerson(ctx, p, h); err != nil {
		return Person{}, fmt.Errorf("adding %s: %w", p.Username, err)
	}
	return p, nil
}

// Authenticate returns the person whose username and password these are, or ErrRefused; other errors mean that the store
// failed. From is the network address that the attempt came from. Known or not, the work is the same: one hash.
func (s *Service) Authenticate(ctx context.Context, username, password, from string) (Person, error) {
	username = fold(username)
	turn := s.turn(username)
	turn.Lock()
	defer turn.Unlock()

	a, err := s.Store.Account(ctx, username)
	known := err == nil
	if !known {
		if !errors.Is(err, ErrUnknownPerson) {
			return Person{}, fmt.Errorf("looking up who signs in: %w", err)
		}
		a.PasswordHash = s.decoy
	}
	right, err := s.compare(ctx, password, a.PasswordHash)
	if err != nil {
		return Person{}, err
	}
	now := s.Now()
	reason := ""
	switch {
	case !known:
		reason = "unknown username"
	case a.Disabled:
		reason = "account disabled"
	case now.Before(a.LockedUntil):
		reason = "account locked"
	case !right:
		reason = "wrong password"
		a.Failures++
		a.LockedUntil = time.Time{}
		if a.Failures >= Tries {
			a.LockedUntil = now.Add(lockFor(a.Failures))
		}
	}
	if reason != "" {
		s.Log.WarnContext(ctx, "sign-in refused", "username", username, "from", from, "reason", reason)
		if reason != "wrong password" {
			return Person{}, ErrRefused
		}
		if err := s.Store.RecordSignIn(ctx, a.ID, a.Failures, a.LockedUntil); err != nil {
			return Person{}, fmt.Errorf("counting a wrong password: %w", err)
		}
		return Person{}, ErrRefused
	}
	if a.Failures > 0 {
		if err := s.Store.RecordSignIn(ctx, a.ID, 0, time.Time{}); err != nil {
			return Person{}, fmt.Errorf("clearing the count of wrong passwords: %w", err)
		}
	}
	return a.Person, nil
}

// ChangePassword asks for the old password first. It fails with ErrRefused and with CheckPassword's errors; it ends the
// person's other sessions, because each is bound to the hash (see Current).
func (s *Service) ChangePassword(ctx context.Context, p Person, old, chosen, from string) error {
	if err := CheckPassword(p.Username, chosen); err != nil {
		return err
	}
	if _, err := s.Authenticate(ctx, p.Username, old, from); err != nil {
		return err
	}
	h, err := hash(chosen, s.params)
	if err != nil {
		return err
	}
	if err := s.Store.SetPassword(ctx, p.ID, h); err != nil {
		return fmt.Errorf("storing a new password: %w", err)
	}
	s.Log.InfoContext(ctx, "password changed", "username", p.Username, "from", from)
	return nil
}

func (s *Service) compare(ctx context.Context, password, hash string) (bool, error) {
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	case <-ctx.Done():
		return false, fmt.Errorf("waiting to check a password: %w", ctx.Err())
	}
	if len(password) > 4*LongestPassword {
		password = "" // too long to be anybody's, and nothing to spend time on
	}
	return matches(password, hash)
}

func (s *Service) turn(username string) *sync.Mutex {
	h := fnv.New32a()
	h.Write([]byte(username))
	return &s.turns[h.Sum32()%uint32(len(s.turns))]
}

func lockFor(failures int) time.Duration {
	d := LockFirst
	for range failures - Tries {
		if d *= 2; d >= LockLongest {
			return LockLongest
		}
	}
	return d
}

// fold makes usernames equal however they are typed.
func fold(username string) string { return strings.ToLower(strings.TrimSpace(username)) }
