package web

import (
	"cmp"
	"slices"

	"minutebook/forms"
	"minutebook/internal/records"
)

// Deadline is one day by which something must be done for a child. Rules outside of this package work it out.
type Deadline struct {
	Rule    string // inventory id
	Name    string
	Counted string // how much time there is and from when, in words; empty where the rule has no number
	Source  string // whose rule it is, for people
	Due     forms.Date
	State   string // in words
	Tone    string // colour of the state's tag
	Open    bool   // still to be done
}

// deadlineLists are the child's deadlines in order of time: what is still to be done, and the rest.
type deadlineLists struct{ Open, Closed []Deadline }

// deadlines returns nil in an installation without rules.
func (w *Web) deadlines(child forms.Child, found []records.Record) (*deadlineLists, error) {
	if w.Deadlines == nil {
		return nil, nil
	}
	all, err := w.Deadlines(child, found)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b Deadline) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Rule, b.Rule)) })
	var lists deadlineLists
	for _, d := range all {
		if d.Open {
			lists.Open = append(lists.Open, d)
		} else {
			lists.Closed = append(lists.Closed, d)
		}
	}
	return &lists, nil
}
