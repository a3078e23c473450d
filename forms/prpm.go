package forms

import "fmt"

// PRPMKind is the permanence review planning meeting (001-F02).
const PRPMKind Kind = "prpm"

// PRPM is the form of a permanence review planning meeting (001-F02), in the order of its template, lines of seed 001. It
// shares its sections with the PPM, so that what is carried over keeps its place and type. New recommendations have no
// table in the source template; a review that agrees new actions needs one, so ours has.
type PRPM struct {
	Accompanying       `section:"accompanied_by_documents" heading:"Papers with this form" source:"001-R40"`
	ChildDetails       `section:"child_details" heading:"Child details" source:"001-F02 L1095"`
	Arrangements       `section:"arrangements" heading:"The meeting" source:"own" shared:"meeting"`
	LegalPosition      `section:"legal_status" heading:"Legal status of child" source:"001-F02"`
	Present            `section:"present" heading:"Present and apologies" source:"001-F02" shared:"meeting"`
	Background         `section:"background" heading:"Background" source:"001-F02" shared:"meeting"`
	ConnectedCarers    `section:"connected_carers" heading:"Family, friends and connected carers" source:"001-F02"`
	LifeStory          `section:"life_story" heading:"Life story work and preparation for change" source:"001-F02"`
	Siblings           `section:"siblings" heading:"Brothers and sisters" source:"001-F02"`
	SiblingAssessment  `section:"sibling_assessment" heading:"Sibling assessment" source:"001-F02"`
	Contact            `section:"contact" heading:"Contact: current and future plans" source:"001-F02"`
	ChildViews         `section:"child_views" heading:"Child’s wishes, feelings and understanding" source:"001-F02"`
	ParentViews        `section:"parent_views" heading:"Parents’ wishes, feelings and understanding" source:"001-F02"`
	ProfessionalViews  `section:"professional_views" heading:"Other professional views" source:"001-F02"`
	Court              `section:"court" heading:"Legal planning and court timetable" source:"001-F02"`
	PlanningOptions    `section:"options" heading:"Permanence planning options" source:"001-F02"`
	Shobpa             `section:"shobpa" heading:"Should be placed for adoption (SHOBPA)" source:"001-F02"`
	SelectedPlan       `section:"plan" heading:"Permanent plan selected" source:"001-F02"`
	Achievement        `section:"achieved" heading:"Permanence achieved" source:"001-F02"`
	Review             `section:"review" heading:"Recommendations carried forward from the previous meeting" source:"001-F02 L1391"`
	NewRecommendations `section:"new_recommendations" heading:"New recommendations" source:"own"`
	Contingency        `section:"contingency" heading:"Contingency plan" source:"001-F02"`
	NextMeeting        `section:"next" heading:"Next review date" source:"001-F02"`
}

// Review holds the actions of earlier meetings that were unfinished when this one began (001-R42).
type Review struct {
	Carried []CarriedAction `json:"carried_forward" label:"Recommendations carried forward from the previous meeting" row:"Action" validate:"max=200,dive" advise:"dive" signoff:"dive" audience:"iro,panel" source:"001-F02 L1395"`
}

// CarriedAction is an action on its way through the meetings. It leaves as completed, with the day and the evidence, or
// closed with a reason; never silently.
type CarriedAction struct {
	Number         ActionNumber `json:"number" label:"Number" source:"own"`
	ID             string       `json:"id" label:"Reference in another system" validate:"max=40" paper:"-" source:"own"`
	Recommendation string       `json:"recommendation" label:"Recommendation" validate:"max=10000" advise:"required" ui:"long" source:"001-F02 L1395"`
	ByWhom         string       `json:"by_whom" label:"By whom" validate:"max=200" source:"001-F02 L1396"`
	TargetDate     Date         `json:"target_date" label:"Target date" source:"001-F02 L1397"`
	FirstAgreed    Date         `json:"first_agreed" label:"First agreed" source:"own"`
	TimesCarried   *int         `json:"times_carried" label:"Times carried" validate:"omitempty,min=0,max=999" source:"own"`
	Update         string       `json:"update" label:"Update" hint:"What has happened since" validate:"max=10000" ui:"long" source:"001-F02 L1398"`
	Barrier        string       `json:"barrier" label:"Barrier" hint:"What stood in the way, and why" validate:"max=10000" ui:"long" source:"001-F02 L1398"`
	MoveForward    string       `json:"move_forward" label:"What would move it forward" validate:"max=10000" ui:"long" source:"001-F02 L1400"`
	CompletedDate  Date         `json:"completed_date" label:"Completed on" source:"own"`
	Evidence       string       `json:"evidence" label:"Evidence" hint:"Where it can be seen that it was done" validate:"max=2000" source:"own"`
	ClosedReason   string       `json:"closed_reason" label:"Closed because" hint:"Only for an action that will not be done" validate:"max=2000" source:"own"`
}

// Finished reports that the action goes no further.
func (a CarriedAction) Finished() bool { return !a.CompletedDate.IsZero() || a.ClosedReason != "" }

// AgeOn is how many days ago the action was agreed; 0 when that is not known.
func (a CarriedAction) AgeOn(day Date) int {
	if a.FirstAgreed.IsZero() || day.IsZero() {
		return 0
	}
	return int(day.Time().Sub(a.FirstAgreed.Time()).Hours() / 24)
}

// NewRecommendations are the actions that a review agrees beside those it carries.
type NewRecommendations struct {
	Frequency   Frequency `json:"ppm_frequency" label:"How often planning meetings will be held" audience:"iro" source:"own"`
	FutureChair string    `json:"future_chair" label:"Future chair" validate:"max=200" audience:"iro" source:"own"`
	Actions     []Action  `json:"new_recommendations" label:"New recommendations" hint:"Not in the source template" row:"Action" validate:"max=200,dive" advise:"dive" signoff:"dive" audience:"iro,panel" source:"own"`
}

// Kind implements Form.
func (*PRPM) Kind() Kind { return PRPMKind }

// Held is the day of the meeting.
func (f *PRPM) Held() Date { return f.MeetingDate }

// CrossCheck implements Form.
func (f *PRPM) CrossCheck(child *Child) Problems {
	var c crossCheck
	c.meetingDate(f.MeetingDate, f.NextDate, child)
	c.sameChild(f.CaseNumber, child)
	c.targetDates("/new_recommendations", f.NewRecommendations.Actions, f.MeetingDate)
	c.siblings(f.Siblings)
	for i, a := range f.Carried {
		at := fmt.Sprintf("/carried_forward/%d", i)
		switch {
		case a.CompletedDate.IsZero() && a.ClosedReason == "" && a.Update != "" && a.Barrier == "" && a.MoveForward == "" && !a.TargetDate.IsZero() && a.TargetDate.Before(f.MeetingDate):
			c.add(at+"/move_forward", "late_without_way_forward", Advice, nil)
		case !a.CompletedDate.IsZero() && !f.MeetingDate.IsZero() && a.CompletedDate.After(f.MeetingDate):
			c.add(at+"/completed_date", "completed_after_meeting", Advice, map[string]any{"meeting": f.MeetingDate.Long()})
		case !a.CompletedDate.IsZero() && a.ClosedReason != "":
			c.add(at+"/closed_reason", "completed_and_closed", Advice, nil)
		}
	}
	return c.problems
}

func (f *PRPM) actions() []Action { return f.NewRecommendations.Actions }
