package policy_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"minutebook/internal/policy"
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
	known := map[string]bool{}
	for _, item := range policy.Inventory() {
		known[item.ID] = true
	}
	if len(known) != 546 {
		t.Fatalf("the inventory has %d lines; 505 are of the sources and 41 are national rules", len(known))
	}
	cited := shipped(t).Cited()
	for _, id := range cited {
		if !known[id] {
			t.Errorf("a pack cites %s, which is not in the inventory", id)
		}
	}
	if len(cited) < 300 {
		t.Errorf("only %d ids are cited", len(cited))
	}
}

// TestEveryNumber pins every rule with a number: what it counts, how much, and from what. A changed line here is a changed
// rule, to be reviewed against its source.
func TestEveryNumber(t *testing.T) {
	t.Parallel()
	want, err := os.ReadFile("testdata/rules.golden")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	packs := shipped(t)
	for _, name := range packs.Names() {
		for _, r := range pack(t, name).Rules() {
			if r.Amount != "" {
				fmt.Fprintf(&got, "%s %s: %s %s", name, r.ID, r.Relation, r.Amount)
				if r.Trigger != "" {
					fmt.Fprintf(&got, ", from %s", r.Trigger)
				}
				fmt.Fprintln(&got)
			}
		}
	}
	if got.String() != string(want) {
		t.Errorf("the rules are\n%s", got.String())
	}
}

// TestNoForm covers a form about nothing that packs know.
func TestNoForm(t *testing.T) {
	t.Parallel()
	_, child := complete()
	wantLines(t, pack(t, "calderdale").Check(nil, child))
}
