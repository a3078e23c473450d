package policy_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"minutebook/forms"
	"minutebook/internal/casefile"
	"minutebook/internal/policy"
)

// expectedRows is what the cases say of deadlines and lists; rows are compared as JSON, key by key.
type expectedRows struct {
	AsOf     forms.Date                            `json:"as_of"`
	Children map[string]map[string]json.RawMessage `json:"children"`
	Minutes  json.RawMessage                       `json:"minutes"`
}

// TestCasesDeadlines compares every row of every case: the deadlines of four authorities and of the law, the task lists,
// the minutes, and each child's standing.
func TestCasesDeadlines(t *testing.T) {
	t.Parallel()
	packs := shipped(t)
	eachCase(t, func(t *testing.T, c *casefile.Case, file string) {
		var want expectedRows
		readJSON(t, file, &want)
		if len(want.Children) != len(c.Facts) || c.AsOf != want.AsOf {
			t.Fatalf("the case has %d children as of %s, the expectations %d as of %s", len(c.Facts), c.AsOf, len(want.Children), want.AsOf)
		}
		for i := range c.Facts {
			wantChild(t, packs, &c.Facts[i], c.AsOf, want.Children[c.Facts[i].Child.ID])
		}
		wantJSON(t, "minutes", pack(t, "adoption-west").Minutes(c.Meetings, c.AsOf), want.Minutes)
	})
}

func wantChild(t *testing.T, packs *policy.Packs, facts *policy.Facts, asOf forms.Date, want map[string]json.RawMessage) {
	t.Helper()
	var deadlines map[string]json.RawMessage
	if err := json.Unmarshal(want["deadlines"], &deadlines); err != nil {
		t.Fatal(err)
	}
	deadlines["statutory"] = want["statutory"]
	for name, rows := range deadlines {
		wantJSON(t, facts.Child.ID+" "+name, pack(t, name).Deadlines(facts, asOf), rows)
	}
	wantJSON(t, facts.Child.ID+" task list", pack(t, "calderdale").TaskList(facts, asOf), want["task_list"])
	standing, err := json.Marshal(packs.Standing(facts, asOf))
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]json.RawMessage
	if err := json.Unmarshal(standing, &got); err != nil {
		t.Fatal(err)
	}
	for key, value := range want {
		if key != "deadlines" && key != "statutory" && key != "task_list" {
			wantJSON(t, facts.Child.ID+" "+key, got[key], value)
		}
	}
}

// wantJSON compares two values as JSON and shows the first row that differs.
func wantJSON(t *testing.T, what string, got any, want json.RawMessage) {
	t.Helper()
	var g, w any
	data, err := json.Marshal(got)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if err := json.Unmarshal(want, &w); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	gotRows, isList := g.([]any)
	wantRows, _ := w.([]any)
	if !isList || len(gotRows) != len(wantRows) {
		if !reflect.DeepEqual(g, w) {
			t.Errorf("%s\n got %v\nwant %v", what, g, w)
		}
		return
	}
	for i := range gotRows {
		if !reflect.DeepEqual(gotRows[i], wantRows[i]) {
			t.Errorf("%s, row %d\n got %v\nwant %v", what, i, gotRows[i], wantRows[i])
		}
	}
}
