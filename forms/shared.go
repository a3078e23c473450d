package forms

import (
	"reflect"
	"slices"
)

// One planning meeting may be about several brothers and sisters; each has a plan, minutes and a summary of their own
// (003-R41, 003-R47). What such a meeting says once is tagged shared:"meeting": its date, time, place, chair and minute
// taker, who came, and the background, which in the source's practice is one history of the family. Everything else is one
// child's and stays in that child's record: legal status, options, plan, actions and the next date differ as plans do; what
// the child, the parents, the reviewing officer and the Guardian say is said about a child, and half-brothers and
// half-sisters have parents who may not read of each other; a sibling assessment and court advice speak of each child by
// name. A field that nobody has tagged is not shared.
const sharedByMeeting = "meeting"

func isShared(tag reflect.StructTag) bool { return tag.Get("shared") == sharedByMeeting }

// HeldTogether reports whether one meeting of the kind may be about several children.
func HeldTogether(kind Kind) bool { return len(SharedSections(kind)) > 0 }

// SharedSections returns the sections of a kind in which something is shared, with their shared fields only.
func SharedSections(kind Kind) []Section {
	var shared []Section
	for _, s := range Define(kind).Sections {
		s.Fields = slices.DeleteFunc(slices.Clone(s.Fields), func(f Field) bool { return !f.Shared })
		if len(s.Fields) > 0 {
			shared = append(shared, s)
		}
	}
	return shared
}

// Same reports whether two forms of one kind answer the section's fields alike.
func (s *Section) Same(a, b Form) bool {
	return !slices.ContainsFunc(s.Fields, func(f Field) bool { return !reflect.DeepEqual(f.Value(a), f.Value(b)) })
}

// Bring puts one form's answers to the section's fields into another of the same kind. Rows are not copied: whoever changes
// them takes a form of its own first.
func (s *Section) Bring(from, to Form) {
	for _, f := range s.Fields {
		reflect.ValueOf(to).Elem().FieldByIndex(f.index).Set(reflect.ValueOf(f.Value(from)))
	}
}

// Answered reports whether anything in the section's fields is answered.
func (s *Section) Answered(form Form) bool {
	return slices.ContainsFunc(s.Fields, func(f Field) bool { return f.Answered(form) })
}
