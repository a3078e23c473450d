package records

import (
	"slices"
	"testing"
	"time"

	"minutebook/forms"
)

func TestSlots(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	clock := PackClock{Weekly: true, Monthly: true, Zone: zone, WorkingDay: func(d forms.Date) bool {
		day := d.Time().Weekday()
		return day != time.Saturday && day != time.Sunday && d.String() != "2026-05-01"
	}}
	for now, want := range map[string][]string{
		"2026-03-02T06:59:59Z": {"weekly 2026-02-23", "monthly 2026-02-02"},
		"2026-03-02T07:00:00Z": {"weekly 2026-03-02", "monthly 2026-03-02"},
		"2026-06-01T06:00:00Z": {"weekly 2026-06-01", "monthly 2026-06-01"}, // 7 by summer time
		"2026-05-03T23:00:00Z": {"weekly 2026-04-27", "monthly 2026-04-01"}, // already Monday there, and a holiday before
		"2026-05-04T06:00:00Z": {"weekly 2026-05-04", "monthly 2026-05-04"},
	} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		if got := clock.slots(at); !slices.Equal(got, want) {
			t.Errorf("at %s: %q, want %q", now, got, want)
		}
	}
	none := PackClock{Zone: zone}
	if got := none.slots(time.Now()); got != nil {
		t.Errorf("without a clock: %q", got)
	}
}
