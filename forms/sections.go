package forms

import (
	"fmt"
	"slices"
	"strings"
)

// The sections that planning meetings share. Each is embedded in the forms that have it, so that a section is written
// once, and what a review carries over has the same type on both sides. Limits count characters.

// Accompanying lists the papers that every planning meeting's form must come with (001-R40); a date says when each was
// made.
type Accompanying struct {
	AccompaniedBy AccompanyingPapers `json:"accompanied_by" label:"Papers with this form" audience:"iro,panel" source:"001-R40"`
	FosterCarer   FosterCarer        `json:"foster_carer" label:"Foster carer" audience:"iro" source:"004-R06"`
}

// AccompanyingPapers holds the date of each paper, empty where it is missing.
type AccompanyingPapers struct {
	GatewayApplication Date `json:"gateway_application" label:"Gateway Panel application" hint:"Date of the application" source:"001-F01 L720"`
	PanelActions       Date `json:"panel_actions" label:"Panel’s actions" hint:"Date of the panel" source:"001-F01 L721"`
	SingleAssessment   Date `json:"single_assessment" label:"Latest single assessment" hint:"Date it was completed" source:"001-F01 L722"`
}

// FosterCarer records the invitation of the child's foster carer to the meeting.
type FosterCarer struct {
	Invited   YesNo  `json:"invited" label:"Was the foster carer invited?" source:"004-R06"`
	Rationale string `json:"rationale" label:"If not, why not" validate:"max=2000" ui:"long" source:"004-R06"`
}

// ChildDetails says whose meeting it was.
type ChildDetails struct {
	ChildName   string      `json:"child_name" label:"Name of child" validate:"max=200" signoff:"required" audience:"parent,iro,panel,child" source:"001-F01 L728"`
	CaseNumber  string      `json:"cass_number" label:"Local case number" hint:"Your authority’s own number for the child" validate:"max=40" signoff:"required" audience:"iro,panel" source:"001-F01 L729"`
	MeetingKind MeetingKind `json:"meeting_kind" label:"Initial or review PPM" signoff:"required" audience:"parent,iro,panel,child" source:"001-F01 L730"`
	MeetingDate Date        `json:"meeting_date" label:"Date of meeting" hint:"For example, 9 12 2025" signoff:"required" audience:"parent,iro,panel,child" shared:"meeting" source:"001-F01 L731"`
}

// Prefill fills in what is empty from what is known of the child.
func (d *ChildDetails) Prefill(child Child) {
	if d.ChildName == "" {
		d.ChildName = child.Name
	}
	if d.CaseNumber == "" {
		d.CaseNumber = child.CaseNumber
	}
}

// Arrangements are not in the source template; minutes need them.
type Arrangements struct {
	Chair       string `json:"chair" label:"Chair" hint:"Full name and role" validate:"max=200" advise:"required" audience:"iro,panel" source:"own"`
	MinuteTaker string `json:"minute_taker" label:"Minute taker" validate:"max=200" audience:"iro,panel" source:"own"`
	Venue       string `json:"venue" label:"Venue" hint:"A place, or “video meeting”" validate:"max=200" audience:"iro" source:"own"`
	StartTime   string `json:"start_time" label:"Start time" hint:"For example, 10:00" validate:"omitempty,datetime=15:04" audience:"iro" source:"own"`
}

// ChairedBy is whom the minutes name as chair.
func (a *Arrangements) ChairedBy() string { return strings.TrimSpace(a.Chair) }

// LegalPosition keeps the statutory code and the source's free box side by side.
type LegalPosition struct {
	LegalStatus     LegalStatus `json:"legal_status" label:"Legal status" hint:"The SSDA903 status on the day of the meeting" advise:"required" audience:"iro,panel" source:"001-F01 L741"`
	LegalStatusText string      `json:"legal_status_text" label:"Legal status in words" hint:"Orders made, with dates and court" validate:"max=1000" ui:"long" audience:"iro,panel" source:"001-F01 L741"`
}

// Present is the attendance list.
type Present struct {
	Attendance []Attendance `json:"attendance" label:"Present and apologies" row:"Person" validate:"max=200,dive" advise:"min=1,dive" signoff:"dive" audience:"iro,panel" source:"001-F01 L753"`
}

// Attendance is one invited person.
type Attendance struct {
	Name     string   `json:"name" label:"Name" validate:"max=200" advise:"required" source:"001-F01 L753"`
	Relation string   `json:"relation" label:"Role or relation to the child" validate:"max=200" source:"001-F01 L754"`
	Attended Attended `json:"attended" label:"Attended" advise:"required" source:"001-F01 L755"`
}

// Background tells how it came to this.
type Background struct {
	Background string `json:"background" label:"Background" hint:"A brief history: why the child became looked after, and any earlier concerns" validate:"max=20000" advise:"required" ui:"long" audience:"iro,panel" source:"001-F01 L805"`
}

// ConnectedCarers lists relatives and friends who have been or need to be assessed.
type ConnectedCarers struct {
	Carers []ConnectedCarer `json:"carers" label:"Family, friends and connected carers" hint:"Everybody who has been assessed or needs to be" row:"Carer" validate:"max=100,dive" advise:"dive" signoff:"dive" audience:"iro,panel" source:"001-F01 L816"`
}

// Possible reports whether a relative or friend is ruled in as carer, or not ruled out yet.
func (c ConnectedCarers) Possible() bool {
	return slices.ContainsFunc(c.Carers, func(one ConnectedCarer) bool { return one.Ruled == RuledIn || one.Ruled == Pending })
}

// ConnectedCarer is one relative or friend as a possible carer.
type ConnectedCarer struct {
	CarerName              string `json:"carer_name" label:"Name of carer" validate:"max=200" advise:"required" source:"001-F01 L816"`
	AssessmentCompleteDate Date   `json:"assessment_complete_date" label:"Date assessment complete" source:"001-F01 L817"`
	Ruled                  Ruling `json:"ruled" label:"Ruled in or out by the local authority" source:"001-F01 L824"`
	Opposing               YesNo  `json:"opposing" label:"Opposing the local authority’s decision?" source:"001-F01 L825"`
	Comments               string `json:"comments" label:"Comments" validate:"max=10000" ui:"long" source:"001-F01 L826"`
}

// LifeStory covers life story work and preparation for change.
type LifeStory struct {
	LifeStory string `json:"life_story" label:"Life story work and preparation for change" validate:"max=20000" ui:"long" audience:"iro,panel" source:"001-F01 L828"`
}

// Siblings counts brothers and sisters who live apart from the child.
type Siblings struct {
	SiblingGroup       YesNo `json:"sibling_group" label:"Is the child one of a sibling group?" audience:"iro,panel" source:"001-F01 L837"`
	SiblingsApartCount *int  `json:"siblings_apart_count" label:"Number of siblings placed apart from the child" validate:"omitempty,min=0,max=30" audience:"iro,panel" source:"001-F01 L838"`
	AssessedApart      YesNo `json:"assessed_apart" label:"Were these children originally assessed to be placed apart?" audience:"iro,panel" source:"001-F01 L839"`
}

// SiblingAssessment is what was found out about living together or apart.
type SiblingAssessment struct {
	SiblingAssessment string `json:"sibling_assessment" label:"Sibling assessment" validate:"max=20000" ui:"long" audience:"iro,panel" source:"001-F01 L849"`
}

// Contact is family time now and later.
type Contact struct {
	Contact string `json:"contact" label:"Contact: current and future plans" validate:"max=20000" ui:"long" audience:"iro,panel" source:"001-F01 L858"`
}

// ChildViews is what the child says and shows.
type ChildViews struct {
	ChildViews string `json:"child_views" label:"Child’s wishes, feelings and understanding" validate:"max=20000" advise:"required" ui:"long" audience:"iro,panel,child" source:"001-F01 L868"`
}

// ParentViews is what the parents say.
type ParentViews struct {
	ParentViews string `json:"parent_views" label:"Parents’ wishes, feelings and understanding" validate:"max=20000" advise:"required" ui:"long" audience:"iro,panel" source:"001-F01 L877"`
}

// ProfessionalViews holds the independent reviewing officer's and the guardian's views.
type ProfessionalViews struct {
	IROName      string `json:"iro_name" label:"Name of the independent reviewing officer (IRO)" validate:"max=200" audience:"iro,panel" source:"001-F01 L892"`
	IROView      string `json:"iro_view" label:"IRO’s current view" validate:"max=20000" ui:"long" audience:"iro,panel" source:"001-F01 L893"`
	GuardianName string `json:"guardian_name" label:"Name of the Guardian" validate:"max=200" audience:"iro,panel" source:"001-F01 L903"`
	GuardianView string `json:"guardian_view" label:"Guardian’s current view" validate:"max=20000" ui:"long" audience:"iro,panel" source:"001-F01 L904"`
}

// Court is the legal plan and the court's timetable.
type Court struct {
	CourtTimetable string `json:"court_timetable" label:"Legal planning and court timetable" validate:"max=20000" ui:"long" audience:"iro" source:"001-F01 L918"`
}

// Referrals is in the initial template only.
type Referrals struct {
	Referrals string `json:"referrals" label:"Where referral needs to be made" validate:"max=20000" ui:"long" audience:"iro,panel" source:"001-F01 L927"`
}

// PlanningOptions weighs the six options of the template.
type PlanningOptions struct {
	Options ConsideredOptions `json:"options" label:"Permanence planning options" hint:"Say for each option whether it is being considered, and why" audience:"iro,panel" source:"001-F01 L940"`
}

// ConsideredOptions has one row for each option.
type ConsideredOptions struct {
	EarlyPermanence ConsideredOption `json:"early_permanence" label:"Early permanence" source:"001-F01 L944"`
	Reunification   ConsideredOption `json:"reunification" label:"Reunification" source:"001-F01 L953"`
	FamilyFriends   ConsideredOption `json:"family_friends" label:"Placement with family or friends" source:"001-F01 L962"`
	CaoSgo          ConsideredOption `json:"cao_sgo" label:"Child arrangements order or special guardianship order" source:"001-F01 L969"`
	LTF             ConsideredOption `json:"ltf" label:"Long-term fostering" source:"001-F01 L976"`
	Adoption        ConsideredOption `json:"adoption" label:"Adoption" source:"001-F01 L983"`
}

// ConsideredOption is one option's answer and reason.
type ConsideredOption struct {
	Considered YesNo  `json:"considered" label:"Considered?" source:"001-F01 L941"`
	Comment    string `json:"comment" label:"Comment" validate:"max=10000" ui:"long" source:"001-F01 L942"`
}

// Shobpa holds the dates of the decision that the child should be placed for adoption.
type Shobpa struct {
	ShobpaTargetDate Date `json:"shobpa_target_date" label:"SHOBPA target date" audience:"iro,panel" source:"001-F01 L992"`
	ShobpaBookedDate Date `json:"shobpa_booked_date" label:"SHOBPA date booked" audience:"iro,panel" source:"001-F01 L993"`
}

// SelectedPlan is the meeting's choice.
type SelectedPlan struct {
	PlanSelected Plan   `json:"plan_selected" label:"Permanent plan selected" advise:"required" audience:"iro,panel" source:"001-F01 L1003"`
	PlanComment  string `json:"plan_comment" label:"Comment" hint:"Why this plan, and what was set against it" validate:"max=20000" ui:"long" audience:"iro,panel" source:"001-F01 L1004"`
}

// Achievement ends the series of meetings.
type Achievement struct {
	Achieved YesNo `json:"achieved" label:"Has the child now achieved permanence, so that planning meetings are no longer needed?" advise:"required" audience:"iro,panel" source:"001-F01 L1014"`
}

// Recommendations are the actions agreed, how often the meeting will come together, and who will chair it (001-R41).
type Recommendations struct {
	Frequency   Frequency `json:"ppm_frequency" label:"How often planning meetings will be held" audience:"iro" source:"001-R41"`
	FutureChair string    `json:"future_chair" label:"Future chair" validate:"max=200" audience:"iro" source:"001-R41"`
	Actions     []Action  `json:"recommendations" label:"Recommendations and actions required" row:"Action" validate:"max=200,dive" advise:"min=1,dive" signoff:"dive" audience:"iro,panel" source:"001-F01 L1027"`
}

// Frequency is an interval between meetings, such as 6 weeks.
type Frequency struct {
	Value *int `json:"value" label:"Every" validate:"omitempty,min=1,max=52" source:"001-R41"`
	Unit  Unit `json:"unit" label:"Weeks or months" source:"001-R41"`
}

// String returns "Every 6 weeks", or nothing when no interval was set.
func (f Frequency) String() string {
	switch {
	case f.Value == nil:
		return ""
	case *f.Value == 1:
		return "Every " + strings.TrimSuffix(LabelOf(f.Unit), "s")
	}
	return fmt.Sprintf("Every %d %s", *f.Value, LabelOf(f.Unit))
}

// Action is one recommendation: what, who, by when. Its number is the child's, stable from meeting to meeting.
type Action struct {
	Number         ActionNumber `json:"number" label:"Number" source:"own"`
	ID             string       `json:"id" label:"Reference in another system" validate:"max=40" paper:"-" source:"own"`
	Recommendation string       `json:"recommendation" label:"Recommendation" validate:"max=10000" advise:"required" ui:"long" source:"001-F01 L1027"`
	ByWhom         string       `json:"by_whom" label:"By whom" validate:"max=200" advise:"required" source:"001-F01 L1028"`
	TargetDate     Date         `json:"target_date" label:"Target date" advise:"required" source:"001-F01 L1029"`
}

// Contingency is what happens if the plan does not hold.
type Contingency struct {
	Contingency string `json:"contingency" label:"Contingency plan" hint:"What happens if the first plan cannot go ahead" validate:"max=20000" ui:"long" audience:"iro,panel" source:"001-F01 L1075"`
}

// NextMeeting is when the meeting comes together again.
type NextMeeting struct {
	NextDate Date `json:"next_date" label:"Date of next meeting" advise:"required" audience:"parent,iro,panel,child" source:"001-F01 L1087"`
}
