package forms

import (
	"reflect"
	"slices"
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
)

// Withheld is one answered field that an audience does not get.
type Withheld struct {
	Pointer string
	Section string
	Label   string
}

// Project returns a copy of a form in which the fields that are not for the audience do not exist: they hold nothing. A
// field without audience is for professionals only. Released fields, by pointer, are kept whatever their audience.
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
			if slices.Contains(f.Audience, string(to)) || slices.Contains(released, "/"+f.ID) {
				continue
			}
			if f.Answered(copied) {
				withheld = append(withheld, Withheld{"/" + f.ID, s.Heading, f.Label})
			}
			into.FieldByIndex(f.index).SetZero()
		}
	}
	return copied, withheld, nil
}
