package tracker

import (
	"fmt"

	"minutebook/forms"
	"minutebook/render"
)

// This file is the permanence scorecard: what happened in each of the last 13 months. 001-D15 names a scorecard and does not
// say what is on it; the measures are those of the national adoption scorecard, and those that the lists call for.

// score is one column of the scorecard.
type score struct {
	render.SheetColumn
	formula func(month string) string // month is the address of the month
	value   func(m *monthly) render.Value
	event   forms.EventKind       // whose children it counts or is about; "" for meetings
	safe    func(m *monthly) bool // that it is about enough of them; nil for counts
}

func (m *maker) scores() []score {
	var all []score
	titles := m.catalogue()
	for _, kind := range counted {
		c, ok := titles[string(kind)]
		if !ok { // what begins a time in care is a fact of its own
			c = titles["entered"]
		}
		column := score{render.SheetColumn{Key: "n_" + string(kind), Title: c.Title, Width: 12, Format: render.Whole, Source: c.Source, About: "Children for whom it happened in the month"}, nil, nil, kind, nil}
		if kind == entered {
			column.Title = "Came into care" // happened, in place of since when
		}
		column.formula = func(month string) string {
			return fmt.Sprintf("COUNTIFS(Children[%s],\">=\"&%s,Children[%s],\"<\"&EDATE(%s,1))", c.Title, month, c.Title, month)
		}
		column.value = func(m *monthly) render.Value { return render.Count(m.events[kind]) }
		all = append(all, column)
	}
	inMonth := func(month string) string {
		return fmt.Sprintf("Children[Adoption order],\">=\"&%s,Children[Adoption order],\"<\"&EDATE(%s,1)", month, month)
	}
	mean := func(key, title, source, about string, of func(m *monthly) *average) score {
		return score{
			render.SheetColumn{Key: key, Title: title, Width: 13, Format: render.Decimal, Source: source, About: about},
			func(month string) string {
				return fmt.Sprintf("IFERROR(ROUND(AVERAGEIFS(Children[%s],%s),1),\"\")", titles[key].Title, inMonth(month))
			},
			func(m *monthly) render.Value { return of(m).value() },
			adopted, func(m *monthly) bool { return of(m).n >= least },
		}
	}
	return append(all,
		mean("a1", "Average days from care to placement", "DfE A1", "Of the children adopted in the month", func(m *monthly) *average { return &m.a1 }),
		mean("a2", "Average days from order to match", "DfE A2", "Of the children adopted in the month", func(m *monthly) *average { return &m.a2 }),
		score{
			render.SheetColumn{Key: "a3", Title: "Moved in within 14 months", Width: 13, Format: render.Percent, Source: "DfE A3", About: "Share of the children adopted in the month"},
			func(month string) string {
				return fmt.Sprintf("IFERROR(COUNTIFS(Children[Moved in within 14 months],\"Yes\",%s)/COUNTIFS(%s),\"\")", inMonth(month), inMonth(month))
			},
			func(m *monthly) render.Value { return fraction(m.quick, m.events[adopted]) },
			adopted, func(m *monthly) bool { return min(m.quick, m.events[adopted]-m.quick) >= least },
		},
		score{
			render.SheetColumn{Key: "met", Title: "Planning meetings held", Width: 12, Format: render.Whole, Source: "004-R09", About: "Meetings of which minutes are due; a meeting about several children counts once"},
			func(month string) string { return "COUNTIFS(Minutes[Month]," + month + ")" },
			func(m *monthly) render.Value { return render.Count(m.met.held()) }, "", nil,
		},
		score{
			render.SheetColumn{Key: "minutes", Title: "Minutes within 3 working days", Width: 13, Format: render.Percent, Source: "004-R09", About: "Share of the meetings whose minutes are due or on the record"},
			func(month string) string {
				in := fmt.Sprintf("COUNTIFS(Minutes[Month],%s,Minutes[State],\"%s\")", month, inTime)
				return fmt.Sprintf("IFERROR(%s/(COUNTIFS(Minutes[Month],%s)-COUNTIFS(Minutes[Month],%s,Minutes[State],\"%s\")),\"\")", in, month, month, notYet)
			},
			func(m *monthly) render.Value { return fraction(m.met.state[inTime], m.met.due()) },
			"", func(m *monthly) bool { return min(m.met.state[inTime], m.met.due()-m.met.state[inTime]) >= least },
		},
	)
}

// value is the mean to one decimal, as the formula rounds it; empty for nobody.
func (a *average) value() render.Value {
	if a.n == 0 {
		return render.Value{}
	}
	tenths := (20*a.sum + a.n) / (2 * a.n) // half up, in whole numbers
	return render.Value{Number: float64(tenths) / 10, Numeric: true}
}

func fraction(n, of int) render.Value {
	if of == 0 {
		return render.Value{}
	}
	return render.Value{Number: float64(n) / float64(of), Numeric: true}
}

func scorecardSheet(scores []score) render.Sheet {
	sheet := render.Sheet{
		Name: "Scorecard", Table: "Scorecard", Title: "Permanence scorecard", Frozen: 1, Wide: true,
		Notes: []string{
			"Considered at each Permanence Tracker Meeting, and for all teams to read (001-R24).",
			"Counted for the children of this pack, in the month in which it happened. Adoption measures A1 to A3 are about the children adopted in the month; their limits are 426 days to placement and 121 to match.",
		},
		Columns: []render.SheetColumn{{Key: "month", Title: "Month", Width: 11, Format: render.Month, Source: "001-D15", About: "Month in which it happened"}},
		Charts: []render.Chart{
			{Title: "On the way to permanence", Unit: "Children", Columns: []string{"n_" + string(decided), "n_" + string(ordered), "n_" + string(matched), "n_" + string(adopted), "n_" + string(guarded)},
				Alt: "Line chart: for each of the last 13 months, how many children had a should-be-placed decision, a placement order, a match, an adoption order and a special guardianship order. The table above has the figures."},
			{Title: "Days that adopted children waited", Unit: "Days", Bars: true, Columns: []string{"a1", "a2"},
				Alt: "Bar chart: for each of the last 13 months, the average days from care to placement and from placement order to match of the children adopted in it. The table above has the figures."},
			{Title: "Minutes within 3 working days", Unit: "Share of meetings", Bars: true, Columns: []string{"minutes"},
				Alt: "Bar chart: for each of the last 13 months, the share of planning meetings whose minutes were on the record within 3 working days. The table above has the figures."},
		},
	}
	for _, s := range scores {
		sheet.Columns = append(sheet.Columns, s.SheetColumn)
	}
	return sheet
}

func (m *maker) scorecard() kind {
	scores := m.scores()
	sheet := scorecardSheet(scores)
	return kind{sheet: sheet, after: func(t *tally, add adder) {
		for i := range t.months {
			values := []render.Value{render.On(t.months[i].month)}
			for _, s := range scores {
				v := s.value(&t.months[i])
				v.Formula = s.formula(at("$A", sheet.FirstRow()+i))
				values = append(values, v)
			}
			add(render.Key{}, values...)
		}
	}}
}
