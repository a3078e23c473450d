package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// read opens a file and reads all of it.
func read(name string, data []byte, limits Limits) error {
	book, err := Open(name, bytes.NewReader(data), int64(len(data)), limits)
	if err != nil {
		return err
	}
	for _, s := range book.Sheets {
		for _, err := range s.Rows() {
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	must(t, f.SetCellValue("Sheet1", "A1", "secret"))
	encrypted, err := f.WriteToBuffer()
	must(t, err)
	locked, err := excelize.Encrypt(encrypted.Bytes(), &excelize.Options{Password: "long and secret"})
	must(t, err)
	rows := func(s string) []byte { return raw(t, "<sheetData>"+s+"</sheetData>", nil) }
	with := func(part, content string) []byte { return raw(t, "", map[string]string{part: content}) }
	good := rows(`<row><c t="s"><v>0</v></c></row>`)
	for name, test := range map[string]struct {
		data []byte
		want error
	}{
		"good.xlsx":            {good, nil},
		"password.xlsx":        {locked, ErrPassword},
		"old.xls":              {append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 3<<20)...), ErrOldExcel},
		"empty.csv":            {nil, ErrEmpty},
		"blank.csv":            {[]byte("\xEF\xBB\xBF \r\n"), ErrEmpty},
		"page.xls":             {[]byte("\n<html><table><tr><td>1</td></tr></table></html>"), ErrMarkup},
		"picture.csv":          {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"), ErrNoWorkbook},
		"paper.csv":            {[]byte("%PDF-1.7\nx"), ErrNoWorkbook},
		"macros.xlsx":          {with("xl/vbaProject.bin", "x"), ErrMacros},
		"named macros.xlsm":    {with("[Content_Types].xml", `<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>`), ErrMacros},
		"macro sheet.xlsx":     {with("xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="http://x/xlMacrosheet" Target="m.xml"/></Relationships>`), ErrMacros},
		"binary.xlsb":          {with("xl/workbook.bin", "x"), ErrBinaryExcel},
		"calc.ods":             {raw(t, "", map[string]string{"content.xml": "", "META-INF/manifest.xml": ""}), ErrOpenDocument},
		"word.docx":            {with("[Content_Types].xml", "<Types/>"), ErrNoWorkbook},
		"cut.xlsx":             {good[:len(good)/2], ErrDamaged},
		"no sheet.xlsx":        {with("xl/workbook.xml", "<workbook/>"), ErrDamaged},
		"nowhere.xlsx":         {with("xl/_rels/workbook.xml.rels", "<Relationships/>"), ErrDamaged},
		"unclosed.xlsx":        {with("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c>"), ErrDamaged},
		"text.xlsx":            {rows(`<row><c t="s"><v>7</v></c></row>`), ErrDamaged},
		"number.xlsx":          {rows(`<row><c><v>NaN</v></c></row>`), ErrDamaged},
		"order.xlsx":           {rows(`<row><c r="B1"/><c r="A1"/></row>`), ErrDamaged},
		"order of rows.xlsx":   {rows(`<row r="2"/><row r="2"/>`), ErrDamaged},
		"other row.xlsx":       {rows(`<row r="2"><c r="A3"/></row>`), ErrDamaged},
		"laughs.xlsx":          {with("xl/sharedStrings.xml", `<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>`), ErrDamaged},
		"entity.xlsx":          {with("xl/sharedStrings.xml", `<sst><si><t>&b;</t></si></sst>`), ErrDamaged},
		"deep.xlsx":            {rows(strings.Repeat("<a>", 100) + strings.Repeat("</a>", 100)), ErrDamaged},
		"rows.xlsx":            {rows(`<row r="1048577"><c/></row>`), ErrTooLarge},
		"columns.xlsx":         {rows(`<row><c r="XFE1"/></row>`), ErrTooLarge},
		"columns unnamed.xlsx": {rows(`<row>` + strings.Repeat("<c/>", 16_385) + `</row>`), ErrTooLarge},
		"long text.xlsx":       {rows(`<row><c t="str"><v>` + strings.Repeat("ab", 70_000) + `</v></c></row>`), ErrTooLarge},
		"long tag.xlsx":        {rows(`<row a="` + randomText(2<<20) + `"/>`), ErrTooLarge},
		"bomb.xlsx":            {rows(strings.Repeat(" ", 8<<20)), ErrTooLarge},
		"wide.csv":             {[]byte(strings.Repeat(",", 17_000)), ErrTooLarge},
		"long.csv":             {[]byte("a,b\n\"" + strings.Repeat("x", 3<<20)), ErrTooLarge},
		"quote.csv":            {[]byte("a,b\nc \"d\" e,f\n"), ErrDamaged},
	} {
		err := read(name, test.data, Limits{})
		if !errors.Is(err, test.want) {
			t.Errorf("%s: %v, and not %v", name, err, test.want)
		}
	}
}

// randomText does not pack well, so that only the length of the tag is wrong.
func randomText(n int) string {
	b := make([]byte, n)
	state := uint32(1)
	for i := range b {
		state = state*1664525 + 1013904223
		b[i] = 'a' + byte(state>>24)%26
	}
	return string(b)
}

func TestLimits(t *testing.T) {
	t.Parallel()
	data := raw(t, `<sheetData><row><c t="s"><v>0</v></c></row></sheetData>`, nil)
	for _, limits := range []Limits{{File: 100}, {Unpacked: 100}, {Strings: 5}, {Parts: 2}} {
		if err := read("x.xlsx", data, limits); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%+v: %v", limits, err)
		}
	}
	// A part that is longer than its directory entry says is cut there, and then broken.
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	for _, f := range z.File {
		h := f.FileHeader
		if strings.HasSuffix(h.Name, "sheet1.xml") {
			h.UncompressedSize64 -= 20
		}
		to, err := w.CreateRaw(&h)
		must(t, err)
		from, err := f.OpenRaw()
		must(t, err)
		_, err = io.Copy(to, from)
		must(t, err)
	}
	must(t, w.Close())
	if err := read("x.xlsx", out.Bytes(), Limits{}); err == nil {
		t.Error("a part that lies about its size was read")
	}
}

// TestOtherFormatsOfLibreOffice refuses what another program really writes in formats that are not read.
func TestOtherFormatsOfLibreOffice(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "t.xlsx")
	tracker(t, path)
	office(t, job{path, filepath.Join(dir, "t.xls"), nil, "MS Excel 97"}, job{path, filepath.Join(dir, "t.ods"), nil, "calc8"},
		job{path, filepath.Join(dir, "t.html"), nil, "HTML (StarCalc)"}, job{path, filepath.Join(dir, "renamed.xlsx"), nil, "Text - txt - csv (StarCalc)"},
		job{path, filepath.Join(dir, "renamed.csv"), nil, excel2007})
	for name, want := range map[string]error{"t.xls": ErrOldExcel, "t.ods": ErrOpenDocument, "t.html": ErrMarkup, "renamed.xlsx": nil, "renamed.csv": nil} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		must(t, err)
		if err := read(name, data, Limits{}); !errors.Is(err, want) {
			t.Errorf("%s: %v", name, err)
		}
		if want == nil {
			book := openBytes(t, name, data)
			if note := fmt.Sprint(book.Notes); !strings.Contains(note, "The name ends in") {
				t.Errorf("%s: %s", name, note)
			}
		}
	}
}

func TestAll(t *testing.T) {
	t.Parallel()
	data := raw(t, `<sheetData><row><c/><c s="2"/><c><v>1</v></c></row><row><c/></row></sheetData>`, nil)
	rows, err := openBytes(t, "x.xlsx", data).Sheets[0].All()
	if err != nil || len(rows) != 1 || len(rows[0].Cells) != 2 {
		t.Errorf("%+v, %v", rows, err)
	}
	wide := []byte(strings.Repeat(strings.Repeat("1,", 16_000)+"\n", 130))
	if _, err := openBytes(t, "x.csv", wide).Sheets[0].All(); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
}
