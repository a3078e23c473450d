package tracker

import (
	"strings"

	"minutebook/forms"
	"minutebook/render"
)

// The limits of the adoption scorecard: 14 months from care to placement, 4 from placement order to match, as the Department
// for Education counts them in days.
const (
	limitA1 = 426
	limitA2 = 121
	months1 = 14
)

// onTheWay are the columns of the way to adoption and other orders.
func onTheWay() []column {
	a1 := fact("a1", "Days from care to placement", 12, render.Whole, "DfE A1", "Entering care to moving in with the adoptive family; the scorecard’s limit is 14 months", func(v *view) render.Value {
		return between(v.day(entered), v.day(placed))
	})
	a1.Lights = []render.Light{{From: 0, To: limitA1, Colour: render.Green}, {From: limitA1 + 1, To: 1e6, Colour: render.Red}}
	a2 := fact("a2", "Days from order to match", 12, render.Whole, "DfE A2", "Placement order to decision on the match; a match before the order counts as 0; the scorecard’s limit is 4 months", func(v *view) render.Value {
		d := between(v.day(ordered), v.day(matched))
		d.Number = max(d.Number, 0)
		return d
	})
	a2.Lights = []render.Light{{From: 0, To: limitA2, Colour: render.Green}, {From: limitA2 + 1, To: 1e6, Colour: render.Red}}
	all := []column{
		event(gateway, "Gateway decision", "001-R01"),
		fact("target", "SHOBPA target", 12, render.Day, "001-F01 L992", "From the latest minutes", func(v *view) render.Value { return render.On(v.said.target) }),
		fact("booked", "SHOBPA booked", 12, render.Day, "001-F01 L993", "From the latest minutes", func(v *view) render.Value { return render.On(v.said.booked) }),
		event(decided, "SHOBPA decision", "001-I02"),
		event(ordered, "Placement order", "003-I03"),
		event(matched, "Match decided", "003-I04"),
		event(placed, "Placed", "001-T31"),
		event(adopted, "Adoption order", "DfE A4"),
		event(guarded, "Special guardianship order", "001-I08"),
		event(changed, "Plan changed away from adoption", "DfE A5"),
		fact("order_months", "Months since order", 10, render.Whole, "003-I03", "Completed months since the placement order", func(v *view) render.Value { return months(v.day(ordered), v.asOf) }),
		fact("placed_week", "Week of placement", 11, render.Whole, "001-T31", "Week since the adoptive placement began, until the order", func(v *view) render.Value {
			if !v.day(adopted).IsZero() {
				return render.Value{}
			}
			return week(v.day(placed), v.asOf)
		}),
		fact("exception", "Exception report due", 12, render.Day, "001-T23", "Week 40 after the placement order, from the task list; empty once the task is done", func(v *view) render.Value {
			for _, t := range v.tasks {
				if t.Task == "T23" && t.Completed.IsZero() {
					return render.On(t.Due)
				}
			}
			return render.Value{}
		}),
		a1, a2,
		fact("a3", "Moved in within 14 months", 12, render.Words, "DfE A3", "Of children placed: whether they waited less than 14 months from entering care", func(v *view) render.Value {
			if v.day(entered).IsZero() || v.day(placed).IsZero() {
				return render.Value{}
			}
			return yesNo(v.quick())
		}),
	}
	for _, step := range []struct {
		key, title string
		from, to   forms.EventKind
	}{
		{"d1", "Days from Gateway to issue", gateway, issued}, {"d2", "Days from issue to SHOBPA", issued, decided},
		{"d3", "Days from SHOBPA to order", decided, ordered}, {"d4", "Days from match to placement", matched, placed},
		{"d5", "Days from placement to adoption", placed, adopted},
	} {
		all = append(all, fact(step.key, step.title, 11, render.Whole, "001-L07", "Calendar days between two dates of this row; less than 0 where the second came first",
			func(v *view) render.Value { return between(v.day(step.from), v.day(step.to)) }))
	}
	return all
}

// quick reports whether a placed child waited less than 14 months from entering care.
func (v *view) quick() bool { return v.day(placed).Before(v.day(entered).AddMonths(months1)) }

// home are the columns of where the child lives.
func home() []column {
	return []column{
		fact("placement", "Placement", 10, render.Words, "003-I06", "SSDA903 code of the present placement", func(v *view) render.Value { return render.Text(v.portrait.Placement.Type) }),
		fact("placement_since", "Placed there since", 12, render.Day, "001-I07", "First day of the present placement", func(v *view) render.Value { return render.On(v.portrait.Placement.From) }),
		fact("external", "External", 9, render.Words, "001-I07", "Whether the placement is bought from another provider", func(v *view) render.Value {
			if v.portrait.Placement.Type == "" {
				return render.Value{}
			}
			return yesNo(v.portrait.Placement.External)
		}),
		fact("address_since", "Address since", 12, render.Day, "003-I08", "Since when the child has lived at the address", func(v *view) render.Value { return render.On(v.portrait.AddressSince()) }),
		fact("address_months", "Months at address", 10, render.Whole, "003-I08", "Completed months at the address", func(v *view) render.Value { return months(v.portrait.AddressSince(), v.asOf) }),
		event(longTerm, "Long-term match", "001-R33"),
		event(schedule3, "Schedule 3 endorsed", "000-R03"),
		event(agreed, "Written agreement", "001-I09"),
	}
}

// watched are the columns of the lists and the deadlines.
func (m *maker) watched() []column {
	state := fact("state", "State", 19, render.Words, "own", "Overdue if a deadline has passed, amber if one comes within 14 days", func(v *view) render.Value { return render.Text(v.light()) })
	state.Lights = stateLights
	all := []column{
		fact("sections", "Sections", 10, render.Words, "001-D16", "Sections of the tracker in which the child stands (RD32)", func(v *view) render.Value {
			var codes []string
			for _, s := range v.standing.Tracker {
				codes = append(codes, s.Section)
			}
			return render.Text(strings.Join(codes, ", "))
		}),
		fact("archived", "Archived", 30, render.Words, "001-L19", "Since when permanence is secured, and by what", func(v *view) render.Value {
			if v.standing.Archived == nil {
				return render.Value{}
			}
			return render.Text(*v.standing.Archived)
		}),
		fact("flags", "Indicators", 12, render.Words, "003-L07", "Indicators that count the child", func(v *view) render.Value {
			var codes []string
			for _, i := range v.standing.Indicators {
				codes = append(codes, i.ID)
			}
			return render.Text(strings.Join(codes, ", "))
		}),
		fact("weekly", "Weekly tool", 13, render.Words, "003-I10", "For children of its population: whether a planning meeting has been held (RD31)", func(v *view) render.Value {
			switch w := v.standing.Weekly; {
			case w.WithoutPPM:
				return render.Text(withoutPPM)
			case w.InPopulation:
				return render.Text(withPPM)
			}
			return render.Value{}
		}),
		fact("late", "Deadlines overdue", 10, render.Whole, "own", "How many deadlines have passed and are not met", func(v *view) render.Value { return render.Count(v.late) }),
		fact("next", "Most urgent deadline", 40, render.Prose, "own", "The open deadline with the earliest day", func(v *view) render.Value {
			if v.next == nil {
				return render.Value{}
			}
			return render.Text(v.next.Rule + " " + v.next.Name)
		}),
		fact("next_due", "Due", 12, render.Day, "own", "The day of that deadline", func(v *view) render.Value {
			if v.next == nil {
				return render.Value{}
			}
			return render.On(v.next.Due)
		}),
		state,
	}
	for _, l := range m.indicators {
		all = append(all, fact(l.Code, l.Code, 6, render.Words, l.Rule, "“Yes” if the indicator counts the child: "+l.Text, func(v *view) render.Value {
			if v.indicator(l.Code) {
				return render.Text("Yes")
			}
			return render.Value{}
		}))
	}
	return all
}

// What the column “Weekly tool” says.
const (
	withPPM    = "With PPM"
	withoutPPM = "Without PPM"
)

var stateLights = []render.Light{{Is: overdue, Colour: render.Red}, {Is: dueSoon, Colour: render.Amber}, {Is: onTrack, Colour: render.Green}}
