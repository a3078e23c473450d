package api

import (
	"errors"
	"net/http"
	"time"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// kind is a kind of problem (RFC 9457 §3.1): the last step of its type, which never changes, its status, and its title.
type kind struct {
	name   string
	status int
	title  string
}

// The kinds of problem that the door knows.
var (
	unreadable    = kind{"unreadable", http.StatusBadRequest, "The body cannot be read"}
	badQuery      = kind{"query", http.StatusBadRequest, "The query has mistakes"}
	precondition  = kind{"precondition", http.StatusBadRequest, "If-Match cannot be read"}
	signedOut     = kind{"signed-out", http.StatusUnauthorized, "Send a token, or your username and password"}
	needsCode     = kind{"code", http.StatusUnauthorized, "This account is not opened by a password alone"}
	forbidden     = kind{"forbidden", http.StatusForbidden, "Your role does not allow this"}
	outOfScope    = kind{"scope", http.StatusForbidden, "The token does not allow this"}
	wrongPassword = kind{"password", http.StatusForbidden, "The password is not right"}
	notFound      = kind{"not-found", http.StatusNotFound, "There is nothing here for you"}
	wrongMethod   = kind{"method", http.StatusMethodNotAllowed, "This address does not answer that method"}
	notAcceptable = kind{"not-acceptable", http.StatusNotAcceptable, "There is no answer in a format that you accept"}
	signed        = kind{"signed", http.StatusConflict, "The record is signed already"}
	reviewed      = kind{"reviewed", http.StatusConflict, "There is a review of this meeting already"}
	wrongStatus   = kind{"status", http.StatusConflict, "The record is not ready for this step"}
	stale         = kind{"stale", http.StatusPreconditionFailed, "Somebody saved since you last looked"}
	tooLarge      = kind{"too-large", http.StatusRequestEntityTooLarge, "The body is too large"}
	mediaType     = kind{"media-type", http.StatusUnsupportedMediaType, "The body is not of a type that this address reads"}
	invalid       = kind{"invalid", http.StatusUnprocessableEntity, "What you sent cannot be stored"}
	blocked       = kind{"blocked", http.StatusUnprocessableEntity, "The record is not ready to be signed"}
	unguarded     = kind{"unguarded", http.StatusPreconditionRequired, "Say which version you started from"}
	tooMany       = kind{"too-many", http.StatusTooManyRequests, "Too many codes were asked about from your network"}
	internal      = kind{"internal", http.StatusInternalServerError, "Something went wrong on our side"}
	unavailable   = kind{"unavailable", http.StatusServiceUnavailable, "The store is away or full; nothing was stored"}
)

// kinds lists them all, for the OpenAPI document.
var kinds = []kind{
	unreadable, badQuery, precondition, signedOut, needsCode, forbidden, outOfScope, wrongPassword, notFound, wrongMethod, notAcceptable, signed,
	reviewed, wrongStatus, stale, tooLarge, mediaType, invalid, blocked, unguarded, tooMany, internal, unavailable,
}

// Problem is what the door says when something is wrong (RFC 9457). Members after Instance are there for some types only.
type Problem struct {
	Type     string `json:"type"`
	Title    string `json:"title"`
	Status   int    `json:"status"`
	Detail   string `json:"detail,omitempty"`
	Instance string `json:"instance"` // id of the request, also in the service's log

	Problems     []Fault          `json:"problems,omitempty"`
	Yours        *Draft           `json:"yours,omitempty"`         // of stale: what was sent
	Current      *records.Version `json:"current,omitempty"`       // of stale: what is stored
	SignedBy     string           `json:"signed_by,omitempty"`     // of signed
	SignedAt     time.Time        `json:"signed_at,omitzero"`      // of signed
	RecordStatus records.Status   `json:"record_status,omitempty"` // of status: where the record is
	Required     records.Status   `json:"required,omitempty"`      // of status: where it would have to be
	Review       string           `json:"review,omitempty"`        // of reviewed: id of the review that there is
}

// Fault is one thing wrong with what was sent, with its sentence.
type Fault struct {
	forms.Problem
	Message string `json:"message"`
}

// Draft is a form that was not stored, and the version that it was made from.
type Draft struct {
	Number int        `json:"number"`
	Form   forms.Form `json:"form"`
}

// refusal is a request that the door turns away itself.
type refusal struct {
	kind     kind
	detail   string
	problems []Fault
}

func (r *refusal) Error() string { return r.kind.title + ": " + r.detail }

// formError is an error about a form, which the caller still has.
type formError struct {
	error
	kind forms.Kind
	form forms.Form // what was sent; nil where nothing was
}

func (e *formError) Unwrap() error { return e.error }

// problemOf is the one place where errors become statuses.
func problemOf(words forms.Wording, err error) (kind, Problem) {
	var about formError
	if e, ok := errors.AsType[*formError](err); ok {
		about = *e
	}
	if e, ok := errors.AsType[*refusal](err); ok {
		return e.kind, Problem{Detail: e.detail, Problems: e.problems}
	}
	if e, ok := errors.AsType[*records.StaleError](err); ok {
		p := Problem{Detail: "Put your changes and the current version together, and send them with its number in If-Match.", Current: &e.Current}
		if about.form != nil {
			p.Yours = &Draft{e.Have, about.form}
		}
		return stale, p
	}
	if e, ok := errors.AsType[*records.InvalidError](err); ok {
		return invalid, Problem{Problems: faults(words, about.kind, e.Problems)}
	}
	if e, ok := errors.AsType[*records.BlockedError](err); ok {
		return blocked, Problem{Problems: faults(words, about.kind, e.Problems)}
	}
	if e, ok := errors.AsType[*records.SignedError](err); ok {
		return signed, Problem{Detail: "A signed version never changes.", SignedBy: e.By, SignedAt: e.At}
	}
	if e, ok := errors.AsType[*records.ReviewedError](err); ok {
		return reviewed, Problem{Detail: e.Error() + ". Go on with that one, or ask for another with another=true.", Review: e.RecordID}
	}
	if e, ok := errors.AsType[*records.StatusError](err); ok {
		return wrongStatus, Problem{Detail: "The record is " + string(e.Status) + "; it has to be " + string(e.Want) + " first.",
			RecordStatus: e.Status, Required: e.Want}
	}
	if _, ok := errors.AsType[*records.UnavailableError](err); ok {
		return unavailable, Problem{Detail: "Keep what you have and try again."}
	}
	if e, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return tooLarge, Problem{Detail: "The limit here is " + megabytes(e.Limit) + "."}
	}
	switch {
	case errors.Is(err, auth.ErrRefused):
		return signedOut, Problem{Detail: "The token, or the username and password, are missing or not right, or there were too many wrong attempts."}
	case errors.Is(err, auth.ErrCodeNeeded):
		return needsCode, Problem{Detail: "Make a token on the page “Your account”, and send it as Authorization: Bearer."}
	case errors.Is(err, records.ErrNotFound):
		return notFound, Problem{Detail: "Check the address. What you are not meant to see looks the same as what does not exist."}
	case errors.Is(err, records.ErrForbidden):
		return forbidden, Problem{}
	}
	return internal, Problem{Detail: "It was written down under the id in “instance”. Nothing more is known here."}
}
