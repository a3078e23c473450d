package policy

import (
	"slices"

	"minutebook/forms"
)

// panelRoute is one way onto a permanence panel's agenda, what the panel does there, and the exit that is expected.
type panelRoute struct {
	listed
	action string
	exit   string
}

// panelExit is one way off the agenda.
type panelExit struct {
	id, code string
	by       []event
}

// Entry is one route that puts a child on the panel's agenda.
type Entry struct {
	Route  string     `json:"route"`
	Action string     `json:"action"`
	Exit   string     `json:"expected_exit"`
	From   forms.Date `json:"from"` // the first day on the list; zero where the route does not count days
}

// Panel returns every route by which the child is on the panel's agenda, and the exits reached. A route is dropped once its
// exit is reached; all are dropped when the child is no longer looked after (RD27, RD28).
func (p *Pack) Panel(facts *Facts, asOf forms.Date) (entries []Entry, exits []string) {
	t := p.timeline(facts, asOf)
	for _, x := range p.panelExits {
		if t.happened(x.by) {
			exits = append(exits, x.code)
		}
	}
	for i := range p.panelRoutes {
		r := &p.panelRoutes[i]
		if m, ok := r.match(t); ok && !slices.Contains(exits, r.exit) && !t.happened(p.panelCleared) {
			entries = append(entries, Entry{r.code, r.action, r.exit, m.from})
		}
	}
	return entries, exits
}
