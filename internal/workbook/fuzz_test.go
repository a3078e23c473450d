package workbook

import (
	"bytes"
	"testing"
)

// FuzzOpen gives anything to the reader: it may refuse it, and not do more.
func FuzzOpen(f *testing.F) {
	f.Add([]byte("a;b\n1;2"))
	f.Add([]byte(";;b\n1"))
	f.Add([]byte("\xFF\xFEa\x00,\x00b\x00"))
	f.Add(raw(f, `<sheetData><row><c t="s"><v>0</v></c></row></sheetData>`, nil))
	f.Fuzz(func(t *testing.T, data []byte) { readAll(t, data) })
}

// FuzzSheet changes what stands in a sheet, its texts and its styles, inside of a package that is sound.
func FuzzSheet(f *testing.F) {
	f.Add(`<sheetData><row r="1"><c r="A1" t="s" s="1"><f t="shared" si="0">B1</f><v>0</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`,
		`<sst><si><r><t>a_x0041_</t></r></si></sst>`, `<styleSheet><cellXfs><xf numFmtId="14"><protection locked="0"/></xf></cellXfs></styleSheet>`)
	f.Fuzz(func(t *testing.T, sheet, texts, styles string) {
		readAll(t, raw(t, sheet, map[string]string{"xl/sharedStrings.xml": texts, "xl/styles.xml": styles}))
	})
}

// readAll holds what every file has to keep to: rows and columns rise and stay in their bounds, and a book compared with
// itself has not changed.
func readAll(t *testing.T, data []byte) {
	open := func() (*Book, error) {
		return Open("x.xlsx", bytes.NewReader(data), int64(len(data)), Limits{Unpacked: 1 << 20})
	}
	book, err := open()
	if err != nil {
		return
	}
	for _, s := range book.Sheets {
		last, heading := 0, ""
		for row, err := range s.Rows() {
			if err != nil {
				return
			}
			if row.Number <= last || row.Number > maxRows || len(row.Cells) == 0 {
				t.Fatalf("row %d after %d", row.Number, last)
			}
			last = row.Number
			column := 0
			for _, c := range row.Cells {
				if c.Column <= column || c.Column > maxColumns || c.Row != row.Number || (c.Text == "") != (c.Type == Empty) && c.Type != Error {
					t.Fatalf("%+v", c)
				}
				column = c.Column
				if heading == "" && plain(c.Text) != "" {
					heading = c.Text
				}
			}
		}
		again, err := open()
		if err != nil || heading == "" {
			continue
		}
		if changes, err := Compare(book, again, Key{s.Name, heading}); err != nil || len(changes) > 0 && len(book.Sheets) == 1 {
			t.Fatalf("%+v, %v", changes, err)
		}
	}
}
