package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"minutebook/forms"
	"minutebook/internal/records"
)

// versionsPage lists a record's versions and what each changed.
type versionsPage struct {
	Title, Child, Address string
	Versions              []changedVersion
	From, To              int // chosen for the comparison
	Older                 int // from which the next page goes on; 0 for none
}

type changedVersion struct {
	records.Version
	Latest  bool
	Changed []string // labels of what differs from the version before
	More    int      // so many are left out
}

// differencePage says what differs between two versions.
type differencePage struct {
	Title, Child, Address string
	From, To              records.Version
	Changes               []block
}

const (
	versionsAtOnce = 20 // each is read and compared
	labelsAtOnce   = 6
)

// versions lists them from the latest, or from the one that the page before ended with.
func (w *Web) versions(v *visit) (answer, error) {
	rec, err := w.Records.Record(v.Context(), v.actor(), v.param("record"))
	if err != nil {
		return answer{}, err
	}
	all, err := w.Records.Versions(v.Context(), v.actor(), rec.ID)
	if err != nil {
		return answer{}, err
	}
	p := versionsPage{Title: forms.Define(rec.Kind).Title, Child: subject(rec.Form), Address: recordAddress(rec.ID), From: rec.Version, To: rec.Version}
	if len(all) > 1 {
		p.From = all[1].Number
	}
	if before, err := strconv.Atoi(v.URL.Query().Get("before")); err == nil {
		all = slices.DeleteFunc(all, func(stored records.Version) bool { return stored.Number >= before })
	}
	shown := all[:min(len(all), versionsAtOnce)]
	if len(shown) < len(all) {
		p.Older = shown[len(shown)-1].Number
	}
	var later forms.Form
	for i, stored := range shown {
		if later == nil {
			if later, err = w.formOf(v, rec, stored.Number); err != nil {
				return answer{}, err
			}
		}
		c := changedVersion{Version: stored, Latest: stored.Number == rec.Version}
		if i+1 < len(all) { // numbers are left out for those who see no drafts
			before, err := w.formOf(v, rec, all[i+1].Number)
			if err != nil {
				return answer{}, err
			}
			for _, change := range forms.Diff(before, later) {
				c.Changed = append(c.Changed, change.Label)
			}
			later = before
		}
		if c.More = len(c.Changed) - labelsAtOnce; c.More > 0 {
			c.Changed = c.Changed[:labelsAtOnce]
		}
		p.Versions = append(p.Versions, c)
	}
	return answer{page: "versions.html", title: "Versions", data: p}, nil
}

// difference compares two versions.
func (w *Web) difference(v *visit) (answer, error) {
	rec, err := w.Records.Summary(v.Context(), v.actor(), v.param("record"))
	if err != nil {
		return answer{}, err
	}
	p := differencePage{Title: forms.Define(rec.Kind).Title, Address: recordAddress(rec.ID)}
	for name, version := range map[string]*records.Version{"from": &p.From, "to": &p.To} {
		if version.Number, err = strconv.Atoi(v.URL.Query().Get(name)); err != nil {
			return answer{}, records.ErrNotFound
		}
	}
	if p.From.Number > p.To.Number {
		p.From, p.To = p.To, p.From
	}
	var both [2]forms.Form
	for i, version := range []*records.Version{&p.From, &p.To} {
		if *version, err = w.Records.Version(v.Context(), v.actor(), rec.ID, version.Number); err != nil {
			return answer{}, err
		}
		if both[i], err = decode(rec.Kind, *version); err != nil {
			return answer{}, err
		}
	}
	p.Child = subject(both[1])
	for _, c := range forms.Diff(both[0], both[1]) {
		label := c.Label
		if c.Section != c.Label {
			label = c.Section + ": " + c.Label
		}
		p.Changes = append(p.Changes, block{Heading: label, Facts: []fact{
			{fmt.Sprintf("Version %d", p.From.Number), c.Before}, {fmt.Sprintf("Version %d", p.To.Number), c.After},
		}})
	}
	return answer{page: "difference.html", title: fmt.Sprintf("Versions %d and %d", p.From.Number, p.To.Number), data: p}, nil
}

// bringBack makes an earlier version the next one.
func (w *Web) bringBack(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	have, err := postedVersion(post)
	if err != nil {
		return answer{}, err
	}
	earlier, err := strconv.Atoi(v.param("version"))
	if err != nil {
		return answer{}, records.ErrNotFound
	}
	rec, err := w.Records.BringBack(v.Context(), v.actor(), v.param("record"), have, earlier)
	var invalid *records.InvalidError
	switch {
	case errors.As(err, &invalid):
		a, err := w.version(v)
		if err != nil {
			return answer{}, err
		}
		page := a.data.(versionPage)
		for _, p := range invalid.Problems {
			page.Errors = append(page.Errors, remark{"#main", w.Wording().Word(page.Record.Kind, p)})
		}
		a.data, a.status, a.problem = page, http.StatusUnprocessableEntity, true
		return a, nil
	case err != nil:
		return answer{}, err
	}
	v.note(fmt.Sprintf("Version %d is back, as version %d.", earlier, rec.Version))
	return seeOther(recordAddress(rec.ID))
}
