package auth

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Why an administrator's change is refused, beside what the Store and the Directory say.
var (
	ErrNotAdministrator = errors.New("only administrators change people and teams")
	ErrOwnAccount       = errors.New("nobody changes their own role or disables themselves; ask another administrator")
	ErrNoName           = errors.New("a name has 1 to 200 characters, all of which can be printed")
)

// Administration is what administrators do with people and teams. Every change is written into the audit together with what
// it changes; sign-ins, passwords and links are the Service's.
type Administration struct {
	Store interface {
		Store
		Directory
	}
	Now   func() time.Time
	NewID func() string
}

// Staff is a page of the people whose name or username contains the query, in order of name, and how many there are in all.
func (a *Administration) Staff(ctx context.Context, by Actor, query string, limit, offset int) ([]Member, int, error) {
	if err := mayAdminister(by); err != nil {
		return nil, 0, err
	}
	all, err := a.Store.Staff(ctx)
	if err != nil {
		return nil, 0, fmt.Errorf("list people: %w", err)
	}
	query = strings.ToLower(strings.TrimSpace(query))
	all = slices.DeleteFunc(all, func(m Member) bool {
		return !strings.Contains(strings.ToLower(m.Name), query) && !strings.Contains(m.Username, query)
	})
	slices.SortStableFunc(all, func(a, b Member) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	from := min(max(offset, 0), len(all))
	return all[from:min(from+limit, len(all))], len(all), nil
}

// Member returns one person.
func (a *Administration) Member(ctx context.Context, by Actor, id string) (Member, error) {
	if err := mayAdminister(by); err != nil {
		return Member{}, err
	}
	all, err := a.Store.Staff(ctx)
	if err != nil {
		return Member{}, fmt.Errorf("look up a person: %w", err)
	}
	if i := slices.IndexFunc(all, func(m Member) bool { return m.ID == id }); i >= 0 {
		return all[i], nil
	}
	return Member{}, ErrUnknownPerson
}

// Change gives a person another name, role or teams; whatever else m holds is left as it is.
func (a *Administration) Change(ctx context.Context, by Actor, m Member) error {
	was, err := a.Member(ctx, by, m.ID)
	if err != nil {
		return err
	}
	if m.Name, err = tidyName(m.Name); err != nil {
		return err
	}
	if !m.Role.signsIn() {
		return fmt.Errorf("there is no role %q; the roles are %s", m.Role, roleNames())
	}
	if m.Role != was.Role && by.ID == m.ID {
		return ErrOwnAccount
	}
	slices.Sort(m.Teams)
	what := changes(was, m)
	if what == "" {
		return nil
	}
	if err := a.Store.ChangePerson(ctx, m.Person, m.Teams, a.event(by, "person.change", was.Username+": "+what)); err != nil {
		return fmt.Errorf("change %s: %w", was.Username, err)
	}
	return nil
}

func changes(was, is Member) string {
	var what []string
	if was.Name != is.Name {
		what = append(what, fmt.Sprintf("name %q, was %q", is.Name, was.Name))
	}
	if was.Role != is.Role {
		what = append(what, fmt.Sprintf("role %s, was %s", is.Role, was.Role))
	}
	if !slices.Equal(was.Teams, is.Teams) {
		what = append(what, fmt.Sprintf("teams %q, were %q", is.Teams, was.Teams))
	}
	return strings.Join(what, "; ")
}

// SetDisabled keeps a person out, whose sessions and tokens are worth nothing from their next request on, or lets them in
// again.
func (a *Administration) SetDisabled(ctx context.Context, by Actor, id string, disabled bool) error {
	m, err := a.Member(ctx, by, id)
	if err != nil {
		return err
	}
	if by.ID == id {
		return ErrOwnAccount
	}
	action := map[bool]string{true: "person.disable", false: "person.enable"}[disabled]
	if err := a.Store.SetDisabled(ctx, id, disabled, a.event(by, action, m.Username)); err != nil {
		return fmt.Errorf("disable or enable %s: %w", m.Username, err)
	}
	return nil
}

// AddTeam makes a team without people and children.
func (a *Administration) AddTeam(ctx context.Context, by Actor, name string) (Team, error) {
	if err := mayAdminister(by); err != nil {
		return Team{}, err
	}
	name, err := tidyName(name)
	if err != nil {
		return Team{}, err
	}
	t := Team{ID: a.NewID(), Name: name}
	if err := a.Store.AddTeam(ctx, t, a.event(by, "team.add", fmt.Sprintf("%s: name %q", t.ID, name))); err != nil {
		return Team{}, fmt.Errorf("add a team: %w", err)
	}
	return t, nil
}

// RenameTeam gives a team another name; its people and children stay.
func (a *Administration) RenameTeam(ctx context.Context, by Actor, t Team) error {
	if err := mayAdminister(by); err != nil {
		return err
	}
	var err error
	if t.Name, err = tidyName(t.Name); err != nil {
		return err
	}
	if err := a.Store.RenameTeam(ctx, t, a.event(by, "team.rename", fmt.Sprintf("%s: name %q", t.ID, t.Name))); err != nil {
		return fmt.Errorf("rename a team: %w", err)
	}
	return nil
}

// RemoveTeam removes a team that no child belongs to, or fails with ErrTeamHasChildren. Its people stay.
func (a *Administration) RemoveTeam(ctx context.Context, by Actor, id string) error {
	if err := mayAdminister(by); err != nil {
		return err
	}
	if err := a.Store.RemoveTeam(ctx, id, a.event(by, "team.remove", id)); err != nil {
		return fmt.Errorf("remove a team: %w", err)
	}
	return nil
}

func (a *Administration) event(by Actor, action, detail string) Event {
	return Event{At: a.Now(), By: by, Action: action, Detail: detail}
}

func mayAdminister(by Actor) error {
	if by.Role != Administrator || by.Disabled {
		return ErrNotAdministrator
	}
	return nil
}

func tidyName(name string) (string, error) {
	name = strings.TrimSpace(name)
	n := utf8.RuneCountInString(name)
	if n < 1 || n > 200 || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
		return "", ErrNoName
	}
	return name, nil
}
