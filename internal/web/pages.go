package web

import (
	"errors"
	"maps"
	"strconv"

	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// pages says which part of a long list a page shows, and where the neighbouring parts are.
type pages struct {
	Total           int
	First, Last     int    // of those shown, from 1
	Before, Further string // addresses of the neighbouring pages
}

// listRows is how many rows a page of a list has.
const listRows = 25

// offset is how many rows of the list come before the page that the address asks for.
func (v *visit) offset() int {
	page, err := strconv.Atoi(v.URL.Query().Get("page"))
	if err != nil || page < 1 || page > 1_000_000 {
		page = 1
	}
	return (page - 1) * listRows
}

// pages describes a page that shows so many rows of total.
func (v *visit) pages(shown, total int) pages {
	offset := v.offset()
	p := pages{Total: total, First: offset + 1, Last: offset + shown}
	address := func(page int) string {
		query := maps.Clone(v.URL.Query())
		query.Set("page", strconv.Itoa(page))
		return v.URL.Path + "?" + query.Encode()
	}
	if page := offset/listRows + 1; page > 1 {
		p.Before = address(page - 1)
	}
	if p.Last < total {
		p.Further = address(offset/listRows + 2)
	}
	return p
}

// says are the sentences about the input that the link leads to.
func says(errs []remark, link string) []string {
	var all []string
	for _, e := range errs {
		if e.Link == link {
			all = append(all, e.Says)
		}
	}
	return all
}

// deskFault marks a failure of the accounts' store as what it is, and what an administrator asked for that is not there.
func deskFault(err error) error {
	switch {
	case errors.Is(err, auth.ErrUnknownPerson), errors.Is(err, auth.ErrUnknownTeam):
		return records.ErrNotFound
	case errors.Is(err, auth.ErrNotAdministrator):
		return records.ErrForbidden
	}
	return unavailable(err)
}
