package render

import (
	"fmt"
	"iter"
	"net/url"
	"strconv"
	"strings"

	"minutebook/forms"
)

// Book is one workbook, described without saying how it is written: what its file says of itself, its sheets in the order in
// which they are read, and their rows. Rows come one at a time, whichever sheet they belong to, so that nobody ever holds all of
// them; a Book whose input is the same yields the same rows in the same order.
type Book struct {
	Title      string
	Subject    string
	Author     string     // the authority
	Lang       string     // BCP 47
	Marking    string     // protective marking, printed on each page
	AsOf       forms.Date // what the file gives as its day of creation: no clock is asked
	Properties []Property // kept with the file, in this order: from which version it was made
	Sheets     []Sheet

	// Rows yields every row once, and again when it is gone through again. An error ends the book: nothing of it may be used.
	Rows iter.Seq2[Row, error]
}

// Property is a named fact about a file.
type Property struct{ Name, Value string }

// Sheet is one sheet: a heading, remarks, and a table of rows.
type Sheet struct {
	Name    string   // at most 31 characters, none of : \ / ? * [ ]
	Title   string   // the heading
	Notes   []string // under the heading: who puts in, who scrutinises, how to read it
	Table   string   // name by which formulas speak of the rows, letters only; "" for a sheet that is no table of data
	Columns []SheetColumn
	Frozen  int  // columns that stay when the reader goes to the right
	Wide    bool // printed on A3, all others on A4; both on their side
	Upright bool // printed upright
	Charts  []Chart
}

// FirstRow is the number of the sheet's first row of data, as formulas need it: above it stand the heading, the notes, an
// empty row and the headings of the columns.
func (s *Sheet) FirstRow() int { return len(s.Notes) + 4 }

// SheetColumn is one column of a sheet, and its entry in the data dictionary.
type SheetColumn struct {
	Key     string // stable name for programs
	Title   string // unique in its sheet; formulas use it
	Width   float64
	Format  Format
	Choices []string // the only values that may be typed
	Lights  []Light
	About   string // what it holds
	Source  string // inventory or form ids
	Edits   *Edits // nil: nobody may change it here
}

// Format says how the values of a column are shown.
type Format int

// The formats of columns.
const (
	Words   Format = iota // text of one line
	Prose                 // text that wraps
	Whole                 // a number without decimals
	Decimal               // with one
	Percent               // of a fraction
	Day                   // a date
	Month                 // a date shown as month and year
)

// Light colours a cell whose text is Is, or whose number is within [From, To]. Colour only repeats what the cell says.
type Light struct {
	Is       string
	From, To float64
	Colour   Colour
}

// Colour is one of three.
type Colour int

// The colours of lights.
const (
	Green Colour = iota
	Amber
	Red
)

// Chart shows columns of its own sheet over the sheet's first column: as lines, or as bars where a value may be missing, since
// a line would show it as nought.
type Chart struct {
	Title   string
	Alt     string   // what it shows, for people who do not see it; never empty
	Columns []string // keys
	Unit    string   // what the vertical axis counts
	Bars    bool
}

// Row is one row. Its Values are those of the sheet's columns, in order, and hold only until the next row is asked for.
type Row struct {
	Sheet  int // index into Sheets
	Key    Key
	Values []Value
}

// Key names the row of a record for as long as that record exists: it is what a row of an edited workbook is found again by,
// whatever its readers sorted, filtered or deleted.
type Key struct {
	Child  string
	Record string // "" for the child itself
	Action string // of the record: its number, or its reference in another system; "" for the record as a whole
}

// String joins the parts with slashes, each escaped as in a URL's path: “c1”, “c1/f8/12”.
func (k Key) String() string {
	parts := []string{url.PathEscape(k.Child), url.PathEscape(k.Record), url.PathEscape(k.Action)}
	return strings.TrimRight(strings.Join(parts, "/"), "/")
}

// ParseKey reads what String wrote.
func ParseKey(s string) (Key, error) {
	var part [3]string
	given := strings.Split(s, "/")
	if s == "" || len(given) > len(part) {
		return Key{}, fmt.Errorf("%q is not the key of a row", s)
	}
	for i := range given {
		var err error
		if part[i], err = url.PathUnescape(given[i]); err != nil {
			return Key{}, fmt.Errorf("%q is not the key of a row: %w", s, err)
		}
	}
	return Key{part[0], part[1], part[2]}, nil
}

// Value is what a cell holds; the zero Value is an empty cell.
type Value struct {
	Text    string
	Number  float64
	Date    forms.Date
	Numeric bool   // Number counts, also when it is 0
	Formula string // in the syntax of spreadsheets, without “=”; the rest is what it comes to
	Sheet   string // the cell leads to this sheet …
	Column  string // … and there to the heading of the column with this key; "" for the sheet's start
}

// Text is a cell of text; it is never taken for a formula, whatever it begins with.
func Text(s string) Value { return Value{Text: s} }

// On is a cell with a date; the zero Date leaves it empty.
func On(d forms.Date) Value { return Value{Date: d} }

// Count is a cell with a whole number.
func Count(n int) Value { return Value{Number: float64(n), Numeric: true} }

// Empty reports that nothing is in the cell.
func (v Value) Empty() bool { return v == Value{} }

// String is the value as plain text, for comparison and for programs: dates as year-month-day.
func (v Value) String() string {
	switch {
	case v.Numeric:
		return strconv.FormatFloat(v.Number, 'f', -1, 64)
	case !v.Date.IsZero():
		return v.Date.String()
	}
	return v.Text
}
