package policy_test

import (
	"strings"
	"testing"

	"minutebook/forms"
)

// wantWords checks that a problem can be shown to a person: a full sentence, and a pointer that leads to a question.
func wantWords(t *testing.T, p forms.Problem) {
	t.Helper()
	said := forms.Word(forms.PPMKind, p)
	if strings.ContainsAny(said, "{}") || strings.HasPrefix(said, "Something is wrong") || !strings.HasSuffix(said, ".") {
		t.Errorf("%s is worded %q", p.Code, said)
	}
	if _, field, _ := forms.Define(forms.PPMKind).Field(p.Pointer); field == nil {
		t.Errorf("%s points to %s, which is not a field of the form", p.Code, p.Pointer)
	}
}
