package policy

import (
	"testing"
	"testing/quick"
	"time"

	"minutebook/forms"
)

func date(s string) forms.Date {
	d, err := forms.ParseDate(s)
	if err != nil {
		panic(err) // a mistake in a test's own table
	}
	return d
}

// TestFreeDays holds bank holidays of England and Wales with what is odd about each, and days that are none.
func TestFreeDays(t *testing.T) {
	t.Parallel()
	c := newCalendar([]forms.Date{date("2022-09-19"), date("2026-12-29")})
	for day, why := range map[string]string{
		"2025-12-25": "Christmas", "2025-12-26": "Boxing Day",
		"2021-12-27": "Christmas on a Saturday: Monday instead", "2021-12-28": "Boxing Day on a Sunday: Tuesday instead",
		"2022-12-26": "Boxing Day", "2022-12-27": "Christmas on a Sunday: Tuesday instead",
		"2026-12-28": "Boxing Day on a Saturday: Monday instead",
		"2023-01-02": "New Year on a Sunday", "2022-01-03": "New Year on a Saturday",
		"2026-04-03": "Good Friday", "2026-04-06": "Easter Monday", "2024-03-29": "Good Friday in March",
		"2026-05-04": "early May", "2020-05-08": "early May moved to a Friday", "2023-05-08": "coronation",
		"2026-05-25": "spring", "2022-06-02": "spring moved", "2022-06-03": "jubilee", "2026-08-31": "summer",
		"2022-09-19": "a day that the pack gives", "2026-12-29": "an authority's own closed day",
		"2026-02-28": "Saturday", "2026-03-01": "Sunday",
	} {
		if c.working(date(day)) {
			t.Errorf("%s is a working day; it is %s", day, why)
		}
	}
	for day, why := range map[string]string{
		"2026-03-02": "an ordinary Monday", "2020-05-04": "early May's usual place in 2020", "2022-05-30": "spring's usual place in 2022",
		"2026-08-03": "a holiday in Scotland only", "2026-01-02": "a holiday in Scotland only", "2026-03-17": "a holiday in Northern Ireland only",
		"2028-02-29": "a leap day on a Tuesday", "2026-12-24": "Christmas Eve", "2025-12-29": "between the years",
	} {
		if !c.working(date(day)) {
			t.Errorf("%s is free; it is %s", day, why)
		}
	}
}

func TestWorkingDays(t *testing.T) {
	t.Parallel()
	c := newCalendar(nil)
	for _, e := range []struct {
		from string
		n    int
		want string
		why  string
	}{
		{"2026-03-02", 1, "2026-03-03", "day 0 is not counted"},
		{"2026-03-06", 1, "2026-03-09", "over a weekend"},
		{"2026-03-07", 1, "2026-03-09", "from a Saturday"},
		{"2026-03-08", 3, "2026-03-11", "from a Sunday"},
		{"2026-04-01", 3, "2026-04-08", "over Easter"},
		{"2025-12-19", 3, "2025-12-24", "up to Christmas"},
		{"2025-12-22", 3, "2025-12-29", "over Christmas"},
		{"2025-12-24", 5, "2026-01-05", "over Christmas and the New Year"},
		{"2021-12-24", 1, "2021-12-29", "over two substitute days"},
		{"2028-02-28", 1, "2028-02-29", "onto a leap day"},
		{"2026-03-16", -5, "2026-03-09", "back a week"},
		{"2026-03-15", -5, "2026-03-09", "back from a Sunday: Friday is the first"},
		{"2026-04-07", -1, "2026-04-02", "back over Easter"},
		{"2026-01-02", -3, "2025-12-29", "back over the New Year"},
	} {
		if got := c.add(date(e.from), e.n); got != date(e.want) {
			t.Errorf("%s: %d from %s is %s, want %s", e.why, e.n, e.from, got, e.want)
		}
	}
}

// TestWorkingDaysProperty: whatever day and number, the result is a working day with exactly that many working days on the
// way, and the way back leads to the day again if that is one.
func TestWorkingDaysProperty(t *testing.T) {
	t.Parallel()
	c := newCalendar([]forms.Date{date("2026-12-29")})
	property := func(offset uint16, amount uint8) bool {
		from, n := date("2000-01-01").AddDays(int(offset)), int(amount%60)+1
		to := c.add(from, n)
		if weekday := to.Time().Weekday(); !c.working(to) || weekday == time.Saturday || weekday == time.Sunday {
			return false
		}
		counted := 0
		for d := from.AddDays(1); !d.After(to); d = d.AddDays(1) {
			if c.working(d) {
				counted++
			}
		}
		back := c.add(to, -n)
		return counted == n && (!c.working(from) || back == from)
	}
	if err := quick.Check(property, &quick.Config{MaxCount: 2000}); err != nil {
		t.Error(err)
	}
}

// TestCalendarEnds: a count beyond the calendar stops at its ends and does not fail.
func TestCalendarEnds(t *testing.T) {
	t.Parallel()
	c := newCalendar(nil)
	if got := c.add(date("1900-01-03"), -100); got.Year != 1900 {
		t.Errorf("back from the first week: %s", got)
	}
	if got := c.add(date("2199-12-31"), 260); got.Year != 2201 {
		t.Errorf("on from the last day: %s", got)
	}
	if got := c.add(forms.Date{}, 5); got.Year != 1900 {
		t.Errorf("from no day: %s", got)
	}
}

// TestIntervals holds RD01, RD03, RD04 and RD05 at their edges.
func TestIntervals(t *testing.T) {
	t.Parallel()
	c := newCalendar(nil)
	for _, e := range []struct {
		from string
		i    interval
		want string
	}{
		{"2026-03-02", interval{6, "weeks"}, "2026-04-13"},
		{"2025-12-20", interval{10, "days"}, "2025-12-30"},
		{"2026-03-20", interval{14, "days"}, "2026-04-03"}, // Good Friday: it stays
		{"2025-10-31", interval{4, "months"}, "2026-02-28"},
		{"2027-10-31", interval{4, "months"}, "2028-02-29"},
		{"2028-02-29", interval{12, "months"}, "2029-02-28"},
		{"2025-11-25", interval{1, "months"}, "2025-12-25"}, // Christmas: it stays
		{"2025-12-22", interval{3, "working_days"}, "2025-12-29"},
	} {
		if got := e.i.after(c, date(e.from)); got != date(e.want) {
			t.Errorf("%s after %s is %s, want %s", e.i, e.from, got, e.want)
		}
	}
	if got := (interval{2, "weeks"}).before(c, date("2026-03-16")); got != date("2026-03-02") {
		t.Errorf("2 weeks before: %s", got)
	}
	if got := (interval{1, "months"}).before(c, date("2026-03-31")); got != date("2026-02-28") {
		t.Errorf("a month before: %s", got)
	}
}

// TestJudge holds the order of the questions that decide a status.
func TestJudge(t *testing.T) {
	t.Parallel()
	const start, due, asOf = "2026-01-01", "2026-02-01", "2026-03-01"
	for _, e := range []struct {
		name                         string
		done, over, ended, closed, s string
		late                         int
	}{
		{name: "on the last day", done: due, s: "met"},
		{name: "a day late", done: "2026-02-02", s: "met_late", late: 1},
		{name: "not done", s: "overdue", late: 28},
		{name: "in time, after the end", done: "2026-01-20", ended: "2026-01-10", s: "met"},
		{name: "in time, after another rule took over", done: "2026-01-20", over: "2026-01-10", s: "met"},
		{name: "taken over on the due date", over: due, s: "superseded"},
		{name: "taken over the day after", over: "2026-02-02", s: "overdue", late: 28},
		{name: "taken over on the day it began: it never held", over: start, s: "overdue", late: 28},
		{name: "ended on the due date", ended: due, s: "ended"},
		{name: "ended the day after", ended: "2026-02-02", s: "missed"},
		{name: "taken over, then ended", over: "2026-01-10", ended: "2026-01-20", s: "superseded"},
		{name: "ended, then taken over", over: "2026-01-20", ended: "2026-01-10", s: "ended"},
		{name: "late, and taken over before that", done: "2026-02-10", over: "2026-01-10", s: "superseded"},
		{name: "late, and ended before that", done: "2026-02-10", ended: "2026-01-10", s: "ended"},
		{name: "late, then ended", done: "2026-02-10", ended: "2026-02-20", s: "met_late", late: 9},
		{name: "done after the chance was gone", done: "2026-02-10", closed: "2026-02-10", s: "missed"},
		{name: "done before the chance was gone", done: "2026-02-09", closed: "2026-02-10", s: "met_late", late: 8},
	} {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			s := span{start: date(start), due: date(due)}
			for text, into := range map[string]*forms.Date{e.done: &s.done, e.over: &s.takenOver, e.ended: &s.ended, e.closed: &s.closed} {
				if text != "" {
					*into = date(text)
				}
			}
			if status, _, late := s.judge(date(asOf)); string(status) != e.s || late != e.late {
				t.Errorf("got %s %d, want %s %d", status, late, e.s, e.late)
			}
		})
	}
	if status, _, _ := (span{start: date(start), due: date(due)}).judge(date(due)); status != Upcoming {
		t.Errorf("on the due date it is %s", status)
	}
}

func TestWorkingDaysBetween(t *testing.T) {
	t.Parallel()
	pack := &Pack{calendar: newCalendar(nil)}
	day := func(d int) forms.Date { return forms.Date{Year: 2026, Month: time.April, Day: d} }
	for _, c := range []struct{ from, to, want int }{
		{2, 2, 0}, {2, 3, 0}, {2, 7, 1}, {1, 8, 3}, {8, 1, -3}, {3, 2, 0}, // Good Friday was on the 3rd, Easter Monday on the 6th
	} {
		if got := pack.WorkingDays(day(c.from), day(c.to)); got != c.want {
			t.Errorf("from %d to %d April there are %d, want %d", c.from, c.to, got, c.want)
		}
	}
	if got := pack.WorkingDays(forms.Date{}, forms.Date{}); got != 0 {
		t.Errorf("between no days there are %d", got)
	}
}
