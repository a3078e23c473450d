package docx

import (
	"fmt"

	"minutebook/render"
)

const (
	maxColumns = 63  // Word refuses a file with more
	cellMargin = 108 // twips to the left and right of a cell's text
	signHeight = 510 // least height of a signature line in twips: 9 mm, room for ink on a printed draft
)

// grid is a table as Word knows it; tables, key-value lists and signature blocks all end as one.
type grid struct {
	name      string // for assistive technology
	headRows  int
	headCol   bool
	keepRows  bool // a row that fits on a page is not split
	keepWhole bool // nor is the table, if it fits
	least     int  // least height of a row in twips, 0 for none
	widths    []int
	rows      [][]render.Cell
}

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
		widths: columnWidths([]float64{0.32, 0.68}, 2, at.width), rows: factRows(kv.Items)}, at)
}

func (w *writer) signatures(s render.SignatureBlock, at place) error {
	name := "Signature"
	if s.Field != "" {
		name += ": " + s.Field
	}
	return w.grid(grid{name: name, headCol: true, keepRows: true, keepWhole: true, least: signHeight,
		widths: columnWidths([]float64{0.32, 0.68}, 2, at.width), rows: factRows(s.Lines)}, at)
}

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

// grid writes g. Word takes no table without rows or columns, and wants a paragraph between a table and whatever comes
// next.
func (w *writer) grid(g grid, at place) error {
	if len(g.rows) == 0 || len(g.widths) == 0 {
		return nil
	}
	if w.pageNext {
		// A page break inside a header row would come back with each repetition of the row.
		w.gap()
	}
	w.raw(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="`)
	w.num(at.width)
	w.raw(`" w:type="dxa"/>`)
	if at.left != 0 {
		w.raw(`<w:tblInd w:w="`)
		w.num(at.left)
		w.raw(`" w:type="dxa"/>`)
	}
	w.raw(`<w:tblLayout w:type="fixed"/>`, tableLook(g.headRows > 0, g.headCol))
	if g.name != "" {
		w.raw(`<w:tblCaption w:val="`)
		w.attr(g.name)
		w.raw(`"/>`)
	}
	w.raw(`</w:tblPr><w:tblGrid>`)
	for _, width := range g.widths {
		w.raw(`<w:gridCol w:w="`)
		w.num(width)
		w.raw(`"/>`)
	}
	w.raw(`</w:tblGrid>`)
	if err := w.gridRows(g, at); err != nil {
		return err
	}
	w.raw(`</w:tbl>`)
	w.gap()
	return nil
}

func (w *writer) gridRows(g grid, at place) error {
	heights := make([]int, len(g.rows))
	head, whole := 0, 0
	for i, row := range g.rows {
		heights[i] = max(rowHeight(row, g.widths), g.least)
		whole += heights[i]
		if i < g.headRows {
			head += heights[i]
		}
	}
	// A header that is repeated must leave room for rows, and what is kept together must fit on a page: an office
	// program may cut off or misplace what does not.
	repeat := head <= pageRoom/2
	keepWhole := g.keepWhole && whole <= pageRoom
	for i, row := range g.rows {
		isHead := i < g.headRows
		w.raw(`<w:tr>`)
		if whole := (g.keepRows || isHead) && head+heights[i] <= pageRoom; whole || g.least > 0 || isHead && repeat {
			w.raw(`<w:trPr>`)
			if whole {
				w.raw(`<w:cantSplit/>`)
			}
			if g.least > 0 {
				w.val("w:trHeight", g.least)
			}
			if isHead && repeat {
				w.raw(`<w:tblHeader/>`)
			}
			w.raw(`</w:trPr>`)
		}
		keep := (isHead && repeat || keepWhole) && i+1 < len(g.rows)
		for column, width := range g.widths {
			var cell render.Cell
			if column < len(row) {
				cell = row[column]
			}
			in := place{body: "TableText", item: "TableText", width: width - 2*cellMargin, keep: keep, nested: true}
			fill := ""
			switch {
			case isHead:
				in.body, fill = "TableHeading", headFill
			case g.headCol && column == 0:
				in.body, fill = "TableHeading", factFill
			}
			if err := w.cell(cell, width, fill, g.least > 0, in); err != nil {
				return fmt.Errorf("row %d, column %d: %w", i+1, column+1, err)
			}
		}
		w.raw(`</w:tr>`)
	}
	return nil
}

func (w *writer) cell(c render.Cell, width int, fill string, middle bool, in place) error {
	w.raw(`<w:tc><w:tcPr><w:tcW w:w="`)
	w.num(width)
	w.raw(`" w:type="dxa"/>`)
	if fill != "" {
		w.raw(`<w:shd w:val="clear" w:color="auto" w:fill="`, fill, `"/>`)
	}
	if middle {
		w.raw(`<w:vAlign w:val="center"/>`)
	}
	w.raw(`</w:tcPr>`)
	if err := w.blocks(c.Blocks, in); err != nil {
		return err
	}
	if !w.endsInParagraph() { // as a cell must, even an empty one
		w.paragraph(in.body, in, nil)
	}
	w.raw(`</w:tc>`)
	return nil
}

// gap writes the paragraph after a table or notice. It is one point high, so that it cannot open a page of its own, and
// has neither indent nor frame.
func (w *writer) gap() {
	w.paragraph("TableGap", place{}, nil)
}
