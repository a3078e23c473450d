package forms

import (
	"fmt"
	"reflect"
)

// CarryForward starts the review of a meeting: every answer is brought over, except those that belong to one meeting only
// (its date, who came, the next date), and every unfinished action with its number. Child details are kept.
func CarryForward(previous Form) (*PRPM, error) {
	before, ok := previous.(reviewed)
	if !ok {
		return nil, fmt.Errorf("a %s is not followed by a review", previous.Kind())
	}
	next := new(PRPM)
	from, to := reflect.ValueOf(previous).Elem(), reflect.ValueOf(next).Elem()
	for i := range to.NumField() {
		if section := from.FieldByName(to.Type().Field(i).Name); section.IsValid() && section.Type() == to.Field(i).Type() {
			to.Field(i).Set(section)
		}
	}
	next.Attendance = make([]Attendance, len(next.Attendance)) // a copy: the old form stays as it is
	for i, a := range from.FieldByName("Attendance").Interface().([]Attendance) {
		next.Attendance[i] = Attendance{Name: a.Name, Relation: a.Relation}
	}
	next.MeetingKind, next.MeetingDate, next.NextDate = "review", from.FieldByName("NextDate").Interface().(Date), Date{}
	next.StartTime, next.FosterCarer, next.Achieved = "", FosterCarer{}, ""
	next.Review.Carried = before.Outstanding()
	for i := range next.Review.Carried {
		a := &next.Review.Carried[i]
		times := 1
		if a.TimesCarried != nil {
			times += *a.TimesCarried
		}
		a.TimesCarried, a.Update, a.Barrier, a.MoveForward = &times, "", "", ""
	}
	next.NewRecommendations = NewRecommendations{}
	return next, nil
}

// reviewed is implemented by the forms of meetings that a review may follow.
type reviewed interface {
	Form
	// Outstanding returns the unfinished actions after the meeting: carried ones first, in the form's order.
	Outstanding() []CarriedAction
}

// Reviewed reports whether a form is that of a meeting which a review may follow.
func Reviewed(form Form) bool {
	_, ok := form.(reviewed)
	return ok
}

// Outstanding implements reviewed.
func (f *PPM) Outstanding() []CarriedAction { return fresh(f.Recommendations.Actions, f.MeetingDate) }

// Outstanding implements reviewed.
func (f *PRPM) Outstanding() []CarriedAction {
	var left []CarriedAction
	for _, a := range f.Carried {
		if !a.Finished() {
			left = append(left, a)
		}
	}
	return append(left, fresh(f.NewRecommendations.Actions, f.MeetingDate)...)
}

// fresh turns a meeting's own actions into actions that can be carried.
func fresh(actions []Action, agreed Date) []CarriedAction {
	var out []CarriedAction
	for _, a := range actions {
		if a.Recommendation != "" {
			out = append(out, CarriedAction{
				Number: a.Number, ID: a.ID, Recommendation: a.Recommendation, ByWhom: a.ByWhom, TargetDate: a.TargetDate, FirstAgreed: agreed,
			})
		}
	}
	return out
}

// Dropped returns the previous meeting's unfinished actions that a review does not have, by number, or by text where an
// action has none.
func Dropped(previous Form, review *PRPM) []CarriedAction {
	before, ok := previous.(reviewed)
	if !ok {
		return nil
	}
	var gone []CarriedAction
	for _, old := range before.Outstanding() {
		if !carries(review, old) {
			gone = append(gone, old)
		}
	}
	return gone
}

func carries(review *PRPM, old CarriedAction) bool {
	for _, a := range review.Carried {
		if a.Number != 0 && a.Number == old.Number || (a.Number == 0 || old.Number == 0) && (a.ID != "" && a.ID == old.ID || a.Recommendation == old.Recommendation) {
			return true
		}
	}
	return false
}

// NumberCarried gives carried actions that came without their number, from another system, the number and the count of
// the same action on the previous form, which it knows by reference or text.
func NumberCarried(form, previous Form) {
	review, ok := form.(*PRPM)
	before, known := previous.(reviewed)
	if !ok || !known {
		return
	}
	for i := range review.Carried {
		a := &review.Carried[i]
		for _, old := range before.Outstanding() {
			if a.Number == 0 && (a.ID != "" && a.ID == old.ID || a.Recommendation == old.Recommendation) {
				times := 1
				if old.TimesCarried != nil {
					times += *old.TimesCarried
				}
				a.Number, a.TimesCarried = old.Number, &times
			}
		}
	}
}
