package auth

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"
)

// ErrLinkOver says that a link was used, is too old, or never was one.
var ErrLinkOver = errors.New("this link was used already, has expired or was replaced by a newer one")

// How long a link can be used.
const (
	InvitationLasts = 7 * 24 * time.Hour
	ResetLasts      = 24 * time.Hour
)

// Link lets somebody choose a password without knowing one. Whoever has it can sign in as that person, so it is passed on
// to that person only.
type Link struct {
	Person  Person
	Token   string
	Expires time.Time
}

// Path is the link's address within the service.
func (l Link) Path() string { return "/password/" + l.Token }

// LinkStore keeps the links that may still be used, at most one for each person, by the hashes of their tokens.
type LinkStore interface {
	// SetLink puts a link in the place of the person's earlier one.
	SetLink(ctx context.Context, personID, hash string, expires time.Time, events ...Event) error
	// PersonByLink fails with ErrLinkOver.
	PersonByLink(ctx context.Context, hash string, now time.Time) (Person, error)
	// UseLink ends a link, gives its person the password and ends a lock-out. It fails with ErrLinkOver.
	UseLink(ctx context.Context, hash string, now time.Time, passwordHash string, events ...Event) error
}

// Invite makes an account without a password, and the link with which its owner chooses one. It fails as Add does.
func (s *Service) Invite(ctx context.Context, by Actor, username, name string, role Role) (Link, error) {
	p, err := s.newPerson(username, name, role)
	if err != nil {
		return Link{}, err
	}
	if err := s.Store.AddPerson(ctx, p, "", s.event(by, "person.invite", p.Username+", "+string(p.Role))); err != nil {
		return Link{}, fmt.Errorf("inviting %s: %w", p.Username, err)
	}
	return s.link(ctx, p, InvitationLasts)
}

// ResetLink makes a link for somebody who has forgotten their password or never chose one. The present password stays
// good until the link is used. It fails with ErrUnknownPerson.
func (s *Service) ResetLink(ctx context.Context, by Actor, personID string) (Link, error) {
	p, err := s.Store.Person(ctx, personID)
	if err != nil {
		return Link{}, fmt.Errorf("making a link: %w", err)
	}
	return s.link(ctx, p, ResetLasts, s.event(by, "person.reset-link", p.Username))
}

func (s *Service) link(ctx context.Context, p Person, lasts time.Duration, events ...Event) (Link, error) {
	l := Link{Person: p, Token: rand.Text(), Expires: s.Now().Add(lasts)}
	if err := s.Store.SetLink(ctx, p.ID, hashOf(l.Token), l.Expires, events...); err != nil {
		return Link{}, fmt.Errorf("storing a link: %w", err)
	}
	return l, nil
}

// Follow returns whose link it is, without using it: programs that look at mail follow links too. It fails with
// ErrLinkOver, also for an account that is disabled.
func (s *Service) Follow(ctx context.Context, token string) (Person, error) {
	p, err := s.Store.PersonByLink(ctx, hashOf(token), s.Now())
	switch {
	case err == nil && (p.Disabled || s.NoPasswords):
		return Person{}, ErrLinkOver
	case err != nil && !errors.Is(err, ErrLinkOver):
		return Person{}, fmt.Errorf("following a link: %w", err)
	}
	return p, err
}

// Choose uses a link. It fails with ErrLinkOver and with CheckPassword's errors.
func (s *Service) Choose(ctx context.Context, token, password, from string) (Person, error) {
	p, err := s.Follow(ctx, token)
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
	err = s.Store.UseLink(ctx, hashOf(token), s.Now(), h, s.event(Actor{p, from}, "person.password", p.Username+", by a link"))
	if err != nil {
		return Person{}, fmt.Errorf("using a link: %w", err)
	}
	return p, nil
}
