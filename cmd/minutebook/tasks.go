package main

import (
	"slices"

	"minutebook/forms"
	"minutebook/internal/papers"
	"minutebook/internal/policy"
)

// taskListPack is the authority whose list of adoption tasks the form is; its times apply where an authority that uses the
// form has none of its own.
const taskListPack = "calderdale"

// taskDates works out when the tasks of a child's adoption task list are due.
func taskDates(packs *policy.Packs) papers.TaskDates {
	return func(policyName string, child forms.Child, asOf forms.Date) ([]forms.TaskDue, error) {
		pack, err := packs.Pack(policyName)
		if err != nil {
			return nil, err
		}
		facts := &policy.Facts{Child: child, Tasks: []policy.Task{}} // a list is kept; how it stands, the form says
		rows := pack.TaskList(facts, asOf)
		if len(rows) == 0 && slices.Contains(packs.Names(), taskListPack) {
			if pack, err = packs.Pack(taskListPack); err != nil {
				return nil, err
			}
			rows = pack.TaskList(facts, asOf)
		}
		due := make([]forms.TaskDue, len(rows))
		for i, row := range rows {
			due[i] = forms.TaskDue{Task: row.Task, Step: row.Step, Date: row.Due}
			if row.Step == "task" { // the row as a whole
				due[i].Step = ""
			}
		}
		return due, nil
	}
}
