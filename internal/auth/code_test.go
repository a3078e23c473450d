package auth_test

import (
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"

	"minutebook/internal/auth"
	"minutebook/internal/auth/authtest"
)

// enrolled is a bench whose Priya signs in with codes; the clock is past the code that confirmed them.
func enrolled(t *testing.T) (b *bench, by auth.Actor, secret string, recovery []string) {
	t.Helper()
	b = newBench(t)
	a, err := b.store.Account(t.Context(), "priya")
	if err != nil {
		t.Fatal(err)
	}
	by = auth.Actor{Person: a.Person, From: "192.0.2.1"}
	secret, recovery = authtest.Enrol(t, b.Service, by)
	b.now = b.now.Add(time.Minute)
	return b, by, secret, recovery
}

func (b *bench) try(t *testing.T, password, code string) error {
	t.Helper()
	_, err := b.Authenticate(t.Context(), "priya", auth.Proof{Password: password, Code: code})
	return err
}

func TestCodes(t *testing.T) {
	t.Parallel()
	b, by, secret, recovery := enrolled(t)
	code := func(ago time.Duration) string { return authtest.Code(t, secret, b.now.Add(-ago)) }
	for _, c := range []struct {
		name, password, code string
		want                 error
	}{
		{"no code", right, "", auth.ErrCodeNeeded},
		{"wrong password and no code", "wrong", "", auth.ErrRefused},
		{"wrong password and a right code", "wrong", code(0), auth.ErrRefused},
		{"a code of two minutes ago", right, code(2 * time.Minute), auth.ErrRefused},
		{"a code to come", right, code(-2 * time.Minute), auth.ErrRefused},
		{"a code of half a minute ago", right, code(30 * time.Second), nil},
		{"the present code, with a space", right, code(0)[:3] + " " + code(0)[3:], nil},
		{"the same again", right, code(0), auth.ErrRefused},
		{"the one before it", right, code(30 * time.Second), auth.ErrRefused},
		{"a recovery code", right, recovery[0], nil},
		{"the same again", right, recovery[0], auth.ErrRefused},
		{"in capitals, without dashes", right, strings.ToUpper(strings.ReplaceAll(recovery[1], "-", "")), nil},
		{"letters", right, "abcdef", auth.ErrRefused},
		{"long", right, strings.Repeat("1", 5000), auth.ErrRefused},
	} {
		if err := b.try(t, c.password, c.code); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if err := b.Unlock(t.Context(), by, by.ID); err != nil { // the count has a test of its own
			t.Fatal(err)
		}
	}
	if left, err := b.store.RecoveryLeft(t.Context(), by.ID); err != nil || left != 8 {
		t.Errorf("%d recovery codes left, %v", left, err)
	}
	a, err := b.store.Account(t.Context(), "priya")
	if err != nil || strings.Contains(string(a.Secret), secret) {
		t.Errorf("the secret is stored as %q, %v", a.Secret, err)
	}
	if _, err := b.AuthenticateProgram(t.Context(), "priya", right, ""); !errors.Is(err, auth.ErrCodeNeeded) {
		t.Errorf("a program with the password alone: %v", err)
	}
	if err := b.EndCodes(t.Context(), by, by.ID); err != nil {
		t.Fatal(err)
	}
	if err := b.try(t, right, ""); err != nil {
		t.Errorf("after the end of codes: %v", err)
	}
	b.CodesFor = func(r auth.Role) bool { return r == auth.Chair }
	if _, err := b.AuthenticateProgram(t.Context(), "priya", right, ""); !errors.Is(err, auth.ErrCodeNeeded) {
		t.Errorf("a program of somebody who must have codes: %v", err)
	}
}

// A right password does not start the count anew: whoever has it still has few guesses at the code.
func TestCodesLock(t *testing.T) {
	t.Parallel()
	b, _, secret, _ := enrolled(t)
	for i := range auth.Tries {
		if err := b.try(t, right, ""); !errors.Is(err, auth.ErrCodeNeeded) {
			t.Fatalf("attempt %d: %v", i, err)
		}
		if err := b.try(t, right, "000000"); !errors.Is(err, auth.ErrRefused) {
			t.Fatalf("attempt %d: %v", i, err)
		}
	}
	if err := b.try(t, right, authtest.Code(t, secret, b.now)); !errors.Is(err, auth.ErrRefused) {
		t.Errorf("a locked account opens: %v", err)
	}
	if err := b.try(t, right, ""); !errors.Is(err, auth.ErrRefused) {
		t.Errorf("a locked account tells that the password is right: %v", err)
	}
	b.now = b.now.Add(auth.LockFirst)
	if err := b.try(t, right, authtest.Code(t, secret, b.now)); err != nil {
		t.Errorf("after the lock: %v", err)
	}
}

// One of many who use a code at the same moment is let in.
func TestCodeOnce(t *testing.T) {
	t.Parallel()
	b, _, secret, recovery := enrolled(t)
	for _, code := range []string{authtest.Code(t, secret, b.now), recovery[0]} {
		var in atomic.Int64
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if _, err := b.Authenticate(t.Context(), "priya", auth.Proof{Password: right, Code: code}); err == nil {
					in.Add(1)
				}
			})
		}
		all.Wait()
		if in.Load() != 1 {
			t.Errorf("%d were let in with %s", in.Load(), code)
		}
	}
}

func TestSignInInTwoSteps(t *testing.T) {
	t.Parallel()
	b, by, secret, _ := enrolled(t)
	sessions := auth.NewSessions(memstore.NewWithCleanupInterval(0), true)
	halfway := func() *http.Cookie {
		return visit(t, sessions, nil, func(r *http.Request) {
			if err := b.SignIn(r.Context(), sessions, "priya", right, ""); !errors.Is(err, auth.ErrCodeNeeded) {
				t.Errorf("%v", err)
			}
			if _, ok, err := b.Current(r.Context(), sessions); ok || err != nil {
				t.Errorf("signed in by the password alone (%v)", err)
			}
		})
	}
	step := func(cookie *http.Cookie, code string, want error) *http.Cookie {
		t.Helper()
		return visit(t, sessions, cookie, func(r *http.Request) {
			if err := b.SignInCode(r.Context(), sessions, code, ""); !errors.Is(err, want) {
				t.Errorf("code %q: %v, want %v", code, err, want)
			}
			if _, ok, err := b.Current(r.Context(), sessions); ok != (want == nil) || err != nil {
				t.Errorf("code %q: signed in %t (%v)", code, ok, err)
			}
		})
	}
	code := authtest.Code(t, secret, b.now)
	step(nil, code, auth.ErrRefused) // without a password
	cookie := halfway()
	step(cookie, "", auth.ErrRefused)
	step(cookie, "000000", auth.ErrRefused)
	step(cookie, code, nil)
	step(halfway(), code, auth.ErrRefused) // used
	late := halfway()
	b.now = b.now.Add(6 * time.Minute)
	step(late, authtest.Code(t, secret, b.now), auth.ErrRefused)
	changed := halfway()
	if err := b.Reset(t.Context(), by, "priya", "a longer walk by the sea"); err != nil {
		t.Fatal(err)
	}
	step(changed, authtest.Code(t, secret, b.now), auth.ErrRefused)
}

func TestConfirm(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	a, err := b.store.Account(t.Context(), "priya")
	if err != nil {
		t.Fatal(err)
	}
	e, err := b.Enrol(a.Person, nil)
	if err != nil || len(e.Secret) != 32 || !strings.Contains(e.Address, "otpauth://totp/Minutebook:priya?secret="+e.Secret) {
		t.Fatalf("%+v, %v", e, err)
	}
	if _, err := b.Confirm(t.Context(), auth.Actor{Person: a.Person}, e.Sealed, "000000"); !errors.Is(err, auth.ErrRefused) {
		t.Errorf("a wrong code confirms: %v", err)
	}
	other := a.Person
	other.ID = "somebody else"
	if _, err := b.Confirm(t.Context(), auth.Actor{Person: other}, e.Sealed, authtest.Code(t, e.Secret, b.now)); err == nil {
		t.Error("somebody else's secret opens")
	}
	b.Sealer = nil
	if _, err := b.Enrol(a.Person, nil); !errors.Is(err, auth.ErrNoCodes) {
		t.Errorf("without a key file: %v", err)
	}
}
