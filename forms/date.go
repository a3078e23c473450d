package forms

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a day in the calendar, without time or zone. The zero Date means that no date was given.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// Why ParseDate refuses a text.
var (
	ErrDateFormat     = errors.New("not a date in the form year-month-day")
	ErrDateImpossible = errors.New("no such day in the calendar")
)

// ParseDate reads year-month-day, for instance "2025-12-09" or "2025-12-9"; years run from 1900 to 2199. It returns
// ErrDateFormat for other shapes and ErrDateImpossible for days that do not exist, such as 31 February.
func ParseDate(s string) (Date, error) {
	parts := strings.Split(strings.TrimSpace(s), "-")
	if len(parts) != 3 || len(parts[0]) != 4 {
		return Date{}, ErrDateFormat
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.ParseUint(strings.TrimSpace(p), 10, 16)
		if err != nil || len(p) > 4 {
			return Date{}, ErrDateFormat
		}
		n[i] = int(v)
	}
	d := Date{n[0], time.Month(n[1]), n[2]}
	if d.Year < 1900 || d.Year > 2199 || DateOf(d.Time()) != d {
		return Date{}, ErrDateImpossible
	}
	return d, nil
}

// DateOf returns the day on which t falls in t's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// Time returns midnight UTC at the start of the day.
func (d Date) Time() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// IsZero reports that no date was given.
func (d Date) IsZero() bool { return d == Date{} }

// Compare returns a negative number if d is the earlier day, a positive one if it is the later, and 0 for the same day.
// The zero Date comes before all others.
func (d Date) Compare(e Date) int {
	return cmp.Or(d.Year-e.Year, int(d.Month-e.Month), d.Day-e.Day)
}

// Before reports whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is a later day than e.
func (d Date) After(e Date) bool { return e.Before(d) }

// AddDays returns the day n days later.
func (d Date) AddDays(n int) Date { return DateOf(d.Time().AddDate(0, 0, n)) }

// AddMonths returns the same day n calendar months later, or the last day of that month where it is shorter:
// 31 October and four months make 28 February (RD04).
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), first.Month(), min(d.Day, last)}
}

// YearsOn returns completed years of age on the day for somebody born on d. Born on 29 February, one is a year older on
// 1 March in a common year (RD30).
func (d Date) YearsOn(day Date) int {
	years := day.Year - d.Year
	if day.Month < d.Month || (day.Month == d.Month && day.Day < d.Day) {
		years--
	}
	return years
}

// String returns the ISO 8601 form, or nothing for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Long returns the date as people write it: "9 December 2025".
func (d Date) Long() string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format("2 January 2006")
}

// MarshalJSON writes the ISO form, or null for the zero Date.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(d.String())
}

// UnmarshalJSON reads the ISO form, an empty text or null.
func (d *Date) UnmarshalJSON(data []byte) error {
	var s *string
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	if s == nil || *s == "" {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(*s)
	if err != nil {
		return fmt.Errorf("%q: %w", *s, err)
	}
	*d = parsed
	return nil
}
