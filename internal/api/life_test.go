package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"

	"minutebook/forms"
	"minutebook/internal/records"
)

func (h *house) child() forms.Child {
	h.t.Helper()
	res := h.do(ask{method: "POST", path: "/api/v1/children", who: "worker", body: exampleChild()})
	res.want(h.t, http.StatusCreated)
	return into[forms.Child](h.t, res)
}

// stored is what tests need of a record.
type stored struct {
	ID       string          `json:"id"`
	Status   records.Status  `json:"status"`
	Version  int             `json:"version"`
	SignedBy string          `json:"signed_by"`
	Form     json.RawMessage `json:"form"`
	Problems []Fault         `json:"problems"`
}

func (h *house) record(form any) stored {
	h.t.Helper()
	res := h.do(ask{method: "POST", path: "/api/v1/children/" + h.child().ID + "/records", who: "worker",
		body: map[string]any{"kind": "ppm", "form": form}})
	res.want(h.t, http.StatusCreated)
	return into[stored](h.t, res)
}

func at(version string) map[string]string { return map[string]string{"If-Match": version} }

// TestLifeOfARecord goes through every route on every database, and ends with none left out.
func TestLifeOfARecord(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, h *house) {
		child := h.child()
		one := "/api/v1/children/" + child.ID
		res := h.do(ask{method: "GET", path: one, who: "worker"})
		res.want(t, 200)
		changed := exampleChild()
		changed.Name = "Robin Renamed"
		h.do(ask{method: "PUT", path: one, who: "worker", body: changed, header: at(`"0123"`)}).want(t, 412)
		h.do(ask{method: "PUT", path: one, who: "worker", body: changed, header: at(res.Header.Get("ETag"))}).want(t, 200)
		res = h.do(ask{method: "GET", path: "/api/v1/children?q=RENAMED&limit=1", who: "chair"})
		res.want(t, 200)
		if p := into[page[forms.Child]](t, res); p.Total != 1 || len(p.Items) != 1 || p.Items[0].Name != "Robin Renamed" {
			t.Errorf("children: %s", res.body)
		}

		res = h.do(ask{method: "POST", path: one + "/records", who: "worker", body: exampleRecord()})
		res.want(t, 201)
		rec := into[stored](t, res)
		base := "/api/v1/records/" + rec.ID
		if res.Header.Get("ETag") != `"1"` || res.Header.Get("Location") != base {
			t.Errorf("headers of a new record: %v", res.Header)
		}
		form := exampleForm()
		form.Background.Background = "Came to the attention of the service in May."
		res = h.do(ask{method: "PUT", path: base + "/form", who: "worker", body: form, header: at(`"1"`)})
		res.want(t, 200)
		if etag := res.Header.Get("ETag"); etag != `"2"` || len(into[stored](t, res).Problems) == 0 {
			t.Errorf("after a save: ETag %s, %s", etag, short(res.body))
		}
		res = h.do(ask{method: "GET", path: base, who: "chair"})
		res.want(t, 200)
		if !strings.Contains(string(into[stored](t, res).Form), `"number":"A1"`) {
			t.Errorf("the action has no number: %s", short(res.body))
		}
		h.do(ask{method: "GET", path: base + "/problems", who: "chair"}).want(t, 200)
		res = h.do(ask{method: "GET", path: base + "/versions", who: "chair"})
		res.want(t, 200)
		if n := len(into[list[records.Version]](t, res).Items); n != 2 {
			t.Errorf("%d versions, want 2", n)
		}
		h.do(ask{method: "GET", path: base + "/versions/1", who: "chair"}).want(t, 200)

		sign := ask{method: "POST", path: base + "/sign", who: "chair", body: signBody{Password: password}, header: at(`"2"`)}
		if p := h.do(sign).want(t, 409); p.RecordStatus != records.Draft || p.Required != records.Complete {
			t.Errorf("signing a draft: %+v", p)
		}
		h.do(ask{method: "POST", path: base + "/complete", who: "worker", header: at(`"2"`)}).want(t, 200)
		wrong := sign
		wrong.body = signBody{Password: "not my password at all"}
		if p := h.do(wrong).want(t, 403); p.Type != "/problems/password" {
			t.Errorf("signing with a wrong password: %+v", p)
		}
		res = h.do(sign)
		res.want(t, 200)
		if r := into[stored](t, res); r.Status != records.Signed || r.SignedBy != "Person chair" {
			t.Errorf("after signing: %s", short(res.body))
		}
		if p := h.do(sign).want(t, 409); p.SignedBy != "Person chair" || p.SignedAt.IsZero() {
			t.Errorf("signing again: %+v", p)
		}
		h.do(ask{method: "PUT", path: base + "/form", who: "worker", body: form, header: at(`"2"`)}).want(t, 409)

		review := ask{method: "POST", path: base + "/reviews", who: "worker"}
		res = h.do(review)
		res.want(t, 201)
		second := into[stored](t, res)
		if !strings.Contains(string(res.body), `"previous":"`+rec.ID) || !strings.Contains(string(second.Form), `"times_carried":1`) {
			t.Errorf("the review: %s", short(res.body))
		}
		if p := h.do(review).want(t, 409); p.Review != second.ID {
			t.Errorf("a second review: %+v", p)
		}
		review.path += "?another=true"
		h.do(review).want(t, 201)

		must(t, h.service.Issue(t.Context(), rec.ID, 2))
		sheet := ask{method: "POST", path: base + "/sheets?parent=mother", who: "worker"}
		if p := h.do(sheet).want(t, 400); len(p.Problems) != 1 || p.Problems[0].Code != "unknown_parent" {
			t.Errorf("a sheet for nobody: %+v", p)
		}
		child.People = []forms.Person{{Key: "mother", Role: "mother", Name: "Jo Fictional"}}
		must(t, h.service.UpdateChild(t.Context(), h.chair(), child))
		res = h.do(sheet)
		res.want(t, 201)
		if first, again := into[stored](t, res), into[stored](t, h.do(sheet)); again.ID != first.ID || !strings.Contains(string(res.body), `"about":"`+rec.ID) {
			t.Errorf("the sheet: %s, then that of %s", short(res.body), again.ID)
		}
		res = h.do(ask{method: "GET", path: "/api/v1/records?status=issued&child=" + child.ID, who: "chair"})
		res.want(t, 200)
		if p := into[page[stored]](t, res); p.Total != 1 || p.Items[0].Form != nil {
			t.Errorf("issued records: %s", res.body)
		}
		res = h.do(ask{method: "GET", path: base + "/documents", who: "worker"})
		res.want(t, 200)
		for _, d := range into[list[records.Document]](t, res).Items {
			h.download(d)
		}
		res = h.do(ask{method: "GET", path: base + "/audit", who: "worker"})
		res.want(t, 200)
		for _, action := range []string{"record.create", "record.save", "record.complete", "record.sign", "record.issue", "document.read"} {
			if !strings.Contains(string(res.body), action) {
				t.Errorf("no audit line %s", action)
			}
		}
		h.amended(base, rec.ID)
		h.photographed(one)
		h.agreed(one)
		h.do(ask{method: "GET", path: "/api/v1/audit", who: "auditor"}).want(t, 200)
		h.do(ask{method: "GET", path: "/api/v1/tracker", who: "chair"}).want(t, 200)
		extract := h.request(routeNamed(t, "importFile"), 2)
		extract.who = "chair"
		h.do(extract).want(t, 200)
		h.do(ask{method: "GET", path: "/api/v1/forms", who: "admin"}).want(t, 200)
		h.do(ask{method: "GET", path: "/api/v1/forms/ppm", who: "admin"}).want(t, 200)
		h.do(ask{method: "GET", path: "/api/v1/forms/ppm/schema", who: "admin"}).want(t, 200)
		h.do(ask{method: "POST", path: "/api/v1/check/ppm", who: "admin", body: form}).want(t, 200)
		h.do(ask{method: "GET", path: "/api/openapi.json"}).want(t, 200)
		for _, r := range routes() {
			if !h.seen[r.method+" "+r.path] {
				t.Errorf("%s %s was never answered", r.method, r.path)
			}
		}
	})
}

// amended begins an amendment of version 2 of a record, discards it, and withdraws the record.
func (h *house) amended(base, id string) {
	t := h.t
	t.Helper()
	amend := ask{method: "POST", path: base + "/amend", who: "chair", body: reasonBody{" "}, header: at(`"2"`)}
	if p := h.do(amend).want(t, 422); len(p.Problems) != 1 || p.Problems[0].Pointer != "/reason" || p.Problems[0].Message == "" {
		t.Errorf("without a reason: %+v", p)
	}
	amend.body = reasonBody{"The venue was wrong"}
	res := h.do(amend)
	res.want(t, 200)
	if rec := into[stored](t, res); rec.Status != records.Draft || rec.Version != 3 || res.Header.Get("ETag") != `"3"` || !strings.Contains(string(res.body), `"standing":2`) {
		t.Errorf("amending: %s", short(res.body))
	}
	if p := h.do(ask{method: "POST", path: base + "/amend", who: "chair", body: amend.body, header: at(`"3"`)}).want(t, 409); p.Required != records.Issued {
		t.Errorf("amending twice: %+v", p)
	}
	h.do(ask{method: "POST", path: base + "/discard", who: "chair", header: at(`"3"`)}).want(t, 200)
	signature, err := func() (s records.Signature, err error) {
		err = h.db.Read(t.Context(), func(r records.Reader) error { s, err = r.Signature(t.Context(), id, 2); return err })
		return s, err
	}()
	must(t, err)
	code := "/api/v1/codes/" + records.ShowCode(signature.Code("professional"))
	prove := func(want string) {
		t.Helper()
		res := h.do(ask{method: "GET", path: code})
		res.want(t, 200)
		if !strings.Contains(string(res.body), want) {
			t.Errorf("%s answers %s", code, res.body)
		}
	}
	prove(`"state":"current","version":2`)
	h.do(ask{method: "POST", path: base + "/withdraw", who: "chair", body: reasonBody{"About another child"}, header: at(`"2"`)}).want(t, 200)
	prove(`"state":"withdrawn","version":2`)
	code = "/api/v1/codes/0"
	prove(`{"state":"unknown"}`)
}

// download reads a paper, and shows it to the verification.
func (h *house) download(d records.Document) {
	h.t.Helper()
	res := h.do(ask{method: "GET", path: "/api/v1/documents/" + d.ID, who: "worker"})
	res.want(h.t, 200)
	if res.Header.Get("ETag") != `"`+d.SHA256+`"` || res.Header.Get("Content-Disposition") != "attachment; filename="+d.Name {
		h.t.Errorf("headers of %s: %v", d.Name, res.Header)
	}
	verified := h.do(ask{method: "POST", path: "/api/v1/verify", body: res.body, header: map[string]string{"Content-Type": bytesType}})
	verified.want(h.t, 200)
	if v := into[verification](h.t, verified); v.Register == nil || v.Register.Version != 2 || v.Register.Status != records.Issued || v.SHA256 != d.SHA256 {
		h.t.Errorf("verified as %s", verified.body)
	}
}

func TestStaleSaveBringsBothForms(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.record(exampleForm())
	theirs, mine := exampleForm(), exampleForm()
	theirs.Background.Background, mine.Background.Background = "Written by the other person.", "Written by me."
	path := "/api/v1/records/" + rec.ID + "/form"
	h.do(ask{method: "PUT", path: path, who: "chair", body: theirs, header: at(`"1"`)}).want(t, 200)
	res := h.do(ask{method: "PUT", path: path, who: "worker", body: mine, header: at(`"1"`)})
	p := res.want(t, http.StatusPreconditionFailed)
	var both struct {
		Yours struct {
			Number int       `json:"number"`
			Form   forms.PPM `json:"form"`
		} `json:"yours"`
	}
	must(t, json.Unmarshal(res.body, &both))
	var current forms.PPM
	must(t, json.Unmarshal(p.Current.Body, &current))
	if both.Yours.Number != 1 || both.Yours.Form.Background != mine.Background || both.Yours.Form.NextDate != mine.NextDate {
		t.Errorf("yours is %+v", both.Yours)
	}
	if p.Current.Number != 2 || p.Current.Author != "Person chair" || current.Background != theirs.Background || current.NextDate != theirs.NextDate {
		t.Errorf("current is %+v", p.Current)
	}
}

func TestSigningTwiceAtOnceHasOneWinner(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, h *house) {
		base := "/api/v1/records/" + h.record(exampleForm()).ID
		h.do(ask{method: "POST", path: base + "/complete", who: "worker", header: at(`"1"`)}).want(t, 200)
		chairs := []string{"chair", "chair2", "chair", "chair2", "chair", "chair2"}
		answers := make([]said, len(chairs))
		var wait sync.WaitGroup
		for i, who := range chairs {
			wait.Go(func() {
				answers[i] = h.do(ask{method: "POST", path: base + "/sign", who: who, body: signBody{Password: password}, header: at(`"1"`)})
			})
		}
		wait.Wait()
		winners := map[string]int{}
		for _, a := range answers {
			must(t, a.err)
			if a.StatusCode == 200 {
				winners[into[stored](t, a).SignedBy]++
			}
		}
		if len(winners) != 1 {
			t.Fatalf("winners: %v", winners)
		}
		for _, a := range answers {
			if a.StatusCode == 200 {
				continue
			}
			if p := a.want(t, http.StatusConflict); winners[p.SignedBy] != 1 {
				t.Errorf("a loser is told %+v, the winners are %v", p, winners)
			}
		}
	})
}

func TestSigningWhatIsNotReady(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	base := "/api/v1/records/" + h.record(map[string]any{"background": "nothing else"}).ID
	for _, step := range []ask{
		{method: "POST", path: base + "/complete", who: "worker", header: at(`"1"`)},
		{method: "POST", path: base + "/sign", who: "chair", header: at(`"1"`), body: signBody{Password: password}},
	} {
		p := h.do(step).want(t, http.StatusUnprocessableEntity)
		if p.Type != "/problems/blocked" || !has(p.Problems, "/meeting_date", "required", forms.Blocker, "Enter date of meeting.") {
			t.Errorf("%s: %+v", step.path, p)
		}
	}
}

func has(faults []Fault, pointer, code string, level forms.Level, message string) bool {
	for _, f := range faults {
		if f.Pointer == pointer && f.Code == code && f.Level == level && strings.Contains(f.Message, message) {
			return true
		}
	}
	return false
}
