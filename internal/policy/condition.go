package policy

import "minutebook/forms"

// condition is what must hold for a rule to apply to a child. All that it names must hold.
type condition struct {
	adoptionUnlikely  bool    // the child is thought unlikely to be adopted within twelve months
	notByTrigger      []event // none of these by the trigger's day
	notByDue          []event // none of these by the due date
	never             []event // none of these at all
	relinquishedUnder int     // given up for adoption, and under so many months old on the trigger's day; 0: does not matter

	absent bool   // where it does not hold there is no row at all
	note   string // where it does not hold: why
}

func (c *condition) holds(t *timeline, trigger, due forms.Date) bool {
	child := &t.facts.Child
	switch {
	case c.adoptionUnlikely && !child.AdoptionUnlikely,
		on(t.day(c.notByTrigger), trigger),
		on(t.day(c.notByDue), due),
		t.happened(c.never):
		return false
	case c.relinquishedUnder > 0:
		// Who is not born yet is the youngest of all.
		born := child.DateOfBirth
		return child.Relinquished && (born.IsZero() || trigger.Before(born.AddMonths(c.relinquishedUnder)))
	}
	return true
}
