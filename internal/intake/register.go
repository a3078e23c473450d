package intake

import (
	"strings"

	"minutebook/forms"
)

// Register is a Lookup of children who are held in memory.
type Register struct {
	numbers   map[string]forms.Child
	names     map[string][]forms.Child
	allocated map[string]Allocation
	closed    map[string]bool
}

var _ Lookup = (*Register)(nil)

// NewRegister returns a register of the children. Allocations are by case number; nil if none is known.
func NewRegister(children []forms.Child, allocated map[string]Allocation) *Register {
	r := &Register{map[string]forms.Child{}, map[string][]forms.Child{}, map[string]Allocation{}, map[string]bool{}}
	for _, c := range children {
		r.numbers[strings.ToLower(c.CaseNumber)] = c
		name := strings.ToLower(c.Name)
		r.names[name] = append(r.names[name], c)
	}
	for number, a := range allocated {
		r.allocated[strings.ToLower(number)] = a
	}
	return r
}

// Close makes the children with the case numbers ones whom the importer may not change.
func (r *Register) Close(caseNumbers ...string) {
	for _, number := range caseNumbers {
		r.closed[strings.ToLower(number)] = true
	}
}

// Closed implements Lookup.
func (r *Register) Closed(caseNumber string) bool { return r.closed[strings.ToLower(caseNumber)] }

// Known implements Lookup.
func (r *Register) Known(caseNumber string) (forms.Child, bool) {
	c, ok := r.numbers[strings.ToLower(caseNumber)]
	return c, ok
}

// Named implements Lookup.
func (r *Register) Named(name string, born forms.Date) (found []forms.Child) {
	for _, c := range r.names[strings.ToLower(name)] {
		if c.DateOfBirth == born {
			found = append(found, c)
		}
	}
	return found
}

// Allocated implements Lookup.
func (r *Register) Allocated(caseNumber string) Allocation {
	return r.allocated[strings.ToLower(caseNumber)]
}
