package main

import (
	"fmt"
	"io"
	"strings"

	"minutebook/forms"
	"minutebook/internal/casefile"
	"minutebook/internal/policy"
	"minutebook/internal/web"
)

// disorderWords says what in the facts about a child cannot be right.
var disorderWords = map[string]string{
	"event_without_date":         "{event} has no date. Add it, or take the event out.",
	"event_done_in_future":       "{event} is marked as done on {on}, which has not come. Correct the date, or mark it as planned.",
	"event_before_birth":         "{event} on {on} is before the child was born ({born}). Check both dates.",
	"unborn_event_before_birth":  "{event} on {on} is before the birth, which is expected on {born}. Check both dates.",
	"event_out_of_order":         "{event} on {on} is before {before} on {before_on}, which comes first. Check both dates.",
	"period_backwards":           "A period ends on {to}, before it begins on {from}. Check both dates.",
	"period_before_birth":        "A period begins on {from}, before the child was born ({born}). Check both dates.",
	"unborn_period_before_birth": "A period begins on {from}, before the birth, which is expected on {born}. Check both dates.",
	"looked_after_adult":         "A legal status still holds although the child was 18 on {birthday}. Enter its end.",
}

// doubts words what in the facts about a child cannot be right on a day.
func doubts(packs *policy.Packs, name string, child forms.Child, asOf forms.Date) ([]web.Doubt, error) {
	pack, err := packs.Pack(name)
	if err != nil {
		return nil, fmt.Errorf("looking for dates that cannot be right: %w", err)
	}
	var found []web.Doubt
	for _, p := range pack.Disorder(&policy.Facts{Child: child}, asOf) {
		var pairs []string
		for name, value := range p.Args {
			pairs = append(pairs, "{"+name+"}", fmt.Sprint(value))
		}
		found = append(found, web.Doubt{Pointer: p.Pointer, Says: capital(strings.NewReplacer(pairs...).Replace(disorderWords[p.Code]))})
	}
	return found, nil
}

// tellDisorder says on standard error what in the file's events cannot be right; deadlines are worked out all the same.
func tellDisorder(w io.Writer, packs *policy.Packs, read *casefile.Case, asOf forms.Date) error {
	for _, child := range read.Children {
		found, err := doubts(packs, "statutory", child, asOf)
		if err != nil {
			return err
		}
		for _, d := range found {
			if _, err := fmt.Fprintf(w, "minutebook: child %s, at %s: %s\n", child.ID, d.Pointer, d.Says); err != nil {
				return fmt.Errorf("writing what is wrong with the events: %w", err)
			}
		}
	}
	return nil
}
