package storetest

import (
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"minutebook/internal/auth"
)

func events(b *Bundle, action string) auth.Event {
	return auth.Event{At: b.Clock(), By: b.Admin, Action: action}
}

func codes(t *testing.T, b *Bundle) {
	ctx, id := t.Context(), b.Worker.ID
	use := func(step int64, want bool) {
		t.Helper()
		used, err := b.DB.UseStep(ctx, id, step)
		ok(t, err)
		if used != want {
			t.Errorf("step %d: used %t", step, used)
		}
	}
	use(5, false) // no codes yet
	ok(t, b.DB.SetSecret(ctx, id, []byte("sealed"), 7, []string{"h1", "h2"}, events(b, "person.code-set")))
	a, err := b.DB.AccountByID(ctx, id)
	ok(t, err)
	if string(a.Secret) != "sealed" || a.Step != 7 {
		t.Errorf("read %+v", a)
	}
	use(7, false)
	use(9, true)
	use(8, false)
	for _, c := range []struct {
		person, hash string
		want         bool
	}{{b.Chair.ID, "h1", false}, {id, "h1", true}, {id, "h1", false}, {id, "h9", false}} {
		used, err := b.DB.UseRecovery(ctx, c.person, c.hash, events(b, "person.recovery-code"))
		ok(t, err)
		if used != c.want {
			t.Errorf("%+v: used %t", c, used)
		}
	}
	left, err := b.DB.RecoveryLeft(ctx, id)
	ok(t, err)
	if left != 1 {
		t.Errorf("%d left", left)
	}
	b.count(t, 1, "SELECT COUNT(*) FROM audit WHERE action = 'person.recovery-code'")
	ok(t, b.DB.SetSecret(ctx, id, nil, 0, nil))
	a, err = b.DB.AccountByID(ctx, id)
	ok(t, err)
	if a.Secret != nil {
		t.Errorf("read %+v", a)
	}
	b.count(t, 0, "SELECT COUNT(*) FROM recovery_codes")
	wantIs(t, b.DB.SetSecret(ctx, "nobody", []byte("x"), 0, []string{"h"}), auth.ErrUnknownPerson)
}

// race runs do at once and reports how often it succeeded.
func race(do func() bool) int64 {
	var all sync.WaitGroup
	var n atomic.Int64
	for range 8 {
		all.Go(func() {
			if do() {
				n.Add(1)
			}
		})
	}
	all.Wait()
	return n.Load()
}

func oncesAtOnce(t *testing.T, b *Bundle) {
	ctx, id := t.Context(), b.Worker.ID
	ok(t, b.DB.SetSecret(ctx, id, []byte("sealed"), 0, []string{"h"}))
	ok(t, b.DB.SetLink(ctx, id, "link", b.Clock().Add(time.Hour)))
	for name, do := range map[string]func() (bool, error){
		"code":          func() (bool, error) { return b.DB.UseStep(ctx, id, 3) },
		"recovery code": func() (bool, error) { return b.DB.UseRecovery(ctx, id, "h") },
		"link":          func() (bool, error) { err := b.DB.UseLink(ctx, "link", b.Clock(), "hash"); return err == nil, nil },
	} {
		n := race(func() bool {
			used, err := do()
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			return used
		})
		if n != 1 {
			t.Errorf("%s: %d of eight used it", name, n)
		}
	}
}

func links(t *testing.T, b *Bundle) {
	ctx, id := t.Context(), b.Worker.ID
	now := b.Clock()
	ok(t, b.DB.SetLink(ctx, id, "first", now.Add(time.Hour)))
	ok(t, b.DB.SetLink(ctx, id, "second", now.Add(time.Hour), events(b, "person.reset-link")))
	ok(t, b.DB.RecordSignIn(ctx, id, 9, now.Add(time.Hour)))
	p, err := b.DB.PersonByLink(ctx, "second", now)
	ok(t, err)
	if p != b.Worker.Person {
		t.Errorf("the link is of %+v", p)
	}
	for hash, at := range map[string]time.Time{"first": now, "": now, "second": now.Add(time.Hour)} {
		_, err := b.DB.PersonByLink(ctx, hash, at)
		wantIs(t, err, auth.ErrLinkOver)
		wantIs(t, b.DB.UseLink(ctx, hash, at, "hash", events(b, "person.password")), auth.ErrLinkOver)
	}
	ok(t, b.DB.UseLink(ctx, "second", now, "new hash", events(b, "person.password")))
	a, err := b.DB.AccountByID(ctx, id)
	ok(t, err)
	if a.PasswordHash != "new hash" || a.Failures != 0 || !a.LockedUntil.IsZero() {
		t.Errorf("read %+v", a)
	}
	wantIs(t, b.DB.UseLink(ctx, "second", now, "newer hash"), auth.ErrLinkOver)
	b.count(t, 1, "SELECT COUNT(*) FROM audit WHERE action = 'person.password'")
}

func tokens(t *testing.T, b *Bundle) {
	ctx, id := t.Context(), b.Worker.ID
	at := func(minutes int) time.Time { return time.Date(2026, 3, 2, 9, minutes, 0, 0, time.UTC) }
	first := auth.Token{ID: "t1", PersonID: id, Name: "First", Scopes: []auth.Scope{auth.ReadChildren, auth.WriteRecords}, Created: at(1), Expires: at(50)}
	second := auth.Token{ID: "t2", PersonID: id, Name: "Second", Scopes: []auth.Scope{auth.ReadAudit}, Created: at(2), Expires: at(60)}
	ok(t, b.DB.AddToken(ctx, first, "h1", events(b, "token.make")))
	ok(t, b.DB.AddToken(ctx, second, "h2"))
	got, err := b.DB.TokenByHash(ctx, "h1")
	ok(t, err)
	if !reflect.DeepEqual(got, first) {
		t.Errorf("read %+v, want %+v", got, first)
	}
	_, err = b.DB.TokenByHash(ctx, "h3")
	wantIs(t, err, auth.ErrUnknownToken)
	ok(t, b.DB.TouchToken(ctx, "t1", at(5), events(b, "token.use")))
	wantIs(t, b.DB.RevokeToken(ctx, b.Chair.ID, "t1", at(6)), auth.ErrUnknownToken)
	ok(t, b.DB.RevokeToken(ctx, id, "t1", at(6), events(b, "token.revoke")))
	wantIs(t, b.DB.RevokeToken(ctx, id, "t1", at(7), events(b, "token.revoke")), auth.ErrUnknownToken)
	first.Used, first.Revoked = at(5), at(6)
	all, err := b.DB.Tokens(ctx, id)
	ok(t, err)
	if !slices.EqualFunc(all, []auth.Token{second, first}, func(a, b auth.Token) bool { return reflect.DeepEqual(a, b) }) {
		t.Errorf("the tokens are %+v", all)
	}
	b.count(t, 3, "SELECT COUNT(*) FROM audit WHERE action LIKE 'token.%'")
}

func identities(t *testing.T, b *Bundle) {
	ctx := t.Context()
	p := auth.Person{ID: "p8", Username: "ada", Name: "Ada Mbeki", Role: auth.Chair}
	_, err := b.DB.PersonByIdentity(ctx, "https://a.example", "s1")
	wantIs(t, err, auth.ErrUnknownPerson)
	ok(t, b.DB.AddIdentified(ctx, p, "https://a.example", "s1", events(b, "person.add")))
	got, err := b.DB.PersonByIdentity(ctx, "https://a.example", "s1")
	ok(t, err)
	if got != p {
		t.Errorf("read %+v", got)
	}
	_, err = b.DB.PersonByIdentity(ctx, "https://b.example", "s1") // another provider's subject is somebody else
	wantIs(t, err, auth.ErrUnknownPerson)
	again := p
	again.ID = "p9"
	wantIs(t, b.DB.AddIdentified(ctx, again, "https://b.example", "s1"), auth.ErrUsernameTaken)
	again.Username = "ada-2"
	wantIs(t, b.DB.AddIdentified(ctx, again, "https://a.example", "s1"), auth.ErrUsernameTaken)
	_, err = b.DB.Person(ctx, "p9")
	wantIs(t, err, auth.ErrUnknownPerson) // nothing of it is left
	p.Name, p.Role = "Ada Ford", auth.IRO
	ok(t, b.DB.SetPerson(ctx, p))
	got, err = b.DB.Person(ctx, p.ID)
	ok(t, err)
	if got != p {
		t.Errorf("read %+v", got)
	}
	wantIs(t, b.DB.SetPerson(ctx, again), auth.ErrUnknownPerson)
}
