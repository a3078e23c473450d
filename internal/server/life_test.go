package server_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"minutebook/forms"
	"minutebook/internal/records"
	"minutebook/internal/server"
	"minutebook/internal/web"
)

// issued stores a record whose papers are made.
func (h *house) issued(t testing.TB) records.Record {
	t.Helper()
	rec := h.SignedRecord(t)
	if err := h.Issue(t.Context(), rec.ID, rec.Version); err != nil {
		t.Fatal(err)
	}
	return rec
}

// What was signed is amended, read before signing, signed again, and its papers say so to anybody who asks.
func TestAmending(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.issued(t)
	old := h.Press.Last.Load().Signature.Code("professional")
	address := "/records/" + rec.ID
	chair, worker, anybody := h.as(t, "nadia"), h.as(t, "tom"), h.caller(t)
	anybody.get("/v/"+old).want(http.StatusOK, "Genuine and current", "version 1", "2 March 2026")

	worker.get(address + "/amend").want(http.StatusForbidden)
	if strings.Contains(worker.get(address).body, "/amend") {
		t.Error("the social worker is offered an amendment")
	}
	if !strings.Contains(chair.get(address).body, `href="`+address+`/amend"`) {
		t.Error("the chair is not offered an amendment")
	}
	form := chair.get(address+"/amend").want(http.StatusOK, "The signed version and its papers stand").inputs(address + "/amend")
	chair.post(address+"/amend", form).want(http.StatusUnprocessableEntity, "Enter the reason")
	form.Set("reason", "The venue was <wrong>")
	chair.post(address+"/amend", form).want(http.StatusSeeOther)
	chair.get(address).want(http.StatusOK, "An amendment of version 1", "The venue was <wrong>", "Nothing is changed yet.", "Discard the amendment")
	chair.post(address+"/amend", form).want(http.StatusSeeOther) // a second click
	chair.get(address).want(http.StatusOK, "An amendment has been begun already")
	chair.get(address + "/withdraw").want(http.StatusSeeOther)

	// Only what may be printed of a draft is previewed, escaped.
	draft, err := h.Record(t.Context(), h.Worker, rec.ID)
	if err != nil {
		t.Fatal(err)
	}
	minutes := draft.Form.(*forms.PPM)
	minutes.Venue = "<b>Town hall</b>"
	if draft, _, err = h.Save(t.Context(), h.Worker, rec.ID, draft.Version, minutes); err != nil {
		t.Fatal(err)
	}
	page := chair.get(address+"/preview").want(http.StatusOK, "This is a draft", "What the amendment changes", "<b>Town hall</b>", "Amended version 3", "replaces version 1")
	if strings.Contains(page.body, "<b>Town") || strings.Contains(page.body, "style=") {
		t.Error("the preview is not escaped, or has styles of its own")
	}
	anybody.get("/v/"+old).want(http.StatusOK, "Genuine and current")
	if got := chair.post(address+"/check", url.Values{"version": {"3"}}); got.location() != address+"/preview" {
		t.Errorf("marking as complete led to %s", got.location())
	}
	chair.get(address+"/preview").want(http.StatusOK, "Go on to sign")
	if strings.Contains(worker.get(address+"/preview").body, "Go on to sign") {
		t.Error("the social worker is offered the signature")
	}
	chair.post(address+"/sign", url.Values{"version": {"3"}, "password": {password}}).want(http.StatusSeeOther)
	if err := h.Issue(t.Context(), rec.ID, 3); err != nil {
		t.Fatal(err)
	}
	chair.get(address).want(http.StatusOK, "Amendments", "Of version 1, begun by Nadia Okafor")
	papers, err := h.Documents(t.Context(), h.Chair, rec.ID)
	if err != nil {
		t.Fatal(err)
	}
	last, err := h.Document(t.Context(), h.Chair, papers[len(papers)-1].ID)
	if err != nil {
		t.Fatal(err)
	}
	anybody.upload(string(last.Data)).want(http.StatusOK, "but no longer current", "A later version was signed on")
	superseded := anybody.get("/verify?code="+strings.ToLower(records.ShowCode(old))).want(http.StatusOK, "superseded", "A later version was signed on")
	for _, told := range []string{"Mia", "planning", "Okafor", rec.ID, "C-0"} {
		if strings.Contains(superseded.body, told) {
			t.Errorf("whoever has a code is told %q", told)
		}
	}
	anybody.get("/v/"+h.Press.Last.Load().Signature.Code("professional")).want(http.StatusOK, "Genuine and current", "version 3")
}

func TestDiscarding(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.issued(t)
	address := "/records/" + rec.ID
	if _, err := h.Amend(t.Context(), h.Chair, rec.ID, 1, "why"); err != nil {
		t.Fatal(err)
	}
	h.as(t, "tom").post(address+"/discard", url.Values{"version": {"2"}}).want(http.StatusForbidden)
	chair := h.as(t, "nadia")
	chair.post(address+"/discard", url.Values{"version": {"2"}}).want(http.StatusSeeOther)
	chair.get(address).want(http.StatusOK, "The amendment is discarded", "issued", "discarded on")
	chair.post(address+"/discard", url.Values{"version": {"2"}}).want(http.StatusConflict, "This is signed already")
}

func TestWithdrawing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.issued(t)
	code := h.Press.Last.Load().Signature.Code("professional")
	address := "/records/" + rec.ID
	h.as(t, "tom").post(address+"/withdraw", url.Values{"version": {"1"}, "reason": {"why"}}).want(http.StatusForbidden)
	chair := h.as(t, "nadia")
	form := chair.get(address+"/withdraw").want(http.StatusOK, "You cannot undo this").inputs(address + "/withdraw")
	form.Set("reason", strings.Repeat("x", 501))
	chair.post(address+"/withdraw", form).want(http.StatusUnprocessableEntity, "must be 500 characters or less")
	form.Set("reason", "About another child")
	for range 2 {
		chair.post(address+"/withdraw", form).want(http.StatusSeeOther)
	}
	page := chair.get(address).want(http.StatusOK, "Withdrawn by Nadia Okafor", "About another child", "Download the PDF", "Nothing more was done")
	for _, gone := range []string{"/amend", "/withdraw", "/reviews", "/summaries"} {
		if strings.Contains(page.body, address+gone) {
			t.Errorf("a withdrawn record leads to %s", gone)
		}
	}
	chair.get(address + "/sign").want(http.StatusSeeOther)
	h.caller(t).get("/v/"+code).want(http.StatusOK, "Withdrawn: do not use this paper")
}

// Codes that were never given are not found, whatever is typed is told apart, and trying them gets nobody anywhere.
func TestCodes(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(_ *house, c *web.Config, _ *server.Config) {
		c.Now = func() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) }
	})
	c := h.caller(t)
	c.get("/verify?code=7K3M-0QXC-94TZ").want(http.StatusOK, "Not one of ours", "7K3M-0QXC-94TZ")
	for _, typed := range []string{"", "7K3M", "7K3M0QXC94TU", strings.Repeat("7", 13), "<script>"} {
		c.get("/verify?"+url.Values{"code": {typed}}.Encode()).want(http.StatusUnprocessableEntity, "Enter the 12 letters and figures")
	}
	var statuses []int
	for i := range 80 {
		statuses = append(statuses, c.get(fmt.Sprintf("/v/7K3M0QXC%04d", i)).status)
	}
	if !slices.Contains(statuses, http.StatusTooManyRequests) || statuses[0] != http.StatusOK {
		t.Errorf("80 codes were looked up: %v", statuses)
	}
}

// A review is told that the minutes before it were amended.
func TestReviewOfAmendedMinutes(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.issued(t)
	review, address := h.amendBefore(t, rec)
	c := h.as(t, "tom")
	form := c.get(address).want(http.StatusOK, "The previous minutes were amended on", "Venue", "Take over what was amended").inputs(address + "/bring-forward")
	c.post(address+"/bring-forward", form).want(http.StatusSeeOther)
	page := c.get(address).want(http.StatusOK, "is taken over")
	if strings.Contains(page.body, "The previous minutes were amended") {
		t.Error("it is told again")
	}
	got, err := h.Record(t.Context(), h.Worker, review.ID)
	if err != nil || got.Form.(*forms.PRPM).Venue != "Library" {
		t.Errorf("%+v, %v", got, err)
	}
}

// amendBefore starts a review of the minutes, and amends them after.
func (h *house) amendBefore(t testing.TB, rec records.Record) (records.Record, string) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	review, _, err := h.StartReview(t.Context(), h.Worker, rec.ID, false)
	must(err)
	draft, err := h.Amend(t.Context(), h.Chair, rec.ID, 1, "why")
	must(err)
	draft.Form.(*forms.PPM).Venue = "Library"
	draft, _, err = h.Save(t.Context(), h.Worker, rec.ID, 2, draft.Form)
	must(err)
	_, err = h.Complete(t.Context(), h.Worker, rec.ID, 3)
	must(err)
	_, err = h.Sign(t.Context(), h.Chair, rec.ID, 3)
	must(err)
	must(h.Issue(t.Context(), rec.ID, 3))
	return review, "/records/" + review.ID
}

// The pages of a record's later life, in a browser.
func TestLifePages(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.issued(t)
	address := "/records/" + rec.ID
	b := h.tab(t, "life")
	b.signIn("nadia")
	b.open(address)
	b.inspect("issued")
	b.press("Amend these minutes")
	b.inspect("amend")
	b.press("Begin the amendment")
	b.says("Enter the reason")
	b.inspect("amend-refused")
	b.fill("reason", "The venue was wrong")
	b.press("Begin the amendment")
	b.inspect("amending")
	draft, err := h.Record(t.Context(), h.Worker, rec.ID)
	if err != nil {
		t.Fatal(err)
	}
	draft.Form.(*forms.PPM).Venue = "Town hall"
	if _, _, err = h.Save(t.Context(), h.Worker, rec.ID, draft.Version, draft.Form); err != nil {
		t.Fatal(err)
	}
	b.open(address)
	b.press("Check your answers")
	b.press("Mark as complete")
	b.says("As it will be printed")
	b.inspect("preview")
	b.press("Go on to sign")
	b.fill("password", password)
	b.press("Sign these minutes")
	if err := h.Issue(t.Context(), rec.ID, 3); err != nil {
		t.Fatal(err)
	}
	code := h.Press.Last.Load().Signature.Code("professional")
	b.open(address)
	b.inspect("amended")
	b.open("/v/" + code)
	b.says("Genuine and current")
	b.inspect("code")
	b.open("/verify")
	b.fill("code", "nothing")
	b.press("Check the code")
	b.inspect("code-refused")
	b.fill("code", "7k3m 0qxc 94tz")
	b.press("Check the code")
	b.inspect("code-unknown")
	b.withoutScripts()
	b.open(address + "/withdraw")
	b.inspect("withdraw")
	b.fill("reason", "About another child")
	b.press("Withdraw these minutes")
	b.inspect("withdrawn")
	_, review := h.amendBefore(t, h.issued(t))
	b.open(review)
	b.inspect("review")
	b.press("Take over what was amended")
	b.says("is taken over")
}
