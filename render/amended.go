package render

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"minutebook/forms"
)

// Amends is the signed version that a paper's version replaces.
type Amends struct {
	Version int
	At      time.Time // when it was signed
	Reason  string    // the chair's own words
	Form    forms.Form
}

// narrowed is what the reader of a paper may know of an amendment: of fields those that they get, and the reason only where
// a professional reads it. Nobody has checked it for what a parent may not know, and it may name people.
func (a *Amends) narrowed(to forms.Audience) (*Amends, error) {
	if a == nil {
		return nil, nil
	}
	if to == forms.Profile {
		return &Amends{Version: a.Version}, nil
	}
	view := *a
	if to != forms.IRO && to != forms.Panel {
		view.Reason = ""
	}
	var err error
	view.Form, _, err = forms.Project(a.Form, to)
	return &view, err
}

// amended stands below the title of an amended paper.
func (p *Paper) amended() Notice {
	says := fmt.Sprintf("It replaces version %d", p.Amends.Version)
	if !p.Amends.At.IsZero() {
		says += " of " + London(p.Amends.At)
	}
	n := Notice{Title: fmt.Sprintf("Amended version %d", p.Version), Blocks: []Block{sentence(says + ".")}}
	if p.Amends.Reason != "" {
		n.Blocks = append(n.Blocks, sentence("Reason: "+strings.Join(strings.Fields(p.Amends.Reason), " ")))
	}
	if p.Amends.Form == nil {
		return n
	}
	var labels []string
	for _, c := range forms.Diff(p.Amends.Form, p.Form) {
		if !slices.Contains(labels, c.Label) {
			labels = append(labels, c.Label)
		}
	}
	if len(labels) == 0 {
		return Notice{n.Title, append(n.Blocks, sentence("Nothing that this paper shows was changed."))}
	}
	return Notice{n.Title, append(n.Blocks, sentence("Changed: "+strings.Join(labels, "; ")+"."))}
}

func sentence(text string) Paragraph { return Paragraph{Spans: []Span{{Text: text}}} }

// belowTitle puts a block below a document's title and the line under it. It is not left to templates, which an authority
// may have of its own: no amended paper may look like a first one.
func (d *Document) belowTitle(b Block) {
	at := slices.IndexFunc(d.Blocks, func(b Block) bool { h, ok := b.(Heading); return ok && h.Level == 1 }) + 1
	for at < len(d.Blocks) {
		if p, ok := d.Blocks[at].(Paragraph); !ok || p.Style != Lead {
			break
		}
		at++
	}
	d.Blocks = slices.Insert(d.Blocks, at, b)
}
