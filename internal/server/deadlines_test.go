package server_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"minutebook/forms"
	"minutebook/internal/records"
	"minutebook/internal/server"
	"minutebook/internal/web"
)

// due stands for the rules of an authority, which have tests of their own.
func due(_ *house, c *web.Config, _ *server.Config) {
	c.Deadlines = func(child forms.Child, found []records.Record) ([]web.Deadline, error) {
		if child.Relinquished {
			return nil, errors.New("the rules are gone")
		}
		day := func(month time.Month, day int) forms.Date { return forms.Date{Year: 2026, Month: month, Day: day} }
		all := []web.Deadline{
			{Rule: "001-R12", Name: "Second looked-after review", Counted: "Within 3 months, from 1 March 2026 (First review)", Source: "Example County Council", Due: day(6, 1), State: "to come", Tone: "blue", Open: true},
			{Rule: "001-R04", Name: "Minutes of the planning meeting to everybody who came", Source: "Example County Council", Due: day(3, 5), State: "overdue, 12 days", Tone: "red", Open: true},
			{Rule: "S01", Name: "Initial health assessment", Source: "The law", Due: day(1, 30), State: "met", Tone: "green"},
		}
		return all[:1+len(found)*2], nil
	}
}

// What is still to be done comes first, in order of time; drafts of minutes count, and other forms do not.
func TestDeadlines(t *testing.T) {
	t.Parallel()
	h := newHouse(t, due)
	rec := h.draft(t, nil)
	if _, _, err := h.Create(t.Context(), h.Worker, rec.ChildID, &forms.CPR{}); err != nil {
		t.Fatal(err)
	}
	c := h.as(t, "tom")
	page := c.get("/children/"+rec.ChildID).want(http.StatusOK, "Deadlines", "Example County Council, 001-R04", "Within 3 months, from 1 March 2026 (First review) Example County Council, 001-R12", "5 March 2026", "overdue, 12 days",
		"1 deadline that is done or no longer counts", "Initial health assessment")
	if strings.Index(page.body, "001-R04") > strings.Index(page.body, "001-R12") {
		t.Error("what is due first does not come first")
	}
	child := h.AddChild(t, "C-2000")
	alone := c.get("/children/" + child.ID).want(http.StatusOK)
	if strings.Contains(alone.body, "001-R04") {
		t.Error("a child without minutes has a deadline for minutes")
	}
	gone, err := h.Service.AddChild(t.Context(), h.Worker, forms.Child{Name: "Ada Fictional", CaseNumber: "C-3000", Relinquished: true})
	if err != nil {
		t.Fatal(err)
	}
	c.get("/children/"+gone.ID).want(http.StatusInternalServerError, "Something went wrong")

	b := h.tab(t, "deadlines")
	b.signIn("tom")
	b.open("/children/" + rec.ChildID)
	b.inspect("child")
	b.open("/children/" + child.ID)
	b.inspect("child-one")
	none := newHouse(t)
	if page := none.as(t, "tom").get("/children/" + none.draft(t, nil).ChildID); strings.Contains(page.body, "Deadlines") {
		t.Error("an installation without rules tells of deadlines")
	}
}
