package auth

import "time"

// Asks bounds how often one network may ask for what anybody may ask for, such as whether a code is genuine.
type Asks struct{ limit *limit }

// NewAsks lets a network ask so many times at once, and then once more in every interval.
func NewAsks(burst int, every time.Duration) *Asks { return &Asks{newLimit(burst, every)} }

// Allow reports whether somebody at the address may ask now, and counts it if so.
func (a *Asks) Allow(from string, now time.Time) bool {
	key := network(from)
	if !a.limit.open(key, now) {
		return false
	}
	a.limit.spend(key, now)
	return true
}
