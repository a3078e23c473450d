package web

import (
	"cmp"
	"slices"

	"minutebook/forms"
	"minutebook/internal/records"
)

// timeline is a picture of what happened to a child and when, and the same as a table. Each point has the number of its row.
type timeline struct {
	Points []point
	Years  []yearLine
	Height int
}

// point is a dot in the picture; X and Y are its middle, in a picture that is timelineWidth wide.
type point struct {
	Number  int
	X, Y    int
	Day     forms.Date
	Says    string
	Planned bool
}

type yearLine struct{ X, Year int }

// A dot is dotSpace wide. Dots that would touch lie one above the other.
const (
	timelineWidth  = 960
	timelineMargin = 30
	dotSpace       = 34
)

// timelineOf lays out a child's events, placements, legal statuses and meetings; nil where fewer than two days are known.
func timelineOf(child forms.Child, meetings []records.Record) *timeline {
	var t timeline
	add := func(day forms.Date, says string, planned bool) {
		if !day.IsZero() {
			t.Points = append(t.Points, point{Day: day, Says: says, Planned: planned})
		}
	}
	for _, e := range child.Events {
		add(e.Date, forms.LabelOf(forms.EventKind(e.Kind)), !e.Done)
	}
	for _, p := range child.Placements {
		add(p.From, "Placement: "+forms.LabelOf(forms.PlacementType(p.Type)), false)
	}
	for _, l := range child.LegalStatus {
		add(l.From, "Legal status: "+forms.LabelOf(forms.LegalStatus(l.Code)), false)
	}
	for _, rec := range meetings {
		if form, ok := rec.Form.(meeting); ok {
			add(form.Held(), forms.Define(rec.Kind).Title, rec.Status == records.Draft)
		}
	}
	slices.SortStableFunc(t.Points, func(a, b point) int { return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Says, b.Says)) })
	if len(t.Points) == 0 || t.Points[0].Day == t.Points[len(t.Points)-1].Day {
		return nil
	}
	first, last := t.Points[0].Day, t.Points[len(t.Points)-1].Day
	span := int(last.Time().Sub(first.Time()).Hours() / 24)
	x := func(day forms.Date) int {
		return timelineMargin + int(day.Time().Sub(first.Time()).Hours()/24)*(timelineWidth-2*timelineMargin)/span
	}
	var ends []int // where the last dot of each lane is
	for i := range t.Points {
		p := &t.Points[i]
		p.Number, p.X = i+1, x(p.Day)
		lane := slices.IndexFunc(ends, func(end int) bool { return p.X-end >= dotSpace })
		if lane < 0 {
			lane, ends = len(ends), append(ends, 0)
		}
		ends[lane] = p.X
		p.Y = 50 + lane*dotSpace
	}
	t.Height = 50 + len(ends)*dotSpace
	for year := first.Year + 1; year <= last.Year; year++ {
		t.Years = append(t.Years, yearLine{x(forms.Date{Year: year, Month: 1, Day: 1}), year})
	}
	return &t
}
