package web

import (
	"strings"
)

// present tells a page, again and again, who else has its section open, and keeps its own person among them.
func (w *Web) present(v *visit) (any, error) {
	says, err := w.others(v, v.param("record"), v.param("section"))
	if err != nil {
		return nil, err
	}
	return map[string]string{"says": says}, nil
}

// others says who else has a section open; "" for nobody.
func (w *Web) others(v *visit, record, section string) (string, error) {
	all, err := w.Records.Present(v.Context(), v.actor(), record, section)
	if err != nil {
		return "", err
	}
	var names []string
	for _, p := range all {
		if p.Section == section {
			names = append(names, p.Name)
		}
	}
	switch len(names) {
	case 0:
		return "", nil
	case 1:
		return names[0] + " has this section open.", nil
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last] + " have this section open.", nil
}
