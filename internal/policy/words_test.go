package policy_test

import (
	"strings"
	"testing"

	"minutebook/forms"
)

// wantWords checks that a problem can be shown to a person: a full sentence, and a pointer that leads to a question.
func wantWords(t *testing.T, kind forms.Kind, p forms.Problem) {
	t.Helper()
	said := forms.Word(kind, p)
	if strings.ContainsAny(said, "{}") || strings.HasPrefix(said, "Something is wrong") || !strings.HasSuffix(said, ".") {
		t.Errorf("%s is worded %q", p.Code, said)
	}
	if _, field, _ := forms.Define(kind).Field(p.Pointer); field == nil {
		t.Errorf("%s points to %s, which is not a field of the form", p.Code, p.Pointer)
	}
}
