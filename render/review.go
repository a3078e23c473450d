package render

import (
	"fmt"
	"strings"

	"minutebook/forms"
)

// This file prints what is special about a review: actions on their way, and what changed since the last meeting.

// carriedGrid prints each carried action in four columns; the thirteen answers about it would not fit side by side.
func carriedGrid(f *forms.Field, review *forms.PRPM) *Grid {
	g := &Grid{Caption: f.Label, Columns: []Column{{"Number", 12}, {"Recommendation", 33}, {"By whom, by when", 21}, {"Progress", 34}}}
	for _, a := range review.Carried {
		g.Rows = append(g.Rows, []string{
			a.Number.String(), a.Recommendation, strings.TrimSpace(a.ByWhom + "\n" + a.TargetDate.Long()), progress(a, review.MeetingDate),
		})
	}
	return g
}

// progress says what happened to an action, a line for each thing; an action nobody reported on says so.
func progress(a forms.CarriedAction, held forms.Date) string {
	var lines []string
	add := func(text string, args ...any) { lines = append(lines, fmt.Sprintf(text, args...)) }
	switch {
	case strings.TrimSpace(a.Update) != "":
		add("%s", a.Update)
	case !a.Finished():
		add("No update was given.")
	}
	if a.Barrier != "" {
		add("Barrier: %s", a.Barrier)
	}
	if a.MoveForward != "" {
		add("To move it forward: %s", a.MoveForward)
	}
	if !a.CompletedDate.IsZero() {
		add("Completed on %s. %s", a.CompletedDate.Long(), a.Evidence)
	}
	if a.ClosedReason != "" {
		add("Closed because: %s", a.ClosedReason)
	}
	if !a.FirstAgreed.IsZero() {
		age := fmt.Sprintf("Agreed on %s", a.FirstAgreed.Long())
		if days := a.AgeOn(held); days > 0 && !a.Finished() {
			age += fmt.Sprintf(", %d days before this meeting", days)
		}
		if a.TimesCarried != nil && *a.TimesCarried > 1 {
			age += fmt.Sprintf("; carried %d times", *a.TimesCarried)
		}
		add("%s.", age)
	}
	return strings.Join(lines, "\n")
}

// Changes lists what changed since the previous meeting. Carried and new actions have sections of their own, and what
// belongs to one meeting only always differs; both are left out.
func (p *Paper) Changes() *Grid {
	g := &Grid{Columns: []Column{{"Question", 28}, {"Before", 36}, {"Now", 36}}}
	for _, c := range p.changes() {
		before, after := c.InShort()
		g.Rows = append(g.Rows, []string{c.Label, before, after})
	}
	return g
}

func (p *Paper) changes() []forms.Change {
	if p.Previous == nil {
		return nil
	}
	return forms.ChangedSince(p.Previous, p.Form)
}

// PreviousHeld is the day of the previous meeting, in words; "" without one.
func (p *Paper) PreviousHeld() string {
	if held, ok := p.Previous.(interface{ Held() forms.Date }); ok {
		return held.Held().Long()
	}
	return ""
}

// Dropped lists the previous meeting's unfinished actions that this review does not have. Nothing is dropped silently.
func (p *Paper) Dropped() []string {
	review, ok := p.Form.(*forms.PRPM)
	if !ok || p.Previous == nil {
		return nil
	}
	var lines []string
	for _, a := range forms.Dropped(p.Previous, review) {
		lines = append(lines, strings.TrimSpace(a.Number.String()+" "+a.Recommendation))
	}
	return lines
}

// unchanged says since which meeting a section's long answer has stood as it is; "" when it is new or nobody knows.
func (p *Paper) unchanged(f *forms.Field) string {
	if p.Previous == nil || !f.Answered(p.Form) {
		return ""
	}
	for _, c := range p.changes() {
		if c.Pointer == "/"+f.ID {
			return ""
		}
	}
	if _, was, _ := forms.Define(p.Previous.Kind()).Field("/" + f.ID); was == nil {
		return ""
	}
	return "Unchanged since the meeting on " + p.PreviousHeld()
}
