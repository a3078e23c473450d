package tracker

import "minutebook/render"

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
	"No number under 5 is shown. “Not shown” stands for a larger number that would give away one under 5.",
}

func (m *maker) anonymousScorecard() kind {
	scores := m.scores()
	sheet := scorecardSheet(scores)
	sheet.Notes = append(anonymousNotes, sheet.Notes[1])
	for i := range sheet.Charts {
		sheet.Charts[i].Alt += " Months whose number is not shown are left out."
	}
	return kind{sheet: sheet, after: func(t *tally, add adder) {
		for i := range t.months {
			month := &t.months[i]
			values := []render.Value{render.On(month.month)}
			for _, s := range scores {
				v := s.value(month)
				switch {
				case s.safe != nil && !v.Empty() && !s.safe(month):
					v = render.Text(withheldWords)
				case s.safe == nil && v.Number < least:
					v = render.Text(fewWords)
				}
				values = append(values, v)
			}
			add(render.Key{}, values...)
		}
	}}
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
		values, marks := protected(list, t)
		for i, x := range list {
			v := render.Count(values[i])
			switch marks[i] {
			case few:
				v = render.Text(fewWords)
			case withheld:
				v = render.Text(withheldWords)
			}
			add(render.Key{}, render.Text(x.code), render.Text(x.text), v, render.Text(x.watch), render.Text(x.source))
		}
	}}
}

// protected decides what is shown of the measures. A measure that counts a part of another makes a sum of the two with the
// rest, which no row shows.
func protected(list []measure, t *tally) ([]int, []mark) {
	index := map[string]int{}
	values := make([]int, len(list))
	for i, x := range list {
		index[x.key], values[i] = i, t.counts[x.key]
	}
	marks := make([]mark, len(list))
	var sums []sum
	for i, x := range list {
		for _, whole := range x.within {
			sums = append(sums, sum{index[whole], []int{i, len(values)}})
			values, marks = append(values, t.counts[whole]-t.counts[x.key]), append(marks, unsaid)
		}
	}
	protect(values, marks, sums)
	return values[:len(list)], marks[:len(list)]
}
