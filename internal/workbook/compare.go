package workbook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Key names the column by which the rows of a sheet are known again, wherever somebody sorted them to.
type Key struct{ Sheet, Column string }

// Kind is how an edited workbook differs from the one that it came from.
type Kind string

// The kinds of changes. A cell has a LockedChanged in place of a ValueChanged where it was not to be changed.
const (
	ValueChanged  Kind = "value_changed"
	LockedChanged Kind = "locked_changed"
	RowAdded      Kind = "row_added" // also a row that lost its key
	RowRemoved    Kind = "row_removed"
	ColumnAdded   Kind = "column_added"
	ColumnMissing Kind = "column_missing"
	ColumnRenamed Kind = "column_renamed" // another heading at its place; its cells are compared
	SheetMissing  Kind = "sheet_missing"
	KeyMissing    Kind = "key_missing" // the sheet’s rows cannot be known again, and were not compared
)

// Change is one difference.
type Change struct {
	Kind    Kind
	Sheet   string
	Key     string // of the row
	Column  string // heading, as it was
	Address string // in the edited workbook; in the original one of what is gone
	From    string // a formula starts with =
	To      string
}

// Compare finds what somebody changed in a copy of a workbook, in the sheets that have a key. Only what cells say counts:
// how they look, where rows and columns stand and which are hidden does not, nor does the result of a formula that is
// still the same. Rows that share a key are matched in their order. A missing key column in the original is an error.
func Compare(original, edited *Book, keys ...Key) ([]Change, error) {
	var changes []Change
	for _, key := range keys {
		was := original.sheet(key.Sheet)
		if was == nil {
			return nil, fmt.Errorf("compare workbooks: the original has no sheet %q", key.Sheet)
		}
		is := edited.sheet(key.Sheet)
		if is == nil {
			changes = append(changes, Change{Kind: SheetMissing, Sheet: was.Name})
			continue
		}
		c := comparison{sheet: was.Name}
		if err := c.compare(was, is, key.Column); err != nil {
			return nil, fmt.Errorf("compare sheet %q: %w", key.Sheet, err)
		}
		changes = append(changes, c.changes...)
	}
	return changes, nil
}

func (b *Book) sheet(name string) *Sheet {
	for _, s := range b.Sheets {
		if strings.EqualFold(s.Name, name) {
			return s
		}
	}
	return nil
}

// comparison is that of one sheet.
type comparison struct {
	sheet   string
	changes []Change

	columns [][2]int    // pairs: in the original, in the edited sheet
	back    map[int]int // columns of the edited sheet as those of the original
	header  Row         // of the edited sheet
}

func (c *comparison) add(kind Kind, key, column, address, from, to string) {
	c.changes = append(c.changes, Change{kind, c.sheet, key, column, address, from, to})
}

func (c *comparison) compare(was, is *Sheet, keyColumn string) error {
	old, err := readTable(was, []string{plain(keyColumn)})
	if err != nil {
		return err
	}
	if old == nil {
		return fmt.Errorf("it has no column %q", keyColumn)
	}
	names := old.names()
	edited, err := readTable(is, names)
	if err != nil {
		return err
	}
	keyAt := old.header.Cells[slices.Index(names, plain(keyColumn))].Column
	if edited != nil {
		c.pair(old, edited)
	}
	i := slices.IndexFunc(c.columns, func(p [2]int) bool { return p[0] == keyAt })
	if i < 0 {
		c.add(KeyMissing, "", keyColumn, Address(old.header.Number, keyAt), keyColumn, "")
		return nil
	}
	before, after := old.byKey(keyAt), edited.byKey(c.columns[i][1])
	for _, id := range before.order {
		row, still := after.rows[id]
		switch {
		case still:
			c.cells(id.key, before.rows[id], row, old, was.Protected)
		case id.key != "":
			c.add(RowRemoved, id.key, "", Address(before.rows[id].Number, keyAt), "", "")
		}
	}
	for _, id := range after.order {
		if _, known := before.rows[id]; !known {
			row := after.rows[id]
			c.add(RowAdded, id.key, "", Address(row.Number, c.columns[i][1]), "", "")
		}
	}
	return nil
}

// pair finds the columns of the original in the edited sheet: by heading, and those whose heading is gone by their place,
// right after the column that stood before them.
func (c *comparison) pair(old, edited *table) {
	c.back, c.header = map[int]int{}, edited.header
	match := func(from, to int) {
		c.columns = append(c.columns, [2]int{from, to})
		c.back[to] = from
	}
	names, now := old.names(), edited.names()
	place := map[int]int{} // where the next column is looked for
	for i, name := range names {
		if j := slices.Index(now, name); j >= 0 && name != "" {
			from, to := old.header.Cells[i].Column, edited.header.Cells[j].Column
			match(from, to)
			place[from+1] = to + 1
		}
	}
	for i, cell := range old.header.Cells {
		if names[i] != "" && slices.Contains(now, names[i]) {
			continue
		}
		to := edited.header.Cell(cmp.Or(place[cell.Column], cell.Column))
		_, taken := c.back[to.Column]
		switch {
		case names[i] == "" && (taken || to.Text != ""):
			continue
		case names[i] == "": // had no heading, and has none
		case taken || to.Text == "":
			c.add(ColumnMissing, "", cell.Text, cell.Address(), cell.Text, "")
			continue
		default:
			c.add(ColumnRenamed, "", cell.Text, to.Address(), cell.Text, to.Text)
		}
		match(cell.Column, to.Column)
		place[cell.Column+1] = to.Column + 1
	}
	for j, cell := range edited.header.Cells {
		if _, known := c.back[cell.Column]; !known && now[j] != "" {
			c.add(ColumnAdded, "", "", cell.Address(), "", cell.Text)
		}
	}
	slices.SortFunc(c.columns, func(a, b [2]int) int { return a[0] - b[0] })
}

// cells compares two rows that are one.
func (c *comparison) cells(key string, before, after Row, old *table, protected bool) {
	for _, p := range c.columns {
		was, is := before.Cell(p[0]), after.Cell(p[1])
		from, to := was.Text, is.Text
		if was.Formula != "" || is.Formula != "" {
			if was.relative(nil) == is.relative(c.back) {
				continue
			}
			from, to = was.entered(), is.entered()
		}
		if from == to {
			continue
		}
		kind := ValueChanged
		locked := was.Locked
		if !slices.ContainsFunc(before.Cells, func(c Cell) bool { return c.Column == p[0] }) {
			locked = is.Locked // an empty cell is not in the file, and has its column’s style when it is filled
		}
		if protected && locked {
			kind = LockedChanged
		}
		c.add(kind, key, old.header.Cell(p[0]).Text, is.Address(), from, to)
	}
	for _, cell := range after.Cells { // a remark beside the table is not lost
		_, known := c.back[cell.Column]
		if known || cell.Text == "" || plain(c.header.Cell(cell.Column).Text) != "" {
			continue
		}
		if !slices.ContainsFunc(before.Cells, func(b Cell) bool { return b.Text == cell.Text }) {
			c.add(ValueChanged, key, "", cell.Address(), "", cell.entered())
		}
	}
}

// entered is what stands in the cell when somebody edits it.
func (c Cell) entered() string {
	if c.Formula != "" {
		return "=" + c.Formula
	}
	return c.Text
}
