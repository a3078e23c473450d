package forms

import (
	"encoding/json"
	"fmt"
)

// Sample returns a form of the kind with something in every answer, for trying out templates. It is the same every time.
// It panics for a kind that New does not know, and where a sample does not fit its own form: mistakes in the program.
func Sample(kind Kind) Form {
	answers := map[string]any{}
	for _, s := range Define(kind).Sections {
		sampleFields(s.Fields, answers)
	}
	data, err := json.Marshal(answers)
	if err != nil {
		panic(err)
	}
	form, problems := Decode(kind, data)
	if len(problems) > 0 {
		panic(fmt.Sprintf("forms: the sample of %s: %+v", kind, problems))
	}
	return form
}

func sampleFields(fields []Field, into map[string]any) {
	for i := range fields {
		f := &fields[i]
		switch f.Type {
		case Group:
			inner := map[string]any{}
			sampleFields(f.Fields, inner)
			into[f.ID] = inner
		case Repeat:
			rows := make([]any, min(2, max(f.Max, 1)))
			for j := range rows {
				row := map[string]any{}
				sampleFields(f.Fields, row)
				rows[j] = row
			}
			into[f.ID] = rows
		default:
			if v := f.sample(); v != nil {
				into[f.ID] = v
			}
		}
	}
}

// sample is an answer to one question; nil where a sample would need a file.
func (f *Field) sample() any {
	switch f.Type {
	case DateType:
		return "2026-01-05"
	case ChoiceOf:
		return f.Options[0].Value
	case Integer:
		return 1
	case Number:
		return "A1"
	case LongText:
		return "Sample text.\n- with a point\n- and another"
	case Text:
		switch {
		case f.Numeric:
			return "9.5"
		case f.Max == 0: // a time of day
			return "10:00"
		}
		text := "Sample"
		return text[:min(len(text), f.Max)]
	}
	return nil
}
