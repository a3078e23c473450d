package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/alexedwards/scs/v2"
)

// IdentityStore knows people by what a provider calls them.
type IdentityStore interface {
	// PersonByIdentity fails with ErrUnknownPerson.
	PersonByIdentity(ctx context.Context, issuer, subject string) (Person, error)
	// AddIdentified adds a person without a password. It fails with ErrUsernameTaken, also when the identity is somebody's.
	AddIdentified(ctx context.Context, p Person, issuer, subject string, events ...Event) error
	// SetPerson stores a person's name and role. It fails with ErrUnknownPerson.
	SetPerson(ctx context.Context, p Person, events ...Event) error
	Directory
}

// SetOut sends somebody to the provider: to sign in, or, with again, to show anew that they are who is signed in here.
// Afterwards Return leads them to next. It fails with ErrProviderAway.
func (s *Service) SetOut(ctx context.Context, sessions *scs.SessionManager, next string, again bool) (address string, err error) {
	who := ""
	if again {
		who = sessions.GetString(ctx, sessionPerson)
	}
	t, address, err := s.Provider.depart(ctx, next, who)
	if err != nil {
		s.Log.ErrorContext(ctx, "the provider of work accounts does not answer", "error", err)
		return "", err
	}
	data, err := json.Marshal(t)
	if err != nil {
		return "", fmt.Errorf("setting out for the provider: %w", err)
	}
	sessions.Put(ctx, sessionTrip, data)
	return address, nil
}

// Return ends the way to the provider with the query that it sent the browser back with, begins a session, and returns
// where to go. It fails with ErrProvider, ErrProviderAway, ErrNoRole and, for an account that is disabled, ErrRefused;
// each way can be ended once.
func (s *Service) Return(ctx context.Context, sessions *scs.SessionManager, query url.Values, from, id string) (next string, err error) {
	var t trip
	if data := sessions.PopBytes(ctx, sessionTrip); data != nil {
		if err := json.Unmarshal(data, &t); err != nil {
			return "", fmt.Errorf("returning from the provider: %w", err)
		}
	}
	who, err := s.Provider.arrive(ctx, t, query)
	if err == nil {
		err = s.admit(ctx, sessions, t, who, from)
	}
	if errors.Is(err, ErrProvider) || errors.Is(err, ErrProviderAway) || errors.Is(err, ErrNoRole) || errors.Is(err, ErrRefused) {
		s.Log.WarnContext(ctx, "sign-in refused", "from", from, "id", id, "reason", err)
	}
	return t.Next, err
}

func (s *Service) admit(ctx context.Context, sessions *scs.SessionManager, t trip, who identity, from string) error {
	if t.Again != "" {
		p, err := s.Store.PersonByIdentity(ctx, s.Provider.Issuer, who.subject)
		switch {
		case errors.Is(err, ErrUnknownPerson) || err == nil && (p.ID != t.Again || p.ID != sessions.GetString(ctx, sessionPerson)):
			return fmt.Errorf("%w: it is somebody else than who is signed in", ErrProvider)
		case err != nil:
			return fmt.Errorf("looking up who showed who they are: %w", err)
		}
		sessions.Put(ctx, sessionShown, t.Next)
		sessions.Put(ctx, sessionShownAt, s.Now().Unix())
		return nil
	}
	p, err := s.personOf(ctx, who, from)
	if err != nil {
		return err
	}
	if p.Disabled {
		return ErrRefused
	}
	if err := s.begin(ctx, sessions, Actor{p, from}, "work account"); err != nil {
		return err
	}
	sessions.Put(ctx, sessionProvider, who.raw)
	return nil
}

// ByProvider reports whether the session was begun with a work account.
func (s *Service) ByProvider(ctx context.Context, sessions *scs.SessionManager) bool {
	return s.Provider != nil && sessions.Exists(ctx, sessionProvider)
}

// Shown reports whether somebody has shown at the provider, for this page and not long ago, that it is still them.
func (s *Service) Shown(ctx context.Context, sessions *scs.SessionManager, page string) bool {
	return sessions.GetString(ctx, sessionShown) == page && s.recent(ctx, sessions, sessionShownAt)
}

// UseShown is Shown for the step itself: what was shown counts once.
func (s *Service) UseShown(ctx context.Context, sessions *scs.SessionManager, page string) bool {
	ok := s.Shown(ctx, sessions, page)
	sessions.Remove(ctx, sessionShown)
	return ok
}

// personOf returns the person whom the provider knows under this subject, as their groups now make them; a new one if it is
// their first time. The subject is who they are: an e-mail address can pass to somebody else.
func (s *Service) personOf(ctx context.Context, who identity, from string) (Person, error) {
	role, ok := s.Provider.Mapping.role(who.groups)
	if !ok {
		err := fmt.Errorf("%w: %s, subject %q", ErrNoRole, who.username, who.subject)
		return Person{}, errors.Join(err, s.endTokens(ctx, who, from))
	}
	p, err := s.Store.PersonByIdentity(ctx, s.Provider.Issuer, who.subject)
	switch {
	case errors.Is(err, ErrUnknownPerson):
		p, err = s.firstTime(ctx, who, role, from)
	case err == nil && !p.Disabled:
		err = s.update(ctx, &p, who, role, from)
	}
	if err == nil && !p.Disabled {
		err = s.join(ctx, p, s.Provider.Mapping.teams(who.groups), from)
	}
	if err != nil {
		return Person{}, fmt.Errorf("signing in with a work account: %w", err)
	}
	return p, nil
}

// endTokens revokes the tokens of somebody who has no role any more: whoever has left is not to read on through a program.
func (s *Service) endTokens(ctx context.Context, who identity, from string) error {
	p, err := s.Store.PersonByIdentity(ctx, s.Provider.Issuer, who.subject)
	if errors.Is(err, ErrUnknownPerson) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("looking up whose tokens end: %w", err)
	}
	tokens, err := s.Store.Tokens(ctx, p.ID)
	if err != nil {
		return fmt.Errorf("listing the tokens that end: %w", err)
	}
	for _, t := range tokens {
		if !t.Works(s.Now()) {
			continue
		}
		if err := s.RevokeToken(ctx, Actor{p, from}, p.ID, t.ID); err != nil {
			return err
		}
	}
	return nil
}

// firstTime adds somebody. Where the username is somebody else's, a few letters of the subject's hash make it their own.
func (s *Service) firstTime(ctx context.Context, who identity, role Role, from string) (Person, error) {
	name := strings.Map(func(r rune) rune {
		if r == ':' || unicode.IsSpace(r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, fold(who.username))
	mark := hashOf(s.Provider.Issuer + " " + who.subject)[:8]
	if _, err := tidyName(name); err != nil {
		name = "person-" + mark
	}
	full, err := tidyName(who.name)
	if err != nil { // nothing that minutes could print
		full = name
	}
	for _, username := range []string{name, name + "-" + mark} {
		var p Person
		if p, err = s.newPerson(username, full, role); err != nil {
			return Person{}, err
		}
		err = s.Store.AddIdentified(ctx, p, s.Provider.Issuer, who.subject, s.event(Actor{p, from}, "person.add", p.Username+", "+string(role)+", by work account"))
		if !errors.Is(err, ErrUsernameTaken) {
			return p, err
		}
		// Taken, by somebody else or by this person, who pressed twice.
		if p, err := s.Store.PersonByIdentity(ctx, s.Provider.Issuer, who.subject); !errors.Is(err, ErrUnknownPerson) {
			return p, err
		}
	}
	return Person{}, err
}

// update takes over the name and the role that the provider gives.
func (s *Service) update(ctx context.Context, p *Person, who identity, role Role, from string) error {
	was := *p
	if name, err := tidyName(who.name); err == nil {
		p.Name = name
	}
	p.Role = role
	if *p == was {
		return nil
	}
	return s.Store.SetPerson(ctx, *p, s.event(Actor{*p, from}, "person.role", fmt.Sprintf("%s: %s to %s, by work account", p.Username, was.Role, role)))
}

// join makes the teams that the groups stand for the person's, where the mapping speaks of teams at all. A team that is
// not there yet is logged and left out.
func (s *Service) join(ctx context.Context, p Person, names []string, from string) error {
	if len(s.Provider.Mapping.Teams) == 0 {
		return nil
	}
	teams, err := s.Store.Teams(ctx)
	if err != nil {
		return err
	}
	memberships, err := s.Store.Memberships(ctx)
	if err != nil {
		return err
	}
	var ids []string
	for _, name := range names {
		i := slices.IndexFunc(teams, func(t Team) bool { return strings.EqualFold(t.Name, name) })
		if i < 0 {
			s.Log.WarnContext(ctx, "groups of work accounts name a team that is not there", "team", name)
			continue
		}
		ids = append(ids, teams[i].ID)
	}
	slices.Sort(ids)
	if ids = slices.Compact(ids); slices.Equal(ids, memberships[p.ID]) {
		return nil
	}
	return s.Store.SetTeams(ctx, p.ID, ids, s.event(Actor{p, from}, "person.teams", p.Username+", by work account"))
}
