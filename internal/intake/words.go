package intake

import (
	"fmt"
	"strings"
)

// wording is what a problem says: why, and what to do. %[1]s is what stands in the cell, %[2]s what it does not go with.
var wording = map[string][2]string{
	"case_number_missing": {"The row has no case number.", "Enter the child’s case number."},
	"case_number_rounded": {"“%[1]s” cannot be a case number: the spreadsheet has rounded it, or made it a fraction or a date.", "Format the column as text and enter the number again."},
	"too_many_rows":       {"More than 2,000 rows are about this case number.", "Check that the column of case numbers is the right one."},
	"half_a_name":         {"The row has only half of a name.", "Enter forename and surname."},
	"value_missing":       {"The cell is empty, but others in the row belong to it.", "Fill the cell, or empty those that belong to it."},
	"start_missing":       {"There is no day on which it began.", "Enter the first day, or leave the column out of the import."},
	"plan_date_missing":   {"There is no day since which this is the plan.", "Enter the day, or leave the plan’s column out of the import."},
	"event_date_missing":  {"There is no day on which it happened.", "Enter the day."},
	"cell_error":          {"The cell holds the spreadsheet’s error %[1]s.", "Mend the formula, or enter the value itself."},
	"too_long":            {"The text is longer than can be kept.", "Shorten it."},
	"characters":          {"The text has characters that cannot be printed.", "Type it anew."},
	"date_format":         {"“%[1]s” is not a date that can be read.", "Enter the day as day, month and year, for example 27/3/2019."},
	"date_impossible":     {"“%[1]s” is not a day in the calendar.", "Enter a real date, for example 27/3/2019."},
	"date_month_first":    {"“%[1]s” seems to have the month first. Dates are read day first.", "Enter the day first, for example 27/3/2019. Check the other dates of this file too: their days and months may be the wrong way round."},
	"date_number":         {"“%[1]s” is a number, and not shown as a date.", "Format the column as a date, and check that it shows the right day."},
	"date_swapped":        {"In this column a spreadsheet program has taken months for days: %[1]s may be another day.", "Export the file again and send it without opening it in between."},
	"code_unknown":        {"“%[1]s” is not in the list.", "Enter one of: %[2]s."},
	"event_unknown":       {"“%[1]s” is not a kind of event that is known here.", "Enter its name as on the child’s page, for example “Placement order granted”, or delete the row."},
	"ends_before_start":   {"It ends before it begins, on %[2]s.", "Correct one of the two dates."},
	"in_future":           {"“%[1]s” is still to come.", "Enter it once it has begun, or correct the year."},
	"done_in_future":      {"It is called done, but the day is still to come.", "Correct the date, or call it planned."},
	"address_after_start": {"The child would have come to the address after the placement began, on %[2]s.", "Correct one of the two dates."},
	"before_birth":        {"“%[1]s” is before the child was born, on %[2]s.", "Correct this date or the date of birth."},
	"born_after":          {"“%[1]s” is after something that is known of the child, on %[2]s.", "Correct the date of birth, or what is known on the child’s page."},
	"another_child":       {"The child who has this case number has another name and another date of birth: %[2]s.", "Correct the case number, or name and date of birth one after the other."},
	"born_in_future":      {"“%[1]s” is still to come.", "Correct the date of birth. Leave it empty if the child is not born yet."},
	"of_age":              {"The young person is 18 or older: born on %[2]s.", "Delete the row, or correct the date of birth."},
	"same_day":            {"On the same day begins another one: %[2]s.", "Delete the wrong one. One that is known already is corrected on the child’s page."},
	"contradiction":       {"“%[1]s” is said here, but %[2]s.", "Make all rows about this case number say the same."},
	"child_unknown":       {"No child has this case number, and no row gives a name for it.", "Add a row with the child’s name, or correct the case number."},
	"child_closed":        {"The child who has this case number is not one whom you may change.", "Ask somebody who works with the child to import this row."},
	"child_rejected":      {"The row that would add this child is rejected.", "Correct that row first."},

	"same_child":         {"%[1]s has the same name and date of birth as another child: %[2]s.", "Check that they are two children."},
	"began_earlier":      {"%[1]s may have begun before %[2]s: the episode only continues it.", "Correct the first day on the child’s page."},
	"no_birth":           {"%[1]s has no date of birth.", "Add it on the child’s page, unless the child is not born yet."},
	"looked_after_again": {"The child already became looked after on %[2]s. %[1]s starts the clocks again.", "Check that both days are right."},
}

// Reason says in a sentence what is wrong.
func (p Problem) Reason() string { return p.say(0) }

// Remedy says what to do.
func (p Problem) Remedy() string { return p.say(1) }

func (p Problem) say(which int) string {
	value := []rune(strings.Join(strings.Fields(p.Value), " "))
	if len(value) > 60 {
		value = append(value[:59], '…')
	}
	s := wording[p.Code][which]
	if strings.Contains(s, "%[") {
		s = fmt.Sprintf(s, string(value), p.Other)
	}
	return s
}

// String is the change in words: “Legal status: Full care order (C2), from 3 March 2025”.
func (c Change) String() string {
	what := map[ChangeKind]string{AddEvent: "Event: ", AddPlacement: "Placement: ", ChangePlacement: "Placement: ", AddLegal: "Legal status: ", ChangeLegal: "Legal status: "}[c.Kind] + c.What
	switch {
	case c.Old != "":
		return what + ": " + c.Old + " → " + c.New
	case c.Kind == AddLegal || c.Kind == AddPlacement:
		return what + ", " + c.New
	}
	return what + ": " + c.New
}
