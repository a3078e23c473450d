package tracker

import (
	"cmp"
	"slices"

	"minutebook/forms"
	"minutebook/internal/policy"
)

// scoreMonths is how many months the scorecard shows: the present one, and the same one a year ago.
const scoreMonths = 13

// tally counts what the formulas count, while the children go by.
type tally struct {
	asOf    forms.Date
	months  [scoreMonths]monthly
	counts  map[string]int // by key of a measure
	minutes map[chaired]*kept
	seen    map[string]bool // meetings, by ID
}

// monthly is one month of the scorecard.
type monthly struct {
	month  forms.Date
	events map[forms.EventKind]int
	a1, a2 average // of the children adopted in it
	quick  int     // of those: moved in within 14 months of entering care
	met    kept
}

type average struct{ sum, n int }

func (a *average) add(from, to forms.Date) {
	if !from.IsZero() && !to.IsZero() {
		a.sum, a.n = a.sum+max(0, days(from, to)), a.n+1
	}
}

// chaired names one chair's meetings of a month.
type chaired struct {
	month forms.Date
	chair string
}

// kept counts meetings by how their minutes stand.
type kept struct{ state map[string]int }

func (k *kept) held() int { return k.due() + k.state[notYet] }

// due leaves out what is not due yet.
func (k *kept) due() int { return k.state[inTime] + k.state[late] + k.state[missing] }

// counted are the events that the scorecard counts by month.
var counted = []forms.EventKind{entered, decided, ordered, matched, placed, adopted, guarded, changed}

func newTally(asOf forms.Date) *tally {
	t := &tally{asOf: asOf, counts: map[string]int{}, minutes: map[chaired]*kept{}, seen: map[string]bool{}}
	for i := range t.months {
		t.months[i] = monthly{month: firstMonth(asOf).AddMonths(i), events: map[forms.EventKind]int{}, met: kept{map[string]int{}}}
	}
	return t
}

// month returns the month of a day; nil before the scorecard begins.
func (t *tally) month(d forms.Date) *monthly {
	if d.IsZero() {
		return nil
	}
	i := (d.Year-t.months[0].month.Year)*12 + int(d.Month-t.months[0].month.Month)
	if i < 0 || i >= scoreMonths {
		return nil
	}
	return &t.months[i]
}

// add counts a child. It leaves in the view only those minutes that are of the scorecard's months and were not met before
// with a brother or sister.
func (t *tally) add(v *view) {
	for _, kind := range counted {
		if m := t.month(v.day(kind)); m != nil {
			m.events[kind]++
			if m != &t.months[0] { // the same month of last year
				t.counts[year(kind)]++
			}
		}
	}
	if m := t.month(v.day(adopted)); m != nil {
		m.a1.add(v.day(entered), v.day(placed))
		m.a2.add(v.day(ordered), v.day(matched))
		if !v.day(entered).IsZero() && !v.day(placed).IsZero() && v.quick() {
			m.quick++
		}
	}
	v.minutes = slices.DeleteFunc(v.minutes, func(row policy.Minutes) bool {
		m := t.month(row.MeetingDate)
		if m == nil || t.seen[row.MeetingID] {
			return true
		}
		t.seen[row.MeetingID] = true
		key := chaired{m.month, v.chair(row.MeetingID)}
		if t.minutes[key] == nil {
			t.minutes[key] = &kept{map[string]int{}}
		}
		t.minutes[key].state[minutesState(&row)]++
		m.met.state[minutesState(&row)]++
		return false
	})
	for key, n := range v.counts() {
		t.counts[key] += n
	}
}

// chairs are the lines of the count by month and chair: the latest month first.
func (t *tally) chairs() []chaired {
	keys := make([]chaired, 0, len(t.minutes))
	for k := range t.minutes {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b chaired) int { return cmp.Or(b.month.Compare(a.month), cmp.Compare(a.chair, b.chair)) })
	return keys
}

// counts says which measures count the child, and how often.
func (v *view) counts() map[string]int {
	n := map[string]int{allChildren: 1, deadlinesLate: v.late, openActions: len(v.said.actions)}
	mark := func(key string, holds bool) {
		if holds {
			n[key]++
		}
	}
	mark(inCare, v.portrait.LookedAfter)
	mark(secured, v.standing.Archived != nil)
	mark(childrenLate, v.late > 0)
	mark(weeklyAll, v.standing.Weekly.InPopulation)
	mark(weeklyWithout, v.standing.Weekly.WithoutPPM)
	for _, i := range v.standing.Indicators {
		mark(i.ID, true)
	}
	for _, s := range v.standing.Tracker {
		mark(sectionName(s.Section), true)
	}
	for i := range v.said.actions {
		a := &v.said.actions[i]
		mark(actionsLate, actionState(a, v.asOf) == overdue)
		mark(actionsDrift, *a.TimesCarried >= drift)
	}
	return n
}
