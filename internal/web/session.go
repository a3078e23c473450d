package web

import (
	"fmt"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
)

// This file takes the place of scs's own middleware, because a session that cannot be loaded or kept is answered with a
// page that still holds what was typed.

// loadSession finds the session of the request and whose it is.
func (v *visit) loadSession() error {
	token := ""
	if cookie, err := v.Cookie(v.web.Sessions.Cookie.Name); err == nil {
		token = cookie.Value
	}
	ctx, err := v.web.Sessions.Load(v.Context(), token)
	if err != nil {
		return fmt.Errorf("loading a session: %w", err)
	}
	v.Request = v.WithContext(ctx)
	account, ok, err := v.web.Auth.Current(ctx, v.web.Sessions)
	if err != nil {
		return err
	}
	if ok {
		v.person, v.codes = account.Person, account.Secret != nil
	}
	return nil
}

// commitSession stores what changed in the session and sets or clears its cookie.
func (v *visit) commitSession(h http.Header) error {
	ctx, s := v.Context(), v.web.Sessions
	cookie := &http.Cookie{
		Name: s.Cookie.Name, Path: s.Cookie.Path, HttpOnly: s.Cookie.HttpOnly, SameSite: s.Cookie.SameSite, Secure: s.Cookie.Secure,
	}
	switch s.Status(ctx) {
	case scs.Modified:
		token, _, err := s.Commit(ctx)
		if err != nil {
			return fmt.Errorf("keeping a session: %w", err)
		}
		cookie.Value = token // without an expiry: the browser forgets it when it is closed
	case scs.Destroyed:
		cookie.MaxAge, cookie.Expires = -1, time.Unix(1, 0)
	default:
		return nil
	}
	h.Add("Set-Cookie", cookie.String())
	return nil
}
