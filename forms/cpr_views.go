package forms

// This file has what regulation 17(1)(b) to (g) asks for: health in summary, views, contact and assessments.

// CPRHealthSummary is all that the report says of health. The particulars behind it are in CPRHealth.
type CPRHealthSummary struct {
	MedicalSummary     string `json:"medical_summary" label:"Summary of the child’s health, past and to come" hint:"Written by the agency’s medical adviser. Taken over from the health form" validate:"max=20000" advise:"required" ui:"long" audience:"panel" source:"reg17(1)(b)"`
	MedicalSummaryDate Date   `json:"medical_summary_date" label:"Date of the summary" audience:"panel" source:"reg17(1)(b)"`
	MedicalAdviser     string `json:"medical_adviser_name" label:"Medical adviser" validate:"max=200" audience:"panel" source:"reg17(1)(b)"`
}

// CPRChildViews is what the child wishes and feels about the matters of regulation 13(1)(c).
type CPRChildViews struct {
	ViewsAdoption string `json:"child_views_adoption" label:"A new family, and adoption" validate:"max=20000" advise:"required" ui:"long" audience:"panel" source:"reg17(1)(c); reg13(1)(c) (memory)"`
	ViewsReligion string `json:"child_views_religion_culture" label:"Religion and culture" validate:"max=10000" ui:"long" audience:"panel" source:"reg17(1)(c); reg13(1)(c) (memory)"`
	ViewsContact  string `json:"child_views_contact" label:"Contact" validate:"max=10000" ui:"long" audience:"panel" source:"reg17(1)(c); reg13(1)(c) (memory)"`
	ViewsHow      string `json:"child_views_how_obtained" label:"How this was found out" validate:"max=10000" ui:"long" audience:"panel" source:"reg17(1)(c)"`
	ViewsDate     Date   `json:"child_views_date" label:"When" audience:"panel" source:"reg17(1)(c)"`
}

// CPRParentViews is what parents, guardians and others who matter wish and feel about the matters of regulation 14(1)(c).
type CPRParentViews struct {
	ParentViews []CPRParentView `json:"parent_views" label:"What parents and others wish and feel" row:"Person" validate:"max=30,dive" advise:"min=1,dive" signoff:"dive" audience:"panel" source:"reg17(1)(d)"`
}

// CPRParentView is one person’s view.
type CPRParentView struct {
	Person   string `json:"person" label:"Person" validate:"max=200" advise:"required" source:"reg17(1)(d)"`
	Role     string `json:"role" label:"Relation to the child" validate:"max=200" source:"reg17(1)(d)"`
	Child    string `json:"about_child" label:"About the child" validate:"max=10000" ui:"long" source:"reg17(1)(d); reg14(1)(c) (memory)"`
	Adoption string `json:"about_placement_and_adoption" label:"About adoption" validate:"max=10000" ui:"long" source:"reg17(1)(d); reg14(1)(c) (memory)"`
	Religion string `json:"religious_cultural_upbringing" label:"About religion and culture" validate:"max=10000" ui:"long" source:"reg17(1)(d); reg14(1)(c) (memory)"`
	Contact  string `json:"contact" label:"About contact" validate:"max=10000" ui:"long" source:"reg17(1)(d); reg14(1)(c) (memory)"`
	Date     Date   `json:"date" label:"When" source:"reg17(1)(d)"`
	How      string `json:"how_obtained" label:"How this was found out" validate:"max=2000" ui:"long" source:"reg17(1)(d)"`
}

// CPRContactPlan is the agency’s view of contact, and what it proposes.
type CPRContactPlan struct {
	ContactNeed      string               `json:"contact_need_view" label:"What contact the child needs" validate:"max=20000" advise:"required" ui:"long" audience:"panel" source:"reg17(1)(e)"`
	ContactProposals []CPRContactProposal `json:"contact_proposals" label:"Arrangements the agency proposes" row:"Person" validate:"max=50,dive" advise:"dive" signoff:"dive" audience:"panel" source:"reg17(1)(e)"`
}

// CPRContactProposal is what is proposed for one person.
type CPRContactProposal struct {
	Person       string `json:"person" label:"Person" validate:"max=200" advise:"required" source:"reg17(1)(e)"`
	Relationship string `json:"relationship" label:"Relation" validate:"max=200" source:"reg17(1)(e)"`
	Type         string `json:"type" label:"Kind of contact" hint:"Direct or indirect" validate:"max=200" source:"reg17(1)(e)"`
	Frequency    string `json:"frequency" label:"How often" validate:"max=200" source:"reg17(1)(e)"`
	Arrangements string `json:"arrangements" label:"Arrangements" validate:"max=5000" ui:"long" source:"reg17(1)(e)"`
	Rationale    string `json:"rationale" label:"Why" validate:"max=5000" ui:"long" source:"reg17(1)(e)"`
}

// CPRNeeds is the assessment of the child’s emotional and behavioural development.
type CPRNeeds struct {
	Assessment   string `json:"ebd_assessment" label:"Assessment" validate:"max=20000" advise:"required" ui:"long" audience:"panel" source:"reg17(1)(f) (memory)"`
	RelatedNeeds string `json:"related_needs" label:"Needs that follow from it" validate:"max=20000" ui:"long" audience:"panel" source:"reg17(1)(f) (memory)"`
}

// CPRParenting is what assessments say of each parent’s, or guardian’s, ability to bring up the child.
type CPRParenting struct {
	ParentingCapacity []CPRParentingAssessment `json:"parenting_capacity" label:"Assessments of parenting" row:"Assessment" validate:"max=30,dive" advise:"min=1,dive" signoff:"dive" audience:"panel" source:"reg17(1)(g) (memory)"`
}

// CPRParentingAssessment is one assessment of one person.
type CPRParentingAssessment struct {
	Person     string `json:"person" label:"Person" validate:"max=200" advise:"required" source:"reg17(1)(g) (memory)"`
	Date       Date   `json:"assessment_date" label:"Date" source:"reg17(1)(g) (memory)"`
	Assessor   string `json:"assessor" label:"Assessor" validate:"max=200" source:"reg17(1)(g) (memory)"`
	Summary    string `json:"summary" label:"Summary" validate:"max=10000" ui:"long" source:"reg17(1)(g) (memory)"`
	Conclusion string `json:"conclusion" label:"Conclusion" validate:"max=5000" advise:"required" ui:"long" source:"reg17(1)(g) (memory)"`
}

// CPRAgencyHistory follows the agency’s decisions and actions.
type CPRAgencyHistory struct {
	AgencyChronology []CPRAgencyStep `json:"agency_chronology" label:"What the agency decided and did" row:"Step" validate:"max=200,dive" advise:"min=1,dive" signoff:"dive" audience:"panel" source:"reg17(1)(h) (memory)"`
}

// CPRAgencyStep is one decision or action.
type CPRAgencyStep struct {
	Date Date   `json:"date" label:"Date" advise:"required" source:"reg17(1)(h) (memory)"`
	What string `json:"decision_or_action" label:"Decision or action" validate:"max=2000" advise:"required" ui:"long" source:"reg17(1)(h) (memory)"`
	Who  string `json:"by_whom" label:"By whom" validate:"max=200" source:"reg17(1)(h) (memory)"`
}

// CPROptions weighs every option that was considered, and says why adoption is preferred.
type CPROptions struct {
	OptionsAnalysis []CPROption `json:"options_analysis" label:"Options considered" row:"Option" validate:"max=20,dive" advise:"min=1,dive" signoff:"dive" audience:"panel" source:"reg17(1)(i) (memory)"`
	WhyAdoption     string      `json:"why_adoption" label:"Why adoption is preferred" validate:"max=20000" advise:"required" ui:"long" audience:"panel" source:"reg17(1)(i) (memory)"`
}

// CPROption is one option.
type CPROption struct {
	Option     CareOption `json:"option" label:"Option" advise:"required" source:"reg17(1)(i) (memory)"`
	For        string     `json:"for" label:"For it" validate:"max=5000" ui:"long" source:"reg17(1)(i) (memory)"`
	Against    string     `json:"against" label:"Against it" validate:"max=5000" ui:"long" source:"reg17(1)(i) (memory)"`
	Conclusion string     `json:"conclusion" label:"Conclusion" validate:"max=10000" advise:"required" ui:"long" source:"reg17(1)(i) (memory)"`
}

// CPROther is room for whatever else the agency considers relevant.
type CPROther struct {
	OtherInformation string `json:"other_information" label:"Anything else that matters" validate:"max=20000" ui:"long" audience:"panel" source:"reg17(1)(j) (memory)"`
}
