package auth

import (
	"net/netip"
	"sync"
	"time"
)

// limit lets each key fail so many times at once, and then once more in every interval. It counts in memory: a restart
// forgets, while the lock of an account is in the store.
type limit struct {
	burst int
	every time.Duration
	mu    sync.Mutex
	paid  map[string]time.Time // when all failures of a key will have been waited for (the generic cell rate algorithm)
}

// mostKeys bounds the memory of a limit.
const mostKeys = 1 << 14

func newLimit(burst int, every time.Duration) *limit {
	return &limit{burst: burst, every: every, paid: map[string]time.Time{}}
}

// open reports whether the key may fail once more.
func (l *limit) open(key string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return !l.paid[key].After(now.Add(time.Duration(l.burst-1) * l.every))
}

// spend counts a failure.
func (l *limit) spend(key string, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.paid) >= mostKeys {
		for k, until := range l.paid {
			if !until.After(now) {
				delete(l.paid, k)
			}
		}
		if len(l.paid) >= mostKeys { // so many failing at once: the accounts' own locks go on holding
			clear(l.paid)
		}
	}
	if l.paid[key].After(now) {
		now = l.paid[key]
	}
	l.paid[key] = now.Add(l.every)
}

// network is what counts as one place: an IPv4 address, or the /64 network that one IPv6 customer has for themselves.
func network(from string) string {
	a, err := netip.ParseAddr(from)
	if err != nil {
		return from
	}
	if a = a.Unmap(); a.Is4() {
		return a.String()
	}
	p, err := a.Prefix(64)
	if err != nil {
		return from
	}
	return p.String()
}
