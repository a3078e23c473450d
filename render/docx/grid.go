package docx

import (
	"fmt"

	"minutebook/render"
)

// cellMargin is the distance of a cell's text from its left and right border, in twips.
const cellMargin = 108

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

// grid writes g. Word takes no table without rows or columns, and wants a paragraph between a table and whatever comes
// next.
func (w *writer) grid(g grid, at place) error {
	if len(g.rows) == 0 || len(g.widths) == 0 {
		return nil
	}
	if w.pageNext {
		// A page break inside a header row would come back with each repetition of the row.
		w.gap(place{})
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
	fits := g.fits(w.size.room())
	for i := range g.rows {
		if err := w.row(g, i, fits, at.signed && (fits.small || i+1 == len(g.rows))); err != nil {
			return fmt.Errorf("row %d, %w", i+1, err)
		}
	}
	w.raw(`</w:tbl>`)
	w.gap(at)
	return nil
}

// fits says what of a grid may be held together: its header repeated, all of it on one page or on a quarter of one, each row
// unsplit. An office
// program may cut off or misplace what is held together and does not fit on a page.
type fits struct {
	header, whole, small bool
	row                  []bool
}

func (g grid) fits(room int) fits {
	heights := make([]int, len(g.rows))
	header, all := 0, 0
	for i, row := range g.rows {
		heights[i] = max(rowHeight(row, g.widths), g.least)
		all += heights[i]
		if i < g.headRows {
			header += heights[i]
		}
	}
	f := fits{header: header <= room/2, whole: all <= room, small: all <= room/4, row: make([]bool, len(g.rows))}
	for i, height := range heights {
		f.row[i] = header+height <= room
	}
	return f
}

// row writes a row. One that is signed stays with what follows it. LibreOffice keeps a table with the next block only where
// all rows ask for it and may be split; Word looks at the last row.
func (w *writer) row(g grid, i int, fits fits, signed bool) error {
	head := i < g.headRows
	repeat := head && fits.header
	unsplit := fits.row[i] && (g.keepRows || head) && !signed
	w.raw(`<w:tr>`)
	if unsplit || repeat || g.least > 0 {
		w.raw(`<w:trPr>`)
		if unsplit {
			w.raw(`<w:cantSplit/>`)
		}
		if g.least > 0 {
			w.val("w:trHeight", g.least)
		}
		if repeat {
			w.raw(`<w:tblHeader/>`)
		}
		w.raw(`</w:trPr>`)
	}
	// The last row is kept with what follows the table only before a signature; a header never stands alone at the end of a page.
	keep := (repeat || g.keepWhole && fits.whole) && i+1 < len(g.rows) || signed
	for column, width := range g.widths {
		var cell render.Cell
		if column < len(g.rows[i]) {
			cell = g.rows[i][column]
		}
		in := place{body: "TableText", item: "TableText", width: width - 2*cellMargin, keep: keep, nested: true}
		fill := ""
		switch {
		case head:
			in.body, fill = "TableHeading", headFill
		case g.headCol && column == 0:
			in.body, fill = "TableHeading", factFill
		}
		if err := w.cell(cell, width, fill, g.least > 0, in); err != nil {
			return fmt.Errorf("column %d: %w", column+1, err)
		}
	}
	w.raw(`</w:tr>`)
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
func (w *writer) gap(after place) {
	w.paragraph("TableGap", place{signed: after.signed}, nil)
}
