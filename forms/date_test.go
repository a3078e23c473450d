package forms_test

import (
	"errors"
	"testing"

	"minutebook/forms"
)

func date(t *testing.T, s string) forms.Date {
	t.Helper()
	d, err := forms.ParseDate(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return d
}

func TestParseDate(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]error{
		"2025-12-09": nil, "2025-12-9": nil, " 2025-1-1 ": nil, "2024-02-29": nil,
		"2025-02-29": forms.ErrDateImpossible, "2025-02-31": forms.ErrDateImpossible, "2025-13-01": forms.ErrDateImpossible,
		"2025-00-01": forms.ErrDateImpossible, "2025-01-00": forms.ErrDateImpossible, "1899-12-31": forms.ErrDateImpossible, "2200-01-01": forms.ErrDateImpossible,
		"": forms.ErrDateFormat, "25-12-09": forms.ErrDateFormat, "09/12/2025": forms.ErrDateFormat, "2025-12": forms.ErrDateFormat,
		"2025-12-09T10:00": forms.ErrDateFormat, "2025--12": forms.ErrDateFormat, "2025-+1-01": forms.ErrDateFormat, "2025-00001-01": forms.ErrDateFormat,
	} {
		if _, err := forms.ParseDate(in); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", in, err, want)
		}
	}
}

func TestDateArithmetic(t *testing.T) {
	t.Parallel()
	if got := date(t, "2025-10-31").AddMonths(4); got != date(t, "2026-02-28") { // RD04
		t.Errorf("31 October and four months: %v", got)
	}
	if got := date(t, "2025-12-15").AddMonths(14); got != date(t, "2027-02-15") {
		t.Errorf("fourteen months: %v", got)
	}
	if got := date(t, "2025-02-28").AddDays(1); got != date(t, "2025-03-01") {
		t.Errorf("the day after: %v", got)
	}
	leap := date(t, "2020-02-29") // RD30
	if a, b := leap.YearsOn(date(t, "2025-02-28")), leap.YearsOn(date(t, "2025-03-01")); a != 4 || b != 5 {
		t.Errorf("born on 29 February: %d on 28 February, %d on 1 March", a, b)
	}
	if got := date(t, "2025-12-09").Long(); got != "9 December 2025" {
		t.Error(got)
	}
}

func FuzzParseDate(f *testing.F) {
	f.Add("2025-12-09")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := forms.ParseDate(s)
		if err != nil {
			return
		}
		if again, err := forms.ParseDate(d.String()); err != nil || again != d {
			t.Errorf("%q: %v, then %v %v", s, d, again, err)
		}
	})
}
