package records

import (
	"testing"
	"time"
)

// What a form would refuse is refused cell by cell, before anything is stored.
func TestUnfitCells(t *testing.T) {
	t.Parallel()
	s := New(Config{Now: func() time.Time { return time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC) }})
	for _, c := range []struct {
		name, text string
		fit        bool
	}{
		{"update", "asked\r\n\ttwice", true},
		{"update", "asked\x0btwice", false},
		{"move_forward", "asked\uffff", false},
		{"closed_reason", "the family moved", true},
		{"closed_reason", "the family\nmoved", false},
		{"closed_reason", "the family\x01moved", false},
		{"completed_date", "2026-03-01\n", false},
	} {
		if why := s.unfit(PackCell{Of: "action", Name: c.name}, c.text); (why == "") != c.fit {
			t.Errorf("%s %q: %q", c.name, c.text, why)
		}
	}
}
