package main

import (
	"fmt"
	"slices"
	"time"

	"minutebook/forms"
	"minutebook/internal/policy"
	"minutebook/internal/records"
	"minutebook/internal/web"
	"minutebook/render"
)

// deadlineStates are the words and the colour of each state; the open ones are still to be done.
var deadlineStates = map[policy.Status]struct {
	words, tone string
	open        bool
}{
	policy.Met:        {"met", "green", false},
	policy.MetLate:    {"met late", "yellow", false},
	policy.Upcoming:   {"to come", "blue", true},
	policy.Overdue:    {"overdue", "red", true},
	policy.Superseded: {"another rule took over", "grey", false},
	policy.Ended:      {"no longer needed", "grey", false},
	policy.Missed:     {"missed", "red", false},
	policy.Reached:    {"reached", "green", false},
	policy.NotReached: {"not before", "blue", true},
}

// childDeadlines works out the deadlines of a child by a pack and by those that it extends, each for itself: what two
// authorities, or an authority and the law, say of one meeting is never averaged. Rules that do not apply are left out.
func childDeadlines(packs *policy.Packs, name string, today forms.Date, zone *time.Location, child forms.Child, found []records.Record) ([]web.Deadline, error) {
	facts := &policy.Facts{Child: child, Meetings: meetingsOf(found, zone)}
	var all []web.Deadline
	err := eachDeadline(packs, name, facts, today, func(pack *policy.Pack, d policy.Deadline) {
		state, shown := deadlineStates[d.Status]
		if !shown {
			return
		}
		row := web.Deadline{Rule: d.Rule, Name: capital(d.Name), Counted: countedFrom(pack, d), Source: pack.Title, Due: d.Due, State: state.words, Tone: state.tone, Open: state.open}
		if d.DaysLate > 0 {
			row.State += fmt.Sprintf(", %s", daysLate(d.DaysLate))
		}
		if d.Planned {
			row.State += ", if all goes as planned"
		}
		all = append(all, row)
	})
	return all, err
}

// eachDeadline calls what to do with every deadline of a pack and of those that it extends.
func eachDeadline(packs *policy.Packs, name string, facts *policy.Facts, day forms.Date, do func(pack *policy.Pack, d policy.Deadline)) error {
	for name != "" {
		pack, err := packs.Pack(name)
		if err != nil {
			return fmt.Errorf("working out deadlines: %w", err)
		}
		for _, d := range pack.Deadlines(facts, day) {
			do(pack, d)
		}
		name = pack.Extends
	}
	return nil
}

// overdue lists, for the reviewing officer, what was late on the day of a meeting: what was not done, and what the meeting
// itself did late. The oldest comes first. Without the day of the meeting nothing is known.
func overdue(packs *policy.Packs, name string, facts *policy.Facts, held forms.Date) ([]render.Overdue, error) {
	if held.IsZero() {
		return nil, nil
	}
	late := []render.Overdue{}
	err := eachDeadline(packs, name, facts, held, func(pack *policy.Pack, d policy.Deadline) {
		met := d.Status == policy.MetLate && d.Done == held
		if met || d.Status == policy.Overdue {
			late = append(late, render.Overdue{Rule: d.Rule, Name: capital(d.Name), Source: pack.Title, Due: d.Due, Met: met})
		}
	})
	slices.SortStableFunc(late, func(a, b render.Overdue) int { return a.Due.Compare(b.Due) })
	return late, err
}

// countedFrom says by which number the pack counts a deadline, and from when: "Within 20 working days, from 5 January 2026
// (Became looked after)".
func countedFrom(pack *policy.Pack, d policy.Deadline) string {
	for _, r := range pack.Rules() {
		if r.ID != d.Rule || r.Name != d.Name {
			continue
		}
		if r.Relation == "each meeting" || r.Relation == "after each" { // what starts them is in the trigger
			r.Relation = "within"
		}
		words := capital(r.Relation + " " + r.Amount)
		if !d.TriggerDate.IsZero() {
			trigger := forms.LabelOf(forms.EventKind(d.Trigger))
			if trigger == d.Trigger { // worked out, and so in no list of events
				trigger = r.Trigger
			}
			words += fmt.Sprintf(", from %s (%s)", d.TriggerDate.Long(), trigger)
		}
		return words
	}
	return ""
}

func daysLate(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

// meetingsOf tells the rules of the child's planning meetings. A meeting that is only being prepared is a draft in which
// nobody attended yet; it was not held, whatever its date.
func meetingsOf(found []records.Record, zone *time.Location) []policy.Meeting {
	var meetings []policy.Meeting
	for _, rec := range found {
		m := policy.Meeting{ID: rec.ID, Held: rec.Status != records.Draft, HasForm: true}
		switch f := rec.Form.(type) {
		case *forms.PPM:
			noteMeeting(&m, f.MeetingDate, f.Attendance, f.Achieved, f.Possible())
		case *forms.PRPM:
			noteMeeting(&m, f.MeetingDate, f.Attendance, f.Achieved, f.Possible())
		default:
			continue
		}
		if !rec.FirstAt.IsZero() { // an amendment does not make minutes late
			m.Recorded = forms.DateOf(rec.FirstAt.In(zone))
		}
		meetings = append(meetings, m)
	}
	for _, rec := range found {
		if advice, ok := rec.Form.(*forms.AdoptionAdvice); ok {
			advise(meetings, advice, rec.Status)
		}
	}
	return meetings
}

func noteMeeting(m *policy.Meeting, day forms.Date, came []forms.Attendance, achieved forms.YesNo, connected bool) {
	m.Date, m.Achieved, m.Connected = day, achieved == forms.Yes, connected
	m.Held = m.Held || slices.ContainsFunc(came, func(a forms.Attendance) bool { return a.Attended == "attended" })
}

// advise notes advice of the adoption team at the meeting that it follows. It is circulated when both have it (003-R49).
func advise(meetings []policy.Meeting, advice *forms.AdoptionAdvice, status records.Status) {
	for i := range meetings {
		m := &meetings[i]
		if m.Date != advice.MeetingDate || status != records.Signed && status != records.Issued {
			continue
		}
		m.AdviceIssued = true
		worker, officer := advice.SentToSocialWorker, advice.SentToIRO
		if !worker.IsZero() && !officer.IsZero() {
			if m.AdviceCirculated = worker; officer.After(worker) {
				m.AdviceCirculated = officer
			}
		}
	}
}
