package leak_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"minutebook/internal/casefile"
	"minutebook/internal/leak"
)

// shared is the folder of example cases beside the repository; tests that need it are registered only where it exists.
func shared() string {
	if dir := os.Getenv("MINUTEBOOK_SHARED"); dir != "" {
		return dir
	}
	return filepath.Join("..", "..", "..", "shared")
}

// expected is the answer key of a case: for each form and parent, the ids of the canaries that the draft gives away.
type expected struct {
	Forms map[string]struct {
		Sheets map[string]struct {
			Never   []string `json:"must_not_contain"`
			Reveals []string `json:"draft_contains"`
		} `json:"parents_sheets"`
	} `json:"forms"`
}

// Exactly the drafts that give something away are stopped, for exactly the parents who may not know it.
func TestDraftsOfTheCases(t *testing.T) {
	t.Parallel()
	for _, file := range caseFiles(t) {
		t.Run(filepath.Base(filepath.Dir(file)), func(t *testing.T) {
			t.Parallel()
			var key expected
			read(t, filepath.Join(filepath.Dir(file), "expected.json"), &key)
			c, sheets := load(t, file)
			seen := 0
			for _, s := range sheets {
				hits := guardOf(t, c, s).Form(s.Form)
				want, ok := key.Forms[s.ID].Sheets[s.Form.ParentKey]
				if !ok {
					t.Errorf("%s: no sheet for %s in the answer key", s.ID, s.Form.ParentKey)
				}
				if (len(hits) > 0) != (len(want.Reveals) > 0) {
					t.Errorf("%s for %s: found %+v, the key has %v", s.ID, s.Form.ParentKey, hits, want.Reveals)
				}
				seen++
			}
			total := 0
			for _, f := range key.Forms {
				total += len(f.Sheets)
			}
			if seen != total || seen == 0 {
				t.Errorf("%d sheets, the key has %d", seen, total)
			}
		})
	}
}

// caseFiles lists the example cases; there are none where the shared folder is not.
func caseFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(shared(), "cases", "*", "case.json"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func load(t *testing.T, file string) (*casefile.Case, []casefile.Sheet) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	c, err := casefile.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	sheets, err := casefile.Sheets(data)
	if err != nil {
		t.Fatal(err)
	}
	return c, sheets
}

func guardOf(t *testing.T, c *casefile.Case, s casefile.Sheet) *leak.Guard {
	t.Helper()
	in := leak.Case{People: s.People, Public: s.Public}
	for _, f := range c.Filled {
		in.Forms = append(in.Forms, f.Form)
		if f.ID == s.ID {
			in.Child = *f.Child
		}
	}
	if in.Child.ID == "" {
		t.Fatalf("no form %s", s.ID)
	}
	return in.Guard(s.Form.ParentKey)
}

func read(t *testing.T, file string, into any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

// Whatever a case's answer key keeps from a parent is found wherever somebody might write it, in every draft of the case.
func TestEverySecretOfTheCasesIsFound(t *testing.T) {
	t.Parallel()
	for _, file := range caseFiles(t) {
		t.Run(filepath.Base(filepath.Dir(file)), func(t *testing.T) {
			t.Parallel()
			var key expected
			read(t, filepath.Join(filepath.Dir(file), "expected.json"), &key)
			var answers struct {
				Sensitive []struct {
					ID     string `json:"id"`
					Canary string `json:"canary"`
				} `json:"sensitive"`
			}
			read(t, file, &answers)
			c, sheets := load(t, file)
			for _, s := range sheets {
				guard := guardOf(t, c, s)
				for _, secret := range answers.Sensitive {
					if !slices.Contains(key.Forms[s.ID].Sheets[s.Form.ParentKey].Never, secret.ID) {
						continue
					}
					for _, text := range []string{secret.Canary, "We think so. " + strings.ToUpper(secret.Canary) + "!", "so\n(" + strings.ToLower(secret.Canary) + ") "} {
						if len(guard.Text("/family_time", text)) == 0 {
							t.Errorf("%s for %s: %s goes through as %q", s.ID, s.Form.ParentKey, secret.ID, text)
						}
					}
				}
			}
		})
	}
}
