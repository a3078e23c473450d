package docx

import (
	"fmt"

	"minutebook/render"
)

// writer writes the body of a document.
type writer struct {
	markup
	restarts []int // level of each numbered list so far; see numbering
	pageNext bool  // the next paragraph starts a page
	size     textSize
	pictures [][]byte
}

// place says where blocks stand: what their text looks like there, and how much room it has.
type place struct {
	body   string // style of ordinary paragraphs
	item   string // style of list items
	left   int    // distance of the text from the left edge, in twips
	width  int    // room from that distance on, in twips
	level  int    // how many lists are around
	keep   bool   // stays on the page of what follows
	signed bool   // its end stays on the page of the signature that follows, which is never alone on one
	framed bool   // inside a notice
	nested bool   // page breaks within do not count
}

var pageText = place{body: "", item: "ListParagraph", width: textWidth}

func (w *writer) blocks(blocks []render.Block, at place) error {
	for i, block := range blocks {
		in := at
		in.signed = at.signed && i+1 == len(blocks) || beforeSignature(blocks[i+1:])
		if err := w.block(block, in); err != nil {
			return fmt.Errorf("block %d: %w", i+1, err)
		}
	}
	return nil
}

// beforeSignature reports whether a signature comes next, or its heading and a line under that.
func beforeSignature(next []render.Block) bool {
	if len(next) > 0 && isA[render.Heading](next[0]) {
		next = next[1:]
	}
	if len(next) > 1 && isA[render.Paragraph](next[0]) {
		next = next[1:]
	}
	return len(next) > 0 && isA[render.SignatureBlock](next[0])
}

func isA[T render.Block](b render.Block) bool {
	_, ok := b.(T)
	return ok
}

func (w *writer) block(block render.Block, at place) error {
	switch b := block.(type) {
	case render.Heading:
		if b.Level < 1 || b.Level > 4 {
			return fmt.Errorf("heading %q has level %d, want 1 to 4", b.Text, b.Level)
		}
		w.paragraph(headingStyles[b.Level-1], at, []render.Span{{Text: b.Text}})
	case render.Paragraph:
		return w.prose(b, at, 0)
	case render.List:
		return w.list(b, at)
	case render.Table:
		return w.table(b, at)
	case render.KeyValues:
		return w.keyValues(b, at)
	case render.Notice:
		return w.notice(b, at)
	case render.SignatureBlock:
		return w.signatures(b, at)
	case render.Figure:
		return w.figure(b, at)
	case render.PageBreak:
		w.pageNext = w.pageNext || !at.nested
	default:
		return fmt.Errorf("cannot write a block of type %T", block)
	}
	return nil
}

// notice writes a framed remark. Neighbouring paragraphs with the same borders share one frame, so a notice needs no
// table, which a screen reader would announce as data.
func (w *writer) notice(n render.Notice, at place) error {
	in := at
	in.body, in.item, in.framed, in.nested = "Notice", "Notice", true, true
	in.left += frameInset
	in.width -= frameInset + frameRight
	if n.Title != "" {
		title := in
		title.keep = true
		w.paragraph("NoticeTitle", title, []render.Span{{Text: n.Title}})
	}
	if err := w.blocks(n.Blocks, in); err != nil {
		return fmt.Errorf("notice %q: %w", n.Title, err)
	}
	w.gap(at)
	return nil
}
