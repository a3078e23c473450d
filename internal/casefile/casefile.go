// Package casefile reads the exchange format in which a whole case, with its children, meetings and forms, comes as one
// JSON file, and turns its forms into forms of ours.
package casefile

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"

	"minutebook/forms"
	"minutebook/internal/policy"
)

// Case is what the product takes from a case file.
type Case struct {
	ID        string
	Title     string
	Authority Authority
	AsOf      forms.Date // the day on which the file says that it is judged; zero if it does not
	Children  []forms.Child
	Facts     []policy.Facts    // of each child, in the same order
	Coded     []Coded           // of each child, in the same order
	Meetings  []policy.Meeting  // each once, in the order of the file
	Chairs    map[string]string // who chairs, by ID of the meeting
	Filled    []Filled          // in the order of their meetings, then the task lists, then the reports
	Skipped   []string          // forms of kinds that are not made yet, each in words
}

// Authority names the local authority and the policy pack that it follows.
type Authority struct {
	Name      string `json:"name"`
	Policy    string `json:"policy"`
	CaseLabel string `json:"case_number_label"`
}

// Filled is one filled form of the case.
type Filled struct {
	ID       string
	Form     forms.Form
	Child    *forms.Child
	Problems forms.Problems // level Error: what in the file does not fit the form; Blocker: it calls the form unfinished

	// Signer is who signs: the chair of the meeting, the social worker of a report; "" when the file does not say.
	Signer     string
	SignerRole string // in words
}

// Chair is the role of who signs minutes.
const Chair = "Chair"

// The shapes below are the parts of the file that are read; it has more.
type file struct {
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	Authority Authority  `json:"authority"`
	Children  []child    `json:"children"`
	AsOf      forms.Date `json:"as_of"`
	Meetings  []meeting  `json:"meetings"`
	Forms     []filled   `json:"forms"`
	Reports   []report   `json:"cprs"`
	People    []person   `json:"people"`
	TaskLists []taskList `json:"adoption_task_lists"`
}

type child struct {
	ID          string      `json:"id"`
	Name        string      `json:"name"`
	CaseNumber  string      `json:"cass_number"`
	DateOfBirth forms.Date  `json:"date_of_birth"`
	Placements  []placement `json:"placements"`
	Milestones  []struct {
		Milestone string     `json:"milestone"`
		Date      forms.Date `json:"date"`
		Status    string     `json:"status"`
	} `json:"milestones"`
	LegalStatus      []legalPeriod `json:"legal_status"`
	Plan             *carePlan     `json:"current_plan"`
	ParallelPlans    []string      `json:"parallel_plans"`
	Relinquished     bool          `json:"relinquished"`
	AdoptionUnlikely bool          `json:"adoption_unlikely_within_12_months"`
	Sex              string        `json:"sex"`
	Ethnicity        string        `json:"ethnicity"`
	Need             string        `json:"category_of_need"`
}

type meeting struct {
	ID          string            `json:"id"`
	Date        forms.Date        `json:"date"`
	Children    []string          `json:"children"`
	Status      string            `json:"status"`
	Recorded    forms.Date        `json:"recorded_date"`
	Advice      map[string]advice `json:"adoption_advice"`
	Chair       string            `json:"chair"`
	MinuteTaker string            `json:"minute_taker"`
	Venue       string            `json:"venue"`
	Time        string            `json:"time"`
}

type filled struct {
	ID            string                     `json:"id"`
	Form          string                     `json:"form"`
	ChildID       string                     `json:"child_id"`
	MeetingID     string                     `json:"meeting_id"`
	AccompaniedBy json.RawMessage            `json:"accompanied_by"`
	FosterCarer   *fosterCarer               `json:"foster_carer"`
	Values        map[string]json.RawMessage `json:"values"`
}

type fosterCarer struct {
	Invited   *bool  `json:"invited"`
	Rationale string `json:"rationale"`
}

// Is reports whether data looks like a case file rather than a single form.
func Is(data []byte) bool {
	var probe struct {
		Schema json.RawMessage `json:"schema"`
		Forms  json.RawMessage `json:"forms"`
	}
	return json.Unmarshal(data, &probe) == nil && probe.Forms != nil
}

// Read reads a case file. An error means that the file as a whole is not usable; what is wrong with a form is in its
// Problems. Actions have no numbers yet.
func Read(data []byte) (*Case, error) {
	var f file
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("reading the case file: %w", err)
	}
	c := &Case{ID: f.ID, Title: f.Title, Authority: f.Authority, AsOf: f.AsOf, Chairs: map[string]string{}}
	for _, ch := range f.Children {
		c.Children = append(c.Children, ch.facts())
		c.Coded = append(c.Coded, ch.coded())
	}
	for _, m := range f.Meetings {
		c.Meetings = append(c.Meetings, m.of(""))
		c.Chairs[m.ID] = m.Chair
	}
	var err error
	if c.Facts, err = f.facts(c.Children); err != nil {
		return nil, err
	}
	for _, in := range f.Forms {
		kind := forms.Kind(strings.ToLower(in.Form))
		if _, err := forms.New(kind); err != nil {
			c.Skipped = append(c.Skipped, fmt.Sprintf("form %s of kind %s", in.ID, in.Form))
			continue
		}
		child, err := c.child(in.ChildID)
		if err != nil {
			return nil, fmt.Errorf("form %s: %w", in.ID, err)
		}
		out, err := f.fill(in, kind, child)
		if err != nil {
			return nil, fmt.Errorf("form %s: %w", in.ID, err)
		}
		c.Filled = append(c.Filled, *out)
	}
	for i := range f.TaskLists {
		child, err := c.child(f.TaskLists[i].ChildID)
		if err != nil {
			return nil, fmt.Errorf("adoption task list: %w", err)
		}
		out, err := f.TaskLists[i].form(child, f.AsOf)
		if err != nil {
			return nil, err
		}
		c.Filled = append(c.Filled, *out)
	}
	reports, err := f.reports(c)
	if err != nil {
		return nil, err
	}
	c.Filled = append(c.Filled, reports...)
	return c, nil
}

// child finds a child of the case.
func (c *Case) child(id string) (*forms.Child, error) {
	for i := range c.Children {
		if c.Children[i].ID == id {
			return &c.Children[i], nil
		}
	}
	return nil, fmt.Errorf("there is no child %q in the file", id)
}

func (ch *child) facts() forms.Child {
	facts := forms.Child{
		ID: ch.ID, Name: ch.Name, CaseNumber: ch.CaseNumber, DateOfBirth: ch.DateOfBirth,
		Relinquished: ch.Relinquished, AdoptionUnlikely: ch.AdoptionUnlikely,
	}
	if ch.Plan != nil {
		facts.Plan = &forms.CarePlan{Code: ch.Plan.Code, Since: ch.Plan.Since, Parallel: ch.ParallelPlans}
	}
	for _, l := range ch.LegalStatus {
		facts.LegalStatus = append(facts.LegalStatus, forms.LegalPeriod(l))
	}
	for _, p := range ch.Placements {
		facts.Placements = append(facts.Placements, forms.Placement{From: p.From, To: p.To, Type: p.Type, AddressSince: p.AddressSince, External: p.External})
	}
	for _, m := range ch.Milestones {
		facts.Events = append(facts.Events, forms.Event{Kind: m.Milestone, Date: m.Date, Done: m.Status == "done"})
	}
	return facts
}

// fill puts a form's values together with what the file keeps beside them: the papers that came with it, the foster
// carer's invitation and the meeting's arrangements.
func (f *file) fill(in filled, kind forms.Kind, child *forms.Child) (*Filled, error) {
	out := &Filled{ID: in.ID, Child: child}
	values := map[string]any{}
	for k, v := range in.Values {
		values[k] = v
	}
	if in.AccompaniedBy != nil {
		values["accompanied_by"] = in.AccompaniedBy
	}
	if in.FosterCarer != nil {
		values["foster_carer"] = map[string]any{"invited": yesNo(in.FosterCarer.Invited), "rationale": in.FosterCarer.Rationale}
	}
	for _, m := range f.Meetings {
		if m.ID == in.MeetingID {
			out.Signer, out.SignerRole = m.Chair, Chair
			maps.Copy(values, map[string]any{"chair": m.Chair, "minute_taker": m.MinuteTaker, "venue": m.Venue, "start_time": m.Time})
		}
	}
	data, err := json.Marshal(values)
	if err != nil {
		return nil, fmt.Errorf("putting its values together: %w", err)
	}
	out.Form, out.Problems = forms.Decode(kind, data)
	return out, nil
}

func yesNo(b *bool) forms.YesNo {
	switch {
	case b == nil:
		return ""
	case *b:
		return forms.Yes
	}
	return forms.No
}
