package casefile

import (
	"encoding/json"
	"fmt"
	"slices"

	"minutebook/forms"
	"minutebook/internal/policy"
)

// The shapes below are what the rules of time and the lists of an authority need of the file beside its forms.
type legalPeriod struct {
	Code string     `json:"code"`
	From forms.Date `json:"from"`
	To   forms.Date `json:"to"`
}

type carePlan struct {
	Code  string     `json:"code"`
	Since forms.Date `json:"set_date"`
}

type advice struct {
	Issued     bool       `json:"issued"`
	Circulated forms.Date `json:"circulated_date"`
}

type taskList struct {
	ChildID string    `json:"child_id"`
	Tasks   []taskRow `json:"tasks"`
}

// outcome is what a form of any kind says about the series of meetings.
type outcome struct {
	Achieved forms.YesNo `json:"achieved"`
	Carers   []struct {
		Ruled string `json:"ruled"`
	} `json:"carers"`
}

// facts puts together what the file says of each child, in the order of its children.
func (f *file) facts(children []forms.Child) ([]policy.Facts, error) {
	all := make([]policy.Facts, len(children))
	for i := range children {
		id := children[i].ID
		all[i].Child = children[i]
		for _, m := range f.Meetings {
			if slices.Contains(m.Children, id) {
				all[i].Meetings = append(all[i].Meetings, m.of(id))
			}
		}
		for _, list := range f.TaskLists {
			if list.ChildID == id {
				all[i].Tasks = list.rows()
			}
		}
		for _, in := range f.Forms {
			if in.ChildID != id {
				continue
			}
			said, err := in.outcome()
			if err != nil {
				return nil, fmt.Errorf("form %s: %w", in.ID, err)
			}
			said.note(all[i].Meetings, in.MeetingID)
		}
	}
	return all, nil
}

// of returns the meeting as it concerns one child; "" is the meeting itself.
func (m *meeting) of(childID string) policy.Meeting {
	given := m.Advice[childID]
	return policy.Meeting{
		ID: m.ID, Date: m.Date, Held: m.Status == "held", Recorded: m.Recorded,
		AdviceIssued: given.Issued, AdviceCirculated: given.Circulated,
	}
}

func (l *taskList) rows() []policy.Task {
	rows := []policy.Task{}
	for _, t := range l.Tasks {
		rows = append(rows, policy.Task{Task: t.Task, NotApplicable: t.Status == "not_applicable", Completed: t.Completed, Steps: t.Steps})
	}
	return rows
}

// outcome reads the two answers from the form's values as they are in the file, so that forms of every kind count.
func (in *filled) outcome() (outcome, error) {
	var said outcome
	for field, into := range map[string]any{"achieved": &said.Achieved, "carers": &said.Carers} {
		if value := in.Values[field]; value != nil {
			if err := json.Unmarshal(value, into); err != nil {
				return said, fmt.Errorf("reading %s: %w", field, err)
			}
		}
	}
	return said, nil
}

func (o *outcome) note(meetings []policy.Meeting, id string) {
	for i := range meetings {
		if m := &meetings[i]; m.ID == id {
			m.HasForm = true
			m.Achieved = o.Achieved == forms.Yes
			for _, c := range o.Carers {
				m.Connected = m.Connected || c.Ruled == "ruled_in" || c.Ruled == "pending"
			}
		}
	}
}
