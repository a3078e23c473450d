package policy

import (
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"minutebook/forms"
)

// read reads everything in a pack but its head, in the order in which people look for mistakes: sign-off, deadlines, lists.
func (d *draft) read() {
	p := &d.pack
	s := &scope{kinds: p.kinds, sets: p.sets, pack: p}
	d.readSets(s)
	for _, b := range d.lists["signoff"] {
		r, about := s.readRule(b)
		d.once(b, "signoff", r.id)
		p.signoff, p.rules = append(p.signoff, r), append(p.rules, about)
	}
	for _, b := range d.lists["deadlines"] {
		c, about := s.readClock(b)
		d.once(b, "number", c.id)
		p.clocks, p.rules = append(p.clocks, c), append(p.rules, about...)
	}
	for _, b := range d.lists["figures"] {
		about := b.readFigure()
		d.once(b, "number", about.ID)
		p.rules = append(p.rules, about)
	}
	for _, b := range d.lists["tasks"] {
		k := s.readTask(b)
		d.once(b, "task "+k.step, k.id)
		p.tasks = append(p.tasks, k)
	}
	for _, key := range []string{"duties", "papers", "lists"} {
		for _, b := range d.lists[key] {
			n := readNote(b)
			d.once(b, "note", n.ID)
			p.notes = append(p.notes, n)
		}
	}
	d.readOrder(s)
	d.readPractice()
	d.readStanding(s)
	p.entering, p.secured = s.set("entering_care"), s.set("secured")
	p.leaving = p.sets["leaving_care"]
	p.placed = map[string]int{}
	for name, n := range p.kinds.number {
		if placedKind.MatchString(name) {
			p.placed[strings.ToUpper(strings.TrimPrefix(name, "placed_"))] = n
		}
	}
}

// readSets reads the pack's names for several events. A set of the extended pack cannot be changed: rules of that pack
// have been read with it.
func (d *draft) readSets(s *scope) {
	b := d.parts["sets"]
	for _, name := range slices.Sorted(maps.Keys(b.values)) {
		if _, taken := s.sets[name]; taken || b.isEvent(name) {
			b.fault(name, "%q is the name of an event or of an inherited set already; choose another", name)
			continue
		}
		members := s.kindsOf(b, name)
		s.sets[name] = kindNames(members)
	}
}

// set returns the events of a set; none if no pack has it.
func (s *scope) set(name string) []event {
	var of []event
	for _, kind := range s.sets[name] {
		of = append(of, event{kind, s.kinds.of(kind)})
	}
	return of
}

// readStanding reads the lists on which children stand.
func (d *draft) readStanding(s *scope) {
	p := &d.pack
	p.tracker, p.indicators = d.readLists(s, "tracker"), d.readLists(s, "indicators")
	if b := d.parts["weekly_tool"]; len(b.values) > 0 {
		p.weekly = &weekly{}
		for _, limit := range []struct {
			key, relation string
			into          *int
		}{{"over", "more than", &p.weekly.over}, {"within", "within", &p.weekly.within}} {
			part := b.block(limit.key)
			id := part.id()
			*limit.into, _ = part.whole("months", 1, 120)
			part.close()
			p.tell(id, "population of the weekly tool", limit.relation, interval{*limit.into, "months"}, "list")
		}
		b.cites()
		b.close()
	}
	if b := d.parts["required_under"]; len(b.values) > 0 {
		id := b.id()
		p.requiredUnder = b.age("years")
		b.close()
		p.tell(id, "planning meeting required", "under", interval{p.requiredUnder, "years"}, "route")
	}
	b := d.parts["match_routes"]
	for _, entry := range b.list("routes") {
		r := route{id: entry.id(), name: entry.text("route")}
		if entry.values["when"] != nil {
			q := s.readPredicate(entry.block("when"))
			r.when = &q
			p.tell(r.id, "long-term match: "+words(r.name), "at least", interval{q.ageMonths, "months"}, "route")
		}
		entry.close()
		p.matchRoutes = append(p.matchRoutes, r)
	}
	b.close()
	d.readPanel(s)
	p.readMatrix(d.parts["matrix"])
}

func (d *draft) readLists(s *scope, key string) []listed {
	var all []listed
	for _, b := range d.lists[key] {
		l := s.readListed(b)
		b.close()
		d.once(b, key, l.id)
		d.pack.tellListed(&l)
		all = append(all, l)
	}
	return all
}

func (s *scope) readListed(b *block) listed {
	l := listed{
		id: b.id(), code: b.text("code"), text: b.text("text"), group: b.optional("group"),
		input: b.optional("input"), watch: b.optional("watch"),
	}
	for _, way := range b.list("when") {
		l.when = append(l.when, s.readPredicate(way))
	}
	if len(l.when) == 0 {
		b.fault("when", "say under “when” which children belong here")
	}
	return l
}

func (d *draft) readPanel(s *scope) {
	p, b := &d.pack, d.parts["panel"]
	b.cites()
	for _, entry := range b.list("routes") {
		r := panelRoute{listed: s.readListed(entry), action: entry.text("action"), exit: entry.text("exit")}
		entry.close()
		p.tellListed(&r.listed)
		p.panelRoutes = append(p.panelRoutes, r)
	}
	var codes []string
	for _, entry := range b.list("exits") {
		x := panelExit{id: entry.id(), code: entry.text("code"), by: s.mustKinds(entry, "by")}
		entry.text("text")
		entry.close()
		codes = append(codes, x.code)
		p.panelExits = append(p.panelExits, x)
	}
	for _, r := range p.panelRoutes {
		if !slices.Contains(codes, r.exit) {
			b.fault("exits", "route %s leaves by %q, which is not among the exits", r.code, r.exit)
		}
	}
	p.panelCleared = s.kindsOf(b, "cleared_by")
	b.close()
}

// tell adds a rule that a mechanism carries out, for people; one without a number is not told.
func (p *Pack) tell(id, name, relation string, amount interval, consequence string) {
	if amount.n > 0 {
		p.rules = append(p.rules, Rule{ID: id, Name: name, Relation: relation, Amount: amount.String(), Consequence: consequences[consequence]})
	}
}

// tellListed tells the number by which a list counts; where it has two, they are the same.
func (p *Pack) tellListed(l *listed) {
	for _, q := range l.when {
		p.tell(l.id, l.text, "at least", interval{max(q.planMonths, q.addressMonths, q.sinceMonths), "months"}, "list")
		p.tell(l.id, l.text, "more than", interval{q.addressOver, "months"}, "list")
	}
}

// days reads a list of days, which may be left out.
func (b *block) days(key string) []forms.Date {
	var days []forms.Date
	for _, entry := range b.sequence(key, "days, such as [2026-12-29]") {
		day, err := forms.ParseDate(entry.Value)
		if err != nil || entry.Kind != yaml.ScalarNode {
			b.note(b.file, entry.Line, "%q is not a day such as 2026-12-29", entry.Value)
			continue
		}
		days = append(days, day)
	}
	return days
}

// words writes the name of an event for people: “first CLA review”.
func words(kind string) string {
	parts := strings.Split(kind, "_")
	for i, part := range parts {
		if slices.Contains(abbreviations, part) {
			parts[i] = strings.ToUpper(part)
		}
	}
	return strings.Join(parts, " ")
}

var abbreviations = []string{"adm", "cao", "cla", "hos", "iro", "ltf", "ppm", "sgo", "shobpa"}
