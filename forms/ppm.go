package forms

// PPM is the form of an initial permanence planning meeting (001-F01), in the order of the source template. Lines are
// those of seed 001. Two sections are ours, because minutes need them: the meeting's arrangements, and the foster
// carer's invitation, which 004-R06 asks for.
type PPM struct {
	Accompanying      `section:"accompanied_by_documents" heading:"Papers with this form" source:"001-R40"`
	ChildDetails      `section:"child_details" heading:"Child details" source:"001-F01 L724"`
	Arrangements      `section:"arrangements" heading:"The meeting" source:"own" shared:"meeting"`
	LegalPosition     `section:"legal_status" heading:"Legal status of child" source:"001-F01 L741"`
	Present           `section:"present" heading:"Present and apologies" source:"001-F01 L749" shared:"meeting"`
	Background        `section:"background" heading:"Background" source:"001-F01 L799" shared:"meeting"`
	ConnectedCarers   `section:"connected_carers" heading:"Family, friends and connected carers" source:"001-F01 L814"`
	LifeStory         `section:"life_story" heading:"Life story work and preparation for change" source:"001-F01 L828"`
	Siblings          `section:"siblings" heading:"Brothers and sisters" source:"001-F01 L837"`
	SiblingAssessment `section:"sibling_assessment" heading:"Sibling assessment" source:"001-F01 L849"`
	Contact           `section:"contact" heading:"Contact: current and future plans" source:"001-F01 L858"`
	ChildViews        `section:"child_views" heading:"Child’s wishes, feelings and understanding" source:"001-F01 L868"`
	ParentViews       `section:"parent_views" heading:"Parents’ wishes, feelings and understanding" source:"001-F01 L877"`
	ProfessionalViews `section:"professional_views" heading:"Other professional views" source:"001-F01 L888"`
	Court             `section:"court" heading:"Legal planning and court timetable" source:"001-F01 L918"`
	Referrals         `section:"referrals" heading:"Where referral needs to be made" source:"001-F01 L927"`
	PlanningOptions   `section:"options" heading:"Permanence planning options" source:"001-F01 L936"`
	Shobpa            `section:"shobpa" heading:"Should be placed for adoption (SHOBPA)" source:"001-F01 L992"`
	SelectedPlan      `section:"plan" heading:"Permanent plan selected" source:"001-F01 L1003"`
	Achievement       `section:"achieved" heading:"Permanence achieved" source:"001-F01 L1014"`
	Recommendations   `section:"recommendations" heading:"Recommendations and actions required" source:"001-F01 L1022"`
	Contingency       `section:"contingency" heading:"Contingency plan" source:"001-F01 L1075"`
	NextMeeting       `section:"next" heading:"Date of next meeting" source:"001-F01 L1087"`
}

// Kind implements Form.
func (*PPM) Kind() Kind { return PPMKind }

// Held is the day of the meeting.
func (f *PPM) Held() Date { return f.MeetingDate }

// CrossCheck implements Form.
func (f *PPM) CrossCheck(child *Child) Problems {
	var c crossCheck
	c.meetingDate(f.MeetingDate, f.NextDate, child)
	c.sameChild(f.CaseNumber, child)
	c.targetDates("/recommendations", f.Recommendations.Actions, f.MeetingDate)
	c.siblings(f.Siblings)
	return c.problems
}
