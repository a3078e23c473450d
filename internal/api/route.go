package api

import (
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// route is one operation: what it is in the OpenAPI document, and what answers it. The document and the engine are both
// made from the same list, routes.
type route struct {
	method, path string // path as OpenAPI writes it: /records/{id}
	name         string // operationId
	summary      string
	open         bool       // needs no credentials
	scope        auth.Scope // that a token needs; with none, no token will do
	guarded      bool       // needs If-Match with the version that the caller started from
	query        []parameter
	takes        *body
	gives        answer
	conflicts    bool // may answer 409
	limited      bool // may answer 429
	handle       func(*api, *call) error
}

// body is what a route is sent: JSON in the shape of a value, or files of the types listed.
type body struct {
	like    any // nil for a file
	example any
	types   []string
}

// answer is what a route gives when all is well.
type answer struct {
	status  int
	like    any      // nil for bytes that JSON Schema does not describe
	types   []string // JSON unless told
	headers []string
}

// call is one request to a route, with who makes it and what was read of it before the body.
type call struct {
	*gin.Context
	by    records.Actor
	id    string // the one in the address, "" where the route has none
	query query
	words forms.Wording
	tag   string // what If-Match holds between its quotes; "" unless the route is guarded
}

const (
	jsonType    = "application/json"
	schemaType  = "application/schema+json"
	problemType = "application/problem+json"
	pdfType     = "application/pdf"
	wordType    = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	bytesType   = "application/octet-stream"
	uploadType  = "multipart/form-data"
)

func (r route) ginPath() string {
	return strings.NewReplacer("{", ":", "}", "").Replace(r.path)
}

func (r route) offers() []string {
	if r.gives.types == nil {
		return []string{jsonType}
	}
	return r.gives.types
}

func (r route) accepts() []string {
	switch {
	case r.takes == nil:
		return nil
	case r.takes.types == nil:
		return []string{jsonType}
	}
	return r.takes.types
}

// begin gives every answer its id and its headers, and turns a panic into an answer.
func (a *api) begin(c *gin.Context) {
	h := c.Writer.Header()
	if h.Get(requestID) == "" { // a server around this door may have given one
		h.Set(requestID, a.NewID())
	}
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	defer a.rescue(c)
	c.Next()
}

// wrongMethod answers OPTIONS, and refuses everything else that is not in Allow, where gin has listed the routes.
func (a *api) wrongMethod(c *gin.Context) {
	allow := c.Writer.Header().Get("Allow")
	if strings.Contains(allow, http.MethodGet) {
		allow += ", " + http.MethodHead
	}
	c.Header("Allow", allow+", "+http.MethodOptions)
	if c.Request.Method == http.MethodOptions {
		c.Status(http.StatusNoContent)
		return
	}
	a.fail(c, &refusal{kind: wrongMethod, detail: "This address answers " + c.Writer.Header().Get("Allow") + " only."})
}

// serve finds out who asks, refuses what can be refused before looking at the body, and hands over to the route.
func (a *api) serve(r route) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := a.answer(r, c); err != nil {
			a.fail(c, err)
		}
	}
}

func (a *api) answer(r route, c *gin.Context) (err error) {
	call := &call{Context: c, id: c.Param("id"), words: a.Wording()}
	if !r.open {
		person, err := a.who(c, r)
		if err != nil {
			return err
		}
		call.by = records.Actor{Person: person, From: c.RemoteIP()}
	}
	for _, p := range c.Params {
		if len(p.Value) > 64 || !plain(p.Value) { // no store could hold it
			return records.ErrNotFound
		}
	}
	if call.query, err = parseQuery(r.query, c.Request.URL.RawQuery); err != nil {
		return err
	}
	if err := acceptable(c.Request.Header, r.offers()); err != nil {
		return err
	}
	if err := readable(c.Request.Header, r.accepts()); err != nil {
		return err
	}
	if r.guarded {
		if call.tag, err = ifMatch(c.Request.Header); err != nil {
			return err
		}
	}
	return r.handle(a, call)
}

// who returns the person whose credentials came with the request, or whose token did. A token acts as its owner, with the
// owner's role and children, within its scopes.
func (a *api) who(c *gin.Context, r route) (person auth.Person, err error) {
	ctx, from := c.Request.Context(), c.RemoteIP()
	if secret, ok := bearer(c.Request.Header); ok {
		var token auth.Token
		if person, token, err = a.People.Bearer(ctx, secret, from); err == nil && (r.scope == "" || !token.Allows(r.scope)) {
			return auth.Person{}, &refusal{kind: outOfScope, detail: tokenCannot(r.scope)}
		}
	} else if username, password, ok := c.Request.BasicAuth(); ok && plain(username) {
		person, err = a.People.AuthenticateProgram(ctx, username, password, from)
	} else {
		err = auth.ErrRefused
	}
	return person, known(err)
}

// bearer returns the token of a request (RFC 6750 §2.1).
func bearer(h http.Header) (string, bool) {
	scheme, secret, found := strings.Cut(h.Get("Authorization"), " ")
	return secret, found && strings.EqualFold(scheme, "Bearer")
}

func tokenCannot(needed auth.Scope) string {
	if needed == "" {
		return "No token can do this. Sign in with your username and password."
	}
	return "The token lacks the scope " + string(needed) + ". Make one that has it."
}

// known passes on what says that somebody is not known, and turns everything else into what it is: nobody could find out.
func known(err error) error {
	if err == nil || errors.Is(err, auth.ErrRefused) || errors.Is(err, auth.ErrCodeNeeded) {
		return err
	}
	return &records.UnavailableError{Err: err}
}
