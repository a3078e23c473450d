package render

import (
	"fmt"
	"strings"

	"minutebook/forms"
)

// This file makes the anonymised profile that goes out when a family is looked for. Free text cannot be proved anonymous,
// so a profile has none: it holds answers that were chosen from a list or counted, an age band, and the month of the
// meeting. Rows of lists are left out, because they are about named people.

// profile returns what may be told of a child whom nobody may recognise.
func profile(form forms.Form, born forms.Date) []Fact {
	var facts []Fact
	var on forms.Date
	if held, ok := form.(interface{ Held() forms.Date }); ok {
		on = held.Held()
	}
	if band := ageBand(born, on); band != "" {
		facts = append(facts, Fact{"Age", band})
	}
	if !on.IsZero() {
		facts = append(facts, Fact{"As at", fmt.Sprintf("%s %d", on.Month, on.Year)})
	}
	for _, s := range forms.Define(form.Kind()).Sections {
		facts = append(facts, chosen(s.Fields, form, "")...)
	}
	return facts
}

// chosen walks answers from a list and counts, in the form's order; unanswered ones are left out.
func chosen(fields []forms.Field, container any, of string) []Fact {
	var facts []Fact
	for i := range fields {
		f := &fields[i]
		label := f.Label
		if of != "" {
			label = of + ": " + lowerFirst(label)
		}
		switch f.Type {
		case forms.ChoiceOf, forms.Integer:
			if answer := f.Display(container); answer != "" && f.ID != "meeting_kind" && f.ID != "invited" {
				facts = append(facts, Fact{label, answer})
			}
		case forms.Group:
			if readsAsOne(f, container) { // how often professionals meet
				continue
			}
			facts = append(facts, chosen(f.Fields, f.Value(container), strings.TrimSuffix(f.Label, "?"))...)
		}
	}
	return facts
}

// ageBand is an age that fits many children: a band of two or three years; "" where a date is missing.
func ageBand(born, on forms.Date) string {
	if born.IsZero() || on.IsZero() || on.Before(born) {
		return ""
	}
	age := born.YearsOn(on)
	for _, band := range [][2]int{{1, 2}, {3, 4}, {5, 7}, {8, 10}, {11, 13}, {14, 15}, {16, 17}} {
		if age >= band[0] && age <= band[1] {
			return fmt.Sprintf("%d to %d years", band[0], band[1])
		}
	}
	if age == 0 {
		return "under 1 year"
	}
	return "18 years or over"
}
