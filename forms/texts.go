package forms

import (
	"fmt"
	"strings"
)

// Texts calls visit with the pointer and content of each text of a form that somebody typed.
func Texts(form Form, visit func(pointer, text string)) {
	for _, s := range Define(form.Kind()).Sections {
		walkTexts(s.Fields, form, "", visit)
	}
}

func walkTexts(fields []Field, container any, pointer string, visit func(pointer, text string)) {
	for i := range fields {
		f := &fields[i]
		at := pointer + "/" + f.ID
		switch f.Type {
		case Text, LongText:
			if text := f.Display(container); text != "" {
				visit(at, text)
			}
		case Group:
			walkTexts(f.Fields, f.Value(container), at, visit)
		case Repeat:
			for j, row := range f.Rows(container) {
				walkTexts(f.Fields, row, fmt.Sprintf("%s/%d", at, j), visit)
			}
		}
	}
}

// Unprintable advises of characters that papers cannot show. Missing returns those of a text, each once.
func Unprintable(form Form, missing func(text string) []rune) Problems {
	var problems Problems
	Texts(form, func(pointer, text string) {
		if runes := missing(text); len(runes) > 0 {
			codes := make([]string, len(runes))
			for i, r := range runes {
				codes[i] = fmt.Sprintf("U+%04X", r)
			}
			problems = append(problems, Problem{
				Pointer: pointer, Code: "unprintable_character", Level: Advice,
				Args: map[string]any{"characters": strings.Join(codes, ", ")},
			})
		}
	})
	return problems
}
