package web

import (
	"net/url"
	"strconv"
	"strings"

	"minutebook/forms"
)

type childrenPage struct {
	Query           string
	Children        []forms.Child
	Total           int
	First, Last     int    // of those shown, from 1
	Before, Further string // addresses of the neighbouring pages
}

const childrenRows = 25

func (w *Web) children(v *visit) (answer, error) {
	query := v.URL.Query()
	p := childrenPage{Query: strings.TrimSpace(query.Get("q"))}
	page, err := strconv.Atoi(query.Get("page"))
	if err != nil || page < 1 || page > 1_000_000 {
		page = 1
	}
	offset := (page - 1) * childrenRows
	if p.Children, p.Total, err = w.Records.Children(v.Context(), v.actor(), p.Query, childrenRows, offset); err != nil {
		return answer{}, err
	}
	p.First, p.Last = offset+1, offset+len(p.Children)
	address := func(page int) string {
		return "/children?" + url.Values{"q": {p.Query}, "page": {strconv.Itoa(page)}}.Encode()
	}
	if page > 1 {
		p.Before = address(page - 1)
	}
	if p.Last < p.Total {
		p.Further = address(page + 1)
	}
	return answer{page: "children.html", title: "Children", nav: "/children", data: p}, nil
}
