package auth_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/alexedwards/scs/v2"
	"github.com/alexedwards/scs/v2/memstore"

	"minutebook/internal/auth"
)

// visit runs do inside a session and returns the cookie that the response sets.
func visit(t *testing.T, sessions *scs.SessionManager, cookie *http.Cookie, do func(r *http.Request)) *http.Cookie {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "/", nil)
	if cookie != nil {
		r.AddCookie(cookie)
	}
	w := httptest.NewRecorder()
	sessions.LoadAndSave(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { do(r) })).ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		return c
	}
	return cookie
}

func TestSession(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	sessions := auth.NewSessions(memstore.NewWithCleanupInterval(0), true)
	signedIn := func(cookie *http.Cookie) (ok bool) {
		visit(t, sessions, cookie, func(r *http.Request) {
			var err error
			if _, ok, err = b.Current(r.Context(), sessions); err != nil {
				t.Error(err)
			}
		})
		return ok
	}
	planted := visit(t, sessions, nil, func(r *http.Request) { sessions.Put(r.Context(), "x", "y") })
	cookie := visit(t, sessions, planted, func(r *http.Request) {
		if err := b.SignIn(r.Context(), sessions, "priya", right, ""); err != nil {
			t.Error(err)
		}
	})
	if !signedIn(cookie) {
		t.Fatal("not signed in")
	}
	if cookie.Value == planted.Value || signedIn(planted) {
		t.Error("the token was not renewed: a planted session was taken over")
	}
	if !strings.HasPrefix(cookie.Name, "__Host-") || !cookie.Secure || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.Domain != "" {
		t.Errorf("cookie %v", cookie)
	}
	p, err := b.Authenticate(t.Context(), "priya", auth.Proof{Password: right})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.ChangePassword(t.Context(), p, right, "a longer walk by the sea", ""); err != nil {
		t.Fatal(err)
	}
	if signedIn(cookie) {
		t.Error("a session outlived the change of its password")
	}
	again := visit(t, sessions, nil, func(r *http.Request) {
		if err := b.Begin(r.Context(), sessions, p); err != nil {
			t.Error(err)
		}
	})
	if !signedIn(again) {
		t.Fatal("not signed in again")
	}
	b.NoPasswords = true
	if signedIn(again) {
		t.Error("a session outlived local accounts")
	}
	b.NoPasswords = false
	if err := b.store.SetDisabled(t.Context(), p.ID, true); err != nil {
		t.Fatal(err)
	}
	if signedIn(again) {
		t.Error("a session outlived its account")
	}
}
