package policy

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// This file reads clocks and figures. Everything that cannot make sense is refused here, so that a row can be worked out
// for any child without a question that has no answer.

// clockUnits is what the span of a clock can be counted in.
var clockUnits = []string{"days", "working_days", "weeks", "months"}

// placedKind is the event of a placement of a type, such as placed_u1.
var placedKind = regexp.MustCompile(`^placed_[a-z][0-9]{1,2}$`)

// derivedKinds are events that nobody enters: they follow from meetings, forms and legal status.
var derivedKinds = []string{leftCare, achieved, ppmHeld}

// scope is what names in a pack can mean: the events, and the pack's and its parents' sets of events.
type scope struct {
	kinds *kinds
	sets  map[string][]string
	pack  *Pack // the one that is read, which is not complete yet
}

// kindsOf reads a list of events and sets of events, which may be left out.
func (s *scope) kindsOf(b *block, key string) []event {
	return s.kindsFrom(b, key, b.sequence(key, "events, such as [care_order_granted]"))
}

// kindsFrom reads the entries of such a list.
func (s *scope) kindsFrom(b *block, key string, entries []*yaml.Node) []event {
	var of []event
	for _, entry := range entries {
		name := b.words(key, entry)
		members, isSet := s.sets[name]
		switch {
		case name == "":
			continue
		case !isSet && !b.isEvent(name):
			b.note(b.file, entry.Line, "there is no event called %q; the events are %s; the sets of events are %s",
				name, strings.Join(eventKinds, ", "), strings.Join(slices.Sorted(maps.Keys(s.sets)), ", "))
			continue
		case !isSet:
			members = []string{name}
		}
		for _, kind := range members {
			of = append(of, event{kind, s.kinds.of(kind)})
		}
	}
	return of
}

// mustKinds is kindsOf for a list that must be there.
func (s *scope) mustKinds(b *block, key string) []event {
	if b.values[key] == nil {
		b.fault(key, "%s is missing; add a list of events", key)
	}
	return s.kindsOf(b, key)
}

func (b *block) isEvent(name string) bool {
	_, known := slices.BinarySearch(eventKinds, name)
	return known || slices.Contains(derivedKinds, name) || placedKind.MatchString(name)
}

// readClock reads one entry of a pack's deadlines, and tells it for people: the row before a series by itself.
func (s *scope) readClock(b *block) (clock, []Rule) {
	c := clock{id: b.id(), kind: b.text("kind")}
	about, relation := b.rule(c.id), words(c.kind)
	switch c.kind {
	case "within", "before", "not_before":
		c.row = s.readRow(b, c.kind)
		s.evidence(b, &c.row, c.kind != "not_before")
	case "by":
		c.kind, c.row = "before", s.readRow(b, "by")
		s.evidence(b, &c.row, true)
	case "every", "after_each":
		s.readSeries(b, &c)
	case "each_meeting":
		c.row = s.readRow(b, c.kind)
		c.row.own = b.text("met_by")
		if c.row.by = c.row.own; c.row.own != minutesRecorded && c.row.own != adviceCirculated {
			b.fault("met_by", "met_by is %q; a meeting has %s or %s", c.row.own, minutesRecorded, adviceCirculated)
		}
	default:
		b.fault("kind", "there is no kind of deadline called %q; the kinds are within, before, by, not_before, every, after_each, each_meeting", c.kind)
	}
	c.supersededBy = s.kindsOf(b, "superseded_by")
	c.until = s.kindsOf(b, "until")
	if b.values["until"] == nil {
		c.until = []event{{leftCare, s.kinds.of(leftCare)}} // nothing is due for a child who is no longer looked after
	}
	if b.values["when"] != nil {
		c.when = s.readCondition(b.block("when"))
	}
	b.close()
	told := []Rule{about.of(&c.row, relation, cmp.Or(triggerWords(&c.row), triggerWords(&row{from: c.from}), words(ppmHeld)))}
	if c.lead != nil && c.lead.span != c.row.span {
		told = append([]Rule{about.of(c.lead, "within", triggerWords(c.lead))}, told...)
	}
	return c, told
}

// of is the rule as one of its rows has it.
func (r Rule) of(how *row, relation, trigger string) Rule {
	r.Name, r.Relation, r.Amount, r.Trigger = how.name, relation, how.span.String(), trigger
	if how.span.n == 0 {
		r.Amount = "the day itself"
	}
	return r
}

// triggerWords names what starts a row, for people; "" if the row does not say.
func triggerWords(r *row) string {
	if r.trigger != "" {
		return words(r.trigger)
	}
	var names []string
	for _, e := range r.from {
		names = append(names, words(e.name))
	}
	return strings.Join(names, " or ")
}

// readSeries reads what kinds of clock that repeat have beside a row: the series, where it starts, and the row before it.
func (s *scope) readSeries(b *block, c *clock) {
	c.series, c.from = s.mustKinds(b, "of"), s.kindsOf(b, "from")
	c.row = s.readRow(b, c.kind)
	if c.kind == "after_each" {
		s.evidence(b, &c.row, true)
		c.skip, _ = b.whole("skip", 1, 9)
	} else {
		c.row.evidence = c.series
		c.row.by = cmp.Or(b.optional("met_called"), firstName(c.series))
	}
	if b.values["first"] == nil {
		return
	}
	first := b.block("first")
	lead := s.readRow(first, "first")
	if lead.from = s.kindsOf(first, "from"); len(lead.from) == 0 {
		lead.from = c.from
	}
	if len(lead.from) == 0 {
		first.fault("from", "from is missing; say which event the first row counts from")
	}
	lead.evidence, lead.by = c.row.evidence, c.row.by
	lead.strict = overlap(lead.from, lead.evidence)
	first.close()
	c.lead = &lead
}

func firstName(of []event) string {
	if len(of) == 0 {
		return ""
	}
	return of[0].name
}

// readRow reads what all rows have. Who reads a row adds its evidence.
func (s *scope) readRow(b *block, kind string) row {
	r := row{name: b.text("name"), trigger: b.optional("called"), reading: b.readings()}
	switch kind {
	case "within", "before", "not_before", "by":
		r.from = s.mustKinds(b, "from")
	}
	if kind != "by" {
		r.span = b.interval(clockUnits...)
	}
	r.lessOne = b.flag("counting_the_day")
	if b.values["alternative"] != nil {
		other := b.block("alternative")
		span := other.interval(clockUnits...)
		other.close()
		r.alternative = &span
	}
	if b.values["instead"] != nil {
		other := b.block("instead")
		r.instead = &instead{span: other.interval(clockUnits...), when: *s.readCondition(other.block("when"))}
		other.close()
	}
	return r
}

// evidence reads what satisfies a row.
func (s *scope) evidence(b *block, r *row, needed bool) {
	if !needed {
		return
	}
	r.evidence = s.mustKinds(b, "met_by")
	r.by = cmp.Or(b.optional("met_called"), firstName(r.evidence))
	r.early = b.flag("met_early")
	r.sinceLast = s.kindsOf(b, "met_since")
	r.strict = overlap(r.from, r.evidence)
}

// overlap reports whether an event is in both lists.
func overlap(a, b []event) bool {
	return slices.ContainsFunc(a, func(e event) bool { return slices.Contains(b, e) })
}

func (s *scope) readCondition(b *block) *condition {
	c := &condition{
		adoptionUnlikely: b.flag("adoption_unlikely"),
		notByTrigger:     s.kindsOf(b, "not_by_trigger"),
		notByDue:         s.kindsOf(b, "not_by_due"),
		never:            s.kindsOf(b, "never"),
		absent:           b.flag("else_no_row"),
		note:             b.optional("else_note"),
	}
	c.relinquishedUnder, _ = b.whole("relinquished_under_months", 1, 24)
	if len(b.values) == 0 {
		b.fault("", "the condition is empty; say when the rule applies, or take “when” out")
	}
	b.close()
	return c
}

// readings reads the ids of the readings that a row rests on.
func (b *block) readings() []string {
	ids := []string{}
	for _, entry := range b.sequence("reading", "readings, such as [RD01]") {
		id := b.words("reading", entry)
		if id != "" && !readingID.MatchString(id) {
			b.note(b.file, entry.Line, "%q is not a reading such as RD01", id)
		}
		ids = append(ids, id)
	}
	return ids
}

var readingID = regexp.MustCompile(`^RD[0-9]{2}$`)

// sequence reads a list, which may be left out; what says what belongs there.
func (b *block) sequence(key, what string) []*yaml.Node {
	node := b.at(key)
	if node == nil {
		return nil
	}
	if node.Kind != yaml.SequenceNode {
		b.fault(key, "%s must be a list of %s", key, what)
		return nil
	}
	return node.Content
}
