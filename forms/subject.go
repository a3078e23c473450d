package forms

// Subject says whom a paper is about, where it is not the minutes of a planning meeting.
type Subject struct {
	ChildName  string `json:"child_name" label:"Name of child" validate:"max=200" signoff:"required" audience:"parent,iro,panel,child" source:"001-F01 L728"`
	CaseNumber string `json:"cass_number" label:"Local case number" hint:"Your authority’s own number for the child" validate:"max=40" signoff:"required" audience:"iro,panel" source:"001-F01 L729"`
}

// Prefill fills in what is empty from what is known of the child.
func (s *Subject) Prefill(child Child) {
	if s.ChildName == "" {
		s.ChildName = child.Name
	}
	if s.CaseNumber == "" {
		s.CaseNumber = child.CaseNumber
	}
}

// AgreedActions are what a small meeting or decision asks people to do.
type AgreedActions struct {
	Actions []Action `json:"recommendations" label:"Actions agreed" row:"Action" validate:"max=100,dive" advise:"dive" signoff:"dive" audience:"iro,panel" source:"001-F01 L1027"`
}
