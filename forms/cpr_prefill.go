package forms

import (
	"fmt"
	"slices"
	"strings"
)

// PrefillCPR begins a Child’s Permanence Report with what is known: of the child, and from earlier forms. Those are the
// latest planning meeting (*PPM or *PRPM) and the health form, of which the summary is taken and nothing else; in any
// order, nil for none. Of two forms that answer the same question the first counts. What was taken over from where stands
// in the report’s own field for it.
func PrefillCPR(child *Child, from ...Form) (*CPR, error) {
	report := new(CPR)
	if child != nil {
		report.Prefill(*child)
	}
	for _, f := range from {
		switch f := f.(type) {
		case nil:
		case interface {
			Form
			planned() planned
		}:
			report.takeMeeting(f.planned(), Define(f.Kind()).Title)
		case *CPRHealth:
			report.takeSummary(f)
		default:
			return nil, fmt.Errorf("a %s has nothing for a permanence report", f.Kind())
		}
	}
	return report, nil
}

// planned is what the report takes from a planning meeting.
type planned struct {
	ChildDetails
	LegalPosition
	Background
	ConnectedCarers
	SiblingAssessment
	Contact
	ChildViews
	ParentViews
	ProfessionalViews
	PlanningOptions
	SelectedPlan
}

func (f *PPM) planned() planned {
	return planned{f.ChildDetails, f.LegalPosition, f.Background, f.ConnectedCarers, f.SiblingAssessment, f.Contact, f.ChildViews,
		f.ParentViews, f.ProfessionalViews, f.PlanningOptions, f.SelectedPlan}
}

func (f *PRPM) planned() planned {
	return planned{f.ChildDetails, f.LegalPosition, f.Background, f.ConnectedCarers, f.SiblingAssessment, f.Contact, f.ChildViews,
		f.ParentViews, f.ProfessionalViews, f.PlanningOptions, f.SelectedPlan}
}

// taking keeps account of what was taken over.
type taking []string

// text fills in an answer that is empty.
func (t *taking) text(into *string, value, what string) {
	if *into == "" && !blank(value) {
		*into = value
		*t = append(*t, what)
	}
}

func (f *CPR) takeMeeting(m planned, meeting string) {
	var t taking
	t.text(&f.ChildName, m.ChildName, "name")
	t.text(&f.CaseNumber, m.CaseNumber, "local case number")
	if f.LegalStatus == "" && m.LegalStatus != "" {
		f.LegalStatus = m.LegalStatus
		t = append(t, "legal status")
	}
	t.text(&f.LegalStatusText, m.LegalStatusText, "legal status in words")
	t.text(&f.Background.Background, m.Background.Background, "background")
	t.text(&f.ViewsAdoption, m.ChildViews.ChildViews, "the child’s views")
	if len(f.ParentViews) == 0 && !blank(m.ParentViews.ParentViews) {
		f.ParentViews = []CPRParentView{{Person: "Parents", Adoption: m.ParentViews.ParentViews, Date: m.MeetingDate, How: "Recorded at the planning meeting"}}
		t = append(t, "the parents’ views")
	}
	t.text(&f.ContactNeed, m.Contact.Contact, "contact")
	t.text(&f.SiblingAssessment, m.SiblingAssessment.SiblingAssessment, "sibling assessment")
	if len(f.Carers) == 0 && len(m.Carers) > 0 {
		f.Carers = slices.Clone(m.Carers)
		t = append(t, "carers considered")
	}
	if rows := weighed(m.Options); len(f.OptionsAnalysis) == 0 && len(rows) > 0 {
		f.OptionsAnalysis = rows
		t = append(t, "options")
	}
	t.text(&f.GuardianView, m.GuardianView, "the guardian’s view")
	switch m.PlanSelected {
	case "":
		t.text(&f.OtherInformation, m.PlanComment, "comment on the plan")
	case Adoption:
		t.text(&f.WhyAdoption, m.PlanComment, "reasons for the plan")
	default: // not what this report is written for, but not to be lost either
		t.text(&f.OtherInformation, strings.TrimSpace(LabelOf(m.PlanSelected)+". "+m.PlanComment), "another plan than adoption")
	}
	f.tookFrom(meeting, m.MeetingDate, t)
}

// weighed are the options on which the meeting said something.
func weighed(o ConsideredOptions) []CPROption {
	var rows []CPROption
	for _, c := range []struct {
		option CareOption
		said   ConsideredOption
	}{
		{"early_permanence", o.EarlyPermanence}, {"reunification", o.Reunification}, {"family_friends", o.FamilyFriends},
		{"cao_sgo", o.CaoSgo}, {"ltf", o.LTF}, {"adoption", o.Adoption},
	} {
		conclusion := c.said.Comment
		if c.said.Considered == No {
			conclusion = strings.TrimSpace("Not considered. " + conclusion)
		}
		if c.said.Considered != "" || !blank(conclusion) {
			rows = append(rows, CPROption{Option: c.option, Conclusion: conclusion})
		}
	}
	return rows
}

// takeSummary takes the medical adviser’s summary, with its date and name, as regulation 17(1)(b) has it.
func (f *CPR) takeSummary(health *CPRHealth) {
	if health == nil || f.MedicalSummary != "" || blank(health.Summary) {
		return
	}
	f.MedicalSummary, f.MedicalSummaryDate, f.CPRHealthSummary.MedicalAdviser = health.Summary, health.SummaryDate, health.HealthSummary.MedicalAdviser
	f.tookFrom(Define(HealthKind).Title, health.SummaryDate, taking{"summary"})
}

func (f *CPR) tookFrom(paper string, day Date, what taking) {
	if len(what) == 0 {
		return
	}
	if !day.IsZero() {
		paper += " of " + day.Long()
	}
	f.TakenOver = strings.TrimSpace(f.TakenOver + "\n" + paper + ": " + strings.Join(what, ", ") + ".")
}
