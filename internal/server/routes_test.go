package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"minutebook/forms"
)

// visitors are those who may stand at the door, in the order of the columns of doors.
var visitors = []string{"", "priya", "tom", "nadia"} // signed out, administrator, social worker, chair

// doors says what each visitor gets at each address. {draft}, {complete} and {issued} are records, {child} is theirs.
// A GET by somebody who is not signed in leads to the sign-in page (303), a POST shows it (403).
var doors = []struct {
	method, route, path string
	post                url.Values
	want                [4]int
}{
	{"GET", "/sign-in", "/sign-in", nil, [4]int{200, 303, 303, 303}},
	{"POST", "/sign-in", "/sign-in", url.Values{"username": {"ruth"}, "password": {"wrong"}}, [4]int{422, 422, 422, 422}},
	{"POST", "/sign-in/code", "/sign-in/code", url.Values{"code": {"123456"}}, [4]int{422, 422, 422, 422}}, // nobody is halfway
	{"GET", "/sign-in/work", "/sign-in/work", nil, [4]int{404, 404, 404, 404}},                             // no provider here
	{"GET", "/sign-in/work/back", "/sign-in/work/back?code=x&state=y", nil, [4]int{404, 404, 404, 404}},
	{"GET", "/sign-in/done", "/sign-in/done", nil, [4]int{303, 200, 200, 200}},
	{"GET", "/password/:token", "/password/unknown", nil, [4]int{410, 410, 410, 410}},
	{"POST", "/password/:token", "/password/unknown", url.Values{"new-password": {password}}, [4]int{410, 410, 410, 410}},
	{"GET", "/verify", "/verify", nil, [4]int{200, 200, 200, 200}},
	{"POST", "/verify", "/verify", url.Values{}, [4]int{422, 422, 422, 422}},
	{"GET", "/v/:code", "/v/7K3M0QXC94TZ", nil, [4]int{200, 200, 200, 200}},
	{"GET", "/records/:record/preview", "/records/{draft}/preview", nil, [4]int{303, 404, 200, 200}},
	{"GET", "/records/:record/amend", "/records/{issued}/amend", nil, [4]int{303, 404, 403, 200}},
	{"POST", "/records/:record/amend", "/records/{issued}/amend", url.Values{"version": {"1"}}, [4]int{403, 404, 403, 422}},       // no reason
	{"POST", "/records/:record/discard", "/records/{complete}/discard", url.Values{"version": {"1"}}, [4]int{403, 404, 403, 409}}, // nothing is amended
	{"GET", "/records/:record/withdraw", "/records/{issued}/withdraw", nil, [4]int{303, 404, 403, 200}},
	{"POST", "/records/:record/withdraw", "/records/{issued}/withdraw", url.Values{"version": {"1"}}, [4]int{403, 404, 403, 422}},             // no reason
	{"POST", "/records/:record/bring-forward", "/records/{complete}/bring-forward", url.Values{"version": {"1"}}, [4]int{403, 404, 303, 303}}, // nothing was amended
	{"GET", "/", "/", nil, [4]int{303, 200, 200, 200}},
	{"GET", "/account", "/account", nil, [4]int{303, 200, 200, 200}},
	{"POST", "/account", "/account", url.Values{}, [4]int{403, 422, 422, 422}},
	{"POST", "/account/codes", "/account/codes", url.Values{}, [4]int{403, 303, 303, 303}}, // not begun
	{"GET", "/account/codes", "/account/codes", nil, [4]int{303, 200, 200, 200}},
	{"POST", "", "/account/codes", url.Values{"password": {password}, "code": {"000000"}}, [4]int{403, 422, 422, 422}},
	{"POST", "/account/codes/end", "/account/codes/end", url.Values{"password": {password}}, [4]int{403, 303, 303, 303}}, // there are none
	{"GET", "/account/tokens", "/account/tokens", nil, [4]int{303, 200, 200, 200}},
	{"POST", "/account/tokens", "/account/tokens", url.Values{"name": {"x"}, "days": {"30"}, "scopes": {"records:read"}, "password": {"wrong"}}, [4]int{403, 422, 422, 422}},
	{"POST", "", "/account/tokens", url.Values{"name": {"x"}, "days": {"30"}, "scopes": {"records:read"}, "password": {password}}, [4]int{403, 200, 200, 200}},
	{"POST", "/account/tokens/:token/revoke", "/account/tokens/unknown/revoke", nil, [4]int{403, 404, 404, 404}},
	{"GET", "/due", "/due?show=all", nil, [4]int{303, 404, 200, 200}},
	{"GET", "/children", "/children", nil, [4]int{303, 404, 200, 200}},
	{"GET", "/children/new", "/children/new", nil, [4]int{303, 404, 200, 200}},
	{"POST", "/children/new", "/children/new", url.Values{"name": {"Ada"}, "case_number": {"A-1"}}, [4]int{403, 404, 303, 303}},
	{"GET", "/children/:child", "/children/{child}", nil, [4]int{303, 404, 200, 200}},
	{"GET", "/children/:child/facts", "/children/{child}/facts", nil, [4]int{303, 404, 200, 200}},
	{"POST", "/children/:child/facts", "/children/{child}/facts", url.Values{}, [4]int{403, 404, 409, 409}}, // seen from nowhere
	{"POST", "", "/children/{child}/facts", url.Values{"events.0.kind": {"cla_review"}}, [4]int{403, 404, 422, 422}},
	{"GET", "/children/:child/records/new", "/children/{child}/records/new", nil, [4]int{303, 404, 200, 200}},
	{"POST", "/children/:child/records/new", "/children/{child}/records/new", url.Values{"kind": {"ppm"}}, [4]int{403, 404, 303, 303}},
	{"POST", "", "/children/{child}/records/new", url.Values{}, [4]int{403, 404, 422, 422}},                    // nothing chosen
	{"POST", "", "/children/{child}/records/new", url.Values{"kind": {"no-such"}}, [4]int{403, 404, 422, 422}}, // not offered
	{"GET", "/records/:record/summaries", "/records/{issued}/summaries", nil, [4]int{303, 404, 200, 200}},
	{"POST", "/records/:record/summaries", "/records/{issued}/summaries", url.Values{"parent": {"mother"}}, [4]int{403, 404, 422, 422}}, // no such parent
	{"GET", "", "/records/{draft}/summaries", nil, [4]int{303, 404, 409, 409}},                                                          // not issued yet
	{"GET", "/records/:record/reviews", "/records/{issued}/reviews", nil, [4]int{303, 404, 200, 200}},
	{"GET", "", "/records/{draft}/reviews", nil, [4]int{303, 404, 409, 409}},                                  // not signed yet
	{"POST", "", "/records/{issued}/reviews", url.Values{"case_number": {"X-1"}}, [4]int{403, 404, 422, 422}}, // no such child
	{"POST", "", "/records/{issued}/reviews", url.Values{"with": {"unknown"}}, [4]int{403, 404, 404, 404}},
	{"POST", "/records/:record/together", "/records/{draft}/together", url.Values{"version": {"1"}}, [4]int{403, 404, 404, 404}}, // about one child
	{"POST", "", "/records/{draft}/together", url.Values{}, [4]int{403, 404, 400, 400}},                                          // no version
	{"GET", "/records/:record/sharing", "/records/{draft}/sharing", nil, [4]int{303, 404, 404, 404}},                             // no parent's sheet
	{"POST", "/records/:record/sharing", "/records/{draft}/sharing", url.Values{"version": {"1"}, "reason": {"Why not?"}}, [4]int{403, 404, 403, 404}},
	{"POST", "", "/records/{draft}/sharing", url.Values{"version": {"1"}, "tell": {"background"}}, [4]int{403, 404, 404, 404}},
	{"POST", "", "/records/{draft}/sharing", url.Values{"version": {"1"}, "withdraw": {"0"}}, [4]int{403, 404, 404, 404}},
	{"GET", "/records/:record/agree", "/records/{draft}/agree", nil, [4]int{303, 404, 404, 404}}, // nobody is asked
	{"POST", "/records/:record/agree", "/records/{draft}/agree", url.Values{"version": {"1"}, "answer": {"agree"}}, [4]int{403, 404, 404, 404}},
	{"GET", "/records/:record/agreement", "/records/{draft}/agreement", nil, [4]int{303, 404, 200, 200}},
	{"GET", "", "/records/{report}/agreement", nil, [4]int{303, 404, 404, 404}}, // no minutes
	{"POST", "/records/:record/agreement", "/records/{draft}/agreement", url.Values{"version": {"1"}, "others": {"tom"}}, [4]int{403, 404, 403, 303}},
	{"POST", "", "/records/{draft}/agreement", url.Values{"version": {"1"}}, [4]int{403, 404, 403, 422}}, // nobody chosen
	{"POST", "", "/records/{draft}/agreement", url.Values{"comment": {"unknown"}, "outcome": {"accepted"}}, [4]int{403, 404, 403, 404}},
	{"POST", "", "/records/{draft}/agreement", url.Values{"remind": {"unknown"}}, [4]int{403, 404, 403, 404}},
	{"POST", "", "/records/{draft}/agreement", url.Values{"withdraw": {"unknown"}}, [4]int{403, 404, 403, 404}},
	{"POST", "/reading", "/reading", url.Values{"text": {"She is well."}}, [4]int{403, 404, 200, 200}},
	{"POST", "/records/:record/reviews", "/records/{issued}/reviews", url.Values{}, [4]int{403, 404, 303, 303}},
	{"POST", "", "/records/{issued}/reviews", url.Values{}, [4]int{403, 404, 409, 409}}, // there is one already
	{"POST", "", "/records/{issued}/reviews", url.Values{"another": {"yes"}}, [4]int{403, 404, 303, 303}},
	{"POST", "", "/records/{draft}/reviews", url.Values{}, [4]int{403, 404, 409, 409}}, // not signed yet
	{"POST", "", "/records/unknown/reviews", url.Values{}, [4]int{403, 404, 404, 404}},
	{"GET", "/records/:record", "/records/{draft}", nil, [4]int{303, 404, 200, 200}},
	{"GET", "/records/:record/tasks", "/records/{tasks}/tasks?role=family_finder&show=overdue", nil, [4]int{303, 404, 200, 200}},
	{"GET", "", "/records/{draft}/tasks", nil, [4]int{303, 404, 404, 404}}, // no task list
	{"GET", "/records/:record/sections/:section", "/records/{draft}/sections/present", nil, [4]int{303, 404, 200, 200}},
	{"POST", "/records/:record/sections/:section", "/records/{draft}/sections/arrangements", url.Values{"version": {"1"}, "venue": {"Town hall"}}, [4]int{403, 404, 303, 303}},
	{"POST", "/records/:record/sections/:section/typed", "/records/{draft}/sections/contact/typed", url.Values{"version": {"1"}, "step": {"1"}, "window": {"w"}}, [4]int{401, 404, 200, 200}},
	{"POST", "", "/records/{draft}/sections/contact/typed", url.Values{}, [4]int{401, 404, 400, 400}}, // no version
	{"POST", "", "/records/{draft}/sections/unknown/typed", url.Values{"version": {"1"}, "step": {"1"}}, [4]int{401, 404, 404, 404}},
	{"POST", "/records/:record/sections/:section/present", "/records/{draft}/sections/contact/present", nil, [4]int{401, 404, 200, 200}},
	{"POST", "/browser-key", "/browser-key", url.Values{"key": {strings.Repeat("A", 43) + "="}}, [4]int{401, 404, 200, 200}},
	{"POST", "", "/browser-key", url.Values{"key": {"short"}}, [4]int{401, 404, 400, 400}},
	{"GET", "/records/:record/photographs/:picture", "/records/{report}/photographs/photograph", nil, [4]int{303, 404, 200, 200}},
	{"GET", "", "/records/{report}/photographs/parents.0.photograph", nil, [4]int{303, 404, 404, 404}},                                      // no such row
	{"GET", "", "/records/{report}/photographs/child_name", nil, [4]int{303, 404, 404, 404}},                                                // no picture
	{"GET", "", "/records/{draft}/photographs/photograph", nil, [4]int{303, 404, 404, 404}},                                                 // not in this form
	{"POST", "/records/:record/photographs/:picture", "/records/{report}/photographs/photograph", url.Values{}, [4]int{403, 404, 400, 400}}, // no upload
	{"GET", "/records/:record/pictures/:mark", "/records/{report}/pictures/0123456789abcdef", nil, [4]int{303, 404, 404, 404}},              // no such picture
	{"GET", "/records/:record/check", "/records/{draft}/check", nil, [4]int{303, 404, 200, 200}},
	{"POST", "/records/:record/check", "/records/{draft}/check", url.Values{"version": {"2"}}, [4]int{403, 404, 303, 303}},
	{"GET", "/records/:record/sign", "/records/{complete}/sign", nil, [4]int{303, 404, 403, 200}},
	{"POST", "/records/:record/sign", "/records/{complete}/sign", url.Values{"version": {"1"}, "password": {password}}, [4]int{403, 404, 403, 303}},
	{"GET", "/records/:record/documents/:document", "/records/{issued}/documents/{document}", nil, [4]int{303, 404, 200, 200}},
	{"GET", "/records/:record/versions/:version", "/records/{draft}/versions/1", nil, [4]int{303, 404, 200, 200}},
	{"GET", "/records/:record/versions", "/records/{draft}/versions", nil, [4]int{303, 404, 200, 200}},
	{"POST", "/records/:record/versions/:version", "/records/{draft}/versions/99", url.Values{"version": {"1"}}, [4]int{403, 404, 404, 404}},
	{"GET", "/records/:record/difference", "/records/{draft}/difference?from=1&to=1", nil, [4]int{303, 404, 200, 200}},
	{"GET", "", "/records/{draft}/difference", nil, [4]int{303, 404, 404, 404}}, // of nothing
	{"GET", "/assets/:revision/*file", "/assets/unknown/x.css", nil, [4]int{404, 404, 404, 404}},
	{"GET", "/healthz", "/healthz", nil, [4]int{200, 200, 200, 200}},
	{"GET", "/readyz", "/readyz", nil, [4]int{200, 200, 200, 200}},
	{"GET", "/api/*path", "/api/v1/anything", nil, [4]int{418, 418, 418, 418}},
	{"GET", "", "/nowhere", nil, [4]int{404, 404, 404, 404}},
	{"GET", "", "/children/unknown", nil, [4]int{303, 404, 404, 404}},
	{"GET", "", "/records/unknown", nil, [4]int{303, 404, 404, 404}},
	{"GET", "", "/records/{draft}/sections/unknown", nil, [4]int{303, 404, 404, 404}},
	{"GET", "", "/records/{draft}/versions/99", nil, [4]int{303, 404, 404, 404}},
	{"GET", "", "/records/{draft}/documents/{document}", nil, [4]int{303, 404, 404, 404}}, // another record's
	{"DELETE", "", "/records/{draft}", nil, [4]int{405, 405, 405, 405}},
	{"POST", "", "/records/{draft}/sections/present", url.Values{}, [4]int{403, 404, 400, 400}}, // no version
	{"POST", "/sign-out", "/sign-out", url.Values{}, [4]int{303, 303, 303, 303}},                // last: ends the session
}

func TestDoors(t *testing.T) {
	t.Parallel()
	for column, who := range visitors {
		t.Run("as "+who, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			names := h.furnish(t)
			c := h.as(t, who)
			for _, d := range doors {
				path := names.Replace(d.path)
				kind := ""
				if d.method != "GET" {
					kind = "application/x-www-form-urlencoded"
				}
				got := c.do(c.request(d.method, path, kind, strings.NewReader(d.post.Encode())))
				if got.status != d.want[column] {
					t.Errorf("%s %s: %d, want %d\n%s", d.method, d.path, got.status, d.want[column], got.title())
				}
				if shownAgain := got.status == http.StatusUnprocessableEntity || got.status == http.StatusConflict; got.status >= 400 && !shownAgain && strings.Contains(got.body, "Fictional") {
					t.Errorf("%s %s: %d shows whose record it is", d.method, d.path, got.status)
				}
			}
		})
	}
}

// furnish stores records in every state and returns what stands for the names in doors.
func (h *house) furnish(t *testing.T) *strings.Replacer {
	draft, complete, signed := h.draft(t, nil), h.Completed(t), h.SignedRecord(t)
	if err := h.Issue(t.Context(), signed.ID, signed.Version); err != nil {
		t.Fatal(err)
	}
	papers, err := h.Documents(t.Context(), h.Chair, signed.ID)
	if err != nil {
		t.Fatal(err)
	}
	tasks, _, err := h.Create(t.Context(), h.Worker, draft.ChildID, new(forms.AdoptionTasks))
	if err != nil {
		t.Fatal(err)
	}
	report, _, err := h.Create(t.Context(), h.Worker, draft.ChildID, new(forms.CPR))
	if err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer("{report}", report.ID, "{tasks}", tasks.ID, "{draft}", draft.ID, "{child}", draft.ChildID, "{complete}", complete.ID, "{issued}", signed.ID, "{document}", papers[0].ID)
}

// Requests that change something are refused when another website made the browser send them.
func TestOtherOrigin(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	names := h.furnish(t)
	c := h.as(t, "nadia")
	for _, d := range doors {
		if d.method != http.MethodPost {
			continue
		}
		r := c.request(d.method, names.Replace(d.path), "application/x-www-form-urlencoded", strings.NewReader(d.post.Encode()))
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		c.do(r).want(http.StatusForbidden, "came from another website")
		r = c.request(d.method, names.Replace(d.path), "application/x-www-form-urlencoded", strings.NewReader(d.post.Encode()))
		r.Header.Del("Sec-Fetch-Site")
		r.Header.Set("Origin", "https://elsewhere.example") // an older browser
		c.do(r).want(http.StatusForbidden)
	}
	rec, err := h.Record(t.Context(), h.Chair, names.Replace("{draft}"))
	if err != nil || rec.Version != 1 {
		t.Errorf("something was changed: version %d (%v)", rec.Version, err)
	}
	c.get("/").want(http.StatusOK) // still signed in
}

// What is shown to people who are signed out never begins with a session that could be planted, and HEAD is answered.
func TestSmallThings(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.caller(t)
	if got := c.get("/verify"); got.header.Get("Set-Cookie") != "" {
		t.Error("a visitor got a cookie without signing in")
	}
	if got := c.do(c.request(http.MethodHead, "/sign-in", "", nil)); got.status != http.StatusOK || got.body != "" {
		t.Errorf("HEAD: %d %q", got.status, got.body)
	}
	if got := c.do(c.request(http.MethodPut, "/account", "", nil)); got.status != http.StatusMethodNotAllowed || !strings.Contains(got.header.Get("Allow"), "POST") {
		t.Errorf("PUT: %d, Allow %q", got.status, got.header.Get("Allow"))
	}
	for _, next := range []string{"https://elsewhere.example", "//elsewhere.example", `/\elsewhere.example`, "javascript:alert(1)"} {
		p := h.caller(t).post("/sign-in", url.Values{"username": {"tom"}, "password": {password}, "next": {next}})
		if p.location() != "/" {
			t.Errorf("signing in led to %q", p.location())
		}
	}
	p := h.caller(t).post("/sign-in", url.Values{"username": {"tom"}, "password": {password}, "next": {"/children?q=ada"}})
	if p.location() != "/children?q=ada" {
		t.Errorf("signing in led to %q", p.location())
	}
}
