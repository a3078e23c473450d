package auth_test

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"minutebook/internal/auth"
	"minutebook/internal/auth/authtest"
	"minutebook/internal/store"
	"minutebook/internal/store/storetest"
)

const right = "correct horse battery staple"

// failing is a real store that can be lost.
type failing struct {
	*store.DB
	err error
}

func (f *failing) Account(ctx context.Context, username string) (auth.Account, error) {
	if f.err != nil {
		return auth.Account{}, f.err
	}
	return f.DB.Account(ctx, username)
}

type bench struct {
	*auth.Service
	store *failing
	now   time.Time
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{store: &failing{DB: storetest.Open(t, storetest.SQLite(t))}, now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	next := 0
	s, err := auth.New(auth.Config{
		Store: b.store, Now: func() time.Time { return b.now }, Cheap: true, Sealer: authtest.Key(t),
		NewID: func() string { next++; return "p" + strconv.Itoa(next) },
		Log:   slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	b.Service = s
	if _, err := s.Add(t.Context(), " Priya ", "Priya Nair", auth.Chair, right); err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAuthenticate(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, c := range []struct {
		name, username, password string
		want                     error
	}{
		{"right", "priya", right, nil},
		{"username in capitals", "PRIYA", right, nil},
		{"wrong password", "priya", right + "x", auth.ErrRefused},
		{"unknown username", "nobody", right, auth.ErrRefused},
		{"the decoy's own password", "nobody", "nobody’s password", auth.ErrRefused},
		{"empty", "", "", auth.ErrRefused},
		{"huge password", "priya", strings.Repeat("x", 1<<20), auth.ErrRefused},
	} {
		if _, err := b.Authenticate(t.Context(), c.username, auth.Proof{Password: c.password, From: "192.0.2.1"}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

// Accents typed as one character or as two are the same password.
func TestAuthenticateNormalises(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	if _, err := b.Add(t.Context(), "zoe", "Zoë Ward", auth.SocialWorker, "cafe\u0301 au lait s’il"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Authenticate(t.Context(), "zoe", auth.Proof{Password: "caf\u00e9 au lait s’il"}); err != nil {
		t.Error(err)
	}
}

func TestLockOut(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	try := func(password string) error {
		_, err := b.Authenticate(t.Context(), "priya", auth.Proof{Password: password})
		return err
	}
	for range auth.Tries {
		if err := try("wrong"); !errors.Is(err, auth.ErrRefused) {
			t.Fatal(err)
		}
	}
	if err := try(right); !errors.Is(err, auth.ErrRefused) {
		t.Error("the right password opened a locked account")
	}
	b.now = b.now.Add(auth.LockFirst)
	if err := try("wrong"); !errors.Is(err, auth.ErrRefused) {
		t.Fatal(err)
	}
	b.now = b.now.Add(auth.LockFirst)
	if err := try(right); !errors.Is(err, auth.ErrRefused) {
		t.Error("the sixth wrong password must lock for longer than the fifth")
	}
	b.now = b.now.Add(auth.LockFirst)
	if err := try(right); err != nil {
		t.Errorf("after the lock: %v", err)
	}
	if err := try("wrong"); !errors.Is(err, auth.ErrRefused) {
		t.Fatal(err)
	}
	if err := try(right); err != nil {
		t.Errorf("a right password must clear the count: %v", err)
	}
}

// Guesses made at the same moment must not slip under the limit.
func TestLockOutAtOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var all sync.WaitGroup
	for range 3 * auth.Tries {
		all.Go(func() {
			if _, err := b.Authenticate(context.Background(), "priya", auth.Proof{Password: "wrong"}); !errors.Is(err, auth.ErrRefused) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	a, err := b.store.Account(t.Context(), "priya")
	if err != nil || a.Failures != auth.Tries || a.LockedUntil.IsZero() {
		t.Errorf("%d failures counted, locked until %v (%v); the rest should have met the lock", a.Failures, a.LockedUntil, err)
	}
}

func TestDisabled(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	if err := b.store.SetDisabled(t.Context(), "p1", true); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Authenticate(t.Context(), "priya", auth.Proof{Password: right}); !errors.Is(err, auth.ErrRefused) {
		t.Error(err)
	}
}

func TestStoreFails(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.store.err = errors.New("disk on fire")
	if _, err := b.Authenticate(t.Context(), "priya", auth.Proof{Password: right}); err == nil || errors.Is(err, auth.ErrRefused) {
		t.Errorf("a lost store must not look like a wrong password: %v", err)
	}
}

func TestCheckPassword(t *testing.T) {
	t.Parallel()
	for password, want := range map[string]error{
		right:                      nil,
		"elevenchars":              auth.ErrPasswordShort,
		"twelve chars":             nil,
		"ééééééééééé":              auth.ErrPasswordShort,
		"":                         auth.ErrPasswordShort,
		"aaaaaaaaaaaaa":            auth.ErrPasswordSame,
		"PRIYA":                    auth.ErrPasswordShort,
		"i am priya nair":          auth.ErrPasswordUsername,
		strings.Repeat("ab", 101):  auth.ErrPasswordLong,
		"pass phrase with spaces ": nil,
	} {
		if err := auth.CheckPassword("priya", password); !errors.Is(err, want) || (want == nil && err != nil) {
			t.Errorf("%q: %v, want %v", password, err, want)
		}
	}
}

func TestChangePassword(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	p, err := b.Authenticate(t.Context(), "priya", auth.Proof{Password: right})
	if err != nil {
		t.Fatal(err)
	}
	const next = "a longer walk by the sea"
	if err := b.ChangePassword(t.Context(), p, "wrong", next, ""); !errors.Is(err, auth.ErrRefused) {
		t.Errorf("without the old password: %v", err)
	}
	if err := b.ChangePassword(t.Context(), p, right, "short", ""); !errors.Is(err, auth.ErrPasswordShort) {
		t.Error(err)
	}
	if err := b.ChangePassword(t.Context(), p, right, next, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Authenticate(t.Context(), "priya", auth.Proof{Password: right}); !errors.Is(err, auth.ErrRefused) {
		t.Error("the old password still works")
	}
	if _, err := b.Authenticate(t.Context(), "priya", auth.Proof{Password: next}); err != nil {
		t.Error(err)
	}
}

func TestAddRefuses(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for name, add := range map[string]func() error{
		"taken":      func() error { _, err := b.Add(t.Context(), "PRIYA", "Other", auth.Chair, right); return err },
		"no name":    func() error { _, err := b.Add(t.Context(), "x", " ", auth.Chair, right); return err },
		"colon":      func() error { _, err := b.Add(t.Context(), "a:b", "X", auth.Chair, right); return err },
		"role":       func() error { _, err := b.Add(t.Context(), "x", "X", "boss", right); return err },
		"the system": func() error { _, err := b.Add(t.Context(), "x", "X", auth.System, right); return err },
		"password":   func() error { _, err := b.Add(t.Context(), "x", "X", auth.Chair, "short"); return err },
	} {
		if add() == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
