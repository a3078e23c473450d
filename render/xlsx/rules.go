package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"minutebook/render"
)

// rules adds the lights, and says what may be typed into the cells that may be changed.
func (s *sheet) rules() error {
	for i, c := range s.Columns {
		name := s.columns[i].name
		cells := fmt.Sprintf("%s%d:%s%d", name, s.head+1, name, s.last)
		var lights []excelize.ConditionalFormatOptions
		for _, l := range c.Lights {
			first := fmt.Sprintf("%s%d", name, s.head+1)
			test := fmt.Sprintf("AND(ISNUMBER(%s),%s>=%v,%s<=%v)", first, first, l.From, first, l.To)
			if l.Is != "" {
				test = fmt.Sprintf("%s=%q", first, l.Is)
			}
			lights = append(lights, excelize.ConditionalFormatOptions{Type: "formula", Criteria: test, Format: &s.book.styles.lights[l.Colour]})
		}
		if len(lights) > 0 {
			if err := s.book.file.SetConditionalFormat(s.Name, cells, lights); err != nil {
				return fmt.Errorf("colouring %s: %w", c.Title, err)
			}
		}
		if err := s.validate(c, cells); err != nil {
			return fmt.Errorf("saying what %s may hold: %w", c.Title, err)
		}
	}
	return nil
}

// validate adds the check of a column. Only what could go wrong has one: text may be anything that a form takes.
func (s *sheet) validate(c render.SheetColumn, cells string) error {
	if c.Edits == nil {
		return nil
	}
	check := excelize.NewDataValidation(true)
	check.Sqref = cells
	says := "Enter text of at most 10,000 characters."
	var err error
	switch {
	case len(c.Choices) > 0:
		err, says = check.SetDropList(c.Choices), "Choose from the list."
	case c.Format == render.Day:
		err = check.SetRange("DATE(1990,1,1)", "DATE(2199,12,31)", excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)
		says = "Enter a date, such as 31/03/2026, or empty the cell."
	default:
		err = check.SetRange(0, 10_000, excelize.DataValidationTypeTextLength, excelize.DataValidationOperatorBetween)
	}
	if err != nil {
		return err
	}
	check.SetError(excelize.DataValidationErrorStyleStop, c.Title, says)
	return s.book.file.AddDataValidation(s.Name, check)
}
