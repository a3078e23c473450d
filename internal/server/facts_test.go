package server_test

import (
	"errors"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"minutebook/forms"
	"minutebook/internal/server"
	"minutebook/internal/web"
)

// wholeChild has everything that the page of facts asks about, some of it from another system, and something that it does
// not ask about.
func (h *house) wholeChild(t testing.TB) forms.Child {
	t.Helper()
	day := func(year int, month time.Month, day int) forms.Date {
		return forms.Date{Year: year, Month: month, Day: day}
	}
	child, err := h.Service.AddChild(t.Context(), h.Worker, forms.Child{
		Name: "Mia Fictional", CaseNumber: "C-1000", DateOfBirth: day(2021, 5, 4),
		LegalStatus: []forms.LegalPeriod{{Code: "V2", From: day(2025, 9, 1), To: day(2025, 11, 3)}, {Code: "C1", From: day(2025, 11, 3)}},
		Placements:  []forms.Placement{{From: day(2025, 9, 1), Type: "U6", AddressSince: day(2025, 8, 1), External: true}},
		Events:      []forms.Event{{Kind: "child_becomes_looked_after", Date: day(2025, 9, 1), Done: true}, {Kind: "from_elsewhere", Date: day(2026, 6, 1)}},
		People: []forms.Person{
			{Key: "mother", Role: "mother", Name: "Rosalind Fictional", Telephone: "01632 960001"},
			{Key: "fc", Role: "foster_carer", Name: "Una Ferncastle", Address: "4 Tithebarn Fold, Upper Testwick", CaresForChild: true},
			{Key: "leo", Role: "sibling", Name: "Leo Fictional", CaseNumber: "C-1001", DateOfBirth: day(2019, 2, 1), LivesWith: "an aunt"},
		},
		Plan: &forms.CarePlan{Code: "ADOPTION", Since: day(2026, 1, 5), Parallel: []string{"SGO", "FROM_ELSEWHERE"}}, Relinquished: true, AdoptionUnlikely: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return child
}

// What the page shows and is sent back unchanged is what was there; what it does not ask about stays.
func TestFactsStay(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	child := h.wholeChild(t)
	c := h.as(t, "tom")
	address := "/children/" + child.ID + "/facts"
	c.get("/children/"+child.ID).want(http.StatusOK, "Change dates, plan, legal status, placements, events and people")
	inputs := c.get(address).want(http.StatusOK, "Interim care order (C1)", "Has it happened?", "from_elsewhere").inputs(address)
	c.post(address, inputs).want(http.StatusSeeOther)
	now, err := h.Child(t.Context(), h.Worker, child.ID)
	if err != nil || !reflect.DeepEqual(now, child) {
		t.Errorf("%+v became %+v, %v", child, now, err)
	}
	inputs.Set("add", "events")
	inputs = c.post(address, inputs).want(http.StatusOK, "Event 3", "not saved yet").inputs(address)
	inputs.Set("events.2.kind", "second_cla_review")
	inputs.Set("events.2.date.day", "12")
	inputs.Set("events.2.date.month", "Jan")
	inputs.Set("events.2.date.year", "2026")
	inputs.Set("events.2.state", "done")
	inputs.Set("remove", "legal_status.0")
	inputs = c.post(address, inputs).want(http.StatusOK, "Event 3", "not saved yet").inputs(address)
	c.post(address, inputs).want(http.StatusSeeOther)
	if now, err = h.Child(t.Context(), h.Worker, child.ID); err != nil || len(now.Events) != 3 || now.Events[2].Kind != "second_cla_review" || !now.Events[2].Done || len(now.LegalStatus) != 1 {
		t.Errorf("stored was %+v, %v", now, err)
	}
}

// All that is wrong is said at once, beside what was typed, and each remark leads to an input.
func TestFactsProblems(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	child := h.wholeChild(t)
	c := h.as(t, "tom")
	address := "/children/" + child.ID + "/facts"
	inputs := c.get(address).inputs(address)
	for name, v := range map[string]string{
		"date_of_birth.month": "Mai", "plan.code": "", "parallel.0.code": "X", "relinquished": "perhaps", "legal_status.0.code": "Z9", "legal_status.1.from.day": "", "legal_status.1.from.month": "", "legal_status.1.from.year": "",
		"placements.0.to.day": "1", "placements.0.to.month": "1", "placements.0.to.year": "2020", "events.0.date.day": "31", "events.1.state": "",
		"people.0.role": " ", "people.1.key": "leo", "people.2.name": strings.Repeat("é", 201),
	} {
		inputs.Set(name, v)
	}
	page := c.post(address, inputs).want(http.StatusUnprocessableEntity, "The date of birth must be a real date", "Choose the plan", "The plan (parallel plan 1) must be one of the list", "The answer about the parents must be one of the list", "The legal status (period 1) must be one of the list",
		"Enter the first day (period 2)", "must not be before the first day (placement 1)", "The date (event 1) must be a real date", "Choose the answer whether it has happened (event 2)",
		"Enter who it is to the child (person 1)", "no other person in the case has (person 3)", "Name (person 3) must be 200 characters or fewer")
	for _, link := range []string{"date_of_birth-day", "plan-code", "parallel-0-code", "relinquished", "legal_status-0-code", "legal_status-1-from-day", "placements-0-to-day", "events-0-date-day", "events-1-state", "people-0-role", "people-2-key"} {
		if !strings.Contains(page.body, `href="#`+link+`"`) || !strings.Contains(page.body, `id="`+link+`"`) {
			t.Errorf("no link to %s, or no such input", link)
		}
	}
	if got := page.inputs(address); got.Get("date_of_birth.month") != "Mai" || got.Get("events.0.date.day") != "31" {
		t.Errorf("what was typed is lost: %v", got)
	}
	if now, err := h.Child(t.Context(), h.Worker, child.ID); err != nil || !reflect.DeepEqual(now, child) {
		t.Errorf("something was stored: %+v, %v", now, err)
	}
}

// Whoever saves second sees what the first stored, keeps what was typed, and decides.
func TestFactsConflict(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	child := h.wholeChild(t)
	tom, nadia := h.as(t, "tom"), h.as(t, "nadia")
	address := "/children/" + child.ID + "/facts"
	mine, theirs := tom.get(address).inputs(address), nadia.get(address).inputs(address)
	theirs.Set("date_of_birth.day", "6")
	nadia.post(address, theirs).want(http.StatusSeeOther)
	mine.Set("date_of_birth.day", "5")
	again := tom.post(address, mine).want(http.StatusConflict, "Somebody else changed these facts meanwhile", "6 May 2021").inputs(address)
	if again.Get("date_of_birth.day") != "5" {
		t.Error("what was typed is lost")
	}
	tom.post(address, again).want(http.StatusSeeOther)
	if now, err := h.Child(t.Context(), h.Worker, child.ID); err != nil || now.DateOfBirth.Day != 5 {
		t.Errorf("born on %v, %v", now.DateOfBirth, err)
	}
}

// doubted stands for what an authority's rules find wrong with facts.
func doubted(_ *house, c *web.Config, _ *server.Config) {
	c.Doubts = func(child forms.Child) ([]web.Doubt, error) {
		if child.DateOfBirth.IsZero() {
			return nil, errors.New("the rules are gone")
		}
		return []web.Doubt{
			{Pointer: "/events/1", Says: "Placement order granted on 3 March 2025 is before Proceedings issued on 5 May 2025, which comes first. Check both dates."},
			{Pointer: "/placements/0", Says: "A period begins on 1 September 2020, before the child was born (4 May 2021). Check both dates."},
			{Pointer: "/legal_status/1", Says: "A legal status still holds although the child was 18 on 4 May 2039. Enter its end."},
		}[:len(child.Events)+1], nil
	}
}

// What cannot be right is said on the child's page and on that of the facts, with links to the inputs.
func TestFactsDoubts(t *testing.T) {
	t.Parallel()
	h := newHouse(t, doubted)
	child := h.wholeChild(t)
	c := h.as(t, "tom")
	facts := "/children/" + child.ID + "/facts"
	for _, address := range []string{"/children/" + child.ID, facts} {
		c.get(address).want(http.StatusOK, "These dates cannot be right", "which comes first. Check both dates.", "the child was 18 on 4 May 2039")
	}
	page := c.get(facts)
	for _, id := range []string{"events-1-kind", "placements-0-type", "legal_status-1-code"} {
		if !strings.Contains(page.body, `href="`+facts+"#"+id+`"`) || !strings.Contains(page.body, `id="`+id+`"`) {
			t.Errorf("no link to %s, or no such input", id)
		}
	}
	none, err := h.Service.AddChild(t.Context(), h.Worker, forms.Child{Name: "Ada Fictional", CaseNumber: "C-3000"})
	if err != nil {
		t.Fatal(err)
	}
	c.get("/children/"+none.ID).want(http.StatusInternalServerError, "Something went wrong")
	b := h.tab(t, "doubts")
	b.signIn("tom")
	b.open(facts)
	b.inspect("facts")
	b.open("/children/" + child.ID)
	b.inspect("child")
}

func TestFactsPath(t *testing.T) {
	t.Parallel()
	for _, scripts := range []bool{true, false} {
		name := map[bool]string{true: "facts", false: "facts-plain"}[scripts]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			child := h.wholeChild(t)
			b := h.tab(t, name)
			if !scripts {
				b.withoutScripts()
			}
			b.signIn("tom")
			b.open("/children/" + child.ID)
			b.press("Change dates, plan, legal status, placements, events and people")
			b.inspect("facts")
			b.press("Add another Placement")
			b.inspect("more")
			b.fill("events-0-date-month", "13")
			b.press("Save the facts")
			b.says("There is a problem")
			b.inspect("problem")
			b.fill("events-0-date-month", "10")
			other := h.as(t, "nadia")
			theirs := other.get("/children/" + child.ID + "/facts").inputs("/children/" + child.ID + "/facts")
			theirs.Set("date_of_birth.day", "6")
			other.post("/children/"+child.ID+"/facts", theirs).want(http.StatusSeeOther)
			b.press("Save the facts")
			b.says("Somebody else changed these facts meanwhile")
			b.inspect("conflict")
			b.press("Save the facts")
			b.says("The facts are saved.")
			b.inspect("child")
		})
	}
}

func FuzzFacts(f *testing.F) {
	h := newHouse(f)
	child := h.wholeChild(f)
	c := h.as(f, "tom")
	f.Add("seen=x&events.0.kind=cla_review&events.0.date.day=1")
	f.Add("add=events&events.9999.kind=x")
	f.Add("remove=..&placements.0.type=%ff")
	f.Add("add=date_of_birth&%0X")
	f.Fuzz(func(t *testing.T, body string) {
		c := &caller{t, h, c.http}
		r := c.request(http.MethodPost, "/children/"+url.PathEscape(child.ID)+"/facts", "application/x-www-form-urlencoded", strings.NewReader(body))
		if got := c.do(r); got.status >= 500 {
			t.Errorf("%d: %s", got.status, text(got.doc))
		}
	})
}
