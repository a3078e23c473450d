package forms

// PPMNotHeldKind is the decision that no permanence planning meeting is held (003-R32, 003-R33).
const PPMNotHeldKind Kind = "ppm-not-held"

// PPMNotHeld records why there is no planning meeting for a child, and the discussion with a specialist team that takes
// its place: that discussion forms the plan which the second review is to ratify (003-R34). Lines are those of seed 003.
type PPMNotHeld struct {
	Subject          `section:"child" heading:"The child" source:"003-R33"`
	NotHeldDecision  `section:"decision" heading:"Decision not to hold a meeting" source:"003-R33 L239"`
	SpecialistTalk   `section:"discussion" heading:"Discussion with a specialist team" source:"003-R33 L239"`
	SelectedPlan     `section:"plan" heading:"Permanence plan from the discussion" source:"003-R34 L243"`
	Contingency      `section:"contingency" heading:"Contingency plan" source:"003-R60 L322"`
	PermanenceInCare `section:"care_plan" heading:"Permanence in the care plan" source:"003-R32 L237"`
	AgreedActions    `section:"recommendations" heading:"Actions agreed" source:"own"`
}

// NotHeldGround is why a child may go without a planning meeting.
type NotHeldGround string

// The grounds that rules ask about by name.
const (
	OverTwelve  NotHeldGround = "over_twelve"
	Exceptional NotHeldGround = "exceptional"
)

// Options implements Choice.
func (NotHeldGround) Options() []Option {
	return []Option{
		{string(OverTwelve), "The child is 12 or older"},
		{string(Exceptional), "Exceptional circumstances, agreed by the Service Manager"},
		{"relinquished", "The child is a relinquished baby: the adoption team plans"},
	}
}

// NotHeldDecision is the decision, who took it and why.
type NotHeldDecision struct {
	DecisionDate  Date          `json:"decision_date" label:"Date of the decision" signoff:"required" audience:"iro,panel" source:"003-R33 L239"`
	Ground        NotHeldGround `json:"ground" label:"Why a meeting is not required" signoff:"required" audience:"iro,panel" source:"003-R32 L237"`
	Rationale     string        `json:"rationale" label:"Rationale" hint:"Why no meeting is better for this child than a meeting" validate:"max=20000" signoff:"required" ui:"long" audience:"iro,panel" source:"003-R33 L239"`
	RecommendedBy string        `json:"recommended_by" label:"Recommended by" hint:"The Team Manager’s name" validate:"max=200" advise:"required" audience:"iro,panel" source:"003-R32 L237"`
	AgreedBy      string        `json:"agreed_by" label:"Agreed by" hint:"The Service Manager’s name" validate:"max=200" audience:"iro,panel" source:"003-R32 L237"`
	AgreedOn      Date          `json:"agreed_on" label:"Agreed on" audience:"iro,panel" source:"003-R32 L237"`
}

// SpecialistTeam is the team that is asked when there is no meeting.
type SpecialistTeam string

// Options implements Choice.
func (SpecialistTeam) Options() []Option {
	return []Option{{"adoption", "Adoption"}, {"fostering", "Fostering"}, {"both", "Adoption and fostering"}}
}

// SpecialistTalk must be held and recorded where there is no meeting.
type SpecialistTalk struct {
	Team           SpecialistTeam `json:"specialist_team" label:"Specialist team" signoff:"required" audience:"iro,panel" source:"003-R33 L239"`
	DiscussionDate Date           `json:"discussion_date" label:"Date of the discussion" signoff:"required" audience:"iro,panel" source:"003-R33 L239"`
	DiscussedWith  string         `json:"discussed_with" label:"Who took part" hint:"Names and roles, from both sides" validate:"max=2000" advise:"required" audience:"iro,panel" source:"003-R33 L239"`
	Discussion     string         `json:"discussion" label:"What was discussed and advised" validate:"max=20000" signoff:"required" ui:"long" audience:"iro,panel" source:"003-R33 L239"`
	OnFileDate     Date           `json:"on_file_date" label:"Put on the child’s file on" advise:"required" audience:"iro" source:"003-R33 L239"`
	SecondReview   Date           `json:"second_review_date" label:"Date of the second review" hint:"The discussion has to be at least two weeks before it" audience:"iro" source:"003-R34 L243"`
}

// PermanenceInCare says where the care plan deals with permanence, which it must whether there is a meeting or not.
type PermanenceInCare struct {
	InCarePlan string `json:"permanence_in_care_plan" label:"How the care plan deals with permanence" validate:"max=20000" advise:"required" ui:"long" audience:"iro,panel" source:"003-R32 L237"`
}

// Kind implements Form.
func (*PPMNotHeld) Kind() Kind { return PPMNotHeldKind }

// Held is the day of the decision.
func (f *PPMNotHeld) Held() Date { return f.DecisionDate }

func (f *PPMNotHeld) actions() []Action { return f.Actions }

// requiredFrom is the age from which no planning meeting has to be held (003-R32).
const requiredFrom = 12

// CrossCheck implements Form.
func (f *PPMNotHeld) CrossCheck(child *Child) Problems {
	var c crossCheck
	c.sameChild(f.CaseNumber, child)
	c.born("/decision_date", f.DecisionDate, child)
	c.targetDates("/recommendations", f.Actions, f.DecisionDate)
	known := child != nil && !child.DateOfBirth.IsZero() && !f.DecisionDate.IsZero()
	switch {
	case f.Ground == OverTwelve && known && child.DateOfBirth.YearsOn(f.DecisionDate) < requiredFrom:
		c.add("/ground", "under_twelve", Advice, map[string]any{"born": child.DateOfBirth.Long()})
	case f.Ground == Exceptional && blank(f.AgreedBy): // the Service Manager's agreement makes the exception (003-R32)
		c.add("/agreed_by", "exception_not_agreed", Blocker, nil)
	}
	c.order("/second_review_date", f.SecondReview, "the discussion", f.DiscussionDate)
	c.order("/on_file_date", f.OnFileDate, "the discussion", f.DiscussionDate)
	return c.problems
}
