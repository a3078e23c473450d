package policy

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Rule says what a pack asks, for people: every rule with a number has one, whether it is a deadline, a check before
// sign-off or a figure that other answers use.
type Rule struct {
	ID          string `json:"id"` // of the inventory
	Name        string `json:"name"`
	Relation    string `json:"relation"`    // “within”, “under”, “every” …
	Amount      string `json:"amount"`      // “15 working days”, “7 years”
	Trigger     string `json:"trigger"`     // the event that it counts from; "" for none
	Who         string `json:"who"`         // who is responsible; "" where the source does not say
	Consequence string `json:"consequence"` // what the service does when it is not kept
	FromMemory  bool   `json:"from_memory"` // the source has not been seen: check it before relying on the rule
}

// Consequences of a rule, as packs write them.
var consequences = map[string]string{
	"chase":  "shown as overdue until it is done",
	"lapse":  "shown as missed once the chance is gone",
	"hold":   "shown as not reached until the day comes",
	"list":   "the child is listed until it no longer holds",
	"route":  "decides who decides",
	"remind": "shown to those responsible; the service keeps no clock for it",
	"block":  "stops sign-off",
	"warn":   "shown before sign-off",
}

// relations are the words by which figures compare.
var relations = []string{"within", "before", "after", "by", "every", "at_least", "more_than", "under", "up_to", "usual", "not_before", "route"}

// statutoryID is an id of the national rules on timescales or on keeping records; the others are of the inventory.
var (
	statutoryID = regexp.MustCompile(`^(S[0-9]{2}|RT[0-9])$`)
	inventoryID = regexp.MustCompile(`^[0-9]{3}-[A-Z][0-9]{2}$`)
)

// id reads the id of a rule.
func (b *block) id() string {
	id := b.text("id")
	if id != "" && !inventoryID.MatchString(id) && !statutoryID.MatchString(id) {
		b.fault("id", "%q is not an inventory id such as 001-R40", id)
	} else if id != "" {
		b.cited = append(b.cited, id)
	}
	return id
}

// rule reads what every rule with a number says beside its number.
func (b *block) rule(id string) Rule {
	r := Rule{ID: id, Who: b.optional("who"), FromMemory: b.flag("from_memory")}
	consequence := b.text("consequence")
	if r.Consequence = consequences[consequence]; r.Consequence == "" && consequence != "" {
		b.fault("consequence", "there is no consequence called %q; write chase, lapse, hold, list, route or remind", consequence)
	}
	return r
}

// readFigure reads a rule with a number that has no clock of its own.
func (b *block) readFigure() Rule {
	r := b.rule(b.id())
	r.Name = b.text("name")
	relation := b.text("relation")
	if relation != "" && !slices.Contains(relations, relation) {
		b.fault("relation", "there is no relation called %q; the relations are %s", relation, strings.Join(relations, ", "))
	}
	r.Relation = strings.ReplaceAll(relation, "_", " ")
	r.Trigger = b.optional("trigger")
	span, given := b.anyInterval(clockUnits...)
	switch {
	case given > 0:
		r.Amount = span.String()
	case b.values["years"] != nil:
		if n, ok := b.whole("years", 1, 100); ok {
			r.Amount = interval{n, "years"}.String()
		}
	case b.values["hours"] != nil:
		if n, ok := b.whole("hours", 1, 240); ok {
			r.Amount = interval{n, "hours"}.String()
		}
	}
	b.close()
	return r
}

// flag reads true or false, which may be left out for false.
func (b *block) flag(key string) bool {
	node := b.at(key)
	if node == nil {
		return false
	}
	if node.Value != "true" && node.Value != "false" {
		b.fault(key, "%s must be true or false", key)
	}
	return node.Value == "true"
}

// cites reads the ids of what a part of a pack carries out beside its own.
func (b *block) cites() {
	for _, id := range b.names("cites") {
		if !inventoryID.MatchString(id) {
			b.fault("cites", "%q is not an inventory id such as 001-R40", id)
		}
		b.cited = append(b.cited, id)
	}
}

// checkRule describes a check before sign-off in the same way.
func (b *block) checkRule(r rule, consequence string, with *block) Rule {
	out := Rule{ID: r.id, Name: strings.ReplaceAll(r.name, "_", " "), Consequence: consequences[consequence]}
	for _, u := range []struct{ key, relation, unit string }{{"under", "under", "years"}, {"weeks", "within", "weeks"}, {"months", "within", "months"}} {
		node := with.values[u.key]
		if node == nil {
			continue
		}
		if n, err := strconv.Atoi(node.Value); err == nil { // whoever builds the check says what is wrong otherwise
			out.Relation, out.Amount = u.relation, interval{n, u.unit}.String()
		}
	}
	return out
}
