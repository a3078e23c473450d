package server_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"minutebook/internal/auth"
	"minutebook/internal/server"
	"minutebook/internal/web"
)

func TestHeaders(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	page := h.caller(t).get("/sign-in")
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
		"Content-Type": "text/html; charset=utf-8", "Strict-Transport-Security": "",
	} {
		if got := page.header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	csp := page.header.Get("Content-Security-Policy")
	for _, part := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"} {
		if !strings.Contains(csp, part) {
			t.Errorf("the policy lacks %s: %s", part, csp)
		}
	}
	if strings.Contains(csp, "unsafe") {
		t.Error(csp)
	}
	if inline := regexp.MustCompile(`<style|style=|<script>|\son[a-z]+=`).FindString(page.body); inline != "" {
		t.Errorf("the page has %q in it", inline)
	}
	sheet := regexp.MustCompile(`/assets/[0-9a-f]{12}/govuk/govuk-frontend.min.css`).FindString(page.body)
	asset := h.caller(t).get(sheet)
	if asset.status != http.StatusOK || !strings.Contains(asset.header.Get("Cache-Control"), "immutable") || !strings.HasPrefix(asset.header.Get("Content-Type"), "text/css") {
		t.Errorf("%s: %d, %v", sheet, asset.status, asset.header)
	}
	for _, path := range []string{"/assets/0123456789ab/govuk/govuk-frontend.min.css", strings.Replace(sheet, "govuk/govuk-frontend.min.css", "../assets.go", 1), strings.Replace(sheet, "govuk/govuk-frontend.min.css", "", 1)} {
		h.caller(t).get(path).want(http.StatusNotFound)
	}
}

func TestSecure(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(h *house, w *web.Config, s *server.Config) {
		s.Secure, w.Sessions = true, auth.NewSessions(h.DB.Sessions(time.Now), true)
	})
	page := h.caller(t).post("/sign-in", url.Values{"username": {"tom"}, "password": {password}})
	if page.header.Get("Strict-Transport-Security") == "" {
		t.Error("no HSTS in secure mode")
	}
	cookie := page.header.Get("Set-Cookie")
	for _, part := range []string{"__Host-minutebook=", "; Path=/", "; HttpOnly", "; Secure", "; SameSite=Lax"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("the cookie lacks %q: %s", part, cookie)
		}
	}
	if strings.Contains(cookie, "Expires") || strings.Contains(cookie, "Max-Age") || strings.Contains(cookie, "Domain") {
		t.Errorf("the cookie outlives the browser, or goes to other hosts: %s", cookie)
	}
}

// Half an hour without a request ends a session.
func TestIdle(t *testing.T) {
	t.Parallel()
	var later atomic.Int64
	h := newHouse(t, func(h *house, w *web.Config, _ *server.Config) {
		w.Sessions = auth.NewSessions(h.DB.Sessions(func() time.Time { return time.Now().Add(time.Duration(later.Load())) }), false)
	})
	c := h.as(t, "tom")
	later.Store(int64(auth.IdleTimeout - time.Minute))
	c.get("/").want(http.StatusOK)
	later.Store(int64(auth.IdleTimeout + time.Minute))
	c.get("/").want(http.StatusSeeOther)
}

func TestReady(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(_ *house, _ *web.Config, s *server.Config) {
		s.Ping = func(context.Context) error { return errors.New("gone") }
	})
	h.caller(t).get("/readyz").want(http.StatusServiceUnavailable)
	h.caller(t).get("/healthz").want(http.StatusOK)
}

func TestProxiesMustBeReadable(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	if _, err := server.New(server.Config{Web: h.web, Proxies: []string{"not an address"}}); err == nil {
		t.Error("accepted")
	}
}

// The log says what happened to the service and nothing about a case or a password; a panic is a page with the number
// under which the log has it.
func TestLogAndPanic(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	c := h.as(t, "tom")
	c.get("/children?q=Fictional+Secret").want(http.StatusOK)
	c.get("/Fictional").want(http.StatusNotFound)
	c.post("/records/"+rec.ID+"/sections/background", url.Values{"version": {"1"}, "background": {"Fictional history"}}).want(http.StatusSeeOther)
	c.post("/sign-in", url.Values{"username": {"tom"}, "password": {"Fictional secret"}})
	h.faults.panic.Store(true)
	page := c.get("/records/"+rec.ID).want(http.StatusInternalServerError, "Something went wrong")
	id := page.header.Get("X-Request-Id")
	if !strings.Contains(text(page.doc), id) {
		t.Error("the page does not give its number")
	}
	log := h.log.String()
	for _, secret := range []string{"Fictional", "Secret", "secret", "q="} {
		if strings.Contains(log, secret) {
			t.Errorf("the log has %q:\n%s", secret, log)
		}
	}
	for _, want := range []string{"route=/records/:record ", "msg=panic id=" + id, "status=500", "sign-in refused"} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %q:\n%s", want, log)
		}
	}
}
