package policy

import (
	"fmt"
	"slices"
	"strings"

	"minutebook/forms"
)

// interval is a span of time in one unit. The zero interval is the day itself.
type interval struct {
	n    int
	unit string // one of units
}

// units lists what intervals are counted in, as packs write it, with the most that makes sense.
var units = []struct {
	name string
	most int
}{{"days", 730}, {"working_days", 260}, {"weeks", 104}, {"months", 24}}

// after returns the last day of the interval if day is its day 0 (RD01): weeks of seven days (RD03), calendar months
// (RD04), working days (RD02). Weeks, months and days that end on a day off stay there (RD05).
func (i interval) after(cal *calendar, day forms.Date) forms.Date {
	switch i.unit {
	case "working_days":
		return cal.add(day, i.n)
	case "weeks":
		return day.AddDays(7 * i.n)
	case "months":
		return day.AddMonths(i.n)
	}
	return day.AddDays(i.n)
}

// before counts back in the same way.
func (i interval) before(cal *calendar, day forms.Date) forms.Date {
	i.n = -i.n
	return i.after(cal, day)
}

// String returns "6 weeks", "1 month".
func (i interval) String() string {
	unit := strings.ReplaceAll(i.unit, "_", " ")
	if i.n == 1 {
		unit = strings.TrimSuffix(unit, "s")
	}
	return fmt.Sprintf("%d %s", i.n, unit)
}

// interval reads an interval in one of the units, which must be there.
func (b *block) interval(allowed ...string) interval {
	i, given := b.anyInterval(allowed...)
	if given == 0 {
		b.fault("", "the interval is missing; add %s", strings.Join(allowed, " or "))
	}
	return i
}

// anyInterval reads an interval that may be left out; given counts the units that the file has.
func (b *block) anyInterval(allowed ...string) (i interval, given int) {
	var found []string
	for _, u := range units {
		if !slices.Contains(allowed, u.name) {
			continue
		}
		if _, there := b.values[u.name]; there {
			found = append(found, u.name)
		}
		if n, ok := b.whole(u.name, 1, u.most); ok {
			i = interval{n, u.name}
		}
	}
	if len(found) > 1 {
		b.fault(found[1], "an interval is in %s; take one of the two out", strings.Join(found[:2], " or in "))
	}
	return i, len(found)
}
