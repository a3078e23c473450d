package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"strings"
	"time"

	"minutebook/forms"
	"minutebook/internal/records"
	"minutebook/internal/sign"
)

// What stands in the route list for bodies without a Go type of their own.
type (
	anyForm struct{} // a form of any kind
	anyJSON struct{} // whatever it is, it is looked at and told what is wrong with it
)

// schemas makes JSON Schemas (2020-12) of the Go types that the door reads and writes. Exported types become components;
// a type of our own that only one route uses is written out there.
type schemas struct {
	components object
	names      map[string]reflect.Type
}

// values lists what the types that are words can be.
var values = map[reflect.Type][]string{
	reflect.TypeFor[records.Status]():   statuses,
	reflect.TypeFor[records.Validity](): {string(records.Current), string(records.Superseded), string(records.TakenBack), string(unknown)},
	reflect.TypeFor[records.Answer]():   {string(records.Agrees), string(records.HasComments)},
	reflect.TypeFor[records.Outcome]():  {string(records.Accepted), string(records.Answered)},
	reflect.TypeFor[forms.Level]():      {string(forms.Error), string(forms.Advice), string(forms.Blocker)},
	reflect.TypeFor[forms.FieldType](): {string(forms.Text), string(forms.LongText), string(forms.DateType), string(forms.ChoiceOf),
		string(forms.Integer), string(forms.Number), string(forms.Picture), string(forms.Group), string(forms.Repeat)},
	reflect.TypeFor[sign.State](): {string(sign.Valid), string(sign.Untrusted), string(sign.Altered), string(sign.Extended),
		string(sign.Resaved), string(sign.Truncated), string(sign.Unsigned), string(sign.Unreadable)},
}

func (s *schemas) of(t reflect.Type) object {
	if words, ok := values[t]; ok {
		return object{"type": "string", "enum": words}
	}
	switch t {
	case reflect.TypeFor[anyJSON]():
		return object{"description": "A form of the kind, finished or not."}
	case reflect.TypeFor[time.Time]():
		return object{"type": "string", "format": "date-time"}
	case reflect.TypeFor[forms.Date]():
		return object{"type": []string{"string", "null"}, "format": "date"}
	case reflect.TypeFor[forms.Kind]():
		return object{"type": "string", "enum": forms.Kinds()}
	case reflect.TypeFor[anyForm](), reflect.TypeFor[forms.Form](), reflect.TypeFor[json.RawMessage]():
		return s.forms()
	}
	switch t.Kind() {
	case reflect.String:
		return object{"type": "string"}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		return object{"type": "integer"}
	case reflect.Pointer:
		return s.of(t.Elem())
	case reflect.Slice:
		return object{"type": "array", "items": s.of(t.Elem())}
	case reflect.Map:
		return object{"type": "object"}
	case reflect.Struct:
		if name := t.Name(); name[0] >= 'A' && name[0] <= 'Z' {
			return s.component(name, t)
		}
		return s.object(t)
	}
	panic(fmt.Sprintf("api: no schema for %s", t))
}

func (s *schemas) component(name string, t reflect.Type) object {
	if known, ok := s.names[name]; !ok {
		s.names[name] = t // before its members: a type may be within itself
		s.components[name] = s.object(t)
	} else if known != t {
		panic(fmt.Sprintf("api: %s and %s would both be called %s", known, t, name))
	}
	return ref(name)
}

func (s *schemas) object(t reflect.Type) object {
	properties, required := object{}, []string{}
	for _, f := range reflect.VisibleFields(t) {
		name := jsonName(f)
		if name == "" || name == "-" || f.Type == reflect.TypeFor[*absent]() {
			continue
		}
		properties[name] = s.of(f.Type)
		if !strings.Contains(f.Tag.Get("json"), ",omit") {
			required = append(required, name)
		}
	}
	return object{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

// forms is a form of any kind. Forms may leave everything out, so more than one kind may fit.
func (s *schemas) forms() object {
	var either []object
	for _, k := range forms.Kinds() {
		name := "form-" + string(k)
		if s.components[name] == nil {
			schema := maps.Clone(forms.Schema(k))
			delete(schema, "$schema") // the dialect is OpenAPI's default here
			s.components[name] = schema
		}
		either = append(either, ref(name))
	}
	return object{"anyOf": either}
}

func ref(name string) object { return object{"$ref": "#/components/schemas/" + name} }
