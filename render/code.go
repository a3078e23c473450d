package render

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"slices"

	"github.com/boombuler/barcode/qr"
)

// Code is what each page of a signed paper carries so that anybody can ask whether it is genuine: also from a paper copy,
// which has no signature that a program could check.
type Code struct {
	Text string // in groups, as people type it: "7K3M-0QXC-94TZ"
	Page string // address of the page where it can be typed; empty where nobody knows it
	Link string // address that asks about this very code; empty without Page
}

// bear puts the code into the text of a paper, as a line of the signature: what stands around the pages is passed over by
// screen readers. It is not left to templates, which an authority may have of its own.
func (d *Document) bear(c *Code) {
	where := "on the page “Check a document” of the service that issued it"
	if c.Page != "" {
		where = "at " + c.Page
	}
	says := sentence("Anybody can check " + where + ", with the code " + c.Text + ", whether this paper is genuine and still current.")
	d.Code = c
	for i, b := range d.Blocks {
		if signature, ok := b.(SignatureBlock); ok {
			signature.Lines = append(slices.Clone(signature.Lines), KeyValue{"To check it", []Block{says}})
			d.Blocks[i] = signature
			return
		}
	}
	d.Blocks = append(d.Blocks, says)
}

// quietZone is how many modules stay white around a QR code (ISO/IEC 18004, 6.3.8).
const quietZone = 4

// Modules are the rows of the QR code that leads to Link, without its quiet zone; true is dark. Nil without Link.
func (c *Code) Modules() ([][]bool, error) {
	if c == nil || c.Link == "" {
		return nil, nil
	}
	drawn, err := qr.Encode(c.Link, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("drawing the QR code: %w", err)
	}
	size := drawn.Bounds().Dx()
	rows := make([][]bool, size)
	for y := range rows {
		rows[y] = make([]bool, size)
		for x := range rows[y] {
			dark, _, _, _ := drawn.At(x, y).RGBA()
			rows[y][x] = dark == 0
		}
	}
	return rows, nil
}

// Picture is the QR code with its quiet zone as a JPEG file, nil without Link. A module is eight pixels wide, which is a
// block of JPEG: nothing is blurred.
func (c *Code) Picture() ([]byte, error) {
	const block = 8
	rows, err := c.Modules()
	if err != nil || rows == nil {
		return nil, err
	}
	size := (len(rows) + 2*quietZone) * block
	drawn := image.NewGray(image.Rect(0, 0, size, size))
	for i := range drawn.Pix {
		x, y := i%size/block-quietZone, i/size/block-quietZone
		if dark := min(x, y) >= 0 && max(x, y) < len(rows) && rows[y][x]; !dark {
			drawn.SetGray(i%size, i/size, color.Gray{Y: 255})
		}
	}
	var file bytes.Buffer
	if err := jpeg.Encode(&file, drawn, nil); err != nil {
		return nil, fmt.Errorf("writing the QR code: %w", err)
	}
	return file.Bytes(), nil
}
