package tracker

import (
	"fmt"
	"strings"

	"minutebook/render"
)

// cover says what the pack is, from what it was made, and what is in it.
func (m *maker) cover() kind {
	title := "Permanence tracker pack"
	if m.in.Anonymous {
		title = "Permanence figures"
	}
	sheet := render.Sheet{
		Name: "Cover", Title: title, Upright: true, Notes: []string{m.in.Authority.Name, m.in.Authority.Marking},
		Columns: []render.SheetColumn{
			{Key: "item", Title: "About", Width: 26, Source: "own", About: "What is said of the pack; further down, its sheets"},
			{Key: "value", Title: "What it says", Width: 90, Format: render.Prose, Source: "own", About: "In words"},
		},
	}
	return kind{sheet: sheet, after: func(t *tally, add adder) {
		say := func(item, value string) { add(render.Key{}, render.Text(item), render.Text(value)) }
		say("As of", m.in.AsOf.Long())
		say("Authority", m.in.Authority.Name)
		say("Children", m.in.Scope)
		say("Rules", m.ruleNames())
		say("Marking", m.in.Authority.Marking)
		say("Made by", "Minutebook "+m.in.Program)
		say("Pack", m.in.ID)
		say("Format", FormatVersion)
		if !m.in.Anonymous {
			say("To change something", "Change the cells with a pale yellow ground on the sheets Children and Actions. All others are locked, without a password. Leave the columns called Key as they are.")
		}
		say("", "")
		for _, k := range m.contents {
			add(render.Key{}, render.Value{Text: k.Name, Sheet: k.Name}, render.Text(k.Title))
		}
	}}
}

// dictionary explains every column of every sheet.
func (m *maker) dictionary() kind {
	sheet := render.Sheet{
		Name: "Dictionary", Table: "Dictionary", Title: "Data dictionary",
		Notes: []string{"Sources are inventory ids (001-R04), lines of a source form (001-F01 L728), readings (RD31), the adoption scorecard (DfE), the national return (SSDA903), or our own."},
		Columns: []render.SheetColumn{
			{Key: "column", Title: "Column", Width: 26, Source: "own", About: "Its heading"},
			{Key: "name", Title: "Name for programs", Width: 26, Source: "own", About: "Stays the same when a heading is worded anew"},
			{Key: "about", Title: "What it holds", Width: 60, Format: render.Prose, Source: "own", About: "In words"},
			{Key: "source", Title: "Source", Width: 16, Source: "own", About: "Where it comes from"},
			{Key: "changes", Title: "May be changed", Width: 22, Format: render.Prose, Source: "own", About: "On which sheet, and what a change would change; empty for locked columns"},
			{Key: "sheets", Title: "Sheets", Width: 34, Format: render.Prose, Source: "own", About: "Where the column stands"},
		},
	}
	return kind{sheet: sheet, after: func(_ *tally, add adder) {
		for _, e := range m.entries() {
			add(render.Key{}, render.Text(e.Title), render.Text(e.Key), render.Text(e.About), render.Text(e.Source), render.Text(e.changes), render.Text(strings.Join(e.sheets, ", ")))
		}
	}}
}

// entry is one column of the dictionary, on however many sheets it stands.
type entry struct {
	render.SheetColumn
	changes string
	sheets  []string
}

// entries are all columns in the order of their first sheets. Columns are one if they are called the same and hold the same.
func (m *maker) entries() []*entry {
	var all []*entry
	known := map[[3]string]*entry{}
	for _, s := range m.contents {
		for _, c := range s.Columns {
			id := [3]string{c.Key, c.Title, c.About}
			e := known[id]
			if e == nil {
				e = &entry{SheetColumn: c}
				known[id], all = e, append(all, e)
			}
			e.sheets = append(e.sheets, s.Name)
			if c.Edits != nil {
				e.changes = fmt.Sprintf("%s: %s %s", s.Name, c.Edits.Of, c.Edits.Name)
			}
		}
	}
	return all
}
