package forms

import (
	"fmt"
	"strconv"
	"strings"
)

// Option is one possible answer: the value that is stored and the words that people see.
type Option struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// Choice is implemented by every type whose values come from a list. The empty value means not answered.
type Choice interface {
	Options() []Option
}

// LabelOf returns the words for c's value: the value itself if the list does not have it, nothing if it is empty.
func LabelOf(c Choice) string {
	value := fmt.Sprint(c)
	for _, o := range c.Options() {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}

// YesNo answers a question that has no third answer.
type YesNo string

// The answers of YesNo.
const (
	Yes YesNo = "yes"
	No  YesNo = "no"
)

// Options implements Choice.
func (YesNo) Options() []Option { return []Option{{"yes", "Yes"}, {"no", "No"}} }

// MeetingKind tells a first meeting from those that review it.
type MeetingKind string

// Options implements Choice.
func (MeetingKind) Options() []Option {
	return []Option{{"initial", "Initial PPM"}, {"review", "Review PPM"}}
}

// Attended says whether an invited person came.
type Attended string

// Options implements Choice.
func (Attended) Options() []Option {
	return []Option{{"attended", "Attended"}, {"apologies", "Apologies"}, {"did_not_attend", "Did not attend"}}
}

// Ruling is the local authority's view of a relative or friend as carer.
type Ruling string

// Options implements Choice.
func (Ruling) Options() []Option {
	return []Option{{"ruled_in", "Ruled in"}, {"ruled_out", "Ruled out"}, {"pending", "Not decided yet"}}
}

// The rulings that leave a carer possible.
const (
	RuledIn Ruling = "ruled_in"
	Pending Ruling = "pending"
)

// Plan is one of the six permanence options of the template.
type Plan string

// The plans that rules ask about by name.
const (
	EarlyPermanence Plan = "early_permanence"
	Reunification   Plan = "reunification"
	FamilyFriends   Plan = "family_friends"
	CaoSgo          Plan = "cao_sgo"
	LTF             Plan = "ltf"
	Adoption        Plan = "adoption"
)

// Options implements Choice.
func (Plan) Options() []Option {
	return []Option{
		{"early_permanence", "Early permanence"},
		{"reunification", "Reunification"},
		{"family_friends", "Placement with family or friends"},
		{"cao_sgo", "Child arrangements order or special guardianship order"},
		{"ltf", "Long-term fostering"},
		{"adoption", "Adoption"},
	}
}

// Unit is what a frequency is counted in.
type Unit string

// Options implements Choice.
func (Unit) Options() []Option { return []Option{{"week", "weeks"}, {"month", "months"}} }

// LegalStatus is an SSDA903 legal status code.
type LegalStatus string

// Options implements Choice with the SSDA903 list. D1 is historic: no freeing order has been made since 30 December 2005.
func (LegalStatus) Options() []Option {
	return []Option{
		{"C1", "Interim care order (C1)"},
		{"C2", "Full care order (C2)"},
		{"E1", "Placement order granted (E1)"},
		{"V2", "Accommodated under section 20, single period (V2)"},
		{"V3", "Short-term breaks, episodes recorded one by one (V3)"},
		{"V4", "Short-term breaks, agreements recorded (V4)"},
		{"L1", "Police protection, in local authority accommodation (L1)"},
		{"L2", "Emergency protection order (L2)"},
		{"L3", "Child assessment order, in local authority accommodation (L3)"},
		{"J1", "Remanded to local authority accommodation or youth detention accommodation (J1)"},
		{"J2", "Placed in local authority accommodation under PACE 1984 (J2)"},
		{"J3", "Youth rehabilitation order with residence or intensive fostering requirement (J3)"},
		{"D1", "Freeing order granted, historic (D1)"},
	}
}

// ActionNumber is the number by which a child's action is known from meeting to meeting: 7 is written "A7". It is given
// once by the service and never changes; zero means not numbered yet.
type ActionNumber int

// String returns "A7", or nothing for zero.
func (n ActionNumber) String() string {
	if n == 0 {
		return ""
	}
	return "A" + strconv.Itoa(int(n))
}

// ParseActionNumber reads "A7"; an empty text is zero.
func ParseActionNumber(s string) (ActionNumber, error) {
	if s == "" {
		return 0, nil
	}
	digits, ok := strings.CutPrefix(s, "A")
	n, err := strconv.ParseUint(digits, 10, 20)
	if !ok || err != nil || n == 0 || digits[0] == '0' {
		return 0, fmt.Errorf("%q is not an action number such as A7", s)
	}
	return ActionNumber(n), nil
}

// MarshalText implements encoding.TextMarshaler.
func (n ActionNumber) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (n *ActionNumber) UnmarshalText(text []byte) (err error) {
	*n, err = ParseActionNumber(string(text))
	return err
}
