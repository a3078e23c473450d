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

// caseFile is what the rules need of a case.json.
type caseFile struct {
	Children []struct {
		ID         string     `json:"id"`
		Born       forms.Date `json:"date_of_birth"`
		Placements []struct {
			From forms.Date `json:"from"`
			To   forms.Date `json:"to"`
			Type string     `json:"placement_type"`
		} `json:"placements"`
		Milestones []struct {
			Milestone string     `json:"milestone"`
			Date      forms.Date `json:"date"`
			Status    string     `json:"status"`
		} `json:"milestones"`
	} `json:"children"`
	Forms []struct {
		ID            string                   `json:"id"`
		Form          string                   `json:"form"`
		ChildID       string                   `json:"child_id"`
		AccompaniedBy forms.AccompanyingPapers `json:"accompanied_by"`
		FosterCarer   struct {
			Invited   *bool  `json:"invited"`
			Rationale string `json:"rationale"`
		} `json:"foster_carer"`
		Values json.RawMessage `json:"values"`
	} `json:"forms"`
}

type expectedFile struct {
	Forms map[string]struct {
		Completeness []struct{ Policy, Rule, Severity, Field string } `json:"completeness"`
	} `json:"forms"`
}

// TestCases compares, for the first meetings and the reviews in the cases and all four authorities, what is found with what
// should be.
func TestCases(t *testing.T) {
	t.Parallel()
	folder := casesFolder()
	if folder == "" {
		return // the tables of the other tests hold every rule by themselves
	}
	files, err := filepath.Glob(filepath.Join(folder, "*", "case.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases in %s (%v)", folder, err)
	}
	met := 0
	for _, file := range files {
		name := filepath.Base(filepath.Dir(file))
		var c caseFile
		var want expectedFile
		readJSON(t, file, &c)
		readJSON(t, filepath.Join(filepath.Dir(file), "expected.json"), &want)
		children := c.children()
		previous := map[string]forms.Form{}
		for _, f := range c.Forms {
			carer := forms.FosterCarer{Invited: answer(f.FosterCarer.Invited), Rationale: f.FosterCarer.Rationale}
			var form forms.Form
			var err error
			switch f.Form {
			case "PPM":
				first := &forms.PPM{}
				err = json.Unmarshal(f.Values, first)
				first.AccompaniedBy, first.FosterCarer, form = f.AccompaniedBy, carer, first
			case "PRPM":
				review := &forms.PRPM{}
				err = json.Unmarshal(f.Values, review)
				review.AccompaniedBy, review.FosterCarer, form = f.AccompaniedBy, carer, review
			default:
				continue
			}
			if err != nil {
				t.Fatalf("%s %s: %v", name, f.ID, err)
			}
			met++
			before := previous[f.ChildID]
			previous[f.ChildID] = form
			t.Run(name+"/"+f.ID, func(t *testing.T) {
				t.Parallel()
				var expected []string
				for _, r := range want.Forms[f.ID].Completeness {
					expected = append(expected, strings.Join([]string{r.Policy, r.Rule, r.Severity, r.Field}, " "))
				}
				got := findings(t, before, form, children[f.ChildID])
				slices.Sort(expected)
				slices.Sort(got)
				if !slices.Equal(got, expected) {
					t.Errorf("findings\n got %q\nwant %q", got, expected)
				}
			})
		}
	}
	if met == 0 {
		t.Error("the cases hold no form of a first meeting")
	}
}

// findings writes what all four authorities find in the words of expected.json.
func findings(t *testing.T, before, form forms.Form, child *forms.Child) []string {
	t.Helper()
	severity := map[forms.Level]string{forms.Blocker: "block", forms.Advice: "warn"}
	var out []string
	for _, name := range []string{"calderdale", "newham", "hertfordshire", "adoption_west"} {
		for _, p := range pack(t, name).CheckAfter(before, form, child) {
			wantWords(t, form.Kind(), p)
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

func (c *caseFile) children() map[string]*forms.Child {
	children := map[string]*forms.Child{}
	for _, k := range c.Children {
		child := &forms.Child{ID: k.ID, DateOfBirth: k.Born}
		for _, p := range k.Placements {
			child.Placements = append(child.Placements, forms.Placement{From: p.From, To: p.To, Type: p.Type})
		}
		for _, m := range k.Milestones {
			child.Events = append(child.Events, forms.Event{Kind: m.Milestone, Date: m.Date, Done: m.Status == "done"})
		}
		children[k.ID] = child
	}
	return children
}

func answer(b *bool) forms.YesNo {
	switch {
	case b == nil:
		return ""
	case *b:
		return forms.Yes
	}
	return forms.No
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
