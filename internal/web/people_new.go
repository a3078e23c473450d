package web

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"minutebook/internal/auth"
)

// newPersonForm invites somebody, who chooses a password by a link.
type newPersonForm struct {
	Name, Username question
	Roles          []option
	Errors         []remark
}

func (w *Web) newPersonPage(*visit) (answer, error) {
	return newPersonAnswer("", "", auth.SocialWorker), nil
}

func newPersonAnswer(name, username string, role auth.Role, errs ...remark) answer {
	f := newPersonForm{
		Name:     question{Name: "name", ID: "name", As: "text", Label: "Name", Hint: "As printed in minutes", Value: name, Errors: says(errs, "#name")},
		Username: question{Name: "username", ID: "username", As: "text", Label: "Username", Hint: "Without spaces and colons", Value: username, Errors: says(errs, "#username")},
		Roles:    personRoles(role), Errors: errs,
	}
	return failedForm(answer{page: "person-new.html", title: "Add a person", nav: "/people", data: f}, errs)
}

func personRoles(chosen auth.Role) []option {
	var all []option
	for _, r := range auth.Roles {
		all = append(all, option{Value: string(r), Label: r.Label(), Chosen: r == chosen})
	}
	return all
}

func (w *Web) newPerson(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	name, username, role := strings.TrimSpace(post.Get("name")), strings.TrimSpace(post.Get("username")), auth.Role(post.Get("role"))
	if !slices.Contains(auth.Roles, role) {
		return answer{}, errBadRequest
	}
	var errs []remark
	if name == "" || len([]rune(name)) > 200 {
		errs = append(errs, remark{"#name", "Enter the person’s name, in 200 characters or fewer"})
	}
	if username == "" || len([]rune(username)) > 100 || strings.ContainsAny(username, ": \t\n") {
		errs = append(errs, remark{"#username", "Enter a username without spaces and colons"})
	}
	if len(errs) > 0 {
		return newPersonAnswer(name, username, role, errs...), nil
	}
	link, err := w.Auth.Invite(v.Context(), v.actor(), username, name, role)
	switch {
	case errors.Is(err, auth.ErrUsernameTaken):
		return newPersonAnswer(name, username, role, remark{"#username", "Somebody has this username already. Choose another one"}), nil
	case err != nil:
		return answer{}, deskFault(err)
	}
	return w.linkAnswer(v, link, "Invitation for "), nil
}

// linkPage shows a link once; nobody can look it up again.
type linkPage struct {
	Heading, Address string
	Link             auth.Link
}

func (w *Web) linkAnswer(v *visit, link auth.Link, heading string) answer {
	scheme := map[bool]string{true: "https://", false: "http://"}[w.Sessions.Cookie.Secure]
	p := linkPage{heading + link.Person.Name, scheme + v.Host + link.Path(), link}
	return answer{status: http.StatusCreated, page: "person-link.html", title: p.Heading, nav: "/people", data: p}
}

// resetLink makes a link for somebody who has forgotten their password.
func (w *Web) resetLink(v *visit) (answer, error) {
	m, err := w.Desk.Member(v.Context(), v.actor(), v.param("person"))
	if err != nil {
		return answer{}, deskFault(err)
	}
	link, err := w.Auth.ResetLink(v.Context(), v.actor(), m.ID)
	if err != nil {
		return answer{}, deskFault(err)
	}
	return w.linkAnswer(v, link, "New password for "), nil
}

// revokeTokenOf ends a person's token, for instance when the system that uses it is no more.
func (w *Web) revokeTokenOf(v *visit) (answer, error) {
	err := w.Auth.RevokeToken(v.Context(), v.actor(), v.param("person"), v.param("token"))
	if errors.Is(err, auth.ErrUnknownToken) {
		return answer{}, deskFault(auth.ErrUnknownPerson)
	}
	if err != nil {
		return answer{}, deskFault(err)
	}
	v.note("The token is revoked.")
	return seeOther("/people/" + v.param("person"))
}
