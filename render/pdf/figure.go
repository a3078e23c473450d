package pdf

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	imagecolor "image/color"
	"image/jpeg"

	"minutebook/render"
)

// picture is an image on a page.
type picture struct {
	data           []byte // JPEG
	pixelW, pixelH int
	x, w, h        float64
	elem           *element // the Figure element
	name           string   // in the resources, once drawn
}

// figureRoom is what a page keeps free beside the highest picture: a heading above and a caption below must fit.
const figureRoom = 150

// figure sets a picture, its caption under it on the same page. The caption is a paragraph after the Figure element, not
// in it: screen readers say the alternative text of a figure in place of all that is inside.
func (l *layout) figure(f render.Figure, at place) []strip {
	if at.nested {
		l.fail(errors.New("a picture stands inside another block; it can only stand between blocks of the document"))
		return nil
	}
	p, err := newPicture(f)
	if err != nil {
		l.fail(fmt.Errorf("picture %q: %w", f.Caption, err))
		return nil
	}
	p.fit(at.w*min(max(f.Width, 0.1), 1), bodyHeight-figureRoom)
	p.x = l.start(at, 0, p.w)
	p.elem = at.parent.child("Figure")
	p.elem.alt = cmp.Or(plain(f.Alt), plain(f.Caption), "Picture")
	strips := []strip{{before: 10, height: p.h, picture: p, keep: f.Caption != ""}}
	if f.Caption != "" {
		strips = append(strips, l.paragraph(render.Paragraph{Style: render.Small, Spans: []render.Span{{Text: f.Caption}}}, at)...)
	}
	return strips
}

// newPicture looks at the head of a picture. PDF/A wants no colour that its output intent does not describe, so it must be
// a JPEG of three components.
func newPicture(f render.Figure) (*picture, error) {
	if f.MediaType != "image/jpeg" {
		return nil, fmt.Errorf("a PDF cannot hold a picture of type %q", f.MediaType)
	}
	c, err := jpeg.DecodeConfig(bytes.NewReader(f.Data))
	if err != nil {
		return nil, fmt.Errorf("reading it: %w", err)
	}
	if c.ColorModel != imagecolor.YCbCrModel || c.Width <= 0 || c.Height <= 0 {
		return nil, errors.New("it is not in three colours")
	}
	return &picture{data: f.Data, pixelW: c.Width, pixelH: c.Height}, nil
}

// fit makes a picture as large as fits into a box; a small one is not blown up.
func (p *picture) fit(w, h float64) {
	const perPixel = 72.0 / 96
	p.w = min(w, float64(p.pixelW)*perPixel)
	if p.h = p.w * float64(p.pixelH) / float64(p.pixelW); p.h > h {
		p.w, p.h = p.w*h/p.h, h
	}
}

// picture draws a picture whose top is at y.
func (c *canvas) picture(p *picture, y float64) {
	p.name = fmt.Sprintf("Im%d", len(c.pictures)+1)
	c.pictures = append(c.pictures, p)
	bottom := pageHeight - y - p.h
	p.elem.box = [4]float64{p.x, bottom, p.x + p.w, bottom + p.h}
	c.begin(p.elem)
	c.p.RawWriteStr(fmt.Sprintf("q %.2f 0 0 %.2f %.2f %.2f cm /%s Do Q", p.w, p.h, p.x, bottom, p.name))
	c.end()
}

// writePictures writes the pictures and returns what the pages’ resources say of them.
func (f *file) writePictures(o *objects) (string, error) {
	if len(f.pictures) == 0 {
		return "", nil
	}
	var b bytes.Buffer
	for _, p := range f.pictures {
		n := o.reserve()
		entries := fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode", p.pixelW, p.pixelH)
		if err := o.stream(n, entries, p.data, false); err != nil {
			return "", fmt.Errorf("embedding a picture: %w", err)
		}
		fmt.Fprintf(&b, "/%s %d 0 R", p.name, n)
	}
	return "/XObject<<" + b.String() + ">>", nil
}
