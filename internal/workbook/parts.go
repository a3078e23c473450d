package workbook

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// xlsx is what an Excel workbook keeps for all of its sheets.
type xlsx struct {
	*archive
	strings  []string
	styles   []style // by number, as cells name them
	date1904 bool
}

// style is what matters of a cell's style.
type style struct {
	format string
	date   bool
	locked bool
}

func openXLSX(r io.ReaderAt, size int64, limits Limits) (*Book, error) {
	a, err := openArchive(r, size, limits)
	if err != nil {
		return nil, err
	}
	if err := a.refuse(); err != nil {
		return nil, err
	}
	top, err := a.relations("")
	if err != nil {
		return nil, err
	}
	x := &xlsx{archive: a}
	book := &Book{Format: XLSX}
	for _, id := range slices.Sorted(maps.Keys(top)) {
		if top[id].kind == "officeDocument" {
			return book, x.workbook(book, top[id].target)
		}
	}
	return nil, ErrNoWorkbook
}

// refuse tells other packages from workbooks.
func (a *archive) refuse() error {
	has := func(name string) bool { return a.parts[name] != nil }
	for name := range a.parts {
		if strings.HasSuffix(name, "vbaproject.bin") {
			return ErrMacros
		}
	}
	switch {
	case has("xl/workbook.bin"):
		return ErrBinaryExcel
	case has("content.xml") && has("meta-inf/manifest.xml"):
		return ErrOpenDocument
	case !has("[content_types].xml"):
		return ErrNoWorkbook
	}
	workbook := false
	err := a.walk("[content_types].xml", func(_ *scanner, t tag) error {
		kind := strings.ToLower(t.attr("ContentType"))
		if strings.Contains(kind, "macroenabled") {
			return ErrMacros
		}
		workbook = workbook || strings.Contains(kind, "spreadsheetml.sheet.main") || strings.Contains(kind, "spreadsheetml.template.main")
		return nil
	})
	if err == nil && !workbook {
		return ErrNoWorkbook
	}
	return err
}

// workbook reads the list of sheets and what they share.
func (x *xlsx) workbook(book *Book, name string) error {
	relations, err := x.relations(name)
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(relations)) {
		switch r := relations[id]; r.kind {
		case "sharedStrings":
			err = x.readStrings(r.target)
		case "styles":
			err = x.readStyles(r.target)
		}
		if err != nil {
			return err
		}
	}
	err = x.walk(name, func(s *scanner, t tag) error {
		switch t.name {
		case "workbookPr":
			x.date1904 = t.on("date1904")
		case "sheet":
			return x.sheet(book, relations, t)
		case "extLst":
			return s.skip()
		}
		return nil
	})
	if err == nil && len(book.Sheets) == 0 {
		err = damaged("it has no sheets")
	}
	return err
}

func (x *xlsx) sheet(book *Book, relations map[string]relation, t tag) error {
	to, ok := relations[t.attr("id")]
	switch {
	case !ok:
		return damaged("sheet %.100q points nowhere", t.attr("name"))
	case to.kind == "chartsheet" || to.kind == "dialogsheet": // have no cells
		return nil
	case to.kind != "worksheet":
		return ErrMacros // sheets of Excel 4 macros are the only other kind
	case len(book.Sheets) == maxSheets:
		return tooLarge("it has more than %d sheets", maxSheets)
	}
	sheet := &Sheet{Name: t.attr("name"), Hidden: t.attr("state") == "hidden" || t.attr("state") == "veryHidden"}
	sheet.rows = (&sheetReader{xlsx: x, sheet: sheet, part: to.target}).rows
	book.Sheets = append(book.Sheets, sheet)
	return nil
}

func (x *xlsx) readStrings(name string) error {
	left := x.limits.Strings
	return x.walk(name, func(s *scanner, t tag) error {
		if t.name != "si" {
			return nil
		}
		text, err := s.rich()
		if err != nil {
			return err
		}
		if left -= int64(len(text)); left < 0 || len(x.strings) == maxStrings {
			return tooLarge("its texts have more than %d bytes, or there are more than %d", x.limits.Strings, maxStrings)
		}
		x.strings = append(x.strings, text)
		return nil
	})
}

// rich reads the text of a string item or inline string: its own or that of its runs, without the phonetic readings.
func (s *scanner) rich() (string, error) {
	var b strings.Builder
	err := s.inside(func(t tag) error {
		switch t.name {
		case "rPh":
			return s.skip()
		case "t":
			text, err := s.text()
			b.WriteString(text)
			if err == nil && b.Len() > maxText {
				err = tooLarge("one text has more than %d bytes", maxText)
			}
			return err
		}
		return nil
	})
	return unescape(b.String()), err
}

func (x *xlsx) readStyles(name string) error {
	formats := map[int]string{}
	in := ""
	err := x.walk(name, func(s *scanner, t tag) error {
		number := func(attr string) int {
			n, err := strconv.ParseUint(t.attr(attr), 10, 31)
			if err != nil {
				return 0
			}
			return int(n)
		}
		switch t.name {
		case "numFmt":
			if len(formats) == maxStyles {
				return tooLarge("it has more than %d number formats", maxStyles)
			}
			formats[number("numFmtId")] = t.attr("formatCode")
		case "cellStyleXfs", "cellXfs", "cellStyles", "dxfs":
			in = t.name
		case "xf":
			if in != "cellXfs" {
				return nil
			}
			if len(x.styles) == maxStyles {
				return tooLarge("it has more than %d styles", maxStyles)
			}
			format := number("numFmtId")
			code, ok := formats[format]
			if !ok {
				code = builtIn[format]
			}
			x.styles = append(x.styles, style{code, isDate(code), true})
		case "protection":
			if v := t.attr("locked"); in == "cellXfs" && len(x.styles) > 0 && (v == "0" || v == "false") {
				x.styles[len(x.styles)-1].locked = false
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read styles: %w", err)
	}
	return nil
}
