package web

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"minutebook/internal/intake"
	"minutebook/internal/records"
	"minutebook/internal/workbook"
)

// mostFiles is how many files an extract may have, and importRows how many rows of it a page shows.
const (
	mostFiles  = 10
	importRows = 50
)

type uploadPage struct {
	Most   int64 // megabytes
	Kept   int   // files that are not applied
	Errors []remark
}

func (w *Web) importPage(*visit) (answer, error) { return uploadAnswer(), nil }

func uploadAnswer(says ...string) answer {
	p := uploadPage{Most: records.MostImported >> 20, Kept: records.MostUploads}
	for _, s := range says {
		p.Errors = append(p.Errors, remark{"#file", s})
	}
	return failedForm(answer{page: "import-new.html", title: "Import", nav: "/imports", data: p}, p.Errors)
}

func (w *Web) upload(v *visit) (answer, error) {
	select {
	case w.extracts <- struct{}{}:
		defer func() { <-w.extracts }()
	case <-v.Context().Done():
		return answer{}, unavailable(v.Context().Err())
	}
	files, err := v.uploads(records.MostImported)
	if err != nil {
		return answer{}, err
	}
	if len(files) == 0 {
		return uploadAnswer("Choose the file that you want to import"), nil
	}
	i, err := w.Records.Upload(v.Context(), v.actor(), files)
	if why, refused := refusedFile(err); refused {
		return uploadAnswer(why), nil
	}
	if err != nil {
		return answer{}, err
	}
	return seeOther("/imports/" + url.PathEscape(i.ID))
}

// refusedFile says why a file was refused, and what its sender can do.
func refusedFile(err error) (string, bool) {
	for _, known := range []error{
		workbook.ErrPassword, workbook.ErrMacros, workbook.ErrOldExcel, workbook.ErrBinaryExcel, workbook.ErrOpenDocument, workbook.ErrMarkup,
		workbook.ErrNoWorkbook, workbook.ErrEmpty, workbook.ErrTooLarge, workbook.ErrDamaged,
	} {
		if errors.Is(err, known) {
			says := known.Error()
			return strings.ToUpper(says[:1]) + says[1:], true
		}
	}
	return "", false
}

// uploads reads the files of a form into memory; nothing is put on disk. Together they may have so many bytes.
func (v *visit) uploads(most int64) (files []records.ImportFile, err error) {
	parts, err := v.MultipartReader()
	if err != nil {
		return nil, fmt.Errorf("reading an upload: %w: %w", errBadRequest, err)
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return files, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading an upload: %w: %w", errBadRequest, err)
		}
		if part.FormName() != "file" || part.FileName() == "" {
			continue
		}
		data, err := io.ReadAll(io.LimitReader(part, most+1))
		if err != nil {
			return nil, fmt.Errorf("reading an upload: %w: %w", errBadRequest, err)
		}
		if most -= int64(len(data)); most < 0 || len(files) == mostFiles {
			return nil, &http.MaxBytesError{Limit: records.MostImported}
		}
		files = append(files, records.ImportFile{Name: strings.ToValidUTF8(part.FileName(), "�"), Data: bytes.Clone(data)})
	}
}

type importPage struct {
	Import                      records.Import
	Address                     string
	Mark                        string
	Tables                      []importTable
	Notes                       []string
	Changing, Nothing, Rejected int
	Rows                        []importRow
	More                        int // rows that are not shown
	Mode                        []option
	Errors                      []remark
	Columns                     bool // are shown at once
}

type importTable struct {
	Title   string
	Columns []importColumn
}

type importColumn struct {
	ID, Heading string
	Options     []option
}

type importRow struct {
	Where, CaseNumber string
	Changes           []string
	Problems          []importProblem
}

type importProblem struct{ Heading, Reason, Remedy string }

func (w *Web) importPreview(v *visit) (answer, error) { return w.importAnswer(v, "", nil) }

// importAnswer shows what an extract would change, with what was chosen: the mode, and what columns mean where that could not
// be taken.
func (w *Web) importAnswer(v *visit, mode string, columns []intake.Mapping, errs ...remark) (answer, error) {
	i, plan, err := w.Records.PlanImport(v.Context(), v.actor(), v.param("import"))
	if err != nil {
		return answer{}, err
	}
	a := failedForm(answer{page: "import.html", title: "What this import would change", nav: "/imports"}, errs)
	p := importPage{Import: i, Address: "/imports/" + url.PathEscape(i.ID), Errors: errs, Columns: columns != nil}
	if plan == nil {
		a.page, a.title, a.data = "imported.html", "Imported", p
		return a, nil
	}
	p.Mark, p.Notes = plan.Mark, plan.Notes
	p.Changing, p.Nothing, p.Rejected = plan.Count(intake.Changing), plan.Count(intake.NothingToDo), plan.Count(intake.Rejected)
	for n, t := range plan.Tables() {
		table := importTable{Title: t.Title()}
		if columns != nil {
			t.Mapping = columns[n]
		}
		for k, c := range t.Mapping.Columns {
			table.Columns = append(table.Columns, importColumn{fmt.Sprintf("column-%d-%d", n, k), c.Heading, fieldOptions(c.Field)})
		}
		p.Tables = append(p.Tables, table)
	}
	for k := range plan.Rows {
		row := &plan.Rows[k]
		if row.Verdict() == intake.NothingToDo && len(row.Problems) == 0 {
			continue
		}
		if len(p.Rows) == importRows {
			p.More++
			continue
		}
		p.Rows = append(p.Rows, rowInWords(plan.Plan, row))
	}
	p.Mode = []option{{ID: "mode-all", Value: "all", Label: "Nothing, if a row is rejected", Chosen: mode != "rows"}, {ID: "mode-rows", Value: "rows", Label: "All rows that are not rejected", Chosen: mode == "rows"}}
	a.data = p
	return a, nil
}

func rowInWords(plan *intake.Plan, row *intake.Row) importRow {
	r := importRow{Where: plan.Table(row).Title() + ", row " + number(row.Number), CaseNumber: row.CaseNumber}
	for _, c := range row.Changes {
		r.Changes = append(r.Changes, c.String())
	}
	for _, problem := range row.Problems {
		r.Problems = append(r.Problems, importProblem{problem.Heading, problem.Reason(), problem.Remedy()})
	}
	return r
}

// fieldOptions are what a column can mean.
func fieldOptions(chosen intake.Field) []option {
	options := []option{{Label: "Not imported", Chosen: chosen == ""}}
	for _, f := range intake.Fields() {
		options = append(options, option{Value: string(f), Label: fieldLabel(f), Chosen: f == chosen})
	}
	return options
}

// fieldLabel turns "event:placement_order_granted" into "Event: placement order granted".
func fieldLabel(f intake.Field) string {
	words := strings.ReplaceAll(strings.Replace(string(f), ":", ": ", 1), "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

func (w *Web) mapImport(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	i, plan, err := w.Records.PlanImport(v.Context(), v.actor(), v.param("import"))
	if err != nil {
		return answer{}, err
	}
	if plan == nil {
		return seeOther("/imports/" + url.PathEscape(i.ID))
	}
	var mappings []intake.Mapping
	var errs []remark
	for n, t := range plan.Tables() {
		m := intake.Mapping{Fingerprint: t.Mapping.Fingerprint}
		for k, c := range t.Mapping.Columns {
			m.Columns = append(m.Columns, intake.Column{Heading: c.Heading, Field: intake.Field(post.Get(fmt.Sprintf("column-%d-%d", n, k)))})
		}
		if err := m.Check(); err != nil {
			for says := range strings.Lines(err.Error()) {
				errs = append(errs, remark{fmt.Sprintf("#column-%d-0", n), strings.TrimSpace(strings.ToUpper(says[:1]) + says[1:])})
			}
		}
		mappings = append(mappings, m)
	}
	if errs != nil {
		return w.importAnswer(v, "", mappings, errs...)
	}
	if err := w.Records.MapImport(v.Context(), v.actor(), i.ID, mappings); err != nil {
		return answer{}, err
	}
	v.note("The columns are read as you said. What would change is worked out anew.")
	return seeOther("/imports/" + url.PathEscape(i.ID))
}

func (w *Web) applyImport(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	mode := intake.AllOrNothing
	if post.Get("mode") == "rows" {
		mode = intake.RowByRow
	}
	i, err := w.Records.ApplyImport(v.Context(), v.actor(), v.param("import"), mode, post.Get("mark"))
	switch {
	case errors.Is(err, intake.ErrRejected):
		return w.importAnswer(v, post.Get("mode"), nil, remark{"#mode-all", "Rows are rejected, so nothing was imported. Correct them, or import the others"})
	case errors.Is(err, records.ErrPlanChanged):
		return w.importAnswer(v, post.Get("mode"), nil, remark{"#mode-all", "Something was changed since you looked. Nothing was imported. Look at what would change now"})
	case err != nil:
		return answer{}, err
	}
	return seeOther("/imports/" + url.PathEscape(i.ID))
}

func (w *Web) importRejected(v *visit) (answer, error) {
	var out bytes.Buffer // of rejected rows only, within the limits of an extract
	if err := w.Records.WriteRejected(v.Context(), v.actor(), v.param("import"), &out); err != nil {
		return answer{}, err
	}
	return answer{stream: &stream{"rejected.xlsx", workbookType, func(to io.Writer) error {
		_, err := out.WriteTo(to)
		return err
	}}}, nil
}
