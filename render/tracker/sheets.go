package tracker

import (
	"fmt"

	"minutebook/render"
)

// sheets are all sheets of the pack, in reading order: what it is, the figures, the lists to work through, the data.
func (m *maker) sheets() []kind {
	if m.in.Anonymous {
		return []kind{m.cover(), m.anonymousScorecard(), m.anonymousMeasures(), m.dictionary()}
	}
	all := []kind{m.cover(), m.scorecard(), m.measures()}
	for i := range m.sections {
		all = append(all, m.section(i))
	}
	all = append(all, m.weekly(), m.deadlines(), m.minutesByChair(), m.minutesSheet(), m.actions(), m.pipeline(), m.taskMatrix())
	return append(all, m.episodes(), m.codedAdoption(), m.children(), m.dictionary())
}

// keyColumn ends every table of data: what a row is found again by.
var keyColumn = render.SheetColumn{Key: "key", Title: "Key", Width: 22, Source: "own", About: "Names the row for programs; leave it as it is"}

// list is a sheet with one row for each child of whom in is true.
func (m *maker) list(sheet render.Sheet, in func(v *view) bool, columns []column) kind {
	for _, c := range columns {
		sheet.Columns = append(sheet.Columns, c.SheetColumn)
	}
	sheet.Columns = append(sheet.Columns, keyColumn)
	sheet.Frozen, sheet.Wide = 3, true // whose row it is, and how it stands
	return kind{sheet: sheet, each: func(v *view, add adder) {
		if !in(v) {
			return
		}
		values := make([]render.Value, len(columns)+1)
		for i := range columns {
			values[i] = columns[i].value(v)
		}
		key := render.Key{Child: v.Facts.Child.ID}
		values[len(columns)] = render.Text(key.String())
		add(key, values...)
	}}
}

// pick takes columns from the catalogue, to be read only: a fact is changed in one place, on the sheet Children.
func (m *maker) pick(keys ...string) []column {
	all := m.catalogue()
	picked := make([]column, len(keys))
	for i, key := range keys {
		picked[i] = all[key]
		picked[i].Edits, picked[i].Choices = nil, nil
	}
	return picked
}

// Columns that a section shows beside those that all have.
var sectionColumns = map[string][]string{
	"A": {string(ordered), string(matched), string(placed), "placed_week", "exception", "siblings", "iro", "iro_view", "iro_on"},
	"B": {string(decided), string(ordered), "order_months", string(matched), "siblings", "iro", "iro_view", "iro_on"},
	"C": {string(issued), "week", "week26", "target", "booked"},
	"E": {"placement", "placement_since", "address_months", "match_route", "iro", "iro_view", "iro_on"},
	"F": {"placement", "placement_since", string(gateway)},
	"G": {string(gateway), string(preStarted)},
	"H": {"placement", "placement_since", "address_since"},
	"J": {"placement", "placement_since", "address_months"},
	"L": {string(agreed), string(schedule3), "placement_since"},
}

func sectionName(code string) string { return "Section " + code }

func (m *maker) section(i int) kind {
	s := m.sections[i]
	columns := m.pick("case_number", "name", "state", "born", "age", "legal", "legal_since", "entered", "plan", "plan_since", "contingency")
	columns = append(columns, fact("reason", "Why here", 30, render.Prose, s.Rule, "Why the child stands in this section (RD32)", func(v *view) render.Value {
		reason, _ := v.section(s.Code)
		return render.Text(reason)
	}))
	columns = append(columns, m.pick(sectionColumns[s.Code]...)...)
	columns = append(columns, m.pick("first_ppm", "last_ppm", "next_ppm", "chair", string(review1), string(review2), "flags", "late", "next", "next_due")...)
	sheet := render.Sheet{
		Name: sectionName(s.Code), Table: "Section" + s.Code, Title: fmt.Sprintf("Section %s: %s", s.Code, s.Text),
		Notes: []string{"Input: " + orUnsaid(s.Input), "Scrutiny: " + orUnsaid(s.Watch), "Source: " + s.Rule},
	}
	return m.list(sheet, func(v *view) bool { _, in := v.section(s.Code); return in }, columns)
}

func orUnsaid(text string) string {
	if text == "" {
		return "not said by the source"
	}
	return text
}

func (m *maker) weekly() kind {
	return m.list(render.Sheet{
		Name: "Weekly tool", Table: "Weekly", Title: "In care for over 4 months, entered in the last 18, without a planning meeting",
		Notes: []string{"For all managers, each Monday: see that a planning meeting is held, and that the plan moves on.", "Source: 003-I10, 003-R10 to R13 (RD31)"},
	}, func(v *view) bool { return v.standing.Weekly.WithoutPPM },
		m.pick("case_number", "name", "state", "born", "age", "legal", "entered", "months", "plan", "plan_since", "placement", "late", "next", "next_due"))
}

func (m *maker) pipeline() kind {
	return m.list(render.Sheet{
		Name: "Adoption pipeline", Table: "Pipeline", Title: "Adoption from Gateway to order",
		Notes: []string{"Children whose plan or parallel plan is adoption, or who are placed or adopted. Days between stages are calendar days.", "Source: 001-L07, 003-D12; limits of the adoption scorecard: 14 months to placement, 4 months from order to match"},
	}, (*view).adoption, m.pick("case_number", "name", "state", "age", "plan", "entered", string(gateway), string(issued), string(decided), string(ordered), string(matched), string(placed), string(adopted),
		"d1", "d2", "d3", "a2", "d4", "d5", "a1", "a3", "exception"))
}

// childKeys are the columns of the data sheet; figures elsewhere are counted over it.
func (m *maker) childKeys() []string {
	keys := []string{"case_number", "name", "state", "born", "age", "in_care", "entered", "months", "legal", "legal_since", "plan", "plan_since",
		"parallel", "contingency", "placement", "placement_since", "external", "address_since", "address_months", "sections", "archived",
		"first_ppm", "last_ppm", "next_ppm"}
	for _, k := range editableEvents {
		keys = append(keys, string(k))
	}
	keys = append(keys, "week26", "a1", "a2", "a3", "weekly", "late", "next", "next_due")
	for _, l := range m.indicators {
		keys = append(keys, l.Code)
	}
	return keys
}

func (m *maker) children() kind {
	all := m.catalogue()
	var columns []column
	for _, key := range m.childKeys() {
		columns = append(columns, all[key])
	}
	return m.list(render.Sheet{
		Name: "Children", Table: "Children", Title: "Children",
		Notes: []string{"One row for each child of the pack. Figures on the other sheets are counted here: filter a column to see whom they mean.", "Cells with a pale yellow ground may be changed; everything else is locked."},
	}, func(*view) bool { return true }, columns)
}
