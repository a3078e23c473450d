package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// asking stores a draft whose attendance names Ines, who has an account and works with no child here.
func (h *house) asking(t testing.TB) (rec records.Record, ines auth.Person) {
	t.Helper()
	ines, err := h.people.Add(t.Context(), "ines", "Ines Varga", auth.TeamManager, password)
	if err != nil {
		t.Fatal(err)
	}
	rec = h.draft(t, func(f *forms.PPM) {
		f.Attendance = []forms.Attendance{{Name: "Varga, Ines", Relation: "School"}, {Name: "Rosalind Vale", Relation: "Mother"}}
		f.Background.Background = "Mia came to live with her aunt in January."
	})
	return rec, ines
}

// The whole way in a browser, with and without scripts: sent, read, commented on, dealt with, sent again, agreed, signed.
func TestAgreePath(t *testing.T) {
	t.Parallel()
	for _, scripts := range []bool{true, false} {
		name := map[bool]string{true: "agree", false: "agree-plain"}[scripts]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			b := h.tab(t, name)
			if !scripts {
				b.withoutScripts()
			}
			agreePath(t, h, b)
		})
	}
}

func agreePath(t *testing.T, h *house, b *tab) {
	rec, ines := h.asking(t)
	record := "/records/" + rec.ID
	b.signIn("nadia")
	b.open(record)
	b.press("Ask people whether they agree these minutes")
	b.says("Who agrees these minutes", "Nobody was asked yet", "Ines Varga, Team manager")
	b.inspect("agreement-empty")
	b.choose("person-" + ines.ID) // taken away
	b.press("Send version 1")
	b.says("Choose at least one person")
	b.inspect("agreement-nobody")
	b.choose("person-" + ines.ID)
	b.fill("others", " Tom, wizard")
	b.press("Send version 1")
	b.says("nobody with the username “wizard”")
	b.fill("others", "Tom")
	b.press("Send version 1")
	b.says("Version 1 is sent", "Tom Brennan", "no\u00a0answer")
	b.inspect("agreement-sent")
	b.press("Remind Tom Brennan")
	b.says("Reminded", "reminded on")

	person := h.tab(t, b.name+"-asked")
	person.signIn("ines")
	person.says("Minutes to agree", "Version 1, sent by Nadia Okafor", "waiting")
	person.inspect("home-to-agree")
	person.open(record) // leads to the draft that was sent
	if got := person.path(); got != record+"/agree" {
		t.Errorf("the record's address leads to %s", got)
	}
	person.says("Do you agree these minutes?", "Nadia Okafor sent you version 1", "live with her aunt")
	person.inspect("agree")
	person.press("I have comments")
	person.says("Write what you want to say")
	person.inspect("agree-nothing-said")
	person.open(record + "/agree")
	person.run(chromedp.Click(`//section[@aria-labelledby="heading-background"]//summary`))
	person.fill("comment-background", "<b>It was February.</b>\nNot January.", "comment-", strings.Repeat("x", 5001))
	person.press("I have comments")
	person.says("must be 5000 characters or fewer")
	person.inspect("agree-too-long")
	person.fill("comment-", "Otherwise a fair record.")
	person.press("I have comments")
	person.says("Thank you", "You had comments on version 1", "<b>It was February.</b>")
	person.inspect("agree-answered")

	b.open(record)
	b.says("Ines Varga has comments, Tom Brennan has not answered", "2 comments are not dealt with yet")
	b.inspect("record-commented")
	b.open(record + "/sections/background")
	b.fill("background", "Mia came to live with her aunt in February.")
	b.press("Save and return")
	b.press("Who agrees these minutes, and what they said")
	b.says("about version 1", "<b>It was February.</b>")
	b.inspect("agreement-comments")
	agreement, err := h.Agreement(t.Context(), h.Chair, rec.ID)
	if err != nil {
		t.Fatal(err)
	}
	b.open(record + "/agreement")
	first := `//*[@id="comment-` + agreement.Comments[1].ID + `"]`
	b.run(chromedp.Click(first + `//summary`))
	b.leave(chromedp.Click(first + `//button[.="Only reply"]`))
	b.says("Write what you want to say")
	b.inspect("agreement-no-reply")
	b.fill("reply-"+agreement.Comments[1].ID, "You are right.")
	b.leave(chromedp.Click(first + `//button[.="Accept"]`))
	b.says("dealt with", "You are right.\nAccepted by Nadia Okafor in version 2")
	b.inspect("agreement-settled")
	b.press("Send version 2")
	b.says("Version 2 sent by Nadia Okafor")

	person.open(record + "/agree")
	person.says("in February", "You are right.\nAccepted by Nadia Okafor in version 2", "about version 1")
	person.inspect("agree-again")
	person.press("I agree")
	person.says("You agreed version 2")

	if _, err := h.Complete(t.Context(), h.Chair, rec.ID, 2); err != nil {
		t.Fatal(err)
	}
	b.open(record + "/sign")
	b.says("Nothing here stops you", "Agreed by Ines Varga", "1 comment is not dealt with yet", "Tom Brennan has not answered")
	b.inspect("sign-agreed")
	b.fill("password", password)
	b.press("Sign these minutes")
	b.says("Signed by Nadia Okafor")
	b.open(record + "/agreement")
	b.says("agrees", "Ines Varga")
	b.inspect("agreement-signed")
	person.open(record + "/agree")
	person.says("You are not asked about these minutes any more")
	person.inspect("agree-over")
}

// Nobody but those who are asked learns anything, what was typed when it was over is given back, and a restricted child's
// draft goes to named people only.
func TestAgreeDoors(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec, ines := h.asking(t)
	if _, err := h.people.Add(t.Context(), "maud", "Maud Ellery", auth.IRO, password); err != nil {
		t.Fatal(err)
	}
	record := "/records/" + rec.ID
	nadia, asked, other := h.as(t, "nadia"), h.as(t, "ines"), h.as(t, "maud")
	asked.get(record).want(http.StatusNotFound)
	nadia.post(record+"/agreement", url.Values{"version": {"9"}, "person": {ines.ID}}).want(http.StatusConflict, "The record has changed")
	nadia.post(record+"/agreement", url.Values{"version": {"1"}, "person": {ines.ID}}).want(http.StatusSeeOther)
	if page := other.get("/").want(http.StatusOK); strings.Contains(page.body, "Minutes to agree") {
		t.Error("somebody who is not asked has minutes to agree")
	}
	for _, path := range []string{record, record + "/agree", record + "/agreement"} {
		other.get(path).want(http.StatusNotFound)
	}
	if got := asked.get(record).want(http.StatusSeeOther).location(); got != record+"/agree" {
		t.Errorf("the record's address leads to %s", got)
	}
	for _, path := range []string{"/agreement", "/check", "/versions/1", "/sections/background", "/sign", "/audit"} {
		if got := asked.get(record + path); got.status != http.StatusNotFound && got.status != http.StatusForbidden {
			t.Errorf("%s opens with %d", path, got.status)
		}
	}
	asked.get("/children/" + rec.ChildID).want(http.StatusNotFound)
	page := asked.get(record+"/agree").want(http.StatusOK, "her aunt")
	form := page.inputs(record + "/agree")
	form.Set("comment.background", "Please change <i>this</i>.")
	form.Set("answer", "comments")

	if err := h.Allocate(t.Context(), h.Admin, records.Allocation{ChildID: rec.ChildID, Restricted: true, People: []string{h.personNamed(t, "nadia")}}, ""); err != nil {
		t.Fatal(err)
	}
	gone := asked.post(record+"/agree", form).want(http.StatusGone, "not asked about these minutes any more", "Please change <i>this</i>.")
	if strings.Contains(gone.body, "aunt") || strings.Contains(gone.body, "Mia") {
		t.Error("the page tells of the child")
	}
	nadia.get(record+"/agreement").want(http.StatusOK, "are not named for the child: Ines Varga")
	nadia.post(record+"/agreement", url.Values{"version": {"1"}, "others": {"maud"}}).want(http.StatusUnprocessableEntity,
		"This child’s records are restricted, and Maud Ellery is not named for the child")
}

func (h *house) personNamed(t testing.TB, username string) string {
	t.Helper()
	account, err := h.DB.Account(t.Context(), username)
	if err != nil {
		t.Fatal(err)
	}
	return account.ID
}
