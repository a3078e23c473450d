package records

import "testing"

// The chair whom minutes name is known by whole words of the name: titles, order and capitals do not count.
func TestNames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, name string
		want       bool
	}{
		{"Ann Lee", "Ann Lee", true},
		{"ANN  LEE, Team Manager", "Ann Lee", true},
		{"Lee, Dr Ann", "Ann Lee", true},
		{"Ann Lee", "Dr. Ann Lee", true},
		{"Mrs Ann Marie Lee", "Ann Lee", true},
		{"Dilwyn Parry-Jones (chair)", "Dilwyn Parry‑Jones", true},
		{"Siobhan O’Dell", "Siobhan O'Dell", true},
		{"Zoe\u0308 Lee", "Zo\u00eb Lee", true},
		{"Joann Lee", "Ann Lee", false},
		{"Ann Leeson", "Ann Lee", false},
		{"Ann Lee", "Ann Marie Lee", false},
		{"Lee", "Ann Lee", false},
		{"Dr Lee", "Dr", false},
		{"Ann Lee", "", false},
	} {
		if got := names(c.text, c.name); got != c.want {
			t.Errorf("names(%q, %q) is %v", c.text, c.name, got)
		}
	}
}
