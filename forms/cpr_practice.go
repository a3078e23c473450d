package forms

// This file has the sections that no regulation asks for word by word, but practice, the court’s Annex B (Practice
// Direction 14C) and the authorities’ own procedures do.

// CPRTogether is the decision whether brothers and sisters should live together. The assessment says why, and a service
// manager countersigns it (003-R66); if the child will not join a brother or sister who is placed already, the report must
// say why not (003-R65).
type CPRTogether struct {
	SiblingAssessedOn Date          `json:"sibling_assessment_date" label:"Date of the sibling assessment" audience:"panel" source:"003-R64 L333"`
	SiblingAssessedBy string        `json:"sibling_assessment_author" label:"Who made the assessment" validate:"max=200" audience:"panel" source:"003-R64 L333"`
	SiblingAssessment string        `json:"sibling_assessment" label:"What the assessment found" validate:"max=20000" ui:"long" audience:"panel" source:"003-R64 L333"`
	TogetherOrApart   TogetherApart `json:"together_or_apart" label:"Decision" audience:"panel" source:"003-R66 L341"`
	TogetherReasons   string        `json:"together_or_apart_reasons" label:"Reasons" validate:"max=10000" ui:"long" audience:"panel" source:"003-R66 L341"`
	NotWithPlaced     string        `json:"not_with_placed_sibling" label:"Reasons for not joining a brother or sister who is placed already" validate:"max=10000" ui:"long" audience:"panel" source:"003-R65 L339"`
	Countersigned     Date          `json:"sibling_countersigned" label:"Countersigned by the service manager" audience:"panel" source:"003-R66 L341"`
}

// CPRGuardian is what the children’s guardian and experts say.
type CPRGuardian struct {
	GuardianView     string      `json:"guardian_view" label:"The guardian’s view" validate:"max=20000" ui:"long" audience:"panel" source:"practice"`
	GuardianViewDate Date        `json:"guardian_view_date" label:"Date of that view" audience:"panel" source:"practice"`
	Experts          []CPRExpert `json:"experts" label:"Experts’ reports" row:"Report" validate:"max=30,dive" advise:"dive" signoff:"dive" audience:"panel" source:"practice"`
}

// CPRExpert is one expert’s report.
type CPRExpert struct {
	Name       string `json:"name" label:"Expert" validate:"max=200" advise:"required" source:"practice"`
	ReportDate Date   `json:"report_date" label:"Date" source:"practice"`
	Conclusion string `json:"conclusion" label:"Conclusion" validate:"max=5000" ui:"long" source:"practice"`
}

// CPRLegal is the legal position that the decision rests on. Legal advice is privileged: it goes no further than the panel.
type CPRLegal struct {
	LegalView      string     `json:"legal_view" label:"The legal adviser’s view" validate:"max=10000" ui:"long" audience:"panel" source:"practice (memory)"`
	Threshold      string     `json:"threshold" label:"Grounds on which the court can act" validate:"max=10000" ui:"long" audience:"panel" source:"practice (memory)"`
	Consent        Consent    `json:"consent" label:"The parents’ consent" audience:"panel" source:"ACA 2002 s19, s20, s52 (memory)"`
	ConsentDetails string     `json:"consent_details" label:"About the consent" validate:"max=2000" ui:"long" audience:"panel" source:"practice (memory)"`
	WhoHasPR       []CPRHasPR `json:"who_has_pr" label:"Who has parental responsibility" row:"Person" validate:"max=20,dive" advise:"min=1,dive" signoff:"dive" audience:"panel" source:"practice (memory)"`
}

// CPRHasPR is somebody with parental responsibility.
type CPRHasPR struct {
	Person string `json:"person" label:"Person" validate:"max=200" source:"practice (memory)"`
}

// CPRRecommendations is what Annex B of Practice Direction 14C asks for last.
type CPRRecommendations struct {
	RelativeMerits string `json:"relative_merits" label:"Why a placement order, or another order, serves the child best" validate:"max=20000" advise:"required" ui:"long" audience:"panel" source:"PD14C Annex B C (memory)"`
	FutureContact  string `json:"future_contact" label:"Contact in the future" validate:"max=20000" advise:"required" ui:"long" audience:"panel" source:"PD14C Annex B C (memory)"`
}

// CPRProceedings is asked only where the report is the Annex B report of a placement order application too.
type CPRProceedings struct {
	OtherParty       string `json:"other_party" label:"Anybody else who should be a party" validate:"max=2000" ui:"long" audience:"panel" source:"PD14C Annex B A"`
	NoNotification   string `json:"no_notification" label:"Anybody who should not be notified, and why" validate:"max=2000" ui:"long" source:"PD14C (a1)"`
	RespondentMinor  YesNo  `json:"respondent_under_18" label:"Is a respondent under 18?" audience:"panel" source:"PD14C Annex B A"`
	LacksCapacity    YesNo  `json:"respondent_lacks_capacity" label:"Does a respondent lack capacity to manage property and affairs?" source:"PD14C Annex B A"`
	CapacityDetails  string `json:"respondent_details" label:"Details" validate:"max=2000" ui:"long" source:"PD14C Annex B A"`
	AgencyReferences string `json:"agency_reference" label:"The agency’s address and reference" validate:"max=500" audience:"panel" source:"PD14C Annex B A"`
}

// CPRPlacementOrder follows the application for a placement order.
type CPRPlacementOrder struct {
	ApplicationDate Date   `json:"placement_order_application_date" label:"Applied for on" audience:"parent,panel" source:"practice"`
	OrderCourt      string `json:"placement_order_court" label:"Court" validate:"max=200" audience:"parent,panel" source:"practice"`
	OrderDate       Date   `json:"placement_order_date" label:"Made on" audience:"parent,panel" source:"practice; reg12(1)(h)"`
	InForce         YesNo  `json:"placement_order_in_force" label:"Is it in force?" audience:"parent,panel" source:"practice"`
	RevokedDate     Date   `json:"placement_order_revoked_date" label:"Revoked on" audience:"parent,panel" source:"practice"`
}

// CPRDecision is the decision of the agency decision maker. Since 1 September 2012 the case goes to a panel first only if no
// placement order is needed, because the parents consent (S34).
type CPRDecision struct {
	Route               Route         `json:"decision_route" label:"Way to the decision" audience:"panel" source:"S34"`
	PanelDate           Date          `json:"panel_date" label:"Date of the panel" audience:"panel" source:"S34"`
	PanelRecommendation string        `json:"panel_recommendation" label:"The panel’s recommendation, and reasons" validate:"max=10000" ui:"long" audience:"panel" source:"reg18 (memory)"`
	ADMName             string        `json:"adm_name" label:"Agency decision maker" validate:"max=200" audience:"panel" source:"practice"`
	Documents           []CPRDocument `json:"adm_documents" label:"Papers taken into account" row:"Paper" validate:"max=50,dive" advise:"dive" signoff:"dive" audience:"panel" source:"practice; 001-D27"`
	Discussions         string        `json:"adm_discussions" label:"Talks with professional, legal and medical advisers" validate:"max=10000" ui:"long" audience:"panel" source:"practice"`
	DecisionReasons     string        `json:"decision_reasons" label:"Main arguments, and reasons" validate:"max=20000" ui:"long" audience:"panel" source:"practice; reg19 (memory)"`
	Decision            Shall         `json:"decision" label:"Decision" audience:"parent,panel" source:"reg19 (memory)"`
	DecisionDate        Date          `json:"decision_date" label:"Date of the decision" audience:"parent,panel" source:"reg19 (memory)"`
	ToldOrally          Date          `json:"parents_notified_orally" label:"Parents told in person" audience:"panel" source:"practice"`
	ToldInWriting       Date          `json:"parents_notified_in_writing" label:"Parents told in writing" audience:"panel" source:"practice"`
}

// CPRDocument is a paper that the decision maker read.
type CPRDocument struct {
	Document string `json:"document" label:"Paper" validate:"max=300" source:"practice; 001-D27"`
}

// CPRParentsInformed says when each parent heard of the planning meeting’s outcome, and when it was confirmed in writing. If
// the plan is adoption, the report must hold both dates (003-R54).
type CPRParentsInformed struct {
	ParentsInformed []CPRParentInformed `json:"parents_informed" label:"How the parents were told" hint:"After the planning meeting, each parent" row:"Parent" validate:"max=10,dive" advise:"dive" signoff:"dive" audience:"panel" source:"003-R54 L284"`
}

// CPRParentInformed is how one parent was told.
type CPRParentInformed struct {
	Parent    string `json:"parent" label:"Parent" validate:"max=200" advise:"required" source:"003-R54 L284"`
	Discussed Date   `json:"discussed" label:"Talked over on" source:"003-R54 L284"`
	Written   Date   `json:"written" label:"Confirmed in writing on" source:"003-R54 L284"`
}

// CPRComments is the parents’ page: what each of them says of the report, in their own words.
type CPRComments struct {
	ParentsComments []CPRComment `json:"parents_comments" label:"The parents’ own comments" row:"Parent" validate:"max=10,dive" advise:"dive" signoff:"dive" audience:"panel" source:"practice (memory)"`
}

// CPRComment is one parent’s page.
type CPRComment struct {
	Parent        string `json:"parent" label:"Parent" validate:"max=200" advise:"required" source:"practice (memory)"`
	Seen          YesNo  `json:"seen" label:"Has seen what is written here about them?" source:"practice (memory)"`
	Date          Date   `json:"date" label:"Seen on" source:"practice (memory)"`
	Agrees        YesNo  `json:"agrees" label:"Agrees with what is written?" source:"practice (memory)"`
	Additions     string `json:"additions" label:"Would add" validate:"max=10000" ui:"long" source:"practice (memory)"`
	Disagreements string `json:"disagreements" label:"Disagrees with, and why" validate:"max=10000" ui:"long" source:"practice (memory)"`
	Written       YesNo  `json:"given_written_information" label:"Was given written information about adoption?" source:"reg14 (memory)"`
	Counselling   YesNo  `json:"offered_counselling" label:"Was offered independent counselling?" source:"reg14 (memory)"`
	ForChild      string `json:"message_for_child" label:"Wants the child and the adopters to know" validate:"max=10000" ui:"long" source:"practice (memory)"`
	Religion      string `json:"religious_wishes" label:"Wishes about religion and culture" validate:"max=5000" ui:"long" source:"reg14 (memory)"`
	Signature     string `json:"signature" label:"Signed" hint:"Name or initials, as on the paper page" validate:"max=100" source:"practice (memory)"`
	SignatureDate Date   `json:"signature_date" label:"Signed on" source:"practice (memory)"`
}

// CPRMissing is the register of what the report lacks. Each gap has a reason, a person and a day (PD14C 1.3).
type CPRMissing struct {
	Missing []CPRGap `json:"missing_information" label:"What is missing" hint:"Also what does not apply, and why" row:"Gap" validate:"max=100,dive" advise:"dive" signoff:"dive" audience:"panel" source:"PD14C 1.3"`
}

// CPRGap is one thing that is missing.
type CPRGap struct {
	What   string `json:"section" label:"What is missing" validate:"max=300" advise:"required" source:"PD14C 1.3"`
	Reason string `json:"reason" label:"Why" validate:"max=2000" advise:"required" ui:"long" source:"PD14C 1.3"`
	Who    string `json:"who" label:"Who will obtain it" validate:"max=200" advise:"required" source:"practice"`
	By     Date   `json:"by" label:"By when" advise:"required" source:"practice"`
}

// CPRAuthors lists who wrote which part, and why they may: the Restriction on the Preparation of Adoption Reports
// Regulations 2005 ask for a social worker with three years’ practice, or one who is supervised by such.
type CPRAuthors struct {
	Authors   []CPRAuthor `json:"authors" label:"Authors" row:"Author" validate:"max=20,dive" advise:"min=1,dive" signoff:"dive" audience:"panel" source:"practice; PD14C Annex B A"`
	TakenOver string      `json:"taken_over" label:"Taken over from other records" hint:"What this report was begun with, and where it came from" validate:"max=2000" ui:"long" source:"own"`
}

// CPRAuthor is one author.
type CPRAuthor struct {
	Name       string `json:"name" label:"Name" validate:"max=200" advise:"required" source:"PD14C Annex B A"`
	Role       string `json:"role" label:"Role" validate:"max=200" source:"PD14C Annex B A"`
	Sections   string `json:"sections" label:"Parts written" validate:"max=500" source:"PD14C Annex B A"`
	Eligible   YesNo  `json:"meets_restriction_regulations" label:"May write adoption reports?" hint:"Restriction on the Preparation of Adoption Reports Regulations 2005" advise:"required" source:"practice"`
	How        string `json:"how" label:"Qualification and experience" validate:"max=2000" advise:"required" ui:"long" source:"practice; PD14C Annex B A"`
	Supervisor string `json:"supervisor" label:"Supervised by" hint:"If the author’s own experience is not enough" validate:"max=200" source:"practice"`
}

// CPRSignatures says who checked the report before it went on. These are facts: the electronic signature of the paper is
// one, of the person who signs the record.
type CPRSignatures struct {
	Signatures Signatories `json:"signatures" label:"Checked and signed off by" row:"Role" audience:"panel" source:"practice"`
}

// Signatories has one row for each role.
type Signatories struct {
	SocialWorker   Signatory `json:"social_worker" label:"Social worker" source:"practice"`
	TeamManager    Signatory `json:"team_manager" label:"Team manager" source:"practice"`
	AgencyAdviser  Signatory `json:"agency_adviser" label:"Agency adviser" source:"practice"`
	MedicalAdviser Signatory `json:"medical_adviser" label:"Medical adviser (summary)" source:"practice"`
	LegalAdviser   Signatory `json:"legal_adviser" label:"Legal adviser (copy)" source:"practice"`
}

// Signatory is one person’s check.
type Signatory struct {
	Name    string `json:"name" label:"Name" validate:"max=200" source:"practice"`
	Date    Date   `json:"date" label:"Date" source:"practice"`
	Outcome string `json:"outcome" label:"Outcome" validate:"max=500" source:"practice"`
}
