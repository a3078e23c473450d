package forms

import (
	"reflect"
	"slices"
)

// Rebase takes over into a review what changed between two forms from which it could have been begun: each field, and each
// carried action, that the review still has as the earlier one has it, and actions that are new. The changes of others are
// returned, and are not taken over. A list of anything but carried actions counts as one field.
func Rebase(earlier, later, review *PRPM) (left []Change) {
	kept := map[string]bool{"carried_forward": review.rebaseCarried(earlier.Carried, later.Carried)}
	into := reflect.ValueOf(review).Elem()
	for _, s := range Define(PRPMKind).Sections {
		for i := range s.Fields {
			f := &s.Fields[i]
			switch was, is, mine := f.Value(earlier), f.Value(later), f.Value(review); {
			case f.ID == "carried_forward", reflect.DeepEqual(was, is), reflect.DeepEqual(is, mine):
			case reflect.DeepEqual(was, mine):
				into.FieldByIndex(f.index).Set(reflect.ValueOf(is))
			default:
				kept[f.ID] = true
			}
		}
	}
	for _, c := range Diff(earlier, later) {
		if kept[fieldOf(c.Pointer)] {
			left = append(left, c)
		}
	}
	return left
}

// rebaseCarried reports whether something was left: an action that both the amendment and the review changed.
func (f *PRPM) rebaseCarried(earlier, later []CarriedAction) (left bool) {
	find := func(all []CarriedAction, a CarriedAction) int {
		return slices.IndexFunc(all, func(other CarriedAction) bool { return other.Number == a.Number })
	}
	f.Carried = slices.Clone(f.Carried)
	for _, a := range later {
		mine, was := find(f.Carried, a), find(earlier, a)
		switch {
		case mine < 0 && was < 0:
			f.Carried = append(f.Carried, a)
		case mine < 0, reflect.DeepEqual(f.Carried[mine], a), was >= 0 && reflect.DeepEqual(earlier[was], a):
		case was >= 0 && reflect.DeepEqual(f.Carried[mine], earlier[was]):
			f.Carried[mine] = a
		default:
			left = true
		}
	}
	for _, a := range earlier {
		mine := find(f.Carried, a)
		switch {
		case mine < 0 || find(later, a) >= 0:
		case reflect.DeepEqual(f.Carried[mine], a):
			f.Carried = slices.Delete(f.Carried, mine, mine+1)
		default:
			left = true
		}
	}
	return left
}
