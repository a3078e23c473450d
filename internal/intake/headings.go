package intake

import (
	"strings"
	"sync"
	"unicode"

	"minutebook/forms"
)

// synonyms are headings under which systems export a field, in the form that plain gives them. Those of the SSDA903 return
// and of Ofsted's Annex A are among them.
var synonyms = map[Field][]string{
	CaseNumber: {"person id", "child id", "client id", "case number", "case id", "case no", "local case number", "cass number", "child unique id", "child",
		"lcs id", "mosaic id", "swift id", "eclipse id", "ics number", "ics id", "service user id", "subject id", "unique id", "id", "person identifier",
		"carefirst id", "personid", "client number", "child case number", "la child id"},
	Name:        {"name", "child name", "full name", "person name", "client name", "child s name", "name of child", "subject name", "young person", "child full name"},
	Forename:    {"forename", "first name", "given name", "forenames", "first names", "given names", "child forename", "person forename", "firstname"},
	Surname:     {"surname", "last name", "family name", "child surname", "person surname", "lastname"},
	DateOfBirth: {"date of birth", "dob", "birth date", "d o b", "date birth", "born", "child dob", "person dob", "child date of birth"},

	LegalStatus: {"legal status", "legal status code", "ls", "current legal status", "legal basis", "legal status type"},
	LegalFrom: {"legal status start", "legal status start date", "legal status from", "start date of current legal status", "legal status date",
		"legal start date", "legal status since", "legal status effective from", "legal status effective date", "current legal status start date", "status since"},
	LegalTo: {"legal status end", "legal status end date", "legal status to", "legal end date", "legal status until", "legal status effective to"},

	PlacementType: {"placement type", "placement type code", "place", "placement", "placement code", "current placement type", "placement category", "placement type type"},
	PlacementFrom: {"placement start", "placement start date", "placement from", "start date of most recent placement", "placement began", "current placement start date",
		"placement start from", "date placed", "placement date from", "placement since", "placement date",
		"placed there since"},
	PlacementTo:    {"placement end", "placement end date", "placement to", "placement until", "placement ceased", "placement date to"},
	AddressSince:   {"address since", "at address since", "living at address since", "placement address since", "address start date"},
	Provider:       {"place provider", "placement provider", "placement provider code", "provider type"},
	EpisodeFrom:    {"decom", "episode start", "episode start date", "date episode commenced", "episode from"},
	EpisodeTo:      {"dec", "episode end", "episode end date", "date episode ceased", "episode to"},
	EpisodeReason:  {"rne", "reason for new episode", "reason new episode", "episode reason", "episode start reason"},
	EpisodeCeased:  {"rec", "reason episode ceased", "reason episode ended", "episode end reason", "reason ceased"},
	PlacementMoved: {"reason place change", "reason for placement change", "reason placement changed", "placement change reason"},

	PlanCode:  {"permanence plan", "care plan", "current plan", "plan", "current care plan", "permanency plan", "care plan type", "current permanence plan", "care plan plan"},
	PlanSince: {"plan date", "care plan date", "plan since", "plan set", "permanence plan date", "care plan start date", "current plan date", "care plan since", "plan start date"},

	EventKind:  {"event", "event type", "key event", "milestone", "event name", "event kind", "event event", "event milestone"},
	EventDate:  {"event date", "date of event", "milestone date", "event start date", "event start"},
	EventState: {"event status", "event state", "milestone status", "event outcome"},

	WorkerName: {"allocated worker", "social worker", "allocated social worker", "worker name", "key worker", "case worker", "allocated worker name",
		"allocated to", "current worker", "worker", "social worker name", "lead worker"},
	WorkerUsername: {"worker username", "worker id", "worker login", "allocated worker id", "allocated worker username", "username", "social worker id",
		"social worker username", "worker user name", "login"},
	Team: {"team", "allocated team", "team name", "responsible team", "worker team", "current team", "allocated worker team"},

	PersonRole:         {"relationship", "relationship to child", "relation role", "relation relationship", "relationship type", "relation type", "relation relation"},
	PersonName:         {"relation name", "related person", "related person name", "relation full name", "relation person name", "contact name", "relation related to"},
	PersonOrganisation: {"relation organisation", "relation agency", "organisation"},
	PersonTelephone:    {"relation telephone", "relation phone", "relation mobile", "telephone", "phone", "contact number"},
	PersonEmail:        {"relation email", "relation e mail", "email", "e mail"},
	PersonAddress:      {"relation address"},

	"person:mother":             {"mother", "mother s name", "mother name", "birth mother"},
	"person:father":             {"father", "father s name", "father name", "birth father"},
	"person:iro":                {"iro", "iro name", "independent reviewing officer", "reviewing officer"},
	"person:foster_carer":       {"foster carer", "carer", "carer name", "foster carer name", "foster carers", "carers"},
	"person:family_finder":      {"family finder", "family finder name"},
	"person:childrens_guardian": {"guardian", "children s guardian", "childrens guardian", "cafcass guardian"},

	"event:child_becomes_looked_after": {"became looked after", "date became looked after", "cla start", "cla start date", "lac start", "lac start date", "cic start date",
		"date started to be looked after", "period of care start", "period of care start date", "poc start date", "start of care", "date child entered care", "entered care",
		"date entered care", "looked after since", "care start date", "date of becoming looked after", "started to be looked after", "looked after from"},
	"event:shobpa_adm_decision": {"date of decision that child should be placed for adoption", "shobpa", "shobpa date", "shobpa decision", "shobpa decision date",
		"adm decision", "adm decision date", "date of adm decision", "adm should be placed decision"},
	"event:adm_match_decision":               {"date of matching child and prospective adopters", "match date", "matching date", "date matched", "match decision date", "adm match date"},
	"event:placement_order_granted":          {"placement order", "placement order date", "date of placement order", "po date", "po granted"},
	"event:care_order_granted":               {"care order", "care order date", "date of care order", "full care order date"},
	"event:start_of_adoptive_placement":      {"date placed for adoption", "placed for adoption", "adoptive placement date", "adoptive placement start", "placed for adoption date"},
	"event:adoption_order_granted":           {"adoption order", "adoption order date", "date of adoption order"},
	"event:sgo_granted":                      {"sgo date", "special guardianship order date", "date of sgo"},
	"event:cla_review":                       {"date of latest statutory review", "latest statutory review", "last cla review", "last lac review", "last review date", "latest review date"},
	"event:first_cla_review":                 {"first review", "first review date", "first cla review date", "first lac review", "first lac review date"},
	"event:second_cla_review":                {"second review", "second review date", "second cla review date", "second lac review", "second lac review date"},
	"event:proceedings_issued":               {"proceedings issued", "date proceedings issued", "care proceedings issued", "issue date", "court issue date", "proceedings start date"},
	"event:pre_proceedings_started":          {"pre proceedings start", "pre proceedings start date", "plo start", "plo start date", "pre proceedings started", "plo letter date"},
	"event:pre_proceedings_ended":            {"pre proceedings end", "pre proceedings end date", "plo end", "plo end date"},
	"event:legal_planning_meeting":           {"legal planning meeting", "legal planning meeting date", "lpm date", "lpm"},
	"event:gateway_panel_decision":           {"gateway panel", "gateway decision", "gateway panel date", "gateway decision date"},
	"event:final_hearing":                    {"final hearing", "final hearing date"},
	"event:long_term_match_approved":         {"long term match", "ltf match date", "long term match date", "date matched long term"},
	"event:permanence_plan_confirmed":        {"permanence plan confirmed", "permanence plan agreed date"},
	"event:adm_plan_change_decision":         {"date of decision that child should no longer be placed for adoption", "decision reversed date"},
	"event:pathway_plan_completed":           {"pathway plan", "pathway plan date", "pathway plan completed date"},
	"event:sibling_assessment_countersigned": {"sibling assessment", "sibling assessment date", "together or apart assessment date"},
}

// contexts are what a sheet is about by its name: there, a heading such as “Start date” means that of a placement.
var contexts = []struct{ in, prefix string }{
	{"placement", "placement "}, {"legal", "legal status "}, {"episode", "episode "}, {"event", "event "}, {"milestone", "event "},
	{"relation", "relation "}, {"contact", "relation "}, {"famil", "relation "},
	{"allocat", "allocated worker "}, {"worker", "allocated worker "}, {"care plan", "care plan "}, {"permanence plan", "care plan "},
}

// plain is a heading in lower case, without what stands in brackets, and with one space for everything that is neither
// letter nor digit.
func plain(heading string) string {
	for {
		from := strings.IndexByte(heading, '(')
		to := strings.IndexByte(heading, ')')
		if from < 0 || to < from {
			break
		}
		heading = heading[:from] + " " + heading[to+1:]
	}
	return strings.Join(strings.FieldsFunc(strings.ToLower(heading), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// byHeading is synonyms the other way round, and the words for kinds of events.
var byHeading = sync.OnceValue(func() map[string]Field {
	all := map[string]Field{}
	for _, o := range forms.EventKind("").Options() {
		for _, s := range []string{plain(o.Label), plain(o.Label) + " date", plain(o.Value), "date " + plain(o.Label)} {
			all[s] = Field(eventField + o.Value)
		}
	}
	for field, words := range synonyms {
		for _, s := range words {
			all[s] = field
		}
	}
	return all
})

// fieldOf guesses what a column of a sheet means. What the sheet is about comes first: in a list of relations “Name” is not
// the child's.
func fieldOf(heading, sheet string) Field {
	h, sheet := plain(heading), plain(sheet)
	for _, c := range contexts {
		if strings.Contains(sheet, c.in) {
			if f, ok := byHeading()[c.prefix+h]; ok {
				return f
			}
		}
	}
	return byHeading()[h]
}
