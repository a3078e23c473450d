package api

import (
	"strings"

	"minutebook/internal/records"
)

// agreed sends a draft about the child, has it answered and its comment dealt with; whoever was not asked finds nothing.
func (h *house) agreed(child string) {
	h.t.Helper()
	res := h.do(ask{method: "POST", path: child + "/records", who: "worker", body: map[string]any{"kind": "ppm", "form": map[string]any{}}})
	res.want(h.t, 201)
	rec := into[stored](h.t, res)
	base := "/api/v1/records/" + rec.ID
	h.do(ask{method: "GET", path: base + "/invitation", who: "worker"}).want(h.t, 404)
	for _, people := range [][]string{nil, {"admin"}, {"nobody"}} {
		h.do(ask{method: "POST", path: base + "/agreement/invitations", who: "chair", header: at(`"1"`), body: inviteBody{people}}).want(h.t, 422)
	}
	h.do(ask{method: "POST", path: base + "/agreement/invitations", who: "chair", body: inviteBody{[]string{"worker"}}}).want(h.t, 428)
	h.do(ask{method: "POST", path: base + "/agreement/invitations", who: "chair", header: at(`"7"`), body: inviteBody{[]string{"worker"}}}).want(h.t, 412)
	res = h.do(ask{method: "POST", path: base + "/agreement/invitations", who: "chair", header: at(`"1"`), body: inviteBody{[]string{"worker"}}})
	res.want(h.t, 200)
	agreement := into[records.Agreement](h.t, res)
	person := agreement.Invitations[0].PersonID

	res = h.do(ask{method: "GET", path: "/api/v1/invitations", who: "worker"})
	res.want(h.t, 200)
	asked := into[list[records.Asked]](h.t, res)
	if len(asked.Items) != 1 || asked.Items[0].RecordID != rec.ID || asked.Items[0].Child != "Robin Examplechild" {
		h.t.Errorf("the worker is asked for %+v", asked)
	}
	h.do(ask{method: "GET", path: "/api/v1/invitations", who: "admin"}).want(h.t, 403)
	p := h.do(ask{method: "POST", path: base + "/invitation/answer", who: "worker", body: answerBody{Version: 2, Answer: "comments", Comments: []records.Remark{{Section: "nowhere"}}}}).want(h.t, 422)
	if len(p.Problems) != 3 || strings.Contains(p.Problems[0].Message, "Something is wrong") {
		h.t.Errorf("what is wrong with an answer: %+v", p.Problems)
	}
	answer := answerBody{Version: 1, Answer: records.HasComments, Comments: []records.Remark{{Section: "background", Text: "It was February."}}}
	h.do(ask{method: "POST", path: base + "/invitation/answer", who: "worker", body: answer}).want(h.t, 200)
	h.do(ask{method: "POST", path: base + "/invitation/answer", who: "chair", body: answer}).want(h.t, 404)
	res = h.do(ask{method: "GET", path: base + "/agreement", who: "worker"})
	res.want(h.t, 200)
	agreement = into[records.Agreement](h.t, res)
	if len(agreement.Comments) != 1 || agreement.Invitations[0].Answer != records.HasComments {
		h.t.Fatalf("the agreement is %+v", agreement)
	}
	comment := base + "/agreement/comments/" + agreement.Comments[0].ID
	h.do(ask{method: "POST", path: comment, who: "worker", body: settleBody{Outcome: records.Accepted}}).want(h.t, 403)
	h.do(ask{method: "POST", path: comment, who: "chair", body: settleBody{Outcome: records.Answered}}).want(h.t, 422)
	h.do(ask{method: "POST", path: comment, who: "chair", body: settleBody{Outcome: records.Accepted}}).want(h.t, 200)
	for _, path := range []string{"/agreement/comments/%00", "/agreement/comments/" + strings.Repeat("x", 65)} {
		h.do(ask{method: "POST", path: base + path, who: "chair", body: settleBody{Outcome: records.Accepted}}).want(h.t, 404)
	}
	h.do(ask{method: "GET", path: base + "/invitation", who: "worker"}).want(h.t, 200)
	invitation := base + "/agreement/invitations/" + person
	h.do(ask{method: "POST", path: invitation + "/remind", who: "chair"}).want(h.t, 200)
	h.do(ask{method: "POST", path: base + "/agreement/invitations/%00/remind", who: "chair"}).want(h.t, 404)
	h.do(ask{method: "DELETE", path: invitation, who: "chair"}).want(h.t, 200)
	h.do(ask{method: "GET", path: base + "/invitation", who: "worker"}).want(h.t, 403)
}
