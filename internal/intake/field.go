package intake

import (
	"slices"
	"strings"

	"minutebook/forms"
)

// Field is what a column means. Beside those below there is one for each kind of event, "event:" and its kind, whose cells
// are dates, and one for each role of a person, "person:" and the role, whose cells are names. An empty Field is a column
// that is not imported.
type Field string

// The fields.
const (
	CaseNumber  Field = "case_number"
	Name        Field = "name" // "Ada Test" or "Test, Ada"
	Forename    Field = "forename"
	Surname     Field = "surname"
	DateOfBirth Field = "date_of_birth"

	LegalStatus Field = "legal_status" // SSDA903 code or its words
	LegalFrom   Field = "legal_from"
	LegalTo     Field = "legal_to"

	PlacementType  Field = "placement_type" // SSDA903 code or its words
	PlacementFrom  Field = "placement_from"
	PlacementTo    Field = "placement_to"
	AddressSince   Field = "address_since"
	Provider       Field = "placement_provider" // SSDA903 code PR0 to PR5
	EpisodeFrom    Field = "episode_from"       // SSDA903 DECOM
	EpisodeTo      Field = "episode_to"         // DEC
	EpisodeReason  Field = "episode_reason"     // RNE: why it began
	EpisodeCeased  Field = "episode_ceased"     // REC: why it ended
	PlacementMoved Field = "placement_changed"  // REASON_PLACE_CHANGE

	PlanCode  Field = "plan"
	PlanSince Field = "plan_since"

	EventKind  Field = "event"
	EventDate  Field = "event_date"
	EventState Field = "event_state" // done or planned; without it, what lies in the past is done

	WorkerName     Field = "worker"
	WorkerUsername Field = "worker_username"
	Team           Field = "team"

	PersonRole         Field = "person_role"
	PersonName         Field = "person_name"
	PersonOrganisation Field = "person_organisation"
	PersonTelephone    Field = "person_telephone"
	PersonEmail        Field = "person_email"
	PersonAddress      Field = "person_address"
)

const (
	eventField  = "event:"
	personField = "person:"
)

// roles of people who have a column of their own in some extracts.
var roles = []string{"mother", "father", "iro", "foster_carer", "family_finder", "childrens_guardian"}

// Fields are all fields, in the order in which a person may be offered them.
func Fields() []Field {
	fields := []Field{
		CaseNumber, Name, Forename, Surname, DateOfBirth, LegalStatus, LegalFrom, LegalTo, PlacementType, PlacementFrom, PlacementTo,
		AddressSince, Provider, EpisodeFrom, EpisodeTo, EpisodeReason, EpisodeCeased, PlacementMoved, PlanCode, PlanSince, EventKind,
		EventDate, EventState, WorkerName, WorkerUsername, Team, PersonRole, PersonName, PersonOrganisation, PersonTelephone,
		PersonEmail, PersonAddress,
	}
	for _, r := range roles {
		fields = append(fields, Field(personField+r))
	}
	for _, o := range forms.EventKind("").Options() {
		fields = append(fields, Field(eventField+o.Value))
	}
	return fields
}

// Valid reports whether there is such a field.
func (f Field) Valid() bool { return slices.Contains(Fields(), f) }

func (f Field) event() (kind string, ok bool)  { return strings.CutPrefix(string(f), eventField) }
func (f Field) person() (role string, ok bool) { return strings.CutPrefix(string(f), personField) }
