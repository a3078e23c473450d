package docx

import (
	"bytes"
	"fmt"

	"minutebook/render"
)

// prose writes a paragraph as an item of the list num, or as an ordinary one for 0.
func (w *writer) prose(p render.Paragraph, at place, num int) error {
	style, run := at.body, ""
	if num != 0 {
		style = at.item
	}
	switch p.Style {
	case render.Body:
	case render.Lead:
		style = "Subtitle"
	case render.Empty: // a character style: the size stays that of the surroundings
		run = "NotAnswered"
	case render.Marking:
		style = "ProtectiveMarking"
	case render.Small:
		style = "SmallText"
	default:
		return fmt.Errorf("paragraph of unknown style %q", p.Style)
	}
	base := baseOf(p.Spans)
	w.open(style, at, num, base)
	for _, span := range p.Spans {
		w.span(span, base, run)
	}
	w.raw(`</w:p>`)
	return nil
}

// paragraph writes a paragraph of a style that no Document can ask for by name.
func (w *writer) paragraph(style string, at place, spans []render.Span) {
	base := baseOf(spans)
	w.open(style, at, 0, base)
	for _, span := range spans {
		w.span(span, base, "")
	}
	w.raw(`</w:p>`)
}

// open begins a paragraph. The order of what it writes is that of CT_PPrBase.
func (w *writer) open(style string, at place, num int, base *script) {
	w.raw(`<w:p><w:pPr>`)
	if style != "" {
		w.raw(`<w:pStyle w:val="`, style, `"/>`)
	}
	if at.keep || at.signed {
		w.raw(`<w:keepNext/>`)
	}
	if w.pageNext {
		// Not a break in a paragraph of its own, which would leave an empty line on the new page.
		w.raw(`<w:pageBreakBefore/>`)
		w.pageNext = false
	}
	if num != 0 {
		w.raw(`<w:numPr>`)
		w.val("w:ilvl", at.level-1)
		w.val("w:numId", num)
		w.raw(`</w:numPr>`)
	}
	if at.framed {
		w.raw(frame)
	}
	if base.rtl {
		w.raw(`<w:bidi/>`)
	}
	if at.left != 0 {
		w.raw(`<w:ind w:left="`)
		w.num(at.left)
		if at.framed {
			w.raw(`" w:right="`)
			w.num(frameRight)
		}
		if num != 0 {
			w.raw(`" w:hanging="`)
			w.num(listIndent)
		}
		w.raw(`"/>`)
	}
	w.raw(`</w:pPr>`)
}

// span writes one run for each script in s. The order of the properties is that of EG_RPrBase.
func (w *writer) span(s render.Span, base *script, style string) {
	if s.Text == "" {
		return
	}
	pieces(s.Text, base, func(text string, as *script) {
		w.raw(`<w:r><w:rPr>`)
		if style != "" {
			w.raw(`<w:rStyle w:val="`, style, `"/>`)
		}
		if as.font != "" {
			w.raw(`<w:rFonts w:cs="`, as.font, `"/>`)
		}
		if s.Bold {
			w.raw(`<w:b/><w:bCs/>`)
		}
		if s.Italic && !w.size.large() {
			w.raw(`<w:i/><w:iCs/>`)
		}
		switch {
		case as.rtl:
			w.raw(`<w:rtl/>`)
		case as != western:
			w.raw(`<w:cs/>`)
		}
		if languageTag(s.Lang) {
			w.raw(`<w:lang w:val="`, s.Lang, `" w:eastAsia="`, s.Lang, `" w:bidi="`, s.Lang, `"/>`)
		}
		w.raw(`</w:rPr>`)
		w.text(text)
		w.raw(`</w:r>`)
	})
}

func (w *writer) endsInParagraph() bool { return bytes.HasSuffix(w.Bytes(), []byte(`</w:p>`)) }
