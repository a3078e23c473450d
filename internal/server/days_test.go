package server_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// This file goes with people through a whole day of their work. The states of each page are visited in the tests of that page.

// issueNow makes the papers that wait.
func (h *house) issueNow(t testing.TB) {
	t.Helper()
	if err := h.DB.IssueNow(t.Context(), h.Issue); err != nil {
		t.Fatal(err)
	}
}

// signOut ends the session, so that somebody else can sit down at the same browser.
func (b *tab) signOut() {
	b.t.Helper()
	b.leave(chromedp.Click(chromedp.CSS("form[action='/sign-out'] button")))
}

// signs goes from a record's page to its signature and waits for the papers.
func (b *tab) signs(name, it string) {
	b.t.Helper()
	b.press("Check your answers")
	b.inspect(name + "-check")
	b.press("Mark as complete")
	if strings.HasSuffix(b.path(), "/preview") { // of a parent's sheet the check is all there is to read
		b.says("As it will be printed")
		b.inspect(name + "-preview")
		b.press("Go on to sign")
	}
	b.inspect(name + "-sign")
	b.fill("password", password)
	b.press("Sign " + it)
	b.says("Signed by Nadia Okafor", "The papers are being made")
	b.h.issueNow(b.t)
	b.open(b.path())
	b.inspect(name + "-papers")
	if file, err := os.ReadFile(b.download("Download the PDF")); err != nil || len(file) == 0 {
		b.t.Errorf("%s: the PDF is empty (%v)", name, err)
	}
}

// A chair reviews a plan, writes to the mother and puts right what was wrong in the minutes.
func TestChairsDay(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	meeting := h.issuedMeeting(t)
	b := h.tab(t, "chairs-day")
	b.signIn("nadia")
	b.says("Welcome, Nadia Okafor")
	b.inspect("home")
	b.fill("q", "C-1000")
	b.press("Search")
	b.press("Mia Fictional")
	b.inspect("child")
	b.open("/records/" + meeting.ID)
	b.press("Start the review meeting")
	b.says("It reviews the meeting before it")
	b.inspect("review")
	review := b.path()
	b.press("Child details")
	b.fill("meeting_date-day", "2", "meeting_date-month", "3", "meeting_date-year", "2026")
	b.press("Save and return")
	b.press("Background")
	b.fill("background", "Mia has settled with Una Ferncastle.")
	b.press("Save and return")
	b.signs("review", "these minutes")

	b.open(review)
	b.press("Write the summary for a parent")
	b.choose("parent")
	b.press("Start the summary")
	b.inspect("sheet")
	sheet := b.path()
	b.press("What was decided")
	b.fill("what_was_decided", "Mia is well. The plan goes on.")
	b.press("Save and return")
	b.open(sheet + "/sections/who")
	b.fill("who_to_contact", "Tom Brennan, 01632 960777")
	b.press("Save and return")
	b.signs("sheet", "this sheet")

	b.open(review)
	b.says("Sheet for Rosalind Fictional, mother")
	b.press("Amend these minutes")
	b.fill("reason", "Una’s surname was spelt wrongly")
	b.press("Begin the amendment")
	b.says("An amendment of version", "Una’s surname was spelt wrongly")
	b.inspect("amending")
	b.press("Background")
	b.fill("background", "Mia has settled with Una Fearncastle.")
	b.press("Save and return")
	b.signs("amended", "these minutes")
	b.open(review)
	b.says("Papers of earlier versions, superseded", "Una’s surname was spelt wrongly")
	b.inspect("amended")
}

// A social worker adds a child, files the facts, fills in a form and hands it to whoever signs.
func TestWorkersDay(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.tab(t, "workers-day")
	b.signIn("tom")
	b.says("Welcome, Tom Brennan")
	b.inspect("home")
	b.press("Add a child")
	b.fill("name", "Ada Fictional", "case_number", "C-77", "date_of_birth-day", "4", "date_of_birth-month", "5", "date_of_birth-year", "2021")
	b.press("Add the child")
	b.inspect("child")
	child := b.path()
	b.press("Change dates, plan, legal status, placements, events and people")
	b.press("Add another Person")
	b.fill("people-0-role", "mother", "people-0-name", "Rosalind Fictional")
	b.inspect("facts")
	b.press("Save the facts")
	b.says("The facts are saved")
	b.press("Start a form")
	b.choose("kind")
	b.press("Start it")
	b.says("Ada Fictional")
	record := b.path()
	b.inspect("record")
	b.press("Child details")
	b.choose("meeting_kind")
	b.fill("meeting_date-day", "2", "meeting_date-month", "3", "meeting_date-year", "2026")
	b.press("Save and return")
	b.press("Background")
	b.fill("background", "Ada came into care in September.")
	b.press("Save and return")
	b.press("Check your answers")
	b.says("Ada came into care in September.")
	b.inspect("check")
	b.press("Mark as complete")
	b.inspect("complete")
	b.open(record)
	b.says("ready to sign", "A chair can sign them now")
	b.inspect("record-complete")
	b.open(child)
	b.inspect("child-complete")
	b.open("/")
	b.says("Ada Fictional")
	b.inspect("home-complete")
	h.as(t, "nadia").get("/").want(200, "Ada Fictional")
}

// An administrator invites somebody, makes a team, gives it a case and closes the case to all but its worker; the auditor reads
// of all of it.
func TestAdministratorsDay(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.web.Now = time.Now // as for accounts
	child := h.AddChild(t, "C-4711")
	b := h.tab(t, "administrators-day")
	b.signIn("priya")
	b.says("It gives no access to children")
	b.press("Teams")
	b.fill("name", "South")
	b.press("Add the team")
	b.says("“South” is added")
	b.inspect("teams")
	b.open("/people")
	b.press("Add a person")
	b.fill("name", "Ola Fictional", "username", "ola")
	b.inspect("person-new")
	b.press("Make the invitation")
	b.says("Invitation for Ola Fictional")
	b.inspect("invited")
	_, token, found := strings.Cut(ask[string](b, `document.querySelector(".govuk-inset-text").innerText.trim()`), "/password/")
	if !found {
		t.Fatal("the page shows no link")
	}
	b.press("Choose the teams of Ola Fictional")
	b.run(chromedp.Click(`//label[normalize-space(.)="South"]`))
	b.press("Save")
	b.open("/allocations")
	b.fill("case_number", "C-4711")
	b.press("Find the case")
	teams, err := h.DB.Teams(t.Context())
	must(t, err)
	b.choose("restricted-yes")
	b.fill("team", teams[1].ID, "add", "ola") // North, South
	b.inspect("allocation")
	b.press("Save the allocation")
	b.says("The allocation of C-4711 is saved", "Ola Fictional")
	if strings.Contains(b.text(), child.Name) {
		t.Error("the administrator reads the child’s name")
	}
	b.signOut()

	b.open("/password/" + token)
	b.fill("new-password", password)
	b.press("Set password")
	b.signIn("ola")
	b.open("/children/" + child.ID)
	b.says(child.Name)
	b.inspect("child-of-the-invited")
	b.signOut()
	h.as(t, "tom").get("/children/" + child.ID).want(404)

	b.signIn("amir")
	b.press("Read the log")
	b.says("person.invite", "team.add", "child.allocate", "C-4711", "person.sign-in")
	if strings.Contains(b.text(), token) || strings.Contains(b.text(), child.Name) {
		t.Error("the log holds the link or the child’s name")
	}
	b.inspect("audit")
}
