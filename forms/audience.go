package forms

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Audience is who a paper is for. Professionals read everything; everybody else reads the fields that name them.
type Audience string

// The audiences. A summary sheet's audience is Parent whichever parent it is for.
const (
	Professional Audience = "professional"
	Parent       Audience = "parent"
	IRO          Audience = "iro"
	Panel        Audience = "panel"
	ChildReader  Audience = "child"
	Adopter      Audience = "adopter"
	Profile      Audience = "profile" // nobody in particular: no field names it, and a profile is made without texts
)

// Withheld is one answered field that an audience does not get.
type Withheld struct {
	Pointer string
	Section string
	Label   string
	Reason  string // a sentence for the chair
}

// Project returns a copy of a form in which the fields that are not for the audience do not exist: they hold nothing. A
// field without audience is for professionals only; a field inside a group or row has the audience of the whole, unless it
// names a smaller one of its own. Released fields, by pointer, are kept whatever their audience.
func Project(form Form, to Audience, released ...string) (Form, []Withheld, error) {
	copied, err := clone(form)
	if err != nil || to == Professional {
		return copied, nil, err
	}
	var withheld []Withheld
	into := reflect.ValueOf(copied).Elem()
	for _, s := range Define(form.Kind()).Sections {
		for i := range s.Fields {
			f := &s.Fields[i]
			if slices.Contains(released, "/"+f.ID) {
				continue
			}
			if slices.Contains(f.Audience, string(to)) {
				n := narrowing{to, s.Heading, &withheld}
				n.inside(f, into.FieldByIndex(f.index), "/"+f.ID)
				continue
			}
			if f.Answered(copied) {
				withheld = append(withheld, Withheld{"/" + f.ID, s.Heading, f.Label, reasonFor(f.ID)})
			}
			into.FieldByIndex(f.index).SetZero()
		}
	}
	return copied, withheld, nil
}

// ReadersOf returns the audiences, beside professionals, of the field that a JSON pointer leads to, by the rules of Project.
func ReadersOf(kind Kind, pointer string) []string {
	steps := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for _, s := range Define(kind).Sections {
		i := indexOf(s.Fields, steps[0])
		if i < 0 {
			continue
		}
		f := &s.Fields[i]
		readers := f.Audience
		for _, step := range steps[1:] {
			if j := indexOf(f.Fields, step); j >= 0 { // else the number of a row
				f = &f.Fields[j]
				if len(f.Audience) > 0 {
					readers = f.Audience
				}
			}
		}
		return readers
	}
	return nil
}

// InWords returns the answer to a question of a section, by its pointer, as plain text: a line for each answer of a group and
// each row of a list; "" for none.
func InWords(form Form, pointer string) string {
	_, f, rows := Define(form.Kind()).Field(pointer)
	if f == nil || len(rows) > 0 || strings.Count(pointer, "/") != 1 {
		return ""
	}
	return strings.Join(f.lines(form), "\n")
}

func (f *Field) lines(container any) []string {
	var lines []string
	switch {
	case f.Type == Repeat:
		for _, row := range f.Rows(container) {
			lines = append(lines, f.rowText(row))
		}
	case f.Type == Group && !f.readsAsOne(container):
		for i := range f.Fields {
			for _, line := range f.Fields[i].lines(f.Value(container)) {
				lines = append(lines, f.Fields[i].Label+": "+line)
			}
		}
	default:
		lines = append(lines, f.Display(container))
	}
	return slices.DeleteFunc(lines, func(line string) bool { return line == "" })
}

// narrowing takes out of an answer that an audience may read what is inside it for a smaller audience.
type narrowing struct {
	to       Audience
	section  string
	withheld *[]Withheld
}

func (n narrowing) inside(f *Field, answer reflect.Value, pointer string) {
	switch f.Type {
	case Group:
		n.fields(f.Fields, answer, pointer)
	case Repeat:
		for i := range answer.Len() {
			n.fields(f.Fields, answer.Index(i), fmt.Sprintf("%s/%d", pointer, i))
		}
	}
}

func (n narrowing) fields(fields []Field, container reflect.Value, pointer string) {
	for i := range fields {
		f := &fields[i]
		answer, at := container.FieldByIndex(f.index), pointer+"/"+f.ID
		switch {
		case len(f.Audience) == 0 || slices.Contains(f.Audience, string(n.to)):
			n.inside(f, answer, at)
		case !answer.IsZero():
			*n.withheld = append(*n.withheld, Withheld{Pointer: at, Section: n.section, Label: f.Label})
			answer.SetZero()
		}
	}
}
