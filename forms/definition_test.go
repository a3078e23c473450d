package forms_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"minutebook/forms"
)

// Every field of the source template has a field of ours with that id, in the section with that id and in the template's
// order, with a label and the template's line as source.
func TestPPMHasEveryFieldOfTheTemplate(t *testing.T) {
	t.Parallel()
	file, err := os.Open("testdata/ppm_fields.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	d := forms.Define(forms.PPMKind)
	position, last, count := positions(d), -1, 0
	for in := bufio.NewScanner(file); in.Scan(); {
		if strings.HasPrefix(in.Text(), "#") {
			continue
		}
		var section, id, line string
		if _, err := fmt.Sscan(in.Text(), &section, &id, &line); err != nil {
			t.Fatal(err)
		}
		pointer := "/" + strings.ReplaceAll(id, ".", "/")
		s, f, _ := d.Field(pointer)
		if f == nil { // a column of a list
			s, f, _ = d.Field("/" + strings.Replace(id, ".", "/0/", 1))
		}
		if f == nil {
			t.Errorf("no field %s", id)
			continue
		}
		if s.ID != section || f.Label == "" || f.Source == "" {
			t.Errorf("%s: section %q label %q source %q", id, s.ID, f.Label, f.Source)
		}
		if p, top := position[id]; top {
			if p < last && id != "ppm_frequency" && id != "future_chair" { // the template's NB stands above its table
				t.Errorf("%s is out of the template's order", id)
			}
			last = max(last, p)
		}
		count++
	}
	if count != 56 {
		t.Errorf("only %d fields read", count)
	}
}

func positions(d *forms.Definition) map[string]int {
	at := map[string]int{}
	for _, s := range d.Sections {
		for _, f := range s.Fields {
			at[f.ID] = len(at)
		}
	}
	return at
}

// Every question has an id, a label, a source and, at the top of its section, somebody beside professionals who may read it
// or nobody on purpose.
func TestEveryFieldIsDescribed(t *testing.T) {
	t.Parallel()
	known := map[string]bool{"parent": true, "iro": true, "panel": true, "child": true}
	var walk func(fields []forms.Field)
	walk = func(fields []forms.Field) {
		for _, f := range fields {
			if f.ID == "" || f.Label == "" || f.Source == "" || f.Type == "" {
				t.Errorf("%+v", f)
			}
			if f.Type == forms.Repeat && (f.Row == "" || f.Max == 0) {
				t.Errorf("list %s needs a word for a row and a limit", f.ID)
			}
			if (f.Type == forms.Text || f.Type == forms.LongText) && f.Max == 0 && f.ID != "start_time" {
				t.Errorf("text %s has no limit", f.ID)
			}
			for _, a := range f.Audience {
				if !known[a] {
					t.Errorf("%s: audience %q", f.ID, a)
				}
			}
			walk(f.Fields)
		}
	}
	for _, s := range forms.Define(forms.PPMKind).Sections {
		if s.ID == "" || s.Heading == "" || s.Source == "" || len(s.Fields) == 0 {
			t.Errorf("section %+v", s)
		}
		walk(s.Fields)
	}
}

func TestSchemaAgreesWithDecode(t *testing.T) {
	t.Parallel()
	data, err := json.Marshal(forms.Schema(forms.PPMKind))
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Properties map[string]struct {
			MaxLength int            `json:"maxLength"`
			Items     map[string]any `json:"items"`
		} `json:"properties"`
	}
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	if n := len(positions(forms.Define(forms.PPMKind))); len(schema.Properties) != n {
		t.Errorf("%d properties, %d fields", len(schema.Properties), n)
	}
	for id, p := range schema.Properties {
		if p.MaxLength == 0 {
			continue
		}
		long := fmt.Sprintf(`{%q: %q}`, id, strings.Repeat("x", p.MaxLength+1))
		if _, problems := forms.Decode(forms.PPMKind, []byte(long)); !contains(brief(problems), found{"/" + id, "too_long"}) {
			t.Errorf("%s: schema says %d, decode says %v", id, p.MaxLength, problems)
		}
	}
}
