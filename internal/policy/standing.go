package policy

import "minutebook/forms"

// This file answers where a child stands on a day by lists of an authority: sections of the tracker, indicators, the
// weekly tool, who approves a long-term match, whether a planning meeting is required. All of it is data of the packs.

// listed is a list to which a child can belong, with the ways to get there; the first that holds gives the reason.
type listed struct {
	id    string
	code  string // as the authority writes it: “A”, “H3”
	text  string
	group string // of sections with one group, a child belongs to the first only
	input string // who puts in what is known, and who need not
	watch string // who leads, and which meeting scrutinises it, how often
	when  []predicate
}

// List is one list of an authority, whoever is on it.
type List struct {
	Rule  string // inventory id
	Code  string
	Text  string
	Input string // who puts in what is known, and who need not; "" where the source does not say
	Watch string // who leads, and which meeting scrutinises it, how often; "" where the source does not say
}

// Sections returns the sections of the authority's tracker, in its order.
func (p *Pack) Sections() []List { return lists(p.tracker) }

// IndicatorLists returns the indicators that the authority counts, in its order.
func (p *Pack) IndicatorLists() []List { return lists(p.indicators) }

func lists(of []listed) []List {
	all := make([]List, len(of))
	for i, l := range of {
		all[i] = List{l.id, l.code, l.text, l.input, l.watch}
	}
	return all
}

func (l *listed) match(t *timeline) (match, bool) {
	for i := range l.when {
		if m, ok := l.when[i].match(t); ok {
			return m, true
		}
	}
	return match{}, false
}

// Listing is one list to which a child belongs, and why.
type Listing struct {
	Rule   string // inventory id
	Code   string
	Reason string
}

// Tracker returns the sections of the authority's tracker to which the child belongs. A child with permanence secured is in
// none: archived says since when and by what (RD32).
func (p *Pack) Tracker(facts *Facts, asOf forms.Date) (sections []Listing, archived string) {
	t := p.timeline(facts, asOf)
	if len(p.tracker) == 0 {
		return nil, ""
	}
	if kind, day, secured := t.first(p.secured); secured {
		return nil, "permanence secured: " + words(kind) + " on " + day.String()
	}
	taken := map[string]bool{}
	for i := range p.tracker {
		l := &p.tracker[i]
		m, ok := l.match(t)
		if !ok || l.group != "" && taken[l.group] {
			continue
		}
		taken[l.group] = true
		sections = append(sections, Listing{l.id, l.code, m.reason})
	}
	return sections, ""
}

// Indicators returns the authority's indicators that count the child.
func (p *Pack) Indicators(facts *Facts, asOf forms.Date) []Listing {
	t := p.timeline(facts, asOf)
	var found []Listing
	for i := range p.indicators {
		if m, ok := p.indicators[i].match(t); ok {
			found = append(found, Listing{p.indicators[i].id, p.indicators[i].code, m.reason})
		}
	}
	return found
}

// weekly is the population of a weekly list: in care for more than some months and no longer than others.
type weekly struct {
	over, within int // months
}

// Weekly is the answer of the weekly tool.
type Weekly struct {
	InPopulation bool `json:"in_population"`
	WithoutPPM   bool `json:"without_ppm"` // nobody has held a planning meeting about the child
}

// Weekly answers whether the child is in the weekly list, and there without a planning meeting (RD31).
func (p *Pack) Weekly(facts *Facts, asOf forms.Date) Weekly {
	t := p.timeline(facts, asOf)
	entered := t.day(p.entering)
	if p.weekly == nil || entered.IsZero() || !t.inCare() || t.happened(p.secured) {
		return Weekly{}
	}
	in := asOf.After(entered.AddMonths(p.weekly.over)) && !asOf.After(entered.AddMonths(p.weekly.within))
	return Weekly{InPopulation: in, WithoutPPM: in && len(t.meetings) == 0}
}

// MeetingRequired answers whether a planning meeting must be held, by age; a child who is not born yet is under every age
// (RD33).
func (p *Pack) MeetingRequired(facts *Facts, asOf forms.Date) bool {
	years, born := facts.age(asOf)
	return p.requiredUnder == 0 || !born || years < p.requiredUnder
}

// route is a way that a decision takes: the first that holds for the child.
type route struct {
	id, name string
	when     *predicate // nil: for everybody
}

// MatchRoute returns who approves a long-term match and the rule that says so; ok is false if long-term fostering is not
// the plan, or the pack does not say (RD33).
func (p *Pack) MatchRoute(facts *Facts, asOf forms.Date) (name, rule string, ok bool) {
	if plan := facts.Child.Plan; plan == nil || plan.Code != "LTF" {
		return "", "", false
	}
	t := p.timeline(facts, asOf)
	for i := range p.matchRoutes {
		r := &p.matchRoutes[i]
		if r.when == nil {
			return r.name, r.id, true
		}
		if _, holds := r.when.match(t); holds {
			return r.name, r.id, true
		}
	}
	return "", "", false
}
