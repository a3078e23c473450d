package docx

import (
	"strings"
	"unicode"

	"minutebook/render"
)

// The estimates of this file answer one question, whether something fits on a page, with some room for error. They are
// in twips for text of 10.5 points.
const (
	letterWidth = 105 // half the size: the mean of English text in Arial
	lineHeight  = 245
	pageRoom    = 11800 // of 13,400 between header and footer
)

// rowHeight is an estimate of a row's height, that of its highest cell.
func rowHeight(row []render.Cell, widths []int) int {
	height := lineHeight
	for i, cell := range row {
		height = max(height, blocksHeight(cell.Blocks, widths[i]-2*cellMargin))
	}
	return height
}

func blocksHeight(blocks []render.Block, width int) int {
	height := 0
	for _, block := range blocks {
		switch b := block.(type) {
		case render.Heading:
			height += 2 * textHeight([]render.Span{{Text: b.Text}}, width)
		case render.Paragraph:
			height += textHeight(b.Spans, width)
		case render.List:
			for _, item := range b.Items {
				height += blocksHeight(item, width-listIndent)
			}
		case render.Notice:
			height += 2*lineHeight + blocksHeight(b.Blocks, width)
		case render.KeyValues:
			height += factsHeight(b.Items, width)
		case render.SignatureBlock:
			height += factsHeight(b.Lines, width)
		case render.Table:
			for _, row := range b.Rows {
				height += rowHeight(row, columnWidths(b.Widths, len(row), width))
			}
		}
	}
	return height
}

func factsHeight(facts []render.KeyValue, width int) int {
	height := 0
	for _, fact := range facts {
		height += max(lineHeight, blocksHeight(fact.Value, width*2/3))
	}
	return height
}

func textHeight(spans []render.Span, width int) int {
	width = max(width, 2*letterWidth)
	lines, letters, line := 1, 0, lineHeight
	for _, span := range spans {
		lines += strings.Count(span.Text, "\n")
		if plain(span.Text) {
			letters += len(span.Text)
			continue
		}
		for _, r := range span.Text {
			switch {
			case r >= 0x2E80: // Chinese and the like are square
				letters += 2
			case !unicode.IsMark(r):
				letters++
			}
		}
		line = lineHeight * 3 / 2 // Urdu and the scripts of India need higher lines
	}
	return (lines+letters*letterWidth/width)*line + lineHeight/3
}
