package xlsx

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"minutebook/render"
)

// sheet is one sheet in the making: title in the first row, the notes, an empty row, the headings, the rows, the charts.
type sheet struct {
	*render.Sheet
	book    *book
	places  map[string]int // of sheets in the book
	part    string
	stream  *excelize.StreamWriter
	columns []column
	head    int // row of the headings
	last    int // last row so far
	links   []link
	rows    spool
}

// column is what is the same for all cells of a column.
type column struct {
	name  string // "AB"
	look  look
	style int
}

// link leads from a cell to a place in the workbook.
type link struct{ cell, to string }

// open writes everything above the rows.
func (s *sheet) open() (err error) {
	f := s.book.file
	s.head = s.FirstRow() - 1
	s.last = s.head
	for i, c := range s.Columns {
		col := column{look: look{format: c.Format, open: c.Edits != nil}}
		if col.name, err = excelize.ColumnNumberToName(i + 1); err != nil {
			return err
		}
		if col.style, err = s.book.styles.cell(col.look); err != nil {
			return err
		}
		s.columns = append(s.columns, col)
	}
	if err := s.layOut(); err != nil {
		return err
	}
	if s.stream, err = f.NewStreamWriter(s.Name); err != nil {
		return err
	}
	head := make([]any, len(s.Columns))
	for i, c := range s.Columns {
		if err := s.stream.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
		head[i] = excelize.Cell{StyleID: s.book.styles.head, Value: c.Title}
	}
	if err := s.freeze(); err != nil {
		return err
	}
	if err := s.stream.SetRow("A1", []any{excelize.Cell{StyleID: s.book.styles.title, Value: s.Title}}, excelize.RowOpts{Height: 24}); err != nil {
		return err
	}
	for i, note := range s.Notes {
		if err := s.stream.SetRow(fmt.Sprintf("A%d", i+2), []any{excelize.Cell{StyleID: s.book.styles.note, Value: note}}); err != nil {
			return err
		}
	}
	return s.stream.SetRow(fmt.Sprintf("A%d", s.head), head, excelize.RowOpts{Height: s.headHeight()})
}

// headHeight is enough for the heading that wraps most, in points.
func (s *sheet) headHeight() float64 {
	lines := 1
	for _, c := range s.Columns {
		lines = max(lines, wrapped(c.Title, int(c.Width)-3)) // the filter's arrow takes three characters
	}
	return float64(lines)*lineHeight + 6
}

// wrapped counts the lines that words take in so many characters.
func wrapped(text string, width int) int {
	lines, used := 1, 0
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		if used > 0 && used+1+n > width {
			lines, used = lines+1, 0
		} else if used > 0 {
			used++
		}
		used += n
	}
	return lines
}

// freeze keeps the headings, and the first columns, where they are.
func (s *sheet) freeze() error {
	corner, err := excelize.CoordinatesToCellName(s.Frozen+1, s.head+1)
	if err != nil {
		return err
	}
	active := "bottomLeft"
	if s.Frozen > 0 {
		active = "bottomRight"
	}
	return s.stream.SetPanes(&excelize.Panes{Freeze: true, XSplit: s.Frozen, YSplit: s.head, TopLeftCell: corner, ActivePane: active})
}

// add writes one row.
func (s *sheet) add(values []render.Value) error {
	if len(values) != len(s.columns) {
		return fmt.Errorf("a row of the sheet %s has %d values for %d columns", s.Name, len(values), len(s.columns))
	}
	if s.last++; s.last > MaxRows {
		return fmt.Errorf("the sheet %s: %w; make the book for fewer children", s.Name, ErrTooManyRows)
	}
	raw, err := s.appendRow(s.rows.raw, s.last, values)
	if err != nil {
		return fmt.Errorf("row %d of the sheet %s: %w", s.last, s.Name, err)
	}
	s.rows.raw = raw
	s.rows.settle(false)
	for i := range values {
		if v := &values[i]; v.Sheet != "" {
			to, err := s.place(v.Sheet, v.Column)
			if err != nil {
				return fmt.Errorf("row %d of the sheet %s: %w", s.last, s.Name, err)
			}
			s.links = append(s.links, link{fmt.Sprintf("%s%d", s.columns[i].name, s.last), to})
		}
	}
	return nil
}

// place is the address of a sheet's title, or of a heading.
func (s *sheet) place(name, key string) (string, error) {
	at, ok := s.places[name]
	if !ok {
		return "", fmt.Errorf("a cell leads to the sheet %q, which is not there", name)
	}
	if key == "" {
		return quote(name) + "!A1", nil
	}
	for i, c := range s.book.book.Sheets[at].Columns {
		if c.Key == key {
			return fmt.Sprintf("%s!%s%d", quote(name), s.book.sheets[at].columns[i].name, s.book.sheets[at].head), nil
		}
	}
	return "", fmt.Errorf("a cell leads to the column %q, which the sheet %s does not have", key, name)
}

// quote writes a sheet's name as references have it.
func quote(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// close adds what belongs to the rows as a whole, now that their number is known.
func (s *sheet) close() error {
	if s.last == s.head { // a table has at least one row
		if err := s.add(make([]render.Value, len(s.columns))); err != nil {
			return err
		}
	}
	s.rows.settle(true)
	for _, step := range []func() error{s.rules, s.linked, s.charts, s.table} {
		if err := step(); err != nil {
			return err
		}
	}
	return s.stream.Flush()
}

func (s *sheet) linked() error {
	var all error
	for _, l := range s.links {
		all = errors.Join(all, s.book.file.SetCellHyperLink(s.Name, l.cell, l.to, "Location"))
	}
	return all
}

func (s *sheet) table() error {
	if s.Table == "" {
		return nil
	}
	return s.stream.AddTable(&excelize.Table{
		Range: fmt.Sprintf("A%d:%s%d", s.head, s.columns[len(s.columns)-1].name, s.last), Name: s.Table, StyleName: "TableStyleLight1",
	})
}
