package storetest

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"minutebook/internal/auth"
	"minutebook/internal/authority"
)

func people(t *testing.T, b *Bundle) {
	ctx := t.Context()
	wantIs(t, b.DB.AddPerson(ctx, auth.Person{ID: "p9", Username: b.Worker.Username}, "hash"), auth.ErrUsernameTaken)
	a, err := b.DB.Account(ctx, b.Worker.Username)
	ok(t, err)
	if want := (auth.Account{Person: b.Worker.Person, PasswordHash: "no password"}); !reflect.DeepEqual(a, want) {
		t.Errorf("read %+v", a)
	}
	until := b.Clock()
	ok(t, b.DB.RecordSignIn(ctx, a.ID, 3, until))
	ok(t, b.DB.SetPassword(ctx, a.ID, "new hash", auth.Event{At: until, By: b.Admin, Action: "person.password", Detail: a.Username}))
	ok(t, b.DB.SetDisabled(ctx, a.ID, true))
	a, err = b.DB.AccountByID(ctx, a.ID)
	ok(t, err)
	if !a.Disabled || a.PasswordHash != "new hash" || a.Failures != 3 || !a.LockedUntil.Equal(until) {
		t.Errorf("read %+v", a)
	}
	wantIs(t, b.DB.SetPassword(ctx, "nobody", "", auth.Event{Action: "person.password"}), auth.ErrUnknownPerson)
	b.count(t, 1, "SELECT COUNT(*) FROM audit WHERE action = 'person.password' AND name = 'Priya Shah' AND came_from = '192.0.2.7'")
	b.count(t, 1, "SELECT COUNT(*) FROM audit WHERE action = 'person.password'")
	all, err := b.DB.People(ctx)
	ok(t, err)
	if len(all) != 3 || all[0].Username != b.Chair.Username {
		t.Errorf("people are %+v", all)
	}
	_, err = b.DB.Account(ctx, "nobody")
	_, err2 := b.DB.Person(ctx, "nobody")
	for _, err := range []error{
		err, err2, b.DB.SetPassword(ctx, "nobody", ""), b.DB.SetDisabled(ctx, "nobody", true),
		b.DB.RecordSignIn(ctx, "nobody", 0, time.Time{}),
	} {
		if !errors.Is(err, auth.ErrUnknownPerson) {
			t.Errorf("an unknown person is %v", err)
		}
	}
}

func sessions(t *testing.T, b *Bundle) {
	ctx := t.Context()
	now := b.Clock()
	s := b.DB.Sessions(func() time.Time { return now })
	ok(t, s.CommitCtx(ctx, "token", []byte("first"), now.Add(time.Hour)))
	ok(t, s.Commit("token", []byte("second"), now.Add(time.Hour)))
	ok(t, s.CommitCtx(ctx, "short", []byte("x"), now.Add(time.Minute)))
	data, found, err := s.FindCtx(ctx, "token")
	ok(t, err)
	if !found || string(data) != "second" {
		t.Errorf("found %t: %q", found, data)
	}
	var stored []byte
	ok(t, b.Raw.QueryRow("SELECT token_sha256 FROM sessions ORDER BY expires_at DESC").Scan(&stored))
	if len(stored) != 64 || bytes.Contains(stored, []byte("token")) {
		t.Errorf("the token is stored as %q", stored)
	}
	now = now.Add(2 * time.Minute)
	if _, found, err := s.Find("short"); found || err != nil {
		t.Errorf("an expired session: found %t, %v", found, err)
	}
	ok(t, s.CommitCtx(ctx, "third", []byte("x"), now.Add(time.Hour)))
	b.count(t, 2, "SELECT COUNT(*) FROM sessions")
	ok(t, s.DeleteCtx(ctx, "token"))
	ok(t, s.Delete("token"))
	for _, token := range []string{"token", "", "\x00\xff", strings.Repeat("x", 5000)} {
		if _, found, err := s.FindCtx(ctx, token); found || err != nil {
			t.Errorf("token %.8q: found %t, %v", token, found, err)
		}
	}
}

func keys(t *testing.T, b *Bundle) {
	ctx := context.Context(t.Context())
	key := func(id string) authority.Stored {
		return authority.Stored{
			ID: id, CertPEM: []byte("certificate of " + id), SealedKey: []byte{0, 1, 255}, Check: []byte{7}, CreatedAt: b.Clock(),
		}
	}
	user, root := key("user:p1/1"), key("root")
	ok(t, b.DB.StoreKey(ctx, user))
	ok(t, b.DB.StoreKey(ctx, root))
	wantIs(t, b.DB.StoreKey(ctx, key("root")), authority.ErrExists)
	all, err := b.DB.LoadKeys(ctx)
	ok(t, err)
	same := func(a, b authority.Stored) bool {
		return a.ID == b.ID && bytes.Equal(a.CertPEM, b.CertPEM) && bytes.Equal(a.SealedKey, b.SealedKey) &&
			bytes.Equal(a.Check, b.Check) && a.CreatedAt.Equal(b.CreatedAt)
	}
	if !slices.EqualFunc(all, []authority.Stored{root, user}, same) {
		t.Errorf("the keys are %+v", all)
	}
}
