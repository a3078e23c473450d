package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

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
	c.get(section(id, "decision")).want(http.StatusOK, "The sheet cannot be signed while this stands in it", "Tithebarn Fold in “What was decided”", "may not know")
	version := c.get(sheet+"/check").want(http.StatusOK, "Tithebarn Fold in “What was decided”").inputs(sheet + "/check")
	c.post(sheet+"/check", version).want(http.StatusUnprocessableEntity, "This sheet is not complete yet")

	// Who may not release is told who may. The chair gives a reason, and confirms that an address cannot be taken back.
	c.get(sheet+"/check").want(http.StatusOK, "A chair can release it with a reason")
	release := url.Values{"version": {"3"}, "from": {"check"}, "pointer": {"/what_was_decided"}, "text": {"Tithebarn Fold"}, "reason": {"The mother has visited."}}
	sharing := sheet + "/sharing"
	c.post(sharing, release).want(http.StatusForbidden)
	chair := h.as(t, "nadia")
	chair.get(sheet+"/check").want(http.StatusOK, "Release with a reason", "Whoever has an address can go there")
	chair.post(sharing, release).want(http.StatusUnprocessableEntity, "Confirm that you have thought about it", "The mother has visited.")
	release.Set("understood", "yes")
	release.Set("reason", " ")
	chair.post(sharing, release).want(http.StatusUnprocessableEntity, "Enter why this parent may have it")
	release.Set("reason", "The mother has visited.")
	if got := chair.post(sharing, release).want(http.StatusSeeOther).location(); got != sheet+"/check" {
		t.Errorf("a release leads to %s", got)
	}
	release.Set("version", "4")
	chair.post(sharing, release).want(http.StatusSeeOther) // what may stand already is released once
	c.get(sharing).want(http.StatusOK, "“Tithebarn Fold”", "The mother has visited.", "Nadia Okafor")
	c.get(section(id, "releases")).want(http.StatusSeeOther)
	c.post(sheet+"/check", c.get(sheet+"/check").inputs(sheet+"/check")).want(http.StatusSeeOther)
	chair.get(sheet+"/sign").want(http.StatusOK, "Sign this sheet", "the authority’s electronic seal", "Released to this parent", "The mother has visited.", "Nadia Okafor")
	c.get(sheet + "/sign").want(http.StatusForbidden)
	c.get(sheet).want(http.StatusOK, "Released to this parent", "It tells a parent of the meeting")
	c.get("/records/"+meeting.ID).want(http.StatusOK, "Sheet for Rosalind Fictional, mother ready to sign")
	if again := c.post(address, url.Values{"parent": {"mother"}}).want(http.StatusSeeOther).location(); again != sheet {
		t.Errorf("a second sheet is started at %s", again)
	}
}

// The chair reads what is withheld from this parent and why, releases a part of it, and the part is checked like the rest.
func TestReleaseOfAPart(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	meeting := h.issuedMeeting(t)
	chair, worker := h.as(t, "nadia"), h.as(t, "tom")
	sheet := worker.post("/records/"+meeting.ID+"/summaries", url.Values{"parent": {"mother"}}).want(http.StatusSeeOther).location()
	sharing, id := sheet+"/sharing", strings.TrimPrefix(sheet, "/records/")
	page := chair.get(sharing).want(http.StatusOK, "What Rosalind Fictional gets", "It can hold information about the other parent", "“Ferncastle”: It is the name of the foster carer", "Release it with a reason")
	if strings.Contains(worker.get(sharing).body, "Release it with a reason") || !strings.Contains(page.body, "Una Ferncastle looks after Mia.") {
		t.Error("the page offers a release to a social worker, or does not show what is withheld")
	}
	part := url.Values{"version": {"1"}, "part": {"/background"}}
	worker.post(sharing, part).want(http.StatusForbidden)
	chair.post(sharing, part).want(http.StatusUnprocessableEntity, "Enter why this parent may have it")
	part.Set("reason", strings.Repeat("long ", 500))
	chair.post(sharing, part).want(http.StatusUnprocessableEntity, "2000 characters or fewer")
	part.Set("reason", "She asked for it.")
	shared := chair.post(sharing, part).want(http.StatusSeeOther).location()
	if shared != section(id, "shared") {
		t.Errorf("a release leads to %s", shared)
	}
	chair.get(shared).want(http.StatusOK, "Una Ferncastle looks after Mia.", "Ferncastle in “In plain words (part 1)”", "It is the name of the foster carer", "5 words in a sentence on average")
	part.Set("version", "2")
	part.Set("part", "/meeting_date") // is for parents anyway
	chair.post(sharing, part).want(http.StatusNotFound)
	part.Set("version", "1")
	part.Set("part", "/background")
	again := chair.post(sharing, part).want(http.StatusConflict, "Nadia Okafor saved the sheet meanwhile", "She asked for it.").inputs(sharing)
	chair.post(sharing, again).want(http.StatusSeeOther) // released already, and not a second time

	// A social worker writes plain words and may take a release back.
	worker.post(sharing, url.Values{"version": {"2"}, "tell": {"child_details"}}).want(http.StatusSeeOther)
	worker.get(shared).want(http.StatusOK, "Part 2", "Date of meeting: 2 March 2026")
	worker.get(sharing).want(http.StatusOK, "Change the plain words of Child details", "Released")
	worker.post(sharing, url.Values{"version": {"3"}, "withdraw": {"no"}}).want(http.StatusBadRequest)
	worker.post(sharing, url.Values{"version": {"3"}, "withdraw": {"0"}}).want(http.StatusSeeOther)
	worker.get(sharing).want(http.StatusOK, "The release is taken back", "Nothing has been released")
	chair.get(sheet+"/check").want(http.StatusOK, "Ferncastle in “In plain words (part 1)”")
	chair.get("/records/" + meeting.ID + "/sharing").want(http.StatusNotFound)
}

// What stands beside a text comes as a part of a page.
func TestReading(t *testing.T) {
	t.Parallel()
	c := newHouse(t).as(t, "tom")
	page := c.post("/reading", url.Values{"text": {"The placement <ended>. " + strings.Repeat("so ", 30) + "on."}}).
		want(http.StatusOK, "17 words in a sentence", "This sentence has 31 words", "“placement”: everybody understands “home”")
	if strings.Contains(page.body, "<!DOCTYPE") || strings.Contains(page.body, "<ended>") {
		t.Error(page.body)
	}
	if empty := c.post("/reading", url.Values{}).want(http.StatusOK); strings.TrimSpace(empty.body) != "" {
		t.Errorf("of no text it says %q", empty.body)
	}
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
			b.run(chromedp.Click(chromedp.CSS("#hit-1 summary")))
			b.inspect("hit-open")
			b.fill("hit-1-reason", "The mother has visited.")
			b.press("Release: “Tithebarn Fold”")
			b.says("Confirm that you have thought about it")
			b.inspect("release-problem")
			b.choose("release-understood")
			b.press("Release: “Tithebarn Fold”")
			b.says("Released. The sheet says who released it")
			b.fill("what_was_decided", "The placement at Tithebarn Fold goes on. "+strings.Repeat("and so ", 16)+"on.")
			if scripts {
				b.run(chromedp.Focus(chromedp.ID("what_was_decided")), chromedp.KeyEvent(" ")) // fill presses no key
				if _, err := chromedp.Run(b.ctx, chromedp.Poll[bool](`document.querySelector("[data-reads]").innerText.includes("placement")`)); err != nil {
					t.Fatal(err)
				}
			} else {
				b.press("Save and look at the words")
			}
			b.says("everybody understands “home”", "This sentence has 33 words")
			b.inspect("reading")
			b.press("Save and return")
			b.press("What this parent gets, and what not")
			b.inspect("sharing")
			b.run(chromedp.Click(`//summary[normalize-space(.)="Release it with a reason: Background"]`))
			b.fill("release-background-reason", "She asked for it.")
			b.press("Release into the sheet: “Background”")
			b.says("Ferncastle in “In plain words (part 1)”", "Released. Its words are in the sheet now")
			b.inspect("shared")
			b.fill("shared-0-heading", "How Mia lives", "shared-0-text", "Mia lives with kind people.")
			b.press("Save and return")
			b.press("Check your answers")
			b.inspect("check")
			b.open(record + "/sections/who")
			b.fill("who_to_contact", "Tom Brennan, 01632 960777")
			b.press("Save and return")
			b.press("Check your answers")
			b.press("Mark as complete")
			b.says("Released to this parent", "The mother has visited.", "She asked for it.")
			b.inspect("sign")
			b.open(record)
			b.inspect("record-released")
			child, err := h.Child(t.Context(), h.Chair, meeting.ChildID)
			if err != nil {
				t.Fatal(err)
			}
			child.People = append(child.People, forms.Person{Key: "aunt", Role: "aunt", Name: "Ivy Fictional", Telephone: "01632 960777"})
			if err := h.UpdateChild(t.Context(), h.Chair, child); err != nil {
				t.Fatal(err)
			}
			b.open(record + "/sign")
			b.says("01632 960777 in “Who to contact”", "It reaches the aunt")
			b.inspect("sign-hits")
			b.open("/records/" + meeting.ID)
			b.says("Sheet for Rosalind Fictional, mother")
			b.inspect("meeting-with-sheet")
			b.press("Write the summary for a parent")
			b.inspect("whose-again")
		})
	}
	h := newHouse(t)
	loose := new(forms.Summary)
	loose.ParentKey, loose.Decided = "mother", "Mia is well."
	meeting := h.issuedMeeting(t)
	rec, _, err := h.Create(t.Context(), h.Worker, meeting.ChildID, loose)
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := h.StartSheet(t.Context(), h.Worker, meeting.ID, "mother")
	if err != nil {
		t.Fatal(err)
	}
	b := h.tab(t, "summary-worker")
	b.signIn("tom")
	b.open("/records/" + rec.ID + "/sharing")
	b.says("This sheet is tied to no meeting")
	b.inspect("sharing-untied")
	b.open("/records/" + sheet.ID + "/sharing")
	b.says("A chair can release more")
	b.inspect("sharing")

	h = newHouse(t)
	meeting = h.SignedRecord(t)
	if err := h.Issue(t.Context(), meeting.ID, meeting.Version); err != nil {
		t.Fatal(err)
	}
	b = h.tab(t, "summary-nobody")
	b.signIn("tom")
	b.open("/records/" + meeting.ID + "/summaries")
	b.says("No parent is among the people")
	b.inspect("whose")
}
