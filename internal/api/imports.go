package api

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"minutebook/internal/intake"
	"minutebook/internal/records"
	"minutebook/internal/workbook"
)

// imported is what an extract changed or would change.
type imported struct {
	Applied  bool           `json:"applied"` // false for a dry run, and where nothing is stored because rows are rejected
	Added    int            `json:"added"`   // children
	Changed  int            `json:"changed"`
	Changing int            `json:"rows_changing"`
	Nothing  int            `json:"rows_with_nothing_to_do"`
	Rejected int            `json:"rows_rejected"`
	Notes    []string       `json:"notes"`
	Problems []rowProblem   `json:"problems"` // of rejected rows, the first 2000
	Earlier  *earlierImport `json:"earlier,omitempty"`
}

// rowProblem is one thing wrong with a row.
type rowProblem struct {
	Table  string `json:"table"`
	Row    int    `json:"row"`
	Column string `json:"column,omitempty"`
	Code   string `json:"code"`
	Reason string `json:"reason"`
	Remedy string `json:"remedy"`
}

// earlierImport says that the same files were applied before.
type earlierImport struct {
	By string    `json:"by"`
	At time.Time `json:"at"`
}

// importFile takes an extract as the body itself or as the part "file" of an upload.
func (a *api) importFile(c *call) error {
	data, err := c.file()
	if err != nil {
		return err
	}
	mode := intake.AllOrNothing
	if c.query.texts["mode"] == "rows" {
		mode = intake.RowByRow
	}
	dry := c.query.texts["dry_run"] == "true"
	i, plan, err := a.Records.ImportNow(c.Request.Context(), c.by, []records.ImportFile{{Name: "extract", Data: data}}, nil, mode, dry)
	for _, known := range []error{
		workbook.ErrPassword, workbook.ErrMacros, workbook.ErrOldExcel, workbook.ErrBinaryExcel, workbook.ErrOpenDocument, workbook.ErrMarkup,
		workbook.ErrNoWorkbook, workbook.ErrEmpty, workbook.ErrTooLarge, workbook.ErrDamaged,
	} {
		if errors.Is(err, known) {
			return &refusal{kind: unreadable, detail: fmt.Sprintf("About the file: %s.", known)}
		}
	}
	rejected := errors.Is(err, intake.ErrRejected)
	if err != nil && !rejected {
		return err
	}
	out := imported{
		Applied: !dry && !rejected, Added: i.Added, Changed: i.Changed, Changing: plan.Count(intake.Changing), Nothing: plan.Count(intake.NothingToDo),
		Rejected: plan.Count(intake.Rejected), Notes: append([]string{}, plan.Notes...), Problems: []rowProblem{},
	}
	if i.Earlier != nil {
		out.Earlier = &earlierImport{i.Earlier.Name, i.Earlier.Applied}
	}
	for n := range plan.Rows {
		row := &plan.Rows[n]
		for _, p := range row.Problems {
			if row.Verdict() == intake.Rejected && !p.Warning && len(out.Problems) < maxFaults {
				out.Problems = append(out.Problems, rowProblem{plan.Table(row).Title(), row.Number, p.Heading, p.Code, p.Reason(), p.Remedy()})
			}
		}
	}
	return c.reply(http.StatusOK, out)
}
