// Package intake says, row by row, what an extract from a case management system would change among the children, and why
// a row is rejected; it changes nothing itself.
//
// The rules are:
//
//   - Nothing is guessed. Days stand before months; a code, a date or a number that can be read in two ways rejects its row.
//   - A row counts as a whole or not at all, and its rejection says which cell, why, and what to do.
//   - An empty cell says nothing: what is known stays. No row deletes anything.
//   - The same extract read again, after its children were stored, has nothing left to do.
package intake

import (
	"minutebook/forms"
	"minutebook/internal/workbook"
)

// Lookup knows the children who are there already.
type Lookup interface {
	// Known returns the child with the case number.
	Known(caseNumber string) (forms.Child, bool)
	// Closed reports whether a child has the case number whom the importer may not change.
	Closed(caseNumber string) bool
	// Named returns the children with that name, in capitals or not, who were born that day.
	Named(name string, born forms.Date) []forms.Child
	// Allocated returns who works with the child with the case number, as far as it is known in these words.
	Allocated(caseNumber string) Allocation
}

// Allocation is who works with a child, as the other system names them.
type Allocation struct {
	Username string `json:"username,omitempty"`
	Worker   string `json:"worker,omitempty"`
	Team     string `json:"team,omitempty"`
}

// Plan is what an extract would change.
type Plan struct {
	Rows  []Row    // of all tables, in their order
	Notes []string // about tables that were left out and files, in sentences

	tables   []Table
	children []*subject
}

// Row is what one row would change.
type Row struct {
	Table      int // which one, from 0
	Number     int // as the spreadsheet program shows it
	CaseNumber string
	Changes    []Change  // none where it is rejected
	Problems   []Problem // with a rejected row at least one that is no warning
}

// Verdict sums a row up.
type Verdict string

// The verdicts.
const (
	Rejected    Verdict = "rejected"
	Changing    Verdict = "changing"
	NothingToDo Verdict = "nothing to do"
)

// Verdict tells what happens with the row.
func (r *Row) Verdict() Verdict {
	for _, p := range r.Problems {
		if !p.Warning {
			return Rejected
		}
	}
	if len(r.Changes) > 0 {
		return Changing
	}
	return NothingToDo
}

// Count returns how many rows have the verdict.
func (p *Plan) Count(v Verdict) int {
	n := 0
	for i := range p.Rows {
		if p.Rows[i].Verdict() == v {
			n++
		}
	}
	return n
}

// Tables are the tables of the plan, in their order.
func (p *Plan) Tables() []Table { return p.tables }

// Table returns the table of a row.
func (p *Plan) Table(r *Row) *Table { return &p.tables[r.Table] }

// Change is one thing that a row would change. Old and New are in words; Old is empty where something is added.
type Change struct {
	Kind ChangeKind
	What string // "Placement in a children’s home (K2) from 3 March 2025, until"
	Old  string
	New  string
}

// ChangeKind is what is added or changed.
type ChangeKind string

// The kinds of changes.
const (
	AddChild        ChangeKind = "add_child"
	ChangeChild     ChangeKind = "change_child"
	AddEvent        ChangeKind = "add_event"
	ChangeEvent     ChangeKind = "change_event"
	AddPlacement    ChangeKind = "add_placement"
	ChangePlacement ChangeKind = "change_placement"
	AddLegal        ChangeKind = "add_legal_status"
	ChangeLegal     ChangeKind = "change_legal_status"
	ChangePlan      ChangeKind = "change_plan"
	AddPerson       ChangeKind = "add_person"
	ChangePerson    ChangeKind = "change_person"
	Allocate        ChangeKind = "allocate"
)

// Problem is why a row is rejected, or something to look at that does not stop it. Reason and Remedy word it.
type Problem struct {
	Column  int // from 1; 0 is the row as a whole
	Heading string
	Code    string
	Value   string // what stands in the cell
	Other   string // what it does not go with
	Warning bool
}

// Table is one table of an extract: a sheet, or a file.
type Table struct {
	File, Sheet string
	Headings    []string // of columns 1, 2 …
	Mapping     Mapping
	Notes       []string

	rows    []workbook.Row
	guessed bool // the mapping was
}

// Make plans the import of tables. Today decides who is of age and what is still to come.
func Make(tables []Table, known Lookup, today forms.Date) *Plan {
	p := &Plan{tables: tables}
	for _, t := range tables {
		p.Notes = append(p.Notes, t.Notes...)
		for range t.rows {
			p.Rows = append(p.Rows, Row{})
		}
	}
	m := merger{plan: p, known: known, today: today, byNumber: map[string]*subject{}}
	i := 0
	for at := range tables {
		read := newRowReader(&tables[at], today)
		for _, cells := range tables[at].rows {
			row := &p.Rows[i]
			i++
			row.Table, row.Number = at, cells.Number
			m.take(read.read(row, cells))
		}
	}
	m.merge()
	return p
}
