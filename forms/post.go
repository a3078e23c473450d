package forms

import (
	"encoding/json"
	"fmt"
	"net/url"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"time"
)

// This file is the way between a form and the inputs of a web page. An input is named by its field's path with dots:
// "recommendations.0.by_whom"; a date has three, "meeting_date.day", ".month" and ".year". Pages are always filled from
// url.Values, whether they come from a stored form (PostValues) or from what a person has just typed (TidyPost), so that
// what was typed is shown again as it was typed.

// DecodePost returns a copy of base in which the section's answers are replaced by those in values, and what keeps them
// from being stored. Values should have gone through TidyPost, so that pointers and inputs agree on row numbers.
func DecodePost(base Form, section *Section, values url.Values) (Form, Problems) {
	form, err := clone(base)
	if err != nil {
		return base, Problems{{Code: "malformed_json", Level: Error, Args: map[string]any{"detail": err.Error()}}}
	}
	for name, texts := range values {
		for _, text := range texts {
			if at := invalidUTF8([]byte(text)); at >= 0 {
				return form, Problems{{Pointer: pointerTo(name), Code: "invalid_utf8", Level: Error, Args: map[string]any{"line": 1, "column": at + 1}}}
			}
		}
	}
	b := binder{}
	into := reflect.ValueOf(form).Elem()
	b.fields(posted(section.Fields, "", values), section.Fields, into, "")
	b.keepPhotos(section.Fields, into, "", values, heldPhotos(section.Fields, base, map[string]Photo{}))
	for _, p := range shape(form) {
		if s, _, _ := Define(form.Kind()).Field(p.Pointer); s != nil && s.ID == section.ID {
			b.problems = append(b.problems, p)
		}
	}
	return form, b.problems
}

// pointerTo is the JSON pointer of what an input is named after.
func pointerTo(name string) string { return "/" + strings.ReplaceAll(name, ".", "/") }

func clone(f Form) (Form, error) {
	data, err := json.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("copying a form: %w", err)
	}
	copied, err := New(f.Kind())
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(data, copied); err != nil {
		return nil, fmt.Errorf("copying a form: %w", err)
	}
	return copied, nil
}

// posted makes the object that the inputs stand for.
func posted(fields []Field, prefix string, values url.Values) *node {
	n := &node{kind: 'o'}
	for i := range fields {
		f := &fields[i]
		name := prefix + f.ID
		var v *node
		switch f.Type {
		case Picture:
			continue // see keepPhotos
		case Group:
			v = posted(f.Fields, name+".", values)
		case Repeat:
			v = &node{kind: 'a'}
			for row := range rowsPosted(name, values) {
				v.array = append(v.array, posted(f.Fields, fmt.Sprintf("%s.%d.", name, row), values))
			}
		case DateType:
			v = textNode(PostedDate(name, values))
		default:
			v = textNode(values.Get(name))
		}
		n.object = append(n.object, member{f.ID, v})
	}
	return n
}

func textNode(s string) *node {
	if strings.TrimSpace(s) == "" {
		s = ""
	}
	return &node{kind: 's', text: &s}
}

// PostedDate puts the three inputs of a date together as ParseDate takes them; "" if nothing was typed. Months may be names.
func PostedDate(name string, values url.Values) string {
	day, month, year := strings.TrimSpace(values.Get(name+".day")), strings.TrimSpace(values.Get(name+".month")), strings.TrimSpace(values.Get(name+".year"))
	if day+month+year == "" {
		return ""
	}
	return year + "-" + monthNumber(month) + "-" + day
}

// monthNumber takes a month by its English name too, or by the first three letters of it.
func monthNumber(month string) string {
	for m := time.January; m <= time.December; m++ {
		if name := m.String(); strings.EqualFold(month, name) || strings.EqualFold(month, name[:3]) {
			return strconv.Itoa(int(m))
		}
	}
	return month
}

// rowsPosted returns how many rows of a list were posted.
func rowsPosted(name string, values url.Values) int {
	count := 0
	for key := range values {
		if rest, ok := strings.CutPrefix(key, name+"."); ok {
			digits, _, _ := strings.Cut(rest, ".")
			if row, err := strconv.Atoi(digits); err == nil && row >= count && row < 10_000 {
				count = row + 1
			}
		}
	}
	return count
}

// TidyPost returns the section's inputs with empty rows left out and the rest renumbered. Numbers that the service gives
// do not count as content: a person who clears a row takes it away.
func TidyPost(section *Section, values url.Values) url.Values {
	tidy := url.Values{}
	for _, f := range section.Fields {
		if f.Type != Repeat {
			copyPrefix(tidy, f.ID, values, f.ID)
			continue
		}
		kept := 0
		for row := range rowsPosted(f.ID, values) {
			from := fmt.Sprintf("%s.%d", f.ID, row)
			if rowBlank(f.Fields, from, values) {
				continue
			}
			copyPrefix(tidy, fmt.Sprintf("%s.%d", f.ID, kept), values, from)
			kept++
		}
	}
	return tidy
}

func rowBlank(fields []Field, prefix string, values url.Values) bool {
	for _, f := range fields {
		name := prefix + "." + f.ID
		if f.Type != Number && f.ID != "id" && strings.TrimSpace(values.Get(name)+PostedDate(name, values)) != "" {
			return false
		}
	}
	return true
}

func copyPrefix(into url.Values, to string, values url.Values, from string) {
	for key, v := range values {
		if rest, ok := strings.CutPrefix(key, from); ok && (rest == "" || rest[0] == '.') {
			into[to+rest] = v
		}
	}
}

// PostValues returns the section's answers as the inputs of a page.
func PostValues(form Form, section *Section) url.Values {
	values := url.Values{}
	fill(values, section.Fields, form, "")
	return values
}

func fill(values url.Values, fields []Field, container any, prefix string) {
	for i := range fields {
		f := &fields[i]
		name := prefix + f.ID
		switch v := f.Value(container).(type) {
		case Date:
			if !v.IsZero() {
				values.Set(name+".day", strconv.Itoa(v.Day))
				values.Set(name+".month", strconv.Itoa(int(v.Month)))
				values.Set(name+".year", strconv.Itoa(v.Year))
			}
		case Photo:
			if !v.IsZero() {
				values.Set(name, v.Mark())
				values.Set(name+".alt", v.Alt)
			}
		default:
			switch f.Type {
			case Group:
				fill(values, f.Fields, v, name+".")
			case Repeat:
				for j, row := range f.Rows(container) {
					fill(values, f.Fields, row, fmt.Sprintf("%s.%d.", name, j))
				}
			case ChoiceOf:
				values.Set(name, fmt.Sprint(v))
			default:
				values.Set(name, f.Display(container))
			}
		}
	}
}

// RowsIn returns how many rows of the list called name the inputs hold.
func RowsIn(values url.Values, name string) int { return rowsPosted(name, values) }

// Inputs returns the names of the inputs in order, for tests and for keeping what was typed.
func Inputs(values url.Values) []string {
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
