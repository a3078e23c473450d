package web

import (
	"minutebook/forms"
	"minutebook/internal/records"
)

type childPage struct {
	Child    forms.Child
	Records  []listed
	Total    int
	Opened   opened
	Writes   bool          // the person may change what is known
	Mine     bool          // the person says who works with the child
	Siblings []forms.Child // on file, whom the person may see
	Timeline *timeline     // nil where there is nothing to show
	Actions  []openAction
	Due      *deadlineLists // nil for an installation without rules
	Doubts   []remark       // about the facts on which deadlines rest
}

// listed is a record in the list of a child's.
type listed struct {
	records.Record
	Link string // words of the link to it
	What string // begins the line below
}

func (w *Web) child(v *visit) (answer, error) {
	ctx, by := v.Context(), v.actor()
	child, err := w.Records.Child(ctx, by, v.param("child"))
	if err != nil {
		return answer{}, err
	}
	found, total, err := w.Records.Records(ctx, by, records.Filter{ChildID: child.ID, Limit: 200})
	if err != nil {
		return answer{}, err
	}
	p := childPage{Child: child, Total: total, Writes: records.Changes(v.person.Role), Mine: records.Allocates(v.person.Role)}
	for _, rec := range found {
		p.Records = append(p.Records, listed{rec, forms.Define(rec.Kind).Title, "Version"})
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
