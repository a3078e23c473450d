package web

import (
	"slices"
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
)

// listed is a record in the list of a child's.
type listed struct {
	records.Record
	Title string
	For   string // whom the papers of the version that stands were made for; empty while there are none
}

// Amended reports that the version that stands took the place of another that was signed.
func (l listed) Amended() bool { return l.SignedAt.After(l.FirstAt) }

func (w *Web) listed(v *visit, child forms.Child) (all []listed, total int, err error) {
	found, total, err := w.Records.Records(v.Context(), v.actor(), records.Filter{ChildID: child.ID, Limit: 200})
	if err != nil {
		return nil, 0, err
	}
	for _, rec := range found {
		row := listed{Record: rec, Title: forms.Define(rec.Kind).Title}
		if rec.Standing > 0 {
			papers, err := w.Records.Documents(v.Context(), v.actor(), rec.ID)
			if err != nil {
				return nil, 0, err
			}
			row.For = madeFor(rec.Standing, papers, child)
		}
		all = append(all, row)
	}
	return all, total, nil
}

// madeFor names the readers of a version's papers, each once.
func madeFor(version int, papers []records.Document, child forms.Child) string {
	var readers []string
	for _, d := range papers {
		if reader := readerOf(d.Audience, child); d.Version == version && !slices.Contains(readers, reader) {
			readers = append(readers, reader)
		}
	}
	return strings.Join(readers, ", ")
}

var readers = map[forms.Audience]string{
	forms.Professional: "professionals",
	forms.IRO:          "the reviewing officer",
	forms.Panel:        "the panel",
	forms.ChildReader:  "the child",
	forms.Adopter:      "adopters",
	forms.Profile:      "an anonymous profile",
}

// readerOf names a paper's audience, which for a parent's sheet is "parent-mother" or "parent-mother-large".
func readerOf(audience string, child forms.Child) string {
	key, parent := strings.CutPrefix(audience, string(forms.Parent)+"-")
	if !parent {
		if words := readers[forms.Audience(audience)]; words != "" {
			return words
		}
		return audience
	}
	key, large := strings.CutSuffix(key, "-large")
	name := key
	if i := slices.IndexFunc(child.People, func(p forms.Person) bool { return p.Key == key }); i >= 0 {
		name = child.People[i].Name
	}
	if large {
		name += " in large print"
	}
	return name
}
