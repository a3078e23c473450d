package forms

import "slices"

// Schedule3ReviewKind is the panel's review of a child who lives with the parents under a care order (000-R03, 000-R05).
const Schedule3ReviewKind Kind = "schedule-3-review"

// Schedule3Review is the panel's item about a child placed with parents: the Schedule 3 assessment that the head of service
// endorsed, the safety and support plans beside it, and whether the care order should be discharged. Schedule 3 is that of
// the Care Planning, Placement and Case Review (England) Regulations 2010. Lines are those of seed 000 unless another id
// says otherwise.
type Schedule3Review struct {
	Subject           `section:"child" heading:"The child" source:"000-R03"`
	HomeReview        `section:"meeting" heading:"The review" source:"000-R05 L6"`
	Arrangements      `section:"arrangements" heading:"Arrangements" source:"own" shared:"meeting"`
	Present           `section:"present" heading:"Present and apologies" source:"own" shared:"meeting"`
	LegalPosition     `section:"legal_status" heading:"Legal status of child" source:"000-R05 L6"`
	AtHome            `section:"home" heading:"Living at home" source:"000-R03 L4"`
	Schedule3Assessed `section:"assessment" heading:"Schedule 3 assessment" source:"000-D01 L4"`
	HomePlans         `section:"plans" heading:"Safety and support plans" source:"000-D02 L6"`
	HomeProgress      `section:"progress" heading:"Progress and plan" source:"000-R05 L6"`
	Discharge         `section:"discharge" heading:"Discharge of the care order" source:"000-R05 L6"`
	HomeOutcome       `section:"outcome" heading:"Outcome" source:"000-R13 L30"`
	AgreedActions     `section:"recommendations" heading:"Actions agreed" source:"own"`
	NextMeeting       `section:"next" heading:"Next review" source:"own"`
}

// HomeReview says when the panel looked at it.
type HomeReview struct {
	MeetingDate Date `json:"meeting_date" label:"Date of the review" signoff:"required" audience:"iro,panel" shared:"meeting" source:"000-R05 L6"`
}

// AtHome is the placement with parents.
type AtHome struct {
	LivesWith string `json:"lives_with" label:"Lives with" hint:"The parent, or whoever has parental responsibility" validate:"max=200" signoff:"required" audience:"iro,panel" source:"000-R03 L4"`
	HomeSince Date   `json:"home_since" label:"At home since" advise:"required" audience:"iro,panel" source:"000-R03 L4"`
	Agreement Date   `json:"written_agreement_date" label:"Written agreement signed on" advise:"required" audience:"iro,panel" source:"001-D13 L242"`
}

// Schedule3Assessed is the assessment and its endorsement, which bring the child before the panel.
type Schedule3Assessed struct {
	AssessedBy string `json:"assessed_by" label:"Assessed by" validate:"max=200" audience:"iro,panel" source:"000-D01 L4"`
	AssessedOn Date   `json:"assessed_on" label:"Assessment completed on" advise:"required" audience:"iro,panel" source:"000-D01 L4"`
	EndorsedBy string `json:"endorsed_by" label:"Endorsed by" hint:"Name of the head of service" validate:"max=200" signoff:"required" audience:"iro,panel" source:"000-R03 L4"`
	EndorsedOn Date   `json:"endorsed_on" label:"Endorsed on" signoff:"required" audience:"iro,panel" source:"000-R03 L4"`
}

// HomePlans are the plans that come with the assessment, and what the review says of them.
type HomePlans struct {
	SafetyPlanDate  Date   `json:"safety_plan_date" label:"Date of the safety plan" advise:"required" audience:"iro,panel" source:"000-D02 L6"`
	SafetyPlan      string `json:"safety_plan" label:"Review of the safety plan" validate:"max=20000" signoff:"required" ui:"long" audience:"iro,panel" source:"000-D02 L6"`
	SupportPlanDate Date   `json:"support_plan_date" label:"Date of the support plan" advise:"required" audience:"iro,panel" source:"000-D02 L6"`
	SupportPlan     string `json:"support_plan" label:"Review of the support plan" validate:"max=20000" signoff:"required" ui:"long" audience:"iro,panel" source:"000-D02 L6"`
}

// HomeProgress says how it goes, and whether living at home is still the right plan.
type HomeProgress struct {
	Progress    string `json:"progress" label:"Progress" validate:"max=20000" signoff:"required" ui:"long" audience:"iro,panel" source:"000-R05 L6"`
	Appropriate string `json:"plan_appropriate" label:"Whether this plan of permanence still suits the child" validate:"max=20000" signoff:"required" ui:"long" audience:"iro,panel" source:"000-R05 L6"`
}

// Discharge is the way to the Legal Gateway Panel, and what keeps it from taking longer than it must.
type Discharge struct {
	ToGateway   YesNo  `json:"to_legal_gateway" label:"Should the plan go to the Legal Gateway Panel for discharge of the care order?" signoff:"required" audience:"iro,panel" source:"000-R05 L6"`
	GatewayDate Date   `json:"legal_gateway_date" label:"Legal Gateway Panel on" audience:"iro,panel" source:"000-R05 L6"`
	Needed      string `json:"needed_first" label:"What has to happen first" hint:"If the answer is no: what stands in the way" validate:"max=20000" ui:"long" audience:"iro,panel" source:"000-R05 L6"`
	Delay       string `json:"delay" label:"How delay is prevented" validate:"max=20000" advise:"required" ui:"long" audience:"iro,panel" source:"000-R05 L6"`
}

// AtHomeOutcome is how the review ends.
type AtHomeOutcome string

// Options implements Choice.
func (AtHomeOutcome) Options() []Option {
	return []Option{
		{"continue", "The plan goes on as it is"},
		{"present", "The plan goes to the Legal Gateway Panel"},
		{"change", "The care plan is to change"},
		{"discharged", "The care order was discharged"},
	}
}

// HomeOutcome is what the panel decided, and the day on which the child leaves its agenda.
type HomeOutcome struct {
	Outcome    AtHomeOutcome `json:"outcome" label:"Outcome" signoff:"required" audience:"iro,panel" source:"000-R13 L30"`
	RatifiedBy string        `json:"ratified_by" label:"Change of plan ratified by" hint:"The head of service or the Legal Gateway Panel" validate:"max=200" audience:"iro,panel" source:"000-R13 L30"`
	EndedOn    Date          `json:"ended_on" label:"Care order discharged, or change of plan ratified, on" audience:"iro,panel" source:"000-R13 L30"`
}

// Kind implements Form.
func (*Schedule3Review) Kind() Kind { return Schedule3ReviewKind }

// Held is the day of the review.
func (f *Schedule3Review) Held() Date { return f.MeetingDate }

func (f *Schedule3Review) actions() []Action { return f.Actions }

// withParents is the SSDA903 code of a placement with parents.
const withParents = "P1"

// CrossCheck implements Form.
func (f *Schedule3Review) CrossCheck(child *Child) Problems {
	var c crossCheck
	c.sameChild(f.CaseNumber, child)
	c.meetingDate(f.MeetingDate, f.NextDate, child)
	c.targetDates("/recommendations", f.Actions, f.MeetingDate)
	c.order("/endorsed_on", f.EndorsedOn, "the assessment was completed", f.AssessedOn)
	if !f.MeetingDate.IsZero() && f.EndorsedOn.After(f.MeetingDate) {
		c.add("/endorsed_on", "endorsed_after_review", Advice, map[string]any{"review": f.MeetingDate.Long()})
	}
	if f.ToGateway == Yes && f.GatewayDate.IsZero() {
		c.add("/legal_gateway_date", "gateway_not_booked", Advice, nil)
	}
	if f.ToGateway == No && blank(f.Needed) {
		c.add("/needed_first", "discharge_needs_missing", Advice, nil)
	}
	if child != nil && len(child.Placements) > 0 && !f.MeetingDate.IsZero() &&
		!slices.ContainsFunc(child.PlacedOn(f.MeetingDate), func(p Placement) bool { return p.Type == withParents }) {
		c.add("/lives_with", "not_placed_with_parents", Advice, nil)
	}
	return c.problems
}
