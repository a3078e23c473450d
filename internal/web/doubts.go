package web

import (
	"net/url"
	"strings"

	"minutebook/forms"
)

// Doubt is something in the facts about a child that cannot be right. Deadlines that rest on it are wrong as well.
type Doubt struct {
	Pointer string // into the child's JSON
	Says    string
}

// doubts lists them with links to the inputs of the page of facts.
func (w *Web) doubts(child forms.Child) ([]remark, error) {
	if w.Doubts == nil {
		return nil, nil
	}
	found, err := w.Doubts(child)
	if err != nil {
		return nil, err
	}
	var list []remark
	for _, d := range found {
		id := inputID(inputName(d.Pointer))
		if first, _, row := strings.Cut(inputName(d.Pointer), "."); row {
			id += "-" + map[string]string{"events": "kind", "placements": "type", "legal_status": "code"}[first]
		}
		list = append(list, remark{"/children/" + url.PathEscape(child.ID) + "/facts#" + id, d.Says})
	}
	return list, nil
}
