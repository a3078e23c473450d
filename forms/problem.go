package forms

import (
	"cmp"
	"slices"
)

// Level says what a problem stops.
type Level string

const (
	Error   Level = "error"   // the shape is wrong: nothing is stored until it is put right
	Advice  Level = "advice"  // worth a look; stops nothing
	Blocker Level = "blocker" // the record cannot be completed or signed
)

// Problem is one thing wrong with a form, as data. Word turns it into a sentence.
type Problem struct {
	Pointer string         `json:"pointer"` // RFC 6901; empty for the whole form
	Code    string         `json:"code"`
	Level   Level          `json:"level"`
	Args    map[string]any `json:"args,omitempty"` // what the sentence needs: limits, counts, the nearest known name
	Rule    string         `json:"rule,omitempty"` // inventory id where an authority's rule asks for it, "001-R10"
}

// Problems is everything wrong with a form.
type Problems []Problem

// At returns the problems of one level.
func (ps Problems) At(l Level) Problems {
	return slices.DeleteFunc(slices.Clone(ps), func(p Problem) bool { return p.Level != l })
}

// Has reports whether there is a problem of the level.
func (ps Problems) Has(l Level) bool {
	return slices.ContainsFunc(ps, func(p Problem) bool { return p.Level == l })
}

var severity = map[Level]int{Error: 0, Blocker: 1, Advice: 2}

// Sort orders problems by severity and leaves the order of fields within one severity as it is.
func (ps Problems) Sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int { return cmp.Compare(severity[a.Level], severity[b.Level]) })
}
