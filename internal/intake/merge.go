package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"minutebook/forms"
)

// merger puts together what rows say of the same child.
type merger struct {
	plan     *Plan
	known    Lookup
	today    forms.Date
	byNumber map[string]*subject // by number in capitals
}

// subject is one child with all rows about it, in their order.
type subject struct {
	child     forms.Child
	known     bool
	closed    bool
	allocated Allocation
	rows      []*facts

	changed    bool
	reallocate bool
}

func (m *merger) take(f *facts) {
	if f.number == "" {
		return
	}
	key := strings.ToUpper(f.number)
	s := m.byNumber[key]
	if s == nil {
		s = &subject{}
		if s.child, s.known = m.known.Known(f.number); !s.known {
			s.child = forms.Child{CaseNumber: f.number}
		}
		s.allocated, s.closed = m.known.Allocated(f.number), m.known.Closed(f.number)
		m.byNumber[key] = s
		m.plan.children = append(m.plan.children, s)
	}
	if len(s.rows) == maxRowsOfChild {
		f.problem(CaseNumber, "too_many_rows", "")
		return
	}
	s.rows = append(s.rows, f)
}

// maxRowsOfChild bounds the work: every row of a child is seen with the others.
const maxRowsOfChild = 2000

// merge first finds every row that is to be rejected, for what is left is then put into the children without question.
func (m *merger) merge() {
	for _, s := range m.plan.children {
		s.agree()
		s.settle(m.today)
		s.check()
	}
	m.warnOfTwins()
	for _, s := range m.plan.children {
		s.apply()
	}
}

// left are the rows that are not rejected.
func (s *subject) left() []*facts {
	var rows []*facts
	for _, f := range s.rows {
		if f.row.Verdict() != Rejected {
			rows = append(rows, f)
		}
	}
	return rows
}

// agree rejects rows that contradict one another about something of which a child has only one: nobody knows which is right.
func (s *subject) agree() {
	type said struct {
		field Field
		value string
		by    *facts
	}
	about := map[string][]said{}
	var order []string
	for _, f := range s.left() {
		say := func(what string, field Field, value string) {
			if value == "" {
				return
			}
			if about[what] == nil {
				order = append(order, what)
			}
			about[what] = append(about[what], said{field, value, f})
		}
		name := Name
		if f.columns[Name] == 0 {
			name = Surname
		}
		say("name", name, f.name)
		say("born", DateOfBirth, f.born.Long())
		say("username", WorkerUsername, f.allocated.Username)
		say("team", Team, f.allocated.Team)
		if f.plan != nil {
			say("plan "+f.plan.Since.String(), PlanCode, planCodes.label(f.plan.Code))
		}
		for _, p := range f.people {
			if p.only {
				say(p.Key, f.fieldOfPerson(p.Key), p.Name)
			}
		}
	}
	for _, what := range order {
		all := about[what]
		other := slices.IndexFunc(all, func(x said) bool { return !strings.EqualFold(x.value, all[0].value) })
		if other < 0 {
			continue
		}
		for _, a := range all {
			b := all[0]
			if strings.EqualFold(a.value, b.value) {
				b = all[other]
			}
			a.by.problem(a.field, "contradiction", fmt.Sprintf("row %d of %s says %s", b.by.row.Number, b.by.table.Title(), b.value))
		}
	}
}

func (f *facts) fieldOfPerson(key string) Field {
	if key == "social_worker" {
		return WorkerName
	}
	return Field(personField + key)
}

// settle finds out who the child is, and rejects all rows about somebody who cannot be one.
func (s *subject) settle(today forms.Date) {
	var named, born *facts
	for _, f := range s.left() {
		if f.name != "" && named == nil {
			named = f
		}
		if !f.born.IsZero() && born == nil {
			born = f
		}
	}
	reject := func(f *facts, field Field, code, other string) {
		if f.row.Verdict() != Rejected {
			f.problem(field, code, other)
		}
	}
	nobody, someRejected := !s.known && named == nil, len(s.left()) < len(s.rows)
	day := s.child.DateOfBirth
	if born != nil {
		day = born.born
	}
	for _, f := range s.rows {
		field := DateOfBirth
		if f.born.IsZero() {
			field = ""
		}
		switch {
		case s.closed:
			reject(f, CaseNumber, "child_closed", "")
		case nobody && someRejected:
			reject(f, "", "child_rejected", "")
		case nobody:
			reject(f, "", "child_unknown", "")
		case s.isAnother(f):
			reject(f, CaseNumber, "another_child", s.child.Name+", born on "+s.child.DateOfBirth.Long())
		case !f.born.IsZero() && f.born.After(today):
			reject(f, DateOfBirth, "born_in_future", "")
		case !day.IsZero() && day.YearsOn(today) >= 18:
			reject(f, field, "of_age", day.Long())
		}
	}
}

// isAnother reports whether a row means somebody else than the child who is known by its number: neither name nor birth fit.
func (s *subject) isAnother(f *facts) bool {
	return s.known && f.name != "" && !strings.EqualFold(f.name, s.child.Name) &&
		!f.born.IsZero() && !s.child.DateOfBirth.IsZero() && f.born != s.child.DateOfBirth
}

// beforeBirth are the events that can happen before a child is born, in the days of the pregnancy.
var beforeBirth = []string{"gateway_panel_decision", "legal_planning_meeting", "pre_proceedings_started", "pre_proceedings_ended", "risk_level_low_from", "risk_level_high_from"}

const pregnancy = 300 // days, on the safe side

// check rejects rows whose days cannot be, seen with the child's birth and with its other rows.
func (s *subject) check() {
	born := s.child.DateOfBirth
	for _, f := range s.left() {
		born = cmp.Or(f.born, born)
	}
	first := s.firstDay()
	legal, placements := legalSpans(&s.child), placementSpans(&s.child)
	clash := func(f *facts, all *spans, n *span, field Field) {
		if n.code == "" || f.row.Verdict() == Rejected {
			return
		}
		if o := all.clash(n); o != nil {
			f.problem(field, "same_day", all.words(o.code))
		}
		all.list = append(all.list, *n)
	}
	for _, f := range s.rows { // the rejected ones too, so that all that is wrong with them is said at once
		born := cmp.Or(f.born, born)
		early := func(field Field, on forms.Date) {
			if !on.IsZero() && !born.IsZero() && on.Before(born) {
				f.problem(field, "before_birth", born.Long())
			}
		}
		if !first.IsZero() && f.born.After(first) {
			f.problem(DateOfBirth, "born_after", first.Long())
		}
		for _, e := range f.events {
			field := Field(eventField + e.Kind)
			if f.columns[field] == 0 {
				field = EventDate
			}
			if !slices.Contains(beforeBirth, e.Kind) || e.Date.Before(born.AddDays(-pregnancy)) {
				early(field, e.Date)
			}
		}
		if f.legal != nil {
			early(LegalFrom, f.legal.from)
			clash(f, &legal, f.legal, LegalStatus)
		}
		if f.placement != nil {
			early(PlacementFrom, f.placement.from)
			early(AddressSince, f.placement.address)
			clash(f, &placements, f.placement, PlacementType)
		}
		if e := f.episode; e != nil {
			early(EpisodeFrom, e.from)
			e.legal.from, e.placement.from = e.from, e.from
			clash(f, &legal, &e.legal, LegalStatus)
			clash(f, &placements, &e.placement, PlacementType)
		}
		if f.plan != nil {
			early(PlanSince, f.plan.Since)
		}
	}
	// Who added the child, or said when it was born, may be gone now.
	if !s.known && !slices.ContainsFunc(s.left(), func(f *facts) bool { return f.name != "" }) {
		for _, f := range s.left() {
			f.problem("", "child_rejected", "")
		}
	}
}

// firstDay is the first day of what is known of the child and cannot be before the birth.
func (s *subject) firstDay() (first forms.Date) {
	note := func(d forms.Date) {
		if first.IsZero() || !d.IsZero() && d.Before(first) {
			first = d
		}
	}
	for _, p := range s.child.Placements {
		note(p.From)
	}
	for _, l := range s.child.LegalStatus {
		note(l.From)
	}
	for _, e := range s.child.Events {
		if !slices.Contains(beforeBirth, e.Kind) {
			note(e.Date)
		}
	}
	return first
}

// warnOfTwins points at children who may be one child under two numbers.
func (m *merger) warnOfTwins() {
	type who struct {
		name string
		born forms.Date
	}
	first := map[who]*facts{}
	for _, s := range m.plan.children {
		var named, born *facts
		for _, f := range s.left() {
			if f.name != "" {
				named = f
			}
			if !f.born.IsZero() {
				born = f
			}
		}
		if s.known || named == nil || born == nil {
			continue
		}
		warn := func(where string) {
			p := named.table.problem(0, "same_child", named.name, where)
			p.Warning = true
			named.row.Problems = append(named.row.Problems, p)
		}
		id := who{strings.ToLower(named.name), born.born}
		if other := first[id]; other != nil {
			warn(fmt.Sprintf("row %d of %s has it with case number %s", other.row.Number, other.table.Title(), other.number))
		} else {
			first[id] = named
		}
		for _, c := range m.known.Named(named.name, born.born) {
			if !strings.EqualFold(c.CaseNumber, s.child.CaseNumber) {
				warn("it is known with case number " + c.CaseNumber)
			}
		}
	}
}
