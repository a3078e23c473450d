package tracker

import (
	"fmt"

	"minutebook/internal/policy"
	"minutebook/render"
)

// stub are the columns by which a row says of whom it is.
func (m *maker) stub() []render.SheetColumn {
	columns := m.pick("case_number", "name")
	return []render.SheetColumn{columns[0].SheetColumn, columns[1].SheetColumn}
}

func (v *view) stub() []render.Value {
	return []render.Value{render.Text(v.Facts.Child.CaseNumber), render.Text(v.Facts.Child.Name)}
}

func (m *maker) deadlines() kind {
	state := render.SheetColumn{Key: "state", Title: "State", Width: 19, Source: "own", About: "Overdue past its day, amber within 14 days of it", Lights: stateLights}
	left := render.SheetColumn{Key: "left", Title: "Days left", Width: 9, Format: render.Whole, Source: "own", About: "Calendar days until its day; less than 0 once it has passed"}
	left.Lights = []render.Light{{From: -1e6, To: -1, Colour: render.Red}, {From: 0, To: soon, Colour: render.Amber}, {From: soon + 1, To: 1e6, Colour: render.Green}}
	sheet := render.Sheet{
		Name: "Deadlines", Table: "Deadlines", Title: "Open deadlines", Frozen: 3, Wide: true,
		Notes: []string{"What is due by the rules of " + m.ruleNames() + ", met deadlines left out. Each rule is named by its id.", "What two sets of rules say of one meeting stays apart: both are listed."},
		Columns: append(m.stub(), state,
			render.SheetColumn{Key: "rule", Title: "Rule", Width: 10, Source: "own", About: "Inventory id of the rule"},
			render.SheetColumn{Key: "what", Title: "What is due", Width: 44, Format: render.Prose, Source: "own", About: "The rule’s name"},
			render.SheetColumn{Key: "trigger", Title: "Counted from", Width: 26, Source: "own", About: "The event that started the clock"},
			render.SheetColumn{Key: "since", Title: "Since", Width: 12, Format: render.Day, Source: "own", About: "Day 0 (RD01)"},
			render.SheetColumn{Key: "due", Title: "Due", Width: 12, Format: render.Day, Source: "own", About: "The last day on which it is in time"},
			left,
			render.SheetColumn{Key: "note", Title: "Note", Width: 30, Format: render.Prose, Source: "own", About: "Trigger still planned, or another reading of the rule"},
			keyColumn),
	}
	return kind{sheet: sheet, each: func(v *view, add adder) {
		for i := range v.deadlines {
			d := &v.deadlines[i]
			key := render.Key{Child: v.Facts.Child.ID, Record: d.Rule, Action: fmt.Sprint(d.Occurrence)}
			left := days(v.asOf, d.Due)
			add(key, append(v.stub(), render.Text(stateOf(left)), render.Text(d.Rule), render.Text(d.Name), render.Text(m.event(d.Trigger)), render.On(d.TriggerDate),
				render.On(d.Due), render.Count(left), render.Text(deadlineNote(d)), render.Text(key.String()))...)
		}
	}}
}

// stateOf is the light of one deadline.
func stateOf(left int) string {
	switch {
	case left < 0:
		return overdue
	case left <= soon:
		return dueSoon
	}
	return onTrack
}

func deadlineNote(d *policy.Deadline) string {
	note := d.Note
	if d.Planned {
		note = joined(note, "the event is still planned")
	}
	if !d.Alternative.IsZero() {
		note = joined(note, "read the other way, due "+d.Alternative.Long())
	}
	return first(note)
}

func joined(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

func (m *maker) ruleNames() string {
	names := ""
	for i, p := range m.rules {
		if i > 0 {
			names += " and "
		}
		names += p.Title
	}
	return names
}
