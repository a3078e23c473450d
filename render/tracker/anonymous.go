package tracker

import (
	"strings"

	"minutebook/forms"
	"minutebook/render"
)

// This file makes the sheets of the anonymous pack. They are filled from the tally alone: nothing about one child reaches
// them, so nothing about one child can be in their file. What is shown of small numbers is decided by protect; somebody who
// holds the packs of two days, or of parts of a service and the whole, could still subtract one from the other, so packs for
// a board should be made of one population on the days of its meetings only.

// What stands in place of a number that is not shown.
const (
	fewWords      = "Fewer than 5"
	withheldWords = "Not shown"
)

var anonymousNotes = []string{
	"No number under 5 is shown, and no average or share of so few. “Not shown” also stands for a larger number that would give away a small one.",
}

func (m *maker) anonymousScorecard() kind {
	scores := m.scores()
	sheet := scorecardSheet(scores)
	sheet.Notes = append(anonymousNotes, sheet.Notes[1])
	for i := range sheet.Charts {
		c := &sheet.Charts[i]
		c.Bars, c.Alt = true, strings.Replace(c.Alt, "Line chart", "Bar chart", 1)+" Months whose number is not shown have no bar."
	}
	return kind{sheet: sheet, after: func(t *tally, add adder) {
		_, marks := protected(m.measureList(), t)
		for i := range t.months {
			month := &t.months[i]
			values := []render.Value{render.On(month.month)}
			for _, s := range scores {
				values = append(values, s.public(month, marks[s.event], i))
			}
			add(render.Key{}, values...)
		}
	}}
}

// public is what is shown of month number i, by what is shown of its event. A mean or a share is shown only where the number
// of children is, since it tells something of that number; and where it is not shown nobody can see whether there is one.
func (s *score) public(m *monthly, event []mark, i int) render.Value {
	v := s.value(m)
	switch count := s.safe == nil; {
	case count && event != nil:
		return event[i].of(v)
	case count && v.Number < least:
		return few.of(v)
	case !count && (event != nil && event[i] != shown || !s.safe(m)):
		return withheld.of(v)
	}
	return v
}

// of is what is shown of a value.
func (m mark) of(v render.Value) render.Value {
	switch m {
	case few:
		return render.Text(fewWords)
	case withheld:
		return render.Text(withheldWords)
	}
	return v
}

func (m *maker) anonymousMeasures() kind {
	var columns []render.SheetColumn
	for _, c := range measureColumns {
		if c.Key == "count" {
			c.About = "How many as on the day of the pack, if that can be shown"
		}
		if c.Key != "show" {
			columns = append(columns, c)
		}
	}
	sheet := render.Sheet{
		Name: "Indicators", Table: "Indicators", Title: "Indicators, sections and workload", Columns: columns, Notes: anonymousNotes,
	}
	return kind{sheet: sheet, after: func(t *tally, add adder) {
		list := m.measureList()
		marks, _ := protected(list, t)
		for i, x := range list {
			add(render.Key{}, render.Text(x.code), render.Text(x.text), marks[i].of(render.Count(t.counts[x.key])), render.Text(x.watch), render.Text(x.source))
		}
	}}
}

// protected decides what is shown of the measures and, by event, of the months of the scorecard. A measure that counts a part
// of another makes a sum of the two with the rest, which no row shows; the last 12 months make one with the year.
func protected(list []measure, t *tally) (measures []mark, months map[forms.EventKind][]mark) {
	var values []int
	var marks []mark
	figure := func(n int, m mark) int {
		values, marks = append(values, n), append(marks, m)
		return len(values) - 1
	}
	index := map[string]int{}
	for _, x := range list {
		index[x.key] = figure(t.counts[x.key], shown)
	}
	var sums []sum
	for _, x := range list {
		for _, whole := range x.within {
			sums = append(sums, sum{index[whole], []int{index[x.key], figure(t.counts[whole]-t.counts[x.key], unsaid)}})
		}
	}
	starts := map[forms.EventKind]int{}
	for _, kind := range counted {
		starts[kind] = len(values)
		var parts []int
		for i := range t.months {
			parts = append(parts, figure(t.months[i].events[kind], shown))
		}
		if total, ok := index[year(kind)]; ok {
			sums = append(sums, sum{total, parts[scoreMonths-12:]})
		}
	}
	protect(values, marks, sums)
	months = map[forms.EventKind][]mark{}
	for kind, at := range starts {
		months[kind] = marks[at : at+scoreMonths]
	}
	return marks[:len(list)], months
}
