package pdf

import "minutebook/render"

// The page, in points.
const (
	pageWidth, pageHeight = 595.28, 841.89 // A4
	marginX               = 56
	bodyTop               = 76
	bodyBottom            = 772
	textWidth             = pageWidth - 2*marginX
	bodyHeight            = bodyBottom - bodyTop
	headerTop             = 34
	footerTop             = 786
)

// The colours, all at least 4.5 : 1 on what they stand on (WCAG 2.2, 1.4.3), except rules and the DRAFT behind text.
var (
	ink      = color{0x1B, 0x1F, 0x24}
	accent   = color{0x1B, 0x3A, 0x5C}
	muted    = color{0x50, 0x57, 0x5E}
	warning  = color{0x94, 0x1B, 0x1B}
	rule     = color{0xC3, 0xC8, 0xCD}
	shade    = color{0xEC, 0xEE, 0xF0}
	paper    = color{0xF6, 0xF7, 0xF9}
	backdrop = color{0xEF, 0xEF, 0xEF}
)

// setting is how a paragraph is set: its look, the distance of its baselines, the space above it.
type setting struct {
	look   look
	lead   float64
	before float64
}

// body sizes: running text, and text in tables.
var (
	running = setting{look{size: 10.5, color: ink}, 15.5, 6}
	tabular = setting{look{size: 9.5, color: ink}, 13.5, 3}
)

// styled derives the setting of a paragraph style from that of the place where it stands.
func (s setting) styled(style render.Style) setting {
	switch style {
	case render.Lead:
		s.look.size, s.look.color, s.lead = s.look.size+1.5, muted, s.lead+2
	case render.Empty:
		s.look.italic, s.look.color = true, muted
	case render.Marking:
		s.look.bold, s.look.color = true, warning
	case render.Small:
		s.look.size, s.look.color, s.lead = s.look.size-1.5, muted, s.lead-2
	}
	return s
}

// heading returns the setting of a heading.
func heading(level int) setting {
	switch level {
	case 1:
		return setting{look{bold: true, size: 21, color: accent}, 28, 4}
	case 2:
		return setting{look{bold: true, size: 14.5, color: accent}, 20, 20}
	case 3:
		return setting{look{bold: true, size: 12, color: ink}, 17, 14}
	}
	return setting{look{bold: true, size: 10.5, color: ink}, 15.5, 10}
}
