// Package api gives other systems the JSON door to Minutebook: children, records with their versions and papers, the
// check of a form and the verification of a file, under /api/v1, described by the OpenAPI 3.1 document at
// /api/openapi.json. Programs come with a token (RFC 6750), people with HTTP Basic (RFC 7617), and everything that goes
// wrong is told as application/problem+json (RFC 9457).
package api

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/intake"
	"minutebook/internal/records"
	"minutebook/internal/sign"
)

// Records is what the door needs of the records service; *records.Service has it, and says what each method does.
type Records interface {
	AddChild(ctx context.Context, by records.Actor, child forms.Child) (forms.Child, error)
	Children(ctx context.Context, by records.Actor, f records.ChildFilter) ([]forms.Child, int, error)
	Child(ctx context.Context, by records.Actor, id string) (forms.Child, error)
	UpdateChild(ctx context.Context, by records.Actor, child forms.Child) error

	Create(ctx context.Context, by records.Actor, childID string, form forms.Form, with ...string) (records.Record, forms.Problems, error)
	Save(ctx context.Context, by records.Actor, id string, have int, form forms.Form) (records.Record, forms.Problems, error)
	SaveAlone(ctx context.Context, by records.Actor, id string, have int, form forms.Form) (records.Record, forms.Problems, error)
	StartReview(ctx context.Context, by records.Actor, id string, another bool, with ...string) (records.Record, forms.Problems, error)
	StartSheet(ctx context.Context, by records.Actor, meetingID, parent string) (records.Record, error)
	Complete(ctx context.Context, by records.Actor, id string, have int) (records.Record, error)
	Amend(ctx context.Context, by records.Actor, id string, have int, reason string) (records.Record, error)
	Discard(ctx context.Context, by records.Actor, id string, have int) (records.Record, error)
	WithdrawRecord(ctx context.Context, by records.Actor, id string, have int, reason string) (records.Record, error)
	Sign(ctx context.Context, by records.Actor, id string, have int) (records.Record, error)

	Asked(ctx context.Context, by records.Actor) ([]records.Asked, error)
	Sent(ctx context.Context, by records.Actor, recordID string) (records.Sent, error)
	Respond(ctx context.Context, by records.Actor, recordID string, version int, answer records.Answer, remarks ...records.Remark) error
	Agreement(ctx context.Context, by records.Actor, recordID string) (records.Agreement, error)
	Candidates(ctx context.Context, by records.Actor, recordID string) ([]records.Candidate, error)
	Invite(ctx context.Context, by records.Actor, recordID string, have int, people ...string) error
	Remind(ctx context.Context, by records.Actor, recordID, personID string) error
	Uninvite(ctx context.Context, by records.Actor, recordID, personID string) error
	Settle(ctx context.Context, by records.Actor, recordID, commentID string, outcome records.Outcome, reply string) (records.Comment, error)

	Record(ctx context.Context, by records.Actor, id string) (records.Record, error)
	Summary(ctx context.Context, by records.Actor, id string) (records.Record, error)
	Records(ctx context.Context, by records.Actor, f records.Filter) ([]records.Record, int, error)
	Version(ctx context.Context, by records.Actor, id string, n int) (records.Version, error)
	Versions(ctx context.Context, by records.Actor, id string) ([]records.Version, error)
	Check(ctx context.Context, by records.Actor, r records.Record) (forms.Problems, error)

	Documents(ctx context.Context, by records.Actor, recordID string) ([]records.Document, error)
	Document(ctx context.Context, by records.Actor, id string) (records.Document, error)
	ProofOfFile(ctx context.Context, sha string) (records.Proof, error)
	ProofOfCode(ctx context.Context, code string) (records.Proof, error)
	Audit(ctx context.Context, by records.Actor, recordID string) ([]records.AuditLine, error)
	SearchAudit(context.Context, records.Actor, records.AuditFilter) ([]records.AuditLine, error)

	ImportNow(ctx context.Context, by records.Actor, files []records.ImportFile, mappings []intake.Mapping, mode intake.Mode, dry bool) (records.Import, *records.ImportPlan, error)
	StreamPack(ctx context.Context, by records.Actor, o records.PackOrder, begin func(records.Pack) io.Writer) (records.Pack, error)
}

var _ Records = (*records.Service)(nil)

// People is what the door needs of the accounts; *auth.Service has it, and says what each method does.
type People interface {
	Bearer(ctx context.Context, secret, from string) (auth.Person, auth.Token, error)
	AuthenticateProgram(ctx context.Context, username, password, from string) (auth.Person, error)
	Authenticate(ctx context.Context, username string, proof auth.Proof) (auth.Person, error)
}

var _ People = (*auth.Service)(nil)

// Config is what the door needs. Everything but NewID, Wording and Asks must be there.
type Config struct {
	Records Records
	People  People
	Verify  func(file []byte) sign.Verdict
	Log     *slog.Logger         // failures, without case content
	Version string               // of the program, for the OpenAPI document
	NewID   func() string        // ids of requests; random text unless set
	Asks    *auth.Asks           // how often a network may ask about codes; one by the system's clock unless set
	Wording func() forms.Wording // the authority's sentences of the moment; the built-in ones unless set
}

type api struct {
	Config
	engine   *gin.Engine
	document []byte // /api/openapi.json
}

// New returns the handler of everything under /api. Where a call comes from is the request's RemoteAddr: a server that
// believes proxies puts the real address there.
func New(c Config) http.Handler {
	if c.NewID == nil {
		c.NewID = rand.Text
	}
	if c.Asks == nil {
		c.Asks = auth.NewAsks(time.Now)
	}
	if c.Wording == nil {
		c.Wording = func() forms.Wording { return forms.Wording{} }
	}
	gin.SetMode(gin.ReleaseMode) // gin would print its routes otherwise
	a := &api{Config: c, engine: gin.New(), document: describe(routes(), c.Version)}
	a.engine.HandleMethodNotAllowed = true
	a.engine.RedirectTrailingSlash = false // an address that is not in the document is not found
	a.engine.Use(a.begin)
	a.engine.NoRoute(func(c *gin.Context) { a.fail(c, records.ErrNotFound) })
	a.engine.NoMethod(a.wrongMethod)
	for _, r := range routes() {
		a.engine.Handle(r.method, r.ginPath(), a.serve(r))
	}
	return a
}

// ServeHTTP answers HEAD as GET; net/http leaves the body out.
func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodHead {
		r = r.WithContext(r.Context()) // a copy: the request is not ours to change
		r.Method = http.MethodGet
	}
	a.engine.ServeHTTP(w, r)
}
