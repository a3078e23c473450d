package docx

import (
	"fmt"

	"minutebook/render"
)

// The largest logo, in twips.
const (
	logoWidth  = 3400
	logoHeight = 1240
)

// letterhead writes the logo at the left margin and the lines at the right, as the first paragraphs of the text: screen
// readers pass over headers, and a table would be announced as data. A logo that is higher than the lines pushes the rest
// of the page down by space after the last of them.
func (w *writer) letterhead(head *render.Letterhead) error {
	if head == nil {
		return nil
	}
	wide, high := 0, 0
	if head.Logo != nil {
		size, err := sizeOfPicture(*head.Logo)
		if err != nil {
			return fmt.Errorf("logo: %w", err)
		}
		wide, high = fitted(size, logoWidth*emuPerTwip, logoHeight*emuPerTwip)
	}
	if len(head.Lines) == 0 && head.Logo != nil {
		w.open("Letterhead", place{}, 0, western)
		w.drawing(*head.Logo, wide, high, false)
		w.raw(`</w:p>`)
	}
	line := w.size.of(&letterheadStyle) * twipsPerHalfPoint
	for i, text := range head.Lines {
		w.raw(`<w:p><w:pPr><w:pStyle w:val="Letterhead"/><w:keepNext/><w:spacing w:after="`)
		after := 0
		if i == len(head.Lines)-1 {
			after = max(high/emuPerTwip-len(head.Lines)*line, 0) + letterheadGap
		}
		w.num(after)
		w.raw(`" w:line="`)
		w.num(line)
		w.raw(`" w:lineRule="exact"/><w:jc w:val="right"/></w:pPr>`)
		if i == 0 && head.Logo != nil {
			w.drawing(*head.Logo, wide, high, true)
		}
		w.span(render.Span{Text: text}, western, "")
		w.raw(`</w:p>`)
	}
	return nil
}

const (
	twipsPerHalfPoint = 12 // of a line: its type size and a fifth more
	letterheadGap     = 240
)

var letterheadStyle = style{id: "Letterhead", name: "Letterhead", ours: true, basedOn: "Normal", size: 18, colour: grey,
	paragraph: `<w:spacing w:before="0" w:after="240" w:line="240" w:lineRule="auto"/>`}
