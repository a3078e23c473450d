package pdf

import (
	"fmt"
	"strings"

	"minutebook/render"
)

// framePad is the space between a frame and what it holds.
const framePad = 10

// framed stacks strips inside a frame with a coloured bar at its left, as one strip.
func (l *layout) framed(strips []strip, at place, fill, bar color) strip {
	s := strip{before: 12, bottom: framePad}
	l.merge(&s, strips, 0, framePad)
	s.height += framePad
	s.decos = append([]deco{
		{at.x, 0, at.w, s.height, fill},
		{at.x, 0, at.w, hairline, rule},
		{at.x, s.height - hairline, at.w, hairline, rule},
		{l.start(at, at.w-hairline, hairline), 0, hairline, s.height, rule},
		{l.start(at, 0, 4), 0, 4, s.height, bar},
	}, s.decos...)
	return s
}

// inside is the place within a frame at that place.
func (l *layout) inside(at place, elem *element) place {
	width := at.w - 4 - 2*framePad
	at.parent, at.x, at.w, at.nested = elem, l.start(at, 4+framePad, width), width, true
	return at
}

func (l *layout) notice(n render.Notice, at place) []strip {
	elem := at.parent.child("Div")
	inner := l.inside(at, elem)
	var strips []strip
	if n.Title != "" {
		look := at.setting.look
		look.bold, look.color = true, accent
		strips = stack(l.text([]span{{text: n.Title, look: look}}, inner, at.setting.lead, elem.child("P")), 0)
	}
	strips = append(strips, l.blocks(n.Blocks, inner)...)
	if len(strips) == 0 {
		return nil
	}
	return []strip{l.framed(strips, at, paper, accent)}
}

// signature sets who signed, in a frame that is also the place of the signature field.
func (l *layout) signature(b render.SignatureBlock, at place) []strip {
	if len(b.Lines) == 0 && b.Field == "" {
		return nil
	}
	elem := at.parent.child("Div")
	table := elem.child("Table")
	table.summary = "Signature"
	strips := l.facts(b.Lines, table.child("TBody"), l.inside(at, elem))
	if n := len(strips); n == 0 {
		strips = []strip{{height: 40}} // a viewer writes the signer's name here
	} else {
		strips[n-1].decos = nil // the frame ends the table
	}
	s := l.framed(strips, at, color{255, 255, 255}, muted)
	if b.Field != "" && !l.draft {
		switch {
		case strings.Contains(b.Field, "."):
			l.fail(fmt.Errorf("the signature field name %q must not have a full stop (ISO 32000-1, 12.7.3.2)", b.Field))
		case l.fields[b.Field]:
			l.fail(fmt.Errorf("two signature fields are called %q", b.Field))
		}
		l.fields[b.Field] = true
		s.field = &field{name: b.Field, elem: elem.child("Form")}
	}
	return []strip{s}
}
