package workbook

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// sheetReader reads the rows of one worksheet.
type sheetReader struct {
	*xlsx
	sheet *Sheet
	part  string

	*scanner
	row    int             // the last one
	shared map[string]Cell // the first of several cells that have one formula, by its number
}

// errStopped ends a walk whose reader wants no more rows.
var errStopped = errors.New("stopped")

func (r *sheetReader) rows(yield func(Row, error) bool) {
	r.sheet.Protected, r.sheet.HiddenColumns, r.sheet.Merged = false, nil, nil
	r.row, r.shared = 0, map[string]Cell{}
	err := r.walk(r.part, func(s *scanner, t tag) error {
		r.scanner = s
		switch t.name {
		case "row":
			row, err := r.readRow(t)
			if err == nil && len(row.Cells) > 0 && !yield(row, nil) {
				return errStopped
			}
			return err
		case "col":
			return r.hiddenColumn(t)
		case "mergeCell":
			merged, err := parseRange(t.attr("ref"))
			if err == nil && len(r.sheet.Merged) == maxRanges {
				err = tooLarge("more than %d merged cells", maxRanges)
			}
			r.sheet.Merged = append(r.sheet.Merged, merged)
			return err
		case "sheetProtection":
			r.sheet.Protected = t.on("sheet")
		case "extLst":
			return s.skip()
		}
		return nil
	})
	if err != nil && !errors.Is(err, errStopped) {
		yield(Row{}, fmt.Errorf("sheet %q: %w", r.sheet.Name, err))
	}
}

func (r *sheetReader) hiddenColumn(t tag) error {
	if !t.on("hidden") {
		return nil
	}
	first, err1 := strconv.Atoi(t.attr("min"))
	last, err2 := strconv.Atoi(t.attr("max"))
	if err1 != nil || err2 != nil || first < 1 || last < first || len(r.sheet.HiddenColumns) == maxColumns {
		return damaged("columns %.20q to %.20q", t.attr("min"), t.attr("max"))
	}
	r.sheet.HiddenColumns = append(r.sheet.HiddenColumns, Range{FirstColumn: first, LastColumn: min(last, maxColumns), LastRow: maxRows, FirstRow: 1})
	return nil
}

// readRow reads one row. Rows and cells that do not say where they are follow the last one.
func (r *sheetReader) readRow(t tag) (Row, error) {
	number := r.row + 1
	if at := t.attr("r"); at != "" {
		n, err := strconv.ParseUint(at, 10, 31)
		if err != nil || int(n) < number {
			return Row{}, damaged("row %.20q after row %d", at, r.row)
		}
		number = int(n)
	}
	if number > maxRows {
		return Row{}, tooLarge("row %d: a workbook has at most %d", number, maxRows)
	}
	r.row = number
	row := Row{Number: number, Hidden: t.on("hidden")}
	column := 0
	err := r.inside(func(t tag) error {
		if t.name != "c" {
			return r.skip()
		}
		cell, err := r.readCell(t, column+1)
		if err != nil {
			return err
		}
		if cell.Column <= column {
			return damaged("cell %s stands after column %s", cell.Address(), ColumnName(column))
		}
		column = cell.Column
		row.Cells = append(row.Cells, cell)
		return nil
	})
	return row, err
}

func (r *sheetReader) readCell(t tag, column int) (Cell, error) {
	c := Cell{Row: r.row, Column: column}
	number, kind := 0, ""
	for _, a := range t.attrs {
		switch a.Name.Local {
		case "r":
			row, at, err := parseAddress(a.Value)
			if err != nil {
				return c, err
			}
			if row != r.row {
				return c, damaged("cell %.20s stands in row %d", a.Value, r.row)
			}
			c.Column = at
		case "t":
			kind = a.Value
		case "s":
			n, err := strconv.ParseUint(a.Value, 10, 31)
			if err != nil {
				return c, damaged("cell %s has style %.20q", c.Address(), a.Value)
			}
			number = int(n)
		}
	}
	if c.Column > maxColumns {
		return c, tooLarge("row %d has more than %d columns", r.row, maxColumns)
	}
	st := style{locked: true}
	if number < len(r.styles) {
		st = r.styles[number]
	}
	c.Format, c.Locked = st.format, st.locked
	value, inline := "", ""
	err := r.inside(func(t tag) (err error) {
		switch t.name {
		case "v":
			value, err = r.text()
		case "is":
			inline, err = r.rich()
		case "f":
			err = r.formula(&c, t)
		default:
			err = r.skip()
		}
		return err
	})
	if err != nil {
		return c, err
	}
	return c, r.setValue(&c, kind, value, inline, st)
}

// formula reads a formula. The cells after the first that share one name it only by its number.
func (r *sheetReader) formula(c *Cell, t tag) (err error) {
	c.Formula, err = r.text()
	c.writtenFor = [2]int{c.Row, c.Column}
	if t.attr("t") != "shared" {
		return err
	}
	id := t.attr("si")
	if first, ok := r.shared[id]; ok && c.Formula == "" {
		c.Formula, c.writtenFor = first.Formula, first.writtenFor
	} else if len(r.shared) < maxRanges {
		r.shared[id] = *c
	} else {
		err = tooLarge("more than %d shared formulas", maxRanges)
	}
	return err
}

// setValue gives a cell what it holds (ST_CellType, ECMA-376 part 1, 18.18.11).
func (r *sheetReader) setValue(c *Cell, kind, value, inline string, st style) error {
	text := func(s string) {
		if c.Text = s; s != "" {
			c.Type = Text
		}
	}
	if f := strings.TrimSuffix(c.Formula, "()"); f == "TRUE" || f == "FALSE" { // so LibreOffice saves what somebody ticked
		c.Formula, c.Type, c.Text = "", Bool, f
		return nil
	}
	trimmed := strings.TrimSpace(value)
	switch kind {
	case "inlineStr":
		text(inline)
	case "str":
		text(unescape(value))
	case "s":
		if trimmed == "" {
			return nil
		}
		n, err := strconv.ParseUint(trimmed, 10, 31)
		if err != nil || int(n) >= len(r.strings) {
			return damaged("cell %s names text %.20q, which is not there", c.Address(), value)
		}
		text(r.strings[n])
	case "b":
		if trimmed != "" {
			c.Type, c.Text = Bool, "FALSE"
			if trimmed == "1" || trimmed == "true" {
				c.Text = "TRUE"
			}
		}
	case "e":
		c.Type, c.Text = Error, trimmed
	case "d":
		for _, layout := range []string{"2006-01-02", "2006-01-02T15:04:05", "2006-01-02T15:04:05.999999999", "2006-01-02T15:04:05Z07:00"} {
			if at, err := time.Parse(layout, trimmed); err == nil {
				c.setDate(at.UTC())
				return nil
			}
		}
		text(value)
	default:
		if trimmed == "" {
			return nil
		}
		v, err := strconv.ParseFloat(trimmed, 64)
		if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
			return damaged("cell %s holds %.40q, which is no number", c.Address(), value)
		}
		c.setNumber(v, st, r.date1904)
	}
	return nil
}
