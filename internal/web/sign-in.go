package web

import (
	"errors"
	"net/http"
	"net/url"

	"minutebook/internal/auth"
)

// signInForm is the page at /sign-in.
type signInForm struct {
	Username string
	Next     string // where to go afterwards
	Kept     []kept // a form that was sent after the session had ended
	Errors   []remark
}

func (f signInForm) answer(status int) answer {
	return answer{status: status, page: "sign-in.html", title: "Sign in", problem: len(f.Errors) > 0, data: f}
}

func (w *Web) signInPage(v *visit) (answer, error) {
	next := ownAddress(v.URL.Query().Get("next"))
	if v.person.ID != "" {
		return seeOther(orStart(next))
	}
	return signInForm{Next: next}.answer(http.StatusOK), nil
}

// askToSignIn meets people who are not signed in. What they had typed when their session ended goes with them through the
// sign-in page.
func (w *Web) askToSignIn(v *visit) (answer, error) {
	if v.Method != http.MethodPost {
		return seeOther("/sign-in?" + url.Values{"next": {v.URL.RequestURI()}}.Encode())
	}
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	return signInForm{Next: v.URL.RequestURI(), Kept: wrap(keep(post))}.answer(http.StatusForbidden), nil
}

func (w *Web) signIn(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	next, held := ownAddress(post.Get("next")), unwrap(post)
	_, err = w.Auth.SignIn(v.Context(), w.Sessions, post.Get("username"), post.Get("password"), v.from)
	if errors.Is(err, auth.ErrRefused) {
		f := signInForm{Username: post.Get("username"), Next: next, Kept: wrap(keep(held))}
		f.Errors = []remark{{"#username", "Enter a username and password that belong together. After several wrong attempts, wait a few minutes before you try again"}}
		return f.answer(http.StatusUnprocessableEntity), nil
	}
	if err != nil {
		return answer{}, unavailable(err)
	}
	if len(held) > 0 && next != "" {
		return answer{page: "kept.html", title: "You are signed in again", data: again{Action: next, Kept: keep(held), Button: "Save what you typed"}}, nil
	}
	return seeOther(orStart(next))
}

func orStart(address string) string {
	if address == "" {
		return "/"
	}
	return address
}
