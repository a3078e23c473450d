package forms_test

import (
	"strings"
	"testing"

	"minutebook/forms"
)

// Every built-in sentence could be an authority's own.
func TestBuiltInSentencesPass(t *testing.T) {
	t.Parallel()
	if _, err := forms.NewWording(forms.Sentences()); err != nil {
		t.Error(err)
	}
}

func TestOwnWording(t *testing.T) {
	t.Parallel()
	words, err := forms.NewWording(map[string]string{"required": "Please give {label}.", "too_long": "Shorten “{Label}” to {max}; you have {count}."})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		problem forms.Problem
		want    string
	}{
		{forms.Problem{Pointer: "/background", Code: "required"}, "Please give background."},
		{forms.Problem{Pointer: "/background", Code: "too_long", Args: map[string]any{"max": 5, "count": 9}}, "Shorten “Background” to 5; you have 9."},
		{forms.Problem{Pointer: "/background", Code: "none_given"}, "Add at least one row to background."},
	} {
		if got := words.Word(forms.PPMKind, c.problem); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
	if got := forms.Word(forms.PPMKind, forms.Problem{Pointer: "/background", Code: "required"}); got != "Enter background." {
		t.Errorf("the built-in sentence has become %q", got)
	}
}

func TestCheckSentence(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ code, sentence, want string }{
		{"requird", "Enter {label}.", `did you mean "required"`},
		{"nothing like it at all", "x", "the built-in wording.yaml has all codes"},
		{"required", " \n", "is empty"},
		{"required", "Enter {label} by {day}.", "names {day}, which this problem does not have; it has {label}"},
		{"too_long", "{Label} must be {max} characters.", "leaves out {count}"},
		{"required", "Enter it.", "leaves out {label}"},
		{"required", "Enter {label} {soon", "brace"},
		{"nobody_to_sign", "Say who signs {label}.", ""},
	} {
		err := forms.CheckSentence(c.code, c.sentence)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %q: %v, want %s", c.code, c.sentence, err, c.want)
		}
		if _, all := forms.NewWording(map[string]string{c.code: c.sentence}); (all == nil) != (err == nil) {
			t.Errorf("%s: NewWording says %v", c.code, all)
		}
	}
}
