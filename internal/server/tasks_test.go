package server_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/server"
	"minutebook/internal/web"
)

// dated stands for the rules that date the tasks.
func dated(_ *house, c *web.Config, _ *server.Config) {
	c.TaskDates = func(_ string, child forms.Child, on forms.Date) (forms.Date, []forms.TaskDue, error) {
		if child.Relinquished {
			return on, nil, errors.New("the rules are gone")
		}
		day := func(month, day int) forms.Date {
			return forms.Date{Year: 2026, Month: 1, Day: 1}.AddMonths(month - 1).AddDays(day - 1)
		}
		if on.IsZero() {
			on = day(3, 10)
		}
		return on, []forms.TaskDue{
			{Task: "T01", Date: day(1, 5)}, {Task: "T06", Step: "invitations", Date: day(3, 2)}, {Task: "T06", Date: day(3, 9)},
			{Task: "T09", Step: "booked", Date: day(3, 23)}, {Task: "T20", Date: day(8, 24)},
		}, nil
	}
}

// taskList stores a list that is part done.
func (h *house) taskList(t testing.TB) string {
	t.Helper()
	list := &forms.AdoptionTasks{}
	list.T01.Status, list.T01.Completed = forms.Done, forms.Date{Year: 2026, Month: 1, Day: 5}
	list.T02.Status = forms.NotApplicable
	list.T06.Status, list.T06.FamilyFinder.Owner, list.T06.FamilyFinder.Status = forms.InProgress, "Fenella Finder", forms.Done
	rec, _, err := h.Create(t.Context(), h.Worker, h.AddChild(t, "C-7000").ID, list)
	if err != nil {
		t.Fatal(err)
	}
	return "/records/" + rec.ID
}

// tasksOn lists the ids of the tasks that a page shows.
func tasksOn(page string) []string {
	var ids []string
	for line := range strings.Lines(page) {
		if _, rest, ok := strings.Cut(line, `<th scope="row" class="govuk-table__header"><a class="govuk-link" href="`); ok {
			_, id, _ := strings.Cut(rest, "#")
			ids = append(ids, id[:3])
		}
	}
	return ids
}

// Every task is there with its days, state and people, and leads to its questions; the address says which are shown.
func TestTasks(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dated)
	address := h.taskList(t)
	c := h.as(t, "tom")
	c.get(address).want(http.StatusOK, "See all tasks")
	page := c.get(address+"/tasks").want(http.StatusOK, "Done: 1 of 33. In progress: 1. Overdue on 10 March 2026: 1.", "Done 5 January 2026",
		"Invitations sent: due 2 March 2026", "Due 9 March 2026", "Family finder: Fenella Finder (Done)", "Does not apply")
	if all := tasksOn(page.body); len(all) != 33 || all[0] != "T01" || all[32] != "T33" {
		t.Errorf("%d tasks: %v", len(all), all)
	}
	if !strings.Contains(page.body, `href="`+address+`/sections/opening#T06"`) || !strings.Contains(c.get(address+"/sections/opening").body, `id="T06"`) {
		t.Error("the link to T06 leads nowhere")
	}
	for query, want := range map[string][]string{
		"show=overdue": {"T06"},
		"show=overdue&role=adopter_social_worker": nil,
		"show=overdue&role=family_finder":         {"T06"},
		"role=nobody":                             nil,
	} {
		page := c.get(address + "/tasks?" + query)
		if got := tasksOn(page.body); !slices.Equal(got, want) {
			t.Errorf("%s shows %v, want %v", query, got, want)
		}
		if want == nil {
			page.want(http.StatusOK, "No task matches.", "Show all tasks")
		}
	}
	if open := tasksOn(c.get(address + "/tasks?show=open").body); len(open) != 31 || slices.Contains(open, "T01") || slices.Contains(open, "T02") {
		t.Errorf("open are %v", open)
	}
	mine := c.get(address + "/tasks?role=fostering_social_worker")
	if strings.Contains(mine.body, "Fenella Finder") || !slices.Contains(tasksOn(mine.body), "T06") || slices.Contains(tasksOn(mine.body), "T05") {
		t.Error("the filter by role shows others, or not all")
	}

	b := h.tab(t, "tasks")
	b.signIn("tom")
	b.open(address)
	b.inspect("record")
	b.press("See all tasks, by role and by what is overdue")
	b.inspect("all")
	b.withoutScripts()
	b.open(address + "/tasks?show=overdue")
	b.inspect("overdue")
	b.press("Show all tasks")
	b.open(address + "/tasks?role=nobody")
	b.inspect("none")
}

// Without rules there are no days, and the page says why; a failure of the rules is a page, not half a list.
func TestTasksWithoutDates(t *testing.T) {
	t.Parallel()
	none := newHouse(t)
	none.as(t, "tom").get(none.taskList(t)+"/tasks").want(http.StatusOK, "Due dates are not shown", "Done: 1 of 33. In progress: 1.")
	h := newHouse(t, dated)
	gone, err := h.Service.AddChild(t.Context(), h.Worker, forms.Child{Name: "Ada Fictional", CaseNumber: "C-3000", Relinquished: true})
	if err != nil {
		t.Fatal(err)
	}
	rec, _, err := h.Create(t.Context(), h.Worker, gone.ID, new(forms.AdoptionTasks))
	if err != nil {
		t.Fatal(err)
	}
	h.as(t, "tom").get("/records/"+rec.ID+"/tasks").want(http.StatusInternalServerError, "Something went wrong")
}
