package forms

import "slices"

// Child is what the rules need to know of a child beside the form itself.
type Child struct {
	ID          string      `json:"id"`
	Name        string      `json:"name"`
	CaseNumber  string      `json:"case_number"`
	DateOfBirth Date        `json:"date_of_birth"` // before the birth, the day on which it is expected
	Placements  []Placement `json:"placements,omitempty"`
	Events      []Event     `json:"events,omitempty"`
	People      []Person    `json:"people,omitempty"` // family, carers, brothers and sisters, schools, professionals

	LegalStatus      []LegalPeriod `json:"legal_status,omitempty"`
	Plan             *CarePlan     `json:"plan,omitempty"`              // nil: no plan is recorded
	Relinquished     bool          `json:"relinquished,omitempty"`      // the parents asked for adoption
	AdoptionUnlikely bool          `json:"adoption_unlikely,omitempty"` // within twelve months of a placement order
}

// Placement is a stay from From until the day before To; a zero To means that it goes on. Type is an SSDA903 placement
// code such as "U6". AddressSince is when the child came to live at the address, which can be before the placement.
type Placement struct {
	From         Date   `json:"from"`
	To           Date   `json:"to"`
	Type         string `json:"type"`
	AddressSince Date   `json:"address_since,omitzero"`
	External     bool   `json:"external,omitempty"` // bought from another provider
}

// LegalPeriod is a legal status from From until the day before To; a zero To means that it still holds. Code is an
// SSDA903 code such as "C2".
type LegalPeriod struct {
	Code string `json:"code"`
	From Date   `json:"from"`
	To   Date   `json:"to"`
}

// CarePlan is the current plan for permanence; its codes are those of CarePlanCode.
type CarePlan struct {
	Code     string   `json:"code"`
	Since    Date     `json:"since"`
	Parallel []string `json:"parallel,omitempty"` // plans pursued beside it
}

// Event is a dated fact that starts or stops a clock, for instance "second_cla_review". Done is false while it is planned.
type Event struct {
	Kind string `json:"kind"`
	Date Date   `json:"date"`
	Done bool   `json:"done"`
}

// Happened returns the first day, not after by, on which an event of the kind was done; ok is false if there is none.
func (c *Child) Happened(kind string, by Date) (on Date, ok bool) {
	for _, e := range c.Events {
		if e.Kind == kind && e.Done && !e.Date.After(by) && (!ok || e.Date.Before(on)) {
			on, ok = e.Date, true
		}
	}
	return on, ok
}

// PlacedOn returns the placements in force on the day.
func (c *Child) PlacedOn(day Date) []Placement {
	return slices.DeleteFunc(slices.Clone(c.Placements), func(p Placement) bool {
		return p.From.After(day) || (!p.To.IsZero() && !day.Before(p.To))
	})
}
