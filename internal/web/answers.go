package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
)

// This file shows answers without inputs: on the check page, in old versions, and beside each other in a conflict.

// fact is a question with its answer in words; an empty answer was not given.
type fact struct{ Label, Answer string }

// answeredSection is a section to read.
type answeredSection struct {
	ID, Heading string
	Change      string // address that changes it; empty where nothing can be changed
	Blocks      []block
}

// block is a run of facts under a heading of its own, for a group or a row of a list; the heading is empty for the
// questions of the section itself.
type block struct {
	Heading string
	Facts   []fact
	None    string // says that a list has no rows
}

// answers returns a whole form to read, in the order of its definition.
func answers(form forms.Form, change func(section string) string) []answeredSection {
	d := forms.Define(form.Kind())
	sections := make([]answeredSection, len(d.Sections))
	for i, s := range d.Sections {
		sections[i] = answeredSection{ID: s.ID, Heading: s.Heading, Change: change(s.ID), Blocks: blocks(s.Fields, form, "")}
		for j := range sections[i].Blocks { // what the card's title says need not be said again
			b := &sections[i].Blocks[j]
			b.Heading = strings.TrimPrefix(strings.TrimPrefix(b.Heading, s.Heading), ": ")
		}
	}
	return sections
}

func unchangeable(string) string { return "" }

func blocks(fields []forms.Field, container any, heading string) []block {
	own := block{Heading: heading}
	var rest []block
	for i := range fields {
		f := &fields[i]
		switch f.Type {
		case forms.Group:
			under := f.Label
			if heading != "" {
				under = heading + ": " + under
			}
			rest = append(rest, blocks(f.Fields, f.Value(container), under)...)
		case forms.Repeat:
			rows := f.Rows(container)
			for r, row := range rows {
				rest = append(rest, blocks(f.Fields, row, fmt.Sprintf("%s %d", f.Row, r+1))...)
			}
			if len(rows) == 0 {
				rest = append(rest, block{Heading: f.Label, None: "No information provided"})
			}
		default:
			if f.Hidden && f.ID == "id" { // carried along by programs, and no words
				continue
			}
			answer := f.Display(container)
			if answer == "" && (f.Type == forms.Number || f.ID == "id") {
				continue // given by programs, not missing
			}
			own.Facts = append(own.Facts, fact{f.Label, answer})
		}
	}
	if len(own.Facts) == 0 {
		return rest
	}
	return append([]block{own}, rest...)
}

// typed returns inputs as facts, in the words of the definition; a question or row without any answer has none.
func typed(f *forms.Field, name string, values url.Values) []fact {
	switch f.Type {
	case forms.Repeat, forms.Group:
		var facts []fact
		for i := range f.Fields {
			inner := &f.Fields[i]
			facts = append(facts, typed(inner, name+"."+inner.ID, values)...)
		}
		return facts
	case forms.DateType:
		if d, err := forms.ParseDate(forms.PostedDate(name, values)); err == nil {
			return []fact{{f.Label, d.Long()}}
		}
		if text := strings.TrimSpace(values.Get(name+".day") + " " + values.Get(name+".month") + " " + values.Get(name+".year")); text != "" {
			return []fact{{f.Label, text}}
		}
		return nil
	}
	text := plain(values.Get(name))
	for _, o := range f.Options {
		if o.Value == text {
			text = o.Label
		}
	}
	if text == "" {
		return nil
	}
	return []fact{{f.Label, text}}
}

// allTyped returns everything that was typed in a section.
func allTyped(section *forms.Section, values url.Values) []fact {
	var facts []fact
	for i := range section.Fields {
		f := &section.Fields[i]
		if f.Type != forms.Repeat {
			facts = append(facts, typed(f, f.ID, values)...)
			continue
		}
		for r := range forms.RowsIn(values, f.ID) {
			for _, got := range typed(f, fmt.Sprintf("%s.%d", f.ID, r), values) {
				facts = append(facts, fact{fmt.Sprintf("%s %d: %s", f.Row, r+1, got.Label), got.Answer})
			}
		}
	}
	return facts
}

// tooLatePage shows what can no longer be stored, so that it can be copied.
type tooLatePage struct {
	Words   words
	By, At  string
	Address string
	Facts   []fact
}

// tooLate answers somebody who typed while the record was signed.
func (s *sectionVisit) tooLate(values url.Values, signed *records.SignedError) answer {
	named := kindWords[s.rec.Kind]
	title := named.Begins() + " " + named.Were() + " signed meanwhile"
	return answer{status: http.StatusConflict, page: "too-late.html", title: title, problem: true, data: tooLatePage{
		Words: named, By: signed.By, At: s.web.clock(signed.At), Address: recordAddress(s.rec.ID), Facts: allTyped(s.section, values),
	}}
}
