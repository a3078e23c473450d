package intake

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Mapping says what the columns of a table mean. It can be kept as JSON and is found again by its fingerprint, when the
// same report is exported anew.
type Mapping struct {
	Fingerprint string   `json:"fingerprint"` // of all headings, in any order
	Columns     []Column `json:"columns"`     // in the order of the table
}

// Column is one column.
type Column struct {
	Heading string `json:"heading"`
	Field   Field  `json:"field"` // empty: not imported
}

// Headings of the columns that Rejected adds. A table that is corrected there and sent again has the fingerprint that it had.
const (
	reasonHeading = "Problem"
	remedyHeading = "What to do"
)

// Fingerprint identifies a kind of table by its headings, whatever their order, capitals and punctuation.
func Fingerprint(headings []string) string {
	var names []string
	for _, h := range headings {
		if h != reasonHeading && h != remedyHeading && plain(h) != "" {
			names = append(names, plain(h))
		}
	}
	slices.Sort(names)
	sum := sha256.Sum256([]byte(strings.Join(names, "\n")))
	return hex.EncodeToString(sum[:12])
}

// Guess maps the columns of a table by their headings. Of two columns that seem to mean one thing, the first is taken;
// columns that say nothing without others, which the table has not, are left out.
func Guess(headings []string, sheet string) Mapping {
	m := Mapping{Fingerprint: Fingerprint(headings)}
	taken := map[Field]bool{"": true}
	numbered := slices.ContainsFunc(headings, func(h string) bool { return plain(h) != childHeading && fieldOf(h, sheet) == CaseNumber })
	for _, h := range headings {
		f := fieldOf(h, sheet)
		if plain(h) == childHeading && numbered {
			f = Name
		}
		if taken[f] {
			f = ""
		}
		taken[f] = true
		m.Columns = append(m.Columns, Column{h, f})
	}
	for _, i := range m.alone() {
		m.Columns[i].Field = ""
	}
	return m
}

// childHeading is the case number in the SSDA903 return, and the name in lists that have another column for the number.
const childHeading = "child"

// needs are the fields that say nothing without one of some others.
var needs = map[Field][]Field{
	LegalStatus: {LegalFrom, EpisodeFrom}, LegalFrom: {LegalStatus}, LegalTo: {LegalStatus},
	PlacementType: {PlacementFrom, EpisodeFrom}, PlacementFrom: {PlacementType}, PlacementTo: {PlacementType},
	EpisodeFrom: {LegalStatus, PlacementType}, EpisodeTo: {EpisodeFrom}, PlanCode: {PlanSince}, PlanSince: {PlanCode},
	EventKind: {EventDate}, EventDate: {EventKind}, PersonRole: {PersonName}, PersonName: {PersonRole},
}

// alone are the columns that lack what they need.
func (m *Mapping) alone() (columns []int) {
	for i, c := range m.Columns {
		if others := needs[c.Field]; others != nil && !slices.ContainsFunc(others, m.has) {
			columns = append(columns, i)
		}
	}
	return columns
}

func (m *Mapping) has(f Field) bool {
	return slices.ContainsFunc(m.Columns, func(c Column) bool { return c.Field == f })
}

// recognised is how many columns have a meaning.
func (m *Mapping) recognised() int {
	n := 0
	for _, c := range m.Columns {
		if c.Field != "" {
			n++
		}
	}
	return n
}

// Check reports everything that keeps a mapping from being used.
func (m *Mapping) Check() error {
	var problems []error
	seen := map[Field]string{}
	for _, c := range m.Columns {
		switch first, twice := seen[c.Field]; {
		case c.Field == "":
		case !c.Field.Valid():
			problems = append(problems, fmt.Errorf("column “%s”: there is no field %q", c.Heading, c.Field))
		case twice:
			problems = append(problems, fmt.Errorf("columns “%s” and “%s” both mean %s: leave one of them empty", first, c.Heading, c.Field))
		default:
			seen[c.Field] = c.Heading
		}
	}
	for _, i := range m.alone() {
		c := m.Columns[i]
		problems = append(problems, fmt.Errorf("column “%s”: %s says nothing without a column for %s", c.Heading, c.Field, needs[c.Field][0]))
	}
	if !m.has(CaseNumber) {
		problems = append(problems, errors.New("no column is the case number: give one the field \"case_number\""))
	}
	return errors.Join(problems...)
}

// ParseMappings reads mappings as MarshalMappings writes them, and checks them.
func ParseMappings(data []byte) ([]Mapping, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	var mappings []Mapping
	if err := decoder.Decode(&mappings); err != nil {
		return nil, fmt.Errorf("reading column mappings: %w", err)
	}
	for i := range mappings {
		if err := mappings[i].Check(); err != nil {
			return nil, fmt.Errorf("reading column mapping %d: %w", i+1, err)
		}
	}
	return mappings, nil
}

// MarshalMappings writes mappings for a person to change by hand.
func MarshalMappings(mappings []Mapping) ([]byte, error) {
	data, err := json.MarshalIndent(mappings, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing column mappings: %w", err)
	}
	return append(data, '\n'), nil
}

// on returns the mapping for a table whose columns may stand in another order. A heading that occurs more than once is
// matched in its order.
func (m *Mapping) on(headings []string) Mapping {
	out := Mapping{Fingerprint: m.Fingerprint}
	used := make([]bool, len(m.Columns))
	for _, h := range headings {
		c := Column{Heading: h}
		for i, known := range m.Columns {
			if !used[i] && plain(known.Heading) == plain(h) {
				c.Field, used[i] = known.Field, true
				break
			}
		}
		out.Columns = append(out.Columns, c)
	}
	return out
}
