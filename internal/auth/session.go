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

// What a session remembers: who it is, and under which password.
const (
	sessionPerson  = "person"
	sessionBinding = "binding"
)

// SignIn authenticates and begins a session under a new token, so that a token planted before is worth nothing. The
// context must have been loaded by sessions.
func (s *Service) SignIn(ctx context.Context, sessions *scs.SessionManager, username, password, from string) (Person, error) {
	p, err := s.Authenticate(ctx, username, password, from)
	if err != nil {
		return Person{}, err
	}
	return p, s.Begin(ctx, sessions, p)
}

// Begin makes the session p's, under a new token; it is used alone after a change of password.
func (s *Service) Begin(ctx context.Context, sessions *scs.SessionManager, p Person) error {
	a, err := s.Store.AccountByID(ctx, p.ID)
	if err != nil {
		return fmt.Errorf("beginning a session: %w", err)
	}
	if err := sessions.RenewToken(ctx); err != nil {
		return fmt.Errorf("renewing a session: %w", err)
	}
	sessions.Put(ctx, sessionPerson, p.ID)
	sessions.Put(ctx, sessionBinding, binding(a.PasswordHash))
	return nil
}

// Current returns whose session it is. False means that nobody is signed in, or that the account was disabled or its
// password changed since; such a session is over.
func (s *Service) Current(ctx context.Context, sessions *scs.SessionManager) (Person, bool, error) {
	id := sessions.GetString(ctx, sessionPerson)
	if id == "" {
		return Person{}, false, nil
	}
	a, err := s.Store.AccountByID(ctx, id)
	if errors.Is(err, ErrUnknownPerson) {
		return Person{}, false, nil
	}
	if err != nil {
		return Person{}, false, fmt.Errorf("looking up who is signed in: %w", err)
	}
	if a.Disabled || sessions.GetString(ctx, sessionBinding) != binding(a.PasswordHash) {
		return Person{}, false, nil
	}
	return a.Person, true, nil
}

// binding stands for a password's hash in a session without revealing it.
func binding(hash string) string {
	sum := sha256.Sum256([]byte("session:" + hash))
	return hex.EncodeToString(sum[:16])
}
