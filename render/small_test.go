package render_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"minutebook/forms"
	"minutebook/render"
)

// smallKinds are the kinds whose papers this file pins.
func smallKinds() []forms.Kind {
	return []forms.Kind{
		forms.PPMNotHeldKind, forms.FinalCarePlanningKind, forms.AdoptionAdviceKind, forms.SiblingAssessmentKind,
		forms.RiskClassificationKind, forms.NeedsMatchingKind, forms.Schedule3ReviewKind, forms.AdoptionTasksKind,
	}
}

func fullForm(t *testing.T, kind forms.Kind) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", string(kind)+"-full.json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// taskDue are due dates as a policy pack works them out, not in the list's order.
func taskDue(t *testing.T) []forms.TaskDue {
	t.Helper()
	var due []forms.TaskDue
	for _, d := range [][3]string{
		{"T12", "", "2026-03-02"}, {"T09", "completed", "2026-02-27"}, {"T09", "booked", "2025-12-31"}, {"T01", "", "2025-11-12"},
		{"T02", "", "2025-12-03"}, {"T06", "", "2025-12-17"}, {"T06", "invitations", "2025-12-10"}, {"T31", "", ""},
	} {
		var day forms.Date
		if d[2] != "" {
			parsed, err := forms.ParseDate(d[2])
			if err != nil {
				t.Fatal(err)
			}
			day = parsed
		}
		due = append(due, forms.TaskDue{Task: d[0], Step: d[1], Date: day})
	}
	return due
}

func TestGoldenTreesOfSmallForms(t *testing.T) {
	t.Parallel()
	for _, kind := range smallKinds() {
		for name, form := range map[string]string{"full": fullForm(t, kind), "empty": "{}"} {
			t.Run(string(kind)+"-"+name, func(t *testing.T) {
				t.Parallel()
				got := outline(documentOf(t, kind, form, func(p *render.Paper) {
					switch {
					case name == "empty":
						p.Signature = nil
					case p.Sealed():
						p.Signature.Name, p.Signature.Role, p.Due = p.Authority.Name, render.SealRole, taskDue(t)
					}
				}))
				golden := filepath.Join("testdata", string(kind)+"-"+name+".txt")
				if *update {
					if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), got); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

// Every answer of a small form stands in its paper word for word; in the task list a role's note is one line.
func TestEveryAnswerOfSmallForms(t *testing.T) {
	t.Parallel()
	for _, kind := range smallKinds() {
		form, problems := forms.Decode(kind, []byte(fullForm(t, kind)))
		if len(problems) > 0 {
			t.Fatalf("%s: %+v", kind, problems)
		}
		got := outline(documentOf(t, kind, fullForm(t, kind), nil))
		count := 0
		forms.Texts(form, func(pointer, text string) {
			for line := range strings.Lines(text) {
				if line = strings.TrimLeft(strings.TrimSpace(line), "- "); !strings.Contains(got, line) {
					t.Errorf("%s %s: %q is missing", kind, pointer, line)
				}
				count++
			}
		})
		if count < 5 {
			t.Errorf("%s: only %d lines of text in the example", kind, count)
		}
	}
}

func TestTaskSummary(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		form string
		due  bool
		want string
	}{
		"some late":   {fullForm(t, forms.AdoptionTasksKind), true, "3 of 33 tasks are done; in progress: 1; not applicable: 1. Overdue: T09."},
		"none late":   {`{"as_of":"2025-11-10"}`, true, "0 of 33 tasks are done; in progress: 0; not applicable: 0. Nothing is overdue."},
		"clocks lack": {`{"as_of":"2025-11-10"}`, false, "0 of 33 tasks are done; in progress: 0; not applicable: 0. Due dates are not shown: the events that they run from are not known."},
	} {
		form, problems := forms.Decode(forms.AdoptionTasksKind, []byte(c.form))
		if len(problems) > 0 {
			t.Fatalf("%+v", problems)
		}
		p := &render.Paper{Form: form}
		if c.due {
			p.Due = taskDue(t)
		}
		got, err := p.TaskSummary()
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
	if _, err := (&render.Paper{Form: new(forms.PPM)}).TaskSummary(); err == nil {
		t.Error("minutes have no tasks")
	}
	if _, err := (&render.Paper{Form: new(forms.PPM)}).TaskPhases(); err == nil {
		t.Error("minutes have no phases of tasks")
	}
}

func BenchmarkTaskList(b *testing.B) {
	p := &render.Paper{Form: new(forms.AdoptionTasks)}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.TaskPhases(); err != nil {
			b.Fatal(err)
		}
	}
}
