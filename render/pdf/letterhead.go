package pdf

import (
	"fmt"

	"minutebook/render"
)

// The letterhead: the largest logo, and the space around it.
const (
	logoWidth, logoHeight = 170, 62
	logoGap               = 20 // between the logo and the lines beside it
	letterheadGap         = 16 // below
)

// letterhead sets the logo at the left and the lines at the right, in every language. The logo is a Figure with its words,
// not an artifact: it says whose paper this is, which the header repeats only as an artifact.
func (l *layout) letterhead(head *render.Letterhead, at place) []strip {
	if head == nil {
		return nil
	}
	rtl := l.set.rtl
	l.set.rtl = false
	defer func() { l.set.rtl = rtl }()

	s := strip{}
	at.parent = at.parent.child("Div")
	right := at.x + at.w
	if head.Logo != nil {
		p, err := newPicture(*head.Logo)
		if err != nil {
			l.fail(fmt.Errorf("logo: %w", err))
			return nil
		}
		p.fit(logoWidth, logoHeight)
		p.x, p.elem = at.x, at.parent.child("Figure")
		p.elem.alt = plain(head.Logo.Alt)
		s.picture, s.height = p, p.h
		at.x, at.w = at.x+p.w+logoGap, at.w-p.w-logoGap
	}
	edge := l.set.grown(setting{look: look{size: 9, color: muted}, lead: 12.5}, 1)
	top := 0.0
	for _, text := range head.Lines {
		for _, ln := range l.text([]span{{text: text, look: edge.look}}, at, edge.lead, at.parent.child("P")) {
			ln.shift(right - at.x - ln.width)
			ln.y = top
			top += ln.height
			s.lines = append(s.lines, ln)
		}
	}
	s.height = max(s.height, top) + letterheadGap
	return []strip{s}
}
