package server_test

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/html"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/auth/authtest"
	"minutebook/internal/papers"
	"minutebook/internal/records"
	"minutebook/internal/server"
	"minutebook/internal/sign"
	"minutebook/internal/store/storetest"
	"minutebook/internal/web"
	"minutebook/render"
	paperhtml "minutebook/render/html"
	"minutebook/templates"
)

const password = "a quiet walk by the canal"

// house is a whole site over a database of its own, with one person of each role.
type house struct {
	t testing.TB
	*storetest.Bundle
	faults   *faults
	people   *auth.Service
	provider *authtest.Provider // of work accounts; most houses have none
	web      *web.Web
	handler  http.Handler
	sites    *httptest.Server
	log      *lines
	cut      atomic.Bool // requests find no connection
}

// lines keeps what was logged.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// faults is the service with a switch that makes chosen steps fail as a lost database does.
type faults struct {
	*records.Service
	down  atomic.Bool
	panic atomic.Bool
}

func (f *faults) Record(ctx context.Context, by records.Actor, id string) (records.Record, error) {
	if f.panic.Load() {
		panic("about Mia Fictional")
	}
	if f.down.Load() {
		return records.Record{}, &records.UnavailableError{Err: context.DeadlineExceeded}
	}
	return f.Service.Record(ctx, by, id)
}

func (f *faults) ProofOfFile(ctx context.Context, sha string) (records.Proof, error) {
	if f.down.Load() {
		return records.Proof{}, &records.UnavailableError{Err: context.DeadlineExceeded}
	}
	return f.Service.ProofOfFile(ctx, sha)
}

// option changes what a house is built from.
type option func(*house, *web.Config, *server.Config)

func newHouse(t testing.TB, options ...option) *house {
	t.Helper()
	h := &house{t: t, Bundle: storetest.New(t, storetest.SQLite(t)), log: &lines{}}
	log := slog.New(slog.NewTextHandler(h.log, nil))
	var people, ids atomic.Int64
	var err error
	h.people, err = auth.New(auth.Config{
		Store: h.DB, Now: time.Now, Log: log, Cheap: true, Sealer: authtest.Key(t),
		NewID: func() string { return fmt.Sprintf("person-%d", people.Add(1)) },
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.DB.AddTeam(t.Context(), auth.Team{ID: "north", Name: "North"}); err != nil {
		t.Fatal(err)
	}
	if err := h.DB.SetTeams(t.Context(), h.Worker.ID, []string{"north"}); err != nil { // who adds the children
		t.Fatal(err)
	}
	for _, p := range []struct {
		username, name string
		role           auth.Role
	}{{"nadia", "Nadia Okafor", auth.Chair}, {"ruth", "Ruth Abara", auth.Chair}, {"tom", "Tom Brennan", auth.SocialWorker}, {"priya", "Priya Shah", auth.Administrator},
		{"mo", "Mo Ito", auth.TeamManager}, {"amir", "Amir Rahman", auth.Auditor}} {
		added, err := h.people.Add(t.Context(), p.username, p.name, p.role, password)
		if err == nil {
			err = h.DB.SetTeams(t.Context(), added.ID, []string{"north"})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	h.faults = &faults{Service: h.Service}
	wc := web.Config{
		Records: h.faults, Auth: h.people, Now: h.Clock, Sessions: auth.NewSessions(h.DB.Sessions(time.Now), false),
		Templates: templates.FS, Verify: judge, Preview: preview(t), Authority: "Example County Council", Marking: "OFFICIAL-SENSITIVE", Version: "test", Log: log,
	}
	wc.Desk = &auth.Administration{Store: h.DB, Now: time.Now, NewID: func() string { return "team-" + string(rune('0'+people.Add(1))) }}
	sc := server.Config{
		API: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) }), Log: log,
		Ping: h.DB.Ping, NewID: func() string { return "request-" + string(rune('0'+ids.Add(1)%10)) },
	}
	for _, o := range options {
		o(h, &wc, &sc)
	}
	if sc.Web, err = web.New(wc); err != nil {
		t.Fatal(err)
	}
	h.web = sc.Web
	handler, err := server.New(sc)
	if err != nil {
		t.Fatal(err)
	}
	h.handler = handler
	readable := sent.keep(t, handler)
	h.sites = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h.cut.Load() {
			panic(http.ErrAbortHandler)
		}
		r.Header.Del("Accept-Encoding")
		readable.ServeHTTP(w, r)
	}))
	if h.provider != nil {
		h.people.Provider = auth.NewProvider(h.provider.Config(h.sites.URL))
	}
	// What a cleanup refers to stays in memory until the last test of all is through: this one lets the screens go, whose
	// templates are large.
	t.Cleanup(func() {
		h.sites.Close()
		h.sites, h.handler, h.web = nil, nil, nil
	})
	return h
}

// preview shows papers by the built-in templates.
func preview(t testing.TB) func(records.Order) (template.HTML, error) {
	t.Helper()
	trees, err := render.LoadTemplates(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	press := papers.Press{Templates: trees, Authority: func(string) render.Authority {
		return render.Authority{Name: "Example County Council", CaseLabel: "Case number"}
	}}
	return func(o records.Order) (template.HTML, error) {
		doc, err := press.Preview(o)
		if err != nil {
			return "", err
		}
		shown, err := paperhtml.Write(doc)
		return template.HTML(shown), err
	}
}

// judge stands for the verification of signatures, which has tests of its own.
func judge(file []byte) sign.Verdict {
	v := sign.Verdict{Format: "pdf", State: sign.Unsigned}
	if bytes.HasPrefix(file, []byte("pdf of")) {
		v.State = sign.Valid
		v.Signatures = []sign.Signature{{State: sign.Valid, Signer: "Nadia Okafor", Issuer: "Example CA", Role: "Chair", Subject: "record r ppm version 1", Time: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)}}
	}
	return v
}

// caller is a browser without scripts: it keeps cookies and follows no redirects.
type caller struct {
	t    testing.TB
	h    *house
	http *http.Client
}

func (h *house) caller(t testing.TB) *caller {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &caller{t, h, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// as returns a caller who is signed in.
func (h *house) as(t testing.TB, username string) *caller {
	t.Helper()
	c := h.caller(t)
	if username != "" {
		p := c.post("/sign-in", url.Values{"username": {username}, "password": {password}})
		if p.status != http.StatusSeeOther {
			t.Fatalf("signing in as %s: %d\n%s", username, p.status, p.body)
		}
	}
	return c
}

// got is an answer.
type got struct {
	t      testing.TB
	status int
	header http.Header
	body   string
	doc    *html.Node
}

func (c *caller) do(r *http.Request) *got {
	c.t.Helper()
	res, err := c.http.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() {
		if err := res.Body.Close(); err != nil {
			c.t.Error(err)
		}
	}()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	return &got{c.t, res.StatusCode, res.Header, string(body), doc}
}

func (c *caller) request(method, path, kind string, body io.Reader) *http.Request {
	c.t.Helper()
	r, err := http.NewRequestWithContext(c.t.Context(), method, c.h.sites.URL+path, body)
	if err != nil {
		c.t.Fatal(err)
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	return r
}

func (c *caller) get(path string) *got { return c.do(c.request(http.MethodGet, path, "", nil)) }

func (c *caller) post(path string, values url.Values) *got {
	return c.do(c.request(http.MethodPost, path, "application/x-www-form-urlencoded", strings.NewReader(values.Encode())))
}

// want fails the test unless the answer has the status and says all of the texts, as people read them.
func (g *got) want(status int, says ...string) *got {
	g.t.Helper()
	if g.status != status {
		g.t.Fatalf("status %d, want %d\n%s", g.status, status, text(g.doc))
	}
	read := text(g.doc)
	for _, s := range says {
		if !strings.Contains(read, s) {
			g.t.Errorf("%q is missing in\n%s", s, read)
		}
	}
	return g
}

// title is the page's title.
func (g *got) title() string {
	for n := range g.doc.Descendants() {
		if n.Data == "title" {
			return text(n)
		}
	}
	return ""
}

// location is where a redirect leads.
func (g *got) location() string { return g.header.Get("Location") }

// text returns what a person reads, words one space apart.
func text(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// inputs returns what a browser would send if the page's form with the action were sent, without its buttons.
func (g *got) inputs(action string) url.Values {
	g.t.Helper()
	for n := range g.doc.Descendants() {
		if a, _ := attr(n, "action"); n.Data == "form" && a == action {
			return inputsOf(n)
		}
	}
	g.t.Fatalf("the page has no form that is sent to %s:\n%s", action, g.body)
	return nil
}

// inputsOf returns what a browser would send of a form, without its buttons.
func inputsOf(form *html.Node) url.Values {
	values := url.Values{}
	for in := range form.Descendants() {
		name, named := attr(in, "name")
		value, _ := attr(in, "value")
		kind, _ := attr(in, "type")
		_, checked := attr(in, "checked")
		switch {
		case !named || in.Type != html.ElementNode:
		case in.Data == "textarea":
			values.Add(name, strings.ReplaceAll(raw(in), "\n", "\r\n"))
		case in.Data == "select":
			for o := range in.Descendants() {
				if _, chosen := attr(o, "selected"); o.Data == "option" && chosen {
					v, _ := attr(o, "value")
					values.Add(name, v)
				}
			}
		case in.Data == "input" && (kind != "radio" && kind != "checkbox" || checked):
			values.Add(name, value)
		}
	}
	return values
}

func raw(n *html.Node) string {
	if n.FirstChild == nil {
		return ""
	}
	return n.FirstChild.Data
}

// draft stores a record that lacks nothing for signing, made by the social worker.
func (h *house) draft(t testing.TB, change func(*forms.PPM)) records.Record {
	t.Helper()
	child := h.AddChild(t, "C-1000")
	form := storetest.Form()
	if change != nil {
		change(form)
	}
	rec, _, err := h.Create(t.Context(), h.Worker, child.ID, form)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}
