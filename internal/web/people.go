package web

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"minutebook/internal/auth"
)

type peoplePage struct {
	Query string
	pages
	People  []staff
	Invites bool // there are local accounts
}

// staff is a person in the administrator's list.
type staff struct {
	auth.Member
	State tag // empty for somebody who may sign in
	Teams []string
}

func (w *Web) people(v *visit) (answer, error) {
	query := strings.TrimSpace(v.URL.Query().Get("q"))
	found, total, err := w.Desk.Staff(v.Context(), v.actor(), query, listRows, v.offset())
	if err != nil {
		return answer{}, unavailable(err)
	}
	teams, err := w.Desk.Store.Teams(v.Context())
	if err != nil {
		return answer{}, unavailable(err)
	}
	p := peoplePage{Query: query, pages: v.pages(len(found), total), Invites: !w.Auth.NoPasswords}
	for _, m := range found {
		p.People = append(p.People, staff{m, w.personState(m), teamNames(teams, m.Teams)})
	}
	return answer{page: "people.html", title: "People", nav: "/people", data: p}, nil
}

// personState says why somebody cannot sign in now.
func (w *Web) personState(m auth.Member) tag {
	switch {
	case m.Disabled:
		return tag{"Disabled", "grey"}
	case m.LockedUntil.After(w.Now()):
		return tag{"Locked", "red"}
	}
	return tag{}
}

func teamNames(teams []auth.Team, ids []string) []string {
	var names []string
	for _, t := range teams {
		if slices.Contains(ids, t.ID) {
			names = append(names, t.Name)
		}
	}
	return names
}

// personForm is one person with what an administrator may change.
type personForm struct {
	Member auth.Member // as stored
	State  tag
	Locked bool
	Own    bool         // the administrator's own account
	Links  bool         // there are passwords
	Tokens []auth.Token // that work
	Name   question
	Roles  []option
	Teams  []option
	Errors []remark
}

func (w *Web) personPage(v *visit) (answer, error) {
	m, err := w.Desk.Member(v.Context(), v.actor(), v.param("person"))
	if err != nil {
		return answer{}, deskFault(err)
	}
	return w.personAnswer(v, m, m)
}

// personAnswer shows what is stored of a person, and in the form what was typed.
func (w *Web) personAnswer(v *visit, stored, typed auth.Member, errs ...remark) (answer, error) {
	teams, err := w.Desk.Store.Teams(v.Context())
	if err != nil {
		return answer{}, unavailable(err)
	}
	f := personForm{
		Member: stored, State: w.personState(stored), Locked: stored.LockedUntil.After(w.Now()), Own: stored.ID == v.person.ID, Errors: errs,
		Links: !w.Auth.NoPasswords, Roles: personRoles(typed.Role),
		Name: question{Name: "name", ID: "name", As: "text", Label: "Name", Hint: "As printed in minutes", Value: typed.Name, Errors: says(errs, "#name")},
	}
	tokens, err := w.Auth.Store.Tokens(v.Context(), stored.ID)
	if err != nil {
		return answer{}, unavailable(err)
	}
	f.Tokens = slices.DeleteFunc(tokens, func(t auth.Token) bool { return !t.Works(w.Now()) })
	for _, t := range teams {
		f.Teams = append(f.Teams, option{ID: "team-" + t.ID, Value: t.ID, Label: t.Name, Chosen: slices.Contains(typed.Teams, t.ID)})
	}
	return failedForm(answer{page: "person.html", title: stored.Name, nav: "/people", data: f}, errs), nil
}

func (w *Web) savePerson(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	stored, err := w.Desk.Member(v.Context(), v.actor(), v.param("person"))
	if err != nil {
		return answer{}, deskFault(err)
	}
	typed := stored
	typed.Name, typed.Role, typed.Teams = post.Get("name"), auth.Role(post.Get("role")), post["team"]
	if !slices.Contains(auth.Roles, typed.Role) {
		return answer{}, errBadRequest
	}
	err = w.Desk.Change(v.Context(), v.actor(), typed)
	switch {
	case errors.Is(err, auth.ErrNoName):
		return w.personAnswer(v, stored, typed, remark{"#name", "Enter the person’s name, in 200 characters or fewer"})
	case errors.Is(err, auth.ErrOwnAccount):
		return w.personAnswer(v, stored, typed, remark{"#role", "Nobody changes their own role. Ask another administrator"})
	case errors.Is(err, auth.ErrLastAdministrator):
		return w.personAnswer(v, stored, typed, remark{"#role", "This is the last administrator. Make somebody else an administrator first"})
	case err != nil:
		return answer{}, deskFault(err)
	}
	v.note("What you changed about " + strings.TrimSpace(typed.Name) + " is saved.")
	return seeOther("/people")
}

// setPersonState keeps somebody out, lets them in again, or ends a lock-out.
func (w *Web) setPersonState(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	ctx, by, id := v.Context(), v.actor(), v.param("person")
	m, err := w.Desk.Member(ctx, by, id)
	if err != nil {
		return answer{}, deskFault(err)
	}
	said := ""
	switch post.Get("state") {
	case "disabled":
		err, said = w.Desk.SetDisabled(ctx, by, id, true), m.Name+" can no longer sign in."
	case "enabled":
		err, said = w.Desk.SetDisabled(ctx, by, id, false), m.Name+" can sign in again."
	case "unlocked":
		err, said = w.Auth.Unlock(ctx, by, id), "The lock on "+m.Name+"’s account is ended."
	case "no-codes":
		err, said = w.Auth.EndCodes(ctx, by, id), m.Name+" signs in without codes."
	default:
		return answer{}, errBadRequest
	}
	switch {
	case errors.Is(err, auth.ErrOwnAccount):
		return w.personAnswer(v, m, m, remark{"#access", "Nobody disables their own account. Ask another administrator"})
	case errors.Is(err, auth.ErrLastAdministrator):
		return w.personAnswer(v, m, m, remark{"#access", "This is the last administrator. Make somebody else an administrator first"})
	case err != nil:
		return answer{}, deskFault(err)
	}
	v.note(said)
	return seeOther("/people/" + url.PathEscape(id))
}
