package web

import (
	"errors"
	"net/url"

	"minutebook/internal/auth"
)

// proofForm asks somebody to show once more who they are, before what must not be done at an unattended screen: by
// password and code, or at the provider of work accounts.
type proofForm struct {
	Hint   string
	Work   string // address for showing it at the provider; empty where password and code are asked for
	Shown  bool   // it was shown there
	Code   bool   // a code is asked for too
	Errors []remark
}

// Ready reports whether the step itself can be taken from the page.
func (p proofForm) Ready() bool { return p.Work == "" || p.Shown }

// proof makes the questions for the page at an address.
func (v *visit) proof(page, hint string, errs ...remark) proofForm {
	p := proofForm{Hint: hint, Errors: errs}
	if v.web.Auth.ByProvider(v.Context(), v.web.Sessions) {
		p.Work = workAddress + "?" + url.Values{"again": {"yes"}, "next": {page}}.Encode()
		p.Shown = v.web.Auth.Shown(v.Context(), v.web.Sessions, page)
		return p
	}
	p.Code = v.codes
	return p
}

// proves checks what was sent from the page at an address. False comes with what to say about it.
func (v *visit) proves(post url.Values, page string) (bool, remark, error) {
	if v.web.Auth.ByProvider(v.Context(), v.web.Sessions) {
		ok := v.web.Auth.UseShown(v.Context(), v.web.Sessions, page)
		return ok, remark{"#confirm", "Confirm with your work account that it is you"}, nil
	}
	_, err := v.web.Auth.Authenticate(v.Context(), v.person.Username, auth.Proof{Password: post.Get("password"), Code: post.Get("code"), From: v.from})
	switch {
	case err == nil:
		return true, remark{}, nil
	case errors.Is(err, auth.ErrCodeNeeded):
		return false, remark{"#code", "Enter the code that your app shows now"}, nil
	case errors.Is(err, auth.ErrRefused):
		words := "Enter your password"
		if post.Has("code") {
			words += " and the code that your app shows now"
		}
		return false, remark{"#password", words + ". After several wrong attempts, wait a few minutes before you try again"}, nil
	}
	return false, remark{}, unavailable(err)
}
