package intake

import (
	"strings"

	"minutebook/forms"
	"minutebook/internal/workbook"
)

// This file reads what a row says of the child, beside number, name and birth.

// period reads the two ends of a status or placement. What has a value needs a first day; what has a day needs a value.
func (r *rowReader) period(value, from, to Field, said string) (first, last forms.Date, ok bool) {
	first, last = r.date(from), r.date(to)
	empty := func(f Field) bool { return r.cell(f).Type == workbook.Empty }
	switch {
	case empty(value) && empty(from) && empty(to):
		return first, last, false
	case empty(value):
		r.wrong(value, "value_missing", "")
		return first, last, false
	case empty(from):
		r.wrong(from, "start_missing", "")
		return first, last, false
	case !last.IsZero() && last.Before(first):
		r.wrong(to, "ends_before_start", first.Long())
		return first, last, false
	case first.After(r.today):
		r.wrong(from, "in_future", "")
		return first, last, false
	}
	return first, last, said != "" && !first.IsZero()
}

// states reads legal status and placement: each with days of its own, or both as an episode of the SSDA903 return.
func (r *rowReader) states(f *facts) {
	legal, place := r.code(LegalStatus, legalCodes), r.code(PlacementType, placementCodes)
	provider := r.code(Provider, providerCodes)
	placement := span{by: f, code: place, address: r.date(AddressSince), provider: provider}
	if r.columns[EpisodeFrom] > 0 {
		e := &episode{legal: span{by: f, code: legal}, placement: placement, reason: r.code(EpisodeReason, reasonCodes), ceased: r.code(EpisodeCeased, ceasedCodes),
			sameAddress: r.code(PlacementMoved, movedCodes) == "PLACE"}
		value, said := LegalStatus, legal
		if r.columns[LegalStatus] == 0 {
			value, said = PlacementType, place
		}
		if r.columns[PlacementType] > 0 && r.cell(PlacementType).Type == workbook.Empty && r.cell(EpisodeFrom).Type != workbook.Empty {
			r.wrong(PlacementType, "value_missing", "")
		}
		var ok bool
		if e.from, e.to, ok = r.period(value, EpisodeFrom, EpisodeTo, said); ok {
			f.episode = e
		}
		return
	}
	if from, to, ok := r.period(LegalStatus, LegalFrom, LegalTo, legal); ok {
		f.legal = &span{by: f, code: legal, from: from, to: to}
	}
	if from, to, ok := r.period(PlacementType, PlacementFrom, PlacementTo, place); ok {
		placement.from, placement.to = from, to
		f.placement = &placement
		if placement.address.After(from) {
			r.wrong(AddressSince, "address_after_start", from.Long())
		}
	}
}

func (r *rowReader) plan(f *facts) {
	plan, since := r.code(PlanCode, planCodes), r.date(PlanSince)
	switch {
	case plan != "" && r.cell(PlanSince).Type == workbook.Empty:
		r.wrong(PlanSince, "plan_date_missing", "")
	case since.After(r.today):
		r.wrong(PlanSince, "in_future", "")
	case plan != "" && !since.IsZero():
		f.plan = &forms.CarePlan{Code: plan, Since: since}
	}
}

// events reads a row of a list of events, and columns that are the days of one event each.
func (r *rowReader) events(f *facts) {
	add := func(kind string, on forms.Date) {
		if !on.IsZero() && kind != "" {
			f.events = append(f.events, forms.Event{Kind: kind, Date: on, Done: !on.After(r.today)})
		}
	}
	kind := r.eventKind()
	on := r.date(EventDate)
	if kind != "" && r.cell(EventDate).Type == workbook.Empty {
		r.wrong(EventDate, "event_date_missing", "")
	}
	if kind == "" && !on.IsZero() && r.cell(EventKind).Type == workbook.Empty {
		r.wrong(EventKind, "value_missing", "")
	}
	add(kind, on)
	if state := r.code(EventState, stateCodes); state != "" && len(f.events) == 1 {
		f.events[0].Done = state == "done"
		if f.events[0].Done && on.After(r.today) {
			r.wrong(EventDate, "done_in_future", "")
		}
	}
	for _, field := range r.order {
		if kind, ok := field.event(); ok {
			add(kind, r.date(field))
		}
	}
}

// eventKind reads what happened: one of the kinds, or a heading under which it would stand in a flat table.
func (r *rowReader) eventKind() string {
	c := r.cell(EventKind)
	if c.Type == workbook.Empty {
		return ""
	}
	if kind, ok := eventCodes.find(c.Text); ok {
		return kind
	}
	kind, ok := byHeading()[plain(c.Text)].event()
	if !ok {
		r.wrong(EventKind, "event_unknown", "")
	}
	return kind
}

// people reads a row of a list of relations, and columns that are the names of one person each. A social worker is who
// the child is allocated to.
func (r *rowReader) people(f *facts) {
	add := func(p forms.Person, only bool) {
		p.Key = strings.ReplaceAll(strings.ToLower(p.Role), " ", "_")
		f.people = append(f.people, person{p, only})
	}
	role, name := r.text(PersonRole, 200), r.text(PersonName, 200)
	switch {
	case role != "" && name != "":
		add(forms.Person{Role: strings.ToLower(role), Name: name, Organisation: r.text(PersonOrganisation, 200), Telephone: r.text(PersonTelephone, 200),
			Email: r.text(PersonEmail, 200), Address: r.text(PersonAddress, 500)}, false)
	case role != "" && r.columns[PersonName] > 0:
		r.wrong(PersonName, "value_missing", "")
	case name != "" && r.columns[PersonRole] > 0:
		r.wrong(PersonRole, "value_missing", "")
	}
	for _, field := range r.order {
		if role, ok := field.person(); ok {
			if name := r.text(field, 200); name != "" {
				add(forms.Person{Role: strings.ReplaceAll(role, "_", " "), Name: name}, true)
			}
		}
	}
	if worker := r.text(WorkerName, 200); worker != "" {
		add(forms.Person{Role: "social worker", Name: worker, Organisation: r.text(Team, 200)}, true)
	}
}
