package policy_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"minutebook/forms"
	"minutebook/internal/policy"
)

// head begins a pack that is right, in four lines.
const head = "name: brigadoon\ntitle: Brigadoon\ncase_number_label: Number\nmarking: OFFICIAL\n"

// keys are all that a pack can have, in the order in which they are asked for.
const keys = "name, title, case_number_label, marking, extends, signoff, deadlines, figures, tasks, tracker, indicators, duties, papers, " +
	"lists, sets, weekly_tool, required_under, match_routes, panel, matrix, meeting, outcomes, risk, closed, order, before_birth"

func folder(files ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i := 0; i+1 < len(files); i += 2 {
		fsys[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return fsys
}

// TestLoadSaysWhatToDo gives one mistake at a time and compares the whole message.
func TestLoadSaysWhatToDo(t *testing.T) {
	t.Parallel()
	entry := func(s string) string { return head + "signoff:\n  - " + s + "\n" }
	next := func(with string) string {
		return entry("{id: 001-R04, check: next_date_within, severity: warn, with: {" + with + "}}")
	}
	for _, c := range []struct{ name, yaml, want string }{
		{"unknown key", head + "tittle: X\n", `a.yaml:5: there is no key called "tittle"; the keys here are ` + keys},
		{"key twice", head + "title: Y\n", `a.yaml:5: "title" comes twice; keep one`},
		{"no title", "name: brigadoon\ncase_number_label: N\nmarking: O\n", `a.yaml:1: title is missing; add it`},
		{"empty title", strings.Replace(head, "Brigadoon", "", 1), `a.yaml:2: title must be a text`},
		{"bad name", strings.Replace(head, "brigadoon", "brig a doon", 1), `a.yaml:1: "brig a doon" is not a name for a pack; use letters, digits and single hyphens`},
		{"no marking, no parent", "name: brigadoon\ntitle: B\ncase_number_label: N\n", `a.yaml:1: a pack that extends no other needs case_number_label and marking; add them`},
		{"missing parent", head + "extends: avalon\n", `a.yaml:5: there is no pack called "avalon" to extend; the packs are brigadoon`},
		{"own parent", head + "extends: brigadoon\n", `a.yaml:5: "brigadoon" and "brigadoon" extend each other; take one extends line out`},
		{"signoff is no list", head + "signoff: {id: 001-R40}\n", `a.yaml:5: signoff must be a list; begin each entry with a hyphen`},
		{"entry is a word", entry("001-R40"), `a.yaml:6: expected keys with values here, such as “name: somewhere”`},
		{"unknown severity", entry("{id: 001-R40, check: papers_attached, severity: stop}"), `a.yaml:6: severity is "stop"; write block or warn`},
		{"no id", entry("{check: papers_attached, severity: warn}"), `a.yaml:6: id is missing; add it`},
		{"odd id", entry("{id: R40, check: papers_attached, severity: warn}"), `a.yaml:6: "R40" is not an inventory id such as 001-R40`},
		{"id twice", entry("{id: 001-R40, check: papers_attached, severity: warn}\n  - {id: 001-R40, check: contingency_given, severity: warn}"),
			`a.yaml:7: the rule 001-R40 is already in a.yaml; take one of the two out`},
		{"unknown check", entry("{id: 001-R07, check: contingency, severity: warn}"),
			`a.yaml:6: there is no check called "contingency"; the checks are actions_carried, adoption_reasoned, carer_invited, contingency_given, life_story_given, ltf_endorsed, meetings_arranged, next_date_within, options_answered, papers_attached, plan_before_adm, plan_by_review, plan_in_matrix, reunification_answered, siblings_assessed, siblings_countersigned, updates_given`},
		{"setting of a check that has none", entry("{id: 001-R07, check: contingency_given, severity: warn, with: {under: 7}}"), `a.yaml:6: there is no key called "under"; there are none here; take it out`},
		{"unknown setting", next("weeks: 6, untill: []"), `a.yaml:6: there is no key called "untill"; the keys here are weeks, months, from, until`},
		{"settings are a number", entry("{id: 003-R56, check: contingency_given, severity: block, with: 8}"), `a.yaml:6: expected keys with values here, such as “name: somewhere”`},
		{"no age", entry("{id: 003-R56, check: adoption_reasoned, severity: block}"), `a.yaml:6: under is missing; add the age in years under which the rule applies`},
		{"age nought", entry("{id: 003-R56, check: adoption_reasoned, severity: block, with: {under: 0}}"), `a.yaml:6: under must be a whole number from 1 to 18`},
		{"age of an adult", entry("{id: 003-R56, check: adoption_reasoned, severity: block, with: {under: 19}}"), `a.yaml:6: under must be a whole number from 1 to 18`},
		{"age and a half", entry("{id: 003-R56, check: adoption_reasoned, severity: block, with: {under: 7.5}}"), `a.yaml:6: under must be a whole number from 1 to 18`},
		{"no interval", next(""), `a.yaml:6: the interval is missing; add weeks or months`},
		{"two intervals", next("weeks: 6, months: 1"), `a.yaml:6: an interval is in weeks or in months; take one of the two out`},
		{"minus six weeks", next("weeks: -6"), `a.yaml:6: weeks must be a whole number from 1 to 104`},
		{"no month", next("months: 0"), `a.yaml:6: months must be a whole number from 1 to 24`},
		{"too many months", next("months: 25"), `a.yaml:6: months must be a whole number from 1 to 24`},
		{"weeks in words", next("weeks: six"), `a.yaml:6: weeks must be a whole number from 1 to 104`},
		{"one event, no list", next("weeks: 6, until: care_order_granted"), `a.yaml:6: until must be a list of events, such as [care_order_granted]`},
		{"empty event", next("weeks: 6, until: [~]"), `a.yaml:6: until must be a text`},
		{"no review", entry("{id: 001-R10, check: plan_by_review, severity: block}"), `a.yaml:6: review is missing; add it`},
		{"alias", "name: &n brigadoon\ntitle: *n\ncase_number_label: N\nmarking: O\n",
			"a.yaml:1: anchors and aliases are not used in policy packs; write the value out\na.yaml:2: anchors and aliases are not used in policy packs; write the value out\na.yaml:2: title must be a text"},
		{"empty file", "# nothing\n", `a.yaml:1: the file is empty; write a policy pack or remove it`},
		{"a list", "- name: brigadoon\n", `a.yaml:1: expected keys with values here, such as “name: somewhere”`},
		{"two packs in a file", head + "---\n" + head, `a.yaml:5: a file holds one policy pack; move what follows --- to a file of its own`},
		{"two mistakes", head + "x: 1\nmarking: P\n", "a.yaml:6: \"marking\" comes twice; keep one\na.yaml:5: there is no key called \"x\"; the keys here are " + keys},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			packs, err := policy.Load(folder("a.yaml", c.yaml))
			if err == nil || err.Error() != c.want || packs != nil {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

// TestLoadMisspeltEvent: the message lists the events, too many to repeat here.
func TestLoadMisspeltEvent(t *testing.T) {
	t.Parallel()
	_, err := policy.Load(folder("a.yaml", head+"signoff:\n  - id: 001-R10\n    check: plan_by_review\n    severity: block\n    with: {review: second_cla_reveiw}\n"))
	const begin = `a.yaml:9: there is no event called "second_cla_reveiw"; the events are `
	if err == nil || !strings.HasPrefix(err.Error(), begin) || !strings.Contains(err.Error(), ", second_cla_review, ") {
		t.Errorf("got %v", err)
	}
	_, err = policy.Load(folder("a.yaml", head+"signoff:\n  - {id: 001-R04, check: next_date_within, severity: warn, with: {weeks: 6, until: [x]}}\n"))
	if err == nil || !strings.HasPrefix(err.Error(), `a.yaml:6: there is no event called "x"; the events are adm_`) {
		t.Errorf("got %v", err)
	}
}

func TestLoadNotYAML(t *testing.T) {
	t.Parallel()
	_, err := policy.Load(folder("a.yaml", head+"signoff: [\n"))
	if err == nil || !strings.HasPrefix(err.Error(), "a.yaml: this is not YAML; check indentation and quotes there: yaml: line ") {
		t.Errorf("got %v", err)
	}
}

func TestLoadNothing(t *testing.T) {
	t.Parallel()
	_, err := policy.Load(folder("readme.txt", "no packs"))
	if err == nil || !strings.Contains(err.Error(), "put at least one *.yaml file") {
		t.Errorf("got %v", err)
	}
}

func TestLoadSameNameTwice(t *testing.T) {
	t.Parallel()
	_, err := policy.Load(folder("a.yaml", head, "b.yaml", strings.Replace(head, "brigadoon", "Brigadoon", 1)))
	want := `b.yaml:1: the pack "brigadoon" is already in a.yaml; give this one another name`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestLoadCircle(t *testing.T) {
	t.Parallel()
	_, err := policy.Load(folder(
		"a.yaml", "name: a\ntitle: A\nextends: b\n", "b.yaml", "name: b\ntitle: B\nextends: c\n", "c.yaml", "name: c\ntitle: C\nextends: a\n"))
	want := `c.yaml:3: "c" and "a" extend each other; take one extends line out`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestExtends: the grandparent's rules come first, what a pack does not say is taken over, and no rule is asked twice.
func TestExtends(t *testing.T) {
	t.Parallel()
	const rules = "signoff:\n  - {id: 001-R07, check: contingency_given, severity: block}\n"
	child := "name: glen\ntitle: Glen\nextends: Moor_Land\nsignoff:\n  - {id: 003-R58, check: life_story_given, severity: warn}\n"
	middle := "name: moor-land\ntitle: Moorland\nextends: brigadoon\nmarking: SECRET\n"
	packs, err := policy.Load(folder("1.yaml", child, "2.yaml", middle, "3.yaml", head+rules))
	if err != nil {
		t.Fatal(err)
	}
	glen, err := packs.Pack("glen")
	if err != nil {
		t.Fatal(err)
	}
	if glen.Marking != "SECRET" || glen.CaseNumberLabel != "Number" || glen.Title != "Glen" {
		t.Errorf("got %+v", glen)
	}
	form := &forms.PPM{}
	form.PlanSelected = forms.Adoption
	wantLines(t, glen.Check(form, nil),
		"001-R07 blocker /contingency contingency_missing",
		"003-R58 advice /life_story life_story_missing")

	_, err = policy.Load(folder("1.yaml", child+"  - {id: 001-R07, check: contingency_given, severity: warn}\n", "2.yaml", middle, "3.yaml", head+rules))
	want := `1.yaml:6: the rule 001-R07 is already in 3.yaml; take one of the two out`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
