package policy

import (
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// This file reads what checks can be given under "with", and holds the limits of what makes sense there.

const (
	oldestAge  = 18 // "under 18" is every child
	mostWeeks  = 104
	mostMonths = 24
)

func checkNames() []string { return slices.Sorted(maps.Keys(checks())) }

// age reads an age in completed years.
func (b *block) age(key string) int {
	if b.values[key] == nil {
		b.fault(key, "%s is missing; add the age in years under which the rule applies", key)
	}
	years, _ := b.whole(key, 1, oldestAge)
	return years
}

// interval reads weeks or months.
func (b *block) interval() interval {
	weeks, byWeek := b.whole("weeks", 1, mostWeeks)
	months, byMonth := b.whole("months", 1, mostMonths)
	switch _, w := b.values["weeks"]; {
	case byWeek && byMonth:
		b.fault("months", "an interval is in weeks or in months; take one of the two out")
	case !w && b.values["months"] == nil:
		b.fault("weeks", "the interval is missing; add weeks or months")
	}
	return interval{weeks, months}
}

// event reads the kind of an event.
func (b *block) event(key string) string {
	kind := b.text(key)
	if kind != "" {
		b.knownEvent(b.values[key])
	}
	return kind
}

// events reads a list of kinds of events, which may be left out.
func (b *block) events(key string) []string {
	node := b.at(key)
	if node == nil {
		return nil
	}
	if node.Kind != yaml.SequenceNode {
		b.fault(key, "%s must be a list of events, such as [care_order_granted]", key)
		return nil
	}
	var kinds []string
	for _, entry := range node.Content {
		if kind := b.words(key, entry); kind != "" {
			b.knownEvent(entry)
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// knownEvent notes a kind that no child's events can have: a rule that waits for a misspelt event would never apply, and
// nobody would notice.
func (b *block) knownEvent(node *yaml.Node) {
	if _, known := slices.BinarySearch(eventKinds, node.Value); !known {
		b.note(b.file, node.Line, "there is no event called %q; the events are %s", node.Value, strings.Join(eventKinds, ", "))
	}
}
