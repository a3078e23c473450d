// Package trackertest makes populations of fictional children for tests and benchmarks of the tracker pack: as many as wanted,
// always the same, with plans, orders, meetings and actions in proportions that an authority could have.
package trackertest

import (
	"fmt"
	"io/fs"
	"iter"

	"minutebook/forms"
	"minutebook/internal/policy"
	"minutebook/render"
	"minutebook/render/tracker"
	"minutebook/templates"
)

// AsOf is the day on which the populations are looked at.
var AsOf = forms.Date{Year: 2026, Month: 11, Day: 20}

// Input is a pack of the first n children under the built-in packs.
func Input(n int) (*tracker.Input, error) {
	rules, err := fs.Sub(templates.FS, "policies")
	if err != nil {
		return nil, err
	}
	packs, err := policy.Load(rules)
	if err != nil {
		return nil, err
	}
	return &tracker.Input{
		Packs: packs, Policy: "calderdale", AsOf: AsOf, Program: "test", ID: "pack-of-" + fmt.Sprint(n), Scope: fmt.Sprintf("%d children", n),
		Authority: render.Authority{Name: "Testerdale Council", CaseLabel: "CASS Number", Marking: "OFFICIAL-SENSITIVE"},
		Children:  Children(n),
	}, nil
}

// Children yields the first n children.
func Children(n int) iter.Seq2[*tracker.Child, error] {
	return func(yield func(*tracker.Child, error) bool) {
		for i := range n {
			if !yield(Child(i), nil) {
				return
			}
		}
	}
}

var (
	givens  = []string{"Aveline", "Bertil", "Ciaran", "Dagny", "Eluned", "Fenwick", "Gudrun", "Hamish", "Ismene", "Jolyon", "Kezia", "Lorcan"}
	names   = []string{"Ashgrove", "Birkbeck-Stone", "Cattermole", "Dunmarsh", "Eastlake", "Fothergill", "Grindrod", "Hollingshead", "Inskip", "Jellicoe"}
	chairs  = []string{"Oona Practice", "Piers Manager", "Quinta Lead", "Rafe Chairman", "Sorrel Team"}
	planned = []string{"ADOPTION", "LTF", "LTF", "SGO", "RETURN_HOME", "LTF", "RESIDENTIAL", "KINSHIP_FOSTER", "OTHER", "LTF"}
	homes   = []string{"U6", "U4", "U6", "U3", "P1", "U6", "K2", "U1", "H5", "U4"}
)

// Child returns child number i: what it is follows from its number.
func Child(i int) *tracker.Child {
	salt := int(uint32(i)*2654435761>>8) % 997
	into := AsOf.AddDays(-30 - salt*3) // up to eight years ago
	plan := planned[i%len(planned)]
	c := &tracker.Child{Chairs: map[string]string{}, Coded: tracker.Coded{Sex: []string{"F", "M"}[i%2], Ethnicity: "WBRI", Need: "N1"}}
	c.Facts.Child = forms.Child{
		ID: fmt.Sprintf("c%06d", i), Name: givens[i%len(givens)] + " " + names[i/7%len(names)], CaseNumber: fmt.Sprintf("TD-%07d", 1000000+i),
		DateOfBirth: into.AddDays(-salt * 5),
		LegalStatus: []forms.LegalPeriod{{Code: "C1", From: into, To: into.AddDays(180)}, {Code: []string{"C2", "V2", "E1"}[i%3], From: into.AddDays(180)}},
		Placements:  []forms.Placement{{From: into, To: into.AddDays(90), Type: "U6"}, {From: into.AddDays(90), Type: homes[i%len(homes)], External: i%4 == 0}},
		Plan:        &forms.CarePlan{Code: plan, Since: into.AddDays(120)},
	}
	if i%37 == 0 {
		c.Facts.Child.Plan = nil
	}
	happened := func(kind string, after int) {
		if on := into.AddDays(after); !on.After(AsOf) {
			c.Facts.Child.Events = append(c.Facts.Child.Events, forms.Event{Kind: kind, Date: on, Done: true})
		}
	}
	happened("gateway_panel_decision", -20)
	happened("child_becomes_looked_after", 0)
	happened("proceedings_issued", 10)
	happened("first_cla_review", 20+salt%15)
	happened("second_cla_review", 100+salt%20)
	if plan == "ADOPTION" {
		for n, kind := range []string{"shobpa_adm_decision", "placement_order_granted", "adm_match_decision", "start_of_adoptive_placement", "adoption_order_granted"} {
			happened(kind, 120+n*(40+salt%90))
		}
		c.Facts.Tasks = []policy.Task{{Task: "T05", Completed: into}, {Task: "T06"}, {Task: "T09", NotApplicable: i%3 == 0}}
	}
	if plan == "SGO" && salt%5 == 0 {
		happened("sgo_granted", 300)
	}
	for n := range 5 {
		on := AsOf.AddDays(-400 + n*85 + salt%40)
		if on.Before(into) || i%29 == 0 {
			continue
		}
		id := fmt.Sprintf("m%d-%d", i/2, n) // brothers and sisters in pairs
		c.Facts.Meetings = append(c.Facts.Meetings, policy.Meeting{ID: id, Date: on, Held: true, Recorded: on.AddDays(1 + (salt+n)%7), HasForm: true})
		c.Chairs[id] = chairs[(i/2+n)%len(chairs)]
	}
	if i%3 == 0 && len(c.Facts.Meetings) > 0 {
		c.Forms = []tracker.Filled{{Record: fmt.Sprintf("r%d", i), Form: review(c, i)}}
	}
	return c
}

// review is the form of the child's latest meeting, with two actions.
func review(c *tracker.Child, i int) forms.Form {
	m := c.Facts.Meetings[len(c.Facts.Meetings)-1]
	times := i % 5
	f := new(forms.PRPM)
	f.MeetingDate, f.Chair = m.Date, c.Chairs[m.ID]
	f.IROName, f.IROView, f.Contingency.Contingency = "Una Officer", "The plan is right and moves at the child’s pace.", "Long-term fostering with the present carers."
	f.Carried = []forms.CarriedAction{{
		Number: forms.ActionNumber(i%50 + 1), Recommendation: "Life story work to begin with the foster carers.", ByWhom: "Social worker",
		TargetDate: m.Date.AddDays(40), FirstAgreed: m.Date.AddDays(-60 * times), TimesCarried: &times, Update: "Begun.",
	}, {
		Number: forms.ActionNumber(i%50 + 2), Recommendation: "Passport to be applied for.", ByWhom: "Team manager",
		TargetDate: m.Date.AddDays(90), FirstAgreed: m.Date, TimesCarried: &times,
	}}
	return f
}
