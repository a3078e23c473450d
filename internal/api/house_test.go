package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"

	"minutebook/internal/auth"
	"minutebook/internal/auth/authtest"
	"minutebook/internal/records"
	"minutebook/internal/sign"
	"minutebook/internal/store"
	"minutebook/internal/store/storetest"
)

const password = "a long enough pass phrase"

// house is a whole service behind the door, with one database of its own. Every answer that a test gets has been held
// against the OpenAPI document.
type house struct {
	t       testing.TB
	ctx     context.Context // a fuzz target may not ask the test that started it
	url     string
	handler http.Handler
	db      *store.DB
	service *records.Service
	people  *auth.Service
	doc     *openapi3.T
	router  routers.Router
	log     *safeBuffer
	mu      sync.Mutex
	seen    map[string]bool // operations that were answered as they should be
}

// databases are those that the service runs on; each call makes a fresh one.
var databases = map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgresql": storetest.Postgres}

// onEach runs a test on every database.
func onEach(t *testing.T, test func(t *testing.T, h *house)) {
	for name, dsn := range databases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, houseOn(t, dsn(t), nil))
		})
	}
}

func newHouse(t testing.TB) *house { return houseOn(t, storetest.SQLite(t), nil) }

// houseOn opens the database at dsn; change may replace parts of the door.
func houseOn(t testing.TB, dsn string, change func(*Config)) *house {
	t.Helper()
	ctx := t.Context()
	db := storetest.Open(t, dsn)
	h := &house{t: t, ctx: ctx, db: db, log: new(safeBuffer), seen: map[string]bool{}}
	log := slog.New(slog.NewTextHandler(h.log, nil))
	ids, now := counter("id"), ticking()
	people, err := auth.New(auth.Config{Store: db, Now: now, NewID: ids, Log: log, Cheap: true, Sealer: authtest.Key(t)})
	must(t, err)
	h.people = people
	must(t, db.AddTeam(ctx, auth.Team{ID: "north", Name: "North"}))
	for name, role := range map[string]auth.Role{"chair": auth.Chair, "chair2": auth.Chair, "worker": auth.SocialWorker, "admin": auth.Administrator, "auditor": auth.Auditor} {
		p, err := people.Add(ctx, name, "Person "+name, role, password)
		must(t, err)
		must(t, db.SetTeams(ctx, p.ID, []string{"north"}))
	}
	h.service = records.New(records.Config{Store: db, Press: new(storetest.Press), Binder: new(storetest.Binder), Policy: "statutory", Now: now, NewID: ids})
	c := Config{
		Records: h.service, People: people, Log: log, Version: "test", NewID: counter("request"),
		Verify: func(file []byte) sign.Verdict { return sign.Verify(file, nil) },
	}
	if change != nil {
		change(&c)
	}
	h.handler = New(c)
	server := httptest.NewServer(h.handler)
	t.Cleanup(server.Close)
	h.url = server.URL
	h.doc, h.router = documented(t)
	return h
}

// theDocument is the OpenAPI document of all tests: reading and validating it takes a second.
var theDocument = sync.OnceValues(func() (struct {
	doc    *openapi3.T
	router routers.Router
}, error) {
	var d struct {
		doc    *openapi3.T
		router routers.Router
	}
	var err error
	if d.doc, err = openapi3.NewLoader().LoadFromData(describe(routes(), "test")); err != nil {
		return d, err
	}
	d.router, err = legacy.NewRouter(d.doc, openapi3.EnableExamplesValidation(), openapi3.EnableSchemaFormatValidation(),
		openapi3.EnableSchemaDefaultsValidation(), openapi3.EnableSchemaPatternValidation())
	return d, err
})

func documented(t testing.TB) (*openapi3.T, routers.Router) {
	t.Helper()
	d, err := theDocument()
	must(t, err)
	return d.doc, d.router
}

// samples counts the answers of each route and status that were held against the document. The validator compiles the
// schemas of all forms for each answer, so after the first few of a kind the rest are let pass.
var samples sync.Map

const samplesOfAKind = 2

func sampled(req *http.Request, route *routers.Route, status int) bool {
	n, _ := samples.LoadOrStore(fmt.Sprint(req.Method, route.Path, status), new(atomic.Int64))
	return n.(*atomic.Int64).Add(1) <= samplesOfAKind
}

// ask is a request. Who is a username, "" for nobody; a string or []byte body is sent as it is, anything else as JSON.
type ask struct {
	method, path, who string
	token             string
	body              any
	header            map[string]string
}

// said is an answer, or why there is none.
type said struct {
	*http.Response
	body []byte
	err  error
}

// do may be called from any goroutine; what went wrong shows when the answer is looked at.
func (h *house) do(a ask) said {
	res, body, err := h.send(a)
	return said{res, body, err}
}

func (h *house) send(a ask) (*http.Response, []byte, error) {
	var sent []byte
	switch b := a.body.(type) {
	case nil:
	case string:
		sent = []byte(b)
	case []byte:
		sent = b
	default:
		var err error
		if sent, err = json.Marshal(b); err != nil {
			return nil, nil, err
		}
	}
	req, err := http.NewRequestWithContext(h.ctx, a.method, h.url+a.path, bytes.NewReader(sent))
	if err != nil {
		return nil, nil, err
	}
	if a.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for name, v := range a.header {
		req.Header.Set(name, v)
	}
	if a.token != "" {
		req.Header.Set("Authorization", "Bearer "+a.token)
	}
	if a.who != "" {
		req.SetBasicAuth(a.who, password)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, nil, err
	}
	body, err := io.ReadAll(res.Body)
	if err := errors.Join(err, res.Body.Close()); err != nil {
		return nil, nil, err
	}
	return res, body, h.conforms(req, sent, res, body)
}

// conforms holds a request that was answered well, and every answer, against the OpenAPI document.
func (h *house) conforms(req *http.Request, sent []byte, res *http.Response, body []byte) error {
	if id := res.Header.Get(requestID); id == "" || res.Header.Get("Cache-Control") != "no-store" {
		return errors.New("an answer without an id, or one that may be kept in a cache")
	}
	problem := res.Header.Get("Content-Type") == problemType
	if problem != (res.StatusCode >= 400) {
		return errors.New(res.Status + " as " + res.Header.Get("Content-Type"))
	}
	if problem && req.Method != http.MethodHead && !json.Valid(body) {
		return errors.New("a problem that is not JSON")
	}
	route, params, err := h.router.FindRoute(req)
	if err != nil { // not in the document: then it was refused
		if !problem && req.Method != http.MethodHead && req.Method != http.MethodOptions {
			return errors.Join(errors.New("answered, but not in the document"), err)
		}
		return nil
	}
	if !problem {
		h.mu.Lock()
		h.seen[route.Method+" "+route.Path] = true
		h.mu.Unlock()
	}
	if !sampled(req, route, res.StatusCode) {
		return nil
	}
	options := &openapi3filter.Options{IncludeResponseStatus: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}
	req.Body = io.NopCloser(bytes.NewReader(sent))
	input := &openapi3filter.RequestValidationInput{Request: req, PathParams: params, Route: route, Options: options}
	if !problem {
		if err := openapi3filter.ValidateRequest(h.ctx, input); err != nil {
			return err
		}
	}
	return openapi3filter.ValidateResponse(h.ctx, &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: res.StatusCode, Header: res.Header, Body: io.NopCloser(bytes.NewReader(body)), Options: options,
	})
}

// want ends the test unless the answer has the status; it returns the answer, and its problem if it is one.
func (s said) want(t testing.TB, status int) Problem {
	t.Helper()
	must(t, s.err)
	if s.StatusCode != status {
		t.Fatalf("%s %s: status %d, want %d: %s", s.Request.Method, s.Request.URL, s.StatusCode, status, short(s.body))
	}
	var p struct {
		Problem
		Yours *struct {
			Number int             `json:"number"`
			Form   json.RawMessage `json:"form"`
		} `json:"yours"`
	}
	if status >= 400 && s.Request.Method != http.MethodHead {
		must(t, json.Unmarshal(s.body, &p))
	}
	return p.Problem
}

func into[T any](t testing.TB, s said) (v T) {
	t.Helper()
	must(t, json.Unmarshal(s.body, &v))
	return v
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func short(b []byte) string { return string(b[:min(len(b), 600)]) }

// counter gives ids that are never the same twice.
func counter(prefix string) func() string {
	var n atomic.Int64
	return func() string { return fmt.Sprintf("%s-%06d", prefix, n.Add(1)) }
}

// ticking is a clock that moves on a second whenever it is looked at.
func ticking() func() time.Time {
	var n atomic.Int64
	return func() time.Time { return time.Date(2026, 1, 5, 9, 0, int(n.Add(1)), 0, time.UTC) }
}

type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
