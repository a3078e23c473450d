package forms_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"minutebook/forms"
)

// The list has every task of the source, in its order, with its lines, its roles and what has a date of its own. A task
// whose timescale is blank there is blank here.
func TestTasksAreThoseOfTheSource(t *testing.T) {
	t.Parallel()
	tasks := new(forms.AdoptionTasks).Tasks()
	want := dataLines(t, "adoption_tasks.txt")
	if len(tasks) != 33 || len(want) != 33 {
		t.Fatalf("%d tasks, %d in the source", len(tasks), len(want))
	}
	for i, task := range tasks {
		_, f, _ := forms.Define(forms.AdoptionTasksKind).Field("/" + task.ID)
		var roles, steps []string
		for _, p := range task.Parts {
			roles = append(roles, string(p.Role))
			if p.Duty == "" || p.Label == "" {
				t.Errorf("%s: %+v", task.ID, p)
			}
		}
		for _, s := range task.Steps {
			steps = append(steps, s.ID)
		}
		timescale := "blank"
		if task.Timescale != "" {
			timescale = "timescale"
		}
		if steps == nil {
			steps = []string{"-"}
		}
		lines, cited := strings.CutPrefix(f.Source, "001-"+task.ID+" L")
		got := fmt.Sprintf("%s %s %s %s %s", task.ID, lines, timescale, strings.Join(roles, ","), strings.Join(steps, ","))
		if got != want[i] || !cited || task.Title == "" || task.Phase == "" {
			t.Errorf("got  %s\nwant %s", got, want[i])
		}
	}
}

func TestTasksFor(t *testing.T) {
	t.Parallel()
	list := decode(t, forms.AdoptionTasksKind, `{
		"T07": {"fostering_social_worker": {"status": "done"}, "family_finder": {"status": "in_progress"}},
		"T10": {"status": "not_applicable"}, "T28": {"status": "done"}, "T30": {"status": "in_progress"}}`).(*forms.AdoptionTasks)
	for role, want := range map[forms.Role]string{
		"fostering_social_worker": "T06 T09 T11 T21 T29 T30", // not T07, T10 and T28
		"adopter_social_worker":   "T04 T12 T13 T19 T22 T24 T25 T27 T29 T30 T31 T32 T33",
		"nobody":                  "",
	} {
		var got []string
		for _, task := range list.TasksFor(role) {
			got = append(got, task.ID)
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s: %s", role, diff)
		}
	}
	if len(forms.Roles()) != 4 {
		t.Errorf("%v", forms.Roles())
	}
}

func TestOverdue(t *testing.T) {
	t.Parallel()
	list := decode(t, forms.AdoptionTasksKind, `{
		"T01": {"status": "done"}, "T02": {"completed_date": "2026-02-01"}, "T04": {"status": "not_applicable"},
		"T06": {"invitations": "2026-01-02"}, "T09": {"booked": "2026-01-02"}, "T11": {"status": "in_progress"}}`).(*forms.AdoptionTasks)
	day := date(t, "2026-03-02")
	var due []forms.TaskDue
	for _, row := range []string{
		"T11 - 2026-03-01", "T07 - 2026-03-02", "T01 - 2026-01-01", "T02 - 2026-01-01", "T04 - 2026-01-01", "T06 - 2026-01-10",
		"T06 invitations 2026-01-01", "T09 completed 2026-03-01", "T09 booked 2026-01-01", "T03 - 1900-01-01",
	} {
		var task, step, on string
		if _, err := fmt.Sscan(row, &task, &step, &on); err != nil {
			t.Fatal(err)
		}
		due = append(due, forms.TaskDue{Task: task, Step: strings.Trim(step, "-"), Date: date(t, on)})
	}
	due = append(due, forms.TaskDue{Task: "T33"}) // its clock has not started
	var got []string
	for _, d := range list.Overdue(day, due) {
		got = append(got, strings.TrimSpace(d.Task+" "+d.Step))
	}
	// T07 is due on the day itself.
	if diff := cmp.Diff([]string{"T03", "T06", "T09 completed", "T11"}, got); diff != "" {
		t.Error(diff)
	}
}
