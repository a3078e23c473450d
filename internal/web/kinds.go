package web

import "minutebook/forms"

// words are what pages say of a kind of form, so that nobody is asked to sign the minutes of a list.
type words struct {
	For    string // one line: what it is for
	Noun   string // "minutes", "report" …
	Plural bool
}

// kindWords has an entry for every kind.
var kindWords = map[forms.Kind]words{
	forms.PPMKind:                {"The first meeting about where a child will grow up, with its options and recommendations", "minutes", true},
	forms.PRPMKind:               {"What became of each recommendation, and what has changed since the meeting before", "minutes", true},
	forms.FinalCarePlanningKind:  {"Agrees the proposed plan before final evidence goes to the court", "minutes", true},
	forms.NeedsMatchingKind:      {"Sets a child’s needs beside what long-term carers can give", "minutes", true},
	forms.Schedule3ReviewKind:    {"How a child under a care order is doing at home, and whether the order is still needed", "minutes", true},
	forms.CPRKind:                {"The report on which the adoption decision rests. The child and the adopters may read it later", "report", false},
	forms.HealthKind:             {"What doctors report about a child and the parents. Only the summary goes into the permanence report", "report", false},
	forms.AdoptionTasksKind:      {"The 33 steps towards adoption: who does each, by when, and how far it is", "list", false},
	forms.RiskClassificationKind: {"Where a child stands in the traffic-light table, and why", "classification", false},
	forms.SiblingAssessmentKind:  {"Whether brothers and sisters should live together, with the checklist and the decision", "assessment", false},
	forms.PPMNotHeldKind:         {"Records why no planning meeting is held, and who decided so", "decision", false},
	forms.AdoptionAdviceKind:     {"The adoption team’s advice after a planning meeting, and who was sent it", "advice", false},
	forms.SummaryKind:            {"Tells one parent in plain words what a meeting decided", "sheet", false},
}

// This is "these minutes" or "this report"; Are, Were, Have and They go with it.
func (w words) This() string { return w.choose("these ", "this ") + w.Noun }
func (w words) Are() string  { return w.choose("are", "is") }
func (w words) Were() string { return w.choose("were", "was") }
func (w words) Have() string { return w.choose("have", "has") }
func (w words) They() string { return w.choose("they", "it") }
func (w words) Them() string { return w.choose("them", "it") }

// Becomes is how it turns into a draft again.
func (w words) Becomes() string { return w.choose("they become", "it becomes") }

func (w words) choose(plural, singular string) string {
	if w.Plural {
		return plural
	}
	return singular
}

// kindGroup is kinds under one heading.
type kindGroup struct {
	heading string
	kinds   []forms.Kind
}

// kindGroups are the forms that can be started on a child's page, as they are offered there. A parent's sheet is not: it
// belongs to a meeting.
var kindGroups = []kindGroup{
	{"Meetings", []forms.Kind{forms.PPMKind, forms.PRPMKind, forms.FinalCarePlanningKind, forms.NeedsMatchingKind, forms.Schedule3ReviewKind}},
	{"Reports", []forms.Kind{forms.CPRKind, forms.HealthKind}},
	{"Lists and decisions", []forms.Kind{
		forms.AdoptionTasksKind, forms.RiskClassificationKind, forms.SiblingAssessmentKind, forms.AdoptionAdviceKind, forms.PPMNotHeldKind,
	}},
}

// reviewable reports whether a review may follow a meeting of the kind.
func reviewable(kind forms.Kind) bool {
	form, err := forms.New(kind)
	return err == nil && forms.Reviewed(form)
}
