// Package policy tells what an authority's own rules ask: of a form before it is signed off, by when things must be done
// for a child, and on which of the authority's lists a child stands.
//
// A policy pack is one authority's rules as data: a YAML file that names, for each rule, the inventory id that it comes
// from, the mechanism that carries it out, what follows from breaking it, and every number it needs. The mechanisms are
// few: a check is a small Go function over the sections that planning forms share, a clock makes deadlines from events, a
// predicate puts a child on a list. The packs decide who asks for what; the mechanisms only know how to look.
//
// How unclear rules are read, and where the words come from ("RD10"), is the table of readings that goes with the rules.
package policy

import (
	"fmt"
	"slices"
	"strings"

	"minutebook/forms"
)

// Packs are the policy packs that were loaded. They do not change and may be used by any number of goroutines.
type Packs struct {
	byName map[string]*Pack
	names  []string // sorted
	cited  []string // inventory ids that the packs cite, sorted
}

// Names returns the names of the packs in alphabetical order.
func (p *Packs) Names() []string { return slices.Clone(p.names) }

// Pack returns the pack of that name; "adoption_west", "Adoption-West" and "adoption-west" are one name. The error for an
// unknown name lists those that are known.
func (p *Packs) Pack(name string) (*Pack, error) {
	if pack, ok := p.byName[canonical(name)]; ok {
		return pack, nil
	}
	return nil, fmt.Errorf("there is no policy pack called %q; the packs are %s", name, strings.Join(p.names, ", "))
}

// canonical is the form of a pack's name that is compared.
func canonical(name string) string { return strings.ReplaceAll(strings.ToLower(name), "_", "-") }

// Pack is one authority's rules, with those of the pack that it extends.
type Pack struct {
	Name            string // lower case, words joined by hyphens
	Title           string // for people
	CaseNumberLabel string // what the authority calls a child's number
	Marking         string // protective marking on every page
	Extends         string // the pack whose sign-off rules it has too; "" for none

	Meeting    Gathering
	Outcomes   []Outcome
	Needs      []Need
	Scenarios  []Scenario
	RiskLevels []string
	RiskMoves  []Move

	signoff []rule // the extended pack's first, then in the order of the file
	rules   []Rule // its own, in the order of the file
	notes   []Note // its own

	calendar *calendar
	kinds    *kinds
	placed   map[string]int      // number of the event of a placement, by its type
	sets     map[string][]string // with those of the extended pack
	entering []event
	secured  []event
	leaving  []string // kinds of events

	order       [][]event // events that follow one another; the extended pack's first
	beforeBirth []string  // kinds of events that can come before the child is born

	clocks        []clock
	tasks         []task
	tracker       []listed
	indicators    []listed
	weekly        *weekly
	requiredUnder int // age under which a planning meeting is required; 0: the pack does not say
	matchRoutes   []route
	panelRoutes   []panelRoute
	panelExits    []panelExit
	panelCleared  []event
	matrix        []band
	fits          map[string][]string // options that carry out a plan, by its code
	fitsAll       []string            // plans that fit every cell
	called        map[string]string   // options in words, by their code
}

// Rules returns what the pack itself asks that has a number, in the order of its file.
func (p *Pack) Rules() []Rule { return slices.Clone(p.rules) }

// Notes returns what the pack itself asks or names without a number: duties, papers and lists.
func (p *Pack) Notes() []Note { return slices.Clone(p.notes) }

// rule is one entry of a pack's signoff list, ready to run.
type rule struct {
	id    string // inventory id
	name  string // of its check
	level forms.Level
	check check
}

// Check reports what the pack's rules find wrong with a form, in the order of the rules, then of the fields. A problem's
// Level is Blocker where the pack says block and Advice where it says warn; its Rule is the inventory id.
//
// What is not known is not held against the form: without a date of birth nobody is too young, without the date of the
// meeting (which sign-off asks for anyway) no interval runs. A child of nil is one of whom nothing is known. Forms of a
// kind without rules have no problems.
func (p *Pack) Check(form forms.Form, child *forms.Child) forms.Problems {
	return p.CheckAfter(nil, form, child)
}

// CheckAfter is Check for a form that follows another about the same child, of which nothing may be lost. A previous form
// of nil is one that is not known.
func (p *Pack) CheckAfter(previous, form forms.Form, child *forms.Child) forms.Problems {
	s, ok := sheetOf(form, child)
	if !ok {
		return nil
	}
	s.previous = previous
	var problems forms.Problems
	for _, r := range p.signoff {
		for _, found := range r.check(s) {
			found.Rule, found.Level = r.id, r.level
			problems = append(problems, found)
		}
	}
	return problems
}
