package render

import (
	"fmt"
	"time"

	"minutebook/forms"
)

// Agreed is the answer of somebody who was asked to agree the minutes before they were signed.
type Agreed struct {
	Name    string
	Agrees  bool
	Version int       // that the answer is about; 0 for no answer
	At      time.Time // of the answer
}

// AgreedBy lists who was asked to agree the minutes and what they answered, in the paper for professionals. It is nil in every
// other paper, and where nobody was asked.
func (p *Paper) AgreedBy() *Grid {
	if p.Reader() != forms.Professional || len(p.Agreed) == 0 {
		return nil
	}
	g := &Grid{Columns: []Column{{"Name", 35}, {"Answer", 65}}, Named: true}
	for _, a := range p.Agreed {
		answer := "No answer by the time of signing"
		if a.Version > 0 {
			answer = fmt.Sprintf("Had comments on version %d, on %s", a.Version, London(a.At))
			if a.Agrees {
				answer = fmt.Sprintf("Agreed version %d on %s", a.Version, London(a.At))
			}
		}
		g.Rows = append(g.Rows, []string{a.Name, answer})
	}
	return g
}
