package intake

import (
	"slices"

	"minutebook/forms"
)

// episode is a row of the SSDA903 return: from one day to another neither legal status nor placement changed. A legal
// status and a placement are chains of episodes each.
type episode struct {
	legal, placement span
	from, to         forms.Date
	reason           string // why it began (RNE)
	ceased           string // why it ended (REC)
	sameAddress      bool   // only the status of the placement changed
}

// chained joins episodes, in the order of their days, to legal statuses and placements.
func chained(episodes []*episode) (legal, placements []span) {
	slices.SortStableFunc(episodes, func(a, b *episode) int { return a.from.Compare(b.from) })
	for i, e := range episodes {
		end := e.to
		if e.ceased == "X1" || e.ceased == "" && i+1 < len(episodes) && episodes[i+1].from == e.to {
			end = forms.Date{} // the next one says what ends
		}
		if e.reason == "" && i > 0 {
			e.reason = changedSince(episodes[i-1], e)
		}
		legal = chain(legal, e, e.legal, e.reason == "P" || e.reason == "T", end)
		placement := e.placement
		if n := len(placements); e.sameAddress && n > 0 && placements[n-1].to.IsZero() {
			before := placements[n-1]
			if placement.address = before.address; placement.address.IsZero() {
				placement.address = before.from
			}
		}
		placements = chain(placements, e, placement, e.reason == "L", end)
	}
	return legal, placements
}

// changedSince is the reason of an episode whose row gives none, from what differs.
func changedSince(before, e *episode) string {
	switch {
	case before.legal.code == e.legal.code:
		return "P"
	case before.placement.code == e.placement.code:
		return "L"
	}
	return "B"
}

// chain adds what an episode says to the chain, or draws its last member out.
func chain(list []span, e *episode, s span, goesOn bool, end forms.Date) []span {
	if s.code == "" {
		return list
	}
	if n := len(list); n > 0 && list[n-1].to.IsZero() {
		last := &list[n-1]
		if goesOn && last.code == s.code {
			last.to = end
			return list
		}
		last.to = e.from
	}
	s.from, s.to, s.goesOn = e.from, end, goesOn
	return append(list, s)
}
