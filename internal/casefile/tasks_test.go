package casefile_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"minutebook/forms"
	"minutebook/internal/casefile"
)

// frame is a case file with one child and the rows of its task list.
func frame(rows string) []byte {
	return []byte(`{"as_of":"2026-03-02","authority":{"name":"Testholm"},"children":[{"id":"c1","name":"Aria Testholm","cass_number":"TX-1"}],
		"forms":[],"adoption_task_lists":[{"child_id":"c1","tasks":[` + rows + `]}]}`)
}

func TestTaskList(t *testing.T) {
	t.Parallel()
	c, err := casefile.Read(frame(`
		{"task":"T06","status":"done","completed_date":"2026-01-12","steps":{"invitations":"2026-01-05"},"note":"Held online.",
			"by_role":{"family_finder":{"done":true,"date":"2026-01-12"},"fostering_social_worker":{"done":false,"date":null}}},
		{"task":"T03","status":"in_progress","completed_date":null,"steps":{"booked":"2026-01-07","completed":null},"note":null,
			"by_role":{"fostering_social_worker":{"done":true,"date":"2026-01-08"},"adopter_social_worker":{"done":false,"date":null}}}`))
	if err != nil || len(c.Filled) != 1 {
		t.Fatalf("%v, %d forms", err, len(c.Filled))
	}
	f := c.Filled[0]
	want, problems := forms.Decode(forms.AdoptionTasksKind, []byte(`{"child_name":"Aria Testholm","cass_number":"TX-1","as_of":"2026-03-02",
		"T06":{"status":"done","completed_date":"2026-01-12","invitations":"2026-01-05","note":"Held online.",
			"family_finder":{"status":"done","done_date":"2026-01-12"},"fostering_social_worker":{"status":"not_started"}},
		"T03":{"status":"in_progress","note":"Booked: 7 January 2026.\nFostering social worker: done 8 January 2026."}}`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if diff := cmp.Diff(want, f.Form); diff != "" || len(f.Problems) > 0 {
		t.Error(diff, f.Problems)
	}
	if f.ID != "tasks-c1" || f.Child == nil || f.Child.ID != "c1" {
		t.Errorf("%s about %+v", f.ID, f.Child)
	}
}

// What does not fit is a problem of the form, not of the file; a child that is not in the file is one of the file.
func TestTaskListProblems(t *testing.T) {
	t.Parallel()
	c, err := casefile.Read(frame(`{"task":"T99","status":"done"},{"task":"T01","status":"finished"}`))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, p := range c.Filled[0].Problems {
		got[p.Pointer] = p.Code
	}
	if diff := cmp.Diff(map[string]string{"/T99": "unknown_field", "/T01/status": "not_a_choice"}, got); diff != "" {
		t.Error(diff)
	}
	if _, err := casefile.Read([]byte(`{"forms":[],"adoption_task_lists":[{"child_id":"nobody"}]}`)); err == nil {
		t.Error("a task list about nobody was taken")
	}
}

// The task lists of the shared cases fit, task by task.
func TestTaskListsOfTheCases(t *testing.T) {
	t.Parallel()
	shared := os.Getenv("MINUTEBOOK_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	names, err := filepath.Glob(filepath.Join(shared, "cases", "*", "case.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names { // none where the folder is not there
		t.Run(filepath.Base(filepath.Dir(name)), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var file struct {
				Lists []struct {
					Tasks []struct{ Task, Status string } `json:"tasks"`
				} `json:"adoption_task_lists"`
			}
			if err := json.Unmarshal(data, &file); err != nil {
				t.Fatal(err)
			}
			c, err := casefile.Read(data)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range c.Filled {
				list, ok := f.Form.(*forms.AdoptionTasks)
				if !ok {
					continue
				}
				if len(f.Problems) > 0 || list.AsOf.IsZero() || forms.Check(list, f.Child).Has(forms.Blocker) {
					t.Errorf("%s: %+v %+v", f.ID, f.Problems, forms.Check(list, f.Child))
				}
				status := map[string]forms.TaskStatus{}
				for _, task := range list.Tasks() {
					status[task.ID] = task.Status
				}
				for _, row := range file.Lists[0].Tasks {
					if string(status[row.Task]) != row.Status {
						t.Errorf("%s is %q, not %q", row.Task, status[row.Task], row.Status)
					}
				}
				file.Lists = file.Lists[1:]
			}
			if len(file.Lists) > 0 {
				t.Errorf("%d task lists are left", len(file.Lists))
			}
		})
	}
}

// Reading never panics, and a task list that was read can be stored and read again.
func FuzzFilledForms(f *testing.F) {
	f.Add(frame(`{"task":"T06","status":"done","steps":{"invitations":"2026-01-05"},"by_role":{"family_finder":{"done":true}}}`))
	f.Add([]byte(`{"children":[{"id":"c1","milestones":[{"milestone":"x","date":"2026-01-01"}]}],"forms":[{"id":"f","form":"PPM","child_id":"c1","values":{"child_name":"A"}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := casefile.Read(data)
		if err != nil {
			return
		}
		for _, filled := range c.Filled {
			if filled.Problems.Has(forms.Error) {
				continue
			}
			stored, err := json.Marshal(filled.Form)
			if err != nil {
				t.Fatal(err)
			}
			again, problems := forms.Decode(filled.Form.Kind(), stored)
			if diff := cmp.Diff(filled.Form, again); diff != "" || len(problems) > 0 {
				t.Errorf("%s %v", diff, problems)
			}
		}
	})
}
