package forms

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Wording is how one authority words problems: with its own sentences where it has them, with the built-in ones elsewhere.
// The zero Wording has none of its own. It never changes once made.
type Wording struct{ own map[string]string }

// NewWording takes an authority's own sentences by code. Its error joins everything that CheckSentence finds.
func NewWording(own map[string]string) (Wording, error) {
	var faults []error
	for _, code := range slices.Sorted(maps.Keys(own)) {
		if err := CheckSentence(code, own[code]); err != nil {
			faults = append(faults, err)
		}
	}
	return Wording{maps.Clone(own)}, errors.Join(faults...)
}

// Sentences returns the built-in sentences by code.
func Sentences() map[string]string { return maps.Clone(words()) }

var placeholder = regexp.MustCompile(`\{(\w+)\}`)

// CheckSentence says what is wrong with a sentence that is to stand in for the built-in one of a code: it must say
// something, and name what the built-in sentence names. {label} may be added or written {Label}: every problem has one.
func CheckSentence(code, sentence string) error {
	built, ok := words()[code]
	if !ok {
		hint := "the built-in wording.yaml has all codes"
		if near := nearestCode(code); near != "" {
			hint = fmt.Sprintf("did you mean %q", near)
		}
		return fmt.Errorf("there is no problem with the code %q; %s", code, hint)
	}
	if strings.TrimSpace(sentence) == "" {
		return fmt.Errorf("the sentence for %q is empty; write one, or take the line out for the built-in one", code)
	}
	want, have := arguments(built), arguments(sentence)
	for _, name := range have {
		if name != "label" && !slices.Contains(want, name) {
			return fmt.Errorf("the sentence for %q names {%s}, which this problem does not have; it has %s", code, name, braced(append(want, "label")))
		}
	}
	for _, name := range want {
		if !slices.Contains(have, name) {
			return fmt.Errorf("the sentence for %q leaves out {%s}; the built-in one is “%s”", code, name, built)
		}
	}
	if strings.ContainsAny(placeholder.ReplaceAllString(sentence, ""), "{}") {
		return fmt.Errorf("the sentence for %q has a brace that names nothing; write names as {label}", code)
	}
	return nil
}

// arguments are the names in braces, sorted, each once; {Label} counts as {label}.
func arguments(sentence string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(sentence, -1) {
		if m[1] == "Label" {
			m[1] = "label"
		}
		names = append(names, m[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func braced(names []string) string {
	slices.Sort(names)
	return "{" + strings.Join(slices.Compact(names), "}, {") + "}"
}

// nearestCode is the code that somebody may have meant, "" for none.
func nearestCode(code string) string {
	var known []Field
	for _, c := range slices.Sorted(maps.Keys(words())) {
		known = append(known, Field{ID: c})
	}
	return nearest(code, known)
}
