package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"minutebook/forms"
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
