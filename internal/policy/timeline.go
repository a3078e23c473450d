package policy

import (
	"slices"

	"minutebook/forms"
)

// kinds numbers the kinds of events that rules speak of, so that a timeline can be a table. It is filled while packs are
// loaded and only read afterwards.
type kinds struct{ number map[string]int }

func (k *kinds) of(name string) int {
	n, ok := k.number[name]
	if !ok {
		n = len(k.number)
		k.number[name] = n
	}
	return n
}

// event is a kind of event by name and number.
type event struct {
	name   string
	number int
}

// timeline is what had happened to one child by a day. Nothing dated later counts as done.
type timeline struct {
	facts    *Facts
	asOf     forms.Date
	meetings []Meeting      // held, in their order
	done     [][]forms.Date // by kind, in their order
	planned  []forms.Date   // by kind, the earliest day that is still only planned
	leaving  []string       // kinds of events that end being looked after
}

// timeline lays out the facts. Three kinds of events are made here: a meeting held, a form that says that permanence is
// achieved, and the end of being looked after. A placement is an event too, placed_u1 for the type U1.
func (p *Pack) timeline(facts *Facts, asOf forms.Date) *timeline {
	facts = currentEpisode(facts, p.leaving, asOf)
	t := &timeline{
		facts:    facts,
		asOf:     asOf,
		leaving:  p.leaving,
		meetings: facts.heldMeetings(asOf),
		done:     make([][]forms.Date, len(p.kinds.number)),
		planned:  make([]forms.Date, len(p.kinds.number)),
	}
	note := func(kind string, on forms.Date, done bool) {
		n, asked := p.kinds.number[kind]
		if !asked || on.IsZero() {
			return
		}
		if done && !on.After(asOf) {
			t.done[n] = append(t.done[n], on)
		} else if t.planned[n].IsZero() || on.Before(t.planned[n]) {
			t.planned[n] = on
		}
	}
	for _, e := range facts.Child.Events {
		note(e.Kind, e.Date, e.Done)
	}
	for _, m := range t.meetings {
		note(ppmHeld, m.Date, true)
		if m.Achieved {
			note(achieved, m.Date, true)
		}
	}
	for _, place := range facts.Child.Placements {
		if n, asked := p.placed[place.Type]; asked && !place.From.IsZero() && !place.From.After(asOf) {
			t.done[n] = append(t.done[n], place.From)
		}
	}
	note(leftCare, leaves(&facts.Child, p.leaving, asOf), true)
	for _, days := range t.done {
		slices.SortFunc(days, forms.Date.Compare)
	}
	return t
}

// first returns the earliest event of the kinds and its day; ok is false if none happened. Of two on one day it is the one
// that the rule names first (RD07).
func (t *timeline) first(of []event) (kind string, on forms.Date, ok bool) {
	for _, e := range of {
		if days := t.done[e.number]; len(days) > 0 && (!ok || days[0].Before(on)) {
			kind, on, ok = e.name, days[0], true
		}
	}
	return kind, on, ok
}

// day is first without the kind; the zero Date if none happened.
func (t *timeline) day(of []event) forms.Date {
	_, on, _ := t.first(of)
	return on
}

// happened reports whether an event of the kinds was done.
func (t *timeline) happened(of []event) bool {
	_, _, ok := t.first(of)
	return ok
}

// next returns the first day on which an event of the kinds was done, from the day on, or after it where that day does not
// count; the zero Date if there is none.
func (t *timeline) next(of []event, from forms.Date, after bool) forms.Date {
	var next forms.Date
	for _, e := range of {
		for _, d := range t.done[e.number] {
			if d.Before(from) || after && d == from {
				continue
			}
			if next.IsZero() || d.Before(next) {
				next = d
			}
			break
		}
	}
	return next
}

// last returns the last day before the day on which an event of the kinds was done; the zero Date if there is none.
func (t *timeline) last(of []event, before forms.Date) forms.Date {
	var last forms.Date
	for _, e := range of {
		for _, d := range t.done[e.number] {
			if d.Before(before) {
				last = later(last, d)
			}
		}
	}
	return last
}

// each returns every day on which an event of the kinds was done, in order, each once.
func (t *timeline) each(of []event) []forms.Date {
	var days []forms.Date
	for _, e := range of {
		days = append(days, t.done[e.number]...)
	}
	slices.SortFunc(days, forms.Date.Compare)
	return slices.Compact(days)
}

// expected returns the first day done of the kinds or, if there is none, the first day planned; ok is false without
// either.
func (t *timeline) expected(of []event) (kind string, on forms.Date, planned, ok bool) {
	if kind, on, ok = t.first(of); ok {
		return kind, on, false, true
	}
	for _, e := range of {
		if d := t.planned[e.number]; !d.IsZero() && (!ok || d.Before(on)) {
			kind, on, planned, ok = e.name, d, true, true
		}
	}
	return kind, on, planned, ok
}
