package tracker

import (
	"minutebook/internal/policy"
	"minutebook/render"
)

// The words for how a task stands.
const (
	taskDone  = "Done"
	taskDue   = "Due"
	taskOpen  = "Open"
	taskWaits = "Does not apply"
)

// taskMatrix is the adoption task list of every child who has one: children down, tasks across.
func (m *maker) taskMatrix() kind {
	sheet := render.Sheet{
		Name: "Task lists", Table: "Tasks", Title: "Adoption planning task lists", Frozen: 2, Wide: true,
		Notes: []string{
			"Done; Due with its day to come; Overdue past it; Open where the list gives no date or its clock has not started. A task with steps is overdue when one of them is.",
			"Source: 001-L07, tasks 001-T01 to 001-T33 (RD26)",
		},
		Columns: m.stub(),
	}
	lights := []render.Light{{Is: taskDone, Colour: render.Green}, {Is: taskDue, Colour: render.Amber}, {Is: overdue, Colour: render.Red}}
	for _, t := range m.taskNames {
		sheet.Columns = append(sheet.Columns, render.SheetColumn{Key: t.ID, Title: t.ID + " " + t.Title, Width: 14, Source: "001-" + t.ID, About: t.Title, Lights: lights})
	}
	sheet.Columns = append(sheet.Columns,
		render.SheetColumn{Key: "late", Title: "Overdue", Width: 9, Format: render.Whole, Source: "001-L07", About: "How many tasks are overdue"}, keyColumn)
	return kind{sheet: sheet, each: func(v *view, add adder) {
		if v.Facts.Tasks == nil {
			return
		}
		values, late := v.stub(), 0
		for _, t := range m.taskNames {
			state := v.task(t.ID)
			if state == overdue {
				late++
			}
			values = append(values, render.Text(state))
		}
		key := render.Key{Child: v.Facts.Child.ID}
		add(key, append(values, render.Count(late), render.Text(key.String()))...)
	}}
}

// task says how one task stands: by its dates where it has some, else by whether it was done.
func (v *view) task(id string) string {
	state := taskOpen
	for i := range v.Facts.Tasks {
		if t := &v.Facts.Tasks[i]; t.Task == id {
			switch {
			case t.NotApplicable:
				return taskWaits
			case !t.Completed.IsZero() && !t.Completed.After(v.asOf):
				state = taskDone
			}
		}
	}
	for i := range v.tasks {
		if v.tasks[i].Task != id {
			continue
		}
		switch v.tasks[i].Status {
		case policy.Overdue:
			return overdue
		case policy.Upcoming:
			state = taskDue
		}
	}
	return state
}
