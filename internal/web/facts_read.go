package web

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"minutebook/forms"
)

// factsRead is what was typed, and what is wrong with it.
type factsRead struct {
	section *forms.Section
	values  url.Values
	child   forms.Child
	remarks []remark
	errors  map[string][]string // by pointer
}

// readFacts reads the inputs, and finds all that is wrong with them at once.
func readFacts(section *forms.Section, values url.Values) *factsRead {
	r := &factsRead{section: section, values: values, errors: map[string][]string{}}
	r.child.DateOfBirth = r.date("date_of_birth", "date of birth", false)
	r.plan()
	for i := range forms.RowsIn(values, "legal_status") {
		at, of := fmt.Sprintf("legal_status.%d.", i), fmt.Sprintf(" (period %d)", i+1)
		p := forms.LegalPeriod{Code: r.choice(at+"code", "legal status"+of, true)}
		p.From, p.To = r.period(at, of)
		r.child.LegalStatus = append(r.child.LegalStatus, p)
	}
	for i := range forms.RowsIn(values, "placements") {
		at, of := fmt.Sprintf("placements.%d.", i), fmt.Sprintf(" (placement %d)", i+1)
		p := forms.Placement{Type: r.choice(at+"type", "type"+of, true), External: r.choice(at+"external", "provider"+of, false) == "yes"}
		p.From, p.To = r.period(at, of)
		p.AddressSince = r.date(at+"address_since", "day on which the child came to the address"+of, false)
		r.child.Placements = append(r.child.Placements, p)
	}
	for i := range forms.RowsIn(values, "events") {
		at, of := fmt.Sprintf("events.%d.", i), fmt.Sprintf(" (event %d)", i+1)
		e := forms.Event{Kind: r.choice(at+"kind", "kind of event"+of, true), Date: r.date(at+"date", "date"+of, true)}
		e.Done = r.choice(at+"state", "answer whether it has happened"+of, true) == "done"
		r.child.Events = append(r.child.Events, e)
	}
	r.people()
	return r
}

// plan reads the plan for permanence and what goes with it. Plans beside it, or its day, need a plan.
func (r *factsRead) plan() {
	var p forms.CarePlan
	for i := range forms.RowsIn(r.values, "parallel") {
		p.Parallel = append(p.Parallel, r.choice(fmt.Sprintf("parallel.%d.code", i), fmt.Sprintf("plan (parallel plan %d)", i+1), true))
	}
	p.Since = r.date("plan.since", "day since when it is the plan", false)
	if p.Code = r.choice("plan.code", "plan", p.Parallel != nil || !p.Since.IsZero()); p.Code != "" {
		r.child.Plan = &p
	}
	r.child.Relinquished = r.choice("relinquished", "answer about the parents", false) == "yes"
	r.child.AdoptionUnlikely = r.choice("adoption_unlikely", "answer about adoption", false) == "yes"
}

// people reads the people around the child. Each has a key of its own, by which a parent's sheet knows its reader.
func (r *factsRead) people() {
	keys := map[string]bool{}
	for i := range forms.RowsIn(r.values, "people") {
		at, of := fmt.Sprintf("people.%d.", i), fmt.Sprintf(" (person %d)", i+1)
		p := forms.Person{CaresForChild: r.choice(at+"cares_for_child", "answer"+of, false) == "yes", DateOfBirth: r.date(at+"date_of_birth", "date of birth"+of, false)}
		texts := personTexts(&p)
		for _, f := range factsField(r.section, "people").Fields { // in their order, so that remarks come in it
			if into := texts[f.ID]; into != nil {
				*into = r.text(at+f.ID, f.Label+of, f.Max)
			}
		}
		if p.Role == "" {
			r.wrong(at+"role", inputID(at+"role"), "Enter who it is to the child"+of)
		}
		if p.Key == "" {
			p.Key = strings.ReplaceAll(strings.ToLower(p.Role), " ", "_")
		}
		if keys[p.Key] && p.Role != "" {
			r.wrong(at+"key", inputID(at+"key"), "Enter a short name that no other person in the case has"+of)
		}
		keys[p.Key] = true
		r.child.People = append(r.child.People, p)
	}
}

// text reads one line.
func (r *factsRead) text(name, what string, most int) string {
	text := norm.NFC.String(strings.TrimSpace(r.values.Get(name)))
	switch {
	case utf8.RuneCountInString(text) > most:
		r.wrong(name, inputID(name), fmt.Sprintf("%s must be %d characters or fewer", what, most))
	case strings.ContainsFunc(text, func(c rune) bool { return unicode.IsControl(c) || c == utf8.RuneError }):
		r.wrong(name, inputID(name), what+" has characters that cannot be stored. Type it again")
	}
	return text
}

// into returns the child with the facts that the page asks about; what it does not ask about stays.
func (r *factsRead) into(child forms.Child) forms.Child {
	child.DateOfBirth, child.LegalStatus = r.child.DateOfBirth, r.child.LegalStatus
	child.Plan, child.Relinquished, child.AdoptionUnlikely = r.child.Plan, r.child.Relinquished, r.child.AdoptionUnlikely
	child.Placements, child.Events, child.People = r.child.Placements, r.child.Events, r.child.People
	return child
}

func (r *factsRead) wrong(name, link, says string) {
	pointer := "/" + strings.ReplaceAll(name, ".", "/")
	r.errors[pointer] = append(r.errors[pointer], says)
	r.remarks = append(r.remarks, remark{"#" + link, says})
}

func (r *factsRead) date(name, what string, needed bool) forms.Date {
	link, typed := inputID(name)+"-day", forms.PostedDate(name, r.values)
	if typed == "" {
		if needed {
			r.wrong(name, link, "Enter the "+what)
		}
		return forms.Date{}
	}
	d, err := forms.ParseDate(typed)
	if err != nil {
		r.wrong(name, link, "The "+what+" must be a real date, with day, month and year")
	}
	return d
}

func (r *factsRead) period(at, of string) (from, to forms.Date) {
	from, to = r.date(at+"from", "first day"+of, true), r.date(at+"to", "day of the end"+of, false)
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		r.wrong(at+"to", inputID(at+"to")+"-day", "The day of the end must not be before the first day"+of)
	}
	return from, to
}

// choice reads the answer to a field with a list of answers.
func (r *factsRead) choice(name, what string, needed bool) string {
	value := r.values.Get(name)
	switch {
	case value == "" && needed:
		r.wrong(name, inputID(name), "Choose the "+what)
	case value != "" && !slices.ContainsFunc(factsField(r.section, name).Options, func(o forms.Option) bool { return o.Value == value }):
		r.wrong(name, inputID(name), "The "+what+" must be one of the list")
	}
	return value
}
