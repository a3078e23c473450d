package pdf

import (
	"fmt"
	"strings"

	"minutebook/render"
)

// furniture sets what each page carries around its body: header, footer and the word DRAFT.
type furniture struct {
	set   *setter
	pages int
	left  []line // header
	foot  []line
	draft []line
	marks [2][]line // marking at the right of the header, in the middle of the footer
	flag  []line    // DRAFT in the header line
	code  []deco    // dark modules of the QR code
	edge  setting   // of header and footer
}

func newFurniture(doc *render.Document, set *setter, pages int) (*furniture, error) {
	f := &furniture{set: set, pages: pages}
	set.rtl = false // the places around the body are the same in every language
	edge := set.grown(setting{look: look{size: 8.5, color: muted}, lead: 11}, 0.5)
	small, strong := edge.look, edge.look
	strong.bold, strong.color = true, warning
	f.edge = edge
	var err error
	text := func(s string, l look, x, w float64, align float64) []line {
		lines, e := brief(set, s, l, edge.lead, x, w)
		if e != nil {
			err = e
		}
		for i := range lines {
			lines[i].shift((w - lines[i].width) * align)
		}
		return lines
	}
	// The marking stands in the middle of the footer; what is left of it is room for the footer's own text, less a gap.
	const gap = 14
	f.marks[1] = text(doc.Marking, strong, marginX+textWidth*0.3, textWidth*0.4, 0.5)
	if doc.Code != nil {
		below := text("Code "+doc.Code.Text, small, marginX+textWidth*0.3, textWidth*0.4, 0.5)
		for i := range below {
			below[i].y += extent(f.marks[1])
		}
		f.marks[1] = append(f.marks[1], below...)
		modules, e := doc.Code.Modules()
		if e != nil {
			return nil, e
		}
		f.code = drawModules(modules)
	}
	f.foot = text(doc.Footer, small, marginX, (textWidth-widest(f.marks[1]))/2-gap, 0)
	f.marks[0] = text(doc.Marking, strong, marginX+textWidth*0.6, textWidth*0.4, 1)
	side := textWidth - widest(f.marks[0]) - gap
	if doc.Draft {
		f.flag = text("DRAFT", strong, marginX, textWidth, 0.5)
		f.draft = text("DRAFT", look{size: 150, bold: true, color: backdrop}, 0, pageWidth*2, 0)
		side = (textWidth-widest(f.flag))/2 - gap
	}
	f.left = text(doc.Header, small, marginX, side, 0)
	return f, err
}

// brief sets s in at most two lines, shortened with an ellipsis: what stands around the body must not grow into it.
func brief(set *setter, s string, l look, lead, x, w float64) ([]line, error) {
	text := clean(nil, strings.Join(strings.Fields(s), " "), set.replaced) // once, so that nothing is counted twice
	for cut := ""; ; cut = "…" {
		lines, err := set.paragraph([]span{{text: string(text) + cut, look: l}}, x, w, lead, nil)
		if len(lines) <= 2 || err != nil {
			return lines, err
		}
		text = text[:min(len(text)*9/10, 200)]
	}
}

// widest is the width of the widest of lines.
func widest(lines []line) float64 {
	w := 0.0
	for i := range lines {
		w = max(w, lines[i].width)
	}
	return w
}

// shift moves a line to the right.
func (ln *line) shift(by float64) {
	for i := range ln.pieces {
		ln.pieces[i].x += by
	}
}

// number sets "Page 2 of 5" for one page.
func (f *furniture) number(page int) ([]line, error) {
	text := fmt.Sprintf("Page %d of %d", page, f.pages)
	lines, err := f.set.paragraph([]span{{text: text, look: f.edge.look}}, marginX, textWidth, f.edge.lead, nil)
	for i := range lines {
		lines[i].shift(textWidth - lines[i].width)
	}
	return lines, err
}

// draw puts the furniture on the current page of c; number is that page's own line.
func (f *furniture) draw(c *canvas, number []line) {
	all := func(lines []line, y float64) {
		for i := range lines {
			c.line(&lines[i], y, true)
		}
	}
	if len(f.draft) > 0 {
		c.artifact("/Type /Pagination /Subtype /Watermark", func() {
			c.p.TransformBegin()
			c.p.TransformRotate(52, pageWidth/2, pageHeight/2)
			ln := f.draft[0]
			y := pageHeight/2 - ln.height/2
			x := (pageWidth - ln.width) / 2
			ln.pieces = append([]piece(nil), ln.pieces...)
			ln.shift(x)
			c.line(&ln, y, true)
			c.p.TransformEnd()
			c.font, c.painted = "", false // the graphics state was restored
		})
	}
	c.artifact("/Type /Pagination /Subtype /Header", func() {
		top := headerTop + 22 - max(extent(f.left), extent(f.marks[0]), f.edge.lead)
		all(f.left, top)
		all(f.flag, top)
		all(f.marks[0], top)
		c.rect(&deco{marginX, headerTop + 25, textWidth, hairline, rule}, 0)
	})
	c.artifact("/Type /Pagination /Subtype /Footer", func() {
		c.rect(&deco{marginX, footerTop, textWidth, hairline, rule}, 0)
		all(f.foot, footerTop+5)
		all(f.marks[1], footerTop+5)
		all(number, footerTop+5)
		for i := range f.code {
			c.rect(&f.code[i], 0)
		}
	})
}

// The QR code stands in the right margin beside the footer: four modules from the text, and as far from the edge of the
// paper as printers need.
const codeSize, codeEdge = 39, 13

// drawModules turns the dark modules of a QR code into rectangles, one for each run in a row. A row reaches a little into
// the next, so that no viewer shows a seam.
func drawModules(rows [][]bool) []deco {
	var runs []deco
	for y, row := range rows {
		module := float64(codeSize) / float64(len(rows))
		for x := 0; x < len(row); x++ {
			from := x
			for x < len(row) && row[x] {
				x++
			}
			if x > from {
				runs = append(runs, deco{
					pageWidth - codeEdge - codeSize + float64(from)*module, pageHeight - codeEdge - codeSize + float64(y)*module,
					float64(x-from) * module, module + 0.05, color{},
				})
			}
		}
	}
	return runs
}
