package web

import (
	"net/url"

	"minutebook/forms"
	"minutebook/internal/records"
)

type childPage struct {
	Child   forms.Child
	Records []listed
	Total   int
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
	p := childPage{Child: child, Total: total}
	for _, rec := range found {
		p.Records = append(p.Records, listed{rec, forms.Define(rec.Kind).Title, child})
	}
	return answer{page: "child.html", title: child.Name, nav: "/children", data: p}, nil
}

// newRecord starts the minutes of an initial planning meeting.
func (w *Web) newRecord(v *visit) (answer, error) {
	form, err := forms.New(forms.PPMKind)
	if err != nil {
		return answer{}, err
	}
	rec, _, err := w.Records.Create(v.Context(), v.actor(), v.param("child"), form)
	if err != nil {
		return answer{}, err
	}
	return seeOther("/records/" + url.PathEscape(rec.ID))
}
