package tracker

import (
	"fmt"
	"slices"
	"strings"

	"minutebook/forms"
	"minutebook/render"
)

// This file is the extract by the codes of the national return (SSDA903), to hold against what the authority's own system
// will send. It is no return: what the product does not know stays empty.

// episode is a stretch in which legal status and placement stay the same.
type episode struct {
	from, to   forms.Date // to is the first day after it; zero while it goes on
	reason     string     // why it began: S, L, P or B
	legal      string
	place      forms.Placement
	coded      PlacedCoded
	newInPlace bool // the placement began with it
}

// episodes cuts the child's time in care at every change of legal status or placement, up to the day.
func (v *view) episodes() []episode {
	c := &v.Facts.Child
	var cuts []forms.Date
	cut := func(d forms.Date) {
		if !d.IsZero() && !d.After(v.asOf) {
			cuts = append(cuts, d)
		}
	}
	for _, l := range c.LegalStatus {
		cut(l.From)
		cut(l.To)
	}
	for _, p := range c.Placements {
		cut(p.From)
		cut(p.To)
	}
	slices.SortFunc(cuts, forms.Date.Compare)
	cuts = slices.Compact(cuts)
	var all []episode
	for i, from := range cuts {
		e := episode{from: from}
		for _, l := range c.LegalStatus {
			if in(l.From, l.To, from) {
				e.legal = l.Code
			}
		}
		at := -1
		for n, p := range c.Placements {
			if in(p.From, p.To, from) {
				e.place, at = p, n
			}
		}
		if e.legal == "" && at < 0 {
			continue // not looked after
		}
		if at >= 0 && at < len(v.Coded.Placements) {
			e.coded = v.Coded.Placements[at]
		}
		if i+1 < len(cuts) {
			e.to = cuts[i+1]
		}
		e.reason = "S"
		if n := len(all); n > 0 && all[n-1].to == from {
			legal, place := all[n-1].legal != e.legal, all[n-1].place != e.place
			e.reason = map[[2]bool]string{{true, true}: "B", {true, false}: "L", {false, true}: "P"}[[2]bool{legal, place}]
		}
		e.newInPlace = e.reason != "L"
		all = append(all, e)
	}
	return all
}

func in(from, to, day forms.Date) bool { return !day.Before(from) && (to.IsZero() || day.Before(to)) }

func coded(key string, width float64, format render.Format, about string) render.SheetColumn {
	return render.SheetColumn{Key: strings.ToLower(key), Title: key, Width: width, Format: format, Source: "SSDA903", About: about}
}

func (m *maker) episodes() kind {
	sheet := render.Sheet{
		Name: "SSDA903 episodes", Table: "Episodes", Title: "Episodes by SSDA903 codes", Frozen: 1,
		Notes: []string{"Up to the day of the pack, from legal statuses and placements. T and U (same carer) are not told from P and B. What is not known is empty."},
		Columns: []render.SheetColumn{
			coded("CHILD", 16, render.Words, "Local identifier"), coded("SEX", 6, render.Words, "M, F or U"), coded("DOB", 12, render.Day, "Date of birth"),
			coded("ETHNIC", 10, render.Words, "Ethnic origin"), coded("DECOM", 13, render.Day, "Date the episode began"), coded("RNE", 6, render.Words, "Reason for a new episode"),
			coded("LS", 6, render.Words, "Legal status"), coded("CIN", 6, render.Words, "Category of need"), coded("PLACE", 9, render.Words, "Placement type"),
			coded("PLACE_PROVIDER", 19, render.Words, "Placement provider"), coded("DEC", 12, render.Day, "Date the episode ceased"),
			coded("REC", 8, render.Words, "Reason it ceased: X1 where the next began on the same day, else for the authority to give"),
			coded("REASON_PLACE_CHANGE", 26, render.Words, "Reason the placement changed"), keyColumn,
		},
	}
	return kind{sheet: sheet, each: func(v *view, add adder) {
		all := v.episodes()
		c := &v.Facts.Child
		for i, e := range all {
			ceased, changed := "", ""
			if i+1 < len(all) && all[i+1].from == e.to {
				ceased = "X1"
				if all[i+1].newInPlace {
					changed = all[i+1].coded.Reason
				}
			}
			key := render.Key{Child: c.ID, Record: e.from.String()}
			add(key, render.Text(c.CaseNumber), render.Text(v.Coded.Sex), render.On(c.DateOfBirth), render.Text(v.Coded.Ethnicity), render.On(e.from), render.Text(e.reason),
				render.Text(e.legal), render.Text(v.Coded.Need), render.Text(e.place.Type), render.Text(e.coded.Provider), render.On(e.to), render.Text(ceased), render.Text(changed), render.Text(key.String()))
		}
	}}
}

func (m *maker) codedAdoption() kind {
	sheet := render.Sheet{
		Name: "SSDA903 adoption", Table: "CodedAdoption", Title: "Adoption dates and checks of their order", Frozen: 1, Wide: true,
		Notes: []string{"Checks carry the numbers of the return’s validation rules; a rule is named where the dates break it."},
		Columns: []render.SheetColumn{
			coded("CHILD", 16, render.Words, "Local identifier"), coded("DOB", 12, render.Day, "Date of birth"), coded("SEX", 6, render.Words, "M, F or U"),
			coded("DECOM", 13, render.Day, "Date the child became looked after"), coded("DATE_PLACED", 15, render.Day, "Date of the decision that the child should be placed for adoption"),
			coded("PLACEMENT_ORDER", 21, render.Day, "Date of the placement order"), coded("DATE_MATCH", 15, render.Day, "Date of the match"),
			coded("PLACED_ON", 14, render.Day, "Date the adoptive placement began"), coded("ADOPTED", 13, render.Day, "Date of the adoption order"),
			coded("DATE_PLACED_CEASED", 24, render.Day, "Date of the decision that the child should no longer be placed"),
			{Key: "checks", Title: "Checks", Width: 60, Format: render.Prose, Source: "SSDA903", About: "Rules that the dates break", Lights: []render.Light{{Is: noneBroken, Colour: render.Green}}},
			keyColumn,
		},
	}
	return kind{sheet: sheet, each: func(v *view, add adder) {
		if !v.adoption() {
			return
		}
		c := &v.Facts.Child
		key := render.Key{Child: c.ID}
		add(key, render.Text(c.CaseNumber), render.On(c.DateOfBirth), render.Text(v.Coded.Sex), render.On(v.day(entered)), render.On(v.day(decided)), render.On(v.day(ordered)),
			render.On(v.day(matched)), render.On(v.day(placed)), render.On(v.day(adopted)), render.On(v.day(changed)), render.Text(v.checks()), render.Text(key.String()))
	}}
}

const noneBroken = "None broken"

// checks names the rules of the return that the dates break, in the order of their numbers.
func (v *view) checks() string {
	born := v.Facts.Child.DateOfBirth
	type check struct {
		number int
		says   string
		broken bool
	}
	after := func(a, b forms.Date) bool { return !a.IsZero() && !b.IsZero() && a.After(b) }
	placedNow := slices.Contains([]string{"A3", "A4", "A5", "A6"}, v.portrait.Placement.Type)
	all := []check{
		{184, "decision before birth", after(born, v.day(decided))},
		{331, "match after the placement began", after(v.day(matched), v.day(placed))},
		{333, "decision after the match", after(v.day(decided), v.day(matched))},
		{386, "adopted at 18 or over", !born.IsZero() && !v.day(adopted).IsZero() && born.YearsOn(v.day(adopted)) >= 18},
		{408, "placed with a placement order, but the legal status is not E1", slices.Contains([]string{"A5", "A6"}, v.portrait.Placement.Type) && v.portrait.LegalStatus != "E1"},
		{521, "decision after the placement began", after(v.day(decided), v.day(placed))},
		{522, "decision after it was reversed", after(v.day(decided), v.day(changed))},
		{551, "placed for adoption without a decision", placedNow && v.day(decided).IsZero()},
		{554, "decision after the placement order", after(v.day(decided), v.day(ordered))},
		{582, "adopted before the match", after(v.day(matched), v.day(adopted))},
		{1003, "decision before the child was looked after", after(v.day(entered), v.day(decided))},
	}
	var broken []string
	for _, c := range all {
		if c.broken {
			broken = append(broken, fmt.Sprintf("%d: %s", c.number, c.says))
		}
	}
	if broken == nil {
		return noneBroken
	}
	return strings.Join(broken, "; ")
}
