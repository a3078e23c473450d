package casefile

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"minutebook/forms"
)

// Sheet is the draft of one parent's summary sheet of one meeting, with what is needed to check it.
type Sheet struct {
	ID       string // of the meeting's form, as in Filled
	Form     *forms.Summary
	Problems forms.Problems // level Error: what in the file does not fit the sheet
	People   []forms.Person // everybody around the child
	Public   []string       // what everybody knows: the authority, its offices, where the child was born
}

// The parts of the file that sheets are made from.
type sheetFile struct {
	Authority struct {
		Name   string `json:"name"`
		Agency string `json:"adoption_agency"`
	} `json:"authority"`
	People   []person            `json:"people"`
	Children []sheetChild        `json:"children"`
	Meetings []sheetMeeting      `json:"meetings"`
	Forms    []sheetDraft        `json:"forms"`
	Reports  []permanenceReport  `json:"cprs"`
	Sheets   map[string][]string `json:"parents_receiving_sheets"`
}

type person struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	Role         string `json:"role"`
	Organisation string `json:"organisation"`
	Email        string `json:"email"`
	Telephone    string `json:"telephone"`
	Address      string `json:"address"`
}

type sheetChild struct {
	ID           string     `json:"id"`
	Name         string     `json:"name"`
	CaseNumber   string     `json:"cass_number"`
	DateOfBirth  forms.Date `json:"date_of_birth"`
	PlaceOfBirth string     `json:"place_of_birth"`
	Siblings     []struct {
		ChildID     string     `json:"child_id"`
		Name        string     `json:"name"`
		CaseNumber  string     `json:"cass_number"`
		DateOfBirth forms.Date `json:"date_of_birth"`
		LivingWith  string     `json:"living_with"`
	} `json:"siblings"`
	Placements []stay `json:"placements"`
}

type stay struct {
	From    forms.Date `json:"from"`
	Type    string     `json:"placement_type"`
	Carer   string     `json:"carer"`
	Address string     `json:"address"`
}

type sheetMeeting struct {
	Children []string `json:"children"`
	Venue    string   `json:"venue"`
}

type sheetDraft struct {
	ID      string `json:"id"`
	ChildID string `json:"child_id"`
	Values  struct {
		ChildName   string `json:"child_name"`
		CaseNumber  string `json:"cass_number"`
		MeetingDate string `json:"meeting_date"` // days are read by the sheet's decoder, which says what is wrong with one
		NextDate    string `json:"next_date"`
	} `json:"values"`
	Summary *struct {
		Decided   string `json:"what_was_decided"`
		Plans     string `json:"why_there_is_more_than_one_plan"`
		Next      string `json:"what_happens_next"`
		Time      string `json:"family_time"`
		Contact   string `json:"who_to_contact"`
		Discussed []told `json:"discussed_with"`
		Sent      []told `json:"sent_in_writing"`
	} `json:"parents_summary"`
}

type told struct {
	Who  string `json:"who"`
	Date string `json:"date"`
}

type permanenceReport struct {
	ChildID string `json:"child_id"`
	About   struct {
		Schools []struct {
			Name    string     `json:"name"`
			Address string     `json:"address"`
			From    forms.Date `json:"from"`
		} `json:"schools"`
	} `json:"schedule_1_part_1"`
}

// Sheets reads the drafts of the parents' sheets of a case file: one for each form that has a draft and each parent who is
// to get one.
func Sheets(data []byte) ([]Sheet, error) {
	var f sheetFile
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("reading the parents’ sheets: %w", err)
	}
	var out []Sheet
	for _, draft := range f.Forms {
		if draft.Summary == nil {
			continue
		}
		child := f.child(draft.ChildID)
		if child == nil {
			return nil, fmt.Errorf("form %s: there is no child %q in the file", draft.ID, draft.ChildID)
		}
		people, public := f.people(child), f.public(child)
		for _, key := range f.Sheets[child.ID] {
			s := Sheet{ID: draft.ID, People: people, Public: public}
			var err error
			if s.Form, s.Problems, err = draft.sheet(key, f.nameOf(key)); err != nil {
				return nil, fmt.Errorf("form %s, sheet for %s: %w", draft.ID, key, err)
			}
			out = append(out, s)
		}
	}
	return out, nil
}

func (f *sheetFile) child(id string) *sheetChild {
	for i := range f.Children {
		if f.Children[i].ID == id {
			return &f.Children[i]
		}
	}
	return nil
}

func (f *sheetFile) nameOf(key string) string {
	for _, p := range f.People {
		if p.ID == key {
			return p.Name
		}
	}
	return ""
}

// sheet fills the form through the decoder, so that texts meet the same limits as anywhere else.
func (d *sheetDraft) sheet(key, name string) (*forms.Summary, forms.Problems, error) {
	data, err := json.Marshal(map[string]any{
		"child_name": d.Values.ChildName, "cass_number": d.Values.CaseNumber, "meeting_date": d.Values.MeetingDate,
		"next_date": d.Values.NextDate, "parent": key, "parent_name": name,
		"what_was_decided": d.Summary.Decided, "why_there_is_more_than_one_plan": d.Summary.Plans,
		"what_happens_next": d.Summary.Next, "family_time": d.Summary.Time, "who_to_contact": d.Summary.Contact,
		"discussed_on": on(d.Summary.Discussed, key), "sent_on": on(d.Summary.Sent, key),
	})
	if err != nil {
		return nil, nil, fmt.Errorf("putting it together: %w", err)
	}
	form, problems := forms.Decode(forms.SummaryKind, data)
	return form.(*forms.Summary), problems, nil
}

func on(list []told, key string) string {
	for _, t := range list {
		if t.Who == key {
			return t.Date
		}
	}
	return ""
}

// people gathers everybody around a child: the file's people, the brothers and sisters, whoever a placement names and
// nobody lists, and the schools that the child began with the present placement or later, which tell where it is.
func (f *sheetFile) people(child *sheetChild) []forms.Person {
	var all []forms.Person
	for _, p := range f.People {
		all = append(all, forms.Person{
			Key: p.ID, Role: p.Role, Name: p.Name, Organisation: p.Organisation, Telephone: p.Telephone, Email: p.Email, Address: p.Address,
		})
	}
	for i, s := range child.Siblings {
		if other := f.child(s.ChildID); other != nil {
			s.Name, s.CaseNumber, s.DateOfBirth = other.Name, other.CaseNumber, other.DateOfBirth
		}
		all = append(all, forms.Person{
			Key: fmt.Sprintf("sibling-%d", i+1), Role: "sibling", Name: s.Name, CaseNumber: s.CaseNumber, DateOfBirth: s.DateOfBirth,
			LivesWith: s.LivingWith,
		})
	}
	for _, c := range f.Children {
		for i, p := range c.Placements {
			at := slices.IndexFunc(all, func(q forms.Person) bool {
				return q.Name == p.Carer || p.Address != "" && q.Address == p.Address
			})
			if at < 0 {
				at = len(all)
				all = append(all, forms.Person{Key: fmt.Sprintf("%s-placement-%d", c.ID, i+1), Role: carerRole(p.Type), Name: p.Carer, Address: p.Address})
			}
			all[at].CaresForChild = all[at].CaresForChild || c.ID == child.ID
		}
	}
	for _, r := range f.Reports {
		for i, s := range r.About.Schools {
			if r.ChildID == child.ID && !s.From.IsZero() && !s.From.Before(child.settledOn()) {
				all = append(all, forms.Person{Key: fmt.Sprintf("school-%d", i+1), Role: "school", Name: s.Name, Address: s.Address})
			}
		}
	}
	return all
}

// carerRole is what somebody is who looks after a child in a placement of the SSDA903 type.
func carerRole(code string) string {
	switch {
	case strings.HasPrefix(code, "A"):
		return "adopter"
	case strings.HasPrefix(code, "K"), strings.HasPrefix(code, "H"), strings.HasPrefix(code, "R"):
		return "residential_home"
	}
	return "foster_carer"
}

// settledOn is when the present placement began.
func (c *sheetChild) settledOn() forms.Date {
	if len(c.Placements) == 0 {
		return forms.Date{}
	}
	return slices.MaxFunc(c.Placements, func(a, b stay) int { return a.From.Compare(b.From) }).From
}

// public gathers what anybody may connect with the child.
func (f *sheetFile) public(child *sheetChild) []string {
	all := []string{f.Authority.Name, f.Authority.Agency, child.PlaceOfBirth}
	for _, m := range f.Meetings {
		if slices.Contains(m.Children, child.ID) {
			all = append(all, m.Venue)
		}
	}
	for _, p := range f.People {
		if who := (forms.Person{Role: p.Role}); who.Is(forms.ProfessionalRole) {
			all = append(all, p.Organisation)
		}
	}
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}
