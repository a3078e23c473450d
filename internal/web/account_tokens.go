package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"minutebook/internal/auth"
	"minutebook/internal/records"
)

const tokensAddress = "/account/tokens"

// tokensPage lists a person's tokens and makes another.
type tokensPage struct {
	Tokens []tokenRow
	Name   string
	Scopes []scopeBox
	Days   []dayChoice
	Proof  proofForm
	Errors []remark
}

type tokenRow struct {
	auth.Token
	Works bool
}

type scopeBox struct {
	ID      string
	Value   auth.Scope
	Label   string
	Checked bool
}

type dayChoice struct {
	Days    int
	Checked bool
}

// tokenDays are the lives that the page offers.
var tokenDays = []int{30, 90, 365}

func (w *Web) tokensPage(v *visit) (answer, error) {
	return w.tokens(v, http.StatusOK, url.Values{"days": {"90"}})
}

func (w *Web) tokens(v *visit, status int, post url.Values, errs ...remark) (answer, error) {
	all, err := w.Auth.Store.Tokens(v.Context(), v.person.ID)
	if err != nil {
		return answer{}, unavailable(err)
	}
	p := tokensPage{Name: post.Get("name"), Errors: errs}
	for _, t := range all {
		p.Tokens = append(p.Tokens, tokenRow{t, t.Works(w.Auth.Now())})
	}
	for i, s := range auth.Scopes {
		box := scopeBox{ID: "scopes", Value: s, Label: s.Label()}
		if i > 0 {
			box.ID += "-" + strconv.Itoa(i+1)
		}
		for _, chosen := range post["scopes"] {
			box.Checked = box.Checked || chosen == string(s)
		}
		p.Scopes = append(p.Scopes, box)
	}
	for _, n := range tokenDays {
		p.Days = append(p.Days, dayChoice{n, post.Get("days") == strconv.Itoa(n)})
	}
	p.Proof = v.proof(tokensAddress, "To show that it is you", errs...)
	return answer{status: status, page: "tokens.html", title: "API tokens", problem: len(errs) > 0, data: p}, nil
}

// makeToken shows the new token, this once.
func (w *Web) makeToken(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	ok, why, err := v.proves(post, tokensAddress)
	if err != nil {
		return answer{}, err
	}
	if !ok {
		return w.tokens(v, http.StatusUnprocessableEntity, post, why)
	}
	var scopes []auth.Scope
	for _, s := range post["scopes"] {
		scopes = append(scopes, auth.Scope(s))
	}
	days, err := strconv.Atoi(post.Get("days"))
	if err != nil {
		days = 0 // nothing chosen: MakeToken says so
	}
	secret, err := w.Auth.MakeToken(v.Context(), v.actor(), post.Get("name"), scopes, time.Duration(days)*24*time.Hour)
	switch {
	case errors.Is(err, auth.ErrTokenName), errors.Is(err, auth.ErrTokenCount):
		return w.tokens(v, http.StatusUnprocessableEntity, post, remark{"#name", err.Error()})
	case errors.Is(err, auth.ErrTokenScopes):
		return w.tokens(v, http.StatusUnprocessableEntity, post, remark{"#scopes", err.Error()})
	case errors.Is(err, auth.ErrTokenLife):
		return w.tokens(v, http.StatusUnprocessableEntity, post, remark{"#days", err.Error()})
	case err != nil:
		return answer{}, unavailable(err)
	}
	return answer{page: "token-made.html", title: "Your new token", data: secret}, nil
}

func (w *Web) revokeToken(v *visit) (answer, error) {
	err := w.Auth.RevokeToken(v.Context(), v.actor(), v.person.ID, v.param("token"))
	if errors.Is(err, auth.ErrUnknownToken) {
		return answer{}, records.ErrNotFound
	}
	if err != nil {
		return answer{}, unavailable(err)
	}
	v.note("The token is revoked. Programs that use it are refused from now on.")
	return seeOther(tokensAddress)
}
