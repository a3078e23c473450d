package server_test

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"minutebook/forms"
)

const (
	longName = "Maximiliana-Konstantinopoulou Featherstonehaugh-Cholmondeley de Montmorency-Wolfeschlegelsteinhausenbergerdorff"
	unbroken = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrikantenverbandsvorsitzender"
)

// The screens that the chair's path does not pass, and the states that people would rather not see.
func TestStates(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	child, err := h.Service.AddChild(t.Context(), h.Worker, forms.Child{Name: longName, CaseNumber: "C-7"})
	if err != nil {
		t.Fatal(err)
	}
	form := &forms.PPM{}
	form.Background.Background = strings.Repeat(unbroken, 5) + "\n\nA paragraph after it."
	for i := range 60 {
		form.Recommendations.Actions = append(form.Recommendations.Actions, forms.Action{
			Recommendation: fmt.Sprintf("Action %d: %s", i+1, strings.Repeat("ask, write down and tell everybody ", i%9+1)), ByWhom: "Tom Brennan",
		})
	}
	form.Attendance = []forms.Attendance{{Name: longName, Relation: unbroken}}
	rec, _, err := h.Create(t.Context(), h.Worker, child.ID, form)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 60 {
		if _, err := h.Service.AddChild(t.Context(), h.Worker, forms.Child{Name: fmt.Sprintf("Child %02d", i), CaseNumber: fmt.Sprintf("N-%d", i)}); err != nil {
			t.Fatal(err)
		}
	}
	address := "/records/" + rec.ID
	b := h.tab(t, "states")
	b.open("/sign-in")
	b.signIn("nadia")
	b.inspect("home-draft")
	b.open("/children?page=2")
	b.says("26 to 50 shown", "Previous page", "Next page")
	b.inspect("children-paged")
	b.open("/children/" + child.ID)
	b.inspect("child-long-name")
	b.open(address)
	b.says("things have to be put right")
	b.inspect("record-problems")
	b.open(address + "/check")
	b.inspect("check-sixty-actions")
	b.press("Mark as complete")
	b.says("These minutes are not complete yet")
	b.inspect("check-refused")
	b.press("Enter date of meeting.")
	b.says("Needed before these minutes can be signed")
	b.inspect("section-from-check")
	b.open(address + "/sections/recommendations")
	b.fill("recommendations-7-target_date-day", "soon", "ppm_frequency-value", "often")
	b.press("Save and continue")
	b.says("There is a problem")
	b.inspect("section-sixty-actions")
	b.open(address + "/sign")
	b.says("This cannot be done yet")
	b.inspect("sign-too-soon")
	b.open("/records/nothing")
	b.inspect("not-found")

	b.open(address + "/sections/recommendations")
	b.says("You typed this on") // also what could not be saved is kept
	b.press("Throw it away and show the saved answers")
	other := h.as(t, "ruth")
	theirs := other.get(address + "/sections/recommendations").inputs(address + "/sections/recommendations")
	theirs.Set("recommendations.0.recommendation", "Ruth’s words for the first action")
	theirs.Set("future_chair", "Ruth Abara")
	other.post(address+"/sections/recommendations", theirs).want(303)
	b.fill("recommendations-0-recommendation", "Nadia’s words for the first action", "recommendations-59-by_whom", unbroken)
	b.press("Save and return")
	b.says("Somebody else saved first", "Nadia’s words", "Ruth’s words")
	b.inspect("conflict")
	b.press("Save what I chose")
	b.says("Choose which answer to keep")
	b.inspect("conflict-unchosen")
	b.choose("take-recommendations-0-both")
	b.press("Save what I chose")
	b.says("Saved as version 3")

	b.open(address + "/sections/background")
	h.faults.down.Store(true)
	b.press("Save and return")
	b.says("cannot reach its records", "What you typed is kept in this page")
	b.inspect("unavailable")
	h.faults.down.Store(false)
	b.press("Try again")
	b.says("Saved as version 3")

	b.open(address + "/sections/background")
	b.run(chromedp.SetValue(chromedp.ID("background"), strings.Repeat("much ", 5000)))
	b.press("Save and return")
	b.says("must be 20000 characters or fewer")
	b.inspect("section-too-long")

	file := filepath.Join(t.TempDir(), "letter.pdf")
	if err := os.WriteFile(file, []byte("no signature"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.open("/verify")
	b.press("Check it")
	b.says("Choose the PDF or Word file")
	b.inspect("verify-no-file")
	b.run(chromedp.SetUploadFiles(chromedp.ID("file"), []string{file}))
	b.press("Check it")
	b.says("This file is not signed")
	b.inspect("verify-unsigned")
	if err := os.WriteFile(file, make([]byte, 33<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	b.open("/verify")
	b.run(chromedp.SetUploadFiles(chromedp.ID("file"), []string{file}))
	b.press("Check it")
	b.says("That is too large")
	b.inspect("too-large")

	b.open("/account")
	b.press("Change password")
	b.inspect("account-problem")
}

// A session that ended, a record that was signed meanwhile, and a person who sees no cases.
func TestStatesOfOthers(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.Completed(t)
	address := "/records/" + rec.ID
	b := h.tab(t, "others")
	b.signIn("tom")
	b.open(address)
	b.says("A chair can sign them now")
	b.inspect("record-complete")
	b.open(address + "/sign")
	b.says("You cannot do this")
	b.inspect("forbidden")

	b.open(address + "/sections/background")
	b.fill("background", "A long story")
	other := h.as(t, "tom")
	other.post("/account", url.Values{"password": {password}, "new-password": {"another quiet walk by the sea"}}).want(303)
	b.press("Save and return")
	b.says("Your session has ended")
	b.inspect("session-ended")
	b.fill("username", "ruth", "password", password)
	b.press("Sign in")
	b.inspect("kept")
	b.press("Save what you typed")
	b.says("Saved as version 2")

	b.open(address + "/sections/background")
	b.fill("background", "A longer story")
	now, err := h.Complete(t.Context(), h.Worker, rec.ID, 2)
	if err == nil {
		_, err = h.Sign(t.Context(), h.Chair, rec.ID, now.Version)
	}
	if err != nil {
		t.Fatal(err)
	}
	b.press("Save and return")
	b.says("These minutes were signed meanwhile", "A longer story")
	b.inspect("too-late")
	b.leave(chromedp.Click(chromedp.CSS("form[action='/sign-out'] button")))
	b.signIn("priya")
	b.says("It gives no access to children")
	b.inspect("home-administrator")
	b.open("/children")
	b.says("Page not found")
}
