package auth_test

import (
	"testing"
	"time"

	"minutebook/internal/auth"
)

func TestAsks(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	asks := auth.NewAsks(func() time.Time { return now })
	allowed := 0
	for range 100 {
		if asks.Allow("2001:db8::1") {
			allowed++
		}
	}
	if allowed != 60 || asks.Allow("2001:db8::2") || !asks.Allow("192.0.2.1") {
		t.Errorf("%d were allowed from one network", allowed)
	}
	now = now.Add(2 * time.Second)
	if !asks.Allow("2001:db8::1") || asks.Allow("2001:db8::1") {
		t.Error("after two seconds one more is allowed")
	}
}
