package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"minutebook/internal/records"
)

// failurePage is what the page "failure.html" shows.
type failurePage struct {
	Heading string
	Says    []string
	Link    string // where to go from here
	Where   string // what the link is called
	ID      string // of the request, where it helps the people who run the service
	Again   *again // set when the same request may simply be sent again
}

// again is a form that repeats a request with everything that was typed.
type again struct {
	Action string
	Kept   []kept
	Button string
}

// failed words an error of a handler. It is the only place where errors become pages.
func (w *Web) failed(v *visit, err error) answer {
	var (
		signed      *records.SignedError
		stale       *records.StaleError
		status      *records.StatusError
		unavailable *records.UnavailableError
		tooLarge    *http.MaxBytesError
	)
	home := "/"
	if id := v.param("record"); id != "" {
		home = "/records/" + url.PathEscape(id)
	}
	page := func(status int, heading string, says ...string) answer {
		return answer{status: status, page: "failure.html", title: heading, problem: true, data: failurePage{
			Heading: heading, Says: says, Link: home, Where: map[bool]string{true: "Go to the start page", false: "Go to the record"}[home == "/"],
		}}
	}
	switch {
	case errors.Is(err, records.ErrNotFound):
		return w.failure(v, http.StatusNotFound)
	case errors.Is(err, records.ErrForbidden):
		return w.failure(v, http.StatusForbidden)
	case errors.As(err, &tooLarge): // before errBadRequest, which wraps it too
		return w.failure(v, http.StatusRequestEntityTooLarge)
	case errors.Is(err, errTooMany):
		return answer{status: http.StatusTooManyRequests, page: "failure.html", title: "Too many codes", problem: true, data: failurePage{
			Heading: "Too many codes", Says: []string{"Many codes were checked from your network in a short time.", "Wait a minute and try again."}, Link: "/verify", Where: "Check a document",
		}}
	case errors.Is(err, errBadRequest):
		return w.failure(v, http.StatusBadRequest)
	case errors.As(err, &signed):
		return page(http.StatusConflict, "This is signed already",
			"It was signed by "+signed.By+" on "+w.clock(signed.At)+".", "A signed version never changes. Nothing was signed or changed a second time.")
	case errors.As(err, &stale):
		return page(http.StatusConflict, "The record has changed since you opened it",
			stale.Current.Author+" saved version "+number(stale.Current.Number)+" on "+w.clock(stale.Current.At)+".", "Look at it as it is now, then try again. Nothing was done.")
	case errors.As(err, &status):
		return page(http.StatusConflict, "This cannot be done yet", "The record is "+statusWord(status.Status)+". It has to be "+statusWord(status.Want)+" first.")
	case errors.As(err, &unavailable):
		w.Log.ErrorContext(v.Context(), "store unavailable", "id", v.id, "error", unavailable.Err)
		return w.unavailable(v)
	}
	w.Log.ErrorContext(v.Context(), "request failed", "id", v.id, "error", err)
	return w.failure(v, http.StatusInternalServerError)
}

// failure words a status.
func (w *Web) failure(v *visit, status int) answer {
	p := failurePage{Link: "/", Where: "Go to the start page", ID: v.id}
	switch status {
	case http.StatusBadRequest:
		p.Heading, p.Says = "That request could not be understood", []string{"Open the page again and repeat what you did."}
	case http.StatusForbidden:
		p.Heading, p.Says = "You cannot do this", []string{"Your role does not allow it, or the request came from another website. Nothing was changed."}
	case http.StatusNotFound:
		p.Heading, p.Says = "Page not found", []string{
			"If you typed the address, check that it is correct.", "If you followed a link, what it leads to may not exist, or may not be open to you."}
	case http.StatusMethodNotAllowed:
		p.Heading, p.Says = "This address cannot be used in that way", []string{"Open it from a link or a button of this service."}
	case http.StatusRequestEntityTooLarge:
		p.Heading, p.Says = "That is too large", []string{
			"A file to check can have 32 MB, the files of an import 64 MB together, a picture 8 MB, a section of a form 24 MB in all. Nothing was stored.", "Go back in your browser, shorten the text or choose a smaller file, and send it again."}
	default:
		p.Heading, p.Says = "Something went wrong", []string{
			"This is our mistake, not yours. What you saved before is safe.", "Try again. If it happens again, tell whoever looks after this service the error number."}
		p.holdOn(v)
	}
	return answer{status: status, page: "failure.html", title: p.Heading, problem: true, data: p}
}

// unavailable says that the step was not stored, and holds on to what was typed.
func (w *Web) unavailable(v *visit) answer {
	p := failurePage{
		Heading: "The service cannot reach its records just now",
		Says:    []string{"What was saved before is safe. Nothing of this step was stored.", "Wait a minute and try again."},
		Link:    v.URL.RequestURI(), Where: "Try again", ID: v.id,
	}
	if v.done {
		p.Says[0] = "What was saved before is safe. It is not certain that this step was stored. Sending it again does no harm."
	}
	p.holdOn(v)
	return answer{status: http.StatusServiceUnavailable, page: "failure.html", title: p.Heading, problem: true, data: p}
}

// holdOn keeps a form that was sent in the page, so that it can be sent again.
func (p *failurePage) holdOn(v *visit) {
	if v.Method != http.MethodPost || strings.HasPrefix(v.Header.Get("Content-Type"), "multipart/") {
		return
	}
	post, err := v.post()
	if err != nil {
		return // what cannot be read cannot be kept
	}
	if inputs := keep(post); len(inputs) > 0 {
		p.Again = &again{Action: v.URL.RequestURI(), Kept: inputs, Button: "Try again"}
		p.Says = append(p.Says, "What you typed is kept in this page. Leave it open until it is saved.")
		p.Link, p.Where = "", ""
	}
}

// unavailable marks a failure of the accounts' or the sessions' store as what it is.
func unavailable(err error) error { return &records.UnavailableError{Err: err} }
