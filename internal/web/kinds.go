package web

import "minutebook/forms"

// words are what pages say of a kind of form, so that nobody is asked to sign the minutes of a list.
type words struct {
	For  string // one line: what it is for
	Noun string // "minutes", "report" …
}

// kindWords has an entry for every kind.
var kindWords = map[forms.Kind]words{
	forms.PPMKind:                {"The first meeting about where a child will grow up, with its options and recommendations", "minutes"},
	forms.PRPMKind:               {"What became of each recommendation, and what has changed since the meeting before", "minutes"},
	forms.FinalCarePlanningKind:  {"Agrees the proposed plan before final evidence goes to the court", "minutes"},
	forms.NeedsMatchingKind:      {"Sets a child’s needs beside what long-term carers can give", "minutes"},
	forms.Schedule3ReviewKind:    {"How a child under a care order is doing at home, and whether the order is still needed", "minutes"},
	forms.CPRKind:                {"The report on which the adoption decision rests. The child and the adopters may read it later", "report"},
	forms.HealthKind:             {"What doctors report about a child and the parents. Only the summary goes into the permanence report", "report"},
	forms.AdoptionTasksKind:      {"The 33 steps towards adoption: who does each, by when, and how far it is", "list"},
	forms.RiskClassificationKind: {"Where a child stands in the traffic-light table, and why", "classification"},
	forms.SiblingAssessmentKind:  {"Whether brothers and sisters should live together, with the checklist and the decision", "assessment"},
	forms.PPMNotHeldKind:         {"Records why no planning meeting is held, and who decided so", "decision"},
	forms.AdoptionAdviceKind:     {"The adoption team’s advice after a planning meeting, and who was sent it", "advice"},
	forms.SummaryKind:            {"Tells one parent in plain words what a meeting decided", "sheet"},
}

// Minutes reports whether it is the record of a meeting.
func (w words) Minutes() bool { return w.Noun == "minutes" }

// This is "these minutes" or "this report", and Begins begins a sentence with it; the others agree with it.
func (w words) This() string    { return w.choose("these ", "this ") + w.Noun }
func (w words) Begins() string  { return w.choose("These ", "This ") + w.Noun }
func (w words) Are() string     { return w.choose("are", "is") }
func (w words) Were() string    { return w.choose("were", "was") }
func (w words) Have() string    { return w.choose("have", "has") }
func (w words) They() string    { return w.choose("they", "it") }
func (w words) Them() string    { return w.choose("them", "it") }
func (w words) Becomes() string { return w.choose("they become", "it becomes") }

func (w words) choose(plural, singular string) string {
	if w.Minutes() {
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
