package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"minutebook/forms"
)

// This file puts a child's facts into inputs and reads them back. A child is no form, so that it has no definition of its
// own; what is asked is written down here, in the shape of a section.

var factsFields = []forms.Field{
	{ID: "date_of_birth", Label: "Date of birth", Hint: "For example, 27 3 2019. Leave it empty if the child is not born yet", Type: forms.DateType},
	{ID: "legal_status", Label: "Legal status", Row: "Period", Type: forms.Repeat, Max: 50, Fields: []forms.Field{
		{ID: "code", Label: "Legal status", Type: forms.ChoiceOf, Options: forms.LegalStatus("").Options()},
		{ID: "from", Label: "From", Type: forms.DateType},
		{ID: "to", Label: "Until", Hint: "The first day on which it no longer held. Leave it empty while it does", Type: forms.DateType},
	}},
	{ID: "placements", Label: "Placements", Row: "Placement", Type: forms.Repeat, Max: 100, Fields: []forms.Field{
		{ID: "type", Label: "Type", Type: forms.ChoiceOf, Options: forms.PlacementType("").Options()},
		{ID: "from", Label: "From", Type: forms.DateType},
		{ID: "to", Label: "Until", Hint: "The first day on which the child was no longer there. Leave it empty while it goes on", Type: forms.DateType},
		{ID: "address_since", Label: "At this address since", Hint: "Only if the child came to live there before the placement began", Type: forms.DateType},
		{ID: "external", Label: "Bought from another provider?", Type: forms.ChoiceOf, Options: forms.YesNo("").Options()},
	}},
	{ID: "events", Label: "Events", Hint: "Days on which clocks start or stop. Planning meetings count by their minutes", Row: "Event", Type: forms.Repeat, Max: 200, Fields: []forms.Field{
		{ID: "kind", Label: "What", Type: forms.ChoiceOf, Options: forms.EventKind("").Options()},
		{ID: "date", Label: "Date", Type: forms.DateType},
		{ID: "state", Label: "Has it happened?", Type: forms.ChoiceOf, Options: []forms.Option{{Value: "done", Label: "Yes"}, {Value: "planned", Label: "It is planned"}}},
	}},
	{ID: "people", Label: "People around the child", Hint: "Everybody whom the child’s papers may name: parents, carers, relatives, brothers and sisters, schools, professionals. What a parent may not know is worked out from this", Row: "Person", Type: forms.Repeat, Max: 200, Fields: []forms.Field{
		{ID: "name", Label: "Name", Type: forms.Text, Max: 200},
		{ID: "role", Label: "Who it is to the child", Hint: "For instance mother, father, foster carer, maternal grandmother, sibling, school, social worker", Type: forms.Text, Max: 200},
		{ID: "key", Label: "Short name in the case", Hint: "One word of its own, such as “mother”. Leave it empty to use the role", Type: forms.Text, Max: 40},
		{ID: "address", Label: "Address", Type: forms.Text, Max: 500},
		{ID: "telephone", Label: "Telephone", Type: forms.Text, Max: 200},
		{ID: "email", Label: "E-mail", Type: forms.Text, Max: 200},
		{ID: "organisation", Label: "Organisation", Type: forms.Text, Max: 200},
		{ID: "cares_for_child", Label: "Does or did the child live with this person?", Type: forms.ChoiceOf, Options: forms.YesNo("").Options()},
		{ID: "case_number", Label: "Case number, of a brother or sister", Type: forms.Text, Max: 40},
		{ID: "date_of_birth", Label: "Date of birth, of a brother or sister", Type: forms.DateType},
		{ID: "lives_with", Label: "Where a brother or sister lives, in words", Type: forms.Text, Max: 500},
	}},
}

// factsSection is what the page asks about the child. Kinds that came from another system and are in no list here stay
// among the answers, so that saving the page does not lose them.
func factsSection(child forms.Child) *forms.Section {
	s := &forms.Section{ID: "facts", Heading: "Facts about the child", Fields: slices.Clone(factsFields)}
	keep := func(list, choice int, present []string) {
		f := &s.Fields[list]
		f.Fields = slices.Clone(f.Fields)
		options := slices.Clone(f.Fields[choice].Options)
		for _, value := range present {
			if value != "" && !slices.ContainsFunc(options, func(o forms.Option) bool { return o.Value == value }) {
				options = append(options, forms.Option{Value: value, Label: value})
			}
		}
		f.Fields[choice].Options = options
	}
	var codes, types, kinds []string
	for _, p := range child.LegalStatus {
		codes = append(codes, p.Code)
	}
	for _, p := range child.Placements {
		types = append(types, p.Type)
	}
	for _, e := range child.Events {
		kinds = append(kinds, e.Kind)
	}
	keep(1, 0, codes)
	keep(2, 0, types)
	keep(3, 0, kinds)
	return s
}

// factsValues returns the child's facts as the inputs of the page.
func factsValues(child forms.Child) url.Values {
	values := url.Values{}
	date := func(name string, d forms.Date) {
		if !d.IsZero() {
			values.Set(name+".day", strconv.Itoa(d.Day))
			values.Set(name+".month", strconv.Itoa(int(d.Month)))
			values.Set(name+".year", strconv.Itoa(d.Year))
		}
	}
	date("date_of_birth", child.DateOfBirth)
	for i, p := range child.LegalStatus {
		at := fmt.Sprintf("legal_status.%d.", i)
		values.Set(at+"code", p.Code)
		date(at+"from", p.From)
		date(at+"to", p.To)
	}
	for i, p := range child.Placements {
		at := fmt.Sprintf("placements.%d.", i)
		values.Set(at+"type", p.Type)
		values.Set(at+"external", map[bool]string{true: "yes"}[p.External])
		date(at+"from", p.From)
		date(at+"to", p.To)
		date(at+"address_since", p.AddressSince)
	}
	for i, e := range child.Events {
		at := fmt.Sprintf("events.%d.", i)
		values.Set(at+"kind", e.Kind)
		values.Set(at+"state", map[bool]string{true: "done", false: "planned"}[e.Done])
		date(at+"date", e.Date)
	}
	for i, p := range child.People {
		at := fmt.Sprintf("people.%d.", i)
		for id, text := range personTexts(&p) {
			values.Set(at+id, *text)
		}
		values.Set(at+"cares_for_child", map[bool]string{true: "yes"}[p.CaresForChild])
		date(at+"date_of_birth", p.DateOfBirth)
	}
	return values
}

// personTexts are the texts of a person by the ids of their inputs.
func personTexts(p *forms.Person) map[string]*string {
	return map[string]*string{
		"name": &p.Name, "role": &p.Role, "key": &p.Key, "address": &p.Address, "telephone": &p.Telephone, "email": &p.Email,
		"organisation": &p.Organisation, "case_number": &p.CaseNumber, "lives_with": &p.LivesWith,
	}
}

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
	for i := range forms.RowsIn(values, "legal_status") {
		at, of := fmt.Sprintf("legal_status.%d.", i), fmt.Sprintf(" (period %d)", i+1)
		p := forms.LegalPeriod{Code: r.choice(1, 0, at, "legal status"+of, true)}
		p.From, p.To = r.period(at, of)
		r.child.LegalStatus = append(r.child.LegalStatus, p)
	}
	for i := range forms.RowsIn(values, "placements") {
		at, of := fmt.Sprintf("placements.%d.", i), fmt.Sprintf(" (placement %d)", i+1)
		p := forms.Placement{Type: r.choice(2, 0, at, "type"+of, true), External: r.choice(2, 4, at, "provider"+of, false) == "yes"}
		p.From, p.To = r.period(at, of)
		p.AddressSince = r.date(at+"address_since", "day on which the child came to the address"+of, false)
		r.child.Placements = append(r.child.Placements, p)
	}
	for i := range forms.RowsIn(values, "events") {
		at, of := fmt.Sprintf("events.%d.", i), fmt.Sprintf(" (event %d)", i+1)
		e := forms.Event{Kind: r.choice(3, 0, at, "kind of event"+of, true), Date: r.date(at+"date", "date"+of, true)}
		e.Done = r.choice(3, 2, at, "answer whether it has happened"+of, true) == "done"
		r.child.Events = append(r.child.Events, e)
	}
	r.people()
	return r
}

// people reads the people around the child. Each has a key of its own, by which a parent's sheet knows its reader.
func (r *factsRead) people() {
	keys := map[string]bool{}
	for i := range forms.RowsIn(r.values, "people") {
		at, of := fmt.Sprintf("people.%d.", i), fmt.Sprintf(" (person %d)", i+1)
		p := forms.Person{CaresForChild: r.choice(4, 7, at, "answer"+of, false) == "yes", DateOfBirth: r.date(at+"date_of_birth", "date of birth"+of, false)}
		texts := personTexts(&p)
		for _, f := range r.section.Fields[4].Fields { // in their order, so that remarks come in it
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
	child.Placements, child.Events, child.People = r.child.Placements, r.child.Events, r.child.People
	return child
}

func (r *factsRead) wrong(name, link, says string) {
	pointer := "/" + strings.ReplaceAll(name, ".", "/")
	r.errors[pointer] = append(r.errors[pointer], says)
	r.remarks = append(r.remarks, remark{"#" + link, says})
}

func (r *factsRead) date(name, what string, needed bool) forms.Date {
	day, month, year := r.values.Get(name+".day"), r.values.Get(name+".month"), r.values.Get(name+".year")
	link := inputID(name) + "-day"
	if strings.TrimSpace(day+month+year) == "" {
		if needed {
			r.wrong(name, link, "Enter the "+what)
		}
		return forms.Date{}
	}
	d, err := forms.ParseDate(year + "-" + month + "-" + day)
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

// choice reads the answer to a field of a list, both by their place in factsFields.
func (r *factsRead) choice(list, field int, at, what string, needed bool) string {
	f := &r.section.Fields[list].Fields[field]
	name := at + f.ID
	value := r.values.Get(name)
	switch {
	case value == "" && needed:
		r.wrong(name, inputID(name), "Choose the "+what)
	case value != "" && !slices.ContainsFunc(f.Options, func(o forms.Option) bool { return o.Value == value }):
		r.wrong(name, inputID(name), "The "+what+" must be one of the list")
	}
	return value
}
