package workbook

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// TestCSV reads one table in every encoding and dialect in which systems export it.
func TestCSV(t *testing.T) {
	t.Parallel()
	const text = "Person ID,Name,Note\r\n0042,Zoë O’Test,\"two\r\nlines, “quoted”\"\r\n\r\n=1+1,\"say \"\"no\"\"\",\r\n"
	const want = `A1 1 "Person ID"
B1 1 "Name"
C1 1 "Note"
A2 1 "0042"
B2 1 "Zoë O’Test"
C2 1 "two\nlines, “quoted”"
A4 1 "=1+1"
B4 1 "say \"no\""
C4 0 ""
`
	other := func(separator string) string {
		return strings.NewReplacer("lines, ", "lines, ", ",", separator).Replace(text)
	}
	encode := func(s string, err error) string {
		must(t, err)
		return s
	}
	for name, data := range map[string]string{
		"UTF-8":              text,
		"UTF-8 with a mark":  "\uFEFF" + text,
		"Windows-1252":       encode(charmap.Windows1252.NewEncoder().String(text)),
		"UTF-16LE":           encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)),
		"UTF-16BE":           encode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(text)),
		"UTF-16LE, unmarked": encode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(text)),
		"semicolons":         other(";"),
		"tabs":               other("\t"),
		"declared":           "sep=;\r\n" + other(";"),
		"line feeds":         strings.ReplaceAll(text, "\r\n", "\n"),
		"carriage returns":   strings.ReplaceAll(text, "\r\n", "\r"),
	} {
		book := openBytes(t, "x.csv", []byte(data))
		if diff := cmp.Diff(want, said(t, book)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if (len(book.Notes) > 0) != (name == "Windows-1252") {
			t.Errorf("%s: %v", name, book.Notes)
		}
	}
	if book := openBytes(t, "folder/LAC list.CSV", []byte("a")); book.Sheets[0].Name != "LAC list" || book.Notes != nil {
		t.Errorf("%+v", book)
	}
}

// A character that stands across two blocks of the reading is still one.
func TestEncodingOfLongFiles(t *testing.T) {
	t.Parallel()
	for shift := range 4 {
		text := strings.Repeat("x", shift) + strings.Repeat("€\n", 60_000)
		if book := openBytes(t, "x.csv", []byte(text)); book.Notes != nil {
			t.Errorf("shifted by %d: %v", shift, book.Notes)
		}
	}
	late := strings.Repeat("plain\n", 50_000) + "Zo\xEB"
	if book := openBytes(t, "x.csv", []byte(late)); len(book.Notes) != 1 || !strings.HasSuffix(said(t, book), fmt.Sprintf("A50001 1 %q\n", "Zoë")) {
		t.Error(book.Notes)
	}
}
