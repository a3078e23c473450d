package papers_test

import (
	"encoding/json"
	"slices"
	"testing"

	"minutebook/forms"
	"minutebook/internal/papers"
)

// With whom a meeting was held together stands in the minutes for professionals and in nothing else: no other paper so much
// as hides the name.
func TestHeldTogetherIsForProfessionals(t *testing.T) {
	t.Parallel()
	p, _ := press(t)
	for _, kind := range slices.DeleteFunc(forms.Kinds(), func(k forms.Kind) bool { return !forms.HeldTogether(k) }) {
		form, err := forms.New(kind)
		if err != nil {
			t.Fatal(err)
		}
		body, err := json.Marshal(form)
		if err != nil {
			t.Fatal(err)
		}
		o := order(body)
		o.Record.Kind, o.Signature.Together = kind, []string{"Zqben Fictional", "Zqcai Fictional"}
		made, err := p.Papers(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range made {
			c := open(t, papers.File{Name: d.Name, Audience: d.Audience, Format: d.Format, Data: d.Data})
			if d.Audience == papers.Professional {
				if !c.prints("Held together with the meeting about Zqben Fictional and Zqcai Fictional.") {
					t.Errorf("%s does not say with whom the meeting was held", d.Name)
				}
			} else if c.has("Zqben") || c.has("Zqcai") {
				t.Errorf("%s names another child", d.Name)
			}
		}
	}
}
