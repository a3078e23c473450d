package docx

import "minutebook/render"

// The QR code with its quiet zone stands in the right margin beside the footer, at a fixed place of the page: neither long
// footers nor large print move it. In EMU; A4 is 7560000 by 10692000.
const (
	codeSize = 630000
	codeLeft = "6840000" // where the text ends
	codeTop  = "9960000"
)

const (
	codePicture = "media/code.jpeg"
	codeRel     = "rIdCode"
	codeID      = 1 << 20 // of the drawing: above those of the text's pictures
)

// code writes the run that holds the QR code.
func (w *writer) code(c *render.Code) {
	w.draw(drawn{id: codeID, name: "code.jpeg", rel: codeRel, alt: "QR code: check this paper at " + c.Link, wide: codeSize, high: codeSize, anchor: codeAnchor})
}
