package intake

import (
	"slices"
	"strings"

	"minutebook/forms"
)

// span is a legal status or a placement from a day until another; a zero end is open.
type span struct {
	code     string
	from, to forms.Date
	address  forms.Date // of a placement
	provider string     // of a placement that an extract tells; external says it of one that is known
	external bool

	by      *facts // the row that tells it; nil for what is known
	goesOn  bool   // it began before from, nobody says when
	changed bool
}

// temporary placements (SSDA903 T0 to T4) interrupt another one and do not end it.
func (s *span) temporary() bool { return strings.HasPrefix(s.code, "T") }

func (s *span) bought() bool { return s.provider > "PR1" }

// spans are all of one child, of one sort.
type spans struct {
	list        []span
	add, change ChangeKind
	words       func(code string) string
}

// clash finds the one that begins on the same day and is another: one of the two must be wrong.
func (s *spans) clash(n *span) (other *span) {
	for i := range s.list {
		o := &s.list[i]
		if o.from == n.from && o.code != n.code && !o.temporary() && !n.temporary() {
			return o
		}
	}
	return nil
}

// same finds the one that n tells again. One that goes on is told from some day in its midst.
func (s *spans) same(n *span) *span {
	for i := range s.list {
		o := &s.list[i]
		if o.code != n.code {
			continue
		}
		if o.from == n.from || n.goesOn && !o.from.After(n.from) && (o.to.IsZero() || !o.to.Before(n.from)) {
			return o
		}
	}
	return nil
}

// put adds n, or changes the one that it tells again. Whatever is open when another begins ends there: an extract that
// lists only what holds today says nothing of its end.
func (s *spans) put(n span) {
	row := n.by.row
	if o := s.same(&n); o != nil {
		what := s.words(o.code) + " from " + o.from.Long()
		note := func(part, old, now string) {
			row.Changes = append(row.Changes, Change{s.change, what + ", " + part, old, now})
			o.changed = true
		}
		if !n.to.IsZero() && n.to != o.to {
			note("until", o.to.Long(), n.to.Long())
			o.to = n.to
		}
		if !n.address.IsZero() && n.address != o.address && n.address != o.from {
			note("at the address since", o.address.Long(), n.address.Long())
			o.address = n.address
		}
		if n.provider != "" && n.bought() != o.external {
			note("bought from another provider", yes(o.external), yes(n.bought()))
			o.external = n.bought()
		}
		return
	}
	for i := range s.list {
		o := &s.list[i]
		switch {
		case !n.temporary() && o.from.Before(n.from) && o.to.IsZero():
			row.Changes = append(row.Changes, Change{s.change, s.words(o.code) + " from " + o.from.Long() + ", until", "", n.from.Long()})
			o.to, o.changed = n.from, true
		case !o.temporary() && o.from.After(n.from) && n.to.IsZero(): // the list is in the order of days: this is the next
			n.to = o.from
		}
	}
	n.external, n.changed = n.bought(), true
	until := ""
	if !n.to.IsZero() {
		until = " until " + n.to.Long()
	}
	row.Changes = append(row.Changes, Change{s.add, s.words(n.code), "", "from " + n.from.Long() + until})
	if n.goesOn {
		row.Problems = append(row.Problems, Problem{Code: "began_earlier", Value: s.words(n.code), Other: n.from.Long(), Warning: true})
	}
	s.list = append(s.list, n)
	slices.SortStableFunc(s.list, func(a, b span) int { return a.from.Compare(b.from) })
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func legalSpans(child *forms.Child) spans {
	s := spans{add: AddLegal, change: ChangeLegal, words: func(c string) string { return legalCodes.label(c) }}
	for _, p := range child.LegalStatus {
		s.list = append(s.list, span{code: p.Code, from: p.From, to: p.To})
	}
	return s
}

func placementSpans(child *forms.Child) spans {
	s := spans{add: AddPlacement, change: ChangePlacement, words: func(c string) string { return placementCodes.label(c) }}
	for _, p := range child.Placements {
		s.list = append(s.list, span{code: p.Type, from: p.From, to: p.To, address: p.AddressSince, external: p.External})
	}
	return s
}
