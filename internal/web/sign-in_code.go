package web

import (
	"errors"
	"net/http"
	"net/url"

	"minutebook/internal/auth"
)

// codeForm asks somebody whose password was right for the code of their app.
type codeForm struct {
	Next   string
	Kept   []kept
	Errors []remark
}

func (w *Web) askForCode(status int, next string, held url.Values, errs ...remark) answer {
	return answer{status: status, page: "sign-in-code.html", title: "Enter your code", problem: len(errs) > 0,
		data: codeForm{Next: next, Kept: wrap(keep(held)), Errors: errs}}
}

// signInCode is sent to by the page that asks for the code.
func (w *Web) signInCode(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	next, held := ownAddress(post.Get("next")), unwrap(post)
	if _, ok, err := w.Auth.Halfway(v.Context(), w.Sessions); err != nil {
		return answer{}, unavailable(err)
	} else if !ok {
		f := signInForm{Next: next, Errors: []remark{{"#username", "Start again: enter your username and password. After that there are five minutes for the code"}}}
		return w.signInAnswer(http.StatusUnprocessableEntity, f, held), nil
	}
	err = w.Auth.SignInCode(v.Context(), w.Sessions, post.Get("code"), v.from)
	if errors.Is(err, auth.ErrRefused) {
		return w.askForCode(http.StatusUnprocessableEntity, next, held, remark{"#code", wrongCode}), nil
	}
	if err != nil {
		return answer{}, unavailable(err)
	}
	return signedInAgain(next, held)
}

const wrongCode = "Enter the code that your app shows now. Each code can be used once. After several wrong attempts, wait a few minutes before you try again"
