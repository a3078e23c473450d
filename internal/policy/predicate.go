package policy

import (
	"slices"
	"strconv"
	"strings"

	"minutebook/forms"
)

// predicate is what must be true of a child on a day to belong to a section of the tracker, to count in an indicator, or to
// take a route. All that it names must hold.
type predicate struct {
	lookedAfter, relinquished, external, noPlan bool

	plan, planOrParallel []string
	placement, elsewhere []string // in one of the types; in none of them
	legal                []string
	happened             [][]event // of each list, one at least
	never                []event

	planMonths    int   // the plan has been the plan for so long, the clamped day included (RD31)
	addressMonths int   // the same for the address
	addressOver   int   // at the address for more than that: from the day after (RD27)
	ageMonths     int   // at least so old
	since         event // with sinceMonths: so long ago
	sinceMonths   int

	reason string // with {plan_since}, {address_since}, {since} and {placement} filled in
}

// match is a predicate that holds.
type match struct {
	reason string
	from   forms.Date // since when, where the predicate counts from a day; else zero
}

// match tests the predicate; ok is false if it does not hold.
func (q *predicate) match(t *timeline) (m match, ok bool) {
	f, child := t.facts, &t.facts.Child
	here := f.placement(t.asOf)
	if q.lookedAfter && !t.inCare() || q.relinquished && !child.Relinquished || !q.planHolds(t) || !q.placeHolds(t, here, &m) {
		return m, false
	}
	if len(q.legal) > 0 && !slices.Contains(q.legal, f.legalStatus(t.asOf)) || t.happened(q.never) {
		return m, false
	}
	for _, of := range q.happened {
		if !t.happened(of) {
			return m, false
		}
	}
	if q.ageMonths > 0 && (child.DateOfBirth.IsZero() || t.asOf.Before(child.DateOfBirth.AddMonths(q.ageMonths))) {
		return m, false
	}
	var since forms.Date
	if q.sinceMonths > 0 {
		if since = t.day([]event{q.since}); since.IsZero() || t.asOf.Before(since.AddMonths(q.sinceMonths)) {
			return m, false
		}
	}
	m.reason = q.word(child, here, since)
	return m, true
}

// planHolds tests what the predicate says of the plan.
func (q *predicate) planHolds(t *timeline) bool {
	plan := t.facts.Child.Plan
	if plan == nil || plan.Code == "" {
		return len(q.plan) == 0 && len(q.planOrParallel) == 0 && q.planMonths == 0
	}
	if q.noPlan || len(q.plan) > 0 && !slices.Contains(q.plan, plan.Code) {
		return false
	}
	if q.planMonths > 0 && (plan.Since.IsZero() || t.asOf.Before(plan.Since.AddMonths(q.planMonths))) {
		return false
	}
	pursued := append([]string{plan.Code}, plan.Parallel...)
	return len(q.planOrParallel) == 0 || slices.ContainsFunc(pursued, func(code string) bool { return slices.Contains(q.planOrParallel, code) })
}

// placeHolds tests what it says of where the child lives; it notes the day from which an address counts.
func (q *predicate) placeHolds(t *timeline, here *forms.Placement, m *match) bool {
	if here == nil {
		return !q.external && len(q.placement) == 0 && q.addressMonths == 0 && q.addressOver == 0
	}
	if q.external && !here.External || len(q.placement) > 0 && !slices.Contains(q.placement, here.Type) || slices.Contains(q.elsewhere, here.Type) {
		return false
	}
	since := addressSince(here)
	if q.addressMonths > 0 && t.asOf.Before(since.AddMonths(q.addressMonths)) {
		return false
	}
	if q.addressOver > 0 {
		m.from = since.AddMonths(q.addressOver).AddDays(1)
		return !t.asOf.Before(m.from)
	}
	return true
}

func addressSince(p *forms.Placement) forms.Date {
	if p.AddressSince.IsZero() {
		return p.From
	}
	return p.AddressSince
}

func (q *predicate) word(child *forms.Child, here *forms.Placement, since forms.Date) string {
	if !strings.Contains(q.reason, "{") {
		return q.reason
	}
	planSince, addrSince, place := "", "", "not recorded"
	if child.Plan != nil {
		planSince = child.Plan.Since.String()
	}
	if here != nil {
		addrSince, place = addressSince(here).String(), here.Type
	}
	return strings.NewReplacer("{plan_since}", planSince, "{address_since}", addrSince, "{since}", since.String(), "{placement}", place).Replace(q.reason)
}

// inCare reports whether the child is looked after on the day of the timeline.
func (t *timeline) inCare() bool {
	f := t.facts
	entered := slices.ContainsFunc(f.Child.Events, func(e forms.Event) bool {
		return e.Kind == lookedAfter && e.Done && !e.Date.After(t.asOf)
	})
	return (entered || f.legalStatus(t.asOf) != "") && leaves(&f.Child, t.leaving, t.asOf).IsZero()
}

// readPredicate reads one way to satisfy a section, an indicator or a route.
func (s *scope) readPredicate(b *block) predicate {
	q := predicate{
		lookedAfter: b.flag("looked_after"), relinquished: b.flag("relinquished"), external: b.flag("external"), noPlan: b.flag("no_plan"),
		plan: b.codes("plan", planCodes), planOrParallel: b.codes("plan_or_parallel", planCodes),
		placement: b.names("placement"), elsewhere: b.names("not_placement"), legal: b.names("legal"),
		never: s.kindsOf(b, "never"), reason: b.optional("reason"),
	}
	for _, key := range []string{"happened", "and_happened"} {
		if of := s.kindsOf(b, key); of != nil {
			q.happened = append(q.happened, of)
		}
	}
	for _, m := range []struct {
		key  string
		into *int
	}{{"plan_for_months", &q.planMonths}, {"address_for_months", &q.addressMonths}, {"address_over_months", &q.addressOver}} {
		*m.into, _ = b.whole(m.key, 1, 120)
	}
	q.ageMonths, _ = b.whole("age_months", 1, 12*adult)
	if q.sinceMonths, _ = b.whole("since_months", 1, 120); q.sinceMonths > 0 {
		q.since = firstOf(s.mustKinds(b, "since"))
	}
	if len(b.values) == 0 {
		b.fault("", "the condition is empty; say of whom it is true")
	}
	b.close()
	return q
}

func firstOf(of []event) event {
	if len(of) == 0 {
		return event{}
	}
	return of[0]
}

// planCodes are the plans that a child can have.
var planCodes = func() (codes []string) {
	for _, o := range forms.CarePlanCode("").Options() {
		codes = append(codes, o.Value)
	}
	return codes
}()

// names reads a list of texts, which may be left out.
func (b *block) names(key string) []string {
	var out []string
	for _, entry := range b.sequence(key, "texts") {
		if text := b.words(key, entry); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// codes reads a list of words of which only some are known.
func (b *block) codes(key string, known []string) []string {
	out := b.names(key)
	for i, code := range out {
		if !slices.Contains(known, code) {
			b.fault(key, "%s number %s is %q; the codes are %s", key, strconv.Itoa(i+1), code, strings.Join(known, ", "))
		}
	}
	return out
}
