package server_test

import (
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// This file holds every route against every role, every relation to a child and every state of a record. What is right is
// said here once more, by hand and in other words than in package records, so that a mistake there is found.

// What a route asks of whoever calls it.
const (
	ofAnybody     = "nothing" // anybody
	toBeSignedIn  = "to be signed in"
	toBeElsewhere = "what this house has not" // a provider of work accounts
	toOwnIt       = "that it is theirs"       // and this one is somebody else’s, or nobody’s
	toAdminister  = "to look after people and teams"
	toAllocate    = "to say who works with children"
	toOversee     = "to look after access"
	toReadLog     = "to read the log"
	toSeeCases    = "to see cases"
	toAddChildren = "to add children"
	toOpenCases   = "to open cases"
	toReport      = "to report on children"
	toReadChild   = "to see the child"
	toWriteChild  = "to change the child"
	toRead        = "to see the record"
	toReadDrafts  = "to see what was not signed"
	toComment     = "to say whether one agrees"
	toImport      = "to import children"
	toWrite       = "to change the record"
	toSign        = "to sign the record"
)

// may says which roles may do what, with children and records that they see.
var may = map[string][]auth.Role{
	toAdminister:  {auth.Administrator},
	toAllocate:    {auth.Administrator, auth.TeamManager},
	toOversee:     {auth.Administrator, auth.Auditor},
	toReadLog:     {auth.Auditor},
	toSeeCases:    caseRoles,
	toAddChildren: writers,
	toOpenCases:   {auth.SocialWorker, auth.TeamManager, auth.Chair, auth.IRO, auth.DecisionMaker},
	toReport:      {auth.TeamManager, auth.Chair, auth.DecisionMaker},
	toReadChild:   caseRoles,
	toWriteChild:  writers,
	toRead:        caseRoles,
	toReadDrafts:  {auth.SocialWorker, auth.TeamManager, auth.Chair, auth.DecisionMaker},
	toComment:     {auth.SocialWorker, auth.TeamManager, auth.Chair, auth.IRO, auth.DecisionMaker},
	toImport:      {auth.TeamManager, auth.Chair},
	toWrite:       writers,
	toSign:        {auth.Chair},
}

var (
	caseRoles = []auth.Role{auth.SocialWorker, auth.TeamManager, auth.Chair, auth.IRO, auth.PanelAdministrator, auth.PanelMember, auth.DecisionMaker}
	writers   = []auth.Role{auth.SocialWorker, auth.TeamManager, auth.Chair}
)

// sees says whether there is a record in a state, or of a kind, about a child of a relation for somebody in a role; the empty
// thing is the child.
func sees(role auth.Role, relation, thing string) bool {
	if !slices.Contains(caseRoles, role) {
		return false
	}
	switch relation {
	case inTeam:
		if role == auth.IRO || role == auth.PanelMember {
			return false
		}
	case other:
		if role != auth.Chair && role != auth.DecisionMaker && role != auth.PanelAdministrator || thing == "health" {
			return false
		}
	case restricted, "":
		return false
	}
	switch thing {
	case "draft", "health", "sheet", "tasks", "report", "together": // that are all drafts
		return role != auth.IRO && role != auth.PanelAdministrator && role != auth.PanelMember
	case "complete":
		return role != auth.PanelAdministrator && role != auth.PanelMember
	}
	return true
}

// row is a route with what it asks, and a request to it that is in order but changes nothing, or nothing that matters here.
type row struct {
	route string // method and address as the engine knows them
	asks  string
	path  string // {minutes} stands for minutes in every state; empty for the route itself
	body  string
}

// Every route there is. Whoever is let in with version 1 or 99 is told that the record has changed.
var rows = []row{
	{"GET /healthz", ofAnybody, "", ""},
	{"GET /readyz", ofAnybody, "", ""},
	{"GET /sign-in", ofAnybody, "", ""},
	{"POST /sign-in", ofAnybody, "", "username=nobody&password=x"},
	{"POST /sign-in/code", ofAnybody, "", "code=123456"},
	{"GET /sign-in/work", toBeElsewhere, "", ""},
	{"GET /sign-in/work/back", toBeElsewhere, "", ""},
	{"GET /sign-in/done", toBeSignedIn, "", ""},
	{"GET /password/:token", ofAnybody, "/password/x", ""},
	{"POST /password/:token", ofAnybody, "/password/x", "new-password=x"},
	{"GET /verify", ofAnybody, "", ""},
	{"POST /verify", ofAnybody, "", ""},
	{"GET /v/:code", ofAnybody, "/v/7K3M-0QXC-94TZ", ""},
	{"GET /assets/:revision/*file", toBeElsewhere, "/assets/x/y", ""},
	{"GET /", toBeSignedIn, "", ""},
	{"GET /account", toBeSignedIn, "", ""},
	{"POST /account", toBeSignedIn, "", ""},
	{"GET /account/codes", toBeSignedIn, "", ""},
	{"POST /account/codes", toBeSignedIn, "", ""},
	{"POST /account/codes/end", toBeSignedIn, "", ""},
	{"GET /account/tokens", toBeSignedIn, "", ""},
	{"POST /account/tokens", toBeSignedIn, "", "password=x"},
	{"POST /account/tokens/:token/revoke", toOwnIt, "/account/tokens/{token}/revoke", ""},

	{"GET /people", toAdminister, "", ""},
	{"GET /people/new", toAdminister, "", ""},
	{"POST /people/new", toAdminister, "", "name="},
	{"GET /people/:person", toAdminister, "/people/p1", ""},
	{"POST /people/:person", toAdminister, "/people/p1", "role=king"},
	{"POST /people/:person/state", toAdminister, "/people/p1/state", ""},
	{"POST /people/:person/link", toAdminister, "/people/p1/link", ""},
	{"POST /people/:person/tokens/:token/revoke", toOwnIt, "/people/p1/tokens/x/revoke", ""},
	{"GET /teams", toAdminister, "", ""},
	{"POST /teams", toAdminister, "", ""},
	{"GET /teams/:team", toAdminister, "/teams/north", ""},
	{"POST /teams/:team", toAdminister, "/teams/north", ""},
	{"POST /teams/:team/remove", toAdminister, "/teams/north/remove", ""},
	{"GET /allocations", toAllocate, "", ""},
	{"POST /allocations", toAllocate, "", "case_number=T-S&team=north"},
	{"GET /trackers", toReport, "", ""},
	{"POST /trackers", toReport, "", ""},
	{"GET /trackers/:pack/file", toOwnIt, "/trackers/x/file", ""},
	{"GET /imports", toImport, "", ""},
	{"POST /imports", toImport, "", picturePost},
	{"GET /imports/:import", toOwnIt, "/imports/{import}", ""},
	{"POST /imports/:import", toOwnIt, "/imports/{import}", ""},
	{"POST /imports/:import/columns", toOwnIt, "/imports/{import}/columns", ""},
	{"GET /imports/:import/rejected", toOwnIt, "/imports/{import}/rejected", ""},
	{"GET /trackers/back", toReport, "", ""},
	{"POST /trackers/back", toReport, "", ""},
	{"GET /trackers/back/:import", toOwnIt, "/trackers/back/x", ""},
	{"POST /trackers/back/:import", toOwnIt, "/trackers/back/x", ""},
	{"GET /openings", toOversee, "", ""},
	{"GET /audit", toReadLog, "", ""},
	{"GET /audit.csv", toReadLog, "", ""},

	{"GET /children", toSeeCases, "", ""},
	{"GET /children/open", toOpenCases, "", ""},
	{"POST /children/open", toOpenCases, "", ""},
	{"GET /children/new", toAddChildren, "", ""},
	{"POST /children/new", toAddChildren, "", ""},
	{"GET /due", toSeeCases, "", ""},
	{"POST /reading", toSeeCases, "", "text=Well."},
	{"GET /children/:child", toReadChild, "/children/{child}", ""},
	{"GET /children/:child/facts", toWriteChild, "/children/{child}/facts", ""},
	{"POST /children/:child/facts", toWriteChild, "/children/{child}/facts", ""},
	{"GET /children/:child/records/new", toWriteChild, "/children/{child}/records/new", ""},
	{"POST /children/:child/records/new", toWriteChild, "/children/{child}/records/new", "kind=ppm"},
	{"GET /records/:record", toRead, "/records/{minutes}", ""},
	{"GET /records/:record", toRead, "/records/{health}", ""},
	{"GET /records/:record", toRead, "/records/{sheet}", ""},
	{"GET /records/:record/tasks", toRead, "/records/{tasks}/tasks", ""},
	{"GET /records/:record/sections/:section", toWrite, "/records/{minutes}/sections/present", ""},
	{"POST /records/:record/sections/:section", toWrite, "/records/{minutes}/sections/arrangements", "version=1&venue=Room+3"},
	{"GET /records/:record/photographs/:picture", toWrite, "/records/{report}/photographs/photograph", ""},
	{"POST /records/:record/photographs/:picture", toWrite, "/records/{report}/photographs/photograph", picturePost},
	{"GET /records/:record/pictures/:mark", toRead, "/records/{report}/pictures/{picture}", ""},
	{"GET /records/:record/check", toRead, "/records/{minutes}/check", ""},
	{"POST /records/:record/check", toWrite, "/records/{minutes}/check", "version=99"},
	{"GET /records/:record/sign", toRead, "/records/{issued}/sign", ""}, // who signed
	{"GET /records/:record/sign", toSign, "/records/{complete}/sign", ""},
	{"POST /records/:record/sign", toSign, "/records/{minutes}/sign", "version=99&password=" + password},
	{"GET /records/:record/documents/:document", toRead, "/records/{issued}/documents/{paper}", ""},
	{"GET /records/:record/summaries", toWrite, "/records/{minutes}/summaries", ""},
	{"POST /records/:record/summaries", toWrite, "/records/{minutes}/summaries", ""},
	{"GET /records/:record/reviews", toWrite, "/records/{minutes}/reviews", ""},
	{"POST /records/:record/reviews", toWrite, "/records/{minutes}/reviews", ""},
	{"GET /records/:record/sharing", toWrite, "/records/{sheet}/sharing", ""},
	{"POST /records/:record/sharing", toSign, "/records/{sheet}/sharing", "version=99&part=%2Fbackground&reason=x"},
	{"POST /records/:record/together", toWrite, "/records/{together}/together", "version=1&section=arrangements&to={sibling}"},
	{"GET /records/:record/preview", toRead, "/records/{minutes}/preview", ""},
	{"GET /records/:record/amend", toSign, "/records/{minutes}/amend", ""},
	{"POST /records/:record/amend", toSign, "/records/{minutes}/amend", "version=99&reason=x"},
	{"POST /records/:record/discard", toSign, "/records/{minutes}/discard", "version=99"},
	{"GET /records/:record/withdraw", toSign, "/records/{minutes}/withdraw", ""},
	{"POST /records/:record/withdraw", toSign, "/records/{minutes}/withdraw", "version=99&reason=x"},
	{"POST /records/:record/bring-forward", toWrite, "/records/{draft}/bring-forward", "version=99"},
	{"GET /records/:record/agree", toOwnIt, "/records/{draft}/agree", ""},
	{"POST /records/:record/agree", toOwnIt, "/records/{draft}/agree", "version=2&answer=agree"},
	{"GET /records/:record/agreement", toRead, "/records/{minutes}/agreement", ""},
	{"POST /records/:record/agreement", toSign, "/records/{minutes}/agreement", "version=99&others=x"},
	{"GET /records/:record/audit", toRead, "/records/{minutes}/audit", ""},
	{"GET /records/:record/versions", toRead, "/records/{minutes}/versions", ""},
	{"GET /records/:record/versions/:version", toRead, "/records/{issued}/versions/2", ""}, // the signed one
	{"GET /records/:record/versions/:version", toReadDrafts, "/records/{issued}/versions/1", ""},
	{"POST /records/:record/versions/:version", toWrite, "/records/{minutes}/versions/1", "version=99"},
	{"GET /records/:record/difference", toReadDrafts, "/records/{issued}/difference?from=1&to=2", ""},
	{"POST /records/:record/sections/:section/typed", toWrite, "/records/{minutes}/sections/present/typed", "version=99"},
	{"POST /records/:record/sections/:section/present", toWrite, "/records/{minutes}/sections/present/present", ""},
	{"POST /browser-key", toAddChildren, "", ""},
	{"GET /records/:record/versions/:version", toRead, "/records/{health}/versions/1", ""},

	{"GET /api/openapi.json", ofAnybody, "", ""},
	{"GET /api/v1/forms", toBeSignedIn, "", ""},
	{"GET /api/v1/forms/{kind}", toBeSignedIn, "/api/v1/forms/ppm", ""},
	{"GET /api/v1/forms/{kind}/schema", toBeSignedIn, "/api/v1/forms/ppm/schema", ""},
	{"POST /api/v1/check/{kind}", toBeSignedIn, "/api/v1/check/ppm", "{}"},
	{"POST /api/v1/verify", ofAnybody, "", "%PDF-1.7"},
	{"GET /api/v1/audit", toReadLog, "", ""},
	{"GET /api/v1/tracker", toReport, "", ""},
	{"GET /api/v1/children", toSeeCases, "", ""},
	{"POST /api/v1/children", toAddChildren, "", "{}"},
	{"GET /api/v1/children/{id}", toReadChild, "/api/v1/children/{child}", ""},
	{"PUT /api/v1/children/{id}", toWriteChild, "/api/v1/children/{child}", "{child's own}"},
	{"POST /api/v1/children/{id}/records", toWriteChild, "/api/v1/children/{child}/records", `{"kind": "ppm", "form": {}}`},
	{"GET /api/v1/records", toSeeCases, "", ""},
	{"GET /api/v1/records/{id}", toRead, "/api/v1/records/{minutes}", ""},
	{"GET /api/v1/records/{id}", toRead, "/api/v1/records/{health}", ""},
	{"PUT /api/v1/records/{id}/form", toWrite, "/api/v1/records/{minutes}/form", "{}"},
	{"GET /api/v1/records/{id}/photograph", toRead, "/api/v1/records/{report}/photograph", ""},
	{"PUT /api/v1/records/{id}/photograph", toWrite, "/api/v1/records/{report}/photograph", "\x89"},
	{"DELETE /api/v1/records/{id}/photograph", toWrite, "/api/v1/records/{report}/photograph", ""},
	{"GET /api/v1/records/{id}/problems", toRead, "/api/v1/records/{minutes}/problems", ""},
	{"POST /api/v1/records/{id}/complete", toWrite, "/api/v1/records/{minutes}/complete", ""},
	{"POST /api/v1/records/{id}/sign", toSign, "/api/v1/records/{minutes}/sign", `{"password": "` + password + `"}`},
	{"POST /api/v1/records/{id}/reviews", toWrite, "/api/v1/records/{minutes}/reviews", ""},
	{"POST /api/v1/records/{id}/sheets", toWrite, "/api/v1/records/{minutes}/sheets?parent=nobody", ""},
	{"GET /api/v1/records/{id}/versions", toRead, "/api/v1/records/{minutes}/versions", ""},
	{"GET /api/v1/records/{id}/versions/{n}", toRead, "/api/v1/records/{issued}/versions/2", ""},
	{"GET /api/v1/records/{id}/versions/{n}", toReadDrafts, "/api/v1/records/{issued}/versions/1", ""},
	{"GET /api/v1/invitations", toComment, "", ""},
	{"GET /api/v1/records/{id}/invitation", toOwnIt, "/api/v1/records/{draft}/invitation", ""},
	{"POST /api/v1/records/{id}/invitation/answer", toOwnIt, "/api/v1/records/{draft}/invitation/answer", `{"version": 2, "answer": "agree"}`},
	{"GET /api/v1/records/{id}/agreement", toRead, "/api/v1/records/{minutes}/agreement", ""},
	{"POST /api/v1/records/{id}/agreement/invitations", toSign, "/api/v1/records/{minutes}/agreement/invitations", `{"people": ["tom"]}`},
	{"POST /api/v1/records/{id}/agreement/invitations/{person}/remind", toOwnIt, "/api/v1/records/{draft}/agreement/invitations/x/remind", ""},
	{"DELETE /api/v1/records/{id}/agreement/invitations/{person}", toOwnIt, "/api/v1/records/{draft}/agreement/invitations/x", ""},
	{"POST /api/v1/records/{id}/agreement/comments/{comment}", toOwnIt, "/api/v1/records/{draft}/agreement/comments/x", `{"outcome": "answered", "reply": "Yes."}`},
	{"POST /api/v1/imports", toImport, "/api/v1/imports?dry_run=true", "\n"},
	{"GET /api/v1/records/{id}/documents", toRead, "/api/v1/records/{minutes}/documents", ""},
	{"POST /api/v1/records/{id}/amend", toSign, "/api/v1/records/{minutes}/amend", `{"reason": "x"}`},
	{"POST /api/v1/records/{id}/discard", toSign, "/api/v1/records/{minutes}/discard", ""},
	{"POST /api/v1/records/{id}/withdraw", toSign, "/api/v1/records/{minutes}/withdraw", `{"reason": "x"}`},
	{"GET /api/v1/codes/{code}", ofAnybody, "/api/v1/codes/7K3M-0QXC-94T", ""},
	{"GET /api/v1/documents/{id}", toRead, "/api/v1/documents/{paper}", ""},
	{"GET /api/v1/records/{id}/audit", toRead, "/api/v1/records/{minutes}/audit", ""},

	{"POST /sign-out", ofAnybody, "", ""}, // last: ends the session
}

const picturePost = "--x\r\nContent-Disposition: form-data; name=\"version\"\r\n\r\n99\r\n--x\r\n" +
	"Content-Disposition: form-data; name=\"alt\"\r\n\r\nMia\r\n--x--\r\n"

func TestAccess(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	t.Cleanup(func() { w.discreet(t) })
	stranger := w.as(t, "stranger") // is let in where the others are kept out
	for _, path := range []string{"/imports/{import}", "/records/{draft}/agree", "/api/v1/records/{draft}/invitation"} {
		r := stranger.request(http.MethodGet, w.address(w.theirs.Replace(path), inTeam), "", nil)
		r.SetBasicAuth("stranger", password)
		stranger.do(r).want(http.StatusOK)
	}
	for _, role := range append([]auth.Role{""}, auth.Roles...) {
		t.Run("as "+string(role), func(t *testing.T) {
			t.Parallel()
			c := w.come(t, role)
			for _, r := range rows {
				if r.path == "" {
					_, r.path, _ = strings.Cut(r.route, " ")
				}
				r.path = w.theirs.Replace(r.path)
				w.hold(c, role, r)
			}
		})
	}
}

// hold makes the request of a row about everything that it can be about.
func (w *town) hold(c *caller, role auth.Role, r row) {
	c.t.Helper()
	things := []string{""}
	if strings.Contains(r.path, "{minutes}") {
		things = states
	} else if _, after, ok := strings.Cut(r.path, "/records/{"); ok {
		thing, _, _ := strings.Cut(after, "}")
		things = []string{thing}
	}
	among := relations
	if !strings.Contains(r.path, "{") { // about nobody
		among = []string{""}
	}
	unknown := w.ask(c, role, r, "")
	for _, thing := range things {
		r := r
		r.path = strings.ReplaceAll(r.path, "{minutes}", "{"+thing+"}")
		for _, relation := range among {
			got := w.ask(c, role, r, relation)
			want, hidden := wanted(role, r.asks, relation, thing)
			if is := got.verdict(); is != want {
				c.t.Errorf("%s, %s child, %s: it %s (%d), and not %s", r.route, relation, thing, is, got.status, want)
			} else if hidden && got.said != unknown.said {
				c.t.Errorf("%s, %s child, %s: what is hidden is not answered as what there is not:\n%s\n%s", r.route, relation, thing, got.said, unknown.said)
			}
		}
	}
}

const (
	letsIn   = "lets in"
	keepsOut = "keeps out"
	signsIn  = "asks to sign in"
)

// wanted says what is to become of a request, and whether nothing may be learned from that.
func wanted(role auth.Role, asks, relation, thing string) (verdict string, hidden bool) {
	switch allowed := may[asks]; {
	case asks == ofAnybody:
		return letsIn, false
	case asks == toBeElsewhere:
		return keepsOut, false
	case role == "":
		return signsIn, false
	case asks == toBeSignedIn:
		return letsIn, false
	case relation != "" && !sees(role, relation, thing):
		return keepsOut, true
	case slices.Contains(allowed, role):
		return letsIn, false
	}
	return keepsOut, false
}

// reply is what matters of an answer.
type reply struct {
	status int
	to     string
	said   string // the whole answer, without the address and the id of the request
}

func (r reply) verdict() string {
	switch {
	case r.status == http.StatusUnauthorized, strings.HasPrefix(r.to, "/sign-in?"),
		r.status == http.StatusForbidden && strings.Contains(r.said, `name="username"`):
		return signsIn
	case r.status == http.StatusForbidden, r.status == http.StatusNotFound:
		return keepsOut
	case r.status >= 500 || r.status == http.StatusMethodNotAllowed:
		return "fails"
	}
	return letsIn
}

// ask makes the request of a row about a child of the relation.
func (w *town) ask(c *caller, role auth.Role, r row, relation string) reply {
	c.t.Helper()
	method, _, _ := strings.Cut(r.route, " ")
	path, body, kind, tag := w.address(r.path, relation), w.address(r.body, relation), "", "99"
	switch {
	case method == http.MethodGet:
	case strings.HasPrefix(body, "--x"):
		kind = "multipart/form-data; boundary=x"
	case strings.HasPrefix(body, "%PDF"):
		kind = "application/pdf"
	case strings.HasPrefix(body, "\x89"):
		kind, body = "image/png", string(drawn(c.t, 2, 2))
	case body == "{child's own}":
		kind, body = "application/json", "{}"
		if relation != "" {
			child, err := w.Child(c.t.Context(), w.Worker, w.child[relation])
			must(c.t, err)
			tag, err = records.ChildTag(child)
			must(c.t, err)
			raw, err := json.Marshal(child)
			must(c.t, err)
			body = string(raw)
		}
	case body == "\n":
		kind = "application/octet-stream"
	case strings.HasPrefix(body, "{"):
		kind = "application/json"
	default:
		kind = "application/x-www-form-urlencoded"
	}
	q := c.request(method, path, kind, strings.NewReader(body))
	if strings.HasPrefix(path, "/api/") {
		q.Header.Set("If-Match", `"`+tag+`"`)
		if role != "" {
			q.SetBasicAuth(username(role), password)
		}
	}
	res, err := c.http.Do(q)
	must(c.t, err)
	for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "Content-Security-Policy": "default-src 'none'"} {
		if got := res.Header.Get(name); !strings.HasPrefix(got, want) {
			c.t.Errorf("%s: %s is %q", r.route, name, got)
		}
	}
	for _, cookie := range res.Cookies() {
		if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" {
			c.t.Errorf("%s sets a cookie with %s", r.route, cookie)
		}
	}
	said, err := io.ReadAll(res.Body)
	must(c.t, err)
	must(c.t, res.Body.Close())
	plain := strings.NewReplacer(res.Header.Get("X-Request-Id"), "", path, "").Replace(string(said))
	return reply{res.StatusCode, res.Header.Get("Location"), seconds.ReplaceAllString(plain, "")}
}

// seconds are how long a session lasts yet.
var seconds = regexp.MustCompile(`data-deadline="[0-9]+"`)

// A route without a row fails here, and a row without a route.
func TestAccessIsAll(t *testing.T) {
	t.Parallel()
	h := newHouse(t, withAPI)
	engine := gin.New()
	h.web.Routes(engine)
	is := map[string]bool{"GET /healthz": true, "GET /readyz": true}
	for _, r := range engine.Routes() {
		is[r.Method+" "+r.Path] = r.Method != http.MethodHead
	}
	var document struct {
		Paths map[string]map[string]any
	}
	must(t, json.Unmarshal([]byte(h.caller(t).get("/api/openapi.json").body), &document))
	for path, methods := range document.Paths {
		for method := range methods {
			if method != "parameters" {
				is[strings.ToUpper(method)+" "+path] = true
			}
		}
	}
	for _, r := range rows {
		if _, ok := is[r.route]; !ok {
			t.Errorf("%s has a row and is no route", r.route)
		}
		is[r.route] = false
	}
	for route, alone := range is {
		if alone {
			t.Errorf("%s has no row", route)
		}
	}
}
