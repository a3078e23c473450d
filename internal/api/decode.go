package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
)

// body reads the request's body, which may have at most limit bytes.
func (c *call) body(limit int64) ([]byte, error) {
	data, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, limit))
	if _, large := errors.AsType[*http.MaxBytesError](err); err != nil && !large {
		return nil, &refusal{kind: unreadable, detail: "The body ended before all of it had arrived."}
	}
	return data, err
}

// form reads the body as a form of the kind; a form that cannot be stored is an error with all that is wrong with it.
func (c *call) form(k forms.Kind) (forms.Form, error) {
	form, problems, err := c.anyForm(k)
	if err == nil && problems.Has(forms.Error) {
		err = &formError{error: &records.InvalidError{Problems: problems}, kind: k}
	}
	return form, err
}

// anyForm reads the body as a form of the kind, whatever is wrong with it; only what is not JSON is an error.
func (c *call) anyForm(k forms.Kind) (forms.Form, forms.Problems, error) {
	data, err := c.body(forms.MaxBody)
	if err != nil {
		return nil, nil, err
	}
	form, problems := forms.Decode(k, data)
	if len(problems) == 1 && notJSON[problems[0].Code] {
		return nil, nil, &refusal{kind: unreadable, problems: faults(c.words, k, problems)}
	}
	return form, problems, nil
}

// notJSON has the codes with which forms.Decode gives up before it looks for fields.
var notJSON = map[string]bool{"malformed_json": true, "invalid_utf8": true, "lone_surrogate": true}

// decode reads the body into a struct, as strictly as forms are read: unknown members are named with the nearest known
// one, nothing may come twice, and everything wrong is reported at once.
func (c *call) decode(into any) error {
	data, err := c.body(forms.MaxBody)
	if err != nil {
		return err
	}
	// Which bytes are JSON at all is decided in one place, for forms and everything else. What it finds beyond that is
	// about the fields of a form, which this is not.
	if _, problems := forms.Decode(forms.PPMKind, data); len(problems) == 1 && notJSON[problems[0].Code] {
		return &refusal{kind: unreadable, problems: faults(c.words, "", problems)}
	}
	d := decoder{}
	d.value(data, reflect.ValueOf(into).Elem(), "")
	if d.problems != nil {
		return &records.InvalidError{Problems: d.problems}
	}
	return nil
}

// maxRows bounds the lists of a child's placements and events.
const maxRows = 1000

type decoder struct{ problems forms.Problems }

func (d *decoder) add(at, code string, args map[string]any) {
	if len(d.problems) == maxFaults {
		return
	}
	d.problems = append(d.problems, forms.Problem{Pointer: at, Code: code, Level: forms.Error, Args: args})
}

// value binds JSON that is known to be well formed; null leaves the zero value.
func (d *decoder) value(data json.RawMessage, into reflect.Value, at string) {
	data = bytes.TrimSpace(data)
	if string(data) == "null" {
		return
	}
	switch target := into.Addr().Interface().(type) {
	case *json.RawMessage:
		*target = data
		return
	case *forms.Date:
		d.date(data, target, at)
		return
	}
	switch into.Kind() {
	case reflect.Struct:
		d.object(data, into, at)
	case reflect.Pointer:
		into.Set(reflect.New(into.Type().Elem()))
		d.value(data, into.Elem(), at)
	case reflect.Slice:
		var rows []json.RawMessage
		if json.Unmarshal(data, &rows) != nil {
			d.wrong(data, "a list", at)
			return
		}
		if len(rows) > maxRows {
			d.add(at, "too_many", map[string]any{"max": maxRows, "count": len(rows)})
			return
		}
		into.Set(reflect.MakeSlice(into.Type(), len(rows), len(rows)))
		for i, row := range rows {
			d.value(row, into.Index(i), fmt.Sprintf("%s/%d", at, i))
		}
	default:
		if json.Unmarshal(data, into.Addr().Interface()) != nil {
			d.wrong(data, map[reflect.Kind]string{reflect.String: "text", reflect.Bool: "true or false", reflect.Int: "a whole number"}[into.Kind()], at)
		}
	}
}

func (d *decoder) date(data json.RawMessage, into *forms.Date, at string) {
	var text string
	if json.Unmarshal(data, &text) != nil {
		d.wrong(data, "a date in the form year-month-day, as text", at)
		return
	}
	err := json.Unmarshal(data, into)
	switch {
	case errors.Is(err, forms.ErrDateImpossible):
		d.add(at, "date_impossible", map[string]any{"got": clip(text)})
	case err != nil:
		d.add(at, "date_format", map[string]any{"got": clip(text)})
	}
}

func (d *decoder) object(data json.RawMessage, into reflect.Value, at string) {
	if data[0] != '{' {
		d.wrong(data, "an object", at)
		return
	}
	var names []string
	var fields []reflect.StructField
	for _, f := range reflect.VisibleFields(into.Type()) {
		if name := jsonName(f); name != "" {
			names, fields = append(names, name), append(fields, f)
		}
	}
	seen := map[string]bool{}
	for name, value := range members(data) {
		here := at + "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
		i := slices.Index(names, name)
		switch {
		case seen[name]:
			d.add(here, "duplicate_field", nil)
		case i < 0:
			d.add(here, "unknown_field", map[string]any{"field": clip(name), "nearest": nearest(name, names)})
		default:
			d.value(value, into.FieldByIndex(fields[i].Index), here)
		}
		seen[name] = true
	}
}

func (d *decoder) wrong(data json.RawMessage, want, at string) {
	got := map[byte]string{'{': "an object", '[': "a list", '"': "text", 't': "true or false", 'f': "true or false"}[data[0]]
	if got == "" {
		got = "a number"
	}
	d.add(at, "wrong_type", map[string]any{"want": want, "got": got})
}

// members yields an object's members in the order in which they were sent, also those sent twice.
func members(object json.RawMessage) iter.Seq2[string, json.RawMessage] {
	return func(yield func(string, json.RawMessage) bool) {
		dec := json.NewDecoder(bytes.NewReader(object))
		_, err := dec.Token() // the brace
		for err == nil && dec.More() {
			var name json.Token
			var value json.RawMessage
			if name, err = dec.Token(); err == nil {
				err = dec.Decode(&value)
			}
			if err != nil || !yield(name.(string), value) {
				return
			}
		}
	}
}

// jsonName is the name of a struct's field in JSON.
func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}
