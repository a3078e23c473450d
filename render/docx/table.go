package docx

import (
	"fmt"

	"minutebook/render"
)

const (
	maxColumns = 63  // Word refuses a file with more
	signHeight = 510 // least height of a signature line in twips: 9 mm, room for ink on a printed draft
)

func (w *writer) table(t render.Table, at place) error {
	columns := 0
	for _, row := range t.Rows {
		columns = max(columns, len(row))
	}
	if columns > maxColumns {
		return fmt.Errorf("table %q has %d columns, Word takes at most %d", t.Caption, columns, maxColumns)
	}
	if t.Caption != "" {
		caption := at
		caption.keep = true
		w.paragraph("Caption", caption, []render.Span{{Text: t.Caption}})
	}
	return w.grid(grid{
		name:     t.Caption,
		headRows: t.HeadRows,
		headCol:  t.HeadCol,
		keepRows: t.KeepShort,
		widths:   columnWidths(t.Widths, columns, at.width),
		rows:     t.Rows,
	}, at)
}

func (w *writer) keyValues(kv render.KeyValues, at place) error {
	return w.grid(grid{name: kv.Caption, headCol: true, keepRows: true,
		widths: columnWidths(factShares, 2, at.width), rows: factRows(kv.Items)}, at)
}

func (w *writer) signatures(s render.SignatureBlock, at place) error {
	name := "Signature"
	if s.Field != "" {
		name += ": " + s.Field
	}
	return w.grid(grid{name: name, headCol: true, keepRows: true, keepWhole: true, least: signHeight,
		widths: columnWidths(factShares, 2, at.width), rows: factRows(s.Lines)}, at)
}

// factShares are the columns of key and value.
var factShares = []float64{0.32, 0.68}

func factRows(facts []render.KeyValue) [][]render.Cell {
	rows := make([][]render.Cell, len(facts))
	cells := make([]render.Cell, 2*len(facts))
	for i, fact := range facts {
		key := render.Paragraph{Spans: []render.Span{{Text: fact.Key}}}
		row := cells[2*i : 2*i+2 : 2*i+2]
		row[0].Blocks, row[1].Blocks = []render.Block{key}, fact.Value
		rows[i] = row
	}
	return rows
}

// columnWidths shares width out in twips. Shares that do not fit the table (wrong count, none, negative, not a number)
// give columns of equal width.
func columnWidths(shares []float64, columns, width int) []int {
	total := 0.0
	usable := len(shares) == columns
	for _, share := range shares {
		usable = usable && share > 0
		total += share
	}
	usable = usable && total <= 1e6 // keeps infinity out
	widths := make([]int, columns)
	sum, edge := 0.0, 0 // widths are differences of rounded edges, so that they add up
	for i := range widths {
		next := width * (i + 1) / columns
		if usable {
			sum += shares[i]
			next = int(float64(width)*sum/total + 0.5)
		}
		widths[i] = max(next-edge, 1)
		edge = next
	}
	return widths
}
