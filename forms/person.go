package forms

import "strings"

// Person is somebody around a child, or a school, as far as papers must know who may read about them.
type Person struct {
	Key          string `json:"key"`  // unique in the child's case, for instance "mother"
	Role         string `json:"role"` // as the case file has it: "mother", "foster_carer", "maternal_grandmother"
	Name         string `json:"name"`
	Organisation string `json:"organisation,omitempty"`
	Telephone    string `json:"telephone,omitempty"`
	Email        string `json:"email,omitempty"`
	Address      string `json:"address,omitempty"`

	CaseNumber    string `json:"case_number,omitempty"`     // of a brother or sister
	DateOfBirth   Date   `json:"date_of_birth,omitzero"`    // of a brother or sister
	LivesWith     string `json:"lives_with,omitempty"`      // of a brother or sister, in words
	CaresForChild bool   `json:"cares_for_child,omitempty"` // the child lives or lived with this person
}

// PersonRole is what a person's role means for who may read about them.
type PersonRole int

// The roles that papers tell apart. A role that is none of them is a relative or friend: their details are protected.
const (
	RelativeRole PersonRole = iota
	ParentRole
	CarerRole // foster carers, adopters and those who may become so, homes: not to be named either
	SiblingRole
	SchoolRole
	ProfessionalRole
)

// Is reports whether the person's role is of that kind.
func (p *Person) Is(r PersonRole) bool { return p.kind() == r }

func (p *Person) kind() PersonRole {
	role := strings.ReplaceAll(strings.ToLower(p.Role), " ", "_") // attendance lists write "Social worker"
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(role, w) {
				return true
			}
		}
		return false
	}
	switch {
	case role == "sibling":
		return SiblingRole
	case role == "school":
		return SchoolRole
	case p.ParentWord() != "":
		return ParentRole
	case has("special_guardian"):
		return RelativeRole
	case has("residential", "childrens_home", "children_home"): // before "manager": the home's address is the child's
		return CarerRole
	case has("worker", "manager", "officer", "adviser", "advisor", "solicitor", "teacher", "visitor", "guardian", "iro", "legal",
		"virtual_school", "decision_maker", "family_finder", "chair", "doctor", "nurse", "psycholog", "head_of", "panel", "advocate", "director"):
		return ProfessionalRole
	case has("adopter", "foster", "supported_lodging", "early_permanence") || role == "carer":
		return CarerRole
	}
	return RelativeRole
}

// ParentWord is "mother", "father" or "parent" for a parent, "" for anybody else. A case file may say whose: "father of c1".
func (p *Person) ParentWord() string {
	role := strings.ToLower(p.Role)
	for _, word := range []string{"mother", "father", "parent"} {
		if role == word || strings.HasPrefix(role, word+" ") || strings.HasPrefix(role, word+"_of") || role == "birth_"+word {
			return word
		}
	}
	return ""
}

// RoleInWords is the role as people say it: "foster carer".
func (p *Person) RoleInWords() string {
	words, _, _ := strings.Cut(strings.ReplaceAll(p.Role, "_", " "), " of c")
	return words
}

// Attendees returns who was invited to a meeting; nil for forms that are about none.
func Attendees(form Form) []Attendance {
	switch f := form.(type) {
	case *PPM:
		return f.Attendance
	case *PRPM:
		return f.Attendance
	}
	return nil
}
