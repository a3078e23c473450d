// Package policy tells what an authority's own rules ask of a form before it is signed off.
//
// A policy pack is one authority's rules as data: a YAML file that names, for each rule, the inventory id that it comes
// from, the check that carries it out, whether breaking it blocks sign-off or only warns, and every number it needs. A
// check is a small Go function over the sections that planning forms share. The packs decide who asks for what; the
// checks only know how to look.
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
	signoff         []rule // the extended pack's first, then in the order of the file
}

// rule is one entry of a pack's signoff list, ready to run.
type rule struct {
	id    string // inventory id
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
	s, ok := sheetOf(form, child)
	if !ok {
		return nil
	}
	var problems forms.Problems
	for _, r := range p.signoff {
		for _, found := range r.check(s) {
			found.Rule, found.Level = r.id, r.level
			problems = append(problems, found)
		}
	}
	return problems
}
