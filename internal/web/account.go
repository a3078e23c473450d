package web

import (
	"errors"
	"net/http"

	"minutebook/internal/auth"
)

type accountForm struct {
	Person   auth.Person
	Work     bool // signed in with a work account, which has no password here
	Codes    bool // an app's codes are asked for
	Shortest int
	Errors   []remark
}

func (w *Web) accountPage(v *visit) (answer, error) {
	return w.account(v, http.StatusOK), nil
}

func (w *Web) account(v *visit, status int, errs ...remark) answer {
	return answer{status: status, page: "account.html", title: "Your account", nav: "/account", problem: len(errs) > 0, data: accountForm{
		Person: v.person, Work: w.Auth.ByProvider(v.Context(), w.Sessions), Codes: v.codes, Shortest: auth.ShortestPassword, Errors: errs,
	}}
}

// changePassword keeps this session and ends all others of the person.
func (w *Web) changePassword(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	old, chosen := post.Get("password"), post.Get("new-password")
	err = w.Auth.ChangePassword(v.Context(), v.person, old, chosen, v.from)
	switch {
	case errors.Is(err, auth.ErrRefused):
		return w.account(v, http.StatusUnprocessableEntity, remark{"#password", "Enter your present password"}), nil
	case badPassword(err):
		return w.account(v, http.StatusUnprocessableEntity, remark{"#new-password", err.Error()}), nil
	case err != nil:
		return answer{}, unavailable(err)
	}
	if err := w.Auth.Begin(v.Context(), w.Sessions, v.person); err != nil {
		return answer{}, unavailable(err)
	}
	v.note("Your password is changed. Everywhere else you are signed out.")
	return seeOther("/account")
}
