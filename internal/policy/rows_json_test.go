package policy_test

import (
	"encoding/json"
	"slices"
	"testing"

	"minutebook/internal/policy"
)

// TestRowsAsJSON pins the keys by which rows are exchanged: a due date with what satisfies it, or an earliest date without;
// what does not apply to a row is left out, what has not happened is null.
func TestRowsAsJSON(t *testing.T) {
	t.Parallel()
	facts := tale("2026-11-02 child_becomes_looked_after", "2026-11-02 ppm", "2026-10-05 start_of_adoptive_placement", "2026-12-14 second_cla_review?")
	for _, e := range []struct{ pack, rule, want string }{
		{"statutory", "S01", `{"rule":"S01","occurrence":1,"name":"First review","trigger":"child_becomes_looked_after","trigger_date":"2026-11-02",` +
			`"trigger_status":"done","due_date":"2026-11-30","satisfied_by":"first_cla_review","satisfied_date":null,"status":"upcoming","reading":["RD01","RD02"]}`},
		{"statutory", "S28", `{"rule":"S28","occurrence":1,"name":"First visit after placement","trigger":"start_of_adoptive_placement","trigger_date":"2026-10-05",` +
			`"trigger_status":"done","due_date":"2026-10-12","satisfied_by":"adoptive_placement_visit","satisfied_date":null,"status":"overdue","days_late":39,"reading":["RD03"]}`},
		{"statutory", "S29", `{"rule":"S29","occurrence":1,"name":"Adoption application at the earliest","trigger":"start_of_adoptive_placement",` +
			`"trigger_date":"2026-10-05","trigger_status":"done","earliest_date":"2026-12-14","status":"not_reached","reading":["RD03","RD14"]}`},
		{"hertfordshire", "003-R53", `{"rule":"003-R53","occurrence":1,"name":"Summary sheet to the parents 5 days before the second review","trigger":"second_cla_review",` +
			`"trigger_date":"2026-12-14","trigger_status":"planned","due_date":"2026-12-09","satisfied_by":"summary_sent_to_parents","satisfied_date":null,` +
			`"status":"upcoming","alternative_due_date":"2026-12-07","reading":["RD05","RD06","RD18"]}`},
		{"calderdale", "001-R02", `{"rule":"001-R02","occurrence":1,"name":"PPM where the child is already looked after without one","trigger":"child_becomes_looked_after",` +
			`"trigger_date":"2026-11-02","trigger_status":"done","due_date":"2026-11-12","satisfied_by":"ppm_held","satisfied_date":null,"status":"not_applicable",` +
			`"alternative_due_date":"2026-11-16","note":"a PPM was held on or before the day the child became looked after","reading":["RD01","RD05","RD06"]}`},
	} {
		rows := pack(t, e.pack).Deadlines(facts, day(today))
		i := slices.IndexFunc(rows, func(d policy.Deadline) bool { return d.Rule == e.rule })
		if i < 0 {
			t.Errorf("%s has no row", e.rule)
			continue
		}
		data, err := json.Marshal(rows[i])
		if err != nil {
			t.Fatal(err)
		}
		if string(data) != e.want {
			t.Errorf("got  %s\nwant %s", data, e.want)
		}
	}
}
