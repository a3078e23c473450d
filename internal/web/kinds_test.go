package web

import (
	"testing"

	"minutebook/forms"
)

// A new kind of form that nobody put on the page where forms are started, or that has no words, fails here.
func TestEveryKindIsOffered(t *testing.T) {
	t.Parallel()
	offered := map[forms.Kind]int{forms.SummaryKind: 1} // written from its meeting
	for _, g := range kindGroups {
		for _, kind := range g.kinds {
			offered[kind]++
		}
	}
	for _, kind := range forms.Kinds() {
		if offered[kind] != 1 {
			t.Errorf("%s is offered %d times", kind, offered[kind])
		}
		if w := kindWords[kind]; w.For == "" || w.Noun == "" {
			t.Errorf("%s has no words", kind)
		}
	}
	if len(offered) != len(forms.Kinds()) {
		t.Errorf("%d kinds are offered, there are %d", len(offered), len(forms.Kinds()))
	}
}
