package policy_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/policy"
)

// TestCoverage: everything that the sources ask is cited, or its absence is explained. What is explained although it is
// cited by now is told by the command, and stops nobody who adds a form.
func TestCoverage(t *testing.T) {
	t.Parallel()
	packs := shipped(t)
	coverage, err := packs.Coverage(forms.Sources())
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range coverage.Unexplained() {
		t.Errorf("nothing cites %s %s (%s), and no reason is given", item.Kind, item.ID, item.Name)
	}
	if coverage.Cited < 200 || coverage.Cited+len(coverage.Gaps) != 334 {
		t.Errorf("%d cited, %d not; the inventory has 334 of these kinds", coverage.Cited, len(coverage.Gaps))
	}
	for _, id := range coverage.Stale {
		if !slices.Contains(packs.Cited(), id) && !strings.Contains(strings.Join(forms.Sources(), " "), id) {
			t.Errorf("a reason is given for %s, which the inventory does not have", id)
		}
	}
	bare, err := packs.Coverage(nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(bare.Unexplained()) == 0 {
		t.Error("without the forms nothing is missing: the forms are not looked at")
	}
}

// TestNumbers compares every rule with a number of the sources with what the packs say: its amount and its unit.
func TestNumbers(t *testing.T) {
	t.Parallel()
	folder := casesFolder()
	if folder == "" {
		return // the rules are held by their own tests
	}
	type numbered struct {
		ID    string `json:"id"`
		Value *int   `json:"value"`
		Unit  string `json:"unit"`
		Name  string `json:"name"`
	}
	var all []numbered
	for _, file := range []string{"rules_numeric.json", "statutory_timescales.json"} {
		var rules struct {
			Rules []numbered `json:"rules"` // fresh each time: a decoder writes into the pointers that are there
		}
		readJSON(t, filepath.Join(folder, "..", "domain", file), &rules)
		all = append(all, rules.Rules...)
	}
	said := map[string][]string{}
	packs := shipped(t)
	for _, name := range packs.Names() {
		p, err := packs.Pack(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Rules() {
			said[r.ID] = append(said[r.ID], r.Amount)
			if r.Relation == "" && r.Amount != "" || r.Consequence == "" {
				t.Errorf("%s says neither how its number compares nor what follows: %+v", r.ID, r)
			}
		}
	}
	// What the source writes in another way: the second review is a day, an age of 14 is 168 months.
	other := map[string]string{"001-R10": "the day itself", "003-R55": "168 months"}
	for _, r := range all {
		want := ""
		if r.Value != nil {
			want = fmt.Sprintf("%d %s", *r.Value, strings.ReplaceAll(r.Unit, "_", " "))
			if *r.Value != 1 {
				want += "s"
			}
		}
		if o, ok := other[r.ID]; ok {
			want = o
		}
		if !slices.Contains(said[r.ID], want) {
			t.Errorf("%s: the packs say %q, the source %q", r.ID, said[r.ID], want)
		}
	}
	if len(all) < 100 {
		t.Errorf("only %d rules were compared", len(all))
	}
}

// TestInventory compares the inventory that is data here with the sources' own.
func TestInventory(t *testing.T) {
	t.Parallel()
	folder := casesFolder()
	if folder == "" {
		return // its size is held by another test
	}
	var inventory struct {
		Rows []struct{ ID, Kind, Name string } `json:"rows"`
	}
	data, err := os.ReadFile(filepath.Join(folder, "..", "domain", "inventory.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &inventory); err != nil {
		t.Fatal(err)
	}
	for i, item := range policy.Inventory() {
		if i < len(inventory.Rows) && (item.ID != inventory.Rows[i].ID || item.Kind != inventory.Rows[i].Kind || item.Name != inventory.Rows[i].Name) {
			t.Errorf("line %d is %+v, the source has %+v", i+1, item, inventory.Rows[i])
		}
	}
}
