// Package auth tells who somebody is: by password and code, by the word of a provider of work accounts, by a token, or by
// a session that began with one of these. It also keeps people, their roles and their teams. What each role may do with
// children's records is package records' business.
//
// The rules are:
//
//   - Whoever is refused learns nothing but that; the log says why.
//   - Secrets that people choose are hashed slowly, random ones once; a secret that has to be read again is sealed.
//   - What may be used once is taken by a statement that succeeds once.
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

// ErrRefused is the one answer to an unknown username, a wrong password or code, a disabled account and a locked one, so
// that nobody learns from it which usernames exist.
var ErrRefused = errors.New("the username, the password or the code is not right, or there were too many wrong attempts")

// After Tries wrong passwords and codes an account is locked for LockFirst, and for twice as long after each further one,
// up to LockLongest.
const (
	Tries       = 5
	LockFirst   = time.Minute
	LockLongest = time.Hour
)

// Wrong attempts for one username, whether it exists or not, and from one network address are bounded too: beyond that
// nothing is hashed any more. A whole council may share an address, so its bound is wide, and attempts that were refused
// for their username do not count against it.
const (
	nameBurst, addressBurst = 20, 100
	nameEvery, addressEvery = 30 * time.Second, 5 * time.Second
)

// Config is what a Service needs.
type Config struct {
	Store Store
	Now   func() time.Time
	NewID func() string
	Log   *slog.Logger // refused attempts, with username and network address; never a password
	// Sealer seals the secrets of codes; nil where no codes are offered.
	Sealer Sealer
	// CodesFor says whose role may not sign in by password alone; nil for nobody's.
	CodesFor func(Role) bool
	// Provider signs people in with their work accounts; nil where there is none.
	Provider *Provider
	// NoPasswords turns local accounts off; only those whom the provider knows get in.
	NoPasswords bool
	// Cheap makes hashing fast and weak, for tests that sign in hundreds of times.
	Cheap bool
}

// Service knows people by their passwords and codes, their tokens, or what a provider says. Both doors ask the same
// Service, so that wrong attempts count together.
type Service struct {
	Config
	params argon2id.Params
	decoy  string // hash of nobody's password, compared when there is no account
	// One attempt for a username at a time: attempts made at once could otherwise all pass under the limit. Names share
	// locks by hash.
	turns [64]sync.Mutex
	// Hashing takes 64 MiB; this many may run at once, the others wait.
	slots            chan struct{}
	names, addresses *limit
}

// New prepares a Service.
func New(c Config) (*Service, error) {
	s := &Service{Config: c, params: params, slots: make(chan struct{}, 4),
		names: newLimit(nameBurst, nameEvery), addresses: newLimit(addressBurst, addressEvery)}
	if c.Cheap {
		s.params.Memory, s.params.Iterations = 64, 1
	}
	var err error
	s.decoy, err = hash("nobody’s password", s.params)
	return s, err
}

// Add makes an account. It fails with CheckPassword's errors and with ErrUsernameTaken.
func (s *Service) Add(ctx context.Context, username, name string, role Role, password string, events ...Event) (Person, error) {
	p, err := s.newPerson(username, name, role)
	if err != nil {
		return Person{}, err
	}
	if err := CheckPassword(p.Username, password); err != nil {
		return Person{}, err
	}
	h, err := s.hash(ctx, password)
	if err != nil {
		return Person{}, err
	}
	if err := s.Store.AddPerson(ctx, p, h, events...); err != nil {
		return Person{}, fmt.Errorf("adding %s: %w", p.Username, err)
	}
	return p, nil
}

func (s *Service) newPerson(username, name string, role Role) (Person, error) {
	p := Person{ID: s.NewID(), Username: fold(username), Name: strings.TrimSpace(name), Role: role}
	if p.Username == "" || p.Name == "" || strings.ContainsAny(p.Username, ": \t\n") {
		return Person{}, errors.New("a person needs a name, and a username without spaces and colons")
	}
	if !role.signsIn() {
		return Person{}, fmt.Errorf("there is no role %q; the roles are %s", role, roleNames())
	}
	return p, nil
}

// Proof is what somebody shows to be known again.
type Proof struct {
	Password string
	Code     string // of an app, or a recovery code; empty where nobody has asked for one yet
	From     string // network address that the attempt came from
}

// Authenticate returns the person whose username and password these are, or ErrRefused; other errors mean that the store
// failed. Where the account asks for a code and the proof has none, it is ErrCodeNeeded, with the person. Known or not,
// the work is the same: one hash.
func (s *Service) Authenticate(ctx context.Context, username string, proof Proof) (Person, error) {
	return s.attempt(ctx, fold(username), proof, func(a Account) (bool, error) {
		return s.compare(ctx, proof.Password, a.PasswordHash)
	})
}

// AuthenticateProgram is Authenticate for callers that cannot be asked for a code: accounts that have codes, and roles
// that must have them, get ErrCodeNeeded. They use tokens.
func (s *Service) AuthenticateProgram(ctx context.Context, username, password, from string) (Person, error) {
	p, err := s.Authenticate(ctx, username, Proof{Password: password, From: from})
	if err == nil && s.MustUseCodes(p.Role) {
		err = ErrCodeNeeded
	}
	return p, err
}

// finish completes an attempt whose password was right.
func (s *Service) finish(ctx context.Context, p Person, code, from string) (Person, error) {
	if code == "" {
		return Person{}, ErrRefused
	}
	return s.attempt(ctx, p.Username, Proof{Code: code, From: from}, func(Account) (bool, error) { return true, nil })
}

func (s *Service) attempt(ctx context.Context, username string, proof Proof, passwordRight func(Account) (bool, error)) (Person, error) {
	turn := s.turn(username)
	turn.Lock()
	defer turn.Unlock()

	now, place := s.Now(), network(proof.From)
	refuse := func(reason string) (Person, error) {
		s.Log.WarnContext(ctx, "sign-in refused", "username", username, "from", proof.From, "reason", reason)
		return Person{}, ErrRefused
	}
	switch {
	case s.NoPasswords:
		return refuse("local accounts are off")
	case !s.names.open(username, now):
		return refuse("too many attempts for the username")
	case !s.addresses.open(place, now):
		return refuse("too many attempts from the address")
	}
	a, err := s.Store.Account(ctx, username)
	known := err == nil
	if !known && !errors.Is(err, ErrUnknownPerson) {
		return Person{}, fmt.Errorf("looking up who signs in: %w", err)
	}
	right, err := passwordRight(a)
	if err != nil {
		return Person{}, err
	}
	reason, counts := "", false
	switch {
	case !known:
		reason = "unknown username"
	case a.Disabled:
		reason = "account disabled"
	case now.Before(a.LockedUntil):
		reason = "account locked"
	case !right:
		reason, counts = "wrong password", true
	case a.Secret == nil:
	case proof.Code == "":
		return a.Person, ErrCodeNeeded // the count stays: a right password alone must not buy more guesses at the code
	default:
		right, err := s.acceptCode(ctx, a, proof.Code, proof.From)
		if err != nil {
			return Person{}, err
		}
		if !right {
			reason, counts = "wrong code", true
		}
	}
	if reason != "" {
		s.names.spend(username, now)
		s.addresses.spend(place, now)
		if counts {
			if err := s.count(ctx, a, reason, proof.From); err != nil {
				return Person{}, err
			}
		}
		return refuse(reason)
	}
	if a.Failures > 0 {
		if err := s.Store.RecordSignIn(ctx, a.ID, 0, time.Time{}); err != nil {
			return Person{}, fmt.Errorf("clearing the count of wrong attempts: %w", err)
		}
	}
	return a.Person, nil
}

// count adds to the account's wrong attempts, and locks it when there are too many.
func (s *Service) count(ctx context.Context, a Account, reason, from string) error {
	failures, locked := a.Failures+1, time.Time{}
	if failures >= Tries {
		locked = s.Now().Add(lockFor(failures))
		reason += "; account locked"
	}
	err := s.Store.RecordSignIn(ctx, a.ID, failures, locked, s.event(Actor{a.Person, from}, "person.refused", reason))
	if err != nil {
		return fmt.Errorf("counting a wrong attempt: %w", err)
	}
	return nil
}

// ChangePassword asks for the old password first. It fails with ErrRefused and with CheckPassword's errors; it ends the
// person's other sessions, because each is bound to the hash (see Current).
func (s *Service) ChangePassword(ctx context.Context, p Person, old, chosen, from string) error {
	if err := CheckPassword(p.Username, chosen); err != nil {
		return err
	}
	if _, err := s.Authenticate(ctx, p.Username, Proof{Password: old, From: from}); err != nil && !errors.Is(err, ErrCodeNeeded) {
		return err
	}
	return s.setPassword(ctx, Actor{p, from}, p, chosen)
}

func (s *Service) setPassword(ctx context.Context, by Actor, p Person, chosen string) error {
	h, err := s.hash(ctx, chosen)
	if err != nil {
		return err
	}
	if err := s.Store.SetPassword(ctx, p.ID, h, s.event(by, "person.password", p.Username)); err != nil {
		return fmt.Errorf("storing a new password: %w", err)
	}
	return nil
}

// slot waits for its turn to hash.
func (s *Service) slot(ctx context.Context) (free func(), err error) {
	select {
	case s.slots <- struct{}{}:
		return func() { <-s.slots }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting to check a password: %w", ctx.Err())
	}
}

func (s *Service) hash(ctx context.Context, password string) (string, error) {
	free, err := s.slot(ctx)
	if err != nil {
		return "", err
	}
	defer free()
	return hash(password, s.params)
}

// compare does the work of one comparison also where there is no hash, and says no then.
func (s *Service) compare(ctx context.Context, password, hash string) (bool, error) {
	free, err := s.slot(ctx)
	if err != nil {
		return false, err
	}
	defer free()
	if len(password) > 4*LongestPassword {
		password = "" // too long to be anybody's, and nothing to spend time on
	}
	if hash == "" {
		_, err := matches(password, s.decoy)
		return false, err
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
