package intake

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"minutebook/forms"
)

// apply puts what the rows say into the child, and writes down for each row what it changed.
func (s *subject) apply() {
	rows := s.left()
	if len(rows) == 0 {
		return
	}
	s.identity(rows)
	legal, placements := legalSpans(&s.child), placementSpans(&s.child)
	var newLegal, newPlacements []span
	var episodes []*episode
	for _, f := range rows {
		s.events(f)
		s.people(f)
		s.allocate(f)
		if f.legal != nil {
			newLegal = append(newLegal, *f.legal)
		}
		if f.placement != nil {
			newPlacements = append(newPlacements, *f.placement)
		}
		if f.episode != nil {
			episodes = append(episodes, f.episode)
		}
	}
	l, p := chained(episodes)
	s.put(&legal, append(newLegal, l...))
	s.put(&placements, append(newPlacements, p...))
	s.write(&legal, &placements)
	s.carePlan(rows)
	for _, f := range rows {
		s.changed = s.changed || slices.ContainsFunc(f.row.Changes, func(c Change) bool { return c.Kind != Allocate })
	}
}

// put takes spans in the order of their days.
func (s *subject) put(to *spans, list []span) {
	slices.SortStableFunc(list, func(a, b span) int { return a.from.Compare(b.from) })
	for _, n := range list {
		to.put(n)
	}
}

func (s *subject) write(legal, placements *spans) {
	changed := func(l []span) bool { return slices.ContainsFunc(l, func(x span) bool { return x.changed }) }
	if changed(legal.list) {
		s.child.LegalStatus = nil
		for _, x := range legal.list {
			s.child.LegalStatus = append(s.child.LegalStatus, forms.LegalPeriod{Code: x.code, From: x.from, To: x.to})
		}
	}
	if changed(placements.list) {
		s.child.Placements = nil
		for _, x := range placements.list {
			s.child.Placements = append(s.child.Placements, forms.Placement{From: x.from, To: x.to, Type: x.code, AddressSince: x.address, External: x.external})
		}
	}
}

// identity adds a new child, or changes the name and birth of a known one.
func (s *subject) identity(rows []*facts) {
	note := func(f *facts, kind ChangeKind, what, old, now string) {
		f.row.Changes = append(f.row.Changes, Change{kind, what, old, now})
	}
	isNew := !s.known
	for _, f := range rows {
		if f.name != "" && !strings.EqualFold(f.name, s.child.Name) {
			if isNew {
				note(f, AddChild, "Child", "", f.name)
			} else {
				note(f, ChangeChild, "Name", s.child.Name, f.name)
			}
			s.child.Name = f.name
		}
		if !f.born.IsZero() && f.born != s.child.DateOfBirth {
			note(f, ChangeChild, "Date of birth", s.child.DateOfBirth.Long(), f.born.Long())
			s.child.DateOfBirth = f.born
		}
	}
	if isNew && s.child.DateOfBirth.IsZero() {
		rows[0].row.Problems = append(rows[0].row.Problems, Problem{Code: "no_birth", Value: s.child.Name, Warning: true})
	}
}

// events adds what happened. An event of the same kind on the same day is the same; one that was planned may be done now.
func (s *subject) events(f *facts) {
	list := f.events
	if e := f.episode; e != nil {
		if e.reason == "S" {
			list = append(list, forms.Event{Kind: "child_becomes_looked_after", Date: e.from, Done: true})
		}
		if kind := endEvents[e.ceased]; kind != "" && !e.to.IsZero() {
			list = append(list, forms.Event{Kind: kind, Date: e.to, Done: true})
		}
	}
	for _, e := range list {
		what := eventCodes.label(e.Kind)
		i := slices.IndexFunc(s.child.Events, func(o forms.Event) bool { return o.Kind == e.Kind && o.Date == e.Date })
		switch {
		case i < 0:
			state := ""
			if !e.Done {
				state = ", planned"
			}
			f.row.Changes = append(f.row.Changes, Change{AddEvent, what, "", e.Date.Long() + state})
			if before, again := s.child.Happened(e.Kind, forms.Date{Year: 9999}); again && e.Kind == "child_becomes_looked_after" {
				f.row.Problems = append(f.row.Problems, Problem{Code: "looked_after_again", Value: e.Date.Long(), Other: before.Long(), Warning: true})
			}
			s.child.Events = append(slices.Clone(s.child.Events), e)
		case e.Done && !s.child.Events[i].Done:
			f.row.Changes = append(f.row.Changes, Change{ChangeEvent, what + " on " + e.Date.Long(), "planned", "done"})
			s.child.Events = slices.Clone(s.child.Events)
			s.child.Events[i].Done = true
		}
	}
}

// people adds people and changes what is said of them. One who has a column of their own takes the place of who was there.
func (s *subject) people(f *facts) {
	for _, p := range f.people {
		i := slices.IndexFunc(s.child.People, func(o forms.Person) bool {
			return strings.EqualFold(plain(o.Role), plain(p.Role)) && (p.only || strings.EqualFold(o.Name, p.Name))
		})
		if i < 0 {
			key := p.Key
			for n := 2; slices.ContainsFunc(s.child.People, func(o forms.Person) bool { return o.Key == p.Key }); n++ {
				p.Key = fmt.Sprintf("%s_%d", key, n)
			}
			f.row.Changes = append(f.row.Changes, Change{AddPerson, capital(p.RoleInWords()), "", p.Name})
			s.child.People = append(slices.Clone(s.child.People), p.Person)
			continue
		}
		was := s.child.People[i]
		is := was
		if !strings.EqualFold(was.Name, p.Name) {
			is = forms.Person{Key: was.Key, Role: was.Role, Name: p.Name} // another person: nothing of the last one holds
		}
		is.Organisation, is.Telephone = cmp.Or(p.Organisation, is.Organisation), cmp.Or(p.Telephone, is.Telephone)
		is.Email, is.Address = cmp.Or(p.Email, is.Email), cmp.Or(p.Address, is.Address)
		if is == was {
			continue
		}
		f.row.Changes = append(f.row.Changes, Change{ChangePerson, capital(p.RoleInWords()), inWords(was), inWords(is)})
		s.child.People = slices.Clone(s.child.People)
		s.child.People[i] = is
	}
}

func inWords(p forms.Person) string {
	parts := []string{p.Name, p.Organisation, p.Telephone, p.Email, p.Address}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// capital starts a role with a capital letter; IRO is written as it is.
func capital(s string) string {
	if s == "" || s == "iro" {
		return strings.ToUpper(s)
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func (s *subject) allocate(f *facts) {
	now := Allocation{
		cmp.Or(f.allocated.Username, s.allocated.Username), cmp.Or(f.allocated.Worker, s.allocated.Worker), cmp.Or(f.allocated.Team, s.allocated.Team),
	}
	if now != s.allocated {
		f.row.Changes = append(f.row.Changes, Change{Allocate, "Allocated to", s.allocated.String(), now.String()})
		s.allocated, s.reallocate = now, true
	}
}

// String is the allocation in words: "Sol Worker (s.worker), North team".
func (a Allocation) String() string {
	who := a.Worker
	if a.Username != "" {
		who = strings.TrimSpace(who + " (" + a.Username + ")")
	}
	return strings.Join(slices.DeleteFunc([]string{who, a.Team}, func(s string) bool { return s == "" }), ", ")
}

// carePlan takes the latest plan that the rows know, unless the child has a later one.
func (s *subject) carePlan(rows []*facts) {
	var latest *facts
	for _, f := range rows {
		if f.plan != nil && (latest == nil || f.plan.Since.After(latest.plan.Since)) {
			latest = f
		}
	}
	if latest == nil {
		return
	}
	words := func(p *forms.CarePlan) string { return planCodes.label(p.Code) + ", since " + p.Since.Long() }
	now := *latest.plan
	old := ""
	if was := s.child.Plan; was != nil {
		if now.Since.Before(was.Since) || now.Since == was.Since && now.Code == was.Code {
			return
		}
		old = words(was)
		now.Parallel = was.Parallel
	}
	latest.row.Changes = append(latest.row.Changes, Change{ChangePlan, "Plan for permanence", old, words(&now)})
	s.child.Plan = &now
}

// Mode says what becomes of the good rows when others are rejected.
type Mode int

// The modes.
const (
	AllOrNothing Mode = iota
	RowByRow
)

// ErrRejected means that nothing is imported because rows are rejected.
var ErrRejected = errors.New("rows are rejected, so nothing is imported")

// Child is one child to store.
type Child struct {
	Child     forms.Child // without id if it is new
	New       bool
	Changed   bool       // the child itself; else only who works with it
	Allocated Allocation // zero: stays as it is
}

// Apply returns the children whom the plan adds or changes, in the order in which the extract first speaks of them.
func (p *Plan) Apply(mode Mode) ([]Child, error) {
	if n := p.Count(Rejected); mode == AllOrNothing && n > 0 {
		return nil, fmt.Errorf("%w: %d", ErrRejected, n)
	}
	var children []Child
	for _, s := range p.children {
		if !s.changed && !s.reallocate {
			continue
		}
		c := Child{Child: s.child, New: !s.known, Changed: s.changed}
		if s.reallocate {
			c.Allocated = s.allocated
		}
		children = append(children, c)
	}
	return children, nil
}
