package forms

// NeedsMatchingKind is the permanence needs and matching meeting about a long-term home (003-M05).
const NeedsMatchingKind Kind = "needs-matching"

// NeedsMatching is the meeting at which a child's needs are set against what possible long-term carers can give. If all
// agree, the panel is booked (003-R06); for a child of 14 or over a review ratifies instead. Lines are those of seed 003
// unless another id says otherwise.
type NeedsMatching struct {
	Subject         `section:"child" heading:"The child" source:"003-M05"`
	MatchMeeting    `section:"meeting" heading:"The meeting" source:"003-M05 L129"`
	Arrangements    `section:"arrangements" heading:"Arrangements" source:"own" shared:"meeting"`
	Present         `section:"present" heading:"Present and apologies" source:"003-M05 L129" shared:"meeting"`
	MatchPapers     `section:"papers" heading:"Steps before the meeting" source:"003 L123"`
	ChildViews      `section:"child_views" heading:"Child’s wishes, feelings and understanding" source:"003 L123"`
	PermanenceNeeds `section:"needs" heading:"The child’s needs" source:"003 L290"`
	MatchWeighed    `section:"match" heading:"The match" source:"003-M05 L129"`
	MatchSupport    `section:"support" heading:"How support needs are met" source:"003-M05 L129"`
	MatchAgreement  `section:"agreement" heading:"Agreement" source:"003-R06 L129"`
	AgreedActions   `section:"recommendations" heading:"Actions agreed" source:"own"`
}

// MatchMeeting says when, and about whose home.
type MatchMeeting struct {
	MeetingDate Date   `json:"meeting_date" label:"Date of meeting" signoff:"required" audience:"iro,panel" shared:"meeting" source:"003-M05 L129"`
	Carers      string `json:"potential_carers" label:"Potential long-term carers" validate:"max=200" signoff:"required" audience:"panel" source:"003-M05 L129"`
	CurrentHome string `json:"current_carers" label:"Current carers" validate:"max=200" audience:"panel" source:"003-M05 L129"`
}

// MatchPapers are the steps that come before the meeting.
type MatchPapers struct {
	Referral      Date   `json:"referral_date" label:"Placement referral form completed on" audience:"panel" source:"003-F03 L123"`
	Questionnaire Date   `json:"questionnaire_date" label:"Long-term fostering questionnaire completed by the carer on" audience:"panel" source:"003-F04 L123"`
	Profiles      Date   `json:"profiles_date" label:"Carers’ profiles shared with the social worker and, where right, the child on" audience:"panel" source:"003-D06 L127"`
	TeamVisit     Date   `json:"team_visit_date" label:"Team around the child visited the carers on" audience:"panel" source:"003 L127"`
	ChildMet      Date   `json:"child_met_date" label:"Child and carers first met on" audience:"panel" source:"003 L127"`
	CarersReview  Date   `json:"carers_review_date" label:"Carers’ last review" audience:"panel" source:"001-D11 L138"`
	IROView       string `json:"iro_view" label:"IRO’s view of the match" validate:"max=20000" ui:"long" audience:"iro,panel" source:"001-D11 L138"`
}

// PermanenceNeeds are the needs that the planning agenda lists.
type PermanenceNeeds struct {
	Attachment string `json:"attachment" label:"Attachment and emotional development" validate:"max=10000" ui:"long" audience:"panel" source:"003 L292"`
	Health     string `json:"health" label:"Health" validate:"max=10000" ui:"long" source:"003 L293"`
	Education  string `json:"education" label:"Education" validate:"max=10000" ui:"long" audience:"panel" source:"003 L294"`
	Social     string `json:"social" label:"Social development" validate:"max=10000" ui:"long" audience:"panel" source:"003 L295"`
	Family     string `json:"family" label:"Family relationships" hint:"With what was found out about brothers and sisters" validate:"max=10000" ui:"long" audience:"panel" source:"003 L296"`
	Equality   string `json:"equality" label:"Identity and equality" hint:"What heritage, faith, language, disability or identity ask of a home" validate:"max=10000" ui:"long" audience:"panel" source:"003 L298"`
	FamilyTime string `json:"family_time" label:"Family time" validate:"max=10000" ui:"long" audience:"panel" source:"003 L299"`
}

// MatchWeighed is the heart of the meeting.
type MatchWeighed struct {
	Strengths       string `json:"strengths" label:"Strengths of the match" validate:"max=20000" signoff:"required" ui:"long" audience:"panel" source:"003-M05 L129"`
	Vulnerabilities string `json:"vulnerabilities" label:"Vulnerabilities of the match" validate:"max=20000" signoff:"required" ui:"long" audience:"panel" source:"003-M05 L129"`
	Transitions     string `json:"transitions_plan" label:"Transitions plan" validate:"max=20000" ui:"long" audience:"panel" source:"003-D07 L127"`
}

// MatchSupport lists what has to be there for the home to last (000-R09).
type MatchSupport struct {
	Support []SupportNeed `json:"support" label:"How support needs are met" row:"Need" validate:"max=100,dive" advise:"min=1,dive" signoff:"dive" audience:"panel" source:"003-M05 L129"`
}

// SupportNeed is one need and what is done about it.
type SupportNeed struct {
	Need   string `json:"need" label:"Need" validate:"max=2000" advise:"required" source:"003-M05 L129"`
	Answer string `json:"answer" label:"How it is met" validate:"max=10000" advise:"required" ui:"long" source:"003-M05 L129"`
	ByWhom string `json:"by_whom" label:"By whom" validate:"max=200" source:"003-M05 L129"`
	From   Date   `json:"from" label:"From" source:"003-M05 L129"`
}

// MatchAgreement says whether all agree, and what comes next.
type MatchAgreement struct {
	AllAgree     YesNo  `json:"all_agree" label:"Do all professionals agree with the match?" signoff:"required" audience:"panel" source:"003-R06 L129"`
	Disagreement string `json:"disagreement" label:"If not, who disagrees and why" validate:"max=20000" ui:"long" audience:"panel" source:"003-R06 L129"`
	PanelDate    Date   `json:"panel_date" label:"Panel booked for" audience:"panel" source:"003-R06 L129"`
	ReviewDate   Date   `json:"ratifying_review_date" label:"Review that ratifies the match" hint:"For a child of 14 or over" audience:"iro,panel" source:"003-R15 L117"`
}

// Kind implements Form.
func (*NeedsMatching) Kind() Kind { return NeedsMatchingKind }

// Held is the day of the meeting.
func (f *NeedsMatching) Held() Date { return f.MeetingDate }

func (f *NeedsMatching) actions() []Action { return f.Actions }

// CrossCheck implements Form.
func (f *NeedsMatching) CrossCheck(child *Child) Problems {
	var c crossCheck
	c.sameChild(f.CaseNumber, child)
	c.born("/meeting_date", f.MeetingDate, child)
	c.targetDates("/recommendations", f.Actions, f.MeetingDate)
	c.order("/panel_date", f.PanelDate, "this meeting", f.MeetingDate)
	c.order("/ratifying_review_date", f.ReviewDate, "this meeting", f.MeetingDate)
	booked := !f.PanelDate.IsZero() || !f.ReviewDate.IsZero()
	switch {
	case f.AllAgree == No && blank(f.Disagreement):
		c.add("/disagreement", "disagreement_missing", Blocker, nil)
	case f.AllAgree == No && !f.PanelDate.IsZero():
		c.add("/panel_date", "booked_without_agreement", Advice, nil)
	case f.AllAgree == Yes && !booked:
		c.add("/panel_date", "match_not_booked", Advice, nil)
	}
	return c.problems
}
