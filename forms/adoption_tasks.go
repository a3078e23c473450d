package forms

import (
	"cmp"
	"slices"
)

// AdoptionTasksKind is the adoption planning task list (001-L07).
const AdoptionTasksKind Kind = "adoption-tasks"

// AdoptionTasks is the adoption planning task list of one child: 33 tasks in the order of the source, in six phases that
// are ours. The form says how each task stands; when it is due follows from the child's clocks and is worked out elsewhere
// (see TaskDue).
type AdoptionTasks struct {
	Subject         `section:"child" heading:"The child" source:"001-L07"`
	TaskListDay     `section:"list" heading:"The list" source:"own"`
	TasksBefore     `section:"before_issue" heading:"Before proceedings" source:"001-L07 L1475"`
	TasksOpening    `section:"opening" heading:"First weeks of proceedings" source:"001-L07 L1510"`
	TasksDeciding   `section:"deciding" heading:"Towards the decision" source:"001-L07 L1557"`
	TasksLinking    `section:"linking" heading:"Finding a family" source:"001-L07 L1613"`
	TasksMatching   `section:"matching" heading:"Match and introductions" source:"001-L07 L1656"`
	TasksSupporting `section:"supporting" heading:"Placement and adoption order" source:"001-L07 L1730"`
}

// TaskListDay says of which day the list is.
type TaskListDay struct {
	AsOf Date `json:"as_of" label:"Day on which the list was brought up to date" signoff:"required" source:"own"`
}

// TaskStatus says how far a task, or one person's part in it, has come. Nothing said means not started.
type TaskStatus string

// The states of a task.
const (
	NotStarted    TaskStatus = "not_started"
	InProgress    TaskStatus = "in_progress"
	Done          TaskStatus = "done"
	NotApplicable TaskStatus = "not_applicable"
)

// Options implements Choice.
func (TaskStatus) Options() []Option {
	return []Option{
		{string(NotStarted), "Not started"}, {string(InProgress), "In progress"}, {string(Done), "Done"}, {string(NotApplicable), "Does not apply"},
	}
}

// TaskState is how a task stands as a whole.
type TaskState struct {
	Status    TaskStatus `json:"status" label:"Status of the task" source:"001-L07"`
	Completed Date       `json:"completed_date" label:"Task done on" source:"001-L07"`
	Note      string     `json:"note" label:"Note on the task" hint:"If it does not apply, why not" validate:"max=4000" ui:"long" source:"own"`
}

// Part is what one role has to do in a task, and how that stands. The label of the field names the role, its hint the duty.
type Part struct {
	Status TaskStatus `json:"status" label:"Status" source:"001-L07"`
	Owner  string     `json:"owner" label:"Name" hint:"Who does it" validate:"max=200" source:"own"`
	Done   Date       `json:"done_date" label:"Done on" source:"001-L07"`
	Note   string     `json:"note" label:"Note" validate:"max=4000" ui:"long" source:"own"`
}

// Role is one of the four columns of the task list.
type Role string

// Roles lists the roles of the task list in its order.
func Roles() []Role {
	return []Role{"child_social_worker", "fostering_social_worker", "family_finder", "adopter_social_worker"}
}

// Task is one row of the list with what is said about it.
type Task struct {
	ID        string // "T01" to "T33"
	Title     string
	Timescale string // in words; "" where the source has none
	Phase     string
	TaskState
	Steps []Step
	Parts []RolePart // of the roles that the source names
}

// Step is a part of a task that has a date of its own.
type Step struct {
	ID    string
	Label string
	Done  Date
}

// RolePart is a role's part in a task.
type RolePart struct {
	Role  Role
	Label string // the role in words
	Duty  string
	Part
}

// TaskDue is when a task, or the step of it with that id, has to be done.
type TaskDue struct {
	Task string
	Step string // "" for the task itself
	Date Date
}

// Kind implements Form.
func (*AdoptionTasks) Kind() Kind { return AdoptionTasksKind }

// Held is the day of which the list is.
func (f *AdoptionTasks) Held() Date { return f.AsOf }

// Tasks returns every task in the order of the source.
func (f *AdoptionTasks) Tasks() []Task {
	var tasks []Task
	for _, s := range Define(AdoptionTasksKind).Sections {
		for i := range s.Fields {
			if field := &s.Fields[i]; field.Type == Group {
				tasks = append(tasks, taskOf(s.Heading, field, field.Value(f)))
			}
		}
	}
	return tasks
}

func taskOf(phase string, field *Field, group any) Task {
	t := Task{ID: field.ID, Title: field.Label, Timescale: field.Hint, Phase: phase}
	for i := range field.Fields {
		inner := &field.Fields[i]
		switch v := inner.Value(group).(type) {
		case TaskStatus:
			t.Status = v
		case string:
			t.Note = v
		case Part:
			t.Parts = append(t.Parts, RolePart{Role(inner.ID), inner.Label, inner.Hint, v})
		case Date:
			if inner.ID == "completed_date" {
				t.Completed = v
				continue
			}
			t.Steps = append(t.Steps, Step{inner.ID, inner.Label, v})
		}
	}
	return t
}

// TasksFor returns the tasks in which a role has a part, and that can still fall to it: neither done nor not applicable, as
// a whole or for the role.
func (f *AdoptionTasks) TasksFor(role Role) []Task {
	return slices.DeleteFunc(f.Tasks(), func(t Task) bool {
		mine := slices.IndexFunc(t.Parts, func(p RolePart) bool { return p.Role == role })
		return mine < 0 || t.Status.settled() || t.Parts[mine].Status.settled()
	})
}

// Overdue returns what was due before the day and is not done, in the order of the list. Tasks that do not apply are never
// overdue. What has a date is done, and so are the steps of a task that has one.
func (f *AdoptionTasks) Overdue(day Date, due []TaskDue) []TaskDue {
	var late []TaskDue
	for _, t := range f.Tasks() {
		for _, d := range due {
			if d.Task == t.ID && !t.Status.settled() && !t.doneStep(d.Step) && !d.Date.IsZero() && d.Date.Before(day) {
				late = append(late, d)
			}
		}
	}
	slices.SortStableFunc(late, func(a, b TaskDue) int { return cmp.Compare(a.Task, b.Task) })
	return late
}

func (s TaskStatus) settled() bool { return s == Done || s == NotApplicable }

// doneStep reports whether a step has its day, or the task as a whole has.
func (t Task) doneStep(id string) bool {
	return !t.Completed.IsZero() || slices.ContainsFunc(t.Steps, func(s Step) bool { return s.ID == id && !s.Done.IsZero() })
}

// CrossCheck implements Form.
func (f *AdoptionTasks) CrossCheck(child *Child) Problems {
	var c crossCheck
	c.sameChild(f.CaseNumber, child)
	c.born("/as_of", f.AsOf, child)
	first := Define(AdoptionTasksKind).Sections[2].Heading
	for _, t := range f.Tasks() {
		at := "/" + t.ID
		if t.Status == NotApplicable && blank(t.Note) {
			c.add(at+"/note", "not_applicable_without_reason", Advice, nil)
		}
		unborn := child
		if t.Phase == first { // assessments before a birth are what this phase is for
			unborn = nil
		}
		c.taskDay(at, "completed_date", t.Status, t.Completed, f.AsOf, unborn)
		for _, s := range t.Steps {
			c.taskDay(at, s.ID, "", s.Done, f.AsOf, unborn)
		}
		for _, p := range t.Parts {
			c.taskDay(at+"/"+string(p.Role), "done_date", p.Status, p.Done, f.AsOf, unborn)
			if t.Status == Done && p.Status == InProgress {
				c.add(at+"/"+string(p.Role)+"/status", "part_unfinished", Advice, nil)
			}
		}
	}
	return c.problems
}

// taskDay compares a day with the state that it belongs to, with the day of the list and with the child's birth.
func (c *crossCheck) taskDay(at, id string, status TaskStatus, day, asOf Date, child *Child) {
	pointer := at + "/" + id
	switch {
	case day.IsZero() && status == Done:
		c.add(pointer, "done_without_date", Advice, nil)
	case !day.IsZero() && status != "" && status != Done:
		c.add(at+"/status", "date_without_done", Advice, map[string]any{"day": day.Long()})
	}
	if !day.IsZero() && !asOf.IsZero() && day.After(asOf) {
		c.add(pointer, "after_list", Advice, map[string]any{"list": asOf.Long()})
	}
	c.born(pointer, day, child)
}
