package api

import (
	"encoding/json"
	"fmt"
	"time"

	"minutebook/forms"
)

// The examples of the OpenAPI document. Nobody in them exists.

func exampleChild() childBody {
	return childBody{Child: forms.Child{
		Name: "Robin Examplechild", CaseNumber: "EX-0042", DateOfBirth: forms.Date{Year: 2019, Month: time.March, Day: 14},
		Placements: []forms.Placement{{From: forms.Date{Year: 2025, Month: time.June, Day: 2}, Type: "U6"}},
		Events:     []forms.Event{{Kind: "second_cla_review", Date: forms.Date{Year: 2025, Month: time.November, Day: 20}, Done: true}},
	}}
}

func exampleForm() *forms.PPM {
	f := new(forms.PPM)
	f.ChildName, f.CaseNumber, f.MeetingKind = "Robin Examplechild", "EX-0042", "initial"
	f.MeetingDate = forms.Date{Year: 2025, Month: time.December, Day: 9}
	f.Attendance = []forms.Attendance{{Name: "Alex Fictional", Relation: "Social worker", Attended: "attended"}}
	f.PlanSelected = forms.LTF
	f.Recommendations.Actions = []forms.Action{{
		Recommendation: "Visit the school with the foster carer.", ByWhom: "Alex Fictional",
		TargetDate: forms.Date{Year: 2026, Month: time.January, Day: 16},
	}}
	f.NextDate = forms.Date{Year: 2026, Month: time.March, Day: 3}
	return f
}

func exampleRecord() recordBody {
	form, err := json.Marshal(exampleForm())
	if err != nil {
		panic(fmt.Sprintf("api: writing the example form: %v", err))
	}
	return recordBody{Kind: forms.PPMKind, Form: form}
}
