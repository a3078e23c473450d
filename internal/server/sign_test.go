package server_test

import (
	"bytes"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"minutebook/forms"
	"minutebook/internal/records"
	"minutebook/internal/sign"
)

// A double click, a page sent again and the way back end at the same friendly page.
func TestSigningTwice(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.Completed(t)
	address := "/records/" + rec.ID + "/sign"
	nadia, ruth := h.as(t, "nadia"), h.as(t, "ruth")
	form := nadia.get(address).want(http.StatusOK, "You cannot take a signature back").inputs(address)
	nadia.post(address, form).want(http.StatusUnprocessableEntity, "Enter your password")
	form.Set("password", password)
	var all sync.WaitGroup
	for _, c := range []*caller{nadia, nadia, ruth} {
		all.Go(func() { // no Fatal here: it is for the test's own goroutine
			if got := c.post(address, form); got.status != http.StatusSeeOther || got.location() != address {
				t.Errorf("%d, to %s", got.status, got.location())
			}
		})
	}
	all.Wait()
	signed, err := h.Record(t.Context(), h.Chair, rec.ID)
	if err != nil || signed.Status != records.Signed {
		t.Fatalf("%s, %v", signed.Status, err)
	}
	nadia.post(address, form).want(http.StatusSeeOther)
	nadia.get(address).want(http.StatusOK, "already signed by "+signed.SignedBy, "Nothing was signed a second time")
	nadia.get("/records/" + rec.ID + "/check").want(http.StatusSeeOther)
}

func TestSigningTooSoon(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, func(f *forms.PPM) { f.MeetingKind = "" })
	nadia := h.as(t, "nadia")
	address := "/records/" + rec.ID
	nadia.get(address+"/sign").want(http.StatusConflict, "The record is draft. It has to be ready to sign first.")
	if got := nadia.post(address+"/sign", url.Values{"version": {"1"}, "password": {password}}); got.location() != address+"/check" {
		t.Errorf("signing what is not complete led to %q", got.location())
	}
	page := nadia.post(address+"/check", url.Values{"version": {"1"}}).want(http.StatusUnprocessableEntity, "These minutes are not complete yet")
	if !strings.Contains(page.body, `href="`+address+`/sections/child_details?from=check#meeting_kind"`) {
		t.Error("no link to what has to be put right")
	}
	nadia.get(address+"/sections/child_details?from=check").want(http.StatusOK, "Needed before these minutes can be signed", "Save and go back to the check")
	back := nadia.post(address+"/sections/child_details", url.Values{
		"version": {"1"}, "from": {"check"}, "go": {"check"}, "child_name": {"Mia Fictional"}, "cass_number": {"C-1000"}, "meeting_kind": {"initial"},
		"meeting_date.day": {"2"}, "meeting_date.month": {"3"}, "meeting_date.year": {"2026"},
	})
	if back.location() != address+"/check" {
		t.Errorf("saving led to %s", back.location())
	}
	nadia.post(address+"/check", url.Values{"version": {"1"}}).want(http.StatusConflict, "The record has changed since you opened it")
	nadia.post(address+"/check", url.Values{"version": {"2"}}).want(http.StatusSeeOther)
}

// The page of the papers refreshes itself until they are there, unless it is told to keep still.
func TestPapers(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.SignedRecord(t)
	c := h.as(t, "nadia")
	address := "/records/" + rec.ID + "/sign"
	if got := c.get(address).want(http.StatusOK, "The papers are being made").header.Get("Refresh"); got != "5; url="+address {
		t.Errorf("Refresh %q", got)
	}
	if got := c.get(address+"?refresh=off").want(http.StatusOK, "Look again").header.Get("Refresh"); got != "" {
		t.Errorf("Refresh %q", got)
	}
	if err := h.Issue(t.Context(), rec.ID, rec.Version); err != nil {
		t.Fatal(err)
	}
	page := c.get(address).want(http.StatusOK, "Download the PDF", "Download the Word file")
	if got := page.header.Get("Refresh"); got != "" {
		t.Errorf("Refresh %q", got)
	}
	papers, err := h.Documents(t.Context(), h.Chair, rec.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range papers {
		file := c.get("/records/" + rec.ID + "/documents/" + p.ID).want(http.StatusOK)
		if d := file.header.Get("Content-Disposition"); !strings.HasPrefix(d, "attachment") || !strings.Contains(d, p.Name) {
			t.Errorf("Content-Disposition %q", d)
		}
		if file.header.Get("Content-Type") == "application/octet-stream" || file.header.Get("X-Content-Type-Options") != "nosniff" || file.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%v", file.header)
		}
		c.upload(file.body).want(http.StatusOK, "Exactly this file is in the register", fmt.Sprintf("version %d", rec.Version))
	}
}

// upload sends a file to the verification page.
func (c *caller) upload(content string) *got {
	c.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "<b>minutes</b>.pdf")
	if err == nil {
		_, err = part.Write([]byte(content))
	}
	if err = errors.Join(err, form.Close()); err != nil {
		c.t.Fatal(err)
	}
	return c.do(c.request(http.MethodPost, "/verify", form.FormDataContentType(), &body))
}

func TestVerify(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.caller(t) // signed out
	genuine := c.upload("pdf of something else").want(http.StatusOK, "This file is genuine", "Nadia Okafor, Chair", "2 March 2026 at 10:00", "not in the register")
	if strings.Contains(genuine.body, "<b>minutes") {
		t.Error("the file's name is in the page as it came")
	}
	c.upload("hello").want(http.StatusOK, "This file is not signed", "not in the register")
	c.upload("").want(http.StatusUnprocessableEntity, "Choose the PDF or Word file")
	c.post("/verify", url.Values{"file": {"x"}}).want(http.StatusUnprocessableEntity, "Choose the PDF or Word file")
	c.upload(strings.Repeat("x", sign.MaxFile)).want(http.StatusOK)
	c.upload(strings.Repeat("x", sign.MaxFile+1)).want(http.StatusRequestEntityTooLarge, "That is too large")
	c.upload(strings.Repeat("x", sign.MaxFile+1<<20)).want(http.StatusRequestEntityTooLarge, "That is too large")
	h.faults.down.Store(true)
	c.upload("pdf of something else").want(http.StatusOK, "This file is genuine", "The register could not be asked")
}

func TestAccount(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	here, elsewhere := h.as(t, "tom"), h.as(t, "tom")
	const next = "another quiet walk by the sea"
	here.post("/account", url.Values{"password": {"wrong"}, "new-password": {next}}).want(http.StatusUnprocessableEntity, "Enter your present password")
	here.post("/account", url.Values{"password": {password}, "new-password": {"short"}}).want(http.StatusUnprocessableEntity, "at least 12 characters")
	here.post("/account", url.Values{"password": {password}, "new-password": {next}}).want(http.StatusSeeOther)
	here.get("/account").want(http.StatusOK, "Your password is changed")
	if got := elsewhere.get("/account"); got.status != http.StatusSeeOther {
		t.Errorf("the other session goes on: %d", got.status)
	}
	here.post("/sign-out", url.Values{}).want(http.StatusSeeOther)
	here.get("/account").want(http.StatusSeeOther)
}
