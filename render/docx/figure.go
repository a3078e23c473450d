package docx

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"strconv"

	"minutebook/render"
)

const (
	emuPerTwip  = 635   // English Metric Units, in which DrawingML counts
	emuPerPixel = 9525  // at 96 pixels an inch: a small picture is not blown up
	figureRoom  = 10000 // highest picture in twips; a heading and the caption need the rest of the page
)

// figure writes a picture in the line of a paragraph, which stays with its caption.
func (w *writer) figure(f render.Figure, at place) error {
	if at.nested || at.level > 0 {
		return errors.New("a picture stands inside another block; it can only stand between blocks of the document")
	}
	size, err := sizeOfPicture(f)
	if err != nil {
		return fmt.Errorf("picture %q: %w", f.Caption, err)
	}
	wide, high := fitted(size, int(float64(at.width*emuPerTwip)*min(max(f.Width, 0.1), 1)), figureRoom*emuPerTwip)
	line := at
	line.keep = f.Caption != ""
	w.open("Figure", line, 0, western)
	w.drawing(f, wide, high, false)
	w.raw(`</w:p>`)
	if f.Caption != "" {
		w.paragraph("SmallText", at, []render.Span{{Text: f.Caption}})
	}
	return nil
}

func sizeOfPicture(f render.Figure) (image.Config, error) {
	if f.MediaType != "image/jpeg" {
		return image.Config{}, fmt.Errorf("a Word file cannot hold a picture of type %q", f.MediaType)
	}
	size, err := jpeg.DecodeConfig(bytes.NewReader(f.Data))
	if err != nil {
		return image.Config{}, fmt.Errorf("reading it: %w", err)
	}
	if size.Width <= 0 || size.Height <= 0 {
		return image.Config{}, errors.New("it has no size")
	}
	return size, nil
}

// fitted is the largest size in a box, in EMU, that a picture is shown in; a small one is not blown up.
func fitted(size image.Config, boxWide, boxHigh int) (wide, high int) {
	wide = min(boxWide, size.Width*emuPerPixel)
	if high = max(wide*size.Height/size.Width, 1); high > boxHigh {
		wide, high = max(boxHigh*size.Width/size.Height, 1), boxHigh
	}
	return wide, high
}

// drawing writes a run that holds a picture: in the line, or at the left margin with the text beside it.
func (w *writer) drawing(f render.Figure, wide, high int, beside bool) {
	w.pictures = append(w.pictures, f.Data)
	n := len(w.pictures)
	p := drawn{id: n, name: mediaName(n), rel: pictureRel(n), alt: cmp.Or(f.Alt, f.Caption, "Picture"), wide: wide, high: high}
	if beside {
		p.anchor = logoAnchor
	}
	w.draw(p)
}

// drawn is a picture on its page. A zero anchor is a picture in the line.
type drawn struct {
	id         int
	name, rel  string
	alt        string
	wide, high int // EMU
	anchor     anchor
}

// anchor says where a picture stands that does not stand in the line: what CT_Anchor begins with, and how text flows around.
type anchor struct{ attributes, place, wrap string }

const besideText = `relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"`

var (
	logoAnchor = anchor{
		`distT="0" distB="0" distL="0" distR="180000" simplePos="0" ` + besideText,
		`<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>` +
			`<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>`,
		`<wp:wrapSquare wrapText="right"/>`,
	}
	codeAnchor = anchor{
		`distT="0" distB="0" distL="0" distR="0" simplePos="0" ` + besideText,
		`<wp:positionH relativeFrom="page"><wp:posOffset>` + codeLeft + `</wp:posOffset></wp:positionH>` +
			`<wp:positionV relativeFrom="page"><wp:posOffset>` + codeTop + `</wp:posOffset></wp:positionV>`,
		`<wp:wrapNone/>`,
	}
)

// draw writes the run. The order of elements is that of CT_Inline and CT_Anchor (ECMA-376 part 1, 20.4.2.8 and 20.4.2.3).
func (w *writer) draw(p drawn) {
	n := strconv.Itoa(p.id)
	extent := `cx="` + strconv.Itoa(p.wide) + `" cy="` + strconv.Itoa(p.high) + `"/>`
	w.raw(`<w:r><w:drawing>`)
	if p.anchor != (anchor{}) {
		w.raw(`<wp:anchor xmlns:wp="`, wordDrawing, `" `, p.anchor.attributes, `>`, `<wp:simplePos x="0" y="0"/>`, p.anchor.place,
			`<wp:extent `, extent, p.anchor.wrap)
	} else {
		w.raw(`<wp:inline xmlns:wp="`, wordDrawing, `" distT="0" distB="0" distL="0" distR="0"><wp:extent `, extent)
	}
	w.raw(`<wp:docPr id="`, n, `" name="Picture `, n, `" descr="`)
	w.attr(p.alt)
	w.raw(`"/><wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="`, drawingML, `" noChangeAspect="1"/></wp:cNvGraphicFramePr>`,
		`<a:graphic xmlns:a="`, drawingML, `"><a:graphicData uri="`, pictureML, `"><pic:pic xmlns:pic="`, pictureML, `">`,
		`<pic:nvPicPr><pic:cNvPr id="`, n, `" name="`, p.name, `"/><pic:cNvPicPr/></pic:nvPicPr>`,
		`<pic:blipFill><a:blip r:embed="`, p.rel, `"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`,
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext `, extent, `</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`,
		`</pic:pic></a:graphicData></a:graphic>`)
	if p.anchor != (anchor{}) {
		w.raw(`</wp:anchor>`)
	} else {
		w.raw(`</wp:inline>`)
	}
	w.raw(`</w:drawing></w:r>`)
}

const (
	wordDrawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
	drawingML   = "http://schemas.openxmlformats.org/drawingml/2006/main"
	pictureML   = "http://schemas.openxmlformats.org/drawingml/2006/picture"
)

// mediaName and pictureRel name the nth picture, from 1, in the package and in the document’s relationships.
func mediaName(n int) string  { return "picture" + strconv.Itoa(n) + ".jpeg" }
func pictureRel(n int) string { return "rIdPicture" + strconv.Itoa(n) }

// mediaParts are the package parts of the pictures.
func mediaParts(pictures [][]byte) []entry {
	parts := make([]entry, len(pictures))
	for i, data := range pictures {
		parts[i] = entry{"word/media/" + mediaName(i+1), data}
	}
	return parts
}

// relations is the relationship part of a document with so many pictures; titled is for a first page of its own.
func relations(pictures int, titled bool) []byte {
	var m markup
	m.raw(xmlHead, relsHead, documentRels)
	if titled {
		m.raw(firstPageRels)
	}
	for n := 1; n <= pictures; n++ {
		m.raw(`<Relationship Id="`, pictureRel(n), `" Type="`, relType, `image" Target="media/`, mediaName(n), `"/>`)
	}
	m.raw(`</Relationships>`)
	return m.Bytes()
}
