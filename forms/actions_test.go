package forms

import (
	"slices"
	"testing"
)

// An action without its number is known by its reference, else by its text; a number goes to one action only.
func TestKeepNumbers(t *testing.T) {
	t.Parallel()
	before := &PPM{}
	before.Recommendations.Actions = []Action{
		{Number: 1, Recommendation: "Visit the aunt"}, {Number: 2, ID: "z2", Recommendation: "Tell the school"}, {Number: 3, Recommendation: "Visit the aunt"},
	}
	for _, c := range []struct {
		name string
		sent []Action
		want []ActionNumber
	}{
		{"all of them", []Action{{Recommendation: "Visit the aunt"}, {ID: "z2", Recommendation: "Tell the school"}, {Recommendation: "Visit the aunt"}}, []ActionNumber{1, 2, 3}},
		{"in another order", []Action{{ID: "z2", Recommendation: "Tell the school"}, {Recommendation: "Visit the aunt"}}, []ActionNumber{2, 1}},
		{"the text changed, known by its reference", []Action{{ID: "z2", Recommendation: "Write to the school"}}, []ActionNumber{2}},
		{"a reference before a text", []Action{{Recommendation: "Tell the school"}, {ID: "z2", Recommendation: "Visit the aunt"}}, []ActionNumber{0, 2}},
		{"some with their numbers", []Action{{Number: 1, Recommendation: "Visit the aunt"}, {Recommendation: "Visit the aunt"}}, []ActionNumber{1, 3}},
		{"once more than before", []Action{{Recommendation: "Tell the school"}, {Recommendation: "Tell the school"}}, []ActionNumber{2, 0}},
		{"a new one, and an empty one", []Action{{Recommendation: "Book a doctor"}, {}}, []ActionNumber{0, 0}},
	} {
		form := &PPM{}
		form.Recommendations.Actions = c.sent
		KeepNumbers(form, before)
		var got []ActionNumber
		for _, a := range form.Recommendations.Actions {
			got = append(got, a.Number)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
	earlier, review := &PRPM{}, &PRPM{}
	earlier.Carried = []CarriedAction{{Number: 4, Recommendation: "Ask the court"}}
	review.Carried = []CarriedAction{{Recommendation: "Ask the court", Update: "Asked"}}
	review.NewRecommendations.Actions = []Action{{Recommendation: "Ask the court"}}
	KeepNumbers(review, earlier)
	if review.Carried[0].Number != 4 || review.NewRecommendations.Actions[0].Number != 0 {
		t.Errorf("carried: %+v, new: %+v", review.Carried, review.NewRecommendations.Actions)
	}
	KeepNumbers(&CPR{}, &CPR{}) // no actions at all
}
