// Package workbook gives the rows of a spreadsheet that somebody else made, .xlsx or CSV, one after another, and says in
// words why it refuses one. What an edited copy changed is found by Compare.
//
// The rules are:
//
//   - A file is what its bytes say, whatever its name; where the two differ there is a note.
//   - Nothing that a file says of its own size is believed, and no file can make the reader hold more than its Limits.
//   - A cell's text is what the person meant: dates in ISO form, numbers as far as a spreadsheet counts (15 digits). A file
//     that another program opened and saved gives the same texts again.
//   - Rows come as they are in the file. Hidden ones too: who hides a child's row has not deleted it.
package workbook

import (
	"io"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Book is an open spreadsheet. It reads from its source as rows are asked for, and may not be used by two at once.
type Book struct {
	Format Format
	Sheets []*Sheet
	Notes  []string // what somebody should know who sent the file, in sentences
}

// Format is what a file is.
type Format string

// The formats that are read.
const (
	XLSX Format = "xlsx"
	CSV  Format = "csv"
)

// Sheet is one sheet of a workbook, or the whole of a CSV file.
type Sheet struct {
	Name   string
	Hidden bool

	// The file keeps these around its rows: they are complete once Rows has run to its end.
	Protected     bool    // cells that are Locked were not to be changed
	HiddenColumns []Range // only the columns count
	Merged        []Range

	rows iter.Seq2[Row, error]
}

// Rows reads the sheet from its start. Rows without cells are left out. After an error, which is one of those of this
// package or wraps one, there are no more rows.
func (s *Sheet) Rows() iter.Seq2[Row, error] { return s.rows }

// All reads the sheet into memory, without the cells that are empty and locked, as a cell that is not there is. A sheet
// with more than two million others is ErrTooLarge.
func (s *Sheet) All() ([]Row, error) {
	var rows []Row
	held := 0
	for row, err := range s.Rows() {
		if err != nil {
			return nil, err
		}
		row.Cells = slices.DeleteFunc(row.Cells, func(c Cell) bool { return c.Type == Empty && c.Formula == "" && c.Locked })
		if len(row.Cells) == 0 {
			continue
		}
		if held += len(row.Cells); held > maxHeld {
			return nil, tooLarge("sheet %q has more than %d cells", s.Name, maxHeld)
		}
		row.Cells = slices.Clip(row.Cells)
		rows = append(rows, row)
	}
	return rows, nil
}

// Row is one row.
type Row struct {
	Number int // from 1, as the spreadsheet program shows it
	Hidden bool
	Cells  []Cell // in the order of their columns; what is not there is empty
}

// Cell returns the cell in a column, counted from 1.
func (r *Row) Cell(column int) Cell {
	i, found := slices.BinarySearchFunc(r.Cells, column, func(c Cell, column int) int { return c.Column - column })
	if !found {
		return Cell{Row: r.Number, Column: column, Locked: true}
	}
	return r.Cells[i]
}

// Type is what a cell holds.
type Type int

// The types of cells. A formula has the type of its result.
const (
	Empty Type = iota
	Text
	Number
	Date
	Bool
	Error
)

// Cell is one cell.
type Cell struct {
	Row, Column int // from 1
	Type        Type
	Text        string    // see the rules of the package; TRUE or FALSE, #N/A and its like as they are
	Number      float64   // of a Number or Date: as it is stored
	Time        time.Time // of a Date, in UTC
	Formula     string    // without =; of a shared formula the text of its first cell
	Format      string    // number format, "" for General
	Locked      bool      // where the sheet is protected

	writtenFor [2]int // row and column of the cell for which Formula is written
}

// Address is the cell's name in its sheet: "B12".
func (c Cell) Address() string { return Address(c.Row, c.Column) }

// Open reads what a file is and which sheets it has. The name is used for what its ending promises and as the name of a
// CSV file's only sheet. Where a field of the limits is 0, that of Standard holds.
func Open(name string, r io.ReaderAt, size int64, limits Limits) (*Book, error) {
	limits = limits.orStandard()
	if size > limits.File {
		return nil, tooLarge("the file has %d bytes, and may have %d", size, limits.File)
	}
	format, err := sniff(r, size)
	if err != nil {
		return nil, err
	}
	var book *Book
	if format == CSV {
		book, err = openCSV(strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)), r, size)
	} else {
		book, err = openXLSX(r, size, limits)
	}
	if err != nil {
		return nil, err
	}
	if promised := strings.ToLower(strings.TrimPrefix(filepath.Ext(name), ".")); promised != string(format) && !slices.Contains([]string{"", "txt", "tsv"}, promised) {
		book.Notes = append([]string{"The name ends in ." + promised + ", but the file is " + format.words() + ". It was read as that."}, book.Notes...)
	}
	return book, nil
}

func (f Format) words() string {
	if f == CSV {
		return "a CSV file"
	}
	return "an Excel workbook (.xlsx)"
}
