package render

import "iter"

// This file is the way back: which cells of a workbook people may change, and what of the product each of them shows. A
// program that takes an edited workbook in again makes the Book of the version that the workbook came from (its properties
// say which), goes through Editable, finds each cell in the file by sheet name, row key and column title, and compares. What
// is not yielded is locked in the file; a change there is somebody's mistake, not news.

// Edits says what a column's cells are, in the product.
type Edits struct {
	Of   Subject
	Name string // of an event's kind, a fact or a field of an action, as in its JSON
}

// Subject is the kind of thing to which an editable cell belongs.
type Subject string

// The subjects, and how the row's Key finds the thing.
const (
	// OfChild is a fact of forms.Child: Name is “plan” (the code's words, see SheetColumn.Choices) or “plan_since”. Key.Child.
	OfChild Subject = "child"
	// OfEvent is the day of the first event of a kind that was done in the present time in care: Name is its forms.EventKind.
	// Emptying the cell says that it did not happen; a day in an empty cell, that it did. Key.Child.
	OfEvent Subject = "event"
	// OfAction is an answer of forms.CarriedAction about an unfinished action: Name is its JSON name. Key.Record is the form
	// of the latest meeting, which is signed and never changes: the answer belongs into the form of the next one.
	OfAction Subject = "action"
)

// Field is one thing that a cell shows and may change.
type Field struct {
	Edits
	Key Key
}

// EditableCell is one cell that may be changed.
type EditableCell struct {
	Sheet  string
	Column string // its key
	Title  string // its heading
	Format Format
	Field  Field
	Value  Value // what it held when the workbook was made
}

// Editable yields every cell that may be changed, in the order of the rows. No field is yielded twice, so that two cells can
// never disagree. It reads Rows to their end, as writing the book does.
func (b *Book) Editable() iter.Seq2[EditableCell, error] {
	return func(yield func(EditableCell, error) bool) {
		for row, err := range b.Rows {
			if err != nil {
				yield(EditableCell{}, err)
				return
			}
			sheet := &b.Sheets[row.Sheet]
			for i := range sheet.Columns {
				c := &sheet.Columns[i]
				if c.Edits == nil {
					continue
				}
				if !yield(EditableCell{sheet.Name, c.Key, c.Title, c.Format, Field{*c.Edits, row.Key}, row.Values[i]}, nil) {
					return
				}
			}
		}
	}
}
