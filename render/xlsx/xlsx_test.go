package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"minutebook/forms"
	"minutebook/render"
	"minutebook/render/xlsx"
)

// write returns the file of a book.
func write(t *testing.T, book *render.Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := xlsx.Write(&out, book); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func read(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// parts are the parts of a file in their order, with the CRC of each checked by reading it.
func parts(t *testing.T, data []byte) (names []string, content map[string]string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	content = map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		all, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		names, content[f.Name] = append(names, f.Name), string(all)
		if day := f.Modified; day.Year() != 1980 || day.YearDay() != 1 {
			t.Errorf("%s has the time %v", f.Name, day)
		}
	}
	return names, content
}

// small is a book of one sheet with one column of each format.
func small(rows ...[]render.Value) *render.Book {
	return &render.Book{
		Title: "Small & plain", Author: "Testerdale", Lang: "en-GB", Marking: "OFFICIAL", AsOf: forms.Date{Year: 2026, Month: 11, Day: 20},
		Properties: []render.Property{{Name: "Minutebook pack", Value: "p1"}},
		Sheets: []render.Sheet{{Name: "It’s one", Table: "One", Title: "One", Notes: []string{"Note"}, Frozen: 1, Columns: []render.SheetColumn{
			{Key: "text", Title: "Text", Width: 20},
			{Key: "note", Title: "Note", Width: 20, Format: render.Prose, Edits: &render.Edits{Of: render.OfAction, Name: "update"}},
			{Key: "count", Title: "Count", Width: 8, Format: render.Whole, Lights: []render.Light{{From: 0, To: 3, Colour: render.Green}}},
			{Key: "day", Title: "Day", Width: 12, Format: render.Day, Edits: &render.Edits{Of: render.OfEvent, Name: "cla_review"}},
		}}},
		Rows: func(yield func(render.Row, error) bool) {
			for i, values := range rows {
				if !yield(render.Row{Key: render.Key{Child: fmt.Sprint(i)}, Values: values}, nil) {
					return
				}
			}
		},
	}
}

// tricky are texts that a spreadsheet could take for something else.
var tricky = []string{
	"=1+1", "+44 20 7946 0000", "-5", "@SUM(A1)", "\tx", "\rx", "\nx", "=cmd|' /C calc'!A0", "'quoted", "0012", "1e5", "TRUE", "_x0041_", "a_x000D_b",
	" leading and trailing ", "two\nlines", "tab\tinside", "<b>&amp;\"'", "Łukasiewicz Tọ́lání 𝄞", "", "#REF!", "2026-11-20",
}

func trickyBook() *render.Book {
	var rows [][]render.Value
	for _, s := range tricky {
		rows = append(rows, []render.Value{render.Text(s), {}, {}, {}})
	}
	return small(rows...)
}

func TestText(t *testing.T) {
	t.Parallel()
	f := read(t, write(t, trickyBook()))
	for i, want := range tricky {
		cell := fmt.Sprintf("A%d", 5+i)
		got, err := f.GetCellValue("It’s one", cell)
		if err != nil || got != want {
			t.Errorf("%q came back as %q (%v)", want, got, err)
		}
		if formula, err := f.GetCellFormula("It’s one", cell); err != nil || formula != "" {
			t.Errorf("%q became the formula %q (%v)", want, formula, err)
		}
		if want == "" {
			continue
		}
		if kind, err := f.GetCellType("It’s one", cell); err != nil || kind != excelize.CellTypeInlineString {
			t.Errorf("%q has the type %v (%v)", want, kind, err)
		}
		style, err := f.GetCellStyle("It’s one", cell)
		if err != nil {
			t.Fatal(err)
		}
		prefix := f.Styles.CellXfs.Xf[style].QuotePrefix
		if quoted := prefix != nil && *prefix; quoted != strings.ContainsAny(want[:1], "=+-@\t\r\n") {
			t.Errorf("%q: stays text when edited: %v", want, quoted)
		}
	}
}

func TestForbiddenCharacters(t *testing.T) {
	t.Parallel()
	f := read(t, write(t, small([]render.Value{render.Text("a\x00b\x1fc\ufffed\xff"), {}, {}, {}})))
	if got, err := f.GetCellValue("It’s one", "A5"); err != nil || got != "a\ufffdb\ufffdc\ufffdd\ufffd" {
		t.Errorf("got %q (%v)", got, err)
	}
}

// TestSheet reads back what a sheet says of itself.
func TestSheet(t *testing.T) {
	t.Parallel()
	day := forms.Date{Year: 2026, Month: 2, Day: 28}
	data := write(t, small([]render.Value{render.Text("a"), render.Text("b"), render.Count(3), render.On(day)}, []render.Value{render.Text("c"), {}, {}, {}}))
	_, all := parts(t, data)
	sheet := all["xl/worksheets/sheet1.xml"]
	for what, part := range map[string]string{
		"frozen panes": `topLeftCell="B5"`, "date as a number": "<v>46081</v>", "protection": "<sheetProtection", "filters allowed": `autoFilter="false"`,
		"one page across": `fitToWidth="1"`, "as many down as it takes": `fitToHeight="0"`, "marking": "OFFICIAL", "ampersand": "Small &amp;&amp; plain",
		"check of dates": `type="date"`, "check of text": `type="textLength"`, "lights": "AND(ISNUMBER(C5),C5&gt;=0,C5&lt;=3)", "table": "<tablePart ",
	} {
		if !strings.Contains(sheet, part) {
			t.Errorf("%s: %q is not in the sheet", what, part)
		}
	}
	if strings.Contains(sheet, "mergeCell") || strings.Contains(sheet, "password") {
		t.Error("cells are merged, or there is a password")
	}
	if table := all["xl/tables/table1.xml"]; !strings.Contains(table, `ref="A4:D6"`) || !strings.Contains(table, `name="One"`) {
		t.Errorf("the table is %s", table)
	}
	if titles := all["xl/workbook.xml"]; !strings.Contains(titles, "_xlnm.Print_Titles") || !strings.Contains(titles, "$A:$A,") || !strings.Contains(titles, "$4:$4") {
		t.Errorf("the headings do not repeat: %s", titles)
	}
	if core := all["docProps/core.xml"]; strings.Count(core, "2026-11-20T00:00:00Z") != 2 {
		t.Errorf("the file was not made on its day: %s", core)
	}
	if custom := all["docProps/custom.xml"]; !strings.Contains(custom, "Minutebook pack") || !strings.Contains(custom, "p1") {
		t.Errorf("the properties are %s", custom)
	}
}

// TestLocks holds the cells that are not locked against those that may be changed.
func TestLocks(t *testing.T) {
	t.Parallel()
	book := pack(t, 60)
	f := read(t, write(t, book))
	want := map[string]bool{}
	heads := map[string]int{}
	for i := range book.Sheets {
		heads[book.Sheets[i].Name] = book.Sheets[i].FirstRow()
	}
	rows := map[string]map[string]string{} // key to row number, by sheet
	for _, s := range book.Sheets {
		if i := slices.IndexFunc(s.Columns, func(c render.SheetColumn) bool { return c.Key == "key" }); i >= 0 {
			rows[s.Name] = map[string]string{}
			name, err := excelize.ColumnNumberToName(i + 1)
			if err != nil {
				t.Fatal(err)
			}
			for n := s.FirstRow(); ; n++ {
				key, err := f.GetCellValue(s.Name, fmt.Sprintf("%s%d", name, n))
				if err != nil {
					t.Fatal(err)
				}
				if key == "" {
					break
				}
				rows[s.Name][key] = fmt.Sprint(n)
			}
		}
	}
	for c, err := range book.Editable() {
		if err != nil {
			t.Fatal(err)
		}
		s := book.Sheets[slices.IndexFunc(book.Sheets, func(s render.Sheet) bool { return s.Name == c.Sheet })]
		at := slices.IndexFunc(s.Columns, func(x render.SheetColumn) bool { return x.Key == c.Column })
		name, err := excelize.ColumnNumberToName(at + 1)
		if err != nil {
			t.Fatal(err)
		}
		row := rows[c.Sheet][c.Field.Key.String()]
		if row == "" {
			t.Fatalf("no row of %s has the key %s", c.Sheet, c.Field.Key)
		}
		want[c.Sheet+"!"+name+row] = true
	}
	if len(want) == 0 {
		t.Fatal("nothing may be changed")
	}
	_, all := parts(t, write(t, book))
	cell := regexp.MustCompile(`<c r="([A-Z]+[0-9]+)" s="([0-9]+)"`)
	open := 0
	for i, s := range book.Sheets {
		xml := all[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)]
		if !strings.Contains(xml, "<sheetProtection") {
			t.Errorf("%s is not protected", s.Name)
		}
		for _, m := range cell.FindAllStringSubmatch(xml, -1) {
			var id int
			if _, err := fmt.Sscan(m[2], &id); err != nil {
				t.Fatal(err)
			}
			protection := f.Styles.CellXfs.Xf[id].Protection
			unlocked := protection != nil && protection.Locked != nil && !*protection.Locked
			if unlocked != want[s.Name+"!"+m[1]] {
				t.Errorf("%s!%s: unlocked is %v", s.Name, m[1], unlocked)
			}
			if unlocked {
				open++
			}
		}
	}
	if open != len(want) {
		t.Errorf("%d cells are not locked, %d may be changed", open, len(want))
	}
}

// TestSameBytes writes a pack twice, with sheets of more than one block.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	one, two := write(t, pack(t, 1500)), write(t, pack(t, 1500))
	if !bytes.Equal(one, two) {
		t.Error("one pack, two files")
	}
	names, _ := parts(t, one)
	if !slices.IsSorted(names) || names[0] != "[Content_Types].xml" {
		t.Errorf("the parts stand in the order %q", names)
	}
}

// TestAccessible looks for what a screen reader needs: the cover first, charts with words, no hidden sheets.
func TestAccessible(t *testing.T) {
	t.Parallel()
	book := pack(t, 20)
	_, all := parts(t, write(t, book))
	if sheets := all["xl/workbook.xml"]; strings.Contains(sheets, "hidden") || !strings.Contains(sheets, `<sheet name="Cover" sheetId="1"`) {
		t.Errorf("the sheets are %s", sheets)
	}
	charts := 0
	for name, xml := range all {
		if !strings.HasPrefix(name, "xl/drawings/drawing") {
			continue
		}
		for _, frame := range regexp.MustCompile(`<xdr:cNvPr [^>]*>`).FindAllString(xml, -1) {
			charts++
			if !strings.Contains(frame, `descr="`) || strings.Contains(frame, `descr=""`) {
				t.Errorf("a chart without words: %s", frame)
			}
		}
	}
	if charts != 3 {
		t.Errorf("%d charts", charts)
	}
}

func TestFailures(t *testing.T) {
	t.Parallel()
	broken := errors.New("the database is gone")
	for _, e := range []struct {
		name string
		book *render.Book
		says string
	}{
		{"rows that end", func() *render.Book {
			b := small()
			b.Rows = func(yield func(render.Row, error) bool) { yield(render.Row{}, broken) }
			return b
		}(), "the database is gone"},
		{"too few values", small([]render.Value{{}}), "1 values for 4 columns"},
		{"a text that is too long", small([]render.Value{render.Text(strings.Repeat("x", 32_768)), {}, {}, {}}), "does not fit into a cell"},
		{"a link to nowhere", small([]render.Value{{Text: "x", Sheet: "Two"}, {}, {}, {}}), `leads to the sheet "Two"`},
		{"a link to no column", small([]render.Value{{Text: "x", Sheet: "It’s one", Column: "no"}, {}, {}, {}}), `leads to the column "no"`},
	} {
		var out bytes.Buffer
		if err := xlsx.Write(&out, e.book); err == nil || !strings.Contains(err.Error(), e.says) {
			t.Errorf("%s: got %v", e.name, err)
		}
		if out.Len() > 0 {
			t.Errorf("%s: %d bytes were written", e.name, out.Len())
		}
	}
}
