package policy

import (
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"minutebook/forms"
)

// Disorder reports what in the facts cannot have happened as it is told: events out of their order, before the birth or
// done in the future, periods that end before they begin or begin before the birth, a legal status after the eighteenth birthday. Deadlines are
// worked out all the same, from what is there; a date that is wrong makes them wrong, so somebody should look. Every
// problem is advice, with a pointer into the child's JSON.
func (p *Pack) Disorder(facts *Facts, asOf forms.Date) forms.Problems {
	var problems forms.Problems
	tell := func(list string, i int, code string, args map[string]any) {
		problems = append(problems, forms.Problem{Pointer: "/" + list + "/" + strconv.Itoa(i), Code: code, Level: forms.Advice, Args: args})
	}
	child := &facts.Child
	born, unborn := child.DateOfBirth, ""
	if born.After(asOf) {
		unborn = "unborn_" // the day is the one on which the child is expected
	}
	for i, e := range child.Events {
		args := map[string]any{"event": words(e.Kind), "on": e.Date.Long()}
		switch {
		case e.Date.IsZero():
			tell("events", i, "event_without_date", args)
		case e.Done && e.Date.After(asOf):
			tell("events", i, "event_done_in_future", args)
		case !born.IsZero() && e.Date.Before(born) && !slices.Contains(p.beforeBirth, e.Kind):
			args["born"] = born.Long()
			tell("events", i, unborn+"event_before_birth", args)
		}
	}
	t := p.timeline(facts, asOf)
	for _, chain := range p.order {
		var before event
		for _, e := range chain {
			days := t.done[e.number]
			if len(days) == 0 {
				continue
			}
			if before.name != "" && days[0].Before(t.done[before.number][0]) {
				i := slices.IndexFunc(child.Events, func(x forms.Event) bool { return x.Kind == e.name && x.Date == days[0] })
				tell("events", i, "event_out_of_order", map[string]any{
					"event": words(e.name), "on": days[0].Long(),
					"before": words(before.name), "before_on": t.done[before.number][0].Long(),
				})
			}
			before = e
		}
	}
	period := func(list string, i int, from, to forms.Date) {
		if !to.IsZero() && to.Before(from) {
			tell(list, i, "period_backwards", map[string]any{"from": from.Long(), "to": to.Long()})
		}
		if !born.IsZero() && !from.IsZero() && from.Before(born) {
			tell(list, i, unborn+"period_before_birth", map[string]any{"from": from.Long(), "born": born.Long()})
		}
	}
	for i, place := range child.Placements {
		period("placements", i, place.From, place.To)
	}
	for i, l := range child.LegalStatus {
		period("legal_status", i, l.From, l.To)
		if !born.IsZero() && l.To.IsZero() && !asOf.Before(birthday(born, adult)) {
			tell("legal_status", i, "looked_after_adult", map[string]any{"birthday": birthday(born, adult).Long()})
		}
	}
	return problems
}

// readOrder reads chains of events that follow one another, and the events that can come before a child is born.
func (d *draft) readOrder(s *scope) {
	p := &d.pack
	for _, entry := range d.top.sequence("order", "lists of events in their order") {
		if entry.Kind != yaml.SequenceNode {
			d.top.note(d.top.file, entry.Line, "each entry of order is a list of events")
			continue
		}
		p.order = append(p.order, s.kindsFrom(d.top, "order", entry.Content))
	}
	p.beforeBirth = append(p.beforeBirth, kindNames(s.kindsOf(d.top, "before_birth"))...)
}
