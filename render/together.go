package render

import (
	"strings"

	"minutebook/forms"
)

// HeldTogether names the other children whom the meeting was about, in the paper for professionals; in every other paper it
// is empty. A parent of one child need not be a parent of the other, and may not know where, or that, the other child is.
func (p *Paper) HeldTogether() string {
	if p.Reader() != forms.Professional || len(p.Together) == 0 {
		return ""
	}
	last := len(p.Together) - 1
	if last == 0 {
		return p.Together[0]
	}
	return strings.Join(p.Together[:last], ", ") + " and " + p.Together[last]
}
