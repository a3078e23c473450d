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
	Opens    bool // the person may open a case that they do not work with
}

func (w *Web) children(v *visit) (answer, error) {
	query := strings.TrimSpace(v.URL.Query().Get("q"))
	found, total, err := w.Records.Children(v.Context(), v.actor(), records.ChildFilter{Query: query, Limit: listRows, Offset: v.offset()})
	if err != nil {
		return answer{}, err
	}
	p := childrenPage{Query: query, pages: v.pages(len(found), total), Children: found, Opens: records.Opens(v.person.Role)}
	return answer{page: "children.html", title: "Children", nav: "/children", data: p}, nil
}
