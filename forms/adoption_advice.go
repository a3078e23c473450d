package forms

// AdoptionAdviceKind is the advice that the adoption team gives after a planning meeting (003-D09).
const AdoptionAdviceKind Kind = "adoption-advice"

// AdoptionAdvice is the adoption team manager's advice about one child, and proof of its circulation. It has to reach the
// social worker and the IRO within five working days of the meeting (003-R49); counting them is the policy pack's affair.
// Lines are those of seed 003.
type AdoptionAdvice struct {
	Subject           `section:"child" heading:"The child" source:"003-D09"`
	AdviceGiven       `section:"meeting" heading:"The meeting and the adviser" source:"003-R49 L280"`
	AdviceText        `section:"advice" heading:"Advice" source:"003-D09 L280"`
	AdoptionWeighed   `section:"weighing" heading:"Whether adoption suits the child" source:"003-R59 L320"`
	AdviceCirculation `section:"circulation" heading:"Circulation" source:"003-R49 L280"`
}

// AdviceGiven says after which meeting, by whom and when.
type AdviceGiven struct {
	MeetingDate Date   `json:"meeting_date" label:"Date of the planning meeting" signoff:"required" audience:"iro,panel" source:"003-R49 L280"`
	Adviser     string `json:"adviser" label:"Adviser" hint:"Name of the adoption team manager" validate:"max=200" signoff:"required" audience:"iro,panel" source:"003-R49 L280"`
	Attended    YesNo  `json:"adviser_attended" label:"Was the adviser at the meeting?" audience:"iro,panel" source:"003-R49 L280"`
	AdviceDate  Date   `json:"advice_date" label:"Date of the advice" advise:"required" audience:"iro,panel" source:"003-R49 L280"`
}

// AdviceText is the advice itself.
type AdviceText struct {
	Advice string `json:"advice" label:"Advice" validate:"max=20000" signoff:"required" ui:"long" audience:"iro,panel" source:"003-D09 L280"`
}

// AdoptionWeighed answers what has to be thought about for a child under ten who cannot live with the birth parents, and
// for relatives who might adopt.
type AdoptionWeighed struct {
	WhyNotAdoption    string `json:"why_not_adoption" label:"If adoption is not suitable, why not" hint:"For a child under 10 who cannot live with the birth parents" validate:"max=20000" ui:"long" audience:"iro,panel" source:"003-R59 L320"`
	WhyAnotherOrder   string `json:"why_another_order" label:"If a relative is to care for the child, why another order is better" validate:"max=20000" ui:"long" audience:"iro,panel" source:"003-R59 L320"`
	AdoptionByKin     string `json:"adoption_by_relative" label:"Advice on adoption by a relative" hint:"For instance by a grandparent, an aunt or a cousin" validate:"max=20000" ui:"long" audience:"panel" source:"003 L315"`
	DecisionMakerDate Date   `json:"adm_date" label:"Date on which the agency decision maker considers the plan" audience:"iro,panel" source:"003-R59 L320"`
}

// AdviceCirculation says who got it, and when.
type AdviceCirculation struct {
	SocialWorker       string `json:"social_worker" label:"Social worker" validate:"max=200" audience:"iro" source:"003-R49 L280"`
	SentToSocialWorker Date   `json:"sent_to_social_worker" label:"Sent to the social worker on" advise:"required" audience:"iro" source:"003-R49 L280"`
	IROName            string `json:"iro_name" label:"Name of the independent reviewing officer (IRO)" validate:"max=200" audience:"iro" source:"003-R49 L280"`
	SentToIRO          Date   `json:"sent_to_iro" label:"Sent to the IRO on" advise:"required" audience:"iro" source:"003-R49 L280"`
	InCarePlan         Date   `json:"in_care_plan_date" label:"Recorded in the care plan on" audience:"iro" source:"003-R25 L221"`
}

// Kind implements Form.
func (*AdoptionAdvice) Kind() Kind { return AdoptionAdviceKind }

// Held is the day of the meeting that the advice follows.
func (f *AdoptionAdvice) Held() Date { return f.MeetingDate }

// CrossCheck implements Form.
func (f *AdoptionAdvice) CrossCheck(child *Child) Problems {
	var c crossCheck
	c.sameChild(f.CaseNumber, child)
	c.born("/meeting_date", f.MeetingDate, child)
	c.order("/advice_date", f.AdviceDate, "the planning meeting", f.MeetingDate)
	c.order("/sent_to_social_worker", f.SentToSocialWorker, "the advice", f.AdviceDate)
	c.order("/sent_to_iro", f.SentToIRO, "the advice", f.AdviceDate)
	return c.problems
}
