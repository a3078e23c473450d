package policy

import "minutebook/forms"

// repeat makes the rows of a series. An interval runs from what was done, not from when it was due (RD08).
func (c *clock) repeat(cal *calendar, t *timeline, rows []Deadline) []Deadline {
	first, started := forms.Date{}, true
	if len(c.from) > 0 {
		_, first, started = t.first(c.from)
	}
	over, ended := t.day(c.supersededBy), t.day(c.until)
	occurrence := 1
	if c.lead != nil {
		before := len(rows)
		if rows = c.once(cal, t, c.lead, "within", rows); len(rows) > before {
			if rows[before].Status == NotApplicable {
				return rows
			}
			if !ended.IsZero() && ended.Before(first) {
				return rows[:before] // the series had ended before it could begin
			}
			occurrence++
		}
	}
	if !started {
		return rows
	}
	days := t.each(c.series)
	for i, day := range days {
		switch {
		case i < c.skip, day.Before(first):
			continue
		case !over.IsZero() && !day.Before(over), !ended.IsZero() && !day.Before(ended):
			return rows // from here on another rule holds, or none
		}
		rows = append(rows, c.interval(cal, t, day, days[i+1:], over, ended, occurrence))
		occurrence++
	}
	return rows
}

// interval judges the stretch that begins with one event of the series; following are the later ones.
func (c *clock) interval(cal *calendar, t *timeline, day forms.Date, following []forms.Date, over, ended forms.Date, occurrence int) Deadline {
	due, alternative := c.row.due(cal, t, day, false)
	d := c.shell(&c.row, occurrence, "", day, due, alternative)
	s := span{start: day, due: due, takenOver: over, ended: ended}
	if len(following) > 0 {
		s.done = following[0]
	}
	if c.kind == "after_each" {
		// RD15: the chance is gone once the next event of the series has come, or another rule holds.
		s.closed = s.done
		s.done = t.next(c.row.evidence, day, false)
		if !over.IsZero() && over.After(due) && (s.closed.IsZero() || over.Before(s.closed)) {
			s.closed = over
		}
	}
	d.Status, d.Done, d.DaysLate = s.judge(t.asOf)
	return d
}

// eachMeeting makes a row for every meeting held. What satisfies it belongs to the meeting: its own minutes, its own
// advice.
func (c *clock) eachMeeting(cal *calendar, t *timeline, rows []Deadline) []Deadline {
	occurrence := 1
	for _, m := range t.meetings {
		done := m.Recorded
		if c.row.own == adviceCirculated {
			if !m.AdviceIssued {
				continue
			}
			done = m.AdviceCirculated
		}
		due, alternative := c.row.due(cal, t, m.Date, false)
		d := c.shell(&c.row, occurrence, ppmHeld, m.Date, due, alternative)
		d.Status, d.Done, d.DaysLate = span{start: m.Date, due: due, done: t.past(done)}.judge(t.asOf)
		rows = append(rows, d)
		occurrence++
	}
	return rows
}

// The evidence that a meeting has of its own.
const (
	minutesRecorded  = "minutes_recorded"
	adviceCirculated = "adoption_advice_circulated"
)

// past returns the day, or the zero Date if it has not come.
func (t *timeline) past(day forms.Date) forms.Date {
	if day.After(t.asOf) {
		return forms.Date{}
	}
	return day
}
