package auth_test

import (
	"errors"
	"strings"
	"testing"

	"minutebook/internal/auth"
)

func TestInvitation(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	by := auth.CommandLine(auth.Administrator)
	l, err := b.Invite(t.Context(), by, "Zoe", "Zoë Ward", auth.SocialWorker)
	if err != nil || !strings.HasPrefix(l.Path(), "/password/") || l.Expires.Sub(b.now) != auth.InvitationLasts {
		t.Fatalf("%+v, %v", l, err)
	}
	if _, err := b.Invite(t.Context(), by, "zoe", "Another", auth.Chair); !errors.Is(err, auth.ErrUsernameTaken) {
		t.Errorf("invited twice: %v", err)
	}
	in := func(password string) error {
		_, err := b.Authenticate(t.Context(), "zoe", auth.Proof{Password: password})
		return err
	}
	if err := in(""); !errors.Is(err, auth.ErrRefused) {
		t.Errorf("before a password is chosen: %v", err)
	}
	for _, token := range []string{"", "x", l.Token + "x", strings.ToLower(l.Token), strings.Repeat("x", 5000)} {
		if _, err := b.Follow(t.Context(), token); !errors.Is(err, auth.ErrLinkOver) {
			t.Errorf("token %.10q: %v", token, err)
		}
	}
	if p, err := b.Follow(t.Context(), l.Token); err != nil || p.Name != "Zoë Ward" {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := b.Choose(t.Context(), l.Token, "short", ""); !errors.Is(err, auth.ErrPasswordShort) {
		t.Errorf("%v", err)
	}
	if _, err := b.Choose(t.Context(), l.Token, right, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Choose(t.Context(), l.Token, "a longer walk by the sea", ""); !errors.Is(err, auth.ErrLinkOver) {
		t.Errorf("used twice: %v", err)
	}
	if err := in(right); err != nil {
		t.Error(err)
	}
}

func TestResetLink(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	by := auth.CommandLine(auth.Administrator)
	link := func() auth.Link {
		l, err := b.ResetLink(t.Context(), by, "p1")
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	over := func(name string, l auth.Link) {
		t.Helper()
		if _, err := b.Choose(t.Context(), l.Token, "a longer walk by the sea", ""); !errors.Is(err, auth.ErrLinkOver) {
			t.Errorf("%s: %v", name, err)
		}
	}
	first := link()
	second := link()
	over("replaced by a newer one", first)
	b.now = b.now.Add(auth.ResetLasts)
	over("too old", second)
	third := link()
	if err := b.store.SetDisabled(t.Context(), "p1", true); err != nil {
		t.Fatal(err)
	}
	over("account disabled", third)
	if err := b.store.SetDisabled(t.Context(), "p1", false); err != nil {
		t.Fatal(err)
	}
	for range auth.Tries {
		if _, err := b.Authenticate(t.Context(), "priya", auth.Proof{Password: "wrong"}); !errors.Is(err, auth.ErrRefused) {
			t.Fatal(err)
		}
	}
	if _, err := b.Choose(t.Context(), third.Token, "a longer walk by the sea", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Authenticate(t.Context(), "priya", auth.Proof{Password: "a longer walk by the sea"}); err != nil {
		t.Errorf("a new password does not end the lock: %v", err)
	}
	if _, err := b.ResetLink(t.Context(), by, "nobody"); !errors.Is(err, auth.ErrUnknownPerson) {
		t.Errorf("%v", err)
	}
	b.NoPasswords = true
	over("local accounts are off", link())
	if _, err := b.Authenticate(t.Context(), "priya", auth.Proof{Password: "a longer walk by the sea"}); !errors.Is(err, auth.ErrRefused) {
		t.Errorf("local accounts are off: %v", err)
	}
}
