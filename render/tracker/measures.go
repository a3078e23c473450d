package tracker

import (
	"fmt"
	"strings"

	"minutebook/forms"
	"minutebook/render"
)

// The keys of measures that are no indicator and no section.
const (
	allChildren   = "children"
	inCare        = "in_care"
	secured       = "secured"
	childrenLate  = "children_late"
	deadlinesLate = "deadlines_late"
	weeklyAll     = "weekly"
	weeklyWithout = "weekly_without"
	openActions   = "actions"
	actionsLate   = "actions_late"
	actionsDrift  = "actions_drift"
)

// drift is how often an action has to be carried forward to be counted as drifting.
const drift = 3

// measure is one figure as on the day of the pack.
type measure struct {
	key, code, text string
	source, watch   string
	formula         string
	sheet, column   string   // where the children are
	within          []string // measures of which it counts a part
}

// list of measures, in the order in which they are shown.
func (m *maker) measureList() []measure {
	rows := func(table string) string { return "COUNTIF(" + table + "[Key],\"?*\")" }
	is := func(column, what string) string { return fmt.Sprintf("COUNTIF(%s,%q)", column, what) }
	all := []measure{
		{allChildren, "", "Children in this pack", "own", "", rows("Children"), "Children", "", nil},
		{inCare, "", "Looked after", "003-R11", "", is("Children[Looked after]", "Yes"), "Children", "in_care", []string{allChildren}},
		{secured, "", "Archived: permanence is secured", "001-L19", "", is("Children[Archived]", "?*"), "Children", "archived", []string{allChildren}},
	}
	part := map[string]string{"H8": "H7"}
	for _, l := range m.indicators {
		within := []string{inCare}
		if of := part[l.Code]; of != "" {
			within = append(within, of)
		}
		all = append(all, measure{l.Code, l.Code, first(l.Text), l.Rule, l.Watch, is("Children["+l.Code+"]", "Yes"), "Children", l.Code, within})
	}
	for _, s := range m.sections {
		name := sectionName(s.Code)
		all = append(all, measure{name, name, first(s.Text), s.Rule, s.Watch, rows("Section" + s.Code), name, "", []string{allChildren}})
	}
	titles := m.catalogue()
	for _, kind := range yearly {
		c := titles[string(kind)]
		all = append(all, measure{
			year(kind), "", c.Title + ", last 12 months", c.Source, "", fmt.Sprintf("COUNTIF(Children[%s],\">=\"&DATE(%d,%d,1))", c.Title, m.yearFrom().Year, m.yearFrom().Month),
			"Children", string(kind), []string{allChildren},
		})
	}
	with, without := is("Children[Weekly tool]", withPPM), is("Children[Weekly tool]", withoutPPM)
	return append(all,
		measure{weeklyAll, "", "In care over 4 months, entered in the last 18", "003-R11, 003-R12", "All managers, weekly", with + "+" + without, "Children", "weekly", []string{inCare}},
		measure{weeklyWithout, "", "Of those, without a planning meeting", "003-I10", "All managers, weekly", without, "Weekly tool", "", []string{inCare, weeklyAll}},
		measure{childrenLate, "", "Children with an overdue deadline", "own", "", is("Children[Deadlines overdue]", ">0"), "Children", "late", []string{allChildren}},
		measure{deadlinesLate, "", "Overdue deadlines", "own", "", is("Deadlines[State]", overdue), "Deadlines", "state", nil},
		measure{openActions, "", "Open actions", "001-R42", "", rows("Actions"), "Actions", "", nil},
		measure{actionsLate, "", "Open actions past their target date", "001-R42", "", is("Actions[State]", overdue), "Actions", "state", []string{openActions}},
		measure{actionsDrift, "", fmt.Sprintf("Open actions carried forward %d times or more", drift), "001-R42", "", fmt.Sprintf("COUNTIF(Actions[Times carried],\">=%d\")", drift), "Actions", "times", []string{openActions}},
	)
}

// yearly are the events that are also counted over a year, which says more where months have few.
var yearly = []forms.EventKind{decided, ordered, matched, placed, adopted, guarded, changed}

// year is the key of the measure that counts an event over the last 12 months.
func year(kind forms.EventKind) string { return "year_" + string(kind) }

// yearFrom is the first day of the last 12 months, the present one included.
func (m *maker) yearFrom() forms.Date { return firstMonth(m.in.AsOf).AddMonths(scoreMonths - 12) }

var measureColumns = []render.SheetColumn{
	{Key: "code", Title: "Code", Width: 12, Source: "own", About: "As the authority calls it"},
	{Key: "text", Title: "What is counted", Width: 64, Format: render.Prose, Source: "own", About: "In words"},
	{Key: "count", Title: "Count", Width: 14, Format: render.Whole, Source: "own", About: "How many as on the day of the pack; a formula over the rows of the pack"},
	{Key: "show", Title: "Show", Width: 24, Source: "own", About: "Leads to the rows that are counted; where it leads to a column, filter that column"},
	{Key: "watch", Title: "Who scrutinises", Width: 48, Format: render.Prose, Source: "own", About: "As the source says it"},
	{Key: "source", Title: "Source", Width: 18, Source: "own", About: "Inventory ids"},
}

func (m *maker) measures() kind {
	sheet := render.Sheet{
		Name: "Indicators", Table: "Indicators", Title: "Indicators, sections and workload", Columns: measureColumns,
		Notes: []string{"Follow a link under “Show” to the rows that are counted. Hertfordshire’s nine indicators are H1 to H9 (RD31).", "Source: 003-L07, 001-D16"},
	}
	return kind{sheet: sheet, after: func(t *tally, add adder) {
		for _, x := range m.measureList() {
			show := render.Value{Text: "Show " + strings.ToLower(x.sheet[:1]) + x.sheet[1:], Sheet: x.sheet, Column: x.column}
			add(render.Key{}, render.Text(x.code), render.Text(x.text), formula(x.formula, t.counts[x.key]), show, render.Text(x.watch), render.Text(x.source))
		}
	}}
}

// formula is a cell with a formula that comes to a whole number.
func formula(text string, n int) render.Value {
	v := render.Count(n)
	v.Formula = text
	return v
}

// share is a cell with a formula for a part of a whole; empty where the whole is nothing.
func share(part, whole string, n, of int) render.Value {
	v := render.Value{Formula: fmt.Sprintf("IF((%s)=0,\"\",(%s)/(%s))", whole, part, whole)}
	if of > 0 {
		v.Number, v.Numeric = float64(n)/float64(of), true
	}
	return v
}

func at(column string, row int) string { return fmt.Sprintf("%s%d", column, row) }
