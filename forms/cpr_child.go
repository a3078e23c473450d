package forms

// This file has the sections about the child alone: Part 1 of Schedule 1 to the Adoption Agencies Regulations 2005.

// CPRPhotograph shows the child.
type CPRPhotograph struct {
	Photograph          Photo  `json:"photograph" label:"Photograph of the child" hint:"JPEG or PNG, recent, the child alone" audience:"panel" source:"Sch1 Pt1 2"`
	PhotographDate      Date   `json:"photograph_date" label:"Taken on" audience:"panel" source:"Sch1 Pt1 2"`
	PhotographReference string `json:"photograph_reference" label:"Where the photograph is filed" validate:"max=200" source:"own"`
	PhysicalDescription string `json:"physical_description" label:"What the child looks like" validate:"max=10000" advise:"required" ui:"long" audience:"panel" source:"Sch1 Pt1 2"`
}

// CPRChild is who the child is, and where from. The address is for professionals only.
type CPRChild struct {
	Sex                Sex           `json:"sex" label:"Sex" advise:"required" audience:"parent,panel" source:"Sch1 Pt1 1"`
	PlaceOfBirth       string        `json:"place_of_birth" label:"Place of birth" validate:"max=200" advise:"required" audience:"parent,panel" source:"Sch1 Pt1 1"`
	Address            string        `json:"address" label:"Where the child lives" hint:"Printed in the full report only" validate:"max=500" advise:"required" source:"Sch1 Pt1 1"`
	LocalAuthorityArea string        `json:"local_authority_area" label:"Council area that the child lives in" validate:"max=200" source:"Sch1 Pt1 1"`
	Nationality        string        `json:"nationality" label:"Nationality" validate:"max=200" advise:"required" audience:"parent,panel" source:"Sch1 Pt1 3"`
	Ethnicity          Ethnicity     `json:"ethnicity" label:"Ethnic origin" advise:"required" audience:"panel" source:"Sch1 Pt1 4"`
	CulturalBackground string        `json:"cultural_background" label:"Culture" validate:"max=10000" ui:"long" audience:"panel" source:"Sch1 Pt1 4"`
	Languages          []CPRLanguage `json:"languages" label:"Languages" row:"Language" validate:"max=20,dive" advise:"dive" signoff:"dive" audience:"parent,panel" source:"Sch1 Pt1 4"`
	Religion           string        `json:"religion" label:"Religion" validate:"max=200" audience:"panel" source:"Sch1 Pt1 5"`
	Ceremonies         []CPRCeremony `json:"ceremonies" label:"Religious ceremonies" hint:"Baptism, naming or the like" row:"Ceremony" validate:"max=20,dive" advise:"dive" signoff:"dive" audience:"panel" source:"Sch1 Pt1 5"`
}

// CPRLanguage is a language that is spoken with or by somebody.
type CPRLanguage struct {
	Language string `json:"language" label:"Language" validate:"max=100" source:"Sch1 Pt1 4"`
}

// CPRCeremony is a ceremony that was held for the child.
type CPRCeremony struct {
	Ceremony string `json:"ceremony" label:"Ceremony" validate:"max=200" advise:"required" source:"Sch1 Pt1 5"`
	Date     Date   `json:"date" label:"Date" source:"Sch1 Pt1 5"`
	Place    string `json:"place" label:"Place" validate:"max=200" source:"Sch1 Pt1 5"`
}

// CPRCare is the child’s position in law, and what it owns or could claim.
type CPRCare struct {
	LookedAfterStatus LookedAfter `json:"looked_after_status" label:"Is the child looked after, or accommodated?" advise:"required" audience:"panel" source:"Sch1 Pt1 6"`
	LookedAfterSince  Date        `json:"looked_after_since" label:"Since" audience:"panel" source:"Sch1 Pt1 6"`
	CourtOrders       []CPROrder  `json:"court_orders" label:"Court orders under the Children Act 1989" row:"Order" validate:"max=50,dive" advise:"dive" signoff:"dive" audience:"panel" source:"Sch1 Pt1 7"`
	Property          YesNo       `json:"property_or_damages" label:"Does the child own something, or have a claim, that adoption could affect?" advise:"required" audience:"panel" source:"Sch1 Pt1 8"`
	PropertyDetails   string      `json:"property_or_damages_details" label:"What the child owns or could claim" validate:"max=10000" ui:"long" audience:"panel" source:"Sch1 Pt1 8"`
}

// CPROrder is an order that a court made about the child.
type CPROrder struct {
	Court      string `json:"court" label:"Court" validate:"max=200" advise:"required" source:"Sch1 Pt1 7"`
	Order      string `json:"order" label:"Order" validate:"max=200" advise:"required" source:"Sch1 Pt1 7"`
	Date       Date   `json:"date" label:"Date" advise:"required" source:"Sch1 Pt1 7"`
	CaseNumber string `json:"case_number" label:"Court’s number" validate:"max=40" source:"Sch1 Pt1 7"`
}

// CPRCareHistory follows the child from home to home since birth.
type CPRCareHistory struct {
	CareChronology []CPRStay `json:"care_chronology" label:"Where the child has lived" hint:"Since birth, the earliest first" row:"Stay" validate:"max=100,dive" advise:"min=1,dive" signoff:"dive" audience:"panel" source:"Sch1 Pt1 9"`
}

// CPRStay is one home.
type CPRStay struct {
	From   Date   `json:"from" label:"From" advise:"required" source:"Sch1 Pt1 9"`
	To     Date   `json:"to" label:"To" source:"Sch1 Pt1 9"`
	Where  string `json:"where_and_with_whom" label:"Where, and with whom" validate:"max=2000" advise:"required" ui:"long" source:"Sch1 Pt1 9"`
	Reason string `json:"reason_for_move" label:"Why the child moved" validate:"max=2000" ui:"long" source:"Sch1 Pt1 9"`
}

// CPRDevelopment describes the child as a person.
type CPRDevelopment struct {
	Personality       string `json:"personality" label:"Personality" validate:"max=20000" advise:"required" ui:"long" audience:"panel" source:"Sch1 Pt1 10"`
	SocialDevelopment string `json:"social_development" label:"With other people" validate:"max=20000" advise:"required" ui:"long" audience:"panel" source:"Sch1 Pt1 10"`
	EmotionalBehav    string `json:"emotional_behavioural_development" label:"Feelings and behaviour" validate:"max=20000" advise:"required" ui:"long" audience:"panel" source:"Sch1 Pt1 10"`
	SelfCare          YesNo  `json:"self_care_difficulties" label:"Does the child have trouble eating, washing, dressing or the like?" advise:"required" audience:"panel" source:"Sch1 Pt1 11"`
	SelfCareDetails   string `json:"self_care_details" label:"What the child can do, and what is hard" validate:"max=10000" ui:"long" audience:"panel" source:"Sch1 Pt1 11"`
	Interests         string `json:"interests_likes_dislikes" label:"Interests, likes and dislikes" validate:"max=10000" advise:"required" ui:"long" audience:"panel" source:"Sch1 Pt1 15 (memory)"`
}

// CPREducation is the child’s way through nurseries and schools. Their names can lead to the placement, so they are for
// professionals only.
type CPREducation struct {
	Schools       []CPRSchool `json:"schools" label:"Nurseries and schools" row:"School" validate:"max=30,dive" advise:"dive" signoff:"dive" source:"Sch1 Pt1 12(a)"`
	Progress      string      `json:"progress" label:"Progress" validate:"max=10000" ui:"long" audience:"panel" source:"Sch1 Pt1 12(b)"`
	EHCPlan       YesNo       `json:"ehc_plan" label:"Is there an education, health and care plan?" hint:"The Regulations still say statement of special educational needs" audience:"panel" source:"Sch1 Pt1 12(c)"`
	LearningNeeds string      `json:"learning_needs" label:"Special needs in learning" validate:"max=10000" ui:"long" audience:"panel" source:"Sch1 Pt1 12(d)"`
	PEP           string      `json:"pep" label:"Personal education plan" validate:"max=10000" ui:"long" audience:"panel" source:"Sch1 Pt1 12(e)"`
}

// CPRSchool is a nursery or school.
type CPRSchool struct {
	Name    string `json:"name" label:"Name" validate:"max=200" advise:"required" source:"Sch1 Pt1 12(a)"`
	Address string `json:"address" label:"Address" validate:"max=500" source:"Sch1 Pt1 12(a)"`
	Type    string `json:"type" label:"Type" validate:"max=100" source:"Sch1 Pt1 12(a)"`
	From    Date   `json:"from" label:"From" source:"Sch1 Pt1 12(a)"`
	To      Date   `json:"to" label:"To" source:"Sch1 Pt1 12(a)"`
}

// CPRRelationships weighs who matters to the child, and who could care for it.
type CPRRelationships struct {
	Relationships []CPRRelationship `json:"relationships" label:"People who matter to the child" row:"Person" validate:"max=50,dive" advise:"min=1,dive" signoff:"dive" audience:"panel" source:"Sch1 Pt1 13(a), (b)"`
	Abilities     []CPRAbility      `json:"ability_willingness" label:"Who could and would care for the child" row:"Person" validate:"max=50,dive" advise:"dive" signoff:"dive" audience:"panel" source:"Sch1 Pt1 13(c) (memory)"`
}

// CPRRelationship is one person’s place in the child’s life.
type CPRRelationship struct {
	Person       string `json:"person" label:"Person" validate:"max=200" advise:"required" source:"Sch1 Pt1 13(a)"`
	Relationship string `json:"relationship" label:"Relation" validate:"max=200" source:"Sch1 Pt1 13(a)"`
	Description  string `json:"description" label:"How they are together" validate:"max=5000" ui:"long" source:"Sch1 Pt1 13(a)"`
	Likelihood   string `json:"likelihood_of_continuing" label:"Will it last?" validate:"max=2000" ui:"long" source:"Sch1 Pt1 13(b)"`
	Value        string `json:"value_to_child" label:"What it means to the child" validate:"max=2000" ui:"long" source:"Sch1 Pt1 13(b)"`
}

// CPRAbility is whether a person can and wants to give the child a safe home.
type CPRAbility struct {
	Person      string `json:"person" label:"Person" validate:"max=200" advise:"required" source:"Sch1 Pt1 13(c) (memory)"`
	Ability     string `json:"ability" label:"Able?" validate:"max=2000" ui:"long" source:"Sch1 Pt1 13(c) (memory)"`
	Willingness string `json:"willingness" label:"Willing?" validate:"max=2000" ui:"long" source:"Sch1 Pt1 13(c) (memory)"`
}

// CPRContactNow is whom the child sees today.
type CPRContactNow struct {
	CurrentContact []CPRContact `json:"current_contact" label:"Contact now" row:"Person" validate:"max=50,dive" advise:"dive" signoff:"dive" audience:"panel" source:"Sch1 Pt1 14 (memory)"`
}

// CPRContact is one person’s contact with the child.
type CPRContact struct {
	Person       string `json:"person" label:"Person" validate:"max=200" advise:"required" source:"Sch1 Pt1 14 (memory)"`
	Relationship string `json:"relationship" label:"Relation" validate:"max=200" source:"Sch1 Pt1 14 (memory)"`
	Type         string `json:"type" label:"Kind of contact" hint:"Meeting, video, letter" validate:"max=200" source:"Sch1 Pt1 14 (memory)"`
	Frequency    string `json:"frequency" label:"How often" validate:"max=200" source:"Sch1 Pt1 14 (memory)"`
	Supervised   YesNo  `json:"supervised" label:"Supervised?" source:"Sch1 Pt1 14 (memory)"`
	Observations string `json:"observations" label:"What was observed" validate:"max=5000" ui:"long" source:"Sch1 Pt1 14 (memory)"`
}

// CPROtherChild is room for what no other question asks about the child.
type CPROtherChild struct {
	OtherChild string `json:"other_child_information" label:"Anything else about the child" validate:"max=20000" ui:"long" audience:"panel" source:"Sch1 Pt1 16 (memory)"`
}
