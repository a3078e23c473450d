package policy

import (
	"cmp"
	"slices"

	"minutebook/forms"
)

// Facts are what the rules know of one child. The order of events, placements, meetings and tasks does not matter.
type Facts struct {
	Child    forms.Child
	Meetings []Meeting
	Tasks    []Task // of the adoption task list; nil where none is kept
}

// Meeting is one planning meeting as it concerns one child.
type Meeting struct {
	ID               string
	Date             forms.Date
	Held             bool
	Recorded         forms.Date // minutes signed, issued or put on the record, whichever was first
	AdviceIssued     bool       // adoption advice was given about this child
	AdviceCirculated forms.Date
	HasForm          bool // the next two are answers of its form
	Achieved         bool // permanence achieved, meetings no longer needed
	Connected        bool // a connected carer is ruled in, or not ruled out yet
}

// Task is one row of an adoption task list.
type Task struct {
	Task          string // "T09"
	NotApplicable bool
	Completed     forms.Date
	Steps         map[string]forms.Date // parts of the task that have a date of their own
}

// lookedAfter and its fellows are the events that the rules of reading themselves need to know by name.
const (
	lookedAfter = "child_becomes_looked_after"
	leftCare    = "left_care"
	ppmHeld     = "ppm_held"
	achieved    = "permanence_achieved"
)

// adult is the age at which nobody is looked after any more.
const adult = 18

// currentEpisode leaves out what belongs to an earlier time in care, so that a child who came back is not chased for it:
// if the child became looked after again, everything dated up to the last ending before that.
func currentEpisode(f *Facts, leaving []string, asOf forms.Date) *Facts {
	var entries, endings []forms.Date
	for _, e := range f.Child.Events {
		if !e.Done || e.Date.IsZero() || e.Date.After(asOf) {
			continue
		}
		if e.Kind == lookedAfter {
			entries = append(entries, e.Date)
		}
		if slices.Contains(leaving, e.Kind) {
			endings = append(endings, e.Date)
		}
	}
	if len(entries) < 2 {
		return f
	}
	entry := slices.MaxFunc(entries, forms.Date.Compare)
	for _, p := range f.Child.LegalStatus {
		if !p.To.IsZero() && !slices.ContainsFunc(f.Child.LegalStatus, func(q forms.LegalPeriod) bool { return holds(q.From, q.To, p.To) }) {
			endings = append(endings, p.To)
		}
	}
	endings = slices.DeleteFunc(endings, func(d forms.Date) bool { return d.After(entry) })
	if len(endings) == 0 {
		return f
	}
	ending := slices.MaxFunc(endings, forms.Date.Compare)
	earlier := func(d forms.Date) bool { return !d.After(ending) }
	g := *f
	g.Child.Events = slices.DeleteFunc(slices.Clone(g.Child.Events), func(e forms.Event) bool { return e.Date.Before(entry) && earlier(e.Date) })
	g.Child.LegalStatus = slices.DeleteFunc(slices.Clone(g.Child.LegalStatus), func(p forms.LegalPeriod) bool { return !p.To.IsZero() && earlier(p.To) })
	g.Child.Placements = slices.DeleteFunc(slices.Clone(g.Child.Placements), func(p forms.Placement) bool { return !p.To.IsZero() && earlier(p.To) })
	g.Meetings = slices.DeleteFunc(slices.Clone(g.Meetings), func(m Meeting) bool { return earlier(m.Date) })
	return &g
}

// leaves returns the day on which the child stopped being looked after, the zero Date if that has not come: the first
// order or discharge after coming into care, the end of the last legal status, or the eighteenth birthday.
func leaves(c *forms.Child, leaving []string, asOf forms.Date) forms.Date {
	var entered, last, first forms.Date
	note := func(d forms.Date) {
		if !d.IsZero() && !d.After(asOf) && (first.IsZero() || d.Before(first)) {
			first = d
		}
	}
	for _, e := range c.Events {
		if e.Done && slices.Contains(leaving, e.Kind) {
			note(e.Date)
		}
		if e.Done && e.Kind == lookedAfter && (entered.IsZero() || e.Date.Before(entered)) {
			entered = e.Date
		}
	}
	open := len(c.LegalStatus) == 0
	for _, p := range c.LegalStatus {
		open = open || p.To.IsZero()
		last = later(last, p.To)
		if entered.IsZero() || p.From.Before(entered) {
			entered = p.From
		}
	}
	if !open {
		note(last)
	}
	if born := c.DateOfBirth; !born.IsZero() && !entered.IsZero() {
		note(birthday(born, adult))
	}
	return first
}

// birthday returns the day on which somebody born on born completes years: for 29 February the first of March in a common
// year (RD30).
func birthday(born forms.Date, years int) forms.Date {
	day := forms.Date{Year: born.Year + years, Month: born.Month, Day: born.Day}
	return forms.DateOf(day.Time())
}

// holds reports whether the day is in a period from its first day until the day before to; a zero to is open.
func holds(from, to, day forms.Date) bool {
	return !day.Before(from) && (to.IsZero() || day.Before(to))
}

func later(a, b forms.Date) forms.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// placement returns where the child lives on the day: the latest placement in force, nil if there is none.
func (f *Facts) placement(day forms.Date) *forms.Placement {
	var current *forms.Placement
	for i := range f.Child.Placements {
		p := &f.Child.Placements[i]
		if holds(p.From, p.To, day) && (current == nil || p.From.After(current.From)) {
			current = p
		}
	}
	return current
}

// legalStatus returns the code in force on the day, "" if there is none.
func (f *Facts) legalStatus(day forms.Date) string {
	var from forms.Date
	code := ""
	for _, p := range f.Child.LegalStatus {
		if holds(p.From, p.To, day) && !p.From.Before(from) {
			from, code = p.From, p.Code
		}
	}
	return code
}

// latestForm returns the last meeting up to the day that has a form, nil if there is none.
func (f *Facts) latestForm(day forms.Date) *Meeting {
	var latest *Meeting
	for i := range f.Meetings {
		m := &f.Meetings[i]
		if m.HasForm && !m.Date.After(day) && (latest == nil || !m.Date.Before(latest.Date)) {
			latest = m
		}
	}
	return latest
}

// age returns completed years on the day; born is false for a child who is not born yet, or whose birth is not known.
func (f *Facts) age(day forms.Date) (years int, born bool) {
	b := f.Child.DateOfBirth
	if b.IsZero() || b.After(day) {
		return 0, false
	}
	return b.YearsOn(day), true
}

// heldMeetings returns the meetings held up to the day, in their order.
func (f *Facts) heldMeetings(day forms.Date) []Meeting {
	held := slices.DeleteFunc(slices.Clone(f.Meetings), func(m Meeting) bool {
		return !m.Held || m.Date.IsZero() || m.Date.After(day)
	})
	slices.SortStableFunc(held, func(a, b Meeting) int { return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.ID, b.ID)) })
	return held
}
