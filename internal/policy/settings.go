package policy

import (
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// This file reads what checks can be given under "with", and holds the limits of what makes sense there.

const oldestAge = 18 // "under 18" is every child

func checkNames() []string { return slices.Sorted(maps.Keys(checks())) }

// age reads an age in completed years.
func (b *block) age(key string) int {
	if b.values[key] == nil {
		b.fault(key, "%s is missing; add the age in years under which the rule applies", key)
	}
	years, _ := b.whole(key, 1, oldestAge)
	return years
}

// event reads the kind of an event.
func (b *block) event(key string) string {
	kind := b.text(key)
	if kind != "" {
		b.knownEvent(b.values[key])
	}
	return kind
}

// knownEvent notes a kind that no child's events can have: a rule that waits for a misspelt event would never apply, and
// nobody would notice.
func (b *block) knownEvent(node *yaml.Node) {
	if _, known := slices.BinarySearch(eventKinds, node.Value); !known {
		b.note(b.file, node.Line, "there is no event called %q; the events are %s", node.Value, strings.Join(eventKinds, ", "))
	}
}
