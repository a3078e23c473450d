package tracker

import (
	"fmt"

	"minutebook/forms"
	"minutebook/internal/policy"
	"minutebook/render"
)

// maker has what is the same for all children.
type maker struct {
	in   *Input
	pack *policy.Pack
	// rules are the packs whose deadlines count: the authority's, then those that it extends.
	rules []*policy.Pack
	// The lists belong to one authority each, whichever the child's own is; a pack that was left out has none.
	sections, indicators []policy.List
	minutes              *policy.Pack // whose minutes have to be recorded within so many days; nil: nobody asks
	tasks                *policy.Pack // whose task list has dates; nil: none
	taskNames            []forms.Task
	events               map[string]string // what events are called in words
	contents             []render.Sheet    // all sheets, for the cover and the dictionary
}

func newMaker(in *Input) (*maker, error) {
	m := &maker{in: in, taskNames: new(forms.AdoptionTasks).Tasks(), events: map[string]string{}}
	for _, o := range forms.EventKind("").Options() {
		m.events[o.Value] = o.Label
	}
	var err error
	if m.pack, err = in.Packs.Pack(in.Policy); err != nil {
		return nil, err
	}
	for p := m.pack; ; {
		m.rules = append(m.rules, p)
		if p.Extends == "" {
			break
		}
		if p, err = in.Packs.Pack(p.Extends); err != nil {
			return nil, fmt.Errorf("the pack that %s extends: %w", m.rules[len(m.rules)-1].Name, err)
		}
	}
	probe := []policy.Meeting{{ID: "probe", Date: in.AsOf, Held: true}}
	for _, name := range in.Packs.Names() {
		p, err := in.Packs.Pack(name)
		if err != nil {
			return nil, err
		}
		if len(m.sections) == 0 {
			m.sections = p.Sections()
		}
		if len(m.indicators) == 0 {
			m.indicators = p.IndicatorLists()
		}
		if m.minutes == nil && len(p.Minutes(probe, in.AsOf)) > 0 {
			m.minutes = p
		}
		if m.tasks == nil && p.KeepsTasks() {
			m.tasks = p
		}
	}
	return m, nil
}

// view is one child on the day of the pack.
type view struct {
	*Child
	asOf      forms.Date
	portrait  policy.Portrait
	standing  policy.Standing
	deadlines []policy.Deadline // still to be met, in time or late, the authority's first
	tasks     []policy.TaskRow
	minutes   []policy.Minutes // of the scorecard's months; once for brothers and sisters
	said      said
	late      int              // deadlines past their day
	next      *policy.Deadline // the first of those to be met; nil for none
}

// soon is how many days before its day a deadline turns amber.
const soon = 14

func (m *maker) view(c *Child) *view {
	f, asOf := &c.Facts, m.in.AsOf
	v := &view{Child: c, asOf: asOf, portrait: m.pack.Portrait(f, asOf), standing: m.in.Packs.Standing(f, asOf), said: listen(c.Forms)}
	for _, p := range m.rules {
		for _, d := range p.Deadlines(f, asOf) {
			if d.Status != policy.Overdue && d.Status != policy.Upcoming {
				continue
			}
			v.deadlines = append(v.deadlines, d)
			if d.Status == policy.Overdue {
				v.late++
			}
		}
	}
	for i := range v.deadlines {
		if d := &v.deadlines[i]; v.next == nil || d.Due.Before(v.next.Due) {
			v.next = d
		}
	}
	if m.tasks != nil {
		v.tasks = m.tasks.TaskList(f, asOf)
	}
	if m.minutes != nil {
		v.minutes = m.minutes.Minutes(f.Meetings, asOf)
	}
	return v
}

// day is the first day of an event in the present time in care.
func (v *view) day(kind forms.EventKind) forms.Date { return v.portrait.Day(string(kind)) }

// section reports whether the child is in a section of the tracker, and why.
func (v *view) section(code string) (reason string, ok bool) {
	for _, s := range v.standing.Tracker {
		if s.Section == code {
			return s.Reason, true
		}
	}
	return "", false
}

// indicator reports whether an indicator counts the child.
func (v *view) indicator(code string) bool {
	for _, i := range v.standing.Indicators {
		if i.ID == code {
			return true
		}
	}
	return false
}

// adoption reports whether the child is or was on the way to adoption.
func (v *view) adoption() bool {
	if p := v.Facts.Child.Plan; p != nil {
		for _, code := range append([]string{p.Code}, p.Parallel...) {
			if code == "ADOPTION" {
				return true
			}
		}
	}
	return !v.day(decided).IsZero() || !v.day(ordered).IsZero() || !v.day(placed).IsZero()
}

// light says in words how the child's deadlines stand.
func (v *view) light() string {
	switch {
	case v.late > 0:
		return overdue
	case v.next != nil && !v.next.Due.After(v.asOf.AddDays(soon)):
		return dueSoon
	}
	return onTrack
}

// The words of the lights.
const (
	overdue = "Overdue"
	dueSoon = "Due within 14 days"
	onTrack = "On track"
)

// editableEvents may be corrected on the sheet Children, in the order in which they usually happen.
var editableEvents = []forms.EventKind{
	gateway, preStarted, issued, review1, review2, heard, decided, ordered, matched, placed, adopted, guarded, changed, longTerm, schedule3, agreed,
}

// The events that the pack speaks of by name.
const (
	entered    forms.EventKind = "child_becomes_looked_after"
	gateway    forms.EventKind = "gateway_panel_decision"
	preStarted forms.EventKind = "pre_proceedings_started"
	issued     forms.EventKind = "proceedings_issued"
	heard      forms.EventKind = "final_hearing"
	review1    forms.EventKind = "first_cla_review"
	review2    forms.EventKind = "second_cla_review"
	decided    forms.EventKind = "shobpa_adm_decision"
	ordered    forms.EventKind = "placement_order_granted"
	matched    forms.EventKind = "adm_match_decision"
	placed     forms.EventKind = "start_of_adoptive_placement"
	adopted    forms.EventKind = "adoption_order_granted"
	guarded    forms.EventKind = "sgo_granted"
	changed    forms.EventKind = "adm_plan_change_decision"
	longTerm   forms.EventKind = "long_term_match_approved"
	schedule3  forms.EventKind = "schedule_3_assessment_endorsed_by_hos"
	agreed     forms.EventKind = "written_agreement_signed"
)
