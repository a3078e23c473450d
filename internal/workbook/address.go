package workbook

import (
	"strconv"
	"strings"
)

// Range is a rectangle of cells, its corners included.
type Range struct{ FirstRow, FirstColumn, LastRow, LastColumn int }

// Address names a cell by its row and column, both from 1: "B12".
func Address(row, column int) string { return ColumnName(column) + strconv.Itoa(row) }

// ColumnName is the letters of a column: 28 is "AB".
func ColumnName(column int) string {
	var letters []byte
	for ; column > 0; column = (column - 1) / 26 {
		letters = append([]byte{byte('A' + (column-1)%26)}, letters...)
	}
	return string(letters)
}

// parseAddress reads "B12" or "$B$12". It does not allocate: every cell of a file goes through it.
func parseAddress(s string) (row, column int, err error) {
	i := 0
	for ; i < len(s) && (s[i] >= 'A' && s[i] <= 'Z' || s[i] == '$'); i++ {
		if s[i] != '$' {
			column = column*26 + int(s[i]-'A') + 1
		}
		if column > maxColumns {
			return 0, 0, tooLarge("cell %.20s lies beyond the %d columns of a workbook", s, maxColumns)
		}
	}
	n, err := strconv.ParseUint(s[i:], 10, 31)
	if err != nil || column == 0 || n == 0 {
		return 0, 0, damaged("%.20q is no cell", s)
	}
	if n > maxRows {
		return 0, 0, tooLarge("cell %.20s lies beyond the %d rows of a workbook", s, maxRows)
	}
	return int(n), column, nil
}

func parseRange(s string) (r Range, err error) {
	first, last, ok := strings.Cut(s, ":")
	if !ok {
		last = first
	}
	if r.FirstRow, r.FirstColumn, err = parseAddress(first); err != nil {
		return Range{}, err
	}
	if r.LastRow, r.LastColumn, err = parseAddress(last); err != nil {
		return Range{}, err
	}
	if r.LastRow < r.FirstRow || r.LastColumn < r.FirstColumn {
		return Range{}, damaged("%.40q is no range of cells", s)
	}
	return r, nil
}
