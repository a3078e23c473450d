package xlsx

import (
	"fmt"
	"math"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Paper sizes as Excel numbers them (ECMA-376 18.3.1.63).
const (
	paperA3 = 8
	paperA4 = 9
)

// layOut says how the sheet is printed and protected.
func (s *sheet) layOut() error {
	f, yes, all := s.book.file, true, 0
	paper, across, wide := paperA4, s.pagesAcross(), "landscape"
	if s.Wide {
		paper = paperA3
	}
	if s.Upright {
		wide = "portrait"
	}
	if len(s.Charts) > 0 {
		all = 1 // a chart is not cut in two
	}
	height := lineHeight + 3.0
	if err := f.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: &yes, CustomHeight: &yes, DefaultRowHeight: &height}); err != nil {
		return err
	}
	if err := f.SetPageLayout(s.Name, &excelize.PageLayoutOptions{Size: &paper, Orientation: &wide, FitToWidth: &across, FitToHeight: &all}); err != nil {
		return err
	}
	side, top, edge := 0.5, 0.8, 0.4 // inches
	if err := f.SetPageMargins(s.Name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &top, Header: &edge, Footer: &edge}); err != nil {
		return err
	}
	b := s.book.book
	if err := f.SetHeaderFooter(s.Name, &excelize.HeaderFooterOptions{
		OddHeader: "&L" + literal(b.Author) + "&C&\"Arial,Bold\"" + literal(b.Marking) + "&R" + literal(s.Title),
		OddFooter: "&L" + literal(b.Title) + "&CAs of " + literal(b.AsOf.Long()) + "&RPage &P of &N",
	}); err != nil {
		return err
	}
	if err := f.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: s.Name, RefersTo: s.titles(),
	}); err != nil {
		return err
	}
	// Without a password: it keeps people from changing by mistake what nobody would take back in. What is allowed here is
	// what reading needs.
	return f.ProtectSheet(s.Name, &excelize.SheetProtectionOptions{
		AutoFilter: true, Sort: true, FormatColumns: true, FormatRows: true, SelectLockedCells: true, SelectUnlockedCells: true,
	})
}

// pagesAcross is on how many pages a row is printed, so that text stays readable. About so many characters go on a page.
func (s *sheet) pagesAcross() int {
	room := 190.0
	if s.Wide {
		room = 290
	}
	width := 0.0
	for _, c := range s.Columns {
		width += c.Width
	}
	return int(math.Ceil(width / room))
}

// titles are the headings, and the columns that stay when a row goes on over several pages.
func (s *sheet) titles() string {
	rows := fmt.Sprintf("%s!$%d:$%d", quote(s.Name), s.head, s.head)
	if s.Frozen == 0 {
		return rows
	}
	return fmt.Sprintf("%s!$A:$%s,%s", quote(s.Name), s.columns[s.Frozen-1].name, rows)
}

// literal writes text for a header, where an ampersand begins a code; text after a font or page code may not begin with a digit
// that the code would swallow, which none of ours does. Excel takes 255 characters for a whole header.
func literal(text string) string {
	if r := []rune(text); len(r) > 60 {
		text = string(r[:59]) + "…"
	}
	return strings.ReplaceAll(text, "&", "&&")
}
