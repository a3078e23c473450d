package policy

import (
	"fmt"

	"minutebook/forms"
)

// nextDateWithin: the next meeting follows this one within an interval, as long as the series of meetings goes on. The
// interval runs from the meeting held, and a frequency written on the form does not change it (RD08).
//
// A pack has one such rule for each stretch of the child's way. "from" names the events one of which begins the stretch
// (none: it begins with the first meeting), "until" those that end it; both count from the day on which they were done.
func nextDateWithin(with *block) check {
	every := with.interval()
	from, until := with.events("from"), with.events("until")
	return func(s *sheet) forms.Problems {
		if s.day.IsZero() || s.achieved == forms.Yes || s.happened(until...) || (len(from) > 0 && !s.happened(from...)) {
			return nil
		}
		latest := every.after(s.day)
		args := map[string]any{"interval": every.String(), "latest": latest.Long()}
		if s.nextDate.IsZero() {
			return found(true, "/next_date", "next_date_missing", args)
		}
		return found(s.nextDate.After(latest), "/next_date", "next_date_late", args)
	}
}

// interval is a span of the calendar: weeks of seven days (RD03) or calendar months (RD04); one of the two is zero.
type interval struct{ weeks, months int }

// after returns the last day of the interval if day is its day 0 (RD01).
func (i interval) after(day forms.Date) forms.Date {
	return day.AddDays(7 * i.weeks).AddMonths(i.months)
}

// String returns "6 weeks", "1 month".
func (i interval) String() string {
	n, unit := i.weeks, "week"
	if i.months > 0 {
		n, unit = i.months, "month"
	}
	if n != 1 {
		unit += "s"
	}
	return fmt.Sprintf("%d %s", n, unit)
}
