package auth

import "time"

// Asks bounds how often one network may ask for what anybody may ask for: whether a code is genuine.
type Asks struct {
	limit *limit
	now   func() time.Time
}

// Whoever tries codes gets nowhere at this pace, and a panel that checks a pack of papers is not held up.
const (
	asksAtOnce = 60
	asksEvery  = 2 * time.Second
)

// NewAsks lets a network ask sixty times at once, and then once more every two seconds.
func NewAsks(now func() time.Time) *Asks { return &Asks{newLimit(asksAtOnce, asksEvery), now} }

// Allow reports whether somebody at the address may ask now, and counts it if so.
func (a *Asks) Allow(from string) bool {
	key, now := network(from), a.now()
	if !a.limit.open(key, now) {
		return false
	}
	a.limit.spend(key, now)
	return true
}
