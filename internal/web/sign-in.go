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
	Work     string // address for signing in with a work account; empty where there is none
	Local    bool   // people may sign in with a username and a password
	Kept     []kept // a form that was sent after the session had ended
	Again    *again // the same form once more, for somebody who signs in in another tab
	Errors   []remark
}

// signInAnswer shows the page; held is what was typed when a session ended.
func (w *Web) signInAnswer(status int, f signInForm, held url.Values) answer {
	f.Local = !w.Auth.NoPasswords
	if w.Auth.Provider != nil {
		f.Work = workAddress + "?" + url.Values{"next": {orStart(f.Next)}}.Encode()
	}
	if len(held) > 0 {
		f.Kept = wrap(keep(held))
		if f.Work != "" { // what was typed cannot go along to the provider: it stays in this page
			f.Work = workAddress + "?next=/sign-in/done"
			f.Again = &again{Action: f.Next, Kept: keep(goBack(held)), Button: "Save what you typed"}
		}
	}
	return answer{status: status, page: "sign-in.html", title: "Sign in", problem: len(f.Errors) > 0, data: f}
}

func (w *Web) signInPage(v *visit) (answer, error) {
	next := ownAddress(v.URL.Query().Get("next"))
	if v.person.ID != "" {
		return seeOther(orStart(next))
	}
	return w.signInAnswer(http.StatusOK, signInForm{Next: next}, nil), nil
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
	return w.signInAnswer(http.StatusForbidden, signInForm{Next: v.URL.RequestURI()}, post), nil
}

func (w *Web) signIn(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	next, held := ownAddress(post.Get("next")), unwrap(post)
	err = w.Auth.SignIn(v.Context(), w.Sessions, post.Get("username"), post.Get("password"), v.from)
	switch {
	case errors.Is(err, auth.ErrCodeNeeded):
		return w.askForCode(http.StatusOK, next, held), nil
	case errors.Is(err, auth.ErrRefused):
		f := signInForm{Username: post.Get("username"), Next: next}
		f.Errors = []remark{{"#username", "Enter a username and password that belong together. After several wrong attempts, wait a few minutes before you try again"}}
		return w.signInAnswer(http.StatusUnprocessableEntity, f, held), nil
	case err != nil:
		return answer{}, unavailable(err)
	}
	return signedInAgain(next, held)
}

// signedInAgain goes on to where the person was going, or offers to save what they had typed.
func signedInAgain(next string, held url.Values) (answer, error) {
	if len(held) > 0 && next != "" {
		return answer{page: "kept.html", title: "You are signed in again", data: again{Action: next, Kept: keep(goBack(held)), Button: "Save what you typed"}}, nil
	}
	return seeOther(orStart(next))
}

// goBack makes a form whose sending was interrupted lead back to where it was typed.
func goBack(held url.Values) url.Values {
	if held.Has("go") {
		held.Set("go", stayGo)
	}
	return held
}

// signInDone tells somebody who signed in in a tab of its own where to go on.
func (w *Web) signInDone(*visit) (answer, error) {
	return answer{page: "sign-in-done.html", title: "You are signed in"}, nil
}

func orStart(address string) string {
	if address == "" {
		return "/"
	}
	return address
}
