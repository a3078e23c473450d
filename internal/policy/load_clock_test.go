package policy_test

import (
	"strings"
	"testing"

	"minutebook/internal/policy"
)

// TestLoadDeadlines gives one mistake at a time in what makes deadlines and lists, and looks for the message.
func TestLoadDeadlines(t *testing.T) {
	t.Parallel()
	within := func(s string) string {
		return head + "deadlines:\n  - {id: 001-R31, kind: within, name: N, consequence: chase, " + s + "}\n"
	}
	const from, by = "from: [first_cla_review], ", "met_by: [cla_review]"
	for _, c := range []struct{ name, yaml, want string }{
		{"no kind", head + "deadlines:\n  - {id: 001-R31, name: N, consequence: chase}\n", `a.yaml:6: kind is missing; add it`},
		{"unknown kind", head + "deadlines:\n  - {id: 001-R31, kind: soon, consequence: chase}\n", `there is no kind of deadline called "soon"; the kinds are within, before, by, not_before, every, after_each, each_meeting`},
		{"odd id", head + "deadlines:\n  - {id: R31, kind: within, name: N, consequence: chase, weeks: 1, " + from + by + "}\n", `a.yaml:6: "R31" is not an inventory id such as 001-R40`},
		{"no amount", within(from + by), `a.yaml:6: the interval is missing; add days or working_days or weeks or months`},
		{"two amounts", within("days: 1, months: 1, " + from + by), `a.yaml:6: an interval is in days or in months; take one of the two out`},
		{"no working days", within("working_days: 0, " + from + by), `a.yaml:6: working_days must be a whole number from 1 to 260`},
		{"three years in months", within("months: 36, " + from + by), `a.yaml:6: months must be a whole number from 1 to 24`},
		{"no trigger", within("weeks: 1, " + by), `a.yaml:6: from is missing; add a list of events`},
		{"unknown trigger", within("weeks: 1, from: [first_cla_reveiw], " + by), `a.yaml:6: there is no event called "first_cla_reveiw"; the events are `},
		{"unknown placement", within("weeks: 1, from: [placed_anywhere], " + by), `a.yaml:6: there is no event called "placed_anywhere"`},
		{"trigger is a word", within("weeks: 1, from: first_cla_review, " + by), `a.yaml:6: from must be a list of events, such as [care_order_granted]`},
		{"no evidence", within("weeks: 1, " + from), `a.yaml:6: met_by is missing; add a list of events`},
		{"no consequence", head + "deadlines:\n  - {id: 001-R31, kind: within, name: N, weeks: 1, " + from + by + "}\n", `a.yaml:6: consequence is missing; add it`},
		{"unknown consequence", head + "deadlines:\n  - {id: 001-R31, kind: within, name: N, consequence: shout, weeks: 1, " + from + by + "}\n", `a.yaml:6: there is no consequence called "shout"`},
		{"odd reading", within("weeks: 1, reading: [RD1], " + from + by), `a.yaml:6: "RD1" is not a reading such as RD01`},
		{"neither true nor false", within("weeks: 1, met_early: perhaps, " + from + by), `a.yaml:6: met_early must be true or false`},
		{"empty condition", within("weeks: 1, when: {}, " + from + by), `a.yaml:6: the condition is empty`},
		{"unknown condition", within("weeks: 1, when: {moon: full}, " + from + by), `a.yaml:6: there is no key called "moon"`},
		{"a date of its own", within("weeks: 1, met_by: minutes_recorded, " + from), `a.yaml:6: met_by must be a list of events`},
		{"wrong evidence of a meeting", head + "deadlines:\n  - {id: 004-R09, kind: each_meeting, name: N, consequence: chase, days: 3, met_by: tea}\n", `a.yaml:6: met_by is "tea"; a meeting has minutes_recorded or adoption_advice_circulated`},
		{"a first row from nothing", head + "deadlines:\n  - {id: 001-R05, kind: every, name: N, consequence: chase, weeks: 3, of: [ppm_held], first: {name: F, weeks: 2}}\n", `a.yaml:6: from is missing; say which event the first row counts from`},
		{"twice", head + "deadlines:\n  - {id: 001-R31, kind: within, name: N, consequence: chase, weeks: 1, " + from + by + "}\nfigures:\n  - {id: 001-R31, name: N, relation: within, weeks: 2, consequence: remind}\n",
			`a.yaml:8: the rule 001-R31 is already in a.yaml; take one of the two out`},
		{"unknown relation", head + "figures:\n  - {id: 001-R31, name: N, relation: about, weeks: 2, consequence: remind}\n", `a.yaml:6: there is no relation called "about"`},
		{"an age of a hundred and one", head + "figures:\n  - {id: 003-R57, name: N, relation: under, years: 101, consequence: route}\n", `a.yaml:6: years must be a whole number from 1 to 100`},
		{"a set named like an event", head + "sets:\n  cla_review: [first_cla_review]\n", `a.yaml:6: "cla_review" is the name of an event or of an inherited set already; choose another`},
		{"a set of nothing known", head + "sets:\n  mine: [first_cla_reveiw]\n", `a.yaml:6: there is no event called "first_cla_reveiw"`},
		{"a day that does not exist", head + "closed: [2026-02-30]\n", `a.yaml:5: "2026-02-30" is not a day such as 2026-12-29`},
		{"order without lists", head + "order: [first_cla_review]\n", `a.yaml:5: each entry of order is a list of events`},
		{"a task without time or reason", head + "tasks:\n  - {id: 001-T01, name: N}\n", `a.yaml:6: a task has a time, or says under “untimed” what the source has in place of one`},
		{"a task without clock", head + "tasks:\n  - {id: 001-T01, name: N, weeks: 4}\n", `a.yaml:6: from is missing; add a list of events`},
		{"a section for everybody", head + "tracker:\n  - {id: 001-I01, code: A, text: T}\n", `a.yaml:6: say under “when” which children belong here`},
		{"an unknown plan", head + "indicators:\n  - {id: 003-I01, code: H1, text: T, when: [{plan: [ELOPE]}]}\n", `a.yaml:6: plan number 1 is "ELOPE"; the codes are ADOPTION, `},
		{"a route without exit", head + "panel:\n  routes:\n    - {id: 000-R01, code: E1, text: T, action: A1, exit: X9, when: [{looked_after: true}]}\n", `route E1 leaves by "X9", which is not among the exits`},
		{"bands that overlap", head + "matrix:\n  id: 004-L01\n  bands:\n    - {name: a, from: 0, to: 7}\n    - {name: b, from: 7, to: 9}\n", `a.yaml:9: the band begins at 7, inside the band before it`},
		{"a band that ends first", head + "matrix:\n  id: 004-L01\n  bands:\n    - {name: a, from: 7, to: 6}\n", `a.yaml:8: the band ends at 6, before it begins at 7`},
		{"an option without words", head + "matrix:\n  id: 004-L01\n  bands:\n    - {name: a, from: 7, to: 8, not_an_option: [LTF]}\n", `LTF is missing; add it`},
		{"a level that is none", head + "risk:\n  levels: [low]\n  moves:\n    - {from: low, to: lowest, when: W}\n", `a.yaml:8: there is no level of risk called "lowest"`},
		{"a citation that is none", head + "meeting: {cites: [everything]}\n", `a.yaml:5: "everything" is not an inventory id such as 001-R40`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			packs, err := policy.Load(folder("a.yaml", c.yaml))
			if err == nil || !strings.Contains(err.Error(), c.want) || packs != nil {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

// TestLoadOver: a later folder's file takes the place of an earlier one's, and its packs can extend those of the other.
func TestLoadOver(t *testing.T) {
	t.Parallel()
	base := folder("base.yaml", head, "other.yaml", "name: other\ntitle: Other\nextends: brigadoon\n")
	packs, err := policy.Load(base, folder("other.yaml", "name: other\ntitle: Another\nextends: brigadoon\n", "third.yaml", "name: third\ntitle: Third\nextends: other\n"))
	if err != nil {
		t.Fatal(err)
	}
	other, err := packs.Pack("other")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(packs.Names(), " "); got != "brigadoon other third" || other.Title != "Another" {
		t.Errorf("got %s, %s", got, other.Title)
	}
}

// TestOwnClosedDays: an authority's own closed days move its due dates, and nobody else's.
func TestOwnClosedDays(t *testing.T) {
	t.Parallel()
	const rule = "deadlines:\n  - {id: S01, kind: within, name: N, consequence: chase, working_days: 3, from: [child_becomes_looked_after], met_by: [first_cla_review]}\n"
	packs, err := policy.Load(folder("a.yaml", head+rule, "b.yaml", "name: glen\ntitle: Glen\nextends: brigadoon\nclosed: [2026-03-03, 2026-03-07]\n"+strings.Replace(rule, "S01", "001-R31", 1)))
	if err != nil {
		t.Fatal(err)
	}
	facts := tale("2026-03-02 child_becomes_looked_after")
	for name, want := range map[string]string{"brigadoon": "2026-03-05", "glen": "2026-03-06"} {
		p, err := packs.Pack(name)
		if err != nil {
			t.Fatal(err)
		}
		if rows := p.Deadlines(facts, day("2026-03-02")); len(rows) != 1 || rows[0].Due != day(want) {
			t.Errorf("%s: got %+v, want due %s", name, rows, want)
		}
	}
}
