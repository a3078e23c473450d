package policy

import (
	"slices"
	"sync"
	"time"

	"github.com/rickar/cal/v2/gb"

	"minutebook/forms"
)

// calendar counts working days: Monday to Friday, without the bank holidays of England and Wales and their substitute
// days (RD02), and without the days on which an authority's offices are closed. It is made once and then only read, so
// that a count takes two look-ups however many days it spans.
type calendar struct {
	upTo []int32 // upTo[n] is the number of working days up to and including day n; day 0 is the first of firstYear
	days []int32 // the working days, as numbers of days
}

// The calendar reaches as far as forms.Date does, and two years on for what is counted from its last days.
const (
	firstYear = 1900
	lastYear  = 2201
)

func dayNumber(d forms.Date) int {
	epoch := time.Date(firstYear, time.January, 1, 0, 0, 0, 0, time.UTC)
	return int((d.Time().Unix() - epoch.Unix()) / (24 * 60 * 60))
}

func dayOf(number int) forms.Date {
	return forms.Date{Year: firstYear, Month: time.January, Day: 1}.AddDays(number)
}

// bankHolidays tells for each day of the calendar whether it is one. It follows from the library's rules alone, so it is
// worked out once.
var bankHolidays = sync.OnceValue(func() []bool {
	free := make([]bool, dayNumber(forms.Date{Year: lastYear, Month: time.December, Day: 31})+1)
	for year := firstYear; year <= lastYear; year++ {
		for _, h := range gb.Holidays {
			if _, observed := h.Calc(year); !observed.IsZero() {
				if n := dayNumber(forms.DateOf(observed)); n >= 0 && n < len(free) {
					free[n] = true
				}
			}
		}
	}
	return free
})

// newCalendar leaves out the closed days beside bank holidays. The rules for bank holidays are about today's: those of a
// single year which they lack are for the pack to give as closed days.
func newCalendar(closed []forms.Date) *calendar {
	free := slices.Clone(bankHolidays())
	for _, d := range closed {
		free[dayNumber(d)] = true
	}
	c := &calendar{upTo: make([]int32, len(free))}
	monday := int(time.Monday) // 1 January 1900 was one
	for n := range free {
		if weekday := (n + monday) % 7; weekday != int(time.Saturday) && weekday != int(time.Sunday) && !free[n] {
			c.days = append(c.days, int32(n))
		}
		c.upTo[n] = int32(len(c.days))
	}
	return c
}

// working reports whether the day is a working day.
func (c *calendar) working(d forms.Date) bool {
	n := dayNumber(d)
	return n > 0 && n < len(c.upTo) && c.upTo[n] != c.upTo[n-1]
}

// add returns the nth working day after the day, or before it for a negative n; the day itself is not counted (RD01). It
// stops at the calendar's ends.
func (c *calendar) add(d forms.Date, n int) forms.Date {
	at := max(0, min(dayNumber(d), len(c.upTo)-1))
	index := int(c.upTo[at]) - 1 + n // of the last working day up to d, then n on
	if n < 0 && !c.working(d) {
		index++ // that last one is the first of those counted back already
	}
	return dayOf(int(c.days[max(0, min(index, len(c.days)-1))]))
}

// WorkingDays counts the working days after a day up to another, which counts if it is one (RD01); it is negative if the
// other comes first.
func (p *Pack) WorkingDays(from, to forms.Date) int { return p.calendar.between(from, to) }

func (c *calendar) between(from, to forms.Date) int {
	upTo := func(d forms.Date) int { return int(c.upTo[max(0, min(dayNumber(d), len(c.upTo)-1))]) }
	return upTo(to) - upTo(from)
}
