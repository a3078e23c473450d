package workbook

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"
)

// large is a workbook of 20 columns, half text, half numbers.
func large(b *testing.B, rows int) []byte {
	b.Helper()
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	for r := range rows {
		row := make([]any, 20)
		for c := range row {
			if row[c] = r * c; c%2 == 0 {
				row[c] = fmt.Sprintf("text %d in %d", c, r)
			}
		}
		if err := w.SetRow(fmt.Sprint("A", r+1), row); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

func BenchmarkRows(b *testing.B) {
	data := large(b, 10_000)
	b.Run("here", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := read("x.xlsx", data, Limits{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	// The library that writes workbooks has a streaming reader too; it gives texts without types, and unpacks all in memory.
	b.Run("excelize", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f, err := excelize.OpenReader(bytes.NewReader(data))
			if err != nil {
				b.Fatal(err)
			}
			rows, err := f.Rows("Sheet1")
			if err != nil {
				b.Fatal(err)
			}
			for rows.Next() {
				if _, err := rows.Columns(); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
