package policy_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	t.Parallel()
	want := []string{"adoption-west", "calderdale", "hertfordshire", "newham", "statutory"}
	if got := shipped(t).Names(); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPackByAnySpelling(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"adoption-west", "adoption_west", "Adoption_West", "ADOPTION-WEST"} {
		if got := pack(t, name).Name; got != "adoption-west" {
			t.Errorf("%q: got %q", name, got)
		}
	}
}

func TestUnknownPackNamesThoseThatAre(t *testing.T) {
	t.Parallel()
	_, err := shipped(t).Pack("camelot")
	want := `there is no policy pack called "camelot"; the packs are adoption-west, calderdale, hertfordshire, newham, statutory`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestPackFacts(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][3]string{
		"statutory":     {"Statutory minimum", "Local case number", "OFFICIAL-SENSITIVE"},
		"calderdale":    {"Calderdale", "CASS Number", "OFFICIAL-SENSITIVE"}, // marking is inherited
		"newham":        {"Newham", "Case number", "OFFICIAL-SENSITIVE"},
		"hertfordshire": {"Hertfordshire", "LCS number", "OFFICIAL-SENSITIVE"},
		"adoption-west": {"Adoption West", "Case number", "OFFICIAL-SENSITIVE"},
	} {
		p := pack(t, name)
		if got := [3]string{p.Title, p.CaseNumberLabel, p.Marking}; got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// TestRulesAreInTheInventory keeps a pack from citing a rule that no source has.
func TestRulesAreInTheInventory(t *testing.T) {
	t.Parallel()
	inventory, err := os.ReadFile("testdata/inventory_ids.txt")
	if err != nil {
		t.Fatal(err)
	}
	known := strings.Fields(string(inventory))
	files, err := filepath.Glob("../../templates/policies/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pack files (%v)", err)
	}
	cited := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\bid: ([^,\s}]+)`).FindAllStringSubmatch(string(data), -1) {
			cited++
			if !slices.Contains(known, m[1]) {
				t.Errorf("%s cites %s, which is not in the inventory", filepath.Base(file), m[1])
			}
		}
	}
	if cited != 21 {
		t.Errorf("%d rules are cited; 21 rules apply to a first meeting", cited)
	}
}

// TestNoForm covers a form about nothing that packs know.
func TestNoForm(t *testing.T) {
	t.Parallel()
	_, child := complete()
	wantLines(t, pack(t, "calderdale").Check(nil, child))
}
