package records

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"minutebook/forms"
)

// unprintable advises of characters that papers cannot show, field by field in the order of the form.
func (s *Service) unprintable(form forms.Form) (forms.Problems, error) {
	if s.c.Replaceable == nil {
		return nil, nil
	}
	body, err := json.Marshal(form)
	if err != nil {
		return nil, fmt.Errorf("write the form as JSON: %w", err)
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber() // no number is looked at, so none need fit
	var problems forms.Problems
	err = texts(d, "", func(pointer, text string) {
		runes := s.c.Replaceable(text)
		if len(runes) == 0 {
			return
		}
		names := make([]string, len(runes))
		for i, r := range runes {
			names[i] = fmt.Sprintf("U+%04X", r)
		}
		problems = append(problems, forms.Problem{
			Pointer: pointer, Code: "unprintable_character", Level: forms.Advice, Args: map[string]any{"characters": names},
		})
	})
	return problems, err
}

// escape makes a member's name a step of a pointer (RFC 6901 §3).
var escape = strings.NewReplacer("~", "~0", "/", "~1")

// texts visits every text of the next JSON value with its pointer. Reading tokens keeps the order in which the form was
// written, which a map would lose.
func texts(d *json.Decoder, pointer string, visit func(pointer, text string)) error {
	token, err := d.Token()
	if err != nil {
		return fmt.Errorf("read the form's JSON: %w", err)
	}
	switch v := token.(type) {
	case string:
		visit(pointer, v)
	case json.Delim:
		for i := 0; d.More(); i++ {
			name := strconv.Itoa(i)
			if v == '{' {
				key, err := d.Token()
				if err != nil {
					return fmt.Errorf("read the form's JSON: %w", err)
				}
				name = escape.Replace(fmt.Sprint(key))
			}
			if err := texts(d, pointer+"/"+name, visit); err != nil {
				return err
			}
		}
		if _, err := d.Token(); err != nil { // the closing bracket
			return fmt.Errorf("read the form's JSON: %w", err)
		}
	}
	return nil
}
