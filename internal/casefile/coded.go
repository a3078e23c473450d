package casefile

import "minutebook/forms"

// Coded are facts of a child for the national return (SSDA903), by its codes; what the file does not say is empty.
type Coded struct {
	Sex        string
	Ethnicity  string
	Need       string        // category of need
	Placements []PlacedCoded // of the child's placements, in their order
}

// PlacedCoded is what the return asks of a placement beside its type.
type PlacedCoded struct {
	Provider string
	Reason   string // why the placement before it changed
}

type placement struct {
	From         forms.Date `json:"from"`
	To           forms.Date `json:"to"`
	Type         string     `json:"placement_type"`
	AddressSince forms.Date `json:"address_since"`
	External     bool       `json:"external"`
	Provider     string     `json:"placement_provider"`
	Reason       string     `json:"reason_placement_changed"`
}

func (ch *child) coded() Coded {
	c := Coded{Sex: ch.Sex, Ethnicity: ch.Ethnicity, Need: ch.Need}
	for _, p := range ch.Placements {
		c.Placements = append(c.Placements, PlacedCoded{p.Provider, p.Reason})
	}
	return c
}
