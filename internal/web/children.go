package web

import (
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
)

type childrenPage struct {
	Query string
	pages
	Children []forms.Child
	Adds     bool
	Opens    bool // the person may open a case that they do not work with
	Filters  []question
	Filtered bool
}

var (
	lateOptions  = []forms.Option{{Value: "", Label: "Late or not"}, {Value: "yes", Label: "With something late"}}
	orderOptions = []forms.Option{
		{Value: string(records.ByName), Label: "Name"}, {Value: string(records.ByCaseNumber), Label: "Case number"},
		{Value: string(records.ByBirth), Label: "Youngest first"}, {Value: string(records.ByDue), Label: "What is due first"},
	}
	statusOptions = []forms.Option{
		{Value: "", Label: "Any state"}, {Value: string(records.Draft), Label: "Draft"}, {Value: string(records.Complete), Label: "Ready to sign"},
		{Value: string(records.Signed), Label: "Signed"}, {Value: string(records.Issued), Label: "Issued"},
	}
)

func (w *Web) children(v *visit) (answer, error) {
	get := v.URL.Query().Get
	f := records.ChildFilter{
		Query: strings.TrimSpace(get("q")), TeamID: get("team"), Kind: forms.Kind(get("kind")), Status: records.Status(get("status")),
		Order: records.ChildOrder(get("order")), Limit: listRows, Offset: v.offset(),
	}
	if get("late") != "" {
		f.Late = w.today()
	}
	found, total, err := w.Records.Children(v.Context(), v.actor(), f)
	if err != nil {
		return answer{}, err
	}
	p := childrenPage{Query: f.Query, pages: v.pages(len(found), total), Children: found, Adds: records.Adds(v.person.Role), Opens: records.Opens(v.person.Role)}
	if p.Filters, err = w.childFilters(v, f); err != nil {
		return answer{}, err
	}
	p.Filtered = f.TeamID != "" || f.Kind != "" || f.Status != "" || !f.Late.IsZero()
	return answer{page: "children.html", title: "Children", nav: "/children", data: p}, nil
}

// childFilters are the choices beside the search; that of a team is there for those who see several.
func (w *Web) childFilters(v *visit, f records.ChildFilter) ([]question, error) {
	teams, err := w.Records.Teams(v.Context(), v.actor())
	if err != nil {
		return nil, err
	}
	late := ""
	if !f.Late.IsZero() {
		late = "yes"
	}
	choice := func(id, label, value string, from []forms.Option) question {
		return question{ID: id, Label: label, Options: options(from, question{ID: id, Value: value})}
	}
	var filters []question
	if len(teams) > 1 {
		of := []forms.Option{{Label: "Any team"}}
		for _, t := range teams {
			of = append(of, forms.Option{Value: t.ID, Label: t.Name})
		}
		filters = append(filters, choice("team", "Team", f.TeamID, of))
	}
	kinds := []forms.Option{{Label: "Any form"}}
	for _, kind := range forms.Kinds() {
		kinds = append(kinds, forms.Option{Value: string(kind), Label: forms.Define(kind).Title})
	}
	return append(filters, choice("kind", "With a form", string(f.Kind), kinds), choice("status", "Which is", string(f.Status), statusOptions),
		choice("late", "Deadlines", late, lateOptions), choice("order", "Order", string(f.Order), orderOptions)), nil
}
