package server_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A chair goes the whole way, from signing in to checking the finished paper, with and without scripts.
func TestChairsPath(t *testing.T) {
	t.Parallel()
	for _, scripts := range []bool{true, false} {
		name := map[bool]string{true: "scripts", false: "plain"}[scripts]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			b := h.tab(t, name)
			if !scripts {
				b.withoutScripts()
			}
			chairsPath(t, h, b)
		})
	}
}

func chairsPath(t *testing.T, h *house, b *tab) {
	b.open("/")
	if got := b.path(); got != "/sign-in?next=%2F" {
		t.Fatalf("signed out, / leads to %s", got)
	}
	b.inspect("sign-in")
	b.fill("username", "nadia", "password", "not the password")
	b.press("Sign in")
	b.inspect("sign-in-refused")
	b.fill("password", password)
	b.press("Sign in")
	b.says("Welcome, Nadia Okafor", "There are no children here yet.")
	b.inspect("home-empty")

	b.press("Add a child")
	b.press("Add the child")
	b.says("Enter the name of child", "Enter the local case number")
	b.inspect("child-new-problems")
	b.fill("name", "Mia Fictional", "case_number", "C-20881", "date_of_birth-day", "4", "date_of_birth-month", "5", "date_of_birth-year", "2021")
	b.press("Add the child")
	b.says("Mia Fictional", "C-20881", "4 May 2021")
	b.inspect("child")
	b.press("Start a form")
	b.press("Start it")
	b.says("Choose which form to start")
	b.inspect("record-choose")
	b.choose("kind")
	b.press("Start it")
	b.inspect("record-new")

	b.press("Child details")
	b.choose("meeting_kind")
	b.fill("meeting_date-day", "31", "meeting_date-month", "2", "meeting_date-year", "2026")
	b.press("Save and continue")
	b.says("Date of meeting must be a real date")
	b.inspect("section-problems")
	b.fill("meeting_date-day", "2", "meeting_date-month", "3")
	b.press("Save and continue")
	b.inspect("section-text")
	record := strings.Split(b.path(), "/sections/")[0]

	b.open(record + "/sections/recommendations")
	b.fill("recommendations-0-recommendation", "Book the health assessment", "recommendations-0-by_whom", "Tom Brennan")
	b.press("Add another Action")
	b.says("What you have typed is not saved yet")
	b.fill("recommendations-1-recommendation", "Tell the school", "recommendations-1-by_whom", "Nadia Okafor")
	b.inspect("section-list")
	b.press("Remove Action 1")
	b.press("Save and continue")
	b.open(record + "/sections/recommendations")
	b.says("Action 1 (A1)")
	b.open(record + "/sections/options")
	b.choose("options-reunification-considered")
	b.press("Save and return")
	b.says("Saved as version")
	b.inspect("record-started")
	for _, section := range []string{"legal_status", "present", "background", "options", "plan"} {
		b.open(record + "/sections/" + section)
		b.inspect("section-" + section)
	}

	b.open(record + "/check")
	b.says("Check your answers", "No information provided", "Tell the school")
	b.inspect("check")
	b.press("Mark as complete")
	b.says("As it will be printed")
	b.press("Go on to sign")
	b.says("Sign these minutes", "You cannot take a signature back")
	b.inspect("sign")
	b.fill("password", "not the password")
	b.press("Sign these minutes")
	b.says("Enter your password")
	b.inspect("sign-refused")
	b.fill("password", password)
	b.press("Sign these minutes")
	b.says("Signed by Nadia Okafor", "The papers are being made")
	b.press("Keep it still")
	b.inspect("signed-waiting")
	if err := h.DB.IssueNow(t.Context(), h.Issue); err != nil {
		t.Fatal(err)
	}
	b.press("Look again")
	b.inspect("signed-done")

	file := b.download("Download the PDF")
	b.open("/verify")
	b.inspect("verify")
	b.run(chromedp.SetUploadFiles(chromedp.ID("file"), []string{file}))
	b.press("Check it")
	b.says("This file is genuine", "Nadia Okafor, Chair", "Exactly this file is in the register")
	b.inspect("verify-genuine")

	b.open(record + "/sign")
	b.says("Signed by Nadia Okafor")
	b.open(record)
	b.inspect("record-issued")
	b.open(record + "/versions/1")
	b.inspect("version")
	b.open("/account")
	b.inspect("account")
	b.open("/children?q=nobody")
	b.inspect("children-none")
	b.open("/")
	b.inspect("home")
	b.open("/nowhere")
	b.inspect("not-found")
}

// download clicks a link and returns the path of the file that the browser saved.
func (b *tab) download(words string) string {
	b.t.Helper()
	folder, yes := b.t.TempDir(), true
	_, err := chromedp.Call(b.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllowAndName, DownloadPath: folder, EventsEnabled: &yes,
	})
	if err != nil {
		b.t.Fatal(err)
	}
	done := func(e browser.EventDownloadProgress) bool { return e.State == browser.DownloadProgressStateCompleted }
	e, err := chromedp.Run(b.ctx, chromedp.WaitEvent(browser.DownloadProgress, done,
		chromedp.Click(fmt.Sprintf(`//main//a[normalize-space(.)=%q]`, words))))
	if err != nil {
		b.t.Fatal(err)
	}
	return filepath.Join(folder, e.GUID)
}

// Everything can be reached and pressed with the keyboard alone.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.tab(t, "keyboard")
	b.open("/sign-in")
	b.run(chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter)) // the skip link leads past the navigation
	b.run(chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent("nadia"), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(password))
	b.leave(chromedp.KeyEvent(kb.Enter))
	b.says("Welcome, Nadia Okafor")

	// The Enter key in a row saves, and does not press the first button of the form, which removes that row.
	rec := h.draft(t, nil)
	b.open(section(rec.ID, "recommendations"))
	b.run(chromedp.Focus(chromedp.ID("recommendations-0-by_whom")))
	b.leave(chromedp.KeyEvent(kb.Enter))
	if b.path() != section(rec.ID, "contingency") {
		t.Errorf("Enter leads to %s", b.path())
	}
	if form, _ := h.stored(t, rec.ID); len(form.Recommendations.Actions) != 1 {
		t.Errorf("%d actions after Enter", len(form.Recommendations.Actions))
	}
}
