package web

import (
	"minutebook/forms"
	"minutebook/internal/records"
)

type homePage struct {
	Name   string
	Cases  bool // whether the role gives access to them
	Signs  bool
	Lists  []homeList
	Nobody bool // no child is known yet
}

type homeList struct {
	Heading string
	Empty   string
	Rows    []listed
	More    int // how many are not shown
}

// listed is a record in a list.
type listed struct {
	records.Record
	Link string // words of the link to it
	What string // begins the line below
}

// homeRows is how many records a list of the start page shows.
const homeRows = 20

func (w *Web) home(v *visit) (answer, error) {
	p := homePage{Name: v.person.Name, Cases: v.person.Role.SeesCases(), Signs: v.person.Role.Signs()}
	a := answer{page: "home.html", title: "Start", nav: "/", data: &p}
	if !p.Cases {
		return a, nil
	}
	ctx, by := v.Context(), v.actor()
	known, total, err := w.Records.Children(ctx, by, records.ChildFilter{Limit: 200})
	if err != nil {
		return answer{}, err
	}
	p.Nobody = total == 0
	children := map[string]forms.Child{}
	for _, c := range known {
		children[c.ID] = c
	}
	for _, l := range []struct {
		status         records.Status
		heading, empty string
	}{
		{records.Complete, "Ready to sign", "Nothing is waiting for a signature."},
		{records.Draft, "Drafts", "There are no drafts."},
		{records.Signed, "Papers being made", ""},
		{records.Issued, "Issued lately", "Nothing has been issued yet."},
	} {
		found, total, err := w.Records.Records(ctx, by, records.Filter{Status: l.status, Limit: homeRows})
		if err != nil {
			return answer{}, err
		}
		list := homeList{Heading: l.heading, Empty: l.empty, More: total - len(found)}
		for _, rec := range found {
			child, ok := children[rec.ChildID]
			if !ok {
				if child, err = w.Records.Child(ctx, by, rec.ChildID); err != nil {
					return answer{}, err
				}
				children[rec.ChildID] = child
			}
			list.Rows = append(list.Rows, listed{rec, child.Name, forms.Define(rec.Kind).Title + ", version"})
		}
		if len(list.Rows) > 0 || list.Empty != "" {
			p.Lists = append(p.Lists, list)
		}
	}
	return a, nil
}
