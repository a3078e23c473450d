package policy

import (
	"encoding/json"

	"minutebook/forms"
)

// Status says how one occurrence of a rule stands on a day.
type Status string

// Every deadline has one of these.
const (
	Met           Status = "met"            // done on or before the due date
	MetLate       Status = "met_late"       // done after it
	Upcoming      Status = "upcoming"       // not done, and not past the due date
	Overdue       Status = "overdue"        // not done, and past it
	Superseded    Status = "superseded"     // another rule took over before it was met
	Ended         Status = "ended"          // no longer needed on its due date
	Missed        Status = "missed"         // fell due, was not done, and can no longer be
	NotApplicable Status = "not_applicable" // its trigger is there, but it does not apply
	Reached       Status = "reached"        // the earliest date has come
	NotReached    Status = "not_reached"
)

// Deadline is one occurrence of a rule for one child: since when, until when, and what shows that it was done.
type Deadline struct {
	Child      string // id; for those who list several children, "" otherwise
	Rule       string // inventory id
	Occurrence int    // from 1
	Name       string

	Trigger     string     // the event that started the clock
	TriggerDate forms.Date // day 0 (RD01)
	Planned     bool       // the trigger is still to come

	Due         forms.Date
	Alternative forms.Date // the due date if an unclear unit is read the other way; zero if it is clear
	NotBefore   bool       // Due is the earliest day, not the last

	By       string     // the kind of event that satisfies it
	Done     forms.Date // when that happened; zero if it did not count
	Status   Status
	DaysLate int // calendar days past the due date, for met_late and overdue

	Note    string
	Reading []string // ids of the readings that it rests on
}

// MarshalJSON writes the keys by which deadlines are exchanged. A row that says “not before” has earliest_date in place of
// due_date, and nothing that satisfies it.
func (d Deadline) MarshalJSON() ([]byte, error) {
	row := struct {
		Child         string      `json:"child,omitempty"`
		Rule          string      `json:"rule"`
		Occurrence    int         `json:"occurrence"`
		Name          string      `json:"name"`
		Trigger       string      `json:"trigger"`
		TriggerDate   forms.Date  `json:"trigger_date"`
		TriggerStatus string      `json:"trigger_status"`
		Due           *forms.Date `json:"due_date,omitempty"`
		Earliest      *forms.Date `json:"earliest_date,omitempty"`
		By            string      `json:"satisfied_by,omitempty"`
		Done          *forms.Date `json:"satisfied_date,omitempty"`
		Status        Status      `json:"status"`
		DaysLate      int         `json:"days_late,omitempty"`
		Alternative   forms.Date  `json:"alternative_due_date,omitzero"`
		Note          string      `json:"note,omitempty"`
		Reading       []string    `json:"reading"`
	}{
		Child: d.Child, Rule: d.Rule, Occurrence: d.Occurrence, Name: d.Name,
		Trigger: d.Trigger, TriggerDate: d.TriggerDate, TriggerStatus: "done",
		Due: &d.Due, By: d.By, Done: &d.Done,
		Status: d.Status, DaysLate: d.DaysLate, Alternative: d.Alternative, Note: d.Note, Reading: d.Reading,
	}
	if d.Planned {
		row.TriggerStatus = "planned"
	}
	if d.NotBefore {
		row.Due, row.Earliest, row.Done = nil, &d.Due, nil
	}
	return json.Marshal(row)
}

// span is what decides about one occurrence; a zero Date means that it did not happen.
type span struct {
	start     forms.Date
	due       forms.Date
	done      forms.Date // when it was done, in time or late
	takenOver forms.Date // when another rule began to hold in place of this one
	ended     forms.Date // when it was no longer needed
	closed    forms.Date // when it could no longer be done; later evidence does not count
}

// on reports whether the day came, no later than the limit.
func on(day, limit forms.Date) bool { return !day.IsZero() && !day.After(limit) }

// judge decides the status on a day. The order of the questions is the reading (RD10): what was done in time is met,
// whatever came after; then come the reasons for which it was not needed on its due date; only then is it late.
func (s span) judge(asOf forms.Date) (status Status, done forms.Date, daysLate int) {
	if !s.closed.IsZero() && !s.done.Before(s.closed) {
		s.done = forms.Date{}
	}
	switch {
	case on(s.done, s.due):
		return Met, s.done, 0
	case on(s.takenOver, s.due) && s.takenOver.After(s.start) && (s.ended.IsZero() || !s.ended.Before(s.takenOver)):
		return Superseded, forms.Date{}, 0
	case on(s.ended, s.due):
		return Ended, forms.Date{}, 0
	case !s.done.IsZero():
		return MetLate, s.done, days(s.due, s.done)
	case on(s.ended, asOf), on(s.closed, asOf):
		return Missed, forms.Date{}, 0
	case !asOf.After(s.due):
		return Upcoming, forms.Date{}, 0
	}
	return Overdue, forms.Date{}, days(s.due, asOf)
}

// days counts calendar days from one day to a later one.
func days(from, to forms.Date) int { return dayNumber(to) - dayNumber(from) }

// Deadlines works out every deadline that the pack itself sets for the child as on a day, in the order of the pack, each
// rule's occurrences in order of time. The deadlines of the pack that it extends are that pack's: what two authorities, or
// an authority and the law, say of one meeting stays apart and is never averaged.
func (p *Pack) Deadlines(facts *Facts, asOf forms.Date) []Deadline {
	t := p.timeline(facts, asOf)
	rows := make([]Deadline, 0, 2*len(p.clocks))
	for i := range p.clocks {
		rows = p.clocks[i].rows(p.calendar, t, rows)
	}
	return rows
}
