package forms

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"
)

// Change is one answer that differs between two forms.
type Change struct {
	Pointer string // in the later form; in the earlier for what was taken away
	Section string // heading
	Label   string
	Before  string // in words; "" when there was no answer
	After   string
}

// Diff lists what changed from one form to a later one, in the later one's order. Forms of different kinds are compared in
// the fields that both have. Rows of lists are matched by the number or name in them, so that a row that moved did not
// change.
func Diff(before, after Form) []Change {
	var changes []Change
	earlier := map[string]*Field{}
	old := Define(before.Kind())
	for i := range old.Sections {
		for j := range old.Sections[i].Fields {
			earlier[old.Sections[i].Fields[j].ID] = &old.Sections[i].Fields[j]
		}
	}
	for _, s := range Define(after.Kind()).Sections {
		for i := range s.Fields {
			f := &s.Fields[i]
			if was := earlier[f.ID]; was != nil {
				d := differ{section: s.Heading, changes: &changes}
				d.field(was, before, f, after, "/"+f.ID, f.Label)
			}
		}
	}
	return changes
}

// oncePerMeeting are the fields that belong to one meeting only, and those of actions, which have a way of their own from
// meeting to meeting.
var oncePerMeeting = []string{"meeting_date", "meeting_kind", "next_date", "start_time", "attendance", "foster_carer", "new_recommendations", "carried_forward"}

// ChangedSince is Diff for a meeting and the one before it, without what always differs.
func ChangedSince(previous, review Form) []Change {
	return slices.DeleteFunc(Diff(previous, review), func(c Change) bool { return OncePerMeeting(c.Pointer) })
}

// OncePerMeeting reports whether a pointer leads to something that ChangedSince leaves out.
func OncePerMeeting(pointer string) bool {
	return slices.Contains(oncePerMeeting, fieldOf(pointer))
}

// fieldOf is the id of the section's field into which a pointer leads.
func fieldOf(pointer string) string {
	field, _, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	return field
}

// longAnswer is how many characters a changed answer may have and still be told before and after.
const longAnswer = 240

// InShort returns the answers before and after for a list of changes. Of a long one it is only said that it was rewritten:
// the earlier minutes and the section itself hold the texts.
func (c Change) InShort() (before, after string) {
	before, after = c.Before, c.After
	switch {
	case utf8.RuneCountInString(before) > longAnswer || utf8.RuneCountInString(after) > longAnswer:
		after = "Rewritten; its section has the new text."
		if before != "" {
			before = "See the minutes of the earlier meeting."
		}
	case after == "":
		after = "Taken away"
	}
	return before, after
}

type differ struct {
	section string
	changes *[]Change
}

func (d differ) add(pointer, label, before, after string) {
	if before != after {
		*d.changes = append(*d.changes, Change{pointer, d.section, label, before, after})
	}
}

func (d differ) field(was *Field, before any, is *Field, after any, pointer, label string) {
	switch {
	case reflect.DeepEqual(was.Value(before), is.Value(after)):
	case is.Type == Group && !is.readsAsOne(after):
		for i := range is.Fields {
			inner := &is.Fields[i]
			d.field(inner, was.Value(before), inner, is.Value(after), pointer+"/"+inner.ID, label+": "+inner.Label)
		}
	case is.Type == Repeat:
		d.rows(was, before, is, after, pointer)
	default:
		d.add(pointer, label, was.Display(before), is.Display(after))
	}
}

// rows matches rows by what names them.
func (d differ) rows(was *Field, before any, is *Field, after any, pointer string) {
	old := was.Rows(before)
	matched := make([]bool, len(old))
	for i, row := range is.Rows(after) {
		at := fmt.Sprintf("%s/%d", pointer, i)
		name := is.rowName(row)
		j := matchRow(was, old, matched, name)
		if j < 0 {
			d.add(at, is.Row+" "+name, "", is.rowText(row))
			continue
		}
		matched[j] = true
		if !reflect.DeepEqual(old[j], row) {
			d.add(at, is.Row+" "+name, was.rowText(old[j]), is.rowText(row))
		}
	}
	for j, row := range old {
		if !matched[j] {
			d.add(pointer, is.Row+" "+was.rowName(row), was.rowText(row), "")
		}
	}
}

func matchRow(f *Field, rows []any, matched []bool, name string) int {
	for j, row := range rows {
		if !matched[j] && f.rowName(row) == name {
			return j
		}
	}
	return -1
}

// rowName is the first answer of a row.
func (f *Field) rowName(row any) string {
	for i := range f.Fields {
		if text := f.Fields[i].Display(row); text != "" && f.Fields[i].ID != "id" {
			return text
		}
	}
	return ""
}

func (f *Field) rowText(row any) string {
	var parts []string
	for i := range f.Fields {
		if inner := &f.Fields[i]; !inner.Hidden {
			if text := inner.Display(row); text != "" {
				parts = append(parts, text)
			}
		}
	}
	return strings.Join(parts, " · ")
}
