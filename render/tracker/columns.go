package tracker

import (
	"strings"

	"minutebook/forms"
	"minutebook/render"
)

// column is a column that shows something of one child.
type column struct {
	render.SheetColumn
	value func(v *view) render.Value
}

// fact declares a column of what is known of a child or follows from it.
func fact(key, title string, width float64, format render.Format, source, about string, value func(v *view) render.Value) column {
	return column{render.SheetColumn{Key: key, Title: title, Width: width, Format: format, Source: source, About: about}, value}
}

// event declares a column for the day of an event, which may be changed where it is asked for with editable.
func event(kind forms.EventKind, title, source string) column {
	c := fact(string(kind), title, 12, render.Day, source, "Day of the first such event in the present time in care", func(v *view) render.Value {
		return render.On(v.day(kind))
	})
	c.Edits = &render.Edits{Of: render.OfEvent, Name: string(kind)}
	return c
}

// catalogue is every column about a child, by key. Sheets pick from it, so that one fact looks the same everywhere.
func (m *maker) catalogue() map[string]column {
	all := map[string]column{}
	for _, part := range [][]column{m.who(), legal(), planned(), met(), onTheWay(), home(), m.watched()} {
		for _, c := range part {
			all[c.Key] = c
		}
	}
	return all
}

func (m *maker) who() []column {
	return []column{
		fact("case_number", m.in.Authority.CaseLabel, 15, render.Words, "001-F01 L729", "The authority’s own number for the child", func(v *view) render.Value {
			return render.Text(v.Facts.Child.CaseNumber)
		}),
		fact("name", "Child", 26, render.Words, "001-F01 L728", "Name of the child", func(v *view) render.Value { return render.Text(v.Facts.Child.Name) }),
		fact("born", "Date of birth", 12, render.Day, "001-F01", "Also the expected day of an unborn child", func(v *view) render.Value { return render.On(v.Facts.Child.DateOfBirth) }),
		fact("age", "Age", 6, render.Whole, "003-R55", "Completed years on the day of the pack (RD30)", func(v *view) render.Value {
			if !v.portrait.Born {
				return render.Value{}
			}
			return render.Count(v.portrait.Age)
		}),
		fact("siblings", "Sibling group", 9, render.Words, "001-F01 L837", "Whether the latest minutes say that the child is one of a sibling group", func(v *view) render.Value {
			return render.Text(label(v.said.siblings))
		}),
		fact("entered", "Looked after since", 12, render.Day, "001-R02", "Day on which the child became looked after", func(v *view) render.Value { return render.On(v.day(entered)) }),
		fact("in_care", "Looked after", 9, render.Words, "003-R11", "Whether the child is looked after on the day of the pack", func(v *view) render.Value { return yesNo(v.portrait.LookedAfter) }),
		fact("months", "Months in care", 9, render.Whole, "003-R12", "Completed months since the child became looked after", func(v *view) render.Value {
			return months(v.day(entered), v.asOf)
		}),
	}
}

func legal() []column {
	return []column{
		fact("legal", "Legal status", 9, render.Words, "001-F01 L741", "SSDA903 code of the status in force", func(v *view) render.Value { return render.Text(v.portrait.LegalStatus) }),
		fact("legal_since", "Status since", 12, render.Day, "001-F01 L741", "First day of that status", func(v *view) render.Value { return render.On(v.portrait.LegalSince) }),
		event(preStarted, "Pre-proceedings started", "001-I06"),
		event(issued, "Proceedings issued", "001-R35"),
		event(heard, "Final hearing", "001-R35"),
		fact("week", "Week of proceedings", 12, render.Whole, "001-R35", "Week since proceedings were issued, until the final hearing (RD13)", func(v *view) render.Value {
			if !v.day(heard).IsZero() {
				return render.Value{}
			}
			return week(v.day(issued), v.asOf)
		}),
		fact("week26", "Week 26 ends", 12, render.Day, "001-R35", "26 weeks after proceedings were issued", func(v *view) render.Value {
			if v.day(issued).IsZero() {
				return render.Value{}
			}
			return render.On(v.day(issued).AddDays(26 * 7))
		}),
	}
}

func planned() []column {
	plan := fact("plan", "Plan", 22, render.Words, "003-I01", "The current plan for permanence", func(v *view) render.Value {
		if p := v.Facts.Child.Plan; p != nil {
			return render.Text(planWords(p.Code))
		}
		return render.Value{}
	})
	for _, p := range plans {
		plan.Choices = append(plan.Choices, p.words)
	}
	plan.Edits = &render.Edits{Of: render.OfChild, Name: "plan"}
	since := fact("plan_since", "Plan since", 12, render.Day, "003-I02", "Day on which it became the plan", func(v *view) render.Value {
		if p := v.Facts.Child.Plan; p != nil {
			return render.On(p.Since)
		}
		return render.Value{}
	})
	since.Edits = &render.Edits{Of: render.OfChild, Name: "plan_since"}
	return []column{
		plan, since,
		fact("parallel", "Parallel plans", 22, render.Words, "001-I03", "Plans pursued beside it", func(v *view) render.Value {
			if v.Facts.Child.Plan == nil {
				return render.Value{}
			}
			var words []string
			for _, code := range v.Facts.Child.Plan.Parallel {
				words = append(words, planWords(code))
			}
			return render.Text(strings.Join(words, ", "))
		}),
		fact("contingency", "Contingency plan", 40, render.Prose, "001-F01 L1075", "From the latest minutes, shortened", func(v *view) render.Value { return render.Text(excerpt(v.said.contingency)) }),
		fact("match_route", "Match approved by", 18, render.Words, "001-R17", "Who approves a long-term match for this child", func(v *view) render.Value {
			if r := v.standing.MatchRoute; r != nil {
				return render.Text(first(spaced(r.Calderdale)))
			}
			return render.Value{}
		}),
	}
}

func met() []column {
	return []column{
		fact("first_ppm", "First PPM", 12, render.Day, "001-R01", "First planning meeting held", func(v *view) render.Value { return render.On(v.portrait.First) }),
		fact("last_ppm", "Last PPM", 12, render.Day, "001-R04", "Latest planning meeting held", func(v *view) render.Value { return render.On(v.portrait.Last) }),
		fact("next_ppm", "Next PPM due", 12, render.Day, "001-R04", "First day by which the pack’s rules ask for the next one", func(v *view) render.Value {
			var due forms.Date
			for _, d := range v.deadlines {
				if d.By == "ppm_held" && (due.IsZero() || d.Due.Before(due)) {
					due = d.Due
				}
			}
			return render.On(due)
		}),
		fact("chair", "Chair", 24, render.Words, "own", "Who chaired the latest planning meeting with minutes", func(v *view) render.Value { return render.Text(v.said.chair) }),
		event(review1, "First review", "001-R31"),
		event(review2, "Second review", "001-R32"),
		fact("iro", "IRO", 22, render.Words, "001-F01 L892", "Independent reviewing officer in the latest minutes", func(v *view) render.Value { return render.Text(v.said.iro) }),
		fact("iro_view", "IRO’s view", 44, render.Prose, "001-F01 L893", "From the latest minutes, shortened", func(v *view) render.Value { return render.Text(excerpt(v.said.iroView)) }),
		fact("iro_on", "IRO’s view of", 12, render.Day, "001-F01 L893", "Day of the meeting at which the IRO gave that view", func(v *view) render.Value {
			if v.said.iroView == "" {
				return render.Value{}
			}
			return render.On(v.said.held)
		}),
	}
}

// months counts completed months between two days; empty without the first.
func months(from, to forms.Date) render.Value {
	if from.IsZero() || to.Before(from) {
		return render.Value{}
	}
	n := (to.Year-from.Year)*12 + int(to.Month-from.Month)
	if to.Before(from.AddMonths(n)) {
		n--
	}
	return render.Count(n)
}

// week counts weeks as the rules do: week N ends on day 7N (RD13).
func week(from, to forms.Date) render.Value {
	if from.IsZero() || to.Before(from) {
		return render.Value{}
	}
	return render.Count(max(1, (days(from, to)+6)/7))
}

func days(from, to forms.Date) int { return int(to.Time().Sub(from.Time()).Hours() / 24) }

// between is the days from one event to another; empty without both.
func between(from, to forms.Date) render.Value {
	if from.IsZero() || to.IsZero() {
		return render.Value{}
	}
	return render.Count(days(from, to))
}
