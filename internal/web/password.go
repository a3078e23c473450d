package web

import (
	"errors"
	"net/http"

	"minutebook/internal/auth"
)

// passwordForm is the page to which an invitation or a reset link leads.
type passwordForm struct {
	Action   string
	Person   auth.Person
	Shortest int
	Errors   []remark
}

func (w *Web) passwordPage(v *visit) (answer, error) {
	return w.choosePasswordAnswer(v, http.StatusOK)
}

func (w *Web) choosePasswordAnswer(v *visit, status int, errs ...remark) (answer, error) {
	p, err := w.Auth.Follow(v.Context(), v.param("token"))
	if err != nil {
		return w.linkOver(err)
	}
	return answer{status: status, page: "password.html", title: "Choose your password", problem: len(errs) > 0,
		data: passwordForm{Action: v.URL.Path, Person: p, Shortest: auth.ShortestPassword, Errors: errs}}, nil
}

func (w *Web) choosePassword(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	_, err = w.Auth.Choose(v.Context(), v.param("token"), post.Get("new-password"), v.from)
	if badPassword(err) {
		return w.choosePasswordAnswer(v, http.StatusUnprocessableEntity, remark{"#new-password", err.Error()})
	}
	if err != nil {
		return w.linkOver(err)
	}
	return answer{page: "password-chosen.html", title: "Your password is set"}, nil
}

func (w *Web) linkOver(err error) (answer, error) {
	if !errors.Is(err, auth.ErrLinkOver) {
		return answer{}, unavailable(err)
	}
	p := failurePage{Heading: "This link cannot be used any more", Link: "/sign-in", Where: "Go to the sign-in page", Says: []string{
		"It was used already, has expired, or a newer one has taken its place.", "Ask " + w.Contact + " for a new link."}}
	return answer{status: http.StatusGone, page: "failure.html", title: p.Heading, problem: true, data: p}, nil
}

func badPassword(err error) bool {
	return errors.Is(err, auth.ErrPasswordShort) || errors.Is(err, auth.ErrPasswordLong) || errors.Is(err, auth.ErrPasswordUsername) ||
		errors.Is(err, auth.ErrPasswordSame)
}
