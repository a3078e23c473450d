package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"minutebook/forms"
)

// carriedList is the list of a review with the recommendations that were unfinished after the meeting before. When the
// review was started from that meeting, the rows are given: they are reported on, and none is added or taken away by hand.
const carriedList = "carried_forward"

// carriedGiven are the parts of such a row that the earlier meeting decided.
var carriedGiven = []string{"number", "id", "recommendation", "by_whom", "target_date", "first_agreed", "times_carried"}

// given is a part of a row that is shown and cannot be changed. Its id is where links to the input would lead.
type given struct{ ID, Label, Answer string }

// carriedRow shows what was agreed as text and asks how it stands. What is only shown travels along in hidden inputs, so
// that a conflict between two people is found and resolved as everywhere.
func (s *sheet) carriedRow(f *forms.Field, prefix string) row {
	r := row{Title: f.Row + " " + s.values.Get(prefix+".number"), ID: inputID(prefix + ".number")}
	travels := url.Values{}
	for i := range f.Fields {
		part := &f.Fields[i]
		name := prefix + "." + part.ID
		if !slices.Contains(carriedGiven, part.ID) {
			q := s.question(part, name)
			q.Within = true
			r.Inner = append(r.Inner, q)
			continue
		}
		for input, v := range s.values {
			if belongs(input, name) {
				travels[input] = v
			}
		}
		if shown := s.givenFact(part, prefix, name); shown.Answer != "" {
			r.Given = append(r.Given, shown)
		}
	}
	r.Kept = keep(travels)
	return r
}

func (s *sheet) givenFact(f *forms.Field, prefix, name string) given {
	g := given{ID: inputID(name), Label: f.Label}
	if f.Type == forms.DateType {
		g.ID += "-day"
	}
	switch f.ID {
	case "number", "id": // in the title; another system's
		return given{}
	case "times_carried":
		if n, err := strconv.Atoi(s.values.Get(name)); err == nil && n == 1 {
			g.Answer = "Once"
		} else if err == nil {
			g.Answer = fmt.Sprintf("%d times", n)
		}
		return g
	}
	g.Answer = "Not given"
	for _, said := range typed(f, name, s.values) {
		g.Answer = said.Answer
	}
	if f.ID == "first_agreed" {
		if days := s.age(prefix); days > 0 {
			g.Answer += fmt.Sprintf(", %d days before this meeting", days)
		}
	}
	return g
}

// age is how many days ago, on the day of the meeting, the row was first agreed; 0 when that is not known.
func (s *sheet) age(prefix string) int {
	agreed, err := forms.ParseDate(forms.PostedDate(prefix+".first_agreed", s.values))
	if err != nil {
		return 0
	}
	return forms.CarriedAction{FirstAgreed: agreed}.AgeOn(s.held)
}
