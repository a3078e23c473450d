package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"minutebook/forms"
)

// This file puts a child's facts into inputs and reads them back. A child is no form, so that it has no definition of its
// own; what is asked is written down here, in the shape of a section.

var factsFields = []forms.Field{
	{ID: "date_of_birth", Label: "Date of birth", Hint: "For example, 27 3 2019. Before the birth, the day on which it is expected", Type: forms.DateType},
	{ID: "plan", Label: "Plan for permanence", Type: forms.Group, Fields: []forms.Field{
		{ID: "code", Label: "The plan now", Type: forms.ChoiceOf, Options: forms.CarePlanCode("").Options()},
		{ID: "since", Label: "Since", Hint: "The day on which it became the plan", Type: forms.DateType},
	}},
	{ID: "parallel", Label: "Plans pursued beside it", Row: "Parallel plan", Type: forms.Repeat, Max: 7, Fields: []forms.Field{
		{ID: "code", Label: "Plan", Type: forms.ChoiceOf, Options: forms.CarePlanCode("").Options()},
	}},
	{ID: "relinquished", Label: "Did the parents ask for adoption?", Hint: "A child whom the parents relinquish has a way of its own through panel", Type: forms.ChoiceOf, Options: forms.YesNo("").Options()},
	{ID: "adoption_unlikely", Label: "Is adoption unlikely within 12 months of the placement order?", Type: forms.ChoiceOf, Options: forms.YesNo("").Options()},
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
	for i := range s.Fields {
		s.Fields[i].Fields = slices.Clone(s.Fields[i].Fields)
	}
	keep := func(name, value string) {
		f := factsField(s, name)
		if value != "" && !slices.ContainsFunc(f.Options, func(o forms.Option) bool { return o.Value == value }) {
			f.Options = append(slices.Clone(f.Options), forms.Option{Value: value, Label: value})
		}
	}
	if child.Plan != nil {
		keep("plan.code", child.Plan.Code)
		for _, code := range child.Plan.Parallel {
			keep("parallel.code", code)
		}
	}
	for _, p := range child.LegalStatus {
		keep("legal_status.code", p.Code)
	}
	for _, p := range child.Placements {
		keep("placements.type", p.Type)
	}
	for _, e := range child.Events {
		keep("events.kind", e.Kind)
	}
	return s
}

// factsField finds the field of an input by its name: "events.3.kind", or "events.kind" in any row.
func factsField(s *forms.Section, name string) *forms.Field {
	first, _, _ := strings.Cut(name, ".")
	last := name[strings.LastIndexByte(name, '.')+1:]
	for i := range s.Fields {
		f := &s.Fields[i]
		if f.ID != first {
			continue
		}
		for j := range f.Fields {
			if f.Fields[j].ID == last {
				return &f.Fields[j]
			}
		}
		return f
	}
	return nil
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
	yes := func(name string, said bool) { values.Set(name, map[bool]string{true: "yes"}[said]) }
	yes("relinquished", child.Relinquished)
	yes("adoption_unlikely", child.AdoptionUnlikely)
	if child.Plan != nil {
		values.Set("plan.code", child.Plan.Code)
		date("plan.since", child.Plan.Since)
		for i, code := range child.Plan.Parallel {
			values.Set(fmt.Sprintf("parallel.%d.code", i), code)
		}
	}
	for i, p := range child.LegalStatus {
		at := fmt.Sprintf("legal_status.%d.", i)
		values.Set(at+"code", p.Code)
		date(at+"from", p.From)
		date(at+"to", p.To)
	}
	for i, p := range child.Placements {
		at := fmt.Sprintf("placements.%d.", i)
		values.Set(at+"type", p.Type)
		yes(at+"external", p.External)
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
		yes(at+"cares_for_child", p.CaresForChild)
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
