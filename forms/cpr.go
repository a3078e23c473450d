package forms

// CPRKind is the Child’s Permanence Report (001-F04).
const CPRKind Kind = "cpr"

// CPR is the Child’s Permanence Report: what regulation 17(1) of the Adoption Agencies Regulations 2005 asks for, with
// Parts 1 and 3 of their Schedule 1, and what practice and the court’s Annex B add. Labels are ours. A source that ends in
// “(memory)” was not at hand when this was written, and must be looked up before it is relied on.
//
// Parts 2 and 4 of the Schedule, health particulars, are not here but in CPRHealth: only their summary is.
//
// Ids are unique over all sections, because a form is one flat JSON object. In the Regulations, as here, a parent is also
// a father without parental responsibility.
type CPR struct {
	CPRFront           `section:"front" heading:"Front sheet" source:"001-F04"`
	CPRPhotograph      `section:"photograph" heading:"Photograph and appearance" source:"Sch1 Pt1 2"`
	CPRChild           `section:"child" heading:"About the child" source:"Sch1 Pt1 1, 3 to 5"`
	LegalPosition      `section:"legal_status" heading:"Legal status of child" source:"Sch1 Pt1 6, 7"`
	CPRCare            `section:"care" heading:"Care, court orders and property" source:"Sch1 Pt1 6 to 8"`
	Background         `section:"background" heading:"Background" source:"001-F01 L799"`
	CPRCareHistory     `section:"care_chronology" heading:"Where the child has lived" source:"Sch1 Pt1 9"`
	CPRDevelopment     `section:"development" heading:"Personality, development and interests" source:"Sch1 Pt1 10, 11, 15"`
	CPREducation       `section:"education" heading:"Nursery and school" source:"Sch1 Pt1 12"`
	CPRRelationships   `section:"relationships" heading:"The child’s relationships" source:"Sch1 Pt1 13"`
	CPRContactNow      `section:"current_contact" heading:"Contact now" source:"Sch1 Pt1 14 (memory)"`
	CPROtherChild      `section:"other_child" heading:"Anything else about the child" source:"Sch1 Pt1 16 (memory)"`
	CPRHealthSummary   `section:"health_summary" heading:"Health: the medical adviser’s summary" source:"reg17(1)(b)"`
	CPRChildViews      `section:"child_views" heading:"What the child wishes and feels" source:"reg17(1)(c)"`
	CPRParentViews     `section:"parent_views" heading:"What parents and others wish and feel" source:"reg17(1)(d)"`
	CPRContactPlan     `section:"contact_plan" heading:"Contact the agency proposes" source:"reg17(1)(e)"`
	CPRNeeds           `section:"needs" heading:"Emotional and behavioural development: assessment" source:"reg17(1)(f)"`
	CPRParenting       `section:"parenting_capacity" heading:"Assessments of parenting" source:"reg17(1)(g) (memory)"`
	CPRParents         `section:"parents" heading:"Each parent" source:"Sch1 Pt3 1 to 6, 24 to 28 (memory)"`
	CPRSiblings        `section:"siblings" heading:"Brothers and sisters" source:"Sch1 Pt3 7 to 11 (memory)"`
	CPRRelatives       `section:"other_relatives" heading:"Other relatives and people who matter" source:"Sch1 Pt3 12 to 14 (memory)"`
	CPRFamilyHistory   `section:"family_history" heading:"The parents’ history together" source:"Sch1 Pt3 15 to 18, 21, 22 (memory)"`
	CPRFamilyTree      `section:"family_tree" heading:"Family tree and wider family" source:"Sch1 Pt3 19, 20, 23 (memory)"`
	CPRTogether        `section:"together_or_apart" heading:"Brothers and sisters: together or apart" source:"003-R66 L341"`
	ConnectedCarers    `section:"connected_carers" heading:"Family, friends and connected carers" source:"001-F01 L814"`
	CPRAgencyHistory   `section:"agency_chronology" heading:"What the agency decided and did" source:"reg17(1)(h) (memory)"`
	CPROptions         `section:"options" heading:"Options for the child’s future, and why adoption" source:"reg17(1)(i) (memory)"`
	CPROther           `section:"other" heading:"Anything else that matters" source:"reg17(1)(j) (memory)"`
	CPRGuardian        `section:"guardian_and_experts" heading:"The guardian and experts" source:"practice"`
	CPRLegal           `section:"legal" heading:"Legal questions" source:"practice (memory)"`
	CPRRecommendations `section:"recommendations" heading:"What is recommended to the court" source:"PD14C Annex B C (memory)"`
	CPRProceedings     `section:"proceedings" heading:"Questions for the proceedings" source:"PD14C Annex B A"`
	CPRPlacementOrder  `section:"placement_order" heading:"Placement order" source:"practice"`
	CPRDecision        `section:"adm_decision" heading:"The agency’s decision" source:"practice; S34"`
	CPRParentsInformed `section:"parents_informed" heading:"How the parents were told" source:"003-R54 L284"`
	CPRComments        `section:"parents_comments" heading:"The parents’ own comments" source:"practice (memory)"`
	CPRMissing         `section:"missing_information" heading:"What is missing" source:"PD14C 1.3"`
	CPRAuthors         `section:"authors" heading:"Who wrote this report" source:"practice; PD14C Annex B A"`
	CPRSignatures      `section:"signatures" heading:"Checked and signed off by" source:"practice"`
}

// Kind implements Form.
func (*CPR) Kind() Kind { return CPRKind }

// Held is the day of the report.
func (f *CPR) Held() Date { return f.ReportDate }

// Prefill fills in what is empty from what is known of the child.
func (f *CPR) Prefill(child Child) {
	if f.ChildName == "" {
		f.ChildName = child.Name
	}
	if f.CaseNumber == "" {
		f.CaseNumber = child.CaseNumber
	}
	if f.DateOfBirth.IsZero() {
		f.DateOfBirth = child.DateOfBirth
	}
}

// CPRFront says whose report this is, and of which day.
type CPRFront struct {
	ChildName          string         `json:"child_name" label:"Name of child" validate:"max=200" signoff:"required" audience:"parent,panel" source:"Sch1 Pt1 1"`
	CaseNumber         string         `json:"cass_number" label:"Local case number" hint:"Your authority’s own number for the child" validate:"max=40" signoff:"required" audience:"panel" source:"practice"`
	DateOfBirth        Date           `json:"date_of_birth" label:"Date of birth" signoff:"required" audience:"parent,panel" source:"Sch1 Pt1 1"`
	Agency             string         `json:"agency" label:"Agency" hint:"The authority or agency that reports" validate:"max=200" audience:"parent,panel" source:"practice"`
	ReportDate         Date           `json:"report_date" label:"Date of this report" signoff:"required" audience:"parent,panel" source:"practice"`
	AdoptionReviewDate Date           `json:"adoption_review_date" label:"Review at which adoption became the plan" audience:"parent,panel" source:"practice"`
	Amendments         []CPRAmendment `json:"amendments" label:"Changes since" row:"Change" validate:"max=50,dive" advise:"dive" signoff:"dive" audience:"panel" source:"practice"`
}

// CPRAmendment is one change of the report.
type CPRAmendment struct {
	Date Date   `json:"date" label:"Date" advise:"required" source:"practice"`
	What string `json:"what" label:"What was changed" validate:"max=1000" ui:"long" source:"own"`
}
