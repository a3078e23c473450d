package intake

import (
	"errors"
	"testing"
	"time"

	"minutebook/forms"
	"minutebook/internal/workbook"
)

var today = forms.Date{Year: 2026, Month: time.November, Day: 20}

func TestDates(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2025-03-04": "2025-03-04", "2025-3-4T00:00:00": "2025-03-04", "2025/03/04": "2025-03-04", "04/03/2025": "2025-03-04", "4.3.25": "2025-03-04",
		" 04-03-2025 ": "2025-03-04", "4 March 2025": "2025-03-04", "04-Mar-25": "2025-03-04", "4th Mar. 2025": "2025-03-04", "Tuesday, 4 March 2025": "2025-03-04",
		"04/03/2025 13:45": "2025-03-04", "04/03/2025 01:45:10 PM": "2025-03-04", "1 Sept 2025": "2025-09-01", "04-MAR-2025": "2025-03-04", "4/3/46": "2046-03-04",
		"4/3/47": "1947-03-04", "29/02/2024": "2024-02-29", "13/12/2018": "2018-12-13", "31/12/99": "1999-12-31",
	} {
		got, err := parseDate(workbook.Cell{Type: workbook.Text, Text: text}, today)
		if err != nil || got.String() != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for text, want := range map[string]error{
		"12/13/2018": errMonthFirst, "31/02/2025": errImpossible, "29/02/2025": errImpossible, "0/1/2025": errImpossible, "13/13/2018": errImpossible,
		"March 2025": errNoDate, "March 4, 2025": errNoDate, "4 Mayo 2025": errNoDate, "2025": errNoDate, "4/3": errNoDate, "4/3/2025 to 5/3/2025": errNoDate,
		"4/3/225": errNoDate, "soon": errNoDate, "1/1/0001": errImpossible, "4 Ju 2025": errNoDate,
	} {
		if got, err := parseDate(workbook.Cell{Type: workbook.Text, Text: text}, today); !errors.Is(err, want) || !got.IsZero() {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	real := workbook.Cell{Type: workbook.Date, Text: "2025-03-04T10:00:00", Time: time.Date(2025, 3, 4, 10, 0, 0, 0, time.UTC)}
	if got, err := parseDate(real, today); err != nil || got.String() != "2025-03-04" {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := parseDate(workbook.Cell{Type: workbook.Number, Text: "45720", Number: 45720}, today); !errors.Is(err, errSerial) {
		t.Error(err)
	}
	if _, err := parseDate(workbook.Cell{Type: workbook.Date, Text: "10:00:00"}, today); !errors.Is(err, errNoDate) {
		t.Error(err)
	}
}

func TestCodes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"C2": "C2", "c2": "C2", "C2 - Full Care Order (s31)": "C2", "Full care order (C2)": "C2", "Full Care Order": "C2", "Interim care order": "C1", "S20": "V2",
		"Section 20": "V2", "V2: accommodated": "V2", "Placement Order": "E1", "E1": "E1", "Z9": "", "C": "", "Special guardianship": "", "C2C": "", "C22 - x": "", "": "",
	} {
		if got, ok := legalCodes.find(text); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", text, got, ok)
		}
	}
	if got, ok := reasonCodes.find("L"); !ok || got != "L" {
		t.Error(got)
	}
	if _, ok := reasonCodes.find("L something"); ok {
		t.Error("the first letter of words is taken for a code")
	}
}
