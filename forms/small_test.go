package forms_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"minutebook/forms"
)

// smallKinds are the kinds that the tests of this file and of small_checks_test.go are about.
func smallKinds() []forms.Kind {
	return []forms.Kind{
		forms.PPMNotHeldKind, forms.FinalCarePlanningKind, forms.AdoptionAdviceKind, forms.SiblingAssessmentKind,
		forms.RiskClassificationKind, forms.NeedsMatchingKind, forms.Schedule3ReviewKind, forms.AdoptionTasksKind,
	}
}

// What a source names for a decision or a meeting has a field, and the field cites the source.
func TestSmallFormsHoldWhatTheSourcesName(t *testing.T) {
	t.Parallel()
	count := map[string]int{}
	for _, line := range dataLines(t, "small_fields.txt") {
		var kind, what, source, field string
		if _, err := fmt.Sscan(line, &kind, &what, &source, &field); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		_, f, _ := forms.Define(forms.Kind(kind)).Field("/" + field)
		switch {
		case f == nil:
			t.Errorf("%s has no field for %s", kind, what)
		case !strings.HasSuffix(field, f.ID) || !strings.HasPrefix(f.Source, source):
			t.Errorf("%s: %s is in %s, which cites %s", kind, what, f.ID, f.Source)
		}
		count[kind]++
	}
	if len(count) != len(smallKinds())-1 { // the task list has a test of its own
		t.Errorf("read %v", count)
	}
}

func dataLines(t *testing.T, name string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	return lines
}

// Every question of a small form is described, its section too, and nobody outside the professions reads more of it than
// whom it is about and when it was.
func TestSmallFormsAreDescribed(t *testing.T) {
	t.Parallel()
	open := map[string]bool{"child_name": true, "next_date": true, "child_views": true}
	for _, kind := range smallKinds() {
		d := forms.Define(kind)
		if d.Title == "" {
			t.Errorf("%s has no title", kind)
		}
		ids := map[string]bool{}
		for _, s := range d.Sections {
			if s.ID == "" || s.Heading == "" || s.Source == "" || len(s.Fields) == 0 {
				t.Errorf("%s: section %+v", kind, s)
			}
			for _, f := range s.Fields {
				if ids[f.ID] {
					t.Errorf("%s has two fields %s", kind, f.ID)
				}
				ids[f.ID] = true
				for _, a := range f.Audience {
					if a != "iro" && a != "panel" && !open[f.ID] {
						t.Errorf("%s: %s is for %s", kind, f.ID, a)
					}
				}
			}
			described(t, s.Fields)
		}
		if !ids["child_name"] || !ids["cass_number"] {
			t.Errorf("%s does not name its child", kind)
		}
		if form, _ := forms.New(kind); form.Kind() != kind {
			t.Errorf("%s makes a form of kind %s", kind, form.Kind())
		}
	}
}

func described(t *testing.T, fields []forms.Field) {
	t.Helper()
	for _, f := range fields {
		text := f.Type == forms.Text || f.Type == forms.LongText
		if f.ID == "" || f.Label == "" || f.Source == "" || f.Type == "" || f.Type == forms.Repeat && (f.Row == "" || f.Max == 0) ||
			text && f.Max == 0 && f.ID != "start_time" {
			t.Errorf("%+v", f)
		}
		described(t, f.Fields)
	}
}

// answers makes an answer to every question.
func answers(fields []forms.Field) map[string]any {
	all := map[string]any{}
	for _, f := range fields {
		switch f.Type {
		case forms.Group:
			all[f.ID] = answers(f.Fields)
		case forms.Repeat:
			all[f.ID] = []any{answers(f.Fields), answers(f.Fields)}
		case forms.DateType:
			all[f.ID] = "2026-03-02"
		case forms.ChoiceOf:
			all[f.ID] = f.Options[len(f.Options)-1].Value
		case forms.Integer:
			all[f.ID] = 3
		case forms.Number:
			all[f.ID] = "A7"
		case forms.LongText:
			all[f.ID] = "First line\nsecond line"
		default:
			all[f.ID] = "10:00"
		}
	}
	return all
}

func answered(tb testing.TB, kind forms.Kind) (form forms.Form, data []byte) {
	tb.Helper()
	all := map[string]any{}
	for _, s := range forms.Define(kind).Sections {
		for id, v := range answers(s.Fields) {
			all[id] = v
		}
	}
	data, err := json.Marshal(all)
	if err != nil {
		tb.Fatal(err)
	}
	form, problems := forms.Decode(kind, data)
	if len(problems) > 0 {
		tb.Fatalf("%s: %+v", kind, problems)
	}
	return form, data
}

// A form with every question answered survives JSON, a web page section by section, and a copy for professionals; a parent
// gets nothing of it but what is theirs.
func TestSmallFormsRoundTrip(t *testing.T) {
	t.Parallel()
	for _, kind := range smallKinds() {
		form, _ := answered(t, kind)
		stored, err := json.Marshal(form)
		if err != nil {
			t.Fatal(err)
		}
		again, problems := forms.Decode(kind, stored)
		if diff := cmp.Diff(form, again); diff != "" || len(problems) > 0 {
			t.Errorf("%s: %s %v", kind, diff, problems)
		}
		for _, s := range forms.Define(kind).Sections {
			posted, problems := forms.DecodePost(form, &s, forms.TidyPost(&s, forms.PostValues(form, &s)))
			if diff := cmp.Diff(form, posted); diff != "" || len(problems) > 0 {
				t.Errorf("%s, section %s: %s %v", kind, s.ID, diff, problems)
			}
		}
		parents, _, err := forms.Project(form, forms.Parent)
		if err != nil {
			t.Fatal(err)
		}
		forms.Texts(parents, func(pointer, _ string) {
			if pointer != "/child_name" {
				t.Errorf("%s: a parent reads %s", kind, pointer)
			}
		})
	}
}

// Which papers are signed by a person, and which by the authority.
func TestSealed(t *testing.T) {
	t.Parallel()
	for kind, want := range map[forms.Kind]bool{
		forms.PPMKind: false, forms.PRPMKind: false, forms.PPMNotHeldKind: false, forms.FinalCarePlanningKind: false,
		forms.SiblingAssessmentKind: false, forms.NeedsMatchingKind: false, forms.Schedule3ReviewKind: false,
		forms.AdoptionTasksKind: true, forms.AdoptionAdviceKind: true, forms.RiskClassificationKind: true, "nonsense": false,
	} {
		if forms.Sealed(kind) != want {
			t.Errorf("%s: sealed %v", kind, !want)
		}
	}
}
