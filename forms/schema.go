package forms

// Schema returns the JSON Schema (2020-12) of a kind of form, generated from its definition. Every field may be null or
// left out: a draft need not be complete.
func Schema(kind Kind) map[string]any {
	d := Define(kind)
	properties := map[string]any{}
	for _, s := range d.Sections {
		for _, f := range s.Fields {
			p := f.schema()
			p["x-section"] = s.ID
			properties[f.ID] = p
		}
	}
	return map[string]any{
		"$schema":              "https://json-schema.org/draft/2020-12/schema",
		"title":                d.Title,
		"type":                 "object",
		"additionalProperties": false,
		"properties":           properties,
	}
}

func (f *Field) schema() map[string]any {
	s := map[string]any{"title": f.Label, "x-source": f.Source}
	if f.Hint != "" {
		s["description"] = f.Hint
	}
	if f.Shared {
		s["x-shared"] = sharedByMeeting
	}
	if f.Required {
		s["x-required-to-sign"] = true
	}
	switch f.Type {
	case Group:
		s["type"], s["properties"], s["additionalProperties"] = []string{"object", "null"}, f.inner(), false
	case Repeat:
		s["type"] = []string{"array", "null"}
		s["items"] = map[string]any{"type": "object", "properties": f.inner(), "additionalProperties": false}
		if f.Max > 0 {
			s["maxItems"] = f.Max
		}
	case Integer:
		s["type"], s["minimum"] = []string{"integer", "null"}, 0
		if f.Max > 0 {
			s["maximum"] = f.Max
		}
	case ChoiceOf:
		values := []any{nil, ""}
		for _, o := range f.Options {
			values = append(values, o.Value)
		}
		s["type"], s["enum"] = []string{"string", "null"}, values
	case DateType:
		s["type"], s["pattern"] = []string{"string", "null"}, `^(\d{4}-\d{1,2}-\d{1,2})?$`
	case Picture:
		s["type"], s["properties"], s["additionalProperties"] = []string{"object", "null"}, photoSchema(), false
	case Number:
		s["type"], s["pattern"] = []string{"string", "null"}, `^(A[1-9]\d*)?$`
	default:
		s["type"] = []string{"string", "null"}
		if f.Max > 0 {
			s["maxLength"] = f.Max
		}
	}
	return s
}

func (f *Field) inner() map[string]any {
	properties := map[string]any{}
	for i := range f.Fields {
		properties[f.Fields[i].ID] = f.Fields[i].schema()
	}
	return properties
}
