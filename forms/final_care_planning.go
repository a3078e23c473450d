package forms

// FinalCarePlanningKind is the final care planning meeting (004-M02).
const FinalCarePlanningKind Kind = "final-care-planning"

// FinalCarePlanning is the record of the meeting with the head of service that agrees the proposed plan before final
// evidence is filed (004-R10, 004-D06), and of the approvals that the draft plan then needs (004-R11). Lines are those of
// seed 004 unless another id says otherwise.
type FinalCarePlanning struct {
	Subject         `section:"child" heading:"The child" source:"004-D06"`
	FinalMeeting    `section:"meeting" heading:"The meeting" source:"004-R10 L13"`
	Arrangements    `section:"arrangements" heading:"Arrangements" source:"own" shared:"meeting"`
	Present         `section:"present" heading:"Present and apologies" source:"004-D06" shared:"meeting"`
	SelectedPlan    `section:"plan" heading:"Proposed plan" source:"004-R10 L13"`
	FinalPlan       `section:"details" heading:"The plan and the reasons for it" source:"004-R10 L13"`
	Contingency     `section:"contingency" heading:"Contingency plan" source:"004-R13"`
	ApartFromPlaced `section:"siblings" heading:"A brother or sister already placed" source:"003-R65 L339"`
	AuthorityView   `section:"position" heading:"The authority’s position" source:"003-R39 L249"`
	FinalApprovals  `section:"approvals" heading:"Approvals before filing" source:"004-R11 L14"`
	AgreedActions   `section:"recommendations" heading:"Actions agreed" source:"own"`
}

// FinalMeeting says when the meeting was, with whom, and when evidence is due.
type FinalMeeting struct {
	MeetingDate   Date   `json:"meeting_date" label:"Date of meeting" signoff:"required" audience:"iro,panel" shared:"meeting" source:"004-R10 L13"`
	HeadOfService string `json:"head_of_service" label:"Head of service" hint:"Name of the head of service at the meeting" validate:"max=200" signoff:"required" audience:"iro,panel" source:"004-R10 L13"`
	FilingDate    Date   `json:"filing_date" label:"Final evidence is filed on" hint:"The date that the court set" advise:"required" audience:"iro" source:"004-D02 L13"`
}

// FinalPlan is the detail of the plan, and what it rests on.
type FinalPlan struct {
	PlanDetails string `json:"plan_details" label:"Details of the proposed plan" validate:"max=20000" signoff:"required" ui:"long" audience:"iro,panel" source:"004-R10 L13"`
	Rationale   string `json:"rationale" label:"Rationale" hint:"Why this plan is recommended" validate:"max=20000" signoff:"required" ui:"long" audience:"iro,panel" source:"004-R10 L13"`
	Analysis    string `json:"analysis" label:"Analysis" hint:"The evidence, the options set aside, and what speaks against the plan" validate:"max=20000" signoff:"required" ui:"long" audience:"iro,panel" source:"004-R10 L13"`
}

// ApartFromPlaced holds the reasons that the final care plan must give when a child is not to live with a brother or sister
// who is in an adoptive home already.
type ApartFromPlaced struct {
	SiblingPlaced YesNo  `json:"sibling_placed" label:"Is a brother or sister already in an adoptive home?" audience:"iro,panel" source:"003-R65 L339"`
	ApartReasons  string `json:"apart_from_placed_reasons" label:"If they are not to live together, why not" validate:"max=20000" ui:"long" audience:"panel" source:"003-R65 L339"`
}

// AuthorityView is the one position that the authority takes to court, whatever its teams thought before.
type AuthorityView struct {
	Dispute  YesNo  `json:"dispute" label:"Did parts of the service disagree?" source:"003-R39 L249"`
	Position string `json:"agreed_position" label:"The position that the head of service settled on" validate:"max=20000" ui:"long" source:"003-R39 L249"`
}

// FinalApprovals come in this order, the head of service's last and before filing.
type FinalApprovals struct {
	Approvals PlanApprovals `json:"approvals" label:"Approvals before filing" row:"Approval" audience:"iro" source:"004-R11 L14"`
}

// PlanApprovals has one row for each of them.
type PlanApprovals struct {
	TeamManager   Approval `json:"team_manager" label:"Approved by the team manager" source:"004-R11 L14"`
	ISRO          Approval `json:"isro" label:"Reviewed by the ISRO" source:"004-R11 L14"`
	Legal         Approval `json:"legal" label:"Reviewed by Legal" source:"004-R11 L14"`
	HeadOfService Approval `json:"head_of_service" label:"Approved by the head of service" source:"004-R11 L14"`
}

// Approval is one name and day.
type Approval struct {
	Name string `json:"name" label:"Name" validate:"max=200" source:"004-R11 L14"`
	On   Date   `json:"date" label:"Date" source:"004-R11 L14"`
}

// Kind implements Form.
func (*FinalCarePlanning) Kind() Kind { return FinalCarePlanningKind }

// Held is the day of the meeting.
func (f *FinalCarePlanning) Held() Date { return f.MeetingDate }

func (f *FinalCarePlanning) actions() []Action { return f.Actions }

// CrossCheck implements Form.
func (f *FinalCarePlanning) CrossCheck(child *Child) Problems {
	var c crossCheck
	c.sameChild(f.CaseNumber, child)
	c.born("/meeting_date", f.MeetingDate, child)
	c.targetDates("/recommendations", f.Actions, f.MeetingDate)
	c.order("/filing_date", f.FilingDate, "the meeting that agrees the plan", f.MeetingDate)
	c.apart(f.ApartFromPlaced)
	if f.Dispute == Yes && blank(f.Position) {
		c.add("/agreed_position", "position_missing", Advice, nil)
	}
	a := f.Approvals
	c.order("/approvals/isro/date", a.ISRO.On, "the team manager’s approval", a.TeamManager.On)
	c.order("/approvals/legal/date", a.Legal.On, "the team manager’s approval", a.TeamManager.On)
	c.order("/approvals/head_of_service/date", a.HeadOfService.On, "the ISRO’s review", a.ISRO.On)
	c.order("/approvals/head_of_service/date", a.HeadOfService.On, "the review by Legal", a.Legal.On)
	if !f.FilingDate.IsZero() && a.HeadOfService.On.After(f.FilingDate) {
		c.add("/approvals/head_of_service/date", "approved_after_filing", Advice, map[string]any{"filing": f.FilingDate.Long()})
	}
	return c.problems
}

// apart: who is not to live with a brother or sister already placed must find the reasons (003-R65).
func (c *crossCheck) apart(a ApartFromPlaced) {
	if a.SiblingPlaced == Yes && blank(a.ApartReasons) {
		c.add("/apart_from_placed_reasons", "apart_without_reasons", Advice, nil)
	}
}
