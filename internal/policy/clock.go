package policy

import "minutebook/forms"

// clock is one rule of time as a pack has it. Six kinds of clock cover every rule; they differ in what makes a row:
//
//	within        one row, due an interval after its trigger
//	before        one row, due an interval before its trigger, which may still be planned; “by” has no interval
//	not_before    one row, with an earliest date in place of a due date
//	every         a row from the first trigger, if the rule has one, and one from each event of a series
//	after_each    the same, but each row must be satisfied before the next event of the series
//	each_meeting  a row from each meeting held, satisfied by what belongs to that meeting
type clock struct {
	id   string
	kind string
	row  row  // of every, after_each: the rows that repeat
	lead *row // of every, after_each: the row before them; nil if there is none

	series []event // the events that repeat
	skip   int     // after_each: how many of them make no row, from the first on
	from   []event // the series counts from the first of these; none: from its own first event

	supersededBy []event
	until        []event
	when         *condition
}

// row is how one row of a clock is made.
type row struct {
	name    string
	from    []event // what triggers it
	trigger string  // what the trigger is called; "" for the event's own name
	span    interval
	lessOne bool // the day of the event is counted: the span ends a day earlier (RD13)

	alternative *interval // the same if an unclear unit is read the other way (RD06)
	instead     *instead

	evidence  []event
	own       string // evidence that belongs to the meeting itself: minutes_recorded or adoption_advice_circulated
	by        string // what the evidence is called
	early     bool   // evidence from before the trigger counts (RD09, RD16)
	sinceLast []event
	strict    bool // evidence on the trigger's own day does not count: the trigger is an event of the same series

	reading []string
}

// instead is another span for children of whom a condition holds.
type instead struct {
	when condition
	span interval
}

// due returns the due date of a row from its day 0.
func (r *row) due(cal *calendar, t *timeline, day forms.Date, back bool) (due, alternative forms.Date) {
	span := r.span
	if r.instead != nil && r.instead.when.holds(t, day, day) {
		span = r.instead.span
	}
	count := interval.after
	if back {
		count = interval.before
	}
	due = count(span, cal, day)
	if r.lessOne {
		due = due.AddDays(-1)
	}
	if r.alternative != nil {
		alternative = count(*r.alternative, cal, day)
	}
	return due, alternative
}

// shell makes a row with everything but its status.
func (c *clock) shell(r *row, occurrence int, trigger string, day, due, alternative forms.Date) Deadline {
	if r.trigger != "" {
		trigger = r.trigger
	}
	return Deadline{
		Rule: c.id, Occurrence: occurrence, Name: r.name, Trigger: trigger, TriggerDate: day,
		Due: due, Alternative: alternative, By: r.by, Reading: r.reading,
	}
}

// rows adds the clock's rows to those given.
func (c *clock) rows(cal *calendar, t *timeline, rows []Deadline) []Deadline {
	switch c.kind {
	case "within", "before", "not_before":
		return c.once(cal, t, &c.row, c.kind, rows)
	case "every", "after_each":
		return c.repeat(cal, t, rows)
	case "each_meeting":
		return c.eachMeeting(cal, t, rows)
	}
	return rows
}

// once makes the one row of a trigger, if that is there.
func (c *clock) once(cal *calendar, t *timeline, r *row, kind string, rows []Deadline) []Deadline {
	trigger, day, planned, ok := t.expected(r.from)
	if !ok || planned && kind != "before" {
		return rows
	}
	due, alternative := r.due(cal, t, day, kind == "before")
	d := c.shell(r, 1, trigger, day, due, alternative)
	d.Planned = planned
	switch {
	case c.when != nil && !c.when.holds(t, day, due):
		if c.when.absent {
			return rows
		}
		d.Status, d.Note = NotApplicable, c.when.note
	case kind == "not_before":
		d.NotBefore, d.Status = true, NotReached
		if !due.After(t.asOf) {
			d.Status = Reached
		}
	default:
		s := span{start: day, due: due, done: r.find(t, day), takenOver: t.day(c.supersededBy), ended: t.day(c.until)}
		if on(s.takenOver, due) && s.done.After(s.takenOver) {
			s.done = forms.Date{} // it counts for the rule that took over (RD21)
		}
		d.Status, d.Done, d.DaysLate = s.judge(t.asOf)
	}
	return append(rows, d)
}

// find returns when the row's evidence came.
func (r *row) find(t *timeline, trigger forms.Date) forms.Date {
	switch {
	case len(r.sinceLast) > 0: // RD18: after the review before the one that triggers it
		return t.next(r.evidence, t.last(r.sinceLast, trigger), true)
	case r.early:
		return t.day(r.evidence)
	}
	return t.next(r.evidence, trigger, r.strict)
}
