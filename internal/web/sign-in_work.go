package web

import (
	"errors"
	"net/http"

	"minutebook/internal/auth"
	"minutebook/internal/records"
)

const workAddress = "/sign-in/work"

// setOut sends people to the provider of work accounts. It is a link and not a form: the content security policy keeps
// forms, and where they are redirected to, within this service.
func (w *Web) setOut(v *visit) (answer, error) {
	if w.Auth.Provider == nil {
		return answer{}, records.ErrNotFound
	}
	again := v.URL.Query().Has("again") && v.person.ID != ""
	address, err := w.Auth.SetOut(v.Context(), w.Sessions, orStart(ownAddress(v.URL.Query().Get("next"))), again)
	if err != nil {
		return w.workFailed(v, err)
	}
	return seeOther(address)
}

// comeBack is where the provider sends people.
func (w *Web) comeBack(v *visit) (answer, error) {
	if w.Auth.Provider == nil {
		return answer{}, records.ErrNotFound
	}
	next, err := w.Auth.Return(v.Context(), w.Sessions, v.URL.Query(), v.from, v.id)
	if err != nil {
		return w.workFailed(v, err)
	}
	return seeOther(orStart(ownAddress(next)))
}

// workFailed words what became of a sign-in with a work account. Why a provider's answer was not believed is in the log.
func (w *Web) workFailed(v *visit, err error) (answer, error) {
	p := failurePage{Link: "/sign-in", Where: "Go to the sign-in page", ID: v.id}
	status := http.StatusForbidden
	switch {
	case errors.Is(err, auth.ErrNoRole):
		p.Heading, p.Says = "You cannot use this service yet", []string{
			"Your work account is right, but it is in no group that may use this service.", "Ask " + w.Contact + " to give you access."}
	case errors.Is(err, auth.ErrProviderAway):
		status = http.StatusServiceUnavailable
		p.Heading, p.Says = "Work accounts cannot be reached just now", []string{
			"Wait a minute and try again.", "If it happens again, tell " + w.Contact + " the error number."}
	case errors.Is(err, auth.ErrProvider), errors.Is(err, auth.ErrRefused):
		p.Heading, p.Says = "You are not signed in", []string{
			"The sign-in took too long, was used before, or is not yours.", "Start again from the sign-in page. If it happens again, tell " + w.Contact + " the error number."}
		if v.person.ID != "" { // came to show anew who they are
			p.Heading, p.Link, p.Where = "It could not be confirmed that it is you", "/", "Go to the start page"
		}
	default:
		return answer{}, unavailable(err)
	}
	return answer{status: status, page: "failure.html", title: p.Heading, problem: true, data: p}, nil
}
