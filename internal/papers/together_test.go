package papers_test

import (
	"encoding/json"
	"slices"
	"testing"

	"minutebook/forms"
	"minutebook/internal/papers"
	"minutebook/internal/records"
)

// With whom a meeting was held together, and who agreed its minutes, stands in the minutes for professionals and in nothing else: no other paper so much
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
		o.Signature.Agreed = []records.Agreed{{Name: "Zqina Fictional", Answer: records.Agrees, Version: 1, At: o.Signature.At}}
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
				if agreed := c.prints("Zqina Fictional") && c.prints("Agreed version 1 on"); agreed != (kind == forms.PPMKind || kind == forms.PRPMKind) {
					t.Errorf("%s says who agreed: %t", d.Name, agreed)
				}
			} else if c.has("Zqben") || c.has("Zqcai") || c.has("Zqina") {
				t.Errorf("%s names another child, or who agreed", d.Name)
			}
		}
	}
}
