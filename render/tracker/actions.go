package tracker

import (
	"fmt"

	"minutebook/forms"
	"minutebook/render"
)

// actionState says how an unfinished action stands against its target date.
func actionState(a *forms.CarriedAction, asOf forms.Date) string {
	switch {
	case a.TargetDate.IsZero():
		return ""
	case a.TargetDate.Before(asOf):
		return overdue
	}
	return stateOf(days(asOf, a.TargetDate))
}

// reference is what an action is called: its number, else its reference in another system, else its place among the open ones.
func reference(a *forms.CarriedAction, place int) string {
	switch {
	case a.Number != 0:
		return a.Number.String()
	case a.ID != "":
		return a.ID
	}
	return fmt.Sprintf("row %d", place)
}

func (m *maker) actions() kind {
	edit := func(key, title string, width float64, format render.Format, source, about string) render.SheetColumn {
		return render.SheetColumn{Key: key, Title: title, Width: width, Format: format, Source: source, About: about, Edits: &render.Edits{Of: render.OfAction, Name: key}}
	}
	sheet := render.Sheet{
		Name: "Actions", Table: "Actions", Title: "Actions carried forward", Frozen: 4, Wide: true,
		Notes: []string{
			"Unfinished actions of each child’s latest minutes. They are carried forward until completed, or closed with a reason (001-R42).",
			"Cells with a pale yellow ground may be changed; everything else is locked.",
		},
		Columns: append(m.stub(),
			render.SheetColumn{Key: "state", Title: "State", Width: 19, Source: "own", About: "Overdue past its target date, amber within 14 days of it", Lights: stateLights},
			render.SheetColumn{Key: "action", Title: "Action", Width: 10, Source: "own", About: "Its number, or its reference in another system; it stays the same when it is carried"},
			render.SheetColumn{Key: "text", Title: "Recommendation", Width: 46, Format: render.Prose, Source: "001-F02 L1395", About: "What is to be done"},
			render.SheetColumn{Key: "whom", Title: "By whom", Width: 22, Format: render.Prose, Source: "001-F02 L1396", About: "Who does it"},
			render.SheetColumn{Key: "target", Title: "Target date", Width: 12, Format: render.Day, Source: "001-F02 L1397", About: "By when"},
			render.SheetColumn{Key: "first_agreed", Title: "First agreed", Width: 12, Format: render.Day, Source: "001-F02", About: "Day of the meeting that agreed it"},
			render.SheetColumn{Key: "age", Title: "Age in days", Width: 9, Format: render.Whole, Source: "001-R42", About: "Days since then"},
			render.SheetColumn{Key: "times", Title: "Times carried", Width: 9, Format: render.Whole, Source: "001-R42", About: "How often it was carried forward", Lights: []render.Light{{From: drift, To: 1e6, Colour: render.Red}}},
			edit("update", "Update", 40, render.Prose, "001-F02 L1398", "What has happened since"),
			edit("barrier", "Barrier", 30, render.Prose, "001-F02 L1398", "What stood in the way, and why"),
			edit("move_forward", "What would move it forward", 30, render.Prose, "001-F02 L1400", "What would move it forward"),
			edit("completed_date", "Completed on", 12, render.Day, "001-R42", "Day on which it was done"),
			edit("closed_reason", "Closed because", 26, render.Prose, "001-R42", "Only for an action that will not be done"),
			keyColumn),
	}
	return kind{sheet: sheet, each: func(v *view, add adder) {
		for i := range v.said.actions {
			a := &v.said.actions[i]
			key := render.Key{Child: v.Facts.Child.ID, Record: v.said.record, Action: reference(a, i+1)}
			age := render.Value{}
			if !a.FirstAgreed.IsZero() {
				age = render.Count(a.AgeOn(v.asOf))
			}
			add(key, append(v.stub(), render.Text(actionState(a, v.asOf)), render.Text(key.Action), render.Text(a.Recommendation), render.Text(a.ByWhom), render.On(a.TargetDate), render.On(a.FirstAgreed),
				age, render.Count(*a.TimesCarried), render.Text(a.Update), render.Text(a.Barrier), render.Text(a.MoveForward),
				render.On(a.CompletedDate), render.Text(a.ClosedReason), render.Text(key.String()))...)
		}
	}}
}
