package docx

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"image/jpeg"
	"strconv"

	"minutebook/render"
)

const (
	emuPerTwip  = 635   // English Metric Units, in which DrawingML counts
	emuPerPixel = 9525  // at 96 pixels an inch: a small picture is not blown up
	figureRoom  = 10000 // highest picture in twips; a heading and the caption need the rest of the page
)

// figure writes a picture in the line of a paragraph, which stays with its caption. The order of elements is that of
// CT_Inline (ECMA-376 part 1, 20.4.2.8).
func (w *writer) figure(f render.Figure, at place) error {
	if at.nested || at.level > 0 {
		return errors.New("a picture stands inside another block; it can only stand between blocks of the document")
	}
	if f.MediaType != "image/jpeg" {
		return fmt.Errorf("a Word file cannot hold a picture of type %q", f.MediaType)
	}
	size, err := jpeg.DecodeConfig(bytes.NewReader(f.Data))
	if err != nil {
		return fmt.Errorf("picture %q: reading it: %w", f.Caption, err)
	}
	if size.Width <= 0 || size.Height <= 0 {
		return fmt.Errorf("picture %q: it has no size", f.Caption)
	}
	w.pictures = append(w.pictures, f.Data)
	n := strconv.Itoa(len(w.pictures))
	wide := min(int(float64(at.width*emuPerTwip)*min(max(f.Width, 0.1), 1)), size.Width*emuPerPixel)
	high := max(wide*size.Height/size.Width, 1)
	if most := figureRoom * emuPerTwip; high > most {
		wide, high = max(most*size.Width/size.Height, 1), most
	}
	extent := `cx="` + strconv.Itoa(wide) + `" cy="` + strconv.Itoa(high) + `"/>`

	line := at
	line.keep = f.Caption != ""
	w.open("Figure", line, 0, western)
	w.raw(`<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">`,
		`<wp:extent `, extent, `<wp:docPr id="`, n, `" name="Picture `, n, `" descr="`)
	w.attr(cmp.Or(f.Alt, f.Caption, "Picture"))
	w.raw(`"/><wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="`, drawingML, `" noChangeAspect="1"/></wp:cNvGraphicFramePr>`,
		`<a:graphic xmlns:a="`, drawingML, `"><a:graphicData uri="`, pictureML, `"><pic:pic xmlns:pic="`, pictureML, `">`,
		`<pic:nvPicPr><pic:cNvPr id="`, n, `" name="`, mediaName(len(w.pictures)), `"/><pic:cNvPicPr/></pic:nvPicPr>`,
		`<pic:blipFill><a:blip r:embed="`, pictureRel(len(w.pictures)), `"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`,
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext `, extent, `</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`,
		`</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`)
	if f.Caption != "" {
		w.paragraph("SmallText", at, []render.Span{{Text: f.Caption}})
	}
	return nil
}

const (
	drawingML = "http://schemas.openxmlformats.org/drawingml/2006/main"
	pictureML = "http://schemas.openxmlformats.org/drawingml/2006/picture"
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

// relations is the relationship part of a document with so many pictures.
func relations(pictures int) []byte {
	var m markup
	m.raw(xmlHead, relsHead, documentRels)
	for n := 1; n <= pictures; n++ {
		m.raw(`<Relationship Id="`, pictureRel(n), `" Type="`, relType, `image" Target="media/`, mediaName(n), `"/>`)
	}
	m.raw(`</Relationships>`)
	return m.Bytes()
}
