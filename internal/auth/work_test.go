package auth_test

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/alexedwards/scs/v2/memstore"

	"minutebook/internal/auth"
	"minutebook/internal/auth/authtest"
)

// office is a service, a provider, and browsers.
type office struct {
	*bench
	provider *authtest.Provider
	sessions *scs.SessionManager
}

var ada = authtest.Worker{Subject: "sub-ada", Name: "Ada Mbeki", Username: "ada@council.example", Groups: []string{"g-worker", "g-north"}}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{bench: newBench(t), provider: authtest.StartProvider(t), sessions: auth.NewSessions(memstore.NewWithCleanupInterval(0), true)}
	o.now = time.Now()
	o.Provider = auth.NewProvider(o.provider.Config("https://minutebook.example"))
	o.provider.Employ(ada)
	return o
}

// browser keeps the session of one person in front of a screen.
type browser struct {
	t      *testing.T
	o      *office
	cookie *http.Cookie
}

func (o *office) browser(t *testing.T) *browser { return &browser{t: t, o: o} }

// setOut returns the address at the provider.
func (b *browser) setOut(again bool) (address string) {
	b.t.Helper()
	b.cookie = visit(b.t, b.o.sessions, b.cookie, func(r *http.Request) {
		var err error
		if address, err = b.o.SetOut(r.Context(), b.o.sessions, "/children", again); err != nil {
			b.t.Fatal(err)
		}
	})
	return address
}

func (b *browser) comeBack(query url.Values) (next string, err error) {
	b.t.Helper()
	b.cookie = visit(b.t, b.o.sessions, b.cookie, func(r *http.Request) {
		next, err = b.o.Return(r.Context(), b.o.sessions, query, "192.0.2.1", "r1")
	})
	return next, err
}

// who is signed in.
func (b *browser) who() (p auth.Person) {
	b.t.Helper()
	visit(b.t, b.o.sessions, b.cookie, func(r *http.Request) {
		a, ok, err := b.o.Current(r.Context(), b.o.sessions)
		if err != nil {
			b.t.Error(err)
		}
		if ok {
			p = a.Person
		}
	})
	return p
}

func (b *browser) signIn(subject string) error {
	b.t.Helper()
	next, err := b.comeBack(b.o.provider.Visit(b.setOut(false), subject))
	if err == nil && next != "/children" {
		b.t.Errorf("signing in leads to %q", next)
	}
	return err
}

func TestWorkAccount(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if err := o.store.AddTeam(t.Context(), auth.Team{ID: "north", Name: "North"}); err != nil {
		t.Fatal(err)
	}
	b := o.browser(t)
	if err := b.signIn("sub-ada"); err != nil {
		t.Fatal(err)
	}
	p := b.who()
	if p.Name != ada.Name || p.Role != auth.SocialWorker || p.Username != ada.Username {
		t.Fatalf("signed in as %+v", p)
	}
	teams, err := o.store.Memberships(t.Context())
	if err != nil || len(teams[p.ID]) != 1 || teams[p.ID][0] != "north" {
		t.Errorf("teams %v, %v", teams, err)
	}

	// At each sign-in the groups decide anew. The e-mail address is not who somebody is: another person may get it later.
	changed := ada
	changed.Name, changed.Username, changed.Groups = "Ada Mbeki-Ford", "ada.ford@council.example", []string{"g-worker", "g-chair"}
	o.provider.Employ(changed)
	o.provider.Misbehave(authtest.Mischief{Sign: "RS256"})
	if err := o.browser(t).signIn("sub-ada"); err != nil {
		t.Fatal(err)
	}
	if now := b.who(); now.ID != p.ID || now.Role != auth.Chair || now.Name != "Ada Mbeki-Ford" {
		t.Errorf("the session that was open is now of %+v", now)
	}
	if teams, err := o.store.Memberships(t.Context()); err != nil || len(teams[p.ID]) != 0 {
		t.Errorf("teams %v, %v", teams, err)
	}
	o.provider.Employ(authtest.Worker{Subject: "sub-other", Name: "Ada Other", Username: ada.Username, Groups: []string{"g-worker"}})
	other := o.browser(t)
	if err := other.signIn("sub-other"); err != nil {
		t.Fatal(err)
	}
	o.provider.Employ(authtest.Worker{Subject: "sub-odd", Name: "Bad\x00name", Username: " O d:d\x07", Groups: []string{"g-worker"}})
	odd := o.browser(t)
	if err := odd.signIn("sub-odd"); err != nil {
		t.Fatal(err)
	}
	if p := odd.who(); p.Username != "odd" || p.Name != "odd" {
		t.Errorf("somebody with odd names is %+v", p)
	}
	if q := other.who(); q.ID == p.ID || q.Username == p.Username || !strings.HasPrefix(q.Username, ada.Username+"-") {
		t.Errorf("the new owner of the address is %+v", q)
	}
	// A password of nothing does not open an account that has none.
	for _, password := range []string{"", "nobody’s password"} {
		if _, err := o.Authenticate(t.Context(), p.Username, auth.Proof{Password: password}); !errors.Is(err, auth.ErrRefused) {
			t.Errorf("password %q: %v", password, err)
		}
	}

	token, err := o.MakeToken(t.Context(), auth.Actor{Person: p}, "Reports", []auth.Scope{auth.ReadRecords}, 24*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := o.Bearer(t.Context(), token, ""); err != nil {
		t.Errorf("the token before: %v", err)
	}
	changed.Groups = []string{"g-nothing"}
	o.provider.Employ(changed)
	if err := o.browser(t).signIn("sub-ada"); !errors.Is(err, auth.ErrNoRole) {
		t.Errorf("without a group: %v", err)
	}
	if _, _, err := o.Bearer(t.Context(), token, ""); !errors.Is(err, auth.ErrRefused) {
		t.Errorf("the token of somebody without a role: %v", err)
	}
	changed.Groups = []string{"g-chair"}
	o.provider.Employ(changed)
	if err := o.store.SetDisabled(t.Context(), p.ID, true); err != nil {
		t.Fatal(err)
	}
	if b.who().ID != "" {
		t.Error("a session outlived its account")
	}
	if err := o.browser(t).signIn("sub-ada"); !errors.Is(err, auth.ErrRefused) {
		t.Errorf("disabled: %v", err)
	}
}

// Whatever is wrong with a token, nobody is signed in, and the next honest answer is taken.
func TestForgedTokens(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	hour := time.Now().Add(-time.Hour).Unix()
	for name, m := range map[string]authtest.Mischief{
		"wrong nonce":             {Claims: map[string]any{"nonce": "other"}},
		"no nonce":                {Claims: map[string]any{"nonce": nil}},
		"wrong audience":          {Claims: map[string]any{"aud": "another-service"}},
		"two audiences":           {Claims: map[string]any{"aud": []string{"minutebook", "another-service"}}},
		"made for another party":  {Claims: map[string]any{"azp": "another-service"}},
		"wrong issuer":            {Claims: map[string]any{"iss": "https://elsewhere.example"}},
		"expired":                 {Claims: map[string]any{"exp": hour}},
		"no expiry":               {Claims: map[string]any{"exp": nil}},
		"not yet":                 {Claims: map[string]any{"nbf": time.Now().Add(time.Hour).Unix()}},
		"nobody":                  {Claims: map[string]any{"sub": ""}},
		"groups of a wrong kind":  {Claims: map[string]any{"groups": 7}},
		"too many groups":         {Claims: map[string]any{"groups": nil, "hasgroups": true}},
		"groups elsewhere":        {Claims: map[string]any{"groups": nil, "_claim_names": map[string]string{"groups": "src1"}, "_claim_sources": map[string]any{"src1": map[string]string{"endpoint": "https://elsewhere.example"}}}},
		"alg none":                {Sign: "none"},
		"signature taken off":     {Sign: "stripped"},
		"HS256 with a public key": {Sign: "HS256"},
		"somebody else's key":     {Sign: "foreign"},
		"no ID token":             {NoToken: true},
	} {
		o.provider.Misbehave(m)
		b := o.browser(t)
		if err := b.signIn("sub-ada"); !errors.Is(err, auth.ErrProvider) {
			t.Errorf("%s: %v", name, err)
		}
		if p := b.who(); p.ID != "" {
			t.Errorf("%s: signed in as %+v", name, p)
		}
	}
	o.provider.Misbehave(authtest.Mischief{})
	if err := o.browser(t).signIn("sub-ada"); err != nil {
		t.Fatal(err)
	}
	o.provider.Rotate()
	if err := o.browser(t).signIn("sub-ada"); err != nil {
		t.Errorf("after the provider took a new key: %v", err)
	}
	o.provider.Misbehave(authtest.Mischief{Sign: "old"})
	if err := o.browser(t).signIn("sub-ada"); !errors.Is(err, auth.ErrProvider) {
		t.Errorf("with the key that was withdrawn: %v", err)
	}
}

// Answers are good once, and only in the browser that asked for them.
func TestForgedAnswers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	refused := func(name string, b *browser, query url.Values) {
		t.Helper()
		if _, err := b.comeBack(query); !errors.Is(err, auth.ErrProvider) {
			t.Errorf("%s: %v", name, err)
		}
	}
	with := func(q url.Values, name, value string) url.Values {
		changed := url.Values{}
		for k, v := range q {
			changed[k] = v
		}
		changed.Set(name, value)
		return changed
	}
	mallory := authtest.Worker{Subject: "sub-mallory", Name: "Mal Lory", Username: "mal", Groups: []string{"g-worker"}}
	o.provider.Employ(mallory)

	b := o.browser(t)
	refused("without having set out", b, url.Values{"code": {"x"}, "state": {""}})
	answer := o.provider.Visit(b.setOut(false), "sub-ada")
	refused("another state", b, with(answer, "state", "other"))
	refused("the way was ended by that", b, answer)

	answer = o.provider.Visit(b.setOut(false), "sub-ada")
	refused("another issuer", b, with(answer, "iss", "https://elsewhere.example"))
	b.setOut(false)
	refused("an error", b, url.Values{"state": {"x"}, "error": {"access_denied"}})

	answer = o.provider.Visit(b.setOut(false), "sub-ada")
	if _, err := b.comeBack(answer); err != nil {
		t.Fatal(err)
	}
	refused("replayed in the same browser", b, answer)
	thief := o.browser(t)
	thief.setOut(false)
	refused("replayed in another", thief, answer)

	// Mallory's browser sets out; Ada's code is put into its answer, or the other way round.
	mallorys := o.browser(t)
	theirs := o.provider.Visit(mallorys.setOut(false), "sub-mallory")
	adas := o.provider.Visit(o.browser(t).setOut(false), "sub-ada")
	refused("another person's code", mallorys, with(theirs, "code", adas.Get("code")))
	o.provider.Misbehave(authtest.Mischief{SkipPKCE: true}) // then the nonce still tells
	theirs = o.provider.Visit(mallorys.setOut(false), "sub-mallory")
	adas = o.provider.Visit(o.browser(t).setOut(false), "sub-ada")
	refused("another person's code, at a careless provider", mallorys, with(theirs, "code", adas.Get("code")))
	if p := mallorys.who(); p.ID != "" {
		t.Errorf("signed in as %+v", p)
	}
	o.provider.Misbehave(authtest.Mischief{})

	late := o.browser(t)
	answer = o.provider.Visit(late.setOut(false), "sub-ada")
	o.Provider.Now = func() time.Time { return time.Now().Add(time.Hour) }
	refused("an hour later", late, answer)
}

// Showing anew who one is takes a new sign-in of the same person, and counts once, for one page.
func TestShowingAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.provider.Employ(authtest.Worker{Subject: "sub-ben", Name: "Ben Other", Username: "ben", Groups: []string{"g-worker"}})
	b := o.browser(t)
	if err := b.signIn("sub-ada"); err != nil {
		t.Fatal(err)
	}
	ada := b.who()
	shown := func(page string, use bool) (ok bool) {
		b.cookie = visit(t, o.sessions, b.cookie, func(r *http.Request) {
			if !o.ByProvider(r.Context(), o.sessions) {
				t.Error("the session does not know where it began")
			}
			if ok = o.Shown(r.Context(), o.sessions, page); use {
				ok = o.UseShown(r.Context(), o.sessions, page)
			}
		})
		return ok
	}
	if shown("/children", false) {
		t.Error("signing in alone shows nothing anew")
	}
	for name, m := range map[string]authtest.Mischief{
		"signed in an hour ago": {Claims: map[string]any{"auth_time": time.Now().Add(-time.Hour).Unix()}},
		"nobody says when":      {Claims: map[string]any{"auth_time": nil}},
	} {
		o.provider.Misbehave(m)
		if _, err := b.comeBack(o.provider.Visit(b.setOut(true), "sub-ada")); !errors.Is(err, auth.ErrProvider) || shown("/children", false) {
			t.Errorf("%s: %v", name, err)
		}
	}
	o.provider.Misbehave(authtest.Mischief{})
	if _, err := b.comeBack(o.provider.Visit(b.setOut(true), "sub-ben")); !errors.Is(err, auth.ErrProvider) {
		t.Errorf("somebody else: %v", err)
	}
	if b.who() != ada {
		t.Errorf("the session is now of %+v", b.who())
	}
	address := b.setOut(true)
	if !strings.Contains(address, "prompt=login") || !strings.Contains(address, "max_age=0") {
		t.Errorf("the provider is not asked for a new sign-in: %s", address)
	}
	if _, err := b.comeBack(o.provider.Visit(address, "sub-ada")); err != nil {
		t.Fatal(err)
	}
	if shown("/records/1/sign", false) || !shown("/children", false) || !shown("/children", true) || shown("/children", true) {
		t.Error("what was shown counts for another page, or twice")
	}
	if _, err := b.comeBack(o.provider.Visit(b.setOut(true), "sub-ada")); err != nil {
		t.Fatal(err)
	}
	o.now = o.now.Add(6 * time.Minute)
	if shown("/children", false) {
		t.Error("what was shown counts for ever")
	}
}

func TestProviderAway(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.provider.Misbehave(authtest.Mischief{Down: true})
	b := o.browser(t)
	b.cookie = visit(t, o.sessions, nil, func(r *http.Request) {
		if _, err := o.SetOut(r.Context(), o.sessions, "/", false); !errors.Is(err, auth.ErrProviderAway) {
			t.Errorf("%v", err)
		}
		if err := o.SignIn(r.Context(), o.sessions, "priya", right, ""); err != nil {
			t.Errorf("a local account: %v", err)
		}
	})
	o.provider.Misbehave(authtest.Mischief{})
	if err := b.signIn("sub-ada"); err != nil {
		t.Errorf("the provider is there again: %v", err)
	}
	var address string
	visit(t, o.sessions, b.cookie, func(r *http.Request) {
		var err error
		if address, err = o.SignOut(r.Context(), o.sessions, ""); err != nil {
			t.Error(err)
		}
	})
	if !strings.HasPrefix(address, o.provider.URL+"/end?") || !strings.Contains(address, "id_token_hint=ey") || !strings.Contains(address, url.QueryEscape("https://minutebook.example/sign-in")) {
		t.Errorf("signing out leads to %q", address)
	}
	if b.who().ID != "" {
		t.Error("still signed in")
	}
}

func TestReadMapping(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                  "EOF",
		"roles: []":                         "nobody could sign in",
		"roles: [{group: g, role: king}]":   "entry 1",
		"roles: [{group: '', role: chair}]": "entry 1",
		"rolls: [{group: g, role: chair}]":  "rolls",
		"roles: [{group: g, role: chair}]\nteams: [{group: g}]": "teams, entry 1",
	} {
		if _, err := auth.ReadMapping([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// A mapping is refused, or says of each group what the text says.
func FuzzReadMapping(f *testing.F) {
	f.Add([]byte("roles: [{group: g, role: chair}]\nteams: [{group: g, team: North}]"))
	f.Add([]byte("roles:\n  - &a {group: g, role: iro}\n  - *a"))
	f.Add([]byte("\x00"))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := auth.ReadMapping(text)
		if err != nil {
			return
		}
		for _, r := range m.Roles {
			if r.Group == "" || !slices.Contains(auth.Roles, r.Role) {
				t.Errorf("%q was let through", r)
			}
		}
	})
}
