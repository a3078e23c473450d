package intake

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"minutebook/internal/workbook"
)

// WriteRejected writes the rejected rows as an Excel workbook for somebody to correct and send again: a sheet for each
// table, the cells as they came, the wrong ones coloured and with a comment, and two columns that say why and what to do.
// Texts stay texts, whatever they begin with: nothing that came in becomes a formula. The same plan is the same bytes.
func (p *Plan) WriteRejected(w io.Writer) (err error) {
	b := rejectedBook{file: excelize.NewFile(), plan: p}
	defer func() {
		if cerr := b.file.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			err = fmt.Errorf("writing the rejected rows: %w", err)
		}
	}()
	if err := b.styles(); err != nil {
		return err
	}
	if err := b.file.SetDocProps(&excelize.DocProperties{Creator: "Minutebook", Title: "Rejected rows"}); err != nil {
		return err
	}
	for at := range p.tables {
		if err := b.table(at); err != nil {
			return err
		}
	}
	return b.file.Write(w)
}

type rejectedBook struct {
	file *excelize.File
	plan *Plan
	used []string // names of sheets

	heading, text, date, bad, badDate, words int // styles
}

func (b *rejectedBook) styles() error {
	day := "dd/mm/yyyy"
	amber := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFE8A3"}}
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&b.heading, excelize.Style{Font: &excelize.Font{Bold: true, Family: "Calibri", Size: 11}, Alignment: top}},
		{&b.text, excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&b.date, excelize.Style{CustomNumFmt: &day, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&b.bad, excelize.Style{NumFmt: 49, Fill: amber, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&b.badDate, excelize.Style{CustomNumFmt: &day, Fill: amber, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&b.words, excelize.Style{NumFmt: 49, Alignment: top}},
	} {
		id, err := b.file.NewStyle(&s.style)
		if err != nil {
			return err
		}
		*s.id = id
	}
	return nil
}

// table writes the rejected rows of one table; nothing if it has none.
func (b *rejectedBook) table(at int) error {
	t := &b.plan.tables[at]
	sheet, line := "", 1
	cells := t.rows
	for i := range b.plan.Rows {
		row := &b.plan.Rows[i]
		if row.Table != at {
			continue
		}
		original := cells[0]
		cells = cells[1:]
		if row.Verdict() != Rejected {
			continue
		}
		if sheet == "" {
			var err error
			if sheet, err = b.sheet(t); err != nil {
				return err
			}
		}
		line++
		if err := b.row(t, sheet, line, row, original); err != nil {
			return err
		}
	}
	return nil
}

// columns are those of the original, without the two that are added anew.
func columns(t *Table) (list []int) {
	for i, h := range t.Headings {
		if h != reasonHeading && h != remedyHeading {
			list = append(list, i+1)
		}
	}
	return list
}

func (b *rejectedBook) sheet(t *Table) (string, error) {
	name := []rune(strings.Map(func(r rune) rune { // what Excel refuses in a name
		if strings.ContainsRune(`:\/?*[]'`, r) || r < ' ' {
			return '-'
		}
		return r
	}, cmp.Or(t.Sheet, strings.TrimSuffix(filepath.Base(t.File), filepath.Ext(t.File)), "Rejected rows")))
	free := string(name[:min(len(name), 31)])
	for n := 2; slices.ContainsFunc(b.used, func(s string) bool { return strings.EqualFold(s, free) }); n++ {
		free = fmt.Sprintf("%s %d", string(name[:min(len(name), 26)]), n)
	}
	var err error
	if b.used == nil {
		err = b.file.SetSheetName("Sheet1", free)
	} else {
		_, err = b.file.NewSheet(free)
	}
	b.used = append(b.used, free)
	if err != nil {
		return "", err
	}
	out := 0
	for _, c := range columns(t) {
		out++
		if err := b.set(free, 1, out, t.Headings[c-1], b.heading); err != nil {
			return "", err
		}
	}
	for _, h := range []string{reasonHeading, remedyHeading} {
		out++
		if err := b.set(free, 1, out, h, b.heading); err != nil {
			return "", err
		}
	}
	if err := b.file.SetColWidth(free, "A", workbook.ColumnName(out-2), dataWidth); err != nil {
		return "", err
	}
	if err := b.file.SetColWidth(free, workbook.ColumnName(out-1), workbook.ColumnName(out), wordsWidth); err != nil {
		return "", err
	}
	if err := b.file.SetRowHeight(free, 1, 2*lineHeight); err != nil {
		return "", err
	}
	fit, landscape, one, all := true, "landscape", 1, 0
	if err := b.file.SetSheetProps(free, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return "", err
	}
	if err := b.file.SetPageLayout(free, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &one, FitToHeight: &all}); err != nil {
		return "", err
	}
	return free, b.file.SetPanes(free, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

func (b *rejectedBook) row(t *Table, sheet string, line int, row *Row, original workbook.Row) error {
	out := 0
	for _, c := range columns(t) {
		out++
		cell := original.Cell(c)
		wrong := slices.IndexFunc(row.Problems, func(p Problem) bool { return p.Column == c && !p.Warning })
		text, date := b.text, b.date
		if wrong >= 0 {
			text, date = b.bad, b.badDate
			p := row.Problems[wrong]
			comment := excelize.Comment{Cell: workbook.Address(line, out), Author: "Minutebook", Text: p.Reason() + " " + p.Remedy(), Width: 320, Height: 120}
			if err := b.file.AddComment(sheet, comment); err != nil {
				return err
			}
		}
		if cell.Type == workbook.Date && strings.Contains(cell.Text, "-") {
			address := workbook.Address(line, out)
			if err := b.file.SetCellValue(sheet, address, cell.Time); err != nil {
				return err
			}
			if err := b.file.SetCellStyle(sheet, address, address, date); err != nil {
				return err
			}
			continue
		}
		if err := b.set(sheet, line, out, shown(cell), text); err != nil {
			return err
		}
	}
	var reasons, remedies []string
	for _, p := range row.Problems {
		if p.Warning {
			continue
		}
		where := ""
		if p.Heading != "" {
			where = p.Heading + ": "
		}
		reasons = append(reasons, where+p.Reason())
		remedies = append(remedies, where+p.Remedy())
	}
	if err := b.set(sheet, line, out+1, strings.Join(reasons, "\n"), b.words); err != nil {
		return err
	}
	if err := b.file.SetRowHeight(sheet, line, lineHeight*float64(max(lines(reasons), lines(remedies)))); err != nil {
		return err
	}
	return b.set(sheet, line, out+2, strings.Join(remedies, "\n"), b.words)
}

// Widths are in characters, heights in points.
const (
	dataWidth, wordsWidth = 18, 60
	lineHeight            = 15.0
)

// lines is how many lines of the wide columns the texts fill. Programs do not make rows higher by themselves when they
// open a workbook.
func lines(texts []string) int {
	n := 0
	for _, s := range texts {
		n += 1 + utf8.RuneCountInString(s)/wordsWidth
	}
	return n
}

// escaped are texts that a workbook would take for a character's number (ST_Xstring, ECMA-376 part 1, 22.9.2.19); excelize
// writes them as they are.
var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// set writes a text as a text.
func (b *rejectedBook) set(sheet string, row, column int, text string, style int) error {
	address := workbook.Address(row, column)
	if err := b.file.SetCellStr(sheet, address, escaped.ReplaceAllString(text, "_x005F$0")); err != nil {
		return err
	}
	return b.file.SetCellStyle(sheet, address, address, style)
}
