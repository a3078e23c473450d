package render

import (
	"fmt"
	"strings"

	"minutebook/forms"
)

// This file gathers what an independent reviewing officer asks of a meeting: which actions are open and how old they are,
// what is late by the authority's rules or by an action's own day, and where the plan drifts. Everything is counted on the day of the meeting, so that the paper does not
// change with the day on which it is made.

// driftAfter is how many meetings an action may be carried through before the officer is told that it drifts.
const driftAfter = 2

// OpenActions lists every unfinished action after the meeting with its age.
func (p *Paper) OpenActions() *Grid {
	g := &Grid{Columns: []Column{{"Number", 11}, {"Action", 37}, {"By whom, by when", 25}, {"Age", 27}}}
	held, open := p.open()
	for _, a := range open {
		g.Rows = append(g.Rows, []string{
			a.Number.String(), a.Recommendation, strings.TrimSpace(a.ByWhom + "\n" + a.TargetDate.Long()), age(a, held),
		})
	}
	return g
}

// Overdue is a day set by a rule that had passed, without what the rule asks, when the meeting was held.
type Overdue struct {
	Rule   string // inventory id
	Name   string // what had to be done
	Source string // whose rule it is, for people
	Due    forms.Date
	Met    bool // by this meeting itself, late
}

// Late lists what had not been done in time when the meeting was held: what the rules ask first, then the unfinished actions.
func (p *Paper) Late() []string {
	var lines []string
	held, open := p.open()
	for _, o := range p.Overdue {
		line, late := fmt.Sprintf("%s (%s, %s): due on %s", o.Name, o.Source, o.Rule, o.Due.Long()), count(daysBetween(o.Due, held), "day")
		if o.Met {
			line += ". This meeting did it, " + late + " late."
		} else {
			line += ", " + late + " before this meeting."
		}
		lines = append(lines, line)
	}
	for _, a := range open {
		if !a.TargetDate.IsZero() && a.TargetDate.Before(held) {
			days := count(daysBetween(a.TargetDate, held), "day")
			lines = append(lines, fmt.Sprintf("%s was due on %s, %s before this meeting: %s", named(a), a.TargetDate.Long(), days, firstLine(a.Recommendation)))
		}
	}
	return lines
}

// RulesKnown reports whether somebody looked for what the rules ask.
func (p *Paper) RulesKnown() bool { return p.Overdue != nil }

// Drift lists what has been carried from meeting to meeting, with what stood in the way as far as somebody said.
func (p *Paper) Drift() []string {
	var lines []string
	_, open := p.open()
	for _, a := range open {
		if a.TimesCarried == nil || *a.TimesCarried < driftAfter {
			continue
		}
		line := fmt.Sprintf("%s was carried forward %s", named(a), count(*a.TimesCarried, "time"))
		switch {
		case a.Barrier != "":
			line += ". Barrier: " + a.Barrier
		case strings.TrimSpace(a.Update) == "":
			line += ", and nobody reported on it"
		}
		lines = append(lines, strings.TrimRight(line, ".")+".")
	}
	return lines
}

// open returns the day of the meeting and the unfinished actions after it, with what was reported of them.
func (p *Paper) open() (held forms.Date, open []forms.CarriedAction) {
	f, ok := p.Form.(interface {
		Held() forms.Date
		Outstanding() []forms.CarriedAction
	})
	if !ok {
		return forms.Date{}, nil
	}
	return f.Held(), f.Outstanding()
}

func daysBetween(from, to forms.Date) int { return int(to.Time().Sub(from.Time()).Hours() / 24) }

func age(a forms.CarriedAction, held forms.Date) string {
	days := a.AgeOn(held)
	switch {
	case a.FirstAgreed.IsZero():
		return "Not known"
	case days == 0:
		return "Agreed at this meeting"
	}
	text := fmt.Sprintf("%s old: agreed on %s", count(days, "day"), a.FirstAgreed.Long())
	if a.TimesCarried != nil && *a.TimesCarried > 0 {
		text += "; carried forward " + count(*a.TimesCarried, "time")
	}
	return text
}

func named(a forms.CarriedAction) string {
	if a.Number == 0 {
		return "An action without a number"
	}
	return a.Number.String()
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}
