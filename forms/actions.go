package forms

import "fmt"

// acting is implemented by the forms that agree actions.
type acting interface {
	actions() []Action
}

func (f *PPM) actions() []Action { return f.Recommendations.Actions }

// NumberActions gives the next numbers, in order, to the actions of a form that have text but no number yet, and returns
// the number that comes after the last one given.
func NumberActions(form Form, next int) int {
	a, ok := form.(acting)
	if !ok {
		return next
	}
	actions := a.actions()
	for i := range actions {
		if actions[i].Number == 0 && actions[i].Recommendation != "" {
			actions[i].Number = ActionNumber(next)
			next++
		}
	}
	return next
}

// KeepNumbers gives actions that came without their number, as from programs that send only what they asked for, the number
// that the same action has in the version before: that with the same reference in another system, or else with the same
// text. A number goes to one action only; one whose text was changed as well is a new action.
func KeepNumbers(form, before Form) {
	used := map[ActionNumber]bool{}
	for _, row := range NumberedRows(form) {
		used[row.Number] = true
	}
	known := rowsWithNumber(before)
	for _, same := range []func(a, old numberedAction) bool{
		func(a, old numberedAction) bool { return *a.id != "" && *a.id == *old.id },
		func(a, old numberedAction) bool { return *a.text != "" && *a.text == *old.text },
	} {
		for _, a := range rowsWithNumber(form) {
			for _, old := range known {
				if *a.number == 0 && *old.number != 0 && !used[*old.number] && same(a, old) {
					*a.number = *old.number
					used[*old.number] = true
				}
			}
		}
	}
}

// numberedAction points at what new and carried actions have in common.
type numberedAction struct {
	number   *ActionNumber
	id, text *string
}

func rowsWithNumber(form Form) (rows []numberedAction) {
	if review, ok := form.(*PRPM); ok {
		for i := range review.Carried {
			a := &review.Carried[i]
			rows = append(rows, numberedAction{&a.Number, &a.ID, &a.Recommendation})
		}
	}
	if f, ok := form.(acting); ok {
		actions := f.actions()
		for i := range actions {
			a := &actions[i]
			rows = append(rows, numberedAction{&a.Number, &a.ID, &a.Recommendation})
		}
	}
	return rows
}

// NumberedRow is a row that has an action number, new or carried.
type NumberedRow struct {
	Pointer string // of the number
	Number  ActionNumber
}

// NumberedRows returns the rows of a form that have a number, in its order.
func NumberedRows(form Form) []NumberedRow {
	var rows []NumberedRow
	for _, s := range Define(form.Kind()).Sections {
		for i := range s.Fields {
			list := &s.Fields[i]
			if list.Type != Repeat {
				continue
			}
			for j := range list.Fields {
				f := &list.Fields[j]
				if f.Type != Number {
					continue
				}
				for k, row := range list.Rows(form) {
					if n := f.Value(row).(ActionNumber); n != 0 {
						rows = append(rows, NumberedRow{fmt.Sprintf("/%s/%d/%s", list.ID, k, f.ID), n})
					}
				}
			}
		}
	}
	return rows
}
