package web

import (
	"fmt"
	"net/url"

	"minutebook/forms"
	"minutebook/internal/records"
)

// latePage is what is due for all children whom the person sees, or only for those whom they work with.
type latePage struct {
	pages
	Caption string
	Show    []option
	Near    []option
	Dues    []dueRow
}

// What the page shows, as the address says it.
const (
	lateDues = ""
	soonDues = "soon"
	allDues  = "all"
	mineOnly = "mine"
)

var (
	dueOptions  = []forms.Option{{Value: lateDues, Label: "Late"}, {Value: soonDues, Label: "Due in the next 14 days"}, {Value: allDues, Label: "Everything that is open"}}
	nearOptions = []forms.Option{{Value: "", Label: "All children you may see"}, {Value: mineOnly, Label: "Children you work with"}}
)

func dueAddress(show string, near bool) string {
	query := url.Values{"show": {show}}
	if near {
		query.Set("whose", mineOnly)
	}
	return "/due?" + query.Encode()
}

func (w *Web) due(v *visit) (answer, error) {
	query := v.URL.Query()
	show, whose := query.Get("show"), query.Get("whose")
	f := records.DueFilter{Near: whose == mineOnly, Limit: listRows, Offset: v.offset()}
	switch show {
	case allDues:
	case soonDues:
		f.From, f.Before = w.today(), w.today().AddDays(15)
	default:
		f.Before = w.today()
	}
	found, total, err := w.Records.Dues(v.Context(), v.actor(), f)
	if err != nil {
		return answer{}, err
	}
	p := latePage{
		pages: v.pages(len(found), total), Caption: fmt.Sprint(total),
		Show: options(dueOptions, question{ID: "show", Value: show}), Near: options(nearOptions, question{ID: "whose", Value: whose}),
	}
	if total > records.Countable {
		p.Caption = fmt.Sprint("More than ", records.Countable)
	}
	p.Caption += fmt.Sprintf(", %d to %d shown", p.First, p.Last)
	for _, d := range found {
		p.Dues = append(p.Dues, w.dueRow(d))
	}
	return answer{page: "due.html", title: "What is due", nav: "/due", data: p}, nil
}

// dueRow is something that is due, in a list about many children.
type dueRow struct {
	records.Due
	Address string // of the child, or of the minutes
	On      dueOn
}

// workRow is a record in a list about many children.
type workRow struct {
	records.Work
	Title string
	On    *dueOn // by when its minutes are due; nil where nothing is
}

func (w *Web) dueRow(d records.Due) dueRow {
	row := dueRow{Due: d, Address: "/children/" + url.PathEscape(d.ChildID), On: w.dueOn(d.Day)}
	if d.RecordID != "" {
		row.Address = recordAddress(d.RecordID)
	}
	return row
}

func (w *Web) workRow(rec records.Work) workRow {
	row := workRow{Work: rec, Title: forms.Define(rec.Kind).Title}
	if !rec.Due.IsZero() {
		on := w.dueOn(rec.Due)
		row.On = &on
	}
	return row
}

// dueOn says when something is due, and how far off that is. Offices close at five.
type dueOn struct {
	Says string
	Left string // how many working days are left, or how late it is
	Tone string // colour of the tag around it
}

func (w *Web) dueOn(day forms.Date) dueOn {
	today := w.today()
	on := dueOn{Says: "Due " + day.Long(), Tone: "blue"}
	switch {
	case day.Before(today):
		on.Says, on.Tone = "Was due "+day.Long(), "red"
	case day == today:
		on.Says, on.Tone = "Due today 17:00", "orange"
	case day.Before(today.AddDays(7)):
		on.Says = "Due " + day.Time().Weekday().String() + " 17:00"
	}
	if w.WorkingDays == nil {
		return on
	}
	switch days := w.WorkingDays(today, day); {
	case day.Before(today) && days == 0:
		on.Left = "Late"
	case day.Before(today):
		on.Left = workingDays(-days) + " late"
	case days == 0:
		on.Left, on.Tone = "No working day left", "orange"
	default:
		on.Left = workingDays(days) + " left"
		if days <= 2 {
			on.Tone = "yellow"
		}
	}
	return on
}

func workingDays(n int) string {
	if n == 1 {
		return "1 working day"
	}
	return fmt.Sprintf("%d working days", n)
}

// today is the day where the authority is.
func (w *Web) today() forms.Date { return forms.DateOf(w.Now().In(w.Zone)) }
