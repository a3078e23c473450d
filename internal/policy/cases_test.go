package policy_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/casefile"
)

// casesFolder finds the invented cases with their worked-out findings: in the folder that MINUTEBOOK_SHARED names, or else
// in ../shared beside the repository. It returns "" where that folder does not exist.
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

type expectedFile struct {
	Forms map[string]struct {
		Completeness []struct{ Policy, Rule, Severity, Field string } `json:"completeness"`
	} `json:"forms"`
}

// eachCase calls what to do with every case of the shared folder, if there is one.
func eachCase(t *testing.T, do func(t *testing.T, c *casefile.Case, expected string)) {
	t.Helper()
	folder := casesFolder()
	if folder == "" {
		return // the tables of the other tests hold every rule and reading by themselves
	}
	files, err := filepath.Glob(filepath.Join(folder, "*", "case.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases in %s (%v)", folder, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(filepath.Dir(file)), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			c, err := casefile.Read(data)
			if err != nil {
				t.Fatal(err)
			}
			do(t, c, filepath.Join(filepath.Dir(file), "expected.json"))
		})
	}
}

// TestCases compares, for the first meetings and the reviews in the cases and all four authorities, what is found with what
// should be.
func TestCases(t *testing.T) {
	t.Parallel()
	eachCase(t, func(t *testing.T, c *casefile.Case, file string) {
		var want expectedFile
		readJSON(t, file, &want)
		previous := map[*forms.Child]forms.Form{}
		met := 0
		for _, f := range c.Filled {
			if f.Form.Kind() != forms.PPMKind && f.Form.Kind() != forms.PRPMKind {
				continue
			}
			met++
			var expected []string
			for _, r := range want.Forms[f.ID].Completeness {
				expected = append(expected, strings.Join([]string{r.Policy, r.Rule, r.Severity, r.Field}, " "))
			}
			got := findings(t, previous[f.Child], f.Form, f.Child)
			previous[f.Child] = f.Form
			slices.Sort(expected)
			slices.Sort(got)
			if !slices.Equal(got, expected) {
				t.Errorf("%s\n got %q\nwant %q", f.ID, got, expected)
			}
		}
		if met != len(want.Forms) {
			t.Errorf("%d forms were checked, %d are expected", met, len(want.Forms))
		}
	})
}

// findings writes what all four authorities find in the words of expected.json.
func findings(t *testing.T, before, form forms.Form, child *forms.Child) []string {
	t.Helper()
	severity := map[forms.Level]string{forms.Blocker: "block", forms.Advice: "warn"}
	var out []string
	for _, name := range []string{"calderdale", "newham", "hertfordshire", "adoption_west"} {
		for _, p := range pack(t, name).CheckAfter(before, form, child) {
			wantWords(t, form.Kind(), p)
			if p.Rule == "004-L01" {
				continue // the cases have the matrix as a list of options, not as a finding of a form
			}
			out = append(out, fmt.Sprintf("%s %s %s %s", name, p.Rule, severity[p.Level], caseField(p, form)))
		}
	}
	return out
}

// caseField names a problem's field as the cases do. Two of theirs are events, not fields of the form; rows
// go by their id.
func caseField(p forms.Problem, form forms.Form) string {
	switch p.Code {
	case "update_missing":
		_, _, rows := forms.Define(form.Kind()).Field(p.Pointer)
		return "carried_forward[" + form.(*forms.PRPM).Carried[rows[0]].ID + "].update"
	case "action_not_carried":
		return fmt.Sprintf("carried_forward[%s]", p.Args["number"])
	case "hos_approval_missing":
		return "hos_approval"
	case "sibling_countersign_missing":
		return "sibling_assessment_countersigned"
	}
	return strings.ReplaceAll(strings.TrimPrefix(p.Pointer, "/"), "/", ".")
}

func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}
