package forms

// The choices in this file describe people and decisions in the Child’s Permanence Report. Codes in capitals are those of
// the SSDA903 return.

// Sex is an SSDA903 sex code, letters since the collection of 2024/25.
type Sex string

// Options implements Choice.
func (Sex) Options() []Option { return []Option{{"M", "Male"}, {"F", "Female"}, {"U", "Unknown"}} }

// Ethnicity is an SSDA903 ethnicity code.
type Ethnicity string

// Options implements Choice.
func (Ethnicity) Options() []Option {
	return []Option{
		{"WBRI", "White British"},
		{"WIRI", "White Irish"},
		{"WOTH", "Any other White background"},
		{"WIRT", "Traveller of Irish Heritage"},
		{"WROM", "Gypsy/Roma"},
		{"MWBC", "White and Black Caribbean"},
		{"MWBA", "White and Black African"},
		{"MWAS", "White and Asian"},
		{"MOTH", "Any other Mixed background"},
		{"AIND", "Indian"},
		{"APKN", "Pakistani"},
		{"ABAN", "Bangladeshi"},
		{"AOTH", "Any other Asian background"},
		{"BCRB", "Caribbean"},
		{"BAFR", "African"},
		{"BOTH", "Any other Black background"},
		{"CHNE", "Chinese"},
		{"OOTH", "Any other ethnic group"},
		{"REFU", "Refused"},
		{"NOBT", "Information not yet obtained"},
	}
}

// LookedAfter is whether a child is looked after, or accommodated by a voluntary organisation (Children Act 1989, s59(1)).
type LookedAfter string

// Options implements Choice.
func (LookedAfter) Options() []Option {
	return []Option{{"looked_after", "Looked after"}, {"s59_accommodation", "Accommodated under section 59(1)"}, {"neither", "Neither"}}
}

// YesNoUnknown answers a question to which nobody may know the answer.
type YesNoUnknown string

// Options implements Choice.
func (YesNoUnknown) Options() []Option {
	return []Option{{"yes", "Yes"}, {"no", "No"}, {"unknown", "Not known"}}
}

// Couple is how two parents stand to one another.
type Couple string

// Options implements Choice.
func (Couple) Options() []Option {
	return []Option{
		{"together", "Together"}, {"separated", "Separated"}, {"divorced", "Divorced"}, {"never_together", "Never a couple"}, {"unknown", "Not known"},
	}
}

// FatherPR is how a father came to have parental responsibility.
type FatherPR string

// Options implements Choice.
func (FatherPR) Options() []Option {
	return []Option{
		{"birth_registration", "He is on the birth certificate"},
		{"pr_agreement", "Agreement with the mother"},
		{"pr_order", "Parental responsibility order"},
		{"residence_or_cao", "Residence or child arrangements order"},
		{"marriage", "Marriage to the mother"},
		{"other", "Another way"},
	}
}

// CareOption is a way in which a child’s future could be secured: the six of the planning meeting, and what else is weighed.
type CareOption string

// Options implements Choice.
func (CareOption) Options() []Option {
	return append(Plan("").Options(), Option{"residential", "Residential care"}, Option{"other", "Another option"})
}

// TogetherApart is the decision about brothers and sisters.
type TogetherApart string

// The decisions.
const (
	Together TogetherApart = "together"
	Apart    TogetherApart = "apart"
)

// Options implements Choice.
func (TogetherApart) Options() []Option {
	return []Option{
		{"together", "Together"}, {"apart", "Apart"}, {"some_together", "Together with some of them"}, {"not_decided", "Not decided yet"},
		{"no_siblings", "The child has no brothers or sisters"},
	}
}

// Consent is where a parent’s consent to placement or adoption stands (Adoption and Children Act 2002).
type Consent string

// The states that rules ask about by name.
const (
	ConsentGiven     Consent = "given_s19"
	ConsentAdvance   Consent = "advance_s20"
	ConsentDispensed Consent = "dispensed_s52"
)

// Options implements Choice.
func (Consent) Options() []Option {
	return []Option{
		{"given_s19", "Given to placement (section 19)"},
		{"advance_s20", "Given to placement, and in advance to adoption (sections 19 and 20)"},
		{"dispensed_s52", "Dispensed with by the court (section 52)"},
		{"not_given", "Not given"},
	}
}

// Route is the way on which a case comes to the agency decision maker.
type Route string

// The routes.
const (
	DirectRoute Route = "direct_to_adm"
	PanelRoute  Route = "via_panel"
)

// Options implements Choice.
func (Route) Options() []Option {
	return []Option{{"direct_to_adm", "Straight to the agency decision maker"}, {"via_panel", "Adoption panel first: the parents consent"}}
}

// Shall is the agency’s decision about a child.
type Shall string

// Options implements Choice.
func (Shall) Options() []Option {
	return []Option{{"should_be_placed", "The child should be placed for adoption"}, {"should_not_be_placed", "The child should not be placed for adoption"}}
}
