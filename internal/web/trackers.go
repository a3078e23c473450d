package web

import (
	"errors"
	"io"
	"net/url"
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
)

type trackersPage struct {
	About   []option // which children
	AsOf    question
	Packs   []records.Pack
	Errors  []remark
	Waiting bool // a pack of the person is not ready yet
	Refresh bool
	Kept    int // packs of one person
	pages
}

// board stands among the teams for figures about the whole service.
const board = "board"

func (w *Web) trackersPage(v *visit) (answer, error) {
	today := forms.DateOf(w.Now().In(w.Zone))
	typed := url.Values{"as_of.day": {number(today.Day)}, "as_of.month": {number(int(today.Month))}, "as_of.year": {number(today.Year)}}
	return w.trackersAnswer(v, typed)
}

// trackersAnswer shows what was typed, and the list of packs. It refreshes itself until those that the person asked for are
// there; "?refresh=off" makes it keep still (WCAG 2.2.2).
func (w *Web) trackersAnswer(v *visit, typed url.Values, errs ...remark) (answer, error) {
	teams, err := w.Records.ReportTeams(v.Context(), v.actor())
	if err != nil {
		return answer{}, err
	}
	found, total, err := w.Records.Packs(v.Context(), v.actor(), listRows, v.offset())
	if err != nil {
		return answer{}, err
	}
	q := question{Name: "as_of", ID: "as_of", As: "date", Label: "As of", Hint: "Deadlines and lists are worked out for this day", Errors: says(errs, "#as_of-day")}
	q.Parts = (&sheet{values: typed}).dateParts(q)
	p := trackersPage{AsOf: q, Packs: found, Errors: errs, Kept: records.MostPacks, pages: v.pages(len(found), total)}
	all := "All children of my teams"
	if records.Boards(v.person.Role) {
		all = "All children"
	}
	p.About = []option{{Label: all}}
	for _, t := range teams {
		p.About = append(p.About, option{Value: "team:" + t.ID, Label: "Team " + t.Name})
	}
	if records.Boards(v.person.Role) {
		p.About = append(p.About, option{Value: board, Label: "Figures for a board: the whole service, nothing about one child"})
	}
	for i := range p.About {
		p.About[i].Chosen = p.About[i].Value == typed.Get("about")
	}
	for _, pack := range found {
		p.Waiting = p.Waiting || pack.PersonID == v.person.ID && (pack.State == records.PackWaiting || pack.State == records.PackMaking)
	}
	a := failedForm(answer{page: "trackers.html", title: "Tracker packs", nav: "/trackers"}, errs)
	if p.Refresh = p.Waiting && len(errs) == 0 && v.URL.Query().Get("refresh") != "off"; p.Refresh {
		a.refresh = "5; url=/trackers"
	}
	a.data = p
	return a, nil
}

func (w *Web) orderTracker(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	var o records.PackOrder
	about := post.Get("about")
	if team, ok := strings.CutPrefix(about, "team:"); ok {
		o.TeamID = team
	} else if o.Anonymous = about == board; !o.Anonymous && about != "" {
		return answer{}, errBadRequest
	}
	if o.AsOf, err = forms.ParseDate(forms.PostedDate("as_of", post)); err != nil {
		return w.trackersAnswer(v, post, remark{"#as_of-day", "As of must be a real date, with day, month and year"})
	}
	_, err = w.Records.OrderPack(v.Context(), v.actor(), o)
	var invalid *records.InvalidError
	if errors.As(err, &invalid) { // a team that was not offered
		return answer{}, records.ErrNotFound
	}
	if err != nil {
		return answer{}, err
	}
	v.note("The pack is being made. You may leave this page and come back.")
	return seeOther("/trackers")
}

func (w *Web) trackerFile(v *visit) (answer, error) {
	p, err := w.Records.Pack(v.Context(), v.actor(), v.param("pack"))
	if err != nil {
		return answer{}, err
	}
	if !p.Open || p.State != records.PackReady {
		return answer{}, records.ErrNotFound
	}
	return answer{stream: &stream{p.FileName(), workbookType, func(to io.Writer) error {
		return w.Records.WritePack(v.Context(), v.actor(), p.ID, to)
	}}}, nil
}

const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
