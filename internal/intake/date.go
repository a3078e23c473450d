package intake

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"

	"minutebook/forms"
	"minutebook/internal/workbook"
)

// Why a cell is no date.
var (
	errNoDate     = errors.New("date_format")
	errImpossible = errors.New("date_impossible")
	errMonthFirst = errors.New("date_month_first")
	errSerial     = errors.New("date_number")
)

var (
	clockTime  = regexp.MustCompile(`[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z| ?[AaPp][Mm])?$`)
	inNumbers  = regexp.MustCompile(`^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})$`)
	yearFirst  = regexp.MustCompile(`^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$`)
	monthNamed = regexp.MustCompile(`^(?:[A-Za-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[ /.\-]([A-Za-z]+)\.?,?[ /.\-](\d{4}|\d{2})$`)
)

// parseDate reads a cell as a day. Texts are read as people in the United Kingdom write days: 3/3/2025, 03-03-25,
// 3 March 2025, 03-Mar-25; the year may stand first. A time of day is left out. A year of two digits lies in the century
// that ends twenty years after today.
func parseDate(c workbook.Cell, today forms.Date) (forms.Date, error) {
	switch c.Type {
	case workbook.Date:
		if strings.Contains(c.Text, "-") { // else it is a time of day on no day
			return inRange(c.Time.Year(), int(c.Time.Month()), c.Time.Day())
		}
		return forms.Date{}, errNoDate
	case workbook.Number:
		return forms.Date{}, errSerial
	case workbook.Text:
	default:
		return forms.Date{}, errNoDate
	}
	s := strings.Join(strings.Fields(c.Text), " ")
	s = clockTime.ReplaceAllString(s, "")
	if m := yearFirst.FindStringSubmatch(s); m != nil {
		return inRange(number(m[1]), number(m[2]), number(m[3]))
	}
	if m := inNumbers.FindStringSubmatch(s); m != nil {
		if number(m[2]) > 12 && number(m[1]) <= 12 {
			return forms.Date{}, errMonthFirst
		}
		return inRange(century(m[3], today), number(m[2]), number(m[1]))
	}
	if m := monthNamed.FindStringSubmatch(s); m != nil {
		name := strings.ToLower(m[2])
		for month := time.January; month <= time.December; month++ {
			full := strings.ToLower(month.String())
			if name == full || name == full[:3] || name == "sept" && month == time.September {
				return inRange(century(m[3], today), int(month), number(m[1]))
			}
		}
	}
	return forms.Date{}, errNoDate
}

// swapped reports whether a spreadsheet program of another country has opened the column: it takes 3/4/2025 for the fourth
// of March and makes a date of it, and leaves 27/4/2025 as a text. Then no real date has a day after the twelfth, and every
// text has one.
func swapped(rows []workbook.Row, column int) bool {
	dates, texts := 0, 0
	for i := range rows {
		switch c := rows[i].Cell(column); c.Type {
		case workbook.Date:
			if c.Time.Day() > 12 {
				return false
			}
			dates++
		case workbook.Text:
			m := inNumbers.FindStringSubmatch(clockTime.ReplaceAllString(strings.TrimSpace(c.Text), ""))
			if m == nil {
				continue
			}
			if number(m[1]) <= 12 {
				return false
			}
			texts++
		}
	}
	return dates > 0 && texts > 0
}

func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0 // no year, month or day
	}
	return n
}

func century(digits string, today forms.Date) int {
	year := number(digits)
	if len(digits) == 2 {
		if year += 2000; year > today.Year+20 {
			year -= 100
		}
	}
	return year
}

func inRange(year, month, day int) (forms.Date, error) {
	d := forms.Date{Year: year, Month: time.Month(month), Day: day}
	if year < 1900 || year > 2199 || forms.DateOf(d.Time()) != d {
		return forms.Date{}, errImpossible
	}
	return d, nil
}
