package policy

import (
	"slices"
	"strings"

	"minutebook/forms"
)

// task is one timed part of an adoption task list, or a row of it that has no time.
type task struct {
	id, task, step string // step is "task" for the row as a whole
	name           string
	clock          string // what the clock is called
	from           []event
	span           interval // zero with dayBefore: the day before
	dayBefore      bool
	timed          bool
	reading        []string
}

// TaskRow is one timed part of a child's adoption task list.
type TaskRow struct {
	Child     string     `json:"child,omitempty"` // as in Deadline
	Task      string     `json:"task"`
	Step      string     `json:"step"`
	Clock     string     `json:"clock"`
	ClockDate forms.Date `json:"clock_date"`
	Due       forms.Date `json:"due_date"`
	Completed forms.Date `json:"completed_date"`
	Status    Status     `json:"status"`
	Reading   []string   `json:"reading"`
}

// TaskList works out the due dates of the child's task list; nil if none is kept. Parts whose clock has not started, and
// rows that the source gives no number, have no row (RD26).
func (p *Pack) TaskList(facts *Facts, asOf forms.Date) []TaskRow {
	if facts.Tasks == nil {
		return nil
	}
	t := p.timeline(facts, asOf)
	rows := []TaskRow{}
	for _, k := range p.tasks {
		start := t.day(k.from)
		if !k.timed || start.IsZero() {
			continue
		}
		row := TaskRow{Task: k.task, Step: k.step, Clock: k.clock, ClockDate: start, Due: k.span.after(p.calendar, start), Reading: k.reading}
		if k.dayBefore {
			row.Due = start.AddDays(-1)
		}
		i := slices.IndexFunc(facts.Tasks, func(x Task) bool { return x.Task == k.task })
		if i >= 0 {
			row.Completed = t.past(facts.Tasks[i].completed(k.step))
		}
		row.Status, _, _ = span{start: start, due: row.Due, done: row.Completed}.judge(asOf)
		if i >= 0 && facts.Tasks[i].NotApplicable {
			row.Status, row.Completed = NotApplicable, forms.Date{}
		}
		rows = append(rows, row)
	}
	return rows
}

// completed returns when a step was done. A step without a date of its own was done with the task as a whole.
func (x *Task) completed(step string) forms.Date {
	if day := x.Steps[step]; !day.IsZero() {
		return day
	}
	return x.Completed
}

// readTask reads one row of a task list.
func (s *scope) readTask(b *block) task {
	k := task{id: b.id(), name: b.text("name"), step: "task", reading: b.readings()}
	_, k.task, _ = strings.Cut(k.id, "-")
	if step := b.optional("step"); step != "" {
		k.step = step
	}
	var given int
	k.span, given = b.anyInterval(clockUnits...)
	k.dayBefore = b.flag("day_before")
	k.timed = given > 0 || k.dayBefore
	if when := b.optional("untimed"); k.timed == (when != "") {
		b.fault("untimed", "a task has a time, or says under “untimed” what the source has in place of one")
	}
	if k.timed {
		k.from = s.mustKinds(b, "from")
		k.clock = b.optional("called")
		if k.clock == "" {
			k.clock = firstName(k.from)
		}
	}
	b.close()
	return k
}

// Minutes is how the minutes of one meeting stand.
type Minutes struct {
	MeetingID   string     `json:"meeting_id"`
	Rule        string     `json:"rule"`
	MeetingDate forms.Date `json:"meeting_date"`
	Due         forms.Date `json:"due_date"`
	Recorded    forms.Date `json:"recorded_date"`
	Reading     []string   `json:"reading"`
	Status      Status     `json:"status"`
}

// Minutes works out, for meetings held up to the day, by when their minutes must be on the record and whether they are. It
// asks the pack's rule of that kind, and returns nil if the pack has none.
func (p *Pack) Minutes(meetings []Meeting, asOf forms.Date) []Minutes {
	var rows []Minutes
	t := p.timeline(&Facts{Meetings: meetings}, asOf)
	for i := range p.clocks {
		c := &p.clocks[i]
		if c.kind != "each_meeting" || c.row.own != minutesRecorded {
			continue
		}
		for n, d := range c.eachMeeting(p.calendar, t, nil) {
			m := t.meetings[n]
			rows = append(rows, Minutes{m.ID, d.Rule, m.Date, d.Due, t.past(m.Recorded), d.Reading, d.Status})
		}
	}
	return rows
}

// KeepsTasks reports whether the authority has an adoption task list with dates.
func (p *Pack) KeepsTasks() bool { return len(p.tasks) > 0 }
