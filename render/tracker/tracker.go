// Package tracker makes the permanence tracker pack: a workbook in which a team sees where its children stand on a day, by the
// lists and rules of the policy packs, and an anonymous one for a board, in which nobody can be found.
//
// What stands in a cell is worked out by internal/policy; this package decides which cell. Figures over many children are
// formulas over the rows of the pack, each with what it comes to, which is counted here while the rows go by.
package tracker

import (
	"iter"

	"minutebook/forms"
	"minutebook/internal/policy"
	"minutebook/render"
)

// FormatVersion is the version of the workbook's shape: the meaning of sheet names, column titles and row keys.
const FormatVersion = "1"

// Input is what a pack is made from.
type Input struct {
	Packs     *policy.Packs
	Policy    string // the pack whose deadlines are shown, with those of the packs that it extends
	Authority render.Authority
	AsOf      forms.Date
	Program   string // version of the program
	ID        string // of this pack, by which the way back finds what it was made from
	Scope     string // whose children these are, in words; for a board without their number
	Anonymous bool   // for a board: figures only, none under five

	// Children yields the children in the order in which they are shown; one at a time is held. The pack is about those and
	// no others: who may see which children is the caller's to decide.
	Children iter.Seq2[*Child, error]
}

// Child is one child as the pack needs it. IDs have to be unique over all children.
type Child struct {
	Facts  policy.Facts
	Chairs map[string]string // who chaired, by ID of the meeting
	Forms  []Filled          // of meetings, in the order of their dates
	Coded  Coded
}

// Filled is one form with its record.
type Filled struct {
	Record string
	Form   forms.Form
}

// Coded are facts for the national return (SSDA903), by its codes; what is not known is empty.
type Coded struct {
	Sex        string
	Ethnicity  string
	Need       string        // category of need
	Placements []PlacedCoded // of Facts.Child.Placements, in that order
}

// PlacedCoded is what the return asks of a placement beside its type.
type PlacedCoded struct {
	Provider string
	Reason   string // why the placement before it changed
}

// New makes the pack. Its Rows may be read as often as Children may.
func New(in *Input) (*render.Book, error) {
	m, err := newMaker(in)
	if err != nil {
		return nil, err
	}
	title := "Permanence tracker pack"
	if in.Anonymous {
		title = "Permanence figures"
	}
	book := &render.Book{
		Title: title, Subject: in.Scope, Author: in.Authority.Name, Lang: "en-GB", Marking: in.Authority.Marking, AsOf: in.AsOf,
		Properties: []render.Property{
			{Name: "Minutebook pack", Value: in.ID}, {Name: "Minutebook as of", Value: in.AsOf.String()},
			{Name: "Minutebook policy", Value: m.pack.Name}, {Name: "Minutebook format", Value: FormatVersion},
			{Name: "Minutebook version", Value: in.Program},
		},
	}
	kinds := m.sheets()
	for i := range kinds {
		book.Sheets = append(book.Sheets, kinds[i].sheet)
	}
	m.contents = book.Sheets
	book.Rows = m.rows(kinds)
	return book, nil
}

// kind is one sheet and what fills it.
type kind struct {
	sheet render.Sheet
	each  func(v *view, add adder)  // for each child
	after func(t *tally, add adder) // when all children have been seen
}

// adder adds a row to the sheet.
type adder func(key render.Key, values ...render.Value)

// rows goes through the children once. The rows of a child are gathered and yielded before the next one is asked for.
func (m *maker) rows(kinds []kind) iter.Seq2[render.Row, error] {
	return func(yield func(render.Row, error) bool) {
		t := newTally(m.in.AsOf)
		var waiting []render.Row
		at := 0
		add := func(key render.Key, values ...render.Value) {
			waiting = append(waiting, render.Row{Sheet: at, Key: key, Values: values})
		}
		flush := func() bool {
			for _, row := range waiting {
				if !yield(row, nil) {
					return false
				}
			}
			waiting = waiting[:0]
			return true
		}
		for child, err := range m.in.Children {
			if err != nil {
				yield(render.Row{}, err)
				return
			}
			v := m.view(child)
			t.add(v)
			for at = range kinds {
				if kinds[at].each != nil {
					kinds[at].each(v, add)
				}
			}
			if !flush() {
				return
			}
		}
		for at = range kinds {
			if kinds[at].after != nil {
				kinds[at].after(t, add)
			}
		}
		flush()
	}
}
