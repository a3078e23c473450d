package main

import (
	"minutebook/forms"
	"minutebook/internal/policy"
)

// taskListPack is the authority whose list of adoption tasks the form is; its times apply where an authority that uses the
// form has none of its own.
const taskListPack = "calderdale"

// taskDates works out when the tasks of a child's adoption task list are due, as on a day.
func taskDates(packs *policy.Packs, policyName string, facts *policy.Facts, asOf forms.Date) ([]forms.TaskDue, error) {
	for _, name := range []string{policyName, taskListPack} {
		pack, err := packs.Pack(name)
		if err != nil {
			return nil, err
		}
		var due []forms.TaskDue
		for _, row := range pack.TaskList(facts, asOf) {
			step := row.Step
			if step == "task" { // the row as a whole
				step = ""
			}
			due = append(due, forms.TaskDue{Task: row.Task, Step: step, Date: row.Due})
		}
		if due != nil {
			return due, nil
		}
	}
	return nil, nil
}
