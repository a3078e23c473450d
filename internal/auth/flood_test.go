package auth_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"minutebook/internal/auth"
)

// reasons counts why attempts were refused.
type reasons struct {
	slog.Handler
	mu    sync.Mutex
	count map[string]int
}

func (r *reasons) Handle(_ context.Context, record slog.Record) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	record.Attrs(func(a slog.Attr) bool {
		if a.Key == "reason" {
			r.count[a.Value.String()]++
		}
		return true
	})
	return nil
}

func (r *reasons) Enabled(context.Context, slog.Level) bool { return true }

// hashed is how many attempts cost a hash.
func (r *reasons) hashed() int {
	return r.count["wrong password"] + r.count["unknown username"] + r.count["account locked"] + r.count["account disabled"]
}

func flooded(t *testing.T) (*bench, *reasons) {
	t.Helper()
	b := newBench(t)
	r := &reasons{Handler: slog.DiscardHandler, count: map[string]int{}}
	b.Log = slog.New(r)
	if _, err := b.Add(t.Context(), "tom", "Tom Brennan", auth.SocialWorker, right); err != nil {
		t.Fatal(err)
	}
	return b, r
}

func (b *bench) refusedFrom(t *testing.T, username, from string) {
	t.Helper()
	if _, err := b.Authenticate(t.Context(), username, auth.Proof{Password: "wrong", From: from}); !errors.Is(err, auth.ErrRefused) {
		t.Fatalf("%s: %v", username, err)
	}
}

// A thousand guesses at one account lock it and cost twenty hashes; a colleague behind the same address signs in.
func TestThousandGuesses(t *testing.T) {
	t.Parallel()
	for _, username := range []string{"priya", "nobody"} { // known or not, it looks the same
		b, r := flooded(t)
		for range 1000 {
			b.refusedFrom(t, username, "192.0.2.1")
		}
		if r.hashed() != 20 || r.count["too many attempts for the username"] != 980 {
			t.Errorf("%s: %v", username, r.count)
		}
		if _, err := b.Authenticate(t.Context(), "tom", auth.Proof{Password: right, From: "192.0.2.1"}); err != nil {
			t.Errorf("a colleague: %v", err)
		}
		if _, err := b.Authenticate(t.Context(), "priya", auth.Proof{Password: right, From: "192.0.2.99"}); (username == "priya") != errors.Is(err, auth.ErrRefused) {
			t.Errorf("%s: Priya from elsewhere: %v", username, err)
		}
		b.now = b.now.Add(auth.LockFirst)
		if _, err := b.Authenticate(t.Context(), "priya", auth.Proof{Password: right, From: "192.0.2.99"}); err != nil {
			t.Errorf("%s: a minute later: %v", username, err)
		}
	}
}

// A thousand guesses at as many accounts cost a hundred hashes; other addresses go on.
func TestThousandNames(t *testing.T) {
	t.Parallel()
	b, r := flooded(t)
	for i := range 1000 {
		b.refusedFrom(t, fmt.Sprintf("name%d", i), fmt.Sprintf("2001:db8::%x", i)) // one network
	}
	if r.hashed() != 100 || r.count["too many attempts from the address"] != 900 {
		t.Errorf("%v", r.count)
	}
	if _, err := b.Authenticate(t.Context(), "tom", auth.Proof{Password: right, From: "2001:db8:0:1::1"}); err != nil {
		t.Errorf("from the network beside it: %v", err)
	}
	if _, err := b.Authenticate(t.Context(), "tom", auth.Proof{Password: right, From: "2001:db8::ffff"}); !errors.Is(err, auth.ErrRefused) {
		t.Errorf("from the same network: %v", err)
	}
	b.now = b.now.Add(5 * time.Second)
	if _, err := b.Authenticate(t.Context(), "tom", auth.Proof{Password: right, From: "2001:db8::ffff"}); err != nil {
		t.Errorf("a few seconds later: %v", err)
	}
}
