package policy

import (
	"slices"
	"strings"

	"minutebook/forms"
)

// sheet is what checks look at: the sections that planning forms share, whichever form they come from, and the child. A
// new kind of form joins by one more case in sheetOf.
type sheet struct {
	child *forms.Child // never nil
	day   forms.Date   // of the meeting; ages and events are as on that day

	papers      forms.AccompanyingPapers
	fosterCarer forms.FosterCarer
	lifeStory   string
	siblings    forms.Siblings
	assessment  string // of the brothers and sisters
	options     forms.ConsideredOptions
	shobpa      forms.Shobpa
	plan        forms.SelectedPlan
	connected   bool // a relative or friend is ruled in, or not ruled out yet
	achieved    forms.YesNo
	contingency string
	nextDate    forms.Date

	// first has what only a first meeting decides; nil on the form of a review.
	first *firstMeeting

	carried  []forms.CarriedAction // on the form of a review, what it took over
	previous forms.Form            // the form before it; nil if there is none, or it is not known
}

type firstMeeting struct {
	frequency   forms.Frequency
	futureChair string
}

// sheetOf reads a form; ok is false for a form that is not about a planning meeting.
func sheetOf(form forms.Form, child *forms.Child) (s *sheet, ok bool) {
	if child == nil {
		child = &forms.Child{}
	}
	switch f := form.(type) {
	case *forms.PPM:
		s = sheetOfSections(child, f.Accompanying, f.LifeStory, f.Siblings, f.SiblingAssessment, f.PlanningOptions, f.Shobpa, f.SelectedPlan)
		s.day, s.fosterCarer, s.achieved, s.contingency, s.nextDate = f.MeetingDate, f.FosterCarer, f.Achieved, f.Contingency.Contingency, f.NextDate
		s.connected = f.Possible()
		s.first = &firstMeeting{frequency: f.Frequency, futureChair: f.FutureChair}
	case *forms.PRPM:
		s = sheetOfSections(child, f.Accompanying, f.LifeStory, f.Siblings, f.SiblingAssessment, f.PlanningOptions, f.Shobpa, f.SelectedPlan)
		s.day, s.fosterCarer, s.achieved, s.contingency, s.nextDate = f.MeetingDate, f.FosterCarer, f.Achieved, f.Contingency.Contingency, f.NextDate
		s.connected, s.carried = f.Possible(), f.Carried
	}
	return s, s != nil
}

// sheetOfSections reads the sections that first meetings and reviews have in common.
func sheetOfSections(child *forms.Child, papers forms.Accompanying, story forms.LifeStory, siblings forms.Siblings,
	assessment forms.SiblingAssessment, options forms.PlanningOptions, shobpa forms.Shobpa, plan forms.SelectedPlan) *sheet {
	return &sheet{
		child: child, papers: papers.AccompaniedBy, lifeStory: story.LifeStory, siblings: siblings,
		assessment: assessment.SiblingAssessment, options: options.Options, shobpa: shobpa, plan: plan,
	}
}

// younger reports whether the child is known to be under an age in completed years on the day of the meeting (RD30).
func (s *sheet) younger(age int) bool {
	born := s.child.DateOfBirth
	return !born.IsZero() && !s.day.IsZero() && born.YearsOn(s.day) < age
}

// happened reports whether an event of one of the kinds was done by the day of the meeting, that day included. Planned
// events do not count.
func (s *sheet) happened(kinds ...string) bool {
	return slices.ContainsFunc(kinds, func(kind string) bool {
		_, ok := s.child.Happened(kind, s.day)
		return ok
	})
}

// inFosterCare reports whether the child was in a foster placement on the day; SSDA903 codes for those begin with U.
func (s *sheet) inFosterCare() bool {
	return slices.ContainsFunc(s.child.PlacedOn(s.day), func(p forms.Placement) bool { return strings.HasPrefix(p.Type, "U") })
}

// awayFromBirthParents reports whether a plan other than return to a birth parent was selected.
func (s *sheet) awayFromBirthParents() bool {
	return s.plan.PlanSelected != "" && s.plan.PlanSelected != forms.Reunification
}

// blank reports whether a text says nothing; white space says nothing.
func blank(text string) bool { return strings.TrimSpace(text) == "" }
