package forms_test

import (
	"fmt"
	"slices"
	"testing"

	"minutebook/forms"
)

func TestUnprintable(t *testing.T) {
	t.Parallel()
	form := &forms.PPM{}
	form.Venue = "Room 🙂🙂🙃"
	form.Recommendations.Actions = []forms.Action{{Recommendation: "plain"}, {ByWhom: "𝔗om"}}
	form.Options.Adoption.Comment = "🙂"
	missing := func(text string) []rune {
		var found []rune
		for _, r := range text {
			if r > 0xFFFF && !slices.Contains(found, r) {
				found = append(found, r)
			}
		}
		return found
	}
	var got []string
	for _, p := range forms.Unprintable(form, missing) {
		got = append(got, fmt.Sprint(p.Pointer, " ", p.Code, " ", p.Level, " ", p.Args["characters"]))
	}
	want := []string{
		"/venue unprintable_character advice U+1F642, U+1F643",
		"/options/adoption/comment unprintable_character advice U+1F642",
		"/recommendations/1/by_whom unprintable_character advice U+1D517",
	}
	if !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}
