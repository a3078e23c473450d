package render

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"minutebook/forms"
)

// This file makes copies for readers who do not get everything. A paper is always made from what its reader may read: the
// form is projected here, whoever calls, so that no caller can forget it and no template can ask for more.

// NotInThisCopy stands in a section of which the reader gets nothing, so that nobody takes the gap for a missing answer.
// Single questions that the reader does not get are left out.
const NotInThisCopy = "Not in this copy."

// Reader is the audience whose fields the paper may use: "parent" for "parent-mother" and "parent-mother-large".
func (p *Paper) Reader() forms.Audience {
	name, _, _ := strings.Cut(p.Audience, "-")
	return forms.Audience(name)
}

// IsCopy reports that the paper is a copy of a form that was signed elsewhere, made for one audience.
func (p *Paper) IsCopy() bool {
	return p.Reader() != forms.Professional && p.Form.Kind() != forms.SummaryKind
}

// CopyFor names the reader of a copy.
func (p *Paper) CopyFor() string {
	switch p.Reader() {
	case forms.IRO:
		return "the independent reviewing officer"
	case forms.Panel:
		return "the panel"
	case forms.Profile:
		return "family finding"
	}
	return "another reader"
}

// projected returns the paper as its reader gets it.
func (p *Paper) projected() (*Paper, error) {
	view := *p
	if p.Reader() == forms.Professional {
		return &view, nil
	}
	var err error
	if view.Amends, err = p.Amends.narrowed(p.Reader()); err != nil {
		return nil, fmt.Errorf("telling %s what was amended: %w", p.Audience, err)
	}
	if p.Reader() == forms.Profile {
		view.Profile = profile(p.Form, p.Born)
		view.Minutes, view.Blockers = nil, nil // they name people, and days
	}
	if view.Form, _, err = forms.Project(p.Form, p.Reader()); err != nil {
		return nil, fmt.Errorf("making the copy for %s: %w", p.Audience, err)
	}
	if p.Previous != nil {
		if view.Previous, _, err = forms.Project(p.Previous, p.Reader()); err != nil {
			return nil, fmt.Errorf("making the copy for %s: %w", p.Audience, err)
		}
	}
	return &view, nil
}

// reads reports whether the paper's reader gets a field.
func (p *Paper) reads(f *forms.Field) bool {
	return p.Reader() == forms.Professional || slices.Contains(f.Audience, string(p.Reader()))
}

// narrowed is a list or group with only those of its questions that the reader gets.
func (p *Paper) narrowed(f *forms.Field) *forms.Field {
	if len(f.Fields) == 0 || p.Reader() == forms.Professional {
		return f
	}
	out := *f
	out.Fields = slices.DeleteFunc(slices.Clone(f.Fields), func(inner forms.Field) bool {
		return len(inner.Audience) > 0 && !p.reads(&inner) // one without an audience has that of the whole
	})
	return &out
}

// templateFor is KIND-READER.html where there is one, else KIND.html.
func (t *Templates) templateFor(p *Paper) string {
	kind := string(p.Form.Kind())
	if own := kind + "-" + string(p.Reader()) + ".html"; t.all.Lookup(own) != nil {
		return own
	}
	return kind + ".html"
}

// twin is the machine-readable copy of what the paper says: the questions that its reader gets, and no others, not even
// empty. A profile has none: an order of fields and their names would tell which child it is to whoever has the form.
func twin(p *Paper) (*Attachment, error) {
	if p.Reader() == forms.Profile {
		return nil, nil
	}
	form := any(p.Form)
	if p.Reader() != forms.Professional {
		fields := map[string]any{} // written in the order of keys
		for _, s := range forms.Define(p.Form.Kind()).Sections {
			for i := range s.Fields {
				if f := &s.Fields[i]; p.reads(f) {
					fields[f.ID] = f.Value(p.Form)
				}
			}
		}
		form = fields
	}
	data, err := json.MarshalIndent(map[string]any{
		"record": p.RecordID, "version": p.Version, "kind": p.Form.Kind(), "audience": p.Audience, "form": form,
	}, "", " ")
	if err != nil {
		return nil, fmt.Errorf("writing the record as JSON: %w", err)
	}
	return &Attachment{
		Name: "record.json", MIME: "application/json", Description: "The record from which this paper was made", Data: data,
	}, nil
}
