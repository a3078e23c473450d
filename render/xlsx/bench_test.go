package xlsx_test

import (
	"fmt"
	"io"
	"os"
	"testing"

	"github.com/xuri/excelize/v2"

	"minutebook/render"
	"minutebook/render/tracker"
	"minutebook/render/tracker/trackertest"
	"minutebook/render/xlsx"
)

// BenchmarkPack makes the whole tracker pack of a fictional population: rules, rows and file.
func BenchmarkPack(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 80_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				size := new(counter)
				if err := xlsx.Write(size, pack(b, n)); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(*size)/1e6, "MB/file")
			}
		})
	}
}

// BenchmarkPlain writes the cells of the pack of 10,000 children twice in a run: with this package, and with excelize’s
// StreamWriter alone, without tables, checks, charts or fixed order. The rows are made beforehand, so that only writing counts.
func BenchmarkPlain(b *testing.B) {
	book := pack(b, 10_000)
	var rows []render.Row
	for row, err := range book.Rows {
		if err != nil {
			b.Fatal(err)
		}
		rows = append(rows, row)
	}
	book.Rows = func(yield func(render.Row, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
	b.Run("ours", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := xlsx.Write(io.Discard, book); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("excelize", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := plain(book); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// plain writes the rows as excelize’s documentation shows.
func plain(book *render.Book) (err error) {
	f := excelize.NewFile(excelize.Options{TmpDir: os.TempDir()})
	streams := make([]*excelize.StreamWriter, len(book.Sheets))
	last := make([]int, len(book.Sheets))
	for i, s := range book.Sheets {
		if _, err := f.NewSheet(s.Name); err != nil {
			return err
		}
		if streams[i], err = f.NewStreamWriter(s.Name); err != nil {
			return err
		}
	}
	style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		return err
	}
	for row, err := range book.Rows {
		if err != nil {
			return err
		}
		cells := make([]any, len(row.Values))
		for i, v := range row.Values {
			switch {
			case v.Empty():
			case v.Numeric:
				cells[i] = excelize.Cell{StyleID: style, Value: v.Number, Formula: v.Formula}
			case !v.Date.IsZero():
				cells[i] = excelize.Cell{StyleID: style, Value: v.Date.Time()}
			default:
				cells[i] = excelize.Cell{StyleID: style, Value: v.Text, Formula: v.Formula}
			}
		}
		last[row.Sheet]++
		if err := streams[row.Sheet].SetRow(fmt.Sprintf("A%d", last[row.Sheet]), cells); err != nil {
			return err
		}
	}
	for _, s := range streams {
		if err := s.Flush(); err != nil {
			return err
		}
	}
	if err := f.Write(io.Discard); err != nil {
		return err
	}
	return f.Close()
}

type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func pack(tb testing.TB, n int) *render.Book {
	tb.Helper()
	in, err := trackertest.Input(n)
	if err != nil {
		tb.Fatal(err)
	}
	book, err := tracker.New(in)
	if err != nil {
		tb.Fatal(err)
	}
	return book
}
