package intake

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"minutebook/forms"
	"minutebook/internal/workbook"
)

// facts are what one row says.
type facts struct {
	row    *Row
	number string // as typed
	name   string
	born   forms.Date

	events    []forms.Event
	legal     *span
	placement *span
	episode   *episode
	plan      *forms.CarePlan
	people    []person
	allocated Allocation

	columns map[Field]int // where things stand, for problems that are found later
	table   *Table
	cells   workbook.Row
}

// person is somebody around the child. Of those that have a column of their own there is only one.
type person struct {
	forms.Person
	only bool
}

// rowReader reads the rows of one table.
type rowReader struct {
	table   *Table
	columns map[Field]int // from 1
	order   []Field
	swapped map[Field]bool // dates of the column have day and month the wrong way round
	today   forms.Date

	row   *Row
	cells workbook.Row
}

func newRowReader(t *Table, today forms.Date) *rowReader {
	r := &rowReader{table: t, columns: map[Field]int{}, swapped: map[Field]bool{}, today: today}
	for i, c := range t.Mapping.Columns {
		if c.Field != "" {
			r.columns[c.Field] = i + 1
			r.order = append(r.order, c.Field)
			r.swapped[c.Field] = swapped(t.rows, i+1)
		}
	}
	return r
}

// read reads one row, with everything that is wrong with it by itself.
func (r *rowReader) read(row *Row, cells workbook.Row) *facts {
	r.row, r.cells = row, cells
	f := &facts{row: row, columns: r.columns, table: r.table, cells: cells}
	f.number = r.caseNumber()
	row.CaseNumber = f.number
	f.name = r.name()
	f.born = r.date(DateOfBirth)
	r.states(f)
	r.plan(f)
	r.events(f)
	r.people(f)
	f.allocated = Allocation{r.text(WorkerUsername, 200), r.text(WorkerName, 200), r.text(Team, 200)}
	return f
}

func (r *rowReader) wrong(f Field, code, other string) {
	column := r.columns[f]
	if slices.ContainsFunc(r.row.Problems, func(p Problem) bool { return p.Column == column && column > 0 }) {
		return // one for each cell
	}
	r.row.Problems = append(r.row.Problems, r.table.problem(column, code, r.cells.Cell(column).Text, other))
}

// problem is one that is found when the row is seen with others.
func (f *facts) problem(field Field, code, other string) {
	column := f.columns[field]
	f.row.Problems = append(f.row.Problems, f.table.problem(column, code, f.cells.Cell(column).Text, other))
}

func (t *Table) problem(column int, code, value, other string) Problem {
	p := Problem{Column: column, Code: code, Value: value, Other: other}
	if column > 0 {
		p.Heading = t.Headings[column-1]
	}
	return p
}

// blank are words that systems export for an empty cell.
var blank = []string{"", "-", "–", "n/a", "null", "(null)", "none", "nil", "#n/a"}

// cell returns a cell of the row; one with a word for nothing is empty.
func (r *rowReader) cell(f Field) workbook.Cell {
	column, ok := r.columns[f]
	if !ok {
		return workbook.Cell{}
	}
	c := r.cells.Cell(column)
	if slices.Contains(blank, strings.ToLower(strings.TrimSpace(c.Text))) {
		return workbook.Cell{}
	}
	if c.Type == workbook.Error {
		r.wrong(f, "cell_error", "")
		return workbook.Cell{}
	}
	return c
}

// text reads one line of text with at most so many characters.
func (r *rowReader) text(f Field, most int) string {
	text := norm.NFC.String(strings.Join(strings.Fields(shown(r.cell(f))), " "))
	switch {
	case utf8.RuneCountInString(text) > most:
		r.wrong(f, "too_long", "")
	case strings.ContainsFunc(text, func(c rune) bool { return unicode.IsControl(c) || c == utf8.RuneError }):
		r.wrong(f, "characters", "")
	default:
		return text
	}
	return ""
}

// caseNumber reads the number that everything hangs on. One of more than 15 digits has lost the rest, and spreadsheet
// programs make dates of numbers such as 3-4.
func (r *rowReader) caseNumber() string {
	c := r.cell(CaseNumber)
	if c.Type == workbook.Empty {
		r.wrong(CaseNumber, "case_number_missing", "")
		return ""
	}
	if c.Type == workbook.Date || c.Type == workbook.Number && (c.Number >= 1e15 || strings.ContainsAny(c.Text, ".-")) {
		r.wrong(CaseNumber, "case_number_rounded", "")
		return ""
	}
	return r.text(CaseNumber, 40)
}

// shown is the text of a cell as the spreadsheet program shows it: with the zeros that a format such as 000000 puts before
// a number.
func shown(c workbook.Cell) string {
	if zeros := len(c.Format); c.Type == workbook.Number && len(c.Text) < zeros && strings.Trim(c.Format, "0") == "" {
		return strings.Repeat("0", zeros-len(c.Text)) + c.Text
	}
	return c.Text
}

// name reads the child's name from one column or two. “Test, Ada” is Ada Test.
func (r *rowReader) name() string {
	fore, sur, whole := r.text(Forename, 100), r.text(Surname, 100), r.text(Name, 200)
	if fore != "" && sur != "" {
		return fore + " " + sur
	}
	if whole == "" && (fore != "" || sur != "") {
		missing := Forename
		if fore != "" {
			missing = Surname
		}
		if r.columns[missing] > 0 {
			r.wrong(missing, "half_a_name", "")
		}
		return ""
	}
	if last, first, ok := strings.Cut(whole, ","); ok && !strings.Contains(first, ",") {
		return strings.TrimSpace(strings.TrimSpace(first) + " " + strings.TrimSpace(last))
	}
	return whole
}

func (r *rowReader) date(f Field) forms.Date {
	c := r.cell(f)
	if c.Type == workbook.Empty {
		return forms.Date{}
	}
	if c.Type == workbook.Date && r.swapped[f] {
		r.wrong(f, "date_swapped", "")
		return forms.Date{}
	}
	d, err := parseDate(c, r.today)
	for _, why := range []error{errNoDate, errImpossible, errMonthFirst, errSerial} {
		if errors.Is(err, why) {
			r.wrong(f, why.Error(), "")
		}
	}
	return d
}

func (r *rowReader) code(f Field, list *codes) string {
	c := r.cell(f)
	if c.Type == workbook.Empty {
		return ""
	}
	value, ok := list.find(c.Text)
	if !ok {
		r.wrong(f, "code_unknown", list.inWords())
	}
	return value
}
