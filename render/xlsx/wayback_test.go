package xlsx_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"minutebook/internal/workbook"
	"minutebook/render"
)

// TestWayBack changes the first cell of each column that may be changed, and one that may not, in a copy of a pack, and finds
// them again by what Editable says of the pack.
func TestWayBack(t *testing.T) {
	t.Parallel()
	book := pack(t, 30)
	original := write(t, book)
	f := read(t, original)
	want := map[string]render.Field{}
	first := map[string]bool{}
	for c, err := range book.Editable() {
		if err != nil {
			t.Fatal(err)
		}
		if first[c.Sheet+c.Column] {
			continue
		}
		first[c.Sheet+c.Column] = true
		s := &book.Sheets[slices.IndexFunc(book.Sheets, func(s render.Sheet) bool { return s.Name == c.Sheet })]
		at, err := excelize.CoordinatesToCellName(1+slices.IndexFunc(s.Columns, func(x render.SheetColumn) bool { return x.Key == c.Column }), s.FirstRow())
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellValue(c.Sheet, at, "changed"); err != nil {
			t.Fatal(err)
		}
		want[c.Sheet+" "+c.Field.Key.String()+" "+c.Title] = c.Field
	}
	if err := f.SetCellValue("Children", "B7", "Somebody else"); err != nil {
		t.Fatal(err)
	}
	var edited bytes.Buffer
	if err := f.Write(&edited); err != nil {
		t.Fatal(err)
	}
	before, after := opened(t, original), opened(t, edited.Bytes())
	changes, err := workbook.Compare(before, after, workbook.Key{Sheet: "Children", Column: "Key"}, workbook.Key{Sheet: "Actions", Column: "Key"})
	if err != nil {
		t.Fatal(err)
	}
	got, locked := map[string]render.Field{}, 0
	for _, c := range changes {
		if c.Kind == workbook.LockedChanged && c.Column == "Child" {
			locked++
			continue
		}
		at := c.Sheet + " " + c.Key + " " + c.Column
		if c.Kind != workbook.ValueChanged || c.To != "changed" {
			t.Errorf("%s: %+v", at, c)
		}
		got[at] = want[at]
	}
	if diff := cmp.Diff(want, got); diff != "" || locked != 1 {
		t.Errorf("%d locked cells changed; %s", locked, diff)
	}
}

func opened(t *testing.T, data []byte) *workbook.Book {
	t.Helper()
	b, err := workbook.Open("pack.xlsx", bytes.NewReader(data), int64(len(data)), workbook.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}
