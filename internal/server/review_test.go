package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/records"
)

// Every form on offer can be started, and is about the child.
func TestStartEveryForm(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	child := h.AddChild(t, "C-1000")
	c := h.as(t, "tom")
	address := "/children/" + child.ID + "/records/new"
	offered := 0
	for _, kind := range forms.Kinds() {
		page := c.get(address).want(http.StatusOK)
		if !strings.Contains(page.body, `value="`+string(kind)+`"`) {
			continue
		}
		offered++
		started := c.post(address, url.Values{"kind": {string(kind)}}).want(http.StatusSeeOther)
		c.get(started.location()).want(http.StatusOK, forms.Define(kind).Title, "Mia Fictional")
		c.get(started.location()+"/check").want(http.StatusOK, "C-1000")
	}
	if offered != len(forms.Kinds())-1 { // a parent's sheet is written from its meeting
		t.Errorf("%d forms are offered", offered)
	}
	c.get("/children/"+child.ID).want(http.StatusOK, "Child’s Permanence Report", "Adoption planning task list")
}

// A review starts from its meeting, once unless asked for again, and no longer from nothing.
func TestReviewStarts(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	meeting := h.SignedRecord(t)
	c := h.as(t, "tom")
	address := "/records/" + meeting.ID
	page := c.get("/children/"+meeting.ChildID+"/records/new").want(http.StatusOK, "start from the meeting itself")
	if strings.Contains(page.body, `value="prpm"`) {
		t.Error("a review is offered without the meeting before it")
	}
	c.get(address).want(http.StatusOK, "Start the review meeting", "every unfinished recommendation")
	review := c.post(address+"/reviews", url.Values{}).want(http.StatusSeeOther).location()
	c.get(review).want(http.StatusOK, "Permanence review planning meeting", "It reviews the meeting before it")
	c.get(address).want(http.StatusOK, "The review meeting , started by Tom Brennan on 2 March 2026")

	again := h.as(t, "nadia").post(address+"/reviews", url.Values{}).want(http.StatusConflict, "Tom Brennan started the review of this meeting on 2 March 2026")
	if !strings.Contains(again.body, `href="`+review+`"`) {
		t.Error("no link to the review that is there")
	}
	another := again.inputs(address + "/reviews")
	other := h.as(t, "nadia").post(address+"/reviews", another).want(http.StatusSeeOther).location()
	if other == review {
		t.Error("the other review is the first one")
	}
	c.post(review+"/reviews", url.Values{}).want(http.StatusConflict, "This cannot be done yet")

	report, _, err := h.Create(t.Context(), h.Worker, meeting.ChildID, &forms.CPR{})
	if err != nil {
		t.Fatal(err)
	}
	c.post("/records/"+report.ID+"/reviews", url.Values{}).want(http.StatusNotFound)
}

// review returns the review of a signed meeting with many answers, three actions among them, and when it took place.
func (h *house) review(t testing.TB) (meeting, review records.Record) {
	t.Helper()
	rec := h.draft(t, func(f *forms.PPM) {
		f.Background.Background, f.Court.CourtTimetable = strings.Repeat("The story so far. ", 20), "The hearing is in May."
		f.Options.Adoption.Considered, f.Options.Adoption.Comment = forms.Yes, "The aunt was asked first."
		f.Carers = []forms.ConnectedCarer{{CarerName: "Ana Fictional", Comments: "An aunt"}}
		f.Recommendations.Actions = []forms.Action{
			{Recommendation: "Book the health assessment", ByWhom: "Tom Brennan", TargetDate: forms.Date{Year: 2026, Month: 3, Day: 20}},
			{Recommendation: "Tell the school", ByWhom: "Nadia Okafor"},
			{Recommendation: "Visit the aunt", ByWhom: "Tom Brennan"},
		}
		f.NextDate = forms.Date{Year: 2026, Month: 4, Day: 13}
	})
	rec, err := h.Complete(t.Context(), h.Worker, rec.ID, rec.Version)
	if err == nil {
		rec, err = h.Sign(t.Context(), h.Chair, rec.ID, rec.Version)
	}
	if err == nil {
		err = h.Issue(t.Context(), rec.ID, rec.Version)
	}
	if err == nil {
		review, _, err = h.StartReview(t.Context(), h.Worker, rec.ID, false)
	}
	if err != nil {
		t.Fatal(err)
	}
	return rec, review
}

// What was agreed is shown and travels; only how it stands is asked. No row comes or goes by hand.
func TestCarriedActions(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	_, review := h.review(t)
	c := h.as(t, "tom")
	address := section(review.ID, "review")
	page := c.get(address).want(http.StatusOK, "Action A1", "Book the health assessment", "20 March 2026",
		"2 March 2026, 42 days before this meeting", "Times carried Once", "What would move it forward", "Closed because")
	for _, not := range []string{`name="add"`, `name="remove"`, `id="carried_forward-0-recommendation" name`} {
		if strings.Contains(page.body, not) {
			t.Errorf("the page has %s", not)
		}
	}
	inputs := page.inputs(address)
	for _, button := range []url.Values{{"add": {"carried_forward"}}, {"remove": {"carried_forward.0"}}} {
		for name, v := range inputs {
			button[name] = v
		}
		c.post(address, button).want(http.StatusBadRequest)
	}
	inputs.Set("carried_forward.0.update", "Booked for May")
	inputs.Set("carried_forward.1.completed_date.day", "soon")
	c.post(address, inputs).want(http.StatusUnprocessableEntity, "Completed on (action 2)", "42 days before this meeting")
	inputs.Set("carried_forward.1.completed_date.day", "1")
	inputs.Set("carried_forward.1.completed_date.month", "4")
	inputs.Set("carried_forward.1.completed_date.year", "2026")
	inputs.Set("carried_forward.2.closed_reason", "The aunt moved abroad")
	c.post(address, inputs).want(http.StatusSeeOther)
	now, err := h.Record(t.Context(), h.Worker, review.ID)
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range now.Form.(*forms.PRPM).Carried {
		was := review.Form.(*forms.PRPM).Carried[i]
		if a.Number != was.Number || a.Recommendation != was.Recommendation || a.TargetDate != was.TargetDate || a.FirstAgreed != was.FirstAgreed || *a.TimesCarried != 1 {
			t.Errorf("what was agreed became %+v", a)
		}
		if a.Finished() != (i > 0) {
			t.Errorf("action %s: finished is %t", a.Number, a.Finished())
		}
	}
	for name := range inputs { // a row that went missing on the way is told, not dropped
		if strings.HasPrefix(name, "carried_forward.0.") {
			inputs.Del(name)
		}
	}
	inputs.Set("version", "2")
	c.post(address, inputs).want(http.StatusUnprocessableEntity, "A1")
}

// Every section of a review says what the meeting before had recorded.
func TestSinceTheMeetingBefore(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	_, review := h.review(t)
	c := h.as(t, "tom")
	c.get(section(review.ID, "background")).want(http.StatusOK, "Unchanged since the meeting on 2 March 2026")
	c.get(section(review.ID, "options")).want(http.StatusOK, "Unchanged since the meeting on 2 March 2026")
	if page := c.get(section(review.ID, "present")); strings.Contains(page.body, "the meeting on 2 March") {
		t.Error("who came to one meeting is compared with who came to another")
	}
	for _, change := range []struct{ section, name, answer string }{
		{"background", "background", "A new story"}, {"court", "court_timetable", ""}, {"options", "options.adoption.comment", "The aunt moved."},
		{"child_views", "child_views", "I want to stay."}, {"connected_carers", "carers.0.comments", "An aunt abroad"},
	} {
		address := section(review.ID, change.section)
		inputs := c.get(address).want(http.StatusOK).inputs(address)
		inputs.Set(change.name, change.answer)
		c.post(address, inputs).want(http.StatusSeeOther)
	}
	c.get(section(review.ID, "background")).want(http.StatusOK, "Changed since the meeting on 2 March 2026: what it said then", "The story so far.")
	c.get(section(review.ID, "court")).want(http.StatusOK, "At the meeting on 2 March 2026: The hearing is in May.")
	c.get(section(review.ID, "options")).want(http.StatusOK, "At the meeting on 2 March 2026: The aunt was asked first.")
	c.get(section(review.ID, "child_views")).want(http.StatusOK, "Not answered at the meeting on 2 March 2026")
	c.get(section(review.ID, "connected_carers")).want(http.StatusOK, "Ana Fictional was: ")
	c.get("/records/"+review.ID+"/check").want(http.StatusOK, "What changed since the meeting on 2 March 2026",
		"Before The hearing is in May. Now Taken away", "Rewritten; its section has the new text.", "Before The aunt was asked first. Now The aunt moved.")
}

// Somebody writes a review, with and without scripts.
func TestReviewPath(t *testing.T) {
	t.Parallel()
	for _, scripts := range []bool{true, false} {
		name := map[bool]string{true: "review", false: "review-plain"}[scripts]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			meeting, review := h.review(t)
			b := h.tab(t, name)
			if !scripts {
				b.withoutScripts()
			}
			b.signIn("nadia")
			b.open("/children/" + meeting.ChildID)
			b.inspect("child")
			b.press("Start a form")
			b.inspect("start")
			b.open("/records/" + meeting.ID)
			b.inspect("meeting")
			b.press("Start the review meeting")
			b.says("A review has been started already")
			b.inspect("reviewed")
			b.press("Go to the review")
			b.inspect("record")
			b.press("Recommendations carried forward from the previous meeting")
			b.says("Action A3")
			b.inspect("carried")
			b.fill("carried_forward-0-update", "Booked for May", "carried_forward-1-closed_reason", "The school knows already", "carried_forward-2-completed_date-day", "x")
			b.press("Save and continue")
			b.says("There is a problem")
			b.inspect("carried-problem")
			b.fill("carried_forward-2-completed_date-day", "1", "carried_forward-2-completed_date-month", "4", "carried_forward-2-completed_date-year", "2026")
			b.press("Save and continue")
			for _, id := range []string{"background", "court", "connected_carers", "options"} {
				b.open(section(review.ID, id))
				b.inspect("unchanged-" + id)
			}
			b.fill("options-adoption-comment", "The aunt moved abroad.")
			b.press("Save and return")
			b.open(section(review.ID, "background"))
			b.fill("background", "A new story")
			b.press("Save and return")
			b.open(section(review.ID, "connected_carers"))
			b.fill("carers-0-comments", "An aunt abroad")
			b.press("Save and return")
			for _, id := range []string{"background", "connected_carers", "options"} {
				b.open(section(review.ID, id))
				b.inspect("changed-" + id)
			}
			b.open("/records/" + review.ID + "/check")
			b.says("What changed since the meeting on 2 March 2026")
			b.inspect("check")
		})
	}
}
