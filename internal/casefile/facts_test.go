package casefile_test

import (
	"testing"

	"minutebook/forms"
	"minutebook/internal/casefile"
)

// TestFacts reads what the rules need beside the forms: a meeting about two children, advice about one of them, a form
// that says that permanence is achieved, a connected carer, and a task list.
func TestFacts(t *testing.T) {
	t.Parallel()
	c, err := casefile.Read([]byte(`{"schema": 1, "as_of": "2026-11-20",
		"children": [
			{"id": "c1", "name": "Ottilie Marchbanks", "relinquished": true, "current_plan": {"code": "LTF", "set_date": "2026-01-05"},
			 "parallel_plans": ["SGO"], "adoption_unlikely_within_12_months": null, "legal_status": [{"code": "C2", "from": "2026-01-05", "to": null}],
			 "placements": [{"from": "2026-01-05", "to": null, "placement_type": "U6", "address_since": "2025-12-01", "external": true}]},
			{"id": "c2", "name": "Barnaby Marchbanks", "current_plan": null, "adoption_unlikely_within_12_months": true}],
		"meetings": [
			{"id": "m1", "date": "2026-02-02", "children": ["c1", "c2"], "status": "held", "recorded_date": "2026-02-05",
			 "adoption_advice": {"c2": {"issued": true, "circulated_date": "2026-02-06"}}},
			{"id": "m2", "date": "2026-12-02", "children": ["c1"], "status": "planned", "recorded_date": null, "adoption_advice": {}}],
		"forms": [
			{"id": "f1", "form": "unheard-of", "child_id": "c1", "meeting_id": "m1", "values": {"achieved": "yes", "carers": [{"ruled": "ruled_out"}, {"ruled": "pending"}]}},
			{"id": "f2", "form": "unheard-of", "child_id": "c2", "meeting_id": "m1", "values": {"achieved": null, "carers": [{"ruled": "ruled_out"}]}}],
		"adoption_task_lists": [{"child_id": "c2", "tasks": [
			{"task": "T09", "status": "done", "completed_date": "2026-03-18", "steps": {"booked": "2026-03-02", "completed": null}},
			{"task": "T04", "status": "not_applicable", "completed_date": null, "steps": {}}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if c.AsOf != (forms.Date{Year: 2026, Month: 11, Day: 20}) || len(c.Meetings) != 2 || len(c.Facts) != 2 {
		t.Fatalf("got %s, %d meetings, %d children", c.AsOf, len(c.Meetings), len(c.Facts))
	}
	first, second := c.Facts[0], c.Facts[1]
	if m := first.Meetings[0]; len(first.Meetings) != 2 || !m.Held || !m.HasForm || !m.Achieved || !m.Connected || m.AdviceIssued || first.Meetings[1].Held {
		t.Errorf("meetings of the first child: %+v", first.Meetings)
	}
	if m := second.Meetings[0]; len(second.Meetings) != 1 || m.Achieved || m.Connected || !m.AdviceIssued || m.AdviceCirculated.Day != 6 || m.Recorded.Day != 5 {
		t.Errorf("meetings of the second child: %+v", second.Meetings)
	}
	child := first.Child
	if p := child.Placements[0]; !child.Relinquished || child.AdoptionUnlikely || child.Plan.Parallel[0] != "SGO" || child.LegalStatus[0].Code != "C2" || !p.External || p.AddressSince.Year != 2025 {
		t.Errorf("the first child: %+v", child)
	}
	if !second.Child.AdoptionUnlikely || second.Child.Plan != nil || first.Tasks != nil || len(second.Tasks) != 2 {
		t.Errorf("the second child: %+v", second)
	}
	if task := second.Tasks[0]; task.Completed.Day != 18 || task.Steps["booked"].Day != 2 || !task.Steps["completed"].IsZero() || !second.Tasks[1].NotApplicable {
		t.Errorf("tasks: %+v", second.Tasks)
	}
}

// FuzzRead: whatever a file holds, Read answers with a case whose facts can be used, or with an error.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"schema": 1, "forms": [], "children": [{"id": "c1", "milestones": [{"milestone": "cla_review", "date": "2026-01-05", "status": "done"}]}]}`))
	f.Add([]byte(`{"forms": [{"id": "f", "form": "PPM", "child_id": "c", "values": {"achieved": 1}}], "children": [{"id": "c"}]}`))
	f.Add([]byte(`{"children": [{"id": "c"}, {"id": "c"}], "meetings": [{"children": ["c", "c"], "date": "9999-01-01"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := casefile.Read(data)
		if err != nil {
			return
		}
		if len(c.Facts) != len(c.Children) {
			t.Fatalf("%d children, facts about %d", len(c.Children), len(c.Facts))
		}
	})
}
