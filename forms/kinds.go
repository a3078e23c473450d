package forms

import "fmt"

// kinds is every kind of form, in the order in which people meet them.
var kinds = []struct {
	kind   Kind
	title  string
	sealed bool // its papers carry the authority's seal instead of a person's signature
	empty  func() Form
}{
	{PPMKind, "Permanence planning meeting", false, func() Form { return new(PPM) }},
	{PRPMKind, "Permanence review planning meeting", false, func() Form { return new(PRPM) }},
	{SummaryKind, "Summary sheet for a parent", true, func() Form { return new(Summary) }},
	{CPRKind, "Child’s Permanence Report", false, func() Form { return new(CPR) }},
	{HealthKind, "Health particulars for a permanence report", false, func() Form { return new(CPRHealth) }},
	{PPMNotHeldKind, "Permanence planning meeting not held", false, func() Form { return new(PPMNotHeld) }},
	{AdoptionAdviceKind, "Adoption advice", true, func() Form { return new(AdoptionAdvice) }},
	{SiblingAssessmentKind, "Sibling assessment", false, func() Form { return new(SiblingsTogether) }},
	{RiskClassificationKind, "Risk classification", true, func() Form { return new(RiskClassification) }},
	{FinalCarePlanningKind, "Final care planning meeting", false, func() Form { return new(FinalCarePlanning) }},
	{NeedsMatchingKind, "Permanence needs and matching meeting", false, func() Form { return new(NeedsMatching) }},
	{Schedule3ReviewKind, "Review of a child at home (Schedule 3)", false, func() Form { return new(Schedule3Review) }},
	{AdoptionTasksKind, "Adoption planning task list", true, func() Form { return new(AdoptionTasks) }},
}

// Kinds lists every kind of form, in the order in which people meet them.
func Kinds() []Kind {
	all := make([]Kind, len(kinds))
	for i, k := range kinds {
		all[i] = k.kind
	}
	return all
}

// New returns an empty form of the kind, and an error that names the known kinds for any other.
func New(kind Kind) (Form, error) {
	for _, k := range kinds {
		if k.kind == kind {
			return k.empty(), nil
		}
	}
	return nil, fmt.Errorf("there is no form called %q; the forms are %v", kind, Kinds())
}

// Sealed reports whether papers of a kind carry the authority's seal. Minutes and decisions are signed by whoever answers
// for them; everything else is sealed.
func Sealed(kind Kind) bool {
	for _, k := range kinds {
		if k.kind == kind {
			return k.sealed
		}
	}
	return false
}

// title is what a kind is called on screens; "" for an unknown one.
func title(kind Kind) string {
	for _, k := range kinds {
		if k.kind == kind {
			return k.title
		}
	}
	return ""
}
