package policy

import (
	"slices"
	"strconv"

	"minutebook/forms"
)

// This file has the checks of what a review took over from the meeting before it.

// updatesGiven: an action that goes on says what has happened since.
func updatesGiven(s *sheet) forms.Problems {
	var problems forms.Problems
	for i, a := range s.carried {
		broken := !a.Finished() && blank(a.Update)
		problems = append(problems, found(broken, "/carried_forward/"+strconv.Itoa(i)+"/update", "update_missing", nil)...)
	}
	return problems
}

// actionsCarried: what was outstanding on the previous form is on this one. A first meeting has taken nothing over.
func actionsCarried(s *sheet) forms.Problems {
	if s.first != nil {
		return nil
	}
	var problems forms.Problems
	for _, open := range outstanding(s.previous) {
		here := slices.ContainsFunc(s.carried, func(a forms.CarriedAction) bool {
			return open.Number != 0 && a.Number == open.Number || open.ID != "" && a.ID == open.ID
		})
		problems = append(problems, found(!here, "/carried_forward", "action_not_carried", map[string]any{"number": named(open)})...)
	}
	return problems
}

// outstanding returns the actions that a form leaves open: its new ones, and those that it carried and did not finish.
func outstanding(form forms.Form) []forms.Action {
	var open []forms.Action
	switch f := form.(type) {
	case *forms.PPM:
		open = f.Recommendations.Actions
	case *forms.PRPM:
		for _, a := range f.Carried {
			if !a.Finished() {
				open = append(open, forms.Action{Number: a.Number, ID: a.ID, Recommendation: a.Recommendation})
			}
		}
		open = append(open, f.NewRecommendations.Actions...)
	}
	return open
}

// named is how people call an action: by its number or, before it has one, by its reference in another system.
func named(a forms.Action) string {
	if a.Number == 0 {
		return a.ID
	}
	return a.Number.String()
}
