package policy

import (
	"slices"

	"minutebook/forms"
)

// band is one row of an options matrix: ages in completed years, both included, and the options of its two cells.
type band struct {
	name      string
	from, to  int
	without   []string // a connected person is not an option
	connected []string // may be one
	flagged   []string // options that the source lists in “without” against its own heading: shown, never offered
}

// Options are the permanence options that the matrix lists for a child.
type Options struct {
	Age       int      `json:"age_years"`
	Band      string   `json:"age_band"`
	Connected string   `json:"connected_person"` // "may_be_an_option", "not_an_option"
	Options   []string `json:"options"`
	Flagged   []string `json:"flagged_options"`
	PlanFits  *bool    `json:"plan_in_cell"` // nil: no plan is recorded
}

// Options looks the child up in the matrix; ok is false for a child of no band: not born yet, or grown up (RD29).
func (p *Pack) Options(facts *Facts, asOf forms.Date) (o Options, ok bool) {
	years, born := facts.age(asOf)
	i := slices.IndexFunc(p.matrix, func(b band) bool { return b.from <= years && years <= b.to })
	if !born || i < 0 {
		return Options{}, false
	}
	b := &p.matrix[i]
	o = Options{Age: years, Band: b.name, Connected: "not_an_option", Options: b.without, Flagged: b.flagged}
	if form := facts.latestForm(asOf); form != nil && form.Connected {
		o.Connected, o.Options, o.Flagged = "may_be_an_option", b.connected, nil
	}
	o.Flagged = append([]string{}, o.Flagged...)
	if plan := facts.Child.Plan; plan != nil && plan.Code != "" {
		fits := slices.Contains(p.fitsAll, plan.Code) || slices.ContainsFunc(p.fits[plan.Code], func(option string) bool {
			return slices.Contains(o.Options, option)
		})
		o.PlanFits = &fits
	}
	return o, true
}

// readMatrix reads the bands, and which options carry out which plan.
func (p *Pack) readMatrix(b *block) {
	if len(b.values) == 0 {
		return // the pack has no matrix
	}
	b.id()
	b.cites()
	for _, row := range b.list("bands") {
		band := band{name: row.text("name"), without: row.names("not_an_option"), connected: row.names("may_be_an_option"), flagged: row.names("flagged")}
		band.from, _ = row.whole("from", 0, adult)
		band.to, _ = row.whole("to", 0, adult)
		if band.to < band.from {
			row.fault("to", "the band ends at %d, before it begins at %d", band.to, band.from)
		}
		if n := len(p.matrix); n > 0 && band.from <= p.matrix[n-1].to {
			row.fault("from", "the band begins at %d, inside the band before it", band.from)
		}
		row.close()
		p.matrix = append(p.matrix, band)
	}
	p.fitsAll = b.codes("fits_every_cell", planCodes)
	fits := b.block("fits")
	p.fits = map[string][]string{}
	for _, code := range planCodes {
		if options := fits.names(code); options != nil {
			p.fits[code] = options
		}
	}
	fits.close()
	b.close()
}
