package web

import (
	"fmt"
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
)

type childPage struct {
	Child    forms.Child
	Facts    []fact
	Records  []listed
	Total    int
	Opened   opened
	Writes   bool          // the person may change what is known, and start forms
	Mine     bool          // the person says who works with the child
	Siblings []forms.Child // on file, whom the person may see
	Timeline *timeline     // nil where there is nothing to show
	Actions  []openAction
	Due      *deadlineLists // nil for an installation without rules
	Doubts   []remark       // about the facts on which deadlines rest
}

func (w *Web) child(v *visit) (answer, error) {
	ctx, by := v.Context(), v.actor()
	child, err := w.Records.Child(ctx, by, v.param("child"))
	if err != nil {
		return answer{}, err
	}
	p := childPage{Child: child, Facts: inShort(child, w.today()), Writes: records.Changes(v.person.Role), Mine: records.Allocates(v.person.Role)}
	if p.Records, p.Total, err = w.listed(v, child); err != nil {
		return answer{}, err
	}
	if p.Opened, err = w.opened(v, child); err != nil {
		return answer{}, err
	}
	if p.Siblings, err = w.Records.Siblings(ctx, by, child); err != nil {
		return answer{}, err
	}
	meetings, err := w.Records.Forms(ctx, by, child.ID, records.ClockKinds()...)
	if err != nil {
		return answer{}, err
	}
	p.Timeline = timelineOf(child, meetings)
	if p.Actions, err = w.openActions(v, meetings); err != nil {
		return answer{}, err
	}
	if p.Due, err = w.deadlines(child, meetings); err != nil {
		return answer{}, err
	}
	if p.Doubts, err = w.doubts(child); err != nil {
		return answer{}, err
	}
	return answer{page: "child.html", title: child.Name, nav: "/children", data: p}, nil
}

// inShort is what holds for a child on the day. Several legal statuses and placements can hold at once.
func inShort(child forms.Child, day forms.Date) []fact {
	var legal, placed, plan []string
	for _, l := range child.LegalStatus {
		if !l.From.After(day) && (l.To.IsZero() || day.Before(l.To)) {
			legal = append(legal, lasting(forms.LabelOf(forms.LegalStatus(l.Code)), l.From))
		}
	}
	for _, p := range child.PlacedOn(day) {
		placed = append(placed, lasting(forms.LabelOf(forms.PlacementType(p.Type)), p.From))
	}
	if child.Plan != nil {
		plan = append(plan, lasting(forms.LabelOf(forms.CarePlanCode(child.Plan.Code)), child.Plan.Since))
		for _, code := range child.Plan.Parallel {
			plan = append(plan, "Beside it: "+forms.LabelOf(forms.CarePlanCode(code)))
		}
	}
	return []fact{
		{"Case number", child.CaseNumber},
		{"Date of birth", born(child.DateOfBirth, day)},
		{"Legal status", strings.Join(legal, "\n")},
		{"Plan for permanence", strings.Join(plan, "\n")},
		{"Placement", strings.Join(placed, "\n")},
	}
}

func lasting(what string, from forms.Date) string {
	if from.IsZero() {
		return what
	}
	return what + ", since " + from.Long()
}

func born(on, day forms.Date) string {
	if on.IsZero() {
		return ""
	}
	if on.After(day) {
		return "Expected on " + on.Long()
	}
	switch years := on.YearsOn(day); years {
	case 0:
		return on.Long() + ", under 1 year old"
	case 1:
		return on.Long() + ", 1 year old"
	default:
		return fmt.Sprintf("%s, %d years old", on.Long(), years)
	}
}
