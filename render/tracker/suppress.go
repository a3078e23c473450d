package tracker

// This file keeps small numbers out of figures that leave the service: none under five is shown, and none can be worked out by
// taking shown figures from one another.

// least is the smallest number that is shown.
const least = 5

// mark says what is shown of a figure.
type mark int

const (
	shown    mark = iota
	few           // under five: said so
	withheld      // five or more, but it would give away one under five
	unsaid        // not in the figures at all, as the rest of a whole of which a part is shown
)

// sum says that the figure at total is the sum of those at parts.
type sum struct {
	total int
	parts []int
}

// protect decides what is shown of each figure. A reader knows that a figure marked few is 0 to 4, that one withheld is at
// least 5, and the sums. From one sum he must not learn more of any number under five than that it is 0 to 4; as long as he
// does, the smallest part that is still shown is withheld, the total last. Withholding for one sum can tell something in
// another, so they are gone through until nothing changes.
func protect(values []int, marks []mark, sums []sum) {
	for i, v := range values {
		if v < least && marks[i] == shown {
			marks[i] = few
		}
	}
	for again := true; again; {
		again = false
		for _, s := range sums {
			for s.tells(values, marks) && s.withhold(values, marks) {
				again = true
			}
		}
	}
}

const unbounded = 1 << 30

// bounds is what a reader knows of a figure by itself.
func bounds(value int, m mark) (low, high int) {
	switch m {
	case few:
		return 0, least - 1
	case withheld:
		return least, unbounded
	case unsaid:
		return 0, unbounded
	}
	return value, value
}

// tells reports whether the sum narrows down a number under five.
func (s sum) tells(values []int, marks []mark) bool {
	low, high := s.others(-1, values, marks)
	if values[s.total] < least && (low > 0 || high < least-1) {
		return true
	}
	totalLow, totalHigh := bounds(values[s.total], marks[s.total])
	for _, p := range s.parts {
		low, high := s.others(p, values, marks)
		if values[p] < least && (totalLow-high > 0 || totalHigh-low < least-1) {
			return true
		}
	}
	return false
}

// others is what a reader knows of the parts but one, taken together.
func (s sum) others(but int, values []int, marks []mark) (low, high int) {
	for _, p := range s.parts {
		if p != but {
			l, h := bounds(values[p], marks[p])
			low, high = low+l, min(high+h, unbounded)
		}
	}
	return low, high
}

// withhold takes one more figure out; ok is false if none is left to take.
func (s sum) withhold(values []int, marks []mark) (ok bool) {
	best := -1
	for _, p := range s.parts {
		if marks[p] == shown && (best < 0 || values[p] < values[best]) {
			best = p
		}
	}
	if best < 0 && marks[s.total] == shown {
		best = s.total
	}
	if best < 0 {
		return false
	}
	marks[best] = withheld
	return true
}
