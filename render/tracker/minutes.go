package tracker

import (
	"minutebook/forms"
	"minutebook/internal/policy"
	"minutebook/render"
)

// This file shows how soon minutes were on the record: each meeting of the scorecard's months, and counts by month and chair.

// The words for how minutes stand.
const (
	inTime  = "In time"
	late    = "Late"
	notYet  = "Not due yet"
	nobody  = "Not recorded"
	missing = overdue
)

func minutesState(m *policy.Minutes) string {
	switch m.Status {
	case policy.Met:
		return inTime
	case policy.MetLate:
		return late
	case policy.Upcoming:
		return notYet
	}
	return missing
}

func (c *Child) chair(meeting string) string {
	if name := c.Chairs[meeting]; name != "" {
		return name
	}
	return nobody
}

var minutesLights = []render.Light{{Is: inTime, Colour: render.Green}, {Is: late, Colour: render.Amber}, {Is: missing, Colour: render.Red}}

func (m *maker) minutesSheet() kind {
	sheet := render.Sheet{
		Name: "Minutes", Table: "Minutes", Title: "Minutes of planning meetings",
		Notes: []string{"Meetings of the last 13 months. Minutes are to be on the record within 3 working days of the meeting.", "Source: 004-R09 (RD01, RD02)"},
		Columns: []render.SheetColumn{
			{Key: "month", Title: "Month", Width: 12, Format: render.Month, Source: "004-R09", About: "Month of the meeting"},
			{Key: "chair", Title: "Chair", Width: 30, Source: "004-R09", About: "Who chaired it"},
			{Key: "held", Title: "Held", Width: 12, Format: render.Day, Source: "004-R09", About: "Day of the meeting"},
			{Key: "due", Title: "Due", Width: 12, Format: render.Day, Source: "004-R09", About: "The third working day after it"},
			{Key: "recorded", Title: "On the record", Width: 12, Format: render.Day, Source: "004-R09", About: "Day on which the minutes were signed, issued or put on the record"},
			{Key: "state", Title: "State", Width: 14, Source: "004-R09", About: "In time, late, overdue or not due yet", Lights: minutesLights},
			keyColumn,
		},
	}
	sheet.Columns[6].About = "Names the meeting for programs; a meeting about several children has one row"
	return kind{sheet: sheet, each: func(v *view, add adder) {
		for i := range v.minutes {
			row := &v.minutes[i]
			key := render.Key{Record: row.MeetingID}
			add(key, render.On(monthOf(row.MeetingDate)), render.Text(v.chair(row.MeetingID)), render.On(row.MeetingDate), render.On(row.Due), render.On(row.Recorded),
				render.Text(minutesState(row)), render.Text(key.String()))
		}
	}}
}

func (m *maker) minutesByChair() kind {
	sheet := render.Sheet{
		Name: "Minutes by chair", Table: "MinutesByChair", Title: "Minutes within 3 working days, by month and chair",
		Notes: []string{"Counted over the sheet Minutes; the share leaves out what is not due yet.", "Source: 004-R09"},
		Columns: []render.SheetColumn{
			{Key: "month", Title: "Month", Width: 12, Format: render.Month, Source: "004-R09", About: "Month of the meetings"},
			{Key: "chair", Title: "Chair", Width: 30, Source: "004-R09", About: "Who chaired them"},
			{Key: "held", Title: "Meetings", Width: 11, Format: render.Whole, Source: "004-R09", About: "Meetings held"},
			{Key: "in_time", Title: inTime, Width: 11, Format: render.Whole, Source: "004-R09", About: "Minutes on the record within 3 working days"},
			{Key: "late", Title: late, Width: 11, Format: render.Whole, Source: "004-R09", About: "Minutes on the record later"},
			{Key: "overdue", Title: missing, Width: 11, Format: render.Whole, Source: "004-R09", About: "Minutes not on the record and past their day"},
			{Key: "share", Title: "Share in time", Width: 11, Format: render.Percent, Source: "004-R09", About: "Of those whose day has come or that are on the record"},
		},
	}
	return kind{sheet: sheet, after: func(t *tally, add adder) {
		for i, k := range t.chairs() {
			c := t.minutes[k]
			row := sheet.FirstRow() + i
			same := func(state string) string {
				f := "COUNTIFS(Minutes[Month]," + at("A", row) + ",Minutes[Chair],\"=\"&SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(" + at("B", row) + ",\"~\",\"~~\"),\"*\",\"~*\"),\"?\",\"~?\")"
				if state != "" {
					f += ",Minutes[State],\"" + state + "\""
				}
				return f + ")"
			}
			add(render.Key{}, render.On(k.month), render.Text(k.chair), formula(same(""), c.held()), formula(same(inTime), c.state[inTime]),
				formula(same(late), c.state[late]), formula(same(missing), c.state[missing]),
				share(at("D", row), at("D", row)+"+"+at("E", row)+"+"+at("F", row), c.state[inTime], c.due()))
		}
	}}
}

// monthOf is the first day of a day's month; firstMonth the first month of the scorecard.
func monthOf(d forms.Date) forms.Date { return forms.Date{Year: d.Year, Month: d.Month, Day: 1} }

func firstMonth(asOf forms.Date) forms.Date { return monthOf(asOf).AddMonths(1 - scoreMonths) }
