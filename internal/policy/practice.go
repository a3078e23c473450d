package policy

import "slices"

// This file holds what an authority says that is not counted: who chairs and who is invited, what is on the agenda, duties
// without a date, papers and lists by name, the options compared. Screens and papers show it; nothing is decided by it.

// Note is one thing that an authority asks or names.
type Note struct {
	ID    string   `json:"id"`              // of the inventory
	Text  string   `json:"text"`            // a duty, or the name of a paper or a list
	Who   string   `json:"who"`             // whose it is; "" where the source does not say
	Items []string `json:"items,omitempty"` // of a list
}

// Gathering is how the authority holds its planning meetings.
type Gathering struct {
	Chair    string   `json:"chair"`
	Invitees []string `json:"invitees"`
	Agenda   []string `json:"agenda"`
}

// Outcome is one legal outcome as the authority compares it, in short words of ours.
type Outcome struct {
	Plan    string   `json:"plan"` // one of the plan codes, or SUPERVISION_ORDER
	Points  []string `json:"points"`
	For     []string `json:"for"`
	Against []string `json:"against"`
}

// Need is one row of the comparison of outcomes by what the child needs.
type Need struct {
	Need      string `json:"need"`
	Order     string `json:"cao_sgo"`
	Adoption  string `json:"adoption"`
	Fostering string `json:"ltf"`
}

// Scenario is what the authority thinks likely for an age, with or without connected people.
type Scenario struct {
	From      int      `json:"from"` // completed years, both included
	To        int      `json:"to"`
	Connected bool     `json:"connected"`
	Outcomes  []string `json:"likely"` // in the source's order
}

// Move is one step between levels of risk.
type Move struct {
	From   string `json:"from"`
	To     string `json:"to"`
	When   string `json:"when"`
	Months int    `json:"months,omitempty"`           // held for at least so long; 0: at once
	Hold   int    `json:"then_hold_months,omitempty"` // then at the new level for at least so long
	Effect string `json:"effect,omitempty"`           // what else follows
}

func readNote(b *block) Note {
	n := Note{ID: b.id(), Text: b.text("text"), Who: b.optional("who"), Items: b.names("items")}
	b.close()
	return n
}

// readPractice reads the parts of a pack that only tell.
func (d *draft) readPractice() {
	p, meeting := &d.pack, d.parts["meeting"]
	p.Meeting = Gathering{Chair: meeting.optional("chair"), Invitees: meeting.names("invitees"), Agenda: meeting.names("agenda")}
	meeting.cites()
	meeting.close()

	outcomes := d.parts["outcomes"]
	outcomes.cites()
	for _, b := range outcomes.list("compared") {
		p.Outcomes = append(p.Outcomes, Outcome{Plan: b.text("plan"), Points: b.names("points"), For: b.names("for"), Against: b.names("against")})
		b.close()
	}
	for _, b := range outcomes.list("needs") {
		p.Needs = append(p.Needs, Need{b.text("need"), b.text("cao_sgo"), b.text("adoption"), b.text("ltf")})
		b.close()
	}
	for _, b := range outcomes.list("scenarios") {
		s := Scenario{Connected: b.flag("connected"), Outcomes: b.names("likely")}
		s.From, _ = b.whole("from", 0, adult)
		s.To, _ = b.whole("to", s.From, adult)
		b.close()
		p.Scenarios = append(p.Scenarios, s)
	}
	outcomes.close()

	risk := d.parts["risk"]
	risk.cites()
	p.RiskLevels = risk.names("levels")
	for _, b := range risk.list("moves") {
		m := Move{From: b.text("from"), To: b.text("to"), When: b.text("when"), Effect: b.optional("effect")}
		m.Months, _ = b.whole("months", 1, 60)
		m.Hold, _ = b.whole("then_hold_months", 1, 60)
		for _, level := range []string{m.From, m.To} {
			if !slices.Contains(p.RiskLevels, level) && level != "closed" {
				b.fault("from", "there is no level of risk called %q", level)
			}
		}
		b.close()
		p.RiskMoves = append(p.RiskMoves, m)
	}
	risk.close()
}
