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
	form := facts.latestForm(asOf)
	if o, ok = p.options(&facts.Child, asOf, form != nil && form.Connected); !ok {
		return Options{}, false
	}
	if plan := facts.Child.Plan; plan != nil && plan.Code != "" {
		fits := p.fitsCell(o, plan.Code)
		o.PlanFits = &fits
	}
	return o, true
}

// options returns the cell of a child of an age for whom a connected person may or may not be an option.
func (p *Pack) options(child *forms.Child, asOf forms.Date, connected bool) (o Options, ok bool) {
	years, born := (&Facts{Child: *child}).age(asOf)
	i := slices.IndexFunc(p.matrix, func(b band) bool { return b.from <= years && years <= b.to })
	if !born || i < 0 {
		return Options{}, false
	}
	b := &p.matrix[i]
	if connected {
		return Options{Age: years, Band: b.name, Connected: "may_be_an_option", Options: b.connected, Flagged: []string{}}, true
	}
	return Options{Age: years, Band: b.name, Connected: "not_an_option", Options: b.without, Flagged: append([]string{}, b.flagged...)}, true
}

// fitsCell reports whether an option of the cell carries out a plan.
func (p *Pack) fitsCell(o Options, plan string) bool {
	return slices.Contains(p.fitsAll, plan) || slices.ContainsFunc(p.fits[plan], func(option string) bool { return slices.Contains(o.Options, option) })
}

// formPlans are the plans of a planning form by the codes of a child's plan. Early permanence is a way to adoption.
var formPlans = map[forms.Plan][]string{
	forms.Reunification:   {"RETURN_HOME"},
	forms.EarlyPermanence: {"ADOPTION"},
	forms.FamilyFriends:   {"KINSHIP_FOSTER"},
	forms.CaoSgo:          {"SGO", "CAO"},
	forms.LTF:             {"LTF"},
	forms.Adoption:        {"ADOPTION"},
}

// planInMatrix: the matrix of the pack lists the plan for a child of that age (RD29). It is a guide
// and no more, so nothing but the reason is asked for.
func planInMatrix(_ *block, names *scope) check {
	p := names.pack
	return func(s *sheet) forms.Problems {
		o, ok := p.options(s.child, s.day, s.connected)
		codes, chosen := formPlans[s.plan.PlanSelected]
		if !ok || !chosen || slices.ContainsFunc(codes, func(code string) bool { return p.fitsCell(o, code) }) {
			return nil
		}
		carer := "no relative or friend is a possible carer"
		if s.connected {
			carer = "a relative or friend is a possible carer"
		}
		var listed []string
		for _, option := range o.Options {
			if !slices.Contains(o.Flagged, option) {
				listed = append(listed, p.called[option])
			}
		}
		return found(true, "/plan_selected", "plan_outside_matrix", map[string]any{"age": o.Age, "carer": carer, "options": listed})
	}
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
	called := b.block("called")
	p.called = map[string]string{}
	for _, band := range p.matrix {
		for _, option := range slices.Concat(band.without, band.connected) {
			if p.called[option] == "" {
				p.called[option] = called.text(option)
			}
		}
	}
	called.close()
	b.close()
}
