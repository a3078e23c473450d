// Package xlsx writes a render.Book as an Excel workbook: named tables under frozen headings, formulas with what they come
// to, validation, protection, print set-up, charts, and the same bytes for the same book.
//
// Excelize makes every part of the file but one. Its StreamWriter lays out each sheet down to the heading of the table; the
// rows themselves never pass through it, because it keeps up to 32 MB of XML for every open sheet, and spills the rest,
// unencrypted, to temporary files. Here a row is encoded and compressed as it comes (see spool) and put into its sheet's part
// when the archive is written (see archive). So nothing about a child touches a disk, rows of many sheets may come in any
// order, and memory holds little but the finished file.
package xlsx

import (
	"errors"
	"fmt"
	"io"
	"runtime"

	"github.com/xuri/excelize/v2"

	"minutebook/render"
)

// MaxRows is how many rows Excel has for a sheet, headings included (ECMA-376 leaves it open; Excel's specification does not).
const MaxRows = 1_048_576

// ErrTooManyRows says that a book does not fit: it should be made for fewer children.
var ErrTooManyRows = errors.New("more rows than a sheet can hold")

// Write writes the book. It reads all rows before the first byte goes to w, so that w gets a whole file or, if the rows end
// with an error, nothing.
func Write(w io.Writer, b *render.Book) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	book := &book{file: f, press: newPress(runtime.GOMAXPROCS(0)), book: b}
	if book.styles, err = newStyles(f); err != nil {
		return err
	}
	if err := book.open(); err != nil {
		return err
	}
	for row, err := range b.Rows {
		if err != nil {
			return err
		}
		if err := book.sheets[row.Sheet].add(row.Values); err != nil {
			return err
		}
	}
	parts := archive{parts: map[string][]byte{}, rows: map[string]*spool{}}
	for _, s := range book.sheets {
		if err := s.close(); err != nil {
			return fmt.Errorf("finishing the sheet %s: %w", s.Name, err)
		}
		parts.rows[s.part] = &s.rows
	}
	if err := book.properties(); err != nil {
		return err
	}
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return &parts })
	if err := f.Write(io.Discard); err != nil {
		return fmt.Errorf("putting the workbook together: %w", err)
	}
	if err := book.press.wait(); err != nil {
		return err
	}
	return parts.writeTo(w)
}

// book is a workbook in the making.
type book struct {
	file   *excelize.File
	styles *styles
	press  *press
	book   *render.Book
	sheets []*sheet
}

// open lays out every sheet. Sheets are made in the order of the book, which gives them the part names sheet1.xml and on.
func (b *book) open() error {
	places := map[string]int{}
	for i, s := range b.book.Sheets {
		if err := b.makeSheet(i, s.Name); err != nil {
			return fmt.Errorf("making the sheet %s: %w", s.Name, err)
		}
		places[s.Name] = i
	}
	for i := range b.book.Sheets {
		s := &sheet{
			Sheet: &b.book.Sheets[i], book: b, places: places,
			part: fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), rows: spool{press: b.press},
		}
		if err := s.open(); err != nil {
			return fmt.Errorf("making the sheet %s: %w", s.Name, err)
		}
		b.sheets = append(b.sheets, s)
	}
	return nil
}

func (b *book) makeSheet(i int, name string) error {
	if i == 0 {
		return b.file.SetSheetName(b.file.GetSheetName(0), name)
	}
	_, err := b.file.NewSheet(name)
	return err
}

// properties says in the file what it is. Its times are those of the day that the book speaks of.
func (b *book) properties() error {
	day := b.book.AsOf.String() + "T00:00:00Z"
	if err := b.file.SetDocProps(&excelize.DocProperties{
		Title: b.book.Title, Subject: b.book.Subject, Creator: b.book.Author, LastModifiedBy: b.book.Author,
		Created: day, Modified: day, Language: b.book.Lang, Category: b.book.Marking,
	}); err != nil {
		return fmt.Errorf("writing the properties: %w", err)
	}
	if err := b.file.SetAppProps(&excelize.AppProperties{Application: "Minutebook", Company: b.book.Author}); err != nil {
		return fmt.Errorf("writing the properties: %w", err)
	}
	for _, p := range b.book.Properties {
		if err := b.file.SetCustomProps(excelize.CustomProperty{Name: p.Name, Value: p.Value}); err != nil {
			return fmt.Errorf("writing the property %s: %w", p.Name, err)
		}
	}
	return nil
}
