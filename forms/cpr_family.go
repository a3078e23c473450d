package forms

// This file has the sections about the child’s family: Part 3 of Schedule 1 to the Adoption Agencies Regulations 2005. In
// a list that a panel reads, addresses and where a brother or sister lives are for professionals only.

// CPRParents describes each parent, a father without parental responsibility included.
type CPRParents struct {
	Parents []CPRParent `json:"parents" label:"Each parent" row:"Parent" validate:"max=10,dive" advise:"min=1,dive" signoff:"dive" audience:"panel" source:"Sch1 Pt3 1 (memory)"`
}

// CPRParent is one parent.
type CPRParent struct {
	Name                string    `json:"name" label:"Name" validate:"max=200" advise:"required" source:"Sch1 Pt3 1 (memory)"`
	Role                string    `json:"role" label:"Relation to the child" hint:"Mother or father" validate:"max=100" advise:"required" source:"Sch1 Pt3 1 (memory)"`
	Sex                 Sex       `json:"sex" label:"Sex" source:"Sch1 Pt3 1 (memory)"`
	DateOfBirth         Date      `json:"date_of_birth" label:"Date of birth" source:"Sch1 Pt3 1 (memory)"`
	PlaceOfBirth        string    `json:"place_of_birth" label:"Place of birth" validate:"max=200" source:"Sch1 Pt3 1 (memory)"`
	Address             string    `json:"address" label:"Address" hint:"Printed in the full report only" validate:"max=500" audience:"professional" source:"Sch1 Pt3 1 (memory)"`
	LocalAuthorityArea  string    `json:"local_authority_area" label:"Council area" validate:"max=200" audience:"professional" source:"Sch1 Pt3 1 (memory)"`
	Photograph          Photo     `json:"photograph" label:"Photograph" source:"Sch1 Pt3 2 (memory)"`
	PhotographReference string    `json:"photograph_reference" label:"Where the photograph is filed" validate:"max=200" audience:"professional" source:"own"`
	PhysicalDescription string    `json:"physical_description" label:"Appearance" validate:"max=5000" ui:"long" source:"Sch1 Pt3 2 (memory)"`
	Nationality         string    `json:"nationality" label:"Nationality" validate:"max=200" source:"Sch1 Pt3 3 (memory)"`
	Ethnicity           Ethnicity `json:"ethnicity" label:"Ethnic origin" source:"Sch1 Pt3 4 (memory)"`
	Culture             string    `json:"culture" label:"Culture" validate:"max=5000" ui:"long" source:"Sch1 Pt3 4 (memory)"`
	Languages           string    `json:"languages" label:"Languages" hint:"With commas between them" validate:"max=300" source:"Sch1 Pt3 4 (memory)"`
	Religion            string    `json:"religion" label:"Religion" validate:"max=200" source:"Sch1 Pt3 5 (memory)"`
	Personality         string    `json:"personality" label:"Personality" validate:"max=10000" ui:"long" source:"Sch1 Pt3 6 (memory)"`
	Interests           string    `json:"interests" label:"Interests" validate:"max=5000" ui:"long" source:"Sch1 Pt3 6 (memory)"`
	HomeNeighbourhood   string    `json:"home_neighbourhood" label:"Home and neighbourhood" hint:"Without the address" validate:"max=10000" ui:"long" source:"Sch1 Pt3 24 (memory)"`
	Education           string    `json:"education" label:"Education" validate:"max=10000" ui:"long" source:"Sch1 Pt3 25 (memory)"`
	Employment          string    `json:"employment" label:"Work" validate:"max=10000" ui:"long" source:"Sch1 Pt3 26 (memory)"`
	ParentingCapacity   string    `json:"parenting_capacity" label:"As a parent: what this person can and is willing to do" validate:"max=10000" advise:"required" ui:"long" source:"Sch1 Pt3 27 (memory)"`
	Other               string    `json:"other" label:"Anything else" validate:"max=10000" ui:"long" source:"Sch1 Pt3 28 (memory)"`
}

// CPRSiblings describes brothers and sisters, of the full or half blood. The orders of those under 18 are a list of their
// own, because a list has no lists in its rows.
type CPRSiblings struct {
	Siblings      []CPRSibling      `json:"siblings" label:"Brothers and sisters" hint:"Also half-brothers and half-sisters" row:"Brother or sister" validate:"max=30,dive" advise:"dive" signoff:"dive" audience:"panel" source:"Sch1 Pt3 7 (memory)"`
	SiblingOrders []CPRSiblingOrder `json:"sibling_orders" label:"Court orders about brothers and sisters under 18" row:"Order" validate:"max=100,dive" advise:"dive" signoff:"dive" audience:"panel" source:"Sch1 Pt3 11(c) (memory)"`
}

// CPRSibling is one brother or sister.
type CPRSibling struct {
	Name                  string      `json:"name" label:"Name" validate:"max=200" advise:"required" source:"Sch1 Pt3 7 (memory)"`
	Sex                   Sex         `json:"sex" label:"Sex" source:"Sch1 Pt3 7 (memory)"`
	DateOfBirth           Date        `json:"date_of_birth" label:"Date of birth" source:"Sch1 Pt3 7 (memory)"`
	PlaceOfBirth          string      `json:"place_of_birth" label:"Place of birth" validate:"max=200" source:"Sch1 Pt3 7 (memory)"`
	Photograph            Photo       `json:"photograph" label:"Photograph" source:"Sch1 Pt3 8 (memory)"`
	PhotographReference   string      `json:"photograph_reference" label:"Where the photograph is filed" validate:"max=200" audience:"professional" source:"own"`
	PhysicalDescription   string      `json:"physical_description" label:"Appearance" validate:"max=5000" ui:"long" source:"Sch1 Pt3 8 (memory)"`
	Nationality           string      `json:"nationality" label:"Nationality" validate:"max=200" source:"Sch1 Pt3 9 (memory)"`
	Address               string      `json:"address" label:"Address" hint:"Only if it is needed. Printed in the full report only" validate:"max=500" audience:"professional" source:"Sch1 Pt3 10 (memory)"`
	LivingWith            string      `json:"living_with" label:"Where and with whom, if under 18" hint:"Printed in the full report only" validate:"max=1000" audience:"professional" source:"Sch1 Pt3 11(a) (memory)"`
	LookedAfter           LookedAfter `json:"looked_after" label:"Looked after?" source:"Sch1 Pt3 11(b) (memory)"`
	ConsideredForAdoption YesNo       `json:"considered_for_adoption" label:"Is adoption considered too?" source:"Sch1 Pt3 11(d) (memory)"`
}

// CPRSiblingOrder is an order about one brother or sister.
type CPRSiblingOrder struct {
	Name  string `json:"name" label:"Brother or sister" validate:"max=200" advise:"required" source:"Sch1 Pt3 11(c) (memory)"`
	Court string `json:"court" label:"Court" validate:"max=200" source:"Sch1 Pt3 11(c) (memory)"`
	Order string `json:"order" label:"Order" validate:"max=200" advise:"required" source:"Sch1 Pt3 11(c) (memory)"`
	Date  Date   `json:"date" label:"Date" source:"Sch1 Pt3 11(c) (memory)"`
}

// CPRRelatives describes other relatives, and anybody else whom the agency considers relevant.
type CPRRelatives struct {
	OtherRelatives []CPRRelative `json:"other_relatives" label:"Other relatives and people who matter" row:"Person" validate:"max=50,dive" advise:"dive" signoff:"dive" audience:"panel" source:"Sch1 Pt3 12 (memory)"`
}

// CPRRelative is one relative or other person.
type CPRRelative struct {
	Name         string `json:"name" label:"Name" validate:"max=200" advise:"required" source:"Sch1 Pt3 12 (memory)"`
	Sex          Sex    `json:"sex" label:"Sex" source:"Sch1 Pt3 12 (memory)"`
	DateOfBirth  Date   `json:"date_of_birth" label:"Date of birth" source:"Sch1 Pt3 12 (memory)"`
	PlaceOfBirth string `json:"place_of_birth" label:"Place of birth" validate:"max=200" source:"Sch1 Pt3 12 (memory)"`
	Nationality  string `json:"nationality" label:"Nationality" validate:"max=200" source:"Sch1 Pt3 13 (memory)"`
	Address      string `json:"address" label:"Address" hint:"Only if it is needed. Printed in the full report only" validate:"max=500" audience:"professional" source:"Sch1 Pt3 14 (memory)"`
}

// CPRFamilyHistory is what the parents were and are to one another, and who the father is.
type CPRFamilyHistory struct {
	MarriedAtBirth     YesNo          `json:"married_at_birth" label:"Were the parents married or civil partners when the child was born, or later?" audience:"panel" source:"Sch1 Pt3 15 (memory)"`
	MarriageDate       Date           `json:"marriage_date" label:"Date of the marriage" audience:"panel" source:"Sch1 Pt3 15 (memory)"`
	MarriagePlace      string         `json:"marriage_place" label:"Place of the marriage" validate:"max=200" audience:"panel" source:"Sch1 Pt3 15 (memory)"`
	RelationshipStatus Couple         `json:"current_relationship_status" label:"The parents today" audience:"panel" source:"Sch1 Pt3 15 (memory)"`
	FatherPR           YesNoUnknown   `json:"father_pr" label:"If not married: has the father parental responsibility?" audience:"panel" source:"Sch1 Pt3 16 (memory)"`
	FatherPRHow        FatherPR       `json:"father_pr_how" label:"How he acquired it" audience:"panel" source:"Sch1 Pt3 16 (memory)"`
	FatherInformation  string         `json:"father_information" label:"If the father or his whereabouts are unknown: what is known of him" validate:"max=10000" ui:"long" audience:"panel" source:"Sch1 Pt3 17 (memory)"`
	InformationFrom    string         `json:"information_from" label:"Who said so" validate:"max=500" audience:"panel" source:"Sch1 Pt3 17 (memory)"`
	PaternitySteps     []CPRPaternity `json:"paternity_steps" label:"What was done to establish who the father is" row:"Step" validate:"max=50,dive" advise:"dive" signoff:"dive" audience:"panel" source:"Sch1 Pt3 17 (memory)"`
	PreviousMarriages  []CPRMarriage  `json:"previous_marriages" label:"Earlier marriages and civil partnerships of the parents" row:"Marriage" validate:"max=20,dive" advise:"dive" signoff:"dive" audience:"panel" source:"Sch1 Pt3 18 (memory)"`
	OwnParenting       string         `json:"parents_own_parenting" label:"How the parents were brought up, and what they say it did to them" validate:"max=20000" ui:"long" audience:"panel" source:"Sch1 Pt3 21 (memory)"`
	ParentsTogether    string         `json:"parents_relationship" label:"The parents with one another, then and now" validate:"max=20000" ui:"long" audience:"panel" source:"Sch1 Pt3 22 (memory)"`
}

// CPRPaternity is one step towards knowing the father.
type CPRPaternity struct {
	Date    Date   `json:"date" label:"Date" source:"Sch1 Pt3 17 (memory)"`
	Step    string `json:"step" label:"What was done" validate:"max=2000" advise:"required" ui:"long" source:"Sch1 Pt3 17 (memory)"`
	Outcome string `json:"outcome" label:"What came of it" validate:"max=2000" ui:"long" source:"Sch1 Pt3 17 (memory)"`
}

// CPRMarriage is a marriage or civil partnership of a parent with somebody else.
type CPRMarriage struct {
	Parent string `json:"parent" label:"Parent" validate:"max=200" advise:"required" source:"Sch1 Pt3 18 (memory)"`
	Date   Date   `json:"date" label:"Date" source:"Sch1 Pt3 18 (memory)"`
	Place  string `json:"place" label:"Place" validate:"max=200" source:"Sch1 Pt3 18 (memory)"`
}

// CPRFamilyTree is the family as a drawing, as a list, and in time.
type CPRFamilyTree struct {
	FamilyTree          Photo             `json:"family_tree" label:"Family tree" hint:"A drawing, as JPEG or PNG" audience:"panel" source:"Sch1 Pt3 19 (memory)"`
	FamilyTreeReference string            `json:"family_tree_reference" label:"Where the family tree is filed" validate:"max=200" source:"own"`
	FamilyTreePeople    []CPRFamilyMember `json:"family_tree_people" label:"People in the family tree" hint:"Grandparents, parents, aunts and uncles" row:"Person" validate:"max=100,dive" advise:"dive" signoff:"dive" audience:"panel" source:"Sch1 Pt3 19 (memory)"`
	ParentChronology    []CPRParentEvent  `json:"parent_chronology" label:"Each parent’s life since birth" row:"Event" validate:"max=200,dive" advise:"dive" signoff:"dive" audience:"panel" source:"Sch1 Pt3 20 (memory)"`
	WiderFamily         []CPRWiderFamily  `json:"wider_family" label:"The wider family, and what they are to parents, brothers and sisters" row:"Person" validate:"max=50,dive" advise:"dive" signoff:"dive" audience:"panel" source:"Sch1 Pt3 23 (memory)"`
}

// CPRFamilyMember is one person in the family tree.
type CPRFamilyMember struct {
	Name         string `json:"name" label:"Name" validate:"max=200" advise:"required" source:"Sch1 Pt3 19 (memory)"`
	Relationship string `json:"relationship" label:"Relation to the child" validate:"max=200" source:"Sch1 Pt3 19 (memory)"`
	Age          *int   `json:"age" label:"Age" validate:"omitempty,min=0,max=130" source:"Sch1 Pt3 19 (memory)"`
	AgeAtDeath   *int   `json:"age_at_death" label:"Age at death" validate:"omitempty,min=0,max=130" source:"Sch1 Pt3 19 (memory)"`
}

// CPRParentEvent is one event in a parent’s life.
type CPRParentEvent struct {
	Parent string `json:"parent" label:"Parent" validate:"max=200" advise:"required" source:"Sch1 Pt3 20 (memory)"`
	Date   Date   `json:"date" label:"Date" source:"Sch1 Pt3 20 (memory)"`
	Event  string `json:"event" label:"What happened" validate:"max=2000" advise:"required" ui:"long" source:"Sch1 Pt3 20 (memory)"`
}

// CPRWiderFamily is what one relative is to others.
type CPRWiderFamily struct {
	Person      string `json:"person" label:"Person" validate:"max=200" advise:"required" source:"Sch1 Pt3 23 (memory)"`
	ForParents  string `json:"role_for_parents" label:"To the parents" validate:"max=2000" ui:"long" source:"Sch1 Pt3 23(a) (memory)"`
	ForSiblings string `json:"role_for_siblings" label:"To brothers and sisters" validate:"max=2000" ui:"long" source:"Sch1 Pt3 23(b) (memory)"`
}
