package forms

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

// ActionNumbers returns the numbers in a form, in its order, without the unnumbered.
func ActionNumbers(form Form) []ActionNumber {
	a, ok := form.(acting)
	if !ok {
		return nil
	}
	var numbers []ActionNumber
	for _, action := range a.actions() {
		if action.Number != 0 {
			numbers = append(numbers, action.Number)
		}
	}
	return numbers
}
