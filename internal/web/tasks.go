package web

import (
	"fmt"
	"net/url"
	"slices"

	"minutebook/forms"
	"minutebook/internal/records"
)

// tasksPage is the adoption task list at a glance: every task, or those of a role, that are open, or that are overdue.
type tasksPage struct {
	Address  string // of the record
	Child    string
	Counts   string
	Role     []option
	Show     []option
	Filtered bool
	Phases   []taskPhase
	Dates    bool // due dates are known
}

type taskPhase struct {
	Heading string
	Tasks   []taskLine
}

type taskLine struct {
	ID, Title string
	Address   string // of its questions; empty where nothing can be changed
	Timescale string
	State     tag
	Done      string
	Due       []dueLine
	Parts     []partLine
}

type dueLine struct {
	Says string
	Late bool
}

type partLine struct{ Role, Owner, State string }

// tag is a state in words and its colour.
type tag struct{ Words, Tone string }

// What the page shows of the tasks, as the address says it.
const (
	openTasks    = "open"
	overdueTasks = "overdue"
)

var showOptions = []forms.Option{{Value: "", Label: "All tasks"}, {Value: openTasks, Label: "Not done yet"}, {Value: overdueTasks, Label: "Overdue"}}

// tasks shows the list. Whether a task is overdue is judged today, and of a signed list on the day of which it is.
func (w *Web) tasks(v *visit) (answer, error) {
	rec, err := w.Records.Record(v.Context(), v.actor(), v.param("record"))
	if err != nil {
		return answer{}, err
	}
	list, ok := rec.Form.(*forms.AdoptionTasks)
	if !ok {
		return answer{}, records.ErrNotFound
	}
	var due []forms.TaskDue
	asOf := list.AsOf
	if w.TaskDates != nil {
		child, err := w.Records.Child(v.Context(), v.actor(), rec.ChildID)
		if err != nil {
			return answer{}, err
		}
		if isOpen(rec) {
			asOf = forms.Date{}
		}
		if asOf, due, err = w.TaskDates(rec.Policy, child, asOf); err != nil {
			return answer{}, err
		}
	}
	query := v.URL.Query()
	role, show := query.Get("role"), query.Get("show")
	late := list.Overdue(asOf, due)
	p := tasksPage{
		Address: recordAddress(rec.ID), Child: subject(list), Filtered: role != "" || show != "", Dates: len(due) > 0,
		Role: options(roleOptions(list), question{ID: "role", Value: role}), Show: options(showOptions, question{ID: "show", Value: show}),
	}
	overdue, count, tasks := map[string]bool{}, map[forms.TaskStatus]int{}, list.Tasks()
	for _, d := range late {
		overdue[d.Task] = true
	}
	for _, t := range tasks {
		count[t.Status]++
		mine := role == "" || slices.ContainsFunc(t.Parts, func(part forms.RolePart) bool { return string(part.Role) == role })
		if !mine || show == openTasks && t.Status.Settled() || show == overdueTasks && !overdue[t.ID] {
			continue
		}
		if n := len(p.Phases); n == 0 || p.Phases[n-1].Heading != t.Phase {
			p.Phases = append(p.Phases, taskPhase{Heading: t.Phase})
		}
		phase := &p.Phases[len(p.Phases)-1]
		line := lineOf(rec, t, due, late, role)
		if !records.Changes(v.person.Role) {
			line.Address = ""
		}
		phase.Tasks = append(phase.Tasks, line)
	}
	p.Counts = fmt.Sprintf("Done: %d of %d. In progress: %d.", count[forms.Done], len(tasks), count[forms.InProgress])
	if p.Dates {
		p.Counts += fmt.Sprintf(" Overdue on %s: %d.", asOf.Long(), len(overdue))
	}
	return answer{page: "tasks.html", title: "Tasks: " + p.Child, nav: "/children", data: p}, nil
}

func lineOf(rec records.Record, t forms.Task, due, late []forms.TaskDue, role string) taskLine {
	line := taskLine{ID: t.ID, Title: t.Title, Timescale: t.Timescale, State: stateTag(t.Status), Done: t.Completed.Long()}
	if section, _, _ := forms.Define(rec.Kind).Field("/" + t.ID); section != nil && isOpen(rec) {
		line.Address = sectionAddress(rec.ID, section.ID) + "#" + url.PathEscape(t.ID)
	}
	for _, d := range due {
		if d.Task != t.ID || d.Date.IsZero() {
			continue
		}
		says := "Due " + d.Date.Long()
		if d.Step != "" {
			says = t.StepLabel(d.Step) + ": due " + d.Date.Long()
		}
		line.Due = append(line.Due, dueLine{says, slices.Contains(late, d)})
	}
	for _, part := range t.Parts {
		if role == "" || string(part.Role) == role {
			line.Parts = append(line.Parts, partLine{part.Label, part.Owner, forms.LabelOf(part.Status)})
		}
	}
	return line
}

var taskTones = map[forms.TaskStatus]string{forms.InProgress: "light-blue", forms.Done: "green", forms.NotApplicable: "grey", forms.NotStarted: "grey"}

func stateTag(status forms.TaskStatus) tag {
	if status == "" {
		status = forms.NotStarted
	}
	return tag{forms.LabelOf(status), taskTones[status]}
}

// roleOptions are the roles of the list in its words, after the choice of all.
func roleOptions(list *forms.AdoptionTasks) []forms.Option {
	all := []forms.Option{{Value: "", Label: "Everybody"}}
	for _, role := range forms.Roles() {
		for _, t := range list.Tasks() {
			i := slices.IndexFunc(t.Parts, func(p forms.RolePart) bool { return p.Role == role })
			if i >= 0 {
				all = append(all, forms.Option{Value: string(role), Label: t.Parts[i].Label})
				break
			}
		}
	}
	return all
}
