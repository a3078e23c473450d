package policy

import "minutebook/forms"

// nextDateWithin: the next meeting follows this one within an interval, as long as the series of meetings goes on. The
// interval runs from the meeting held, and a frequency written on the form does not change it (RD08).
//
// A pack has one such rule for each stretch of the child's way. "from" names the events one of which begins the stretch
// (none: it begins with the first meeting), "until" those that end it; both count from the day on which they were done.
func nextDateWithin(with *block, names *scope) check {
	every := with.interval("weeks", "months")
	from, until := kindNames(names.kindsOf(with, "from")), kindNames(names.kindsOf(with, "until"))
	return func(s *sheet) forms.Problems {
		if s.day.IsZero() || s.achieved == forms.Yes || s.happened(until...) || (len(from) > 0 && !s.happened(from...)) {
			return nil
		}
		latest := every.after(nil, s.day)
		args := map[string]any{"interval": every.String(), "latest": latest.Long()}
		if s.nextDate.IsZero() {
			return found(true, "/next_date", "next_date_missing", args)
		}
		return found(s.nextDate.After(latest), "/next_date", "next_date_late", args)
	}
}

// kindNames returns the names of events; a sheet looks them up among the child's own.
func kindNames(of []event) []string {
	var names []string
	for _, e := range of {
		names = append(names, e.name)
	}
	return names
}
