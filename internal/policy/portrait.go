package policy

import "minutebook/forms"

// Portrait is where one child stands on a day beside the lists: what holds on that day, and what has happened in the present
// time in care. What belongs to an earlier one is left out, as the rules leave it out.
type Portrait struct {
	Age         int
	Born        bool // and the birthday is known
	LookedAfter bool
	LegalStatus string     // SSDA903 code, "" for none
	LegalSince  forms.Date // when it began
	Placement   forms.Placement
	Secured     string // since when permanence is secured and by what, in words; "" where it is not
	First, Last forms.Date
	Meetings    int // planning meetings held; First and Last are the days of the first and the last

	days map[string]forms.Date
}

// Day returns the first day on which an event of the kind was done; the zero Date if it was not.
func (p *Portrait) Day(kind string) forms.Date { return p.days[kind] }

// AddressSince is when the child came to live where it lives; the zero Date where that is not known.
func (p *Portrait) AddressSince() forms.Date { return addressSince(&p.Placement) }

// Portrait works out where the child stands as on a day.
func (p *Pack) Portrait(facts *Facts, asOf forms.Date) Portrait {
	t := p.timeline(facts, asOf)
	f := t.facts
	out := Portrait{LookedAfter: t.inCare(), LegalStatus: f.legalStatus(asOf), Meetings: len(t.meetings), days: map[string]forms.Date{}}
	out.Age, out.Born = f.age(asOf)
	for _, l := range f.Child.LegalStatus {
		if l.Code == out.LegalStatus && holds(l.From, l.To, asOf) {
			out.LegalSince = later(out.LegalSince, l.From)
		}
	}
	if here := f.placement(asOf); here != nil {
		out.Placement = *here
	}
	if kind, day, secured := t.first(p.secured); secured {
		out.Secured = words(kind) + " on " + day.String()
	}
	if n := len(t.meetings); n > 0 {
		out.First, out.Last = t.meetings[0].Date, t.meetings[n-1].Date
	}
	for _, e := range f.Child.Events {
		if day, known := out.days[e.Kind]; e.Done && !e.Date.IsZero() && !e.Date.After(asOf) && (!known || e.Date.Before(day)) {
			out.days[e.Kind] = e.Date
		}
	}
	return out
}
