package auth

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Scope is something that a program may do with a token.
type Scope string

// The scopes. AnyScope is what every token has: the forms and their rules, which say nothing about anybody.
const (
	ReadChildren  Scope = "children:read"
	WriteChildren Scope = "children:write"
	ReadRecords   Scope = "records:read"
	WriteRecords  Scope = "records:write"
	ReadTracker   Scope = "tracker:read"
	WriteImport   Scope = "import:write"
	ReadAudit     Scope = "audit:read"
	AnyScope      Scope = "any"
)

// Scopes are those that a token may be given, in the order in which a list offers them.
var Scopes = []Scope{ReadChildren, WriteChildren, ReadRecords, WriteRecords, ReadTracker, WriteImport, ReadAudit}

var scopeLabels = map[Scope]string{
	ReadChildren: "Read children", WriteChildren: "Add and change children",
	ReadRecords: "Read records and their papers", WriteRecords: "Start, save and complete records",
	ReadTracker: "Read the tracker", WriteImport: "Import children and records", ReadAudit: "Read the log",
}

// Label is how the scope is written on screens.
func (s Scope) Label() string { return scopeLabels[s] }

// TokenPrefix begins every token, so that programs which look for lost secrets find them.
const TokenPrefix = "mb_"

// Limits of tokens.
const (
	LongestToken     = 366 * 24 * time.Hour
	mostTokens       = 20
	longestTokenName = 100
	touchEvery       = time.Minute // how exactly the last use is known
)

// Why MakeToken refuses. The texts are for people.
//
//lint:file-ignore ST1005 these texts are shown as they are, as sentences
var (
	ErrTokenName   = errors.New("Enter what the token is for, in 100 characters or fewer")
	ErrTokenScopes = errors.New("Choose what the system may do")
	ErrTokenLife   = errors.New("Choose how long the token lasts")
	ErrTokenCount  = errors.New("You have 20 tokens in use. Revoke one before you make another")
	// ErrUnknownToken is what a store says.
	ErrUnknownToken = errors.New("there is no such token")
)

// Token lets a program act as a person, within the scopes and never beyond what the person may do.
type Token struct {
	ID       string
	PersonID string
	Name     string // what it is for
	Scopes   []Scope
	Created  time.Time
	Expires  time.Time
	Revoked  time.Time // zero: not revoked
	Used     time.Time // to the minute; zero: never
}

// Works reports whether the token may be used at a time.
func (t Token) Works(now time.Time) bool { return t.Revoked.IsZero() && now.Before(t.Expires) }

// Allows reports whether the token has the scope.
func (t Token) Allows(s Scope) bool { return s == AnyScope || slices.Contains(t.Scopes, s) }

// TokenStore keeps tokens by their hashes.
type TokenStore interface {
	AddToken(ctx context.Context, t Token, hash string, events ...Event) error
	// TokenByHash fails with ErrUnknownToken.
	TokenByHash(ctx context.Context, hash string) (Token, error)
	// Tokens returns a person's tokens, the latest first.
	Tokens(ctx context.Context, personID string) ([]Token, error)
	// RevokeToken fails with ErrUnknownToken, also for a token of somebody else and for one that is revoked.
	RevokeToken(ctx context.Context, personID, id string, at time.Time, events ...Event) error
	TouchToken(ctx context.Context, id string, at time.Time, events ...Event) error
}

// MakeToken makes a token for the actor and returns it; only its hash is kept.
func (s *Service) MakeToken(ctx context.Context, by Actor, name string, scopes []Scope, lasts time.Duration) (string, error) {
	now := s.Now()
	t := Token{ID: s.NewID(), PersonID: by.ID, Name: strings.TrimSpace(name), Created: now, Expires: now.Add(lasts)}
	for _, scope := range Scopes {
		if slices.Contains(scopes, scope) {
			t.Scopes = append(t.Scopes, scope)
		}
	}
	had, err := s.Store.Tokens(ctx, by.ID)
	if err != nil {
		return "", fmt.Errorf("counting tokens: %w", err)
	}
	working := slices.DeleteFunc(had, func(t Token) bool { return !t.Works(now) })
	switch {
	case t.Name == "" || utf8.RuneCountInString(t.Name) > longestTokenName:
		return "", ErrTokenName
	case len(t.Scopes) == 0:
		return "", ErrTokenScopes
	case lasts <= 0 || lasts > LongestToken:
		return "", ErrTokenLife
	case len(working) >= mostTokens:
		return "", ErrTokenCount
	}
	secret := TokenPrefix + rand.Text()
	if err := s.Store.AddToken(ctx, t, hashOf(secret), s.event(by, "token.make", t.ID+", "+joined(t.Scopes))); err != nil {
		return "", fmt.Errorf("storing a token: %w", err)
	}
	return secret, nil
}

// RevokeToken ends a token of the person at once: one's own, or, for an administrator, anybody's. It fails with
// ErrUnknownToken.
func (s *Service) RevokeToken(ctx context.Context, by Actor, personID, id string) error {
	if err := s.Store.RevokeToken(ctx, personID, id, s.Now(), s.event(by, "token.revoke", id)); err != nil {
		return fmt.Errorf("revoking a token: %w", err)
	}
	return nil
}

// Bearer returns whose token it is, and the token. ErrRefused is the one answer to a token that is unknown, expired or
// revoked, and to one whose owner is disabled. No password is hashed: a token is too long to be guessed.
func (s *Service) Bearer(ctx context.Context, secret, from string) (Person, Token, error) {
	t, err := s.Store.TokenByHash(ctx, hashOf(secret))
	if errors.Is(err, ErrUnknownToken) {
		s.Log.WarnContext(ctx, "token refused", "from", from, "reason", "unknown")
		return Person{}, Token{}, ErrRefused
	}
	if err != nil {
		return Person{}, Token{}, fmt.Errorf("looking up a token: %w", err)
	}
	p, err := s.Store.Person(ctx, t.PersonID)
	if err != nil {
		return Person{}, Token{}, fmt.Errorf("looking up whose token it is: %w", err)
	}
	now := s.Now()
	if !t.Works(now) || p.Disabled {
		s.Log.WarnContext(ctx, "token refused", "from", from, "token", t.ID, "username", p.Username, "reason", "expired, revoked or account disabled")
		return Person{}, Token{}, ErrRefused
	}
	if now.Sub(t.Used) < touchEvery {
		return p, t, nil
	}
	var events []Event
	if day := 24 * time.Hour; !now.Truncate(day).Equal(t.Used.Truncate(day)) { // what the program does has lines of its own
		events = append(events, s.event(Actor{p, from}, "token.use", t.ID))
	}
	if err := s.Store.TouchToken(ctx, t.ID, now, events...); err != nil {
		return Person{}, Token{}, fmt.Errorf("noting the use of a token: %w", err)
	}
	return p, t, nil
}

func joined(scopes []Scope) string {
	names := make([]string, len(scopes))
	for i, s := range scopes {
		names[i] = string(s)
	}
	return strings.Join(names, " ")
}
