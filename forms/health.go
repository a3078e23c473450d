package forms

// HealthKind is the form of health particulars behind a Child’s Permanence Report.
const HealthKind Kind = "cpr-health"

// CPRHealth holds the health particulars of Parts 2 and 4 of Schedule 1 to the Adoption Agencies Regulations 2005
// (regulations 15(2) and 16(2)). They are no part of the Child’s Permanence Report and have no audience but professionals;
// only the medical adviser’s summary leaves the form, by PrefillCPR. All of it is from memory, sub-letters above all.
type CPRHealth struct {
	HealthFront   `section:"child" heading:"About the child" source:"Sch1 Pt2 1 (memory)"`
	HealthNewborn `section:"newborn" heading:"Birth and first weeks" source:"Sch1 Pt2 2 (memory)"`
	HealthHistory `section:"history" heading:"Health since then" source:"Sch1 Pt2 3 (memory)"`
	HealthDoctor  `section:"practitioner" heading:"Doctor who reports" source:"Sch1 Pt2 4 (memory)"`
	HealthParents `section:"parents" heading:"Health of the parents" source:"Sch1 Pt4 1, 2, 4, 5 (memory)"`
	HealthSibling `section:"siblings" heading:"Health of brothers and sisters" source:"Sch1 Pt4 3 (memory)"`
	HealthOther   `section:"other" heading:"Anything else" source:"Sch1 Pt4 6 (memory)"`
	HealthSummary `section:"summary" heading:"Summary for the permanence report" source:"reg17(1)(b)"`
}

// Kind implements Form.
func (*CPRHealth) Kind() Kind { return HealthKind }

// Held is the day of the doctor’s report, or of the summary where that is not given.
func (f *CPRHealth) Held() Date {
	if f.Practitioner.Date.IsZero() {
		return f.SummaryDate
	}
	return f.Practitioner.Date
}

// Prefill fills in what is empty from what is known of the child.
func (f *CPRHealth) Prefill(child Child) {
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

// HealthFront says whose health this is about.
type HealthFront struct {
	ChildName   string `json:"child_name" label:"Name of child" validate:"max=200" signoff:"required" source:"Sch1 Pt2 1 (memory)"`
	CaseNumber  string `json:"cass_number" label:"Local case number" validate:"max=40" signoff:"required" source:"practice"`
	DateOfBirth Date   `json:"date_of_birth" label:"Date of birth" signoff:"required" source:"Sch1 Pt2 1 (memory)"`
	Sex         Sex    `json:"sex" label:"Sex" source:"Sch1 Pt2 1 (memory)"`
	Weight      string `json:"weight_kg" label:"Weight in kilograms" validate:"omitempty,numeric,max=10" source:"Sch1 Pt2 1 (memory)"`
	Height      string `json:"height_cm" label:"Height in centimetres" validate:"omitempty,numeric,max=10" source:"Sch1 Pt2 1 (memory)"`
	MeasuredOn  Date   `json:"measured_on" label:"Measured on" source:"Sch1 Pt2 1 (memory)"`
}

// HealthNewborn is the report on the newborn child.
type HealthNewborn struct {
	Birth         string               `json:"birth_details" label:"The birth, and complications" validate:"max=10000" ui:"long" source:"Sch1 Pt2 2(a) (memory)"`
	Examination   string               `json:"neonatal_exam_and_screening" label:"Examination and screening after birth" validate:"max=10000" ui:"long" source:"Sch1 Pt2 2(b) (memory)"`
	Treatment     string               `json:"neonatal_treatment" label:"Treatment after birth" validate:"max=10000" ui:"long" source:"Sch1 Pt2 2(c) (memory)"`
	Feeding       string               `json:"neonatal_feeding" label:"Problems with feeding and care" validate:"max=10000" ui:"long" source:"Sch1 Pt2 2(d) (memory)"`
	NewbornOther  string               `json:"neonatal_other" label:"Anything else about the first weeks" validate:"max=10000" ui:"long" source:"Sch1 Pt2 2(e) (memory)"`
	Practitioners []HealthPractitioner `json:"neonatal_practitioners" label:"Doctors who can say more" row:"Doctor" validate:"max=20,dive" advise:"dive" signoff:"dive" source:"Sch1 Pt2 2(f) (memory)"`
}

// HealthPractitioner is a doctor and where to write to.
type HealthPractitioner struct {
	Name    string `json:"name" label:"Name" validate:"max=200" advise:"required" source:"Sch1 Pt2 2(f) (memory)"`
	Address string `json:"address" label:"Address" validate:"max=500" source:"Sch1 Pt2 2(f) (memory)"`
}

// HealthHistory is the child’s health history.
type HealthHistory struct {
	Illnesses     []HealthEvent        `json:"illness_events" label:"Illnesses, accidents and treatment" row:"Event" validate:"max=200,dive" advise:"dive" signoff:"dive" source:"Sch1 Pt2 3 (memory)"`
	Immunisations []HealthImmunisation `json:"immunisations" label:"Immunisations" row:"Immunisation" validate:"max=100,dive" advise:"dive" signoff:"dive" source:"Sch1 Pt2 3 (memory)"`
	Development   string               `json:"developmental_assessment" label:"Physical and developmental assessment" hint:"Sight, hearing, nerves, speech, feelings and conduct, as the age allows" validate:"max=20000" ui:"long" source:"Sch1 Pt2 3 (memory)"`
	Substances    string               `json:"maternal_substance_impact" label:"Effect of substances the mother used" validate:"max=10000" ui:"long" source:"Sch1 Pt2 3 (memory)"`
	Neglect       string               `json:"abuse_neglect_impact" label:"Effect of abuse or neglect" validate:"max=10000" ui:"long" source:"Sch1 Pt2 3 (memory)"`
	SchoolHealth  string               `json:"school_health_history" label:"School health history" validate:"max=10000" ui:"long" source:"Sch1 Pt2 3 (memory)"`
	Effect        string               `json:"health_effect_on_development" label:"How health has affected the child’s development" validate:"max=10000" ui:"long" source:"Sch1 Pt2 3 (memory)"`
	HistoryOther  string               `json:"health_other" label:"Anything else about the child’s health" validate:"max=10000" ui:"long" source:"Sch1 Pt2 3 (memory)"`
}

// HealthEvent is an illness, an accident or a stay in hospital.
type HealthEvent struct {
	Date      Date   `json:"date" label:"Date" source:"Sch1 Pt2 3 (memory)"`
	Event     string `json:"event" label:"What happened" validate:"max=2000" advise:"required" ui:"long" source:"Sch1 Pt2 3 (memory)"`
	Treatment string `json:"treatment" label:"Treatment" validate:"max=2000" ui:"long" source:"Sch1 Pt2 3 (memory)"`
}

// HealthImmunisation is one immunisation.
type HealthImmunisation struct {
	Vaccine string `json:"vaccine" label:"Vaccine" validate:"max=200" advise:"required" source:"Sch1 Pt2 3 (memory)"`
	Date    Date   `json:"date" label:"Date" source:"Sch1 Pt2 3 (memory)"`
}

// HealthDoctor is the registered medical practitioner who reports.
type HealthDoctor struct {
	Practitioner HealthReporter `json:"practitioner" label:"Doctor who reports" source:"Sch1 Pt2 4 (memory)"`
}

// HealthReporter is that doctor’s name and signature.
type HealthReporter struct {
	Name           string `json:"name" label:"Name" validate:"max=200" source:"Sch1 Pt2 4 (memory)"`
	Address        string `json:"address" label:"Address" validate:"max=500" source:"Sch1 Pt2 4 (memory)"`
	Qualifications string `json:"qualifications" label:"Qualifications" validate:"max=500" source:"Sch1 Pt2 4 (memory)"`
	Signature      string `json:"signature" label:"Signed" hint:"As on the paper report" validate:"max=100" source:"Sch1 Pt2 4 (memory)"`
	Date           Date   `json:"date" label:"Date" source:"Sch1 Pt2 4 (memory)"`
}

// HealthParents is the health of each natural parent.
type HealthParents struct {
	Parents      []HealthParent    `json:"parents" label:"Each parent" row:"Parent" validate:"max=10,dive" advise:"dive" signoff:"dive" source:"Sch1 Pt4 1 (memory)"`
	ParentHealth []HealthCondition `json:"parent_health" label:"The parents’ health history" hint:"What the agency considers relevant" row:"Condition" validate:"max=100,dive" advise:"dive" signoff:"dive" source:"Sch1 Pt4 2 (memory)"`
	Obstetric    string            `json:"obstetric_history" label:"The mother’s pregnancies and births" validate:"max=10000" ui:"long" source:"Sch1 Pt4 4 (memory)"`
	Present      string            `json:"present_illness" label:"Present illness, treatment and outlook" validate:"max=10000" ui:"long" source:"Sch1 Pt4 5 (memory)"`
}

// HealthParent is one parent’s measure.
type HealthParent struct {
	Name        string `json:"name" label:"Name" validate:"max=200" advise:"required" source:"Sch1 Pt4 1 (memory)"`
	DateOfBirth Date   `json:"date_of_birth" label:"Date of birth" source:"Sch1 Pt4 1 (memory)"`
	Sex         Sex    `json:"sex" label:"Sex" source:"Sch1 Pt4 1 (memory)"`
	Weight      string `json:"weight" label:"Weight in kilograms" validate:"omitempty,numeric,max=10" source:"Sch1 Pt4 1 (memory)"`
	Height      string `json:"height" label:"Height in centimetres" validate:"omitempty,numeric,max=10" source:"Sch1 Pt4 1 (memory)"`
}

// HealthCondition is one condition of one parent.
type HealthCondition struct {
	Parent     string       `json:"parent" label:"Parent" validate:"max=200" advise:"required" source:"Sch1 Pt4 2 (memory)"`
	Condition  string       `json:"condition" label:"Condition" validate:"max=2000" advise:"required" ui:"long" source:"Sch1 Pt4 2 (memory)"`
	Treatment  string       `json:"treatment" label:"Treatment" validate:"max=2000" ui:"long" source:"Sch1 Pt4 2 (memory)"`
	Hereditary YesNoUnknown `json:"hereditary" label:"Can it be inherited?" source:"Sch1 Pt4 2 (memory)"`
}

// HealthSibling is the health of brothers and sisters, and of the parents’ other children.
type HealthSibling struct {
	SiblingHealth []HealthSiblingCondition `json:"sibling_health" label:"Health of brothers and sisters" row:"Condition" validate:"max=100,dive" advise:"dive" signoff:"dive" source:"Sch1 Pt4 3 (memory)"`
}

// HealthSiblingCondition is one condition of a brother or sister.
type HealthSiblingCondition struct {
	Person     string       `json:"person" label:"Brother or sister" validate:"max=200" advise:"required" source:"Sch1 Pt4 3 (memory)"`
	Condition  string       `json:"condition" label:"Condition" validate:"max=2000" advise:"required" ui:"long" source:"Sch1 Pt4 3 (memory)"`
	Hereditary YesNoUnknown `json:"hereditary" label:"Can it be inherited?" source:"Sch1 Pt4 3 (memory)"`
}

// HealthOther is room for what no other question asks.
type HealthOther struct {
	Other string `json:"other_health" label:"Anything else" validate:"max=10000" ui:"long" source:"Sch1 Pt4 6 (memory)"`
}

// HealthSummary is the one part that goes further: the medical adviser writes it for the Child’s Permanence Report.
type HealthSummary struct {
	Summary        string `json:"summary" label:"Summary of the child’s health, past and to come" hint:"This text goes into the permanence report. Nothing else on this form does" validate:"max=20000" advise:"required" ui:"long" source:"reg17(1)(b)"`
	SummaryDate    Date   `json:"summary_date" label:"Date of the summary" source:"reg17(1)(b)"`
	MedicalAdviser string `json:"medical_adviser_name" label:"Medical adviser" validate:"max=200" source:"reg17(1)(b)"`
}
