package pdf

import (
	"bytes"
	"strconv"
	"unicode/utf16"

	"codeberg.org/go-pdf/fpdf"
)

// canvas draws pages with fpdf. Text goes to fpdf as codes of the document's own fonts, two bytes each; for fpdf they
// are one-byte strings in fonts of which it knows only the name. harvest takes the pages out of what fpdf writes, and
// the real fonts are put in there: fpdf's own TrueType support re-reads whole files for each document and cannot shape.
type canvas struct {
	p       *fpdf.Fpdf
	owners  [][]*element    // by page: the element of each MCID
	open    *element        // whose marked content is being written
	known   map[string]bool // fonts that fpdf was told of
	font    string
	size    float64
	fill    color
	painted bool // text and fill colours are set on this page

	pictures []*picture // in the order in which they were drawn
}

func newCanvas() *canvas {
	p := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: fpdf.SizeType{Wd: pageWidth, Ht: pageHeight}})
	p.SetAutoPageBreak(false, 0) // marked content must not straddle pages
	p.SetMargins(0, 0, 0)
	p.SetCompression(false)
	p.SetCatalogSort(true)
	return &canvas{p: p, known: map[string]bool{}}
}

func (c *canvas) addPage() {
	c.p.AddPage()
	c.owners = append(c.owners, nil)
	c.font, c.painted = "", false
}

// begin opens marked content that belongs to e, unless it is open already.
func (c *canvas) begin(e *element) {
	if c.open == e {
		return
	}
	c.end()
	page := len(c.owners) - 1
	mcid := len(c.owners[page])
	c.owners[page] = append(c.owners[page], e)
	e.kids = append(e.kids, kid{page: page, mcid: mcid})
	c.p.RawWriteStr("/" + e.tag + " <</MCID " + strconv.Itoa(mcid) + ">> BDC")
	c.open = e
}

func (c *canvas) end() {
	if c.open != nil {
		c.p.RawWriteStr("EMC")
		c.open = nil
	}
}

// artifact draws what is no part of the document's text: assistive technology passes over it.
func (c *canvas) artifact(properties string, draw func()) {
	c.end()
	if properties == "" {
		c.p.RawWriteStr("/Artifact BMC")
	} else {
		c.p.RawWriteStr("/Artifact <<" + properties + ">> BDC")
	}
	draw()
	c.p.RawWriteStr("EMC")
}

// line draws a line of a strip whose top is at y.
func (c *canvas) line(ln *line, y float64, artifact bool) {
	for i := 0; i < len(ln.pieces); {
		m := ln.pieces[i].mark
		end := i + 1
		for end < len(ln.pieces) && ln.pieces[end].mark == m {
			end++
		}
		if !artifact {
			c.begin(owner(ln.elem, m))
		}
		spoken := m != nil && m.actual != "" && !artifact
		if spoken {
			c.p.RawWriteStr("/Span <</ActualText " + hexText(m.actual) + ">> BDC")
		}
		for k := i; k < end; k++ {
			c.piece(&ln.pieces[k], y+ln.y+ln.base)
		}
		if spoken {
			c.p.RawWriteStr("EMC")
		}
		i = end
	}
}

// owner is the element that a piece belongs to; a Span joins its paragraph when its first piece is drawn, so that the
// structure keeps the order of the text.
func owner(e *element, m *mark) *element {
	if m == nil || m.elem == nil {
		return e
	}
	if m.elem.parent == nil {
		e.adopt(m.elem)
	}
	return m.elem
}

func (c *canvas) piece(p *piece, baseline float64) {
	if len(p.codes) == 0 {
		return
	}
	if !c.known[p.sub.name] {
		c.p.AddFontFromBytes(p.sub.name, "", []byte(`{"Tp":"Core","Name":"`+p.sub.name+`"}`), nil)
		c.known[p.sub.name] = true
	}
	if c.font != p.sub.name || c.size != p.size {
		c.p.SetFont(p.sub.name, "", p.size)
		c.font, c.size = p.sub.name, p.size
	}
	c.paint(p.color)
	c.p.Text(p.x, baseline-p.rise, string(p.codes))
}

// paint sets both colours of fpdf: where they differ it wraps each text in a graphics state of its own.
func (c *canvas) paint(col color) {
	if c.painted && c.fill == col {
		return
	}
	c.p.SetTextColor(col[0], col[1], col[2])
	c.p.SetFillColor(col[0], col[1], col[2])
	c.fill, c.painted = col, true
}

func (c *canvas) rect(d *deco, y float64) {
	c.paint(d.color)
	c.p.Rect(d.x, y+d.y, d.w, d.h, "F")
}

// page draws one page of the flow between its header and footer.
func (c *canvas) page(items []placed, around *furniture, number int) error {
	line, err := around.number(number)
	if err != nil {
		return err
	}
	c.addPage()
	around.draw(c, line)
	c.artifact("", func() {
		for _, it := range items {
			for i := range it.decos {
				c.rect(&it.decos[i], it.y)
			}
		}
	})
	for _, it := range items {
		if it.artifact {
			c.artifact("", func() { c.lines(it) })
			continue
		}
		c.lines(it)
		if it.picture != nil {
			c.picture(it.picture, it.y)
		}
		page := len(c.owners) - 1
		if it.bookmark != nil {
			it.bookmark.page, it.bookmark.y = page, pageHeight-it.y
		}
		if it.field != nil {
			it.field.page = page
			it.field.rect = [4]float64{marginX, pageHeight - it.y - it.height, pageWidth - marginX, pageHeight - it.y}
		}
	}
	c.end()
	return nil
}

func (c *canvas) lines(it placed) {
	for i := range it.lines {
		c.line(&it.lines[i], it.y, it.artifact)
	}
}

// finish takes the pages out of the file that fpdf makes of them.
func (c *canvas) finish() (*drawn, error) {
	var out bytes.Buffer
	if err := c.p.Output(&out); err != nil {
		return nil, err
	}
	return harvest(out.Bytes())
}

// hexText is a PDF text string in UTF-16, which needs no escaping.
func hexText(s string) string {
	const digits = "0123456789ABCDEF"
	units := utf16.Encode([]rune(s))
	b := make([]byte, 0, 6+4*len(units))
	b = append(b, "<FEFF"...)
	for _, u := range units {
		b = append(b, digits[u>>12], digits[u>>8&15], digits[u>>4&15], digits[u&15])
	}
	return string(append(b, '>'))
}
