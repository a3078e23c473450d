package forms

import "strings"

// SiblingAssessmentKind is the sibling checklist with its analysis, and the assessment that follows it (003-F07, 003-F08).
const SiblingAssessmentKind Kind = "sibling-assessment"

// SiblingsTogether is what is known of a child and its brothers and sisters, and the decision whether they should live
// together. The carer fills in the checklist, the social worker analyses it, and the Service Manager countersigns the
// decision (003-R62, 003-R66). Lines are those of seed 003.
type SiblingsTogether struct {
	Subject           `section:"child" heading:"The child" source:"003-F08"`
	SiblingChecklist  `section:"checklist" heading:"Sibling checklist" source:"003-F07 L326"`
	ChecklistAnalysis `section:"analysis" heading:"The social worker’s analysis" source:"003-R62 L326"`
	Consultation      `section:"consultation" heading:"Consultation with the adoption service" source:"003-R63 L326"`
	SiblingEvidence   `section:"evidence" heading:"What the assessment rests on" source:"003-F08 L335"`
	SiblingFindings   `section:"findings" heading:"Assessment" source:"003-F08 L333"`
	ApartFromPlaced   `section:"placed" heading:"A brother or sister already placed" source:"003-R65 L339"`
	TogetherDecision  `section:"decision" heading:"Decision" source:"003-R66 L341"`
	AssessmentReaches `section:"uses" heading:"Where the assessment goes" source:"003-R64 L333"`
}

// SiblingChecklist has a row for each brother or sister with whom the child has a relationship.
type SiblingChecklist struct {
	Siblings []ChecklistSibling `json:"siblings" label:"Brothers and sisters" row:"Brother or sister" validate:"max=30,dive" advise:"min=1,dive" signoff:"dive" audience:"panel" source:"003-F07 L326"`
}

// ChecklistSibling is one brother or sister, and the checklist about the two children.
type ChecklistSibling struct {
	Name          string `json:"name" label:"Name" validate:"max=200" advise:"required" source:"003-F07 L326"`
	LivesWith     string `json:"lives_with" label:"Lives with" validate:"max=200" source:"003-F07 L326"`
	Relationship  YesNo  `json:"relationship" label:"Do they know each other?" source:"003-R62 L326"`
	CompletedBy   string `json:"completed_by" label:"Checklist completed by" hint:"The carer’s name" validate:"max=200" source:"003-R62 L326"`
	CompletedDate Date   `json:"completed_date" label:"Completed on" advise:"required" source:"003-R62 L326"`
	ReviewedDate  Date   `json:"reviewed_date" label:"Last reviewed on" source:"003-R62 L370"`
}

// ChecklistAnalysis says what the checklist means.
type ChecklistAnalysis struct {
	Support  string `json:"support" label:"How far the children support one another" validate:"max=20000" advise:"required" ui:"long" audience:"panel" source:"003-R62 L326"`
	Harm     string `json:"harm" label:"What the harm they suffered means for living together" hint:"Whether their needs would be better met in separate homes" validate:"max=20000" advise:"required" ui:"long" audience:"panel" source:"003-R62 L326"`
	Analysis string `json:"analysis" label:"Summary of the analysis" validate:"max=20000" signoff:"required" ui:"long" audience:"panel" source:"003-R62 L326"`
}

// Consultation is needed where the social worker doubts the conclusions.
type Consultation struct {
	Doubts      YesNo  `json:"doubts" label:"Does the social worker doubt the conclusions?" source:"003-R63 L326"`
	ConsultedOn Date   `json:"consulted_on" label:"Adoption service consulted on" source:"003-R63 L326"`
	Consulted   string `json:"consultation" label:"What the adoption service said" validate:"max=20000" ui:"long" source:"003-R63 L326"`
	Further     string `json:"further_assessment" label:"Further assessment required" validate:"max=20000" ui:"long" source:"003-R63 L326"`
}

// SiblingEvidence lists the sources of the assessment.
type SiblingEvidence struct {
	ProfessionalViews string `json:"professional_views" label:"Views of professionals who know the children" validate:"max=20000" ui:"long" audience:"panel" source:"003-F08 L335"`
	EarlierRecords    string `json:"earlier_records" label:"Earlier assessments and the children’s records" validate:"max=20000" ui:"long" audience:"panel" source:"003-F08 L335"`
	DirectWork        string `json:"direct_work" label:"Direct work with the children" validate:"max=20000" ui:"long" audience:"panel" source:"003-F08 L335"`
}

// SiblingFindings is the assessment: the relationships, each child's needs, what adopters could do, and delay.
type SiblingFindings struct {
	Quality  string `json:"relationship_quality" label:"Quality of the relationships" validate:"max=20000" advise:"required" ui:"long" audience:"panel" source:"003-F08 L333"`
	Needs    string `json:"individual_needs" label:"Each child’s own needs" validate:"max=20000" advise:"required" ui:"long" audience:"panel" source:"003-F08 L333"`
	Capacity string `json:"adopter_capacity" label:"Whether one family is likely to meet all their needs" validate:"max=20000" advise:"required" ui:"long" audience:"panel" source:"003-F08 L333"`
	Delay    string `json:"delay" label:"Delay, weighed against the good of living together" validate:"max=20000" ui:"long" audience:"panel" source:"003 L337"`
}

// TogetherOrApart is the decision about brothers and sisters.
type TogetherOrApart string

// Options implements Choice.
func (TogetherOrApart) Options() []Option {
	return []Option{{"together", "Together"}, {"apart", "Apart"}, {"some_together", "Some together, some apart"}}
}

// TogetherDecision holds the decision, its reasons and both signatures. The source says that it must be countersigned.
type TogetherDecision struct {
	Decision        TogetherOrApart `json:"decision" label:"Should the children live together?" signoff:"required" audience:"panel" source:"003-R66 L341"`
	Reasons         string          `json:"decision_reasons" label:"Reasons" validate:"max=20000" signoff:"required" ui:"long" audience:"panel" source:"003-R66 L341"`
	AssessedBy      string          `json:"assessed_by" label:"Assessed by" hint:"Name of the child’s social worker" validate:"max=200" signoff:"required" audience:"panel" source:"003-F08 L335"`
	AssessedOn      Date            `json:"assessed_on" label:"Assessed on" signoff:"required" audience:"panel" source:"003-F08 L335"`
	CountersignedBy string          `json:"countersigned_by" label:"Countersigned by" hint:"Name of the Service Manager" validate:"max=200" signoff:"required" audience:"panel" source:"003-R66 L341"`
	CountersignedOn Date            `json:"countersigned_on" label:"Countersigned on" signoff:"required" audience:"panel" source:"003-R66 L341"`
}

// AssessmentReaches is needed once adoption is one of the plans.
type AssessmentReaches struct {
	ToMeeting  Date `json:"to_meeting" label:"Considered by the planning meeting on" audience:"panel" source:"003 L337"`
	ToADM      Date `json:"to_adm" label:"Presented to the agency decision maker (SHOBPA) on" audience:"panel" source:"003-R64 L333"`
	InCarePlan Date `json:"in_final_care_plan" label:"Included in the final care plan of" audience:"panel" source:"003-R64 L333"`
	ToPanel    Date `json:"to_matching_panel" label:"Shared with the matching panel on" audience:"panel" source:"003-R64 L333"`
}

// Kind implements Form.
func (*SiblingsTogether) Kind() Kind { return SiblingAssessmentKind }

// Held is the day of the assessment.
func (f *SiblingsTogether) Held() Date { return f.AssessedOn }

// CrossCheck implements Form.
func (f *SiblingsTogether) CrossCheck(child *Child) Problems {
	var c crossCheck
	c.sameChild(f.CaseNumber, child)
	c.born("/assessed_on", f.AssessedOn, child)
	c.order("/countersigned_on", f.CountersignedOn, "the assessment", f.AssessedOn)
	if !blank(f.CountersignedBy) && sameName(f.CountersignedBy, f.AssessedBy) {
		c.add("/countersigned_by", "countersigned_by_author", Blocker, nil)
	}
	if f.Doubts == Yes && f.ConsultedOn.IsZero() {
		c.add("/consulted_on", "doubts_without_consultation", Advice, nil)
	}
	if f.Decision != "together" {
		c.apart(f.ApartFromPlaced)
	}
	return c.problems
}

// sameName compares names without regard to case and spacing.
func sameName(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}
