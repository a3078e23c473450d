package auth

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
)

// How long a session lasts without a request, and at most.
const (
	IdleTimeout = 30 * time.Minute
	Lifetime    = 12 * time.Hour
)

// How long somebody may take between password and code, and between showing who they are and using it.
const patience = 5 * time.Minute

// NewSessions returns the sessions kept in store. Secure cookies carry the __Host- prefix, which binds them to this host,
// the whole path and TLS. With secure false the cookie is plain; that is only for trying the service on one's own computer
// over http, because not every browser keeps a Secure cookie that came from http://127.0.0.1.
func NewSessions(store scs.Store, secure bool) *scs.SessionManager {
	m := scs.New()
	m.Store = store
	m.IdleTimeout, m.Lifetime = IdleTimeout, Lifetime
	m.Cookie = scs.SessionCookie{Name: "minutebook", Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: secure}
	if secure {
		m.Cookie.Name = "__Host-minutebook"
	}
	return m
}

// What a session remembers: who it is and under which password, or who has shown the password and not the code yet; the
// provider's token, for signing out there; the way to the provider; what somebody has shown anew and for which page.
const (
	sessionPerson   = "person"
	sessionBinding  = "binding"
	sessionHalfway  = "halfway"
	sessionSince    = "halfway.since"
	sessionProvider = "provider"
	sessionTrip     = "trip"
	sessionShown    = "shown"
	sessionShownAt  = "shown.at"
)

// SignIn authenticates and begins a session under a new token, so that a token planted before is worth nothing. With
// ErrCodeNeeded the session remembers for a few minutes whose password was right; SignInCode goes on from there. The
// context must have been loaded by sessions.
func (s *Service) SignIn(ctx context.Context, sessions *scs.SessionManager, username, password, from string) error {
	p, err := s.Authenticate(ctx, username, Proof{Password: password, From: from})
	if errors.Is(err, ErrCodeNeeded) {
		if err := s.remember(ctx, sessions, p, sessionHalfway); err != nil {
			return err
		}
		sessions.Put(ctx, sessionSince, s.Now().Unix())
		return ErrCodeNeeded
	}
	if err != nil {
		return err
	}
	return s.begin(ctx, sessions, Actor{p, from}, "password")
}

// Halfway returns who has shown their password and not their code yet.
func (s *Service) Halfway(ctx context.Context, sessions *scs.SessionManager) (Account, bool, error) {
	if !s.recent(ctx, sessions, sessionSince) {
		return Account{}, false, nil
	}
	return s.remembered(ctx, sessions, sessionHalfway)
}

// SignInCode begins the session of somebody who is halfway. ErrRefused means that the code is not right.
func (s *Service) SignInCode(ctx context.Context, sessions *scs.SessionManager, code, from string) error {
	a, ok, err := s.Halfway(ctx, sessions)
	if err != nil {
		return err
	}
	if !ok {
		return ErrRefused
	}
	p, err := s.finish(ctx, a.Person, code, from)
	if err != nil {
		return err
	}
	return s.begin(ctx, sessions, Actor{p, from}, "password and code")
}

func (s *Service) begin(ctx context.Context, sessions *scs.SessionManager, by Actor, means string) error {
	if err := s.Begin(ctx, sessions, by.Person); err != nil {
		return err
	}
	if err := s.Store.AddEvent(ctx, s.event(by, "person.sign-in", means)); err != nil {
		return fmt.Errorf("beginning a session: %w", err)
	}
	return nil
}

// Begin makes the session p's, under a new token; it is used alone after a change of password.
func (s *Service) Begin(ctx context.Context, sessions *scs.SessionManager, p Person) error {
	if err := s.remember(ctx, sessions, p, sessionPerson); err != nil {
		return err
	}
	sessions.Remove(ctx, sessionHalfway)
	return nil
}

func (s *Service) remember(ctx context.Context, sessions *scs.SessionManager, p Person, as string) error {
	a, err := s.Store.AccountByID(ctx, p.ID)
	if err != nil {
		return fmt.Errorf("beginning a session: %w", err)
	}
	if err := sessions.RenewToken(ctx); err != nil {
		return fmt.Errorf("renewing a session: %w", err)
	}
	sessions.Put(ctx, as, p.ID)
	sessions.Put(ctx, sessionBinding, binding(a.PasswordHash))
	return nil
}

// Current returns whose session it is, as they are now. False means that nobody is signed in, or that the account was
// disabled, its password changed or its way of signing in turned off since; such a session is over.
func (s *Service) Current(ctx context.Context, sessions *scs.SessionManager) (Account, bool, error) {
	if s.NoPasswords && !s.ByProvider(ctx, sessions) {
		return Account{}, false, nil
	}
	return s.remembered(ctx, sessions, sessionPerson)
}

func (s *Service) remembered(ctx context.Context, sessions *scs.SessionManager, as string) (Account, bool, error) {
	id := sessions.GetString(ctx, as)
	if id == "" {
		return Account{}, false, nil
	}
	a, err := s.Store.AccountByID(ctx, id)
	if errors.Is(err, ErrUnknownPerson) {
		return Account{}, false, nil
	}
	if err != nil {
		return Account{}, false, fmt.Errorf("looking up who is signed in: %w", err)
	}
	if a.Disabled || sessions.GetString(ctx, sessionBinding) != binding(a.PasswordHash) {
		return Account{}, false, nil
	}
	return a, true, nil
}

// recent reports whether the time that the session remembers is not long ago.
func (s *Service) recent(ctx context.Context, sessions *scs.SessionManager, when string) bool {
	return s.Now().Sub(time.Unix(sessions.GetInt64(ctx, when), 0)) < patience
}

// SignOut ends the session here and in the store. Where a provider wants to end its own session too, the address for that
// is returned.
func (s *Service) SignOut(ctx context.Context, sessions *scs.SessionManager, from string) (address string, err error) {
	a, ok, err := s.Current(ctx, sessions)
	if err == nil && ok {
		err = s.Store.AddEvent(ctx, s.event(Actor{a.Person, from}, "person.sign-out", ""))
		if s.ByProvider(ctx, sessions) {
			address = s.Provider.endSession(sessions.GetString(ctx, sessionProvider))
		}
	}
	if err := errors.Join(err, sessions.Destroy(ctx)); err != nil {
		return "", fmt.Errorf("signing out: %w", err)
	}
	return address, nil
}

// binding stands for a password's hash in a session without revealing it.
func binding(hash string) string {
	sum := sha256.Sum256([]byte("session:" + hash))
	return hex.EncodeToString(sum[:16])
}
