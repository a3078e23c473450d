package api

import (
	"errors"
	"io"
	"mime"
	"net/http"

	"minutebook/forms"
	"minutebook/internal/records"
)

const (
	workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	csvType      = "text/csv"
)

// getTracker makes a tracker pack and sends it part by part, as the store has it. Until the first part is there, the answer can
// still be a problem; after it, a failure cuts the connection.
func (a *api) getTracker(c *call) error {
	o := records.PackOrder{Policy: c.query.texts["policy"], TeamID: c.query.texts["team"], Anonymous: c.query.texts["anonymous"] == "true"}
	if given := c.query.texts["as_of"]; given != "" {
		var err error
		if o.AsOf, err = forms.ParseDate(given); err != nil {
			return &refusal{kind: badQuery, detail: "The query parameter “as_of” must be a date, written as year-month-day."}
		}
	}
	begun := false
	_, err := a.Records.StreamPack(c.Request.Context(), c.by, o, func(p records.Pack) io.Writer {
		c.Header("Content-Type", workbookType)
		c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": p.FileName()}))
		begun = true
		return c.Writer
	})
	if err != nil && begun {
		panic(http.ErrAbortHandler)
	}
	if e, ok := errors.AsType[*records.InvalidError](err); ok {
		return &refusal{kind: badQuery, problems: faults(c.words, "", e.Problems)}
	}
	return err
}
