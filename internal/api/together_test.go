package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"minutebook/forms"
)

// sibling adds a child with a case number of its own.
func (h *house) sibling(name, caseNumber string) forms.Child {
	h.t.Helper()
	child := exampleChild()
	child.Name, child.CaseNumber = name, caseNumber
	res := h.do(ask{method: "POST", path: "/api/v1/children", who: "worker", body: child})
	res.want(h.t, http.StatusCreated)
	return into[forms.Child](h.t, res)
}

// begun is what tests need of the answer to a start.
type begun struct {
	ID      string `json:"id"`
	Meeting string `json:"meeting"`
	With    []struct {
		ID      string          `json:"id"`
		ChildID string          `json:"child_id"`
		Meeting string          `json:"meeting"`
		Form    json.RawMessage `json:"form"`
	} `json:"with"`
}

func TestOneMeetingSeveralChildren(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ada, ben := h.sibling("Ada Fictional", "EX-1"), h.sibling("Ben Fictional", "EX-2")
	records := "/api/v1/children/" + ada.ID + "/records"
	start := func(kind forms.Kind, form any, with ...string) said {
		t.Helper()
		return h.do(ask{method: "POST", path: records, who: "worker", body: map[string]any{"kind": kind, "form": form, "with": with}})
	}
	form := exampleForm()
	form.ChildName, form.CaseNumber = ada.Name, ada.CaseNumber
	res := start(forms.PPMKind, form, ben.ID)
	res.want(t, http.StatusCreated)
	first := into[begun](t, res)
	if len(first.With) != 1 || first.With[0].ChildID != ben.ID || first.With[0].Meeting != first.Meeting || first.Meeting == "" || first.With[0].Form != nil {
		t.Fatalf("started: %s", short(res.body))
	}
	other := "/api/v1/records/" + first.With[0].ID
	res = h.do(ask{method: "GET", path: other, who: "chair"})
	res.want(t, http.StatusOK)
	if body := string(res.body); !strings.Contains(body, `"meeting_date":"2025-12-09"`) || !strings.Contains(body, "EX-2") || strings.Contains(body, "Visit the school") {
		t.Errorf("the other child's record: %s", body)
	}
	res = h.do(ask{method: "GET", path: "/api/v1/records?meeting=" + first.Meeting, who: "chair"})
	res.want(t, http.StatusOK)
	if p := into[page[stored]](t, res); p.Total != 2 {
		t.Errorf("records of the meeting: %s", res.body)
	}

	// A save is shared, unless it is asked to be alone; If-Match is that of the record saved.
	form.Recommendations.Actions[0].Number = 1
	save := func(query, tag, venue string) said {
		t.Helper()
		form.Venue = venue
		return h.do(ask{method: "PUT", path: "/api/v1/records/" + first.ID + "/form" + query, who: "worker", body: form, header: at(tag)})
	}
	save("", `"1"`, "Town hall").want(t, http.StatusOK)
	save("", `"1"`, "Library").want(t, http.StatusPreconditionFailed)
	save("?alone=true", `"2"`, "Library").want(t, http.StatusOK)
	res = h.do(ask{method: "GET", path: other, who: "chair"})
	res.want(t, http.StatusOK)
	if res.Header.Get("ETag") != `"2"` || !strings.Contains(string(res.body), "Town hall") {
		t.Errorf("after a shared save and one alone the other record is %s", short(res.body))
	}

	for kind, with := range map[forms.Kind][]string{forms.CPRKind: {ben.ID}, forms.PPMKind: {ada.ID}} {
		p := start(kind, map[string]any{}, with...).want(t, http.StatusUnprocessableEntity)
		if len(p.Problems) != 1 || p.Problems[0].Pointer != "/with" || p.Problems[0].Message == "" {
			t.Errorf("%s with %v: %+v", kind, with, p)
		}
	}
	start(forms.PPMKind, map[string]any{}, "nobody").want(t, http.StatusNotFound)

	// The review of a meeting is about both as well, once unless asked for again.
	base := "/api/v1/records/" + first.ID
	h.do(ask{method: "POST", path: base + "/complete", who: "worker", header: at(`"3"`)}).want(t, http.StatusOK)
	h.do(ask{method: "POST", path: base + "/sign", who: "chair", body: signBody{Password: password}, header: at(`"3"`)}).want(t, http.StatusOK)
	review := ask{method: "POST", path: base + "/reviews?with=" + ben.ID, who: "worker"}
	res = h.do(review)
	res.want(t, http.StatusCreated)
	if second := into[begun](t, res); len(second.With) != 1 || second.Meeting == first.Meeting {
		t.Errorf("the review: %s", short(res.body))
	}
	if p := h.do(review).want(t, http.StatusConflict); p.Review == "" {
		t.Errorf("a second review: %+v", p)
	}
	review.path += "," + ben.ID + "&another=true"
	h.do(review).want(t, http.StatusBadRequest)
}
