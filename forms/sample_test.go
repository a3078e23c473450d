package forms_test

import (
	"testing"

	"minutebook/forms"
)

// The sample of each kind answers every question that needs no file.
func TestSample(t *testing.T) {
	t.Parallel()
	for _, kind := range forms.Kinds() {
		form := forms.Sample(kind)
		for _, s := range forms.Define(kind).Sections {
			for _, f := range s.Fields {
				if f.Type != forms.Picture && !f.Answered(form) {
					t.Errorf("%s: %s is not answered", kind, f.ID)
				}
			}
		}
	}
}
