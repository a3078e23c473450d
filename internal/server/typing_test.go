package server_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"minutebook/internal/records"
)

// keeps sends what the script of a section's page sends while somebody types.
func (c *caller) keeps(address, window string, step int, page url.Values, text string) (answer struct{ Kept, Mark, Says string }) {
	c.t.Helper()
	sent := url.Values{"version": {"1"}, "window": {window}, "step": {strconv.Itoa(step)}, "background": {text}}
	for _, name := range []string{"version", "seen"} {
		if page.Has(name) {
			sent[name] = page[name]
		}
	}
	got := c.post(address+"/typed", sent).want(http.StatusOK)
	if err := json.Unmarshal([]byte(got.body), &answer); err != nil {
		c.t.Fatal(err)
	}
	return answer
}

// What was typed and not saved is on the page again, for this person only, until it is saved or thrown away.
func TestTypedIsThereAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	address := section(rec.ID, "background")
	tom, nadia := h.as(t, "tom"), h.as(t, "nadia")
	if a := tom.keeps(address, "w1", 1, nil, "How it\r\nbegan"); a.Kept == "" || a.Says != "" {
		t.Errorf("%+v", a)
	}
	page := tom.get(address).want(http.StatusOK, "You typed this on", "not saved yet", "How it began").inputs(address)
	if nadia.get(address).want(http.StatusOK); strings.Contains(nadia.get(address).body, "How it") {
		t.Error("somebody else sees it")
	}
	tom.get("/records/"+rec.ID).want(http.StatusOK, "You have typed something here on")
	nadia.get("/records/"+rec.ID).want(http.StatusOK, "Tom Brennan has typed something here and not saved it")
	nadia.get("/records/"+rec.ID+"/check").want(http.StatusOK, "Background: Tom Brennan has typed something")
	if _, version := h.stored(t, rec.ID); version != 1 {
		t.Errorf("typing made version %d", version)
	}
	page.Set("throw", "yes")
	tom.post(address, page).want(http.StatusSeeOther)
	tom.get(address).want(http.StatusOK, "thrown away")
	if again := tom.get(address); strings.Contains(again.body, "How it") {
		t.Error("it is there after it was thrown away")
	}

	tom.keeps(address, "w2", 1, nil, "Once more")
	tom.post(address, tom.get(address).inputs(address)).want(http.StatusSeeOther)
	if form, version := h.stored(t, rec.ID); form.Background.Background != "Once more" || version != 2 {
		t.Errorf("version %d has %q", version, form.Background.Background)
	}
	if again := tom.get(address); strings.Contains(again.body, "not saved yet") {
		t.Error("it counts as unsaved after it was saved")
	}
}

// What cannot be stored as an answer is kept as it was typed.
func TestTypedAsItIs(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	address := section(rec.ID, "child_details")
	tom := h.as(t, "tom")
	page := tom.get(address).inputs(address)
	page.Set("meeting_date.day", "31")
	page.Set("meeting_date.month", "Febuary")
	page.Set("step", "1")
	tom.post(address+"/typed", page).want(http.StatusOK)
	if again := tom.get(address).inputs(address); again.Get("meeting_date.day") != "31" || again.Get("meeting_date.month") != "Febuary" {
		t.Errorf("%v", again)
	}
}

// A page learns that somebody else saved its section, and saving leads to both texts.
func TestTypedAndOvertaken(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	address := section(rec.ID, "background")
	tom, nadia := h.as(t, "tom"), h.as(t, "nadia")
	opened := tom.get(address).inputs(address)
	nadia.post(address, url.Values{"version": {"1"}, "background": {"Nadia’s text"}}).want(http.StatusSeeOther)
	a := tom.keeps(address, "w1", 1, opened, "Tom’s text")
	if a.Kept == "" || !strings.Contains(a.Says, "Nadia Okafor saved this section at") {
		t.Errorf("%+v", a)
	}
	page := tom.get(address).want(http.StatusOK, "Tom’s text").inputs(address)
	choice := tom.post(address, page).want(http.StatusConflict, "Somebody else saved first", "Nadia’s text", "Tom’s text").inputs(address)
	tom.get(address).want(http.StatusOK, "Tom’s text") // leaving the choice loses nothing
	choice.Set("take.background", "both")
	choice.Set("resolve", "save")
	tom.post(address, choice).want(http.StatusSeeOther)
	if form, version := h.stored(t, rec.ID); form.Background.Background != "Nadia’s text\n\nTom’s text" || version != 3 {
		t.Errorf("version %d has %q", version, form.Background.Background)
	}
	if again := tom.get(address); strings.Contains(again.body, "not saved yet") {
		t.Error("it counts as unsaved after it was saved")
	}
}

// One person with two windows gets both texts to choose from.
func TestTwoWindows(t *testing.T) {
	t.Parallel()
	for take, want := range map[string]string{"mine": "Of the second", "theirs": "Of the first", "both": "Of the first\n\nOf the second"} {
		t.Run(take, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			rec := h.draft(t, nil)
			address := section(rec.ID, "background")
			tom := h.as(t, "tom")
			second := tom.get(address).inputs(address)
			tom.keeps(address, "w1", 1, nil, "Of the first")
			if a := tom.keeps(address, "w2", 1, second, "Of the second"); a.Kept != "" || !strings.Contains(a.Says, "another window") {
				t.Errorf("%+v", a)
			}
			second.Set("background", "Of the second")
			second.Set("window", "w2")
			choice := tom.post(address, second).want(http.StatusConflict, "You typed in another window too", "Of the first", "Of the second").inputs(address)
			choice.Set("take.background", take)
			choice.Set("resolve", "save")
			tom.post(address, choice).want(http.StatusSeeOther)
			if form, _ := h.stored(t, rec.ID); form.Background.Background != want {
				t.Errorf("stored %q, want %q", form.Background.Background, want)
			}
			if again := tom.get(address); strings.Contains(again.body, "not saved yet") {
				t.Error("a copy is left")
			}
		})
	}
}

// What was typed and not saved when somebody signs is there to be copied.
func TestTypedAndSigned(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.Completed(t)
	address := section(rec.ID, "background")
	tom := h.as(t, "tom")
	tom.keeps(address, "w1", 1, nil, "A long story")
	if _, err := h.Sign(t.Context(), h.Chair, rec.ID, rec.Version); err != nil {
		t.Fatal(err)
	}
	if a := tom.keeps(address, "w1", 2, nil, "A longer story"); a.Kept == "" || !strings.Contains(a.Says, "Nadia Okafor signed these minutes") {
		t.Errorf("%+v", a)
	}
	tom.get(address).want(http.StatusConflict, "These minutes were signed meanwhile", "A longer story")
}

// Who has a section open is told to those who may see the record.
func TestPresence(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	address := section(rec.ID, "background")
	tom, nadia := h.as(t, "tom"), h.as(t, "nadia")
	nadia.get(address).want(http.StatusOK)
	tom.get(address).want(http.StatusOK, "Nadia Okafor has this section open.")
	tom.get(section(rec.ID, "contact")).want(http.StatusOK)
	if got := nadia.post(address+"/present", nil).want(http.StatusOK); !strings.Contains(got.body, "Tom Brennan has this section open.") {
		t.Error(got.body)
	}
	h.as(t, "ruth").get(address).want(http.StatusOK, "Nadia Okafor and Tom Brennan have this section open.")
}

// A page that was left open asks again and again who else is there, and its session ends all the same. What is typed keeps it.
func TestPresenceKeepsNoSession(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	tom := h.as(t, "tom")
	for path, keeps := range map[string]bool{"/present": false, "/typed": true} {
		got := tom.post(section(rec.ID, "background")+path, url.Values{"version": {"1"}, "step": {"1"}}).want(http.StatusOK)
		if kept := got.header.Get("Set-Cookie") != ""; kept != keeps {
			t.Errorf("%s: the session was kept: %v", path, kept)
		}
	}
}

// What the browser held back while there was no connection comes as a page, with rows that the record does not have.
func TestRestored(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	address := section(rec.ID, "recommendations")
	tom := h.as(t, "tom")
	typed := tom.get(address).inputs(address)
	typed.Set("recommendations.1.recommendation", "Tell the school")
	typed.Set("window", "w1")
	typed.Set("restore", "yes")
	page := tom.post(address, typed).want(http.StatusOK, "You typed this in this browser", "Tell the school", "Action 2").inputs(address)
	if page.Get("window") != "w1" || page.Get("version") != "1" {
		t.Errorf("%v", page)
	}
	if _, err := h.Typed(t.Context(), records.Actor{Person: h.Worker.Person}, rec.ID, "recommendations"); err == nil {
		t.Error("showing it stored it")
	}
}
