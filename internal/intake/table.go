package intake

import (
	"fmt"
	"slices"
	"strings"

	"minutebook/internal/workbook"
)

// searched is how many rows may stand above the headings: titles, filters, the day of the report.
const searched = 20

// ReadTables reads the sheets of a file that hold tables about children. A remembered mapping is used where its
// fingerprint fits, else the columns are guessed. Sheets without a column for the case number are left out, with a note.
func ReadTables(file string, book *workbook.Book, remembered []Mapping) (tables []Table, notes []string, err error) {
	for _, note := range book.Notes {
		notes = append(notes, file+": "+note)
	}
	for _, sheet := range book.Sheets {
		t := Table{File: file}
		if book.Format != workbook.CSV {
			t.Sheet = sheet.Name
		}
		rows, err := sheet.All()
		if err != nil {
			return nil, nil, fmt.Errorf("reading %s: %w", file, err)
		}
		rows = slices.DeleteFunc(rows, func(r workbook.Row) bool {
			return !slices.ContainsFunc(r.Cells, func(c workbook.Cell) bool { return strings.TrimSpace(c.Text) != "" })
		})
		if len(rows) == 0 {
			continue
		}
		below := t.findHeadings(sheet, rows, remembered)
		if !t.Mapping.has(CaseNumber) {
			notes = append(notes, fmt.Sprintf("%s was left out: no column was recognised as the case number. Its headings are: %s", t.Title(), strings.Join(named(t.Headings), ", ")))
			continue
		}
		t.rows = rows[below:]
		t.note(sheet)
		tables = append(tables, t)
	}
	return tables, notes, nil
}

// Title names the table: its file, and its sheet if the file can have several.
func (t *Table) Title() string {
	if t.Sheet == "" {
		return t.File
	}
	return t.File + ", sheet “" + t.Sheet + "”"
}

// findHeadings takes the row whose headings fit a remembered mapping, else the one in which most are recognised. It
// returns how many rows are above the first one with data.
func (t *Table) findHeadings(sheet *workbook.Sheet, rows []workbook.Row, remembered []Mapping) (below int) {
	best := -1
	for i := 0; i < len(rows) && rows[i].Number <= rows[0].Number+searched; i++ {
		for _, headings := range headingsAt(sheet, rows, i) {
			fingerprint := Fingerprint(headings)
			for k := range remembered {
				if remembered[k].Fingerprint == fingerprint {
					t.Headings, t.Mapping, t.guessed = headings, remembered[k].on(headings), false
					return i + 1
				}
			}
			m := Guess(headings, sheet.Name)
			score := 2 * m.recognised()
			if m.has(CaseNumber) {
				score++
			}
			if score > best {
				best, below = score, i+1
				t.Headings, t.Mapping, t.guessed = headings, m, true
			}
		}
	}
	return below
}

// headingsAt reads row i as headings: by itself, and together with merged cells above it, which give a group of columns a
// name (“Placement” above “Start” and “End”) or reach down into the row.
func headingsAt(sheet *workbook.Sheet, rows []workbook.Row, i int) [][]string {
	row := &rows[i]
	width := row.Cells[len(row.Cells)-1].Column
	alone := make([]string, width)
	for _, c := range row.Cells {
		alone[c.Column-1] = strings.Join(strings.Fields(c.Text), " ")
	}
	if i == 0 || rows[i-1].Number != row.Number-1 {
		return [][]string{alone}
	}
	grouped := slices.Clone(alone)
	covered := 0
	for _, r := range sheet.Merged {
		if r.FirstRow > row.Number-1 || r.LastRow < row.Number-1 {
			continue
		}
		if covered += max(0, min(r.LastColumn, width)-r.FirstColumn+1); covered > width {
			break // merged cells do not overlap; in a file that somebody forged they may
		}
		name := strings.Join(strings.Fields(rows[i-1].Cell(r.FirstColumn).Text), " ")
		for c := r.FirstColumn; c <= min(r.LastColumn, width); c++ {
			grouped[c-1] = strings.TrimSpace(name + " " + alone[c-1])
		}
	}
	for c := range grouped {
		if grouped[c] == "" {
			grouped[c] = strings.Join(strings.Fields(rows[i-1].Cell(c+1).Text), " ")
		}
	}
	return [][]string{alone, grouped}
}

// note says what somebody might not expect of the reading.
func (t *Table) note(sheet *workbook.Sheet) {
	note := func(format string, args ...any) {
		t.Notes = append(t.Notes, t.Title()+": "+fmt.Sprintf(format, args...))
	}
	if sheet.Hidden {
		note("the sheet is hidden. It was read all the same.")
	}
	hidden := 0
	for _, r := range t.rows {
		if r.Hidden {
			hidden++
		}
	}
	if hidden > 0 {
		note("rows that are hidden or filtered away were read too: %d.", hidden)
	}
	for i, c := range t.Mapping.Columns {
		if f := fieldOf(c.Heading, sheet.Name); t.guessed && c.Field == "" && f != "" && !t.Mapping.has(f) {
			note("column “%s” was not read: the column that belongs to it (%s) was not recognised.", c.Heading, needs[f][0])
		}
		if c.Field != "" && slices.ContainsFunc(sheet.HiddenColumns, func(r workbook.Range) bool { return r.FirstColumn <= i+1 && i+1 <= r.LastColumn }) {
			note("column “%s” is hidden. It was read all the same.", c.Heading)
		}
	}
}

func named(headings []string) []string {
	return slices.DeleteFunc(slices.Clone(headings), func(h string) bool { return h == "" })
}
