package intake

import (
	"strings"

	"minutebook/forms"
)

// code is one value of a list, and what systems write for it beside the code itself and its words.
type code struct {
	value, label string
	also         []string // in the form of plain
}

// codes is a list of them, and all that is read as one: values and words in the form of plain.
type codes struct {
	list  []code
	named map[string]string
}

func newCodes(list []code) *codes {
	c := &codes{list, map[string]string{}}
	for _, o := range list {
		for _, name := range append([]string{plain(o.value), plain(o.label)}, o.also...) {
			if c.named[name] == "" { // of two that are alike the first, as special guardianship by its reason
				c.named[name] = o.value
			}
		}
	}
	return c
}

func codesOf(c forms.Choice, also map[string][]string) *codes {
	var list []code
	for _, o := range c.Options() {
		list = append(list, code{o.Value, o.Label, also[o.Value]})
	}
	return newCodes(list)
}

var legalCodes = codesOf(forms.LegalStatus(""), map[string][]string{
	"C1": {"ico", "interim care order s38", "interim care order section 38"},
	"C2": {"fco", "care order", "full care order s31", "care order s31", "care order section 31"},
	"E1": {"po", "placement order"},
	"V2": {"s20", "section 20", "s 20", "accommodated s20", "accommodated section 20", "single period of accommodation under section 20", "voluntary accommodation section 20"},
	"L1": {"police protection", "ppo", "under police protection and in la accommodation"},
	"L2": {"epo", "emergency protection order"},
	"D1": {"freeing order", "freeing order granted"},
})

var placementCodes = codesOf(forms.PlacementType(""), map[string][]string{
	"K1": {"secure childrens home", "secure unit"},
	"K2": {"childrens home", "children s homes"},
	"K3": {"supported accommodation"},
	"P1": {"placed with parents", "placed with parent s", "with parents", "with own parents", "placed with own parents", "with own parent s or other person s with parental responsibility"},
	"R3": {"mother and baby unit", "family centre"},
	"R5": {"young offender institution", "yoi"},
	"S1": {"residential school"},
	"P2": {"independent living"},
})

// planCodes are those of a child's plan, with the codes of Ofsted's Annex A that mean the same. LTRELFR (a long-term
// placement with relatives or friends) and OTHERPLN can be a special guardianship too, which Annex A has no code for.
var planCodes = newCodes([]code{
	{"ADOPTION", "Adoption", nil},
	{"RETURN_HOME", "Return home", []string{"return1m", "return6m", "returnev", "return to birth family", "reunification", "rehabilitation home", "rehabilitation"}},
	{"LTF", "Long-term fostering", []string{"ltfost18", "long term foster care", "long term placement with foster carers until 18"}},
	{"SGO", "Special guardianship", []string{"special guardianship order"}},
	{"CAO", "Child arrangements order", []string{"child arrangements"}},
	{"KINSHIP_FOSTER", "Fostering by relatives or friends", []string{"kinship foster care", "kinship fostering", "connected persons foster care"}},
	{"RESIDENTIAL", "Residential care", []string{"resplmt", "residential", "residential placement until independence"}},
	{"OTHER", "Another plan", []string{"other", "other plan"}},
})

var eventCodes = codesOf(forms.EventKind(""), nil)

// SSDA903 codes of an episode (codes_ssda903: reason_new_episode, reason_episode_ceased, placement_provider).
var (
	reasonCodes = newCodes([]code{
		{"S", "Started to be looked after", nil}, {"L", "Change of legal status only", nil}, {"P", "Change of placement and carers only", []string{"change of placement and carer s only"}},
		{"T", "Change of placement with the same carers", []string{"change of placement same carer s only"}},
		{"B", "Change of legal status, placement and carers", []string{"change of legal status and placement and carer s"}},
		{"U", "Change of legal status and placement, same carers", []string{"change of legal status and placement same carer s"}},
	})
	ceasedCodes = newCodes([]code{
		{"X1", "The next episode begins on the same day", nil}, {"E11", "Adopted, unopposed", nil}, {"E12", "Adopted, consent dispensed with", nil}, {"E2", "Died", nil},
		{"E3", "Care taken over by another authority", nil}, {"E4A", "Returned home, planned", nil}, {"E4B", "Returned home, not planned", nil},
		{"E13", "Left care to live with somebody without parental responsibility", nil}, {"E41", "Child arrangements order", nil},
		{"E45", "Special guardianship", nil}, {"E46", "Special guardianship", nil}, {"E47", "Special guardianship", nil}, {"E48", "Special guardianship", nil},
		{"E5", "Independent living with support", nil}, {"E6", "Independent living without support", nil}, {"E7", "Adult residential care", nil}, {"E8", "Any other reason", nil},
		{"E9", "Sentenced to custody", nil}, {"E14", "Remand ended", nil}, {"E15", "Age assessed as 18 or over", nil}, {"E16", "Moved abroad", nil}, {"E17", "18, stayed with the carers", nil},
	})
	providerCodes = newCodes([]code{
		{"PR0", "Parents", nil}, {"PR1", "Own provision", []string{"in house"}}, {"PR2", "Other local authority provision", nil}, {"PR3", "Other public provision", nil},
		{"PR4", "Private provision", []string{"private", "independent"}}, {"PR5", "Voluntary provision", []string{"voluntary"}},
	})
	movedCodes = newCodes([]code{
		{"CARPL", "Care plan", nil}, {"CLOSE", "Closure", nil}, {"ALLEG", "Allegation", nil}, {"STAND", "Standards", nil}, {"APPRR", "Approval removed", nil}, {"CREQB", "Carers’ request: behaviour", nil},
		{"CREQO", "Carers’ request: other", nil}, {"CHILD", "Child’s request", nil}, {"LAREQ", "Authority’s request", nil}, {"PLACE", "Status of the placement only", nil}, {"CUSTOD", "Custody", nil}, {"OTHER", "Other", nil},
	})
	stateCodes = newCodes([]code{
		{"done", "Done", []string{"completed", "complete", "held", "yes", "y", "closed", "achieved", "occurred"}},
		{"planned", "Planned", []string{"due", "scheduled", "booked", "no", "n", "open", "pending", "arranged"}},
	})
)

// endEvents are what happened when an episode ended for that reason (codes_ssda903: permanence_outcome_from_rec).
var endEvents = map[string]string{
	"E11": "adoption_order_granted", "E12": "adoption_order_granted", "E41": "cao_granted",
	"E45": "sgo_granted", "E46": "sgo_granted", "E47": "sgo_granted", "E48": "sgo_granted",
}

// find reads a text as one value of a list: the code, its words, or both (“C2 - Full Care Order”, “Full care order (C2)”).
func (c *codes) find(text string) (value string, ok bool) {
	if value, ok := c.named[plain(text)]; ok && plain(text) != "" {
		return value, true
	}
	// A code at the start or in brackets at the end decides, whatever the other system's words for it are.
	text = strings.TrimSpace(text)
	last, closed := strings.CutSuffix(text[strings.LastIndexByte(text, '(')+1:], ")")
	first, _, more := strings.Cut(text, " ")
	more = more || strings.ContainsAny(first, ":-–")
	first = strings.TrimRight(first, ":-–. ")
	for _, o := range c.list {
		if len(o.value) > 1 && (more && strings.EqualFold(first, o.value) || closed && strings.EqualFold(last, o.value)) {
			return o.value, true
		}
	}
	return "", false
}

// label is the words for a code.
func (c *codes) label(value string) string {
	for _, o := range c.list {
		if o.value == value {
			return o.label
		}
	}
	return value
}

// inWords names the codes of a list.
func (c *codes) inWords() string {
	var values []string
	for _, o := range c.list {
		values = append(values, o.value)
	}
	return strings.Join(values, ", ")
}
