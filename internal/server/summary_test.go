package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/records"
)

// issuedMeeting is a meeting with papers, about a child whose people are known.
func (h *house) issuedMeeting(t testing.TB) records.Record {
	t.Helper()
	child := h.wholeChild(t)
	form := &forms.PPM{}
	form.MeetingKind, form.MeetingDate = "initial", forms.Date{Year: 2026, Month: 3, Day: 2}
	form.Background.Background = "Una Ferncastle looks after Mia."
	rec, _, err := h.Create(t.Context(), h.Worker, child.ID, form)
	if err == nil {
		rec, err = h.Complete(t.Context(), h.Worker, rec.ID, rec.Version)
	}
	if err == nil {
		rec, err = h.Sign(t.Context(), h.Chair, rec.ID, rec.Version)
	}
	if err == nil {
		err = h.Issue(t.Context(), rec.ID, rec.Version)
	}
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// A sheet that gives something away is stopped, with what, and where, until the chair lets it stand.
func TestSummaryForAParent(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	meeting := h.issuedMeeting(t)
	c := h.as(t, "tom")
	address := "/records/" + meeting.ID + "/summaries"
	c.get("/records/"+meeting.ID).want(http.StatusOK, "Write the summary for a parent")
	page := c.get(address).want(http.StatusOK, "Rosalind Fictional, mother", "What a parent does not get from these minutes", "Background",
		"It can hold information about the other parent")
	if strings.Contains(page.body, "Una Ferncastle") {
		t.Error("the page offers a sheet to somebody who is no parent, or shows what is withheld")
	}
	c.post(address, url.Values{}).want(http.StatusUnprocessableEntity, "Choose the parent for whom the summary is")
	sheet := c.post(address, url.Values{"parent": {"mother"}}).want(http.StatusSeeOther).location()
	id := strings.TrimPrefix(sheet, "/records/")
	c.get(sheet).want(http.StatusOK, "Summary sheet for a parent", "What was decided")
	details := section(id, "child_details")
	if got := c.get(details).inputs(details); got.Get("parent") != "mother" || got.Get("parent_name") != "Rosalind Fictional" || got.Get("meeting_date.day") != "2" {
		t.Errorf("the sheet begins with %v", got)
	}
	write := func(of, name, text string) {
		t.Helper()
		inputs := c.get(section(id, of)).want(http.StatusOK).inputs(section(id, of))
		inputs.Set(name, text)
		c.post(section(id, of), inputs).want(http.StatusSeeOther)
	}
	write("decision", "what_was_decided", "Mia will stay at Tithebarn Fold.")
	write("who", "who_to_contact", "Tom Brennan, on weekdays")
	c.get(section(id, "decision")).want(http.StatusOK, "Needed before this sheet can be signed", "“Tithebarn Fold”", "may not know")
	version := c.get(sheet+"/check").want(http.StatusOK, "“Tithebarn Fold”").inputs(sheet + "/check")
	c.post(sheet+"/check", version).want(http.StatusUnprocessableEntity, "This sheet is not complete yet")

	c = h.as(t, "nadia")
	write("releases", "releases.0.text", "Tithebarn Fold")
	c.get(sheet+"/check").want(http.StatusOK, "Needed before this sheet can be signed") // no reason, no release
	write("releases", "releases.0.reason", "The mother has visited.")
	c.post(sheet+"/check", c.get(sheet+"/check").inputs(sheet+"/check")).want(http.StatusSeeOther)
	c.get(sheet+"/sign").want(http.StatusOK, "Sign this sheet", "the authority’s electronic seal")
	h.as(t, "tom").get(sheet + "/sign").want(http.StatusForbidden)
}

func TestSummaryPath(t *testing.T) {
	t.Parallel()
	for _, scripts := range []bool{true, false} {
		name := map[bool]string{true: "summary", false: "summary-plain"}[scripts]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			meeting := h.issuedMeeting(t)
			b := h.tab(t, name)
			if !scripts {
				b.withoutScripts()
			}
			b.signIn("nadia")
			b.open("/records/" + meeting.ID)
			b.inspect("meeting")
			b.press("Write the summary for a parent")
			b.press("Start the summary")
			b.says("Choose the parent for whom the summary is")
			b.inspect("whose")
			b.choose("parent")
			b.press("Start the summary")
			b.inspect("record")
			record := b.path()
			b.press("What was decided")
			b.fill("what_was_decided", "Mia will stay at Tithebarn Fold.")
			b.press("Save and return")
			b.press("What was decided")
			b.says("which this parent may not know")
			b.inspect("hit")
			b.open(record)
			b.press("Released by the chair")
			b.inspect("releases")
		})
	}
	h := newHouse(t)
	meeting := h.SignedRecord(t)
	if err := h.Issue(t.Context(), meeting.ID, meeting.Version); err != nil {
		t.Fatal(err)
	}
	b := h.tab(t, "summary-nobody")
	b.signIn("tom")
	b.open("/records/" + meeting.ID + "/summaries")
	b.says("No parent is among the people")
	b.inspect("whose")
}
