package tracker_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"minutebook/internal/casefile"
	"minutebook/render/tracker"
)

// casesFolder finds the invented cases with their worked-out findings: in the folder that MINUTEBOOK_SHARED names, or else in
// ../shared beside the repository. It returns "" where that folder does not exist.
func casesFolder() string {
	shared := os.Getenv("MINUTEBOOK_SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	if _, err := os.Stat(shared); errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	return filepath.Join(shared, "cases")
}

type expectations struct {
	Children map[string]struct {
		Sections []struct {
			Section string `json:"section"`
			Reason  string `json:"reason"`
		} `json:"tracker_sections_001"`
		Indicators []struct {
			ID string `json:"id"`
		} `json:"indicators_003"`
		Weekly struct {
			Population bool `json:"in_population"`
			WithoutPPM bool `json:"without_ppm"`
		} `json:"weekly_tool_003"`
		Deadlines map[string][]deadline `json:"deadlines"`
		Statutory []deadline            `json:"statutory"`
		Tasks     []struct {
			Task   string `json:"task"`
			Status string `json:"status"`
		} `json:"task_list"`
	} `json:"children"`
	Minutes []struct {
		ID     string `json:"meeting_id"`
		Due    string `json:"due_date"`
		Status string `json:"status"`
	} `json:"minutes"`
	Forms map[string]struct {
		Child       string   `json:"child_id"`
		Outstanding []string `json:"outstanding_recommendations"`
	} `json:"forms"`
}

type deadline struct {
	Rule   string `json:"rule"`
	Due    string `json:"due_date"`
	Status string `json:"status"`
}

// TestCases holds the pack of every case against what should be in it, under each of the four policies.
func TestCases(t *testing.T) {
	t.Parallel()
	folder := casesFolder()
	if folder == "" {
		return // the other tests stand on their own
	}
	files, err := filepath.Glob(filepath.Join(folder, "*", "case.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases in %s (%v)", folder, err)
	}
	for _, file := range files {
		for _, policy := range []string{"calderdale", "newham", "hertfordshire", "adoption_west"} {
			t.Run(filepath.Base(filepath.Dir(file))+"/"+policy, func(t *testing.T) {
				t.Parallel()
				var want expectations
				c, err := casefile.Read(content(t, file))
				if err != nil {
					t.Fatal(err)
				}
				if err := json.Unmarshal(content(t, filepath.Join(filepath.Dir(file), "expected.json")), &want); err != nil {
					t.Fatal(err)
				}
				compare(t, c, policy, &want)
			})
		}
	}
}

func content(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// children are those of a case, as the command hands them over.
func children(c *casefile.Case) func(yield func(*tracker.Child, error) bool) {
	return func(yield func(*tracker.Child, error) bool) {
		for i := range c.Facts {
			child := &tracker.Child{Facts: c.Facts[i], Chairs: c.Chairs}
			for _, f := range c.Filled {
				if f.Child.ID == c.Children[i].ID {
					child.Forms = append(child.Forms, tracker.Filled{Record: f.ID, Form: f.Form})
				}
			}
			if !yield(child, nil) {
				return
			}
		}
	}
}

func compare(t *testing.T, c *casefile.Case, policy string, want *expectations) {
	in := population(t, 0)
	in.Policy, in.AsOf, in.Children = policy, c.AsOf, children(c)
	all := tableOf(t, made(t, in))
	for id, child := range want.Children {
		for _, code := range []string{"A", "B", "C", "E", "F", "G", "H", "J", "L"} {
			reason := ""
			for _, s := range child.Sections {
				if s.Section == code {
					reason = s.Reason
				}
			}
			if got := all.of("Section "+code, id, "reason"); got != reason {
				t.Errorf("%s in section %s because %q, want %q", id, code, got, reason)
			}
		}
		for _, code := range []string{"H1", "H2", "H3", "H4", "H5", "H6", "H7", "H8", "H9"} {
			counts := ""
			for _, i := range child.Indicators {
				if i.ID == code {
					counts = "Yes"
				}
			}
			if got := all.of("Children", id, code); got != counts {
				t.Errorf("%s, %s: %q, want %q", id, code, got, counts)
			}
		}
		if got := all.of("Weekly tool", id, "key") != ""; got != child.Weekly.WithoutPPM {
			t.Errorf("%s in the weekly tool: %v", id, got)
		}
		if got := all.of("Children", id, "weekly") != ""; got != child.Weekly.Population {
			t.Errorf("%s in the population of the weekly tool: %v", id, got)
		}
		late := map[string]bool{}
		for _, row := range child.Tasks {
			late[row.Task] = late[row.Task] || row.Status == "overdue"
		}
		for task, overdue := range late {
			if got := all.of("Task lists", id, task) == "Overdue"; got != overdue {
				t.Errorf("%s, %s: overdue is %v", id, task, got)
			}
		}
		var open []string
		for _, d := range append(slices.Clone(child.Deadlines[policy]), child.Statutory...) {
			if d.Status == "overdue" || d.Status == "upcoming" {
				open = append(open, d.Rule+" "+d.Due)
			}
		}
		var got []string
		for _, row := range all["Deadlines"] {
			if row["key"] == id || len(row["key"]) > len(id) && row["key"][:len(id)+1] == id+"/" {
				got = append(got, row["rule"]+" "+row["due"])
			}
		}
		slices.Sort(open)
		if slices.Sort(got); !slices.Equal(got, open) {
			t.Errorf("%s has the open deadlines %q, want %q", id, got, open)
		}
	}
	compareMeetings(t, c, all, want)
}

// of returns one value of a child’s row; "" if it has none.
func (all table) of(sheet, child, column string) string {
	for _, row := range all[sheet] {
		if row["key"] == child {
			return row[column]
		}
	}
	return ""
}

func compareMeetings(t *testing.T, c *casefile.Case, all table, want *expectations) {
	words := map[string]string{"met": "In time", "met_late": "Late", "overdue": "Overdue", "upcoming": "Not due yet"}
	first := c.AsOf.AddMonths(-12)
	first.Day = 1
	var expected []string
	for _, m := range want.Minutes {
		for _, held := range c.Meetings {
			if held.ID == m.ID && !held.Date.Before(first) {
				expected = append(expected, "/"+m.ID+" "+m.Due+" "+words[m.Status]+" "+c.Chairs[m.ID])
			}
		}
	}
	var got []string
	for _, row := range all["Minutes"] {
		got = append(got, row["key"]+" "+row["due"]+" "+row["state"]+" "+row["chair"])
	}
	slices.Sort(expected)
	if slices.Sort(got); !slices.Equal(got, expected) {
		t.Errorf("minutes are %q, want %q", got, expected)
	}
	latest := map[string]string{} // form of the child's latest meeting
	for _, f := range c.Filled {
		if _, ok := want.Forms[f.ID]; ok {
			latest[f.Child.ID] = f.ID
		}
	}
	for id, form := range latest {
		var open []string
		for _, row := range all["Actions"] {
			if row["key"] == id+"/"+form+"/"+row["action"] {
				open = append(open, row["action"])
			}
		}
		if outstanding := want.Forms[form].Outstanding; !sameSet(open, outstanding) {
			t.Errorf("%s: the open actions are %q, want %q", form, open, outstanding)
		}
	}
}

func sameSet(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}
