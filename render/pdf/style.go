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
	large  bool // large print
}

// body sizes: running text, text in tables, and in lists of facts.
var (
	running = setting{look: look{size: 10.5, color: ink}, lead: 15.5, before: 6}
	tabular = setting{look: look{size: 9.5, color: ink}, lead: 13.5, before: 3}
	factual = setting{look: look{size: 10, color: ink}, lead: 14.5, before: 3}
)

// styled derives the setting of a paragraph style from that of the place where it stands.
func (s setting) styled(style render.Style) setting {
	switch style {
	case render.Lead:
		s.look.size, s.look.color, s.lead = s.look.size+1.5, muted, s.lead+2
	case render.Empty:
		s.look.italic, s.look.color = !s.large, muted
	case render.Marking:
		s.look.bold, s.look.color = true, warning
	case render.Small:
		if s.large {
			break
		}
		s.look.size, s.look.color, s.lead = s.look.size-1.5, muted, s.lead-2
	}
	return s
}

// heading returns the setting of a heading.
func heading(level int) setting {
	switch level {
	case 1:
		return setting{look: look{bold: true, size: 21, color: accent}, lead: 28, before: 4}
	case 2:
		return setting{look: look{bold: true, size: 14.5, color: accent}, lead: 20, before: 20}
	case 3:
		return setting{look: look{bold: true, size: 12, color: ink}, lead: 17, before: 14}
	}
	return setting{look: look{bold: true, size: 10.5, color: ink}, lead: 15.5, before: 10}
}

// sized gives body text the size that the document asks for. Tables are not set smaller then: all text of a large print
// paper is large.
func (s *setter) sized(at setting) setting {
	if s.body == 0 {
		return at
	}
	at.lead, at.before = s.body*1.4, at.before*s.body/running.look.size
	at.look.size, at.large = s.body, s.body >= largePrint
	return at
}

// grown makes headings and what stands around the body grow by points, not in proportion: a title of 36 points would
// leave three words in a line.
func (s *setter) grown(at setting, share float64) setting {
	if more := (s.body - running.look.size) * share; s.body > 0 && more > 0 {
		at.look.size, at.lead = at.look.size+more, at.lead+more*1.2
	}
	return at
}

// largePrint is the size from which text counts as large print.
const largePrint = 16
