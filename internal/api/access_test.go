package api

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// access says what each route answers to nobody, an administrator, a social worker and a chair. Administrators may learn
// of no case: what they read is not found, what they change is forbidden, whether it exists or not.
var access = map[string][4]int{
	"describe":           {200, 200, 200, 200},
	"listChildren":       {401, 404, 200, 200},
	"addChild":           {401, 403, 201, 201},
	"getChild":           {401, 404, 200, 200},
	"updateChild":        {401, 404, 200, 200},
	"createRecord":       {401, 403, 201, 201},
	"listRecords":        {401, 404, 200, 200},
	"getRecord":          {401, 404, 200, 200},
	"saveForm":           {401, 404, 200, 200},
	"getPhotograph":      {401, 404, 200, 200},
	"putPhotograph":      {401, 404, 200, 200},
	"deletePhotograph":   {401, 404, 200, 200},
	"listProblems":       {401, 404, 200, 200},
	"completeRecord":     {401, 403, 200, 200},
	"signRecord":         {401, 403, 403, 200},
	"amendRecord":        {401, 403, 403, 200},
	"discardAmendment":   {401, 403, 403, 200},
	"withdrawRecord":     {401, 403, 403, 200},
	"proveCode":          {200, 200, 200, 200},
	"startReview":        {401, 403, 201, 201},
	"startSheet":         {401, 403, 201, 201},
	"listInvitations":    {401, 403, 200, 200},
	"getInvitation":      {401, 404, 200, 200},
	"answerInvitation":   {401, 404, 200, 200},
	"getAgreement":       {401, 404, 200, 200},
	"invite":             {401, 403, 403, 200},
	"remind":             {401, 403, 403, 200},
	"withdrawInvitation": {401, 403, 403, 200},
	"settleComment":      {401, 403, 403, 200},
	"listVersions":       {401, 404, 200, 200},
	"getVersion":         {401, 404, 200, 200},
	"listDocuments":      {401, 404, 200, 200},
	"getDocument":        {401, 404, 200, 200},
	"listAudit":          {401, 404, 200, 200},
	"searchAudit":        {401, 403, 403, 403}, // auditors only: TestSearchAudit
	"listForms":          {401, 200, 200, 200},
	"getForm":            {401, 200, 200, 200},
	"getFormSchema":      {401, 200, 200, 200},
	"checkForm":          {401, 200, 200, 200},
	"importFile":         {401, 403, 403, 200},
	"getTracker":         {401, 403, 403, 200},
	"verifyFile":         {200, 200, 200, 200},
}

func TestEachRouteForEachRole(t *testing.T) {
	t.Parallel()
	for _, r := range routes() {
		want, ok := access[r.name]
		if !ok {
			t.Errorf("%s has no row in the table", r.name)
		}
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			for i, who := range []string{"", "admin", "worker", "chair"} {
				a := h.request(r, i) // everybody finds the thing in the same state
				a.who = who
				h.do(a).want(t, want[i])
				if want[i] != http.StatusNotFound && want[i] != http.StatusForbidden {
					continue
				}
				unknown := a
				unknown.path = strings.NewReplacer("/records/id-", "/records/no-", "/children/id-", "/children/no-", "/documents/id-", "/documents/no-").Replace(a.path)
				h.do(unknown).want(t, want[i]) // existing or not looks the same
			}
		})
	}
}

// request makes a good request to a route, about things of its own.
func (h *house) request(r route, n int) ask {
	h.t.Helper()
	a := ask{method: r.method, path: r.path}
	if r.takes != nil {
		a.body = r.takes.example
	}
	a.header = map[string]string{}
	if r.name == "verifyFile" {
		a.body, a.header["Content-Type"] = "%PDF-1.7", pdfType
	}
	if r.name == "importFile" {
		a.body, a.header["Content-Type"] = "Case number,Name,Date of birth\nX-1,Ada Testlake,01/02/2019\nX-2,Bo Testlake,soon\n", csvType
	}
	if r.name == "putPhotograph" {
		a.body, a.header["Content-Type"] = h.drawn(3, 4), pngType
	}
	if r.guarded {
		a.header["If-Match"] = `"1"`
	}
	child := h.childNumbered(n)
	switch body := a.body.(type) {
	case childBody:
		if r.method == "POST" {
			body.CaseNumber = child.CaseNumber + "-new"
		} else {
			body.CaseNumber = child.CaseNumber
			tag, err := records.ChildTag(child)
			must(h.t, err)
			a.header["If-Match"] = `"` + tag + `"`
		}
		a.body = body
	case signBody:
		a.body = signBody{Password: password}
	case *forms.PPM:
		body.CaseNumber = child.CaseNumber
	}
	var form forms.Form = exampleForm()
	form.(*forms.PPM).CaseNumber = child.CaseNumber
	if strings.HasSuffix(r.path, "/photograph") {
		form = h.report()
	}
	rec, _, err := h.service.Create(h.t.Context(), h.chair(), child.ID, form)
	must(h.t, err)
	issued := slices.Contains([]string{"getDocument", "startSheet", "amendRecord", "discardAmendment", "withdrawRecord"}, r.name)
	signed := issued || r.name == "startReview"
	if r.name == "signRecord" || signed {
		_, err = h.service.Complete(h.t.Context(), h.chair(), rec.ID, 1)
		must(h.t, err)
	}
	id := rec.ID
	if signed {
		_, err = h.service.Sign(h.t.Context(), h.chair(), rec.ID, 1)
		must(h.t, err)
	}
	if issued {
		must(h.t, h.service.Issue(h.t.Context(), rec.ID, 1))
	}
	if r.name == "discardAmendment" {
		_, err = h.service.Amend(h.t.Context(), h.chair(), rec.ID, 1, "why")
		must(h.t, err)
		a.header["If-Match"] = `"2"`
	}
	if r.name == "getDocument" {
		documents, err := h.service.Documents(h.t.Context(), h.chair(), rec.ID)
		must(h.t, err)
		id = documents[0].ID
	}
	if strings.HasPrefix(r.path, v1+"/children/") {
		id = child.ID
	}
	if r.name == "startSheet" {
		child.People = []forms.Person{{Key: "mother", Role: "mother", Name: "Jo Fictional"}}
		must(h.t, h.service.UpdateChild(h.t.Context(), h.chair(), child))
		a.path += "?parent=mother"
	}
	if strings.Contains(r.path, "/agreement") || strings.Contains(r.path, "/invitation") {
		a.path = strings.NewReplacer("{person}", h.person("worker").ID, "{comment}", h.commented(rec)).Replace(a.path)
	}
	a.path = strings.NewReplacer("{id}", id, "{n}", "1", "{kind}", "ppm", "{code}", "7K3M-0QXC-94TZ").Replace(a.path)
	return a
}

func (h *house) childNumbered(n int) forms.Child {
	h.t.Helper()
	child := exampleChild()
	child.CaseNumber = fmt.Sprintf("EX-%d", n)
	added, err := h.service.AddChild(h.t.Context(), h.chair(), child.Child)
	must(h.t, err)
	return added
}

// commented has the worker and the chair asked to agree a record, and returns the id of the worker's comment.
func (h *house) commented(rec records.Record) string {
	h.t.Helper()
	worker := h.person("worker")
	must(h.t, h.service.Invite(h.t.Context(), h.person("chair2"), rec.ID, 1, worker.ID, h.chair().ID))
	must(h.t, h.service.Respond(h.t.Context(), worker, rec.ID, 1, records.HasComments, records.Remark{Text: "Well said."}))
	sent, err := h.service.Sent(h.t.Context(), worker, rec.ID)
	must(h.t, err)
	return sent.Comments[0].ID
}

func (h *house) chair() records.Actor { return h.person("chair") }

func (h *house) person(username string) records.Actor {
	h.t.Helper()
	person, err := h.people.Authenticate(h.t.Context(), username, auth.Proof{Password: password, From: "192.0.2.1"})
	must(h.t, err)
	return records.Actor{Person: person, From: "192.0.2.1"}
}

func TestSignedOutSaysHowToSignIn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for name, header := range map[string]string{
		"nothing": "", "wrong": "Basic d29ya2VyOndyb25n", "unknown": "Basic bm9ib2R5OnBhc3N3b3Jk", "not Basic": "Bearer abc",
		"not base64": "Basic !!!", "a NUL in the name": "Basic AHdvcmtlcjp4",
	} {
		res := h.do(ask{method: "GET", path: "/api/v1/records", header: map[string]string{"Authorization": header}})
		if p := res.want(t, 401); p.Type != "/problems/signed-out" || res.Header.Get("WWW-Authenticate") != `Basic realm="Minutebook", charset="UTF-8"` {
			t.Errorf("%s: %+v, %v", name, p, res.Header)
		}
	}
}

func TestTooManyWrongPasswordsLockBothDoors(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for range 5 {
		h.do(ask{method: "GET", path: "/api/v1/forms", header: map[string]string{"Authorization": "Basic d29ya2VyOndyb25n"}}).want(t, 401)
	}
	h.do(ask{method: "GET", path: "/api/v1/forms", who: "worker"}).want(t, 401)
	h.do(ask{method: "GET", path: "/api/v1/forms", who: "chair"}).want(t, 200)
}
