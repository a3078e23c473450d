package render

import (
	"fmt"
	"slices"
	"strings"

	"minutebook/forms"
)

// This file prints the adoption planning task list: a table for each phase, a row for each task.

// TaskPhase is one phase of the task list.
type TaskPhase struct {
	Heading string
	Tasks   *Grid
}

// TaskPhases prints every task: how it stands, its timescale and due dates, and each role's part in it.
func (p *Paper) TaskPhases() ([]TaskPhase, error) {
	list, err := p.taskList()
	if err != nil {
		return nil, err
	}
	var phases []TaskPhase
	late := list.Overdue(list.AsOf, p.Due)
	for _, t := range list.Tasks() {
		if n := len(phases); n == 0 || phases[n-1].Heading != t.Phase {
			phases = append(phases, TaskPhase{t.Phase, &Grid{
				Named: true, Columns: []Column{{"Task", 20}, {"State and timescale", 30}, {"Who does what", 50}},
			}})
		}
		grid := phases[len(phases)-1].Tasks
		grid.Rows = append(grid.Rows, []string{t.ID + " " + t.Title, p.standing(t, late, list.AsOf) + "\n" + byWhen(t, p.Due), partsOf(t)})
	}
	return phases, nil
}

// TaskSummary counts the tasks: "24 of 33 tasks are done, 2 are in progress and 1 does not apply. Overdue: T32."
func (p *Paper) TaskSummary() (string, error) {
	list, err := p.taskList()
	if err != nil {
		return "", err
	}
	count, tasks := map[forms.TaskStatus]int{}, list.Tasks()
	for _, t := range tasks {
		count[t.Status]++
	}
	text := fmt.Sprintf("%d of %d tasks are done; in progress: %d; not applicable: %d.",
		count[forms.Done], len(tasks), count[forms.InProgress], count[forms.NotApplicable])
	var late []string
	for _, d := range list.Overdue(list.AsOf, p.Due) {
		if !slices.Contains(late, d.Task) {
			late = append(late, d.Task)
		}
	}
	switch {
	case len(p.Due) == 0:
		text += " Due dates are not shown: the events that they run from are not known."
	case late == nil:
		text += " Nothing is overdue."
	default:
		text += " Overdue: " + strings.Join(late, ", ") + "."
	}
	return text, nil
}

func (p *Paper) taskList() (*forms.AdoptionTasks, error) {
	list, ok := p.Form.(*forms.AdoptionTasks)
	if !ok {
		return nil, fmt.Errorf("the form %s is no task list", p.Form.Kind())
	}
	return list, nil
}

// byWhen says the timescale in words and the dates that follow from it. A timescale that the source leaves blank is said to
// be blank.
func byWhen(t forms.Task, due []forms.TaskDue) string {
	lines := []string{"Timescale: " + lowerFirst(t.Timescale)}
	if t.Timescale == "" {
		lines[0] = "Timescale: none is given"
	}
	for _, d := range due {
		switch {
		case d.Task != t.ID || d.Date.IsZero():
		case d.Step == "":
			lines = append(lines, "Due "+d.Date.Long())
		default:
			lines = append(lines, fmt.Sprintf("%s: due %s", t.StepLabel(d.Step), d.Date.Long()))
		}
	}
	return strings.Join(lines, "\n")
}

// standing says how a task stands on a day, a line for each thing.
func (p *Paper) standing(t forms.Task, late []forms.TaskDue, asOf forms.Date) string {
	state := "Not started"
	if t.Status != "" {
		state = forms.LabelOf(t.Status)
	}
	if !t.Completed.IsZero() {
		state += " on " + t.Completed.Long()
	}
	lines := []string{state}
	for _, d := range p.Due {
		if d.Task == t.ID && d.Step == "" && !t.Completed.IsZero() && d.Date.Before(t.Completed) && !d.Date.IsZero() {
			lines = append(lines, days(d.Date, t.Completed)+" after it was due")
		}
	}
	for _, s := range t.Steps {
		if !s.Done.IsZero() {
			lines = append(lines, s.Label+" "+s.Done.Long())
		}
	}
	for _, d := range late {
		switch {
		case d.Task != t.ID:
		case d.Step == "":
			lines = append(lines, "Overdue by "+days(d.Date, asOf))
		default:
			lines = append(lines, t.StepLabel(d.Step)+": overdue by "+days(d.Date, asOf))
		}
	}
	if t.Note != "" {
		lines = append(lines, t.Note)
	}
	return strings.Join(lines, "\n")
}

// days counts the days from one date to a later one, in words.
func days(from, to forms.Date) string {
	n := int(to.Time().Sub(from.Time()).Hours() / 24)
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

// partsOf says, an item for each role, what its duty is and how that stands. An answer about it stays on its line.
func partsOf(t forms.Task) string {
	var items []string
	for _, r := range t.Parts {
		item := "- " + r.Label
		if r.Owner != "" {
			item += " (" + r.Owner + ")"
		}
		item += ": " + r.Duty + "."
		switch {
		case !r.Done.IsZero():
			item += " Done on " + r.Done.Long() + "."
		case r.Status != "":
			item += " " + forms.LabelOf(r.Status) + "."
		}
		if note := strings.Join(strings.Fields(r.Note), " "); note != "" {
			item += " " + note
		}
		items = append(items, item)
	}
	return strings.Join(items, "\n")
}

// RiskTable prints the traffic-light table by which the risk was classified.
func (p *Paper) RiskTable() *Grid {
	g := &Grid{Named: true, Columns: []Column{{"Factor", 19}, {"Low risk", 27}, {"Medium risk", 27}, {"High risk", 27}}}
	for _, r := range forms.RiskTable() {
		row := []string{r.Factor, r.Low, r.Medium, r.High}
		for i := range row {
			if row[i] == "" {
				row[i] = "–"
			}
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}
