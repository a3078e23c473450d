package forms

import (
	"slices"
	"strings"
)

// This file sees the task list as rows, whatever section each is in.

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

	early bool // before proceedings, and so perhaps before the birth
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

// StepLabel names a step: "Medical booked". A step that the task does not have is named by its id.
func (t Task) StepLabel(id string) string {
	for _, s := range t.Steps {
		if s.ID == id {
			return strings.TrimSuffix(s.Label, " on")
		}
	}
	return id
}

// TaskDue is when a task, or the step of it with that id, has to be done.
type TaskDue struct {
	Task string
	Step string // "" for the task itself
	Date Date
}

// Tasks returns every task in the order of the source.
func (f *AdoptionTasks) Tasks() []Task {
	var tasks []Task
	for _, s := range Define(AdoptionTasksKind).Sections {
		for i := range s.Fields {
			if field := &s.Fields[i]; field.Type == Group {
				tasks = append(tasks, taskOf(&s, field, field.Value(f)))
			}
		}
	}
	return tasks
}

func taskOf(phase *Section, field *Field, group any) Task {
	t := Task{ID: field.ID, Title: field.Label, Timescale: field.Hint, Phase: phase.Heading, early: phase.ID == "before_issue"}
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
		return mine < 0 || t.Status.Settled() || t.Parts[mine].Status.Settled()
	})
}

// Overdue returns what was due before the day and is not done, in the order of the list. Tasks that do not apply are never
// overdue. What has a date is done, and so are the steps of a task that has one.
func (f *AdoptionTasks) Overdue(day Date, due []TaskDue) []TaskDue {
	var late []TaskDue
	for _, t := range f.Tasks() {
		for _, d := range due {
			if d.Task == t.ID && !t.Status.Settled() && !t.doneStep(d.Step) && !d.Date.IsZero() && d.Date.Before(day) {
				late = append(late, d)
			}
		}
	}
	return late
}

// Settled reports that nothing is left to do: it is done, or does not apply.
func (s TaskStatus) Settled() bool { return s == Done || s == NotApplicable }

// doneStep reports whether a step has its day, or the task as a whole has.
func (t Task) doneStep(id string) bool {
	return !t.Completed.IsZero() || slices.ContainsFunc(t.Steps, func(s Step) bool { return s.ID == id && !s.Done.IsZero() })
}

// CrossCheck implements Form.
func (f *AdoptionTasks) CrossCheck(child *Child) Problems {
	var c crossCheck
	c.sameChild(f.CaseNumber, child)
	c.born("/as_of", f.AsOf, child)
	for _, t := range f.Tasks() {
		at := "/" + t.ID
		if t.Status == NotApplicable && blank(t.Note) {
			c.add(at+"/note", "not_applicable_without_reason", Advice, nil)
		}
		born := child
		if t.early {
			born = nil // whatever is dated before the birth may be right
		}
		c.taskDay(at, "completed_date", t.Status, t.Completed, f.AsOf, born)
		for _, s := range t.Steps {
			c.taskDay(at, s.ID, "", s.Done, f.AsOf, born)
		}
		for _, p := range t.Parts {
			c.taskDay(at+"/"+string(p.Role), "done_date", p.Status, p.Done, f.AsOf, born)
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
