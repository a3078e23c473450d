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
