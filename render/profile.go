package render

import (
	"fmt"
	"slices"

	"minutebook/forms"
)

// This file makes the anonymised profile that goes out when a family is looked for. Free text cannot be proved anonymous,
// so a profile has none: it holds an age band, the month of the meeting, and the answers below, which were chosen from a
// list or counted. Nothing else gets in by itself, and nothing about anybody but the child.

// profiled are the questions, and groups of questions, whose answers a profile tells.
var profiled = []string{
	"sex", "ethnicity", "legal_status", "looked_after_status", "self_care_difficulties", "ehc_plan", "placement_order_in_force",
	"sibling_group", "siblings_apart_count", "assessed_apart", "together_or_apart", "options", "plan_selected", "achieved",
}

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
		for i := range s.Fields {
			if f := &s.Fields[i]; slices.Contains(profiled, f.ID) {
				facts = append(facts, chosen(f, form, "")...)
			}
		}
	}
	return facts
}

// chosen returns an answer from a list or a count, or those of a group; unanswered ones are left out.
func chosen(f *forms.Field, container any, of string) []Fact {
	switch f.Type {
	case forms.ChoiceOf, forms.Integer:
		label := f.Label
		if of != "" {
			label = of + ": " + lowerFirst(label)
		}
		if answer := f.Display(container); answer != "" {
			return []Fact{{label, answer}}
		}
	case forms.Group:
		var facts []Fact
		for i := range f.Fields {
			facts = append(facts, chosen(&f.Fields[i], f.Value(container), f.Label)...)
		}
		return facts
	}
	return nil
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
