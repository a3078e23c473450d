package xlsx_test

import (
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"minutebook/render"
)

// alwaysCalculate makes LibreOffice work out every formula of a file from elsewhere, in place of believing what is written.
const alwaysCalculate = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`

// recalculated opens a file in LibreOffice and saves it again.
func recalculated(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("soffice is missing: install Debian’s libreoffice-calc")
	}
	folder := t.TempDir()
	profile, file, out := filepath.Join(folder, "profile"), filepath.Join(folder, "pack.xlsx"), filepath.Join(folder, "out")
	if err := os.MkdirAll(filepath.Join(profile, "user"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{filepath.Join(profile, "user", "registrymodifications.xcu"): []byte(alwaysCalculate), file: data} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	said, err := exec.Command(office, "-env:UserInstallation=file://"+profile, "--headless", "--convert-to", "xlsx", "--outdir", out, file).CombinedOutput()
	if err != nil {
		t.Fatalf("soffice: %v: %s", err, said)
	}
	again, err := os.ReadFile(filepath.Join(out, "pack.xlsx"))
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	return read(t, again)
}

// TestTextInLibreOffice: to another program the tricky texts are text too. It ends lines in its own way.
func TestTextInLibreOffice(t *testing.T) {
	t.Parallel()
	f := recalculated(t, write(t, trickyBook()))
	lines := strings.NewReplacer("\r", "\n")
	for i, want := range tricky {
		cell := "A" + strconv.Itoa(5+i)
		if got, err := f.GetCellValue("It’s one", cell); err != nil || lines.Replace(got) != lines.Replace(want) {
			t.Errorf("%q came back as %q (%v)", want, got, err)
		}
		if formula, err := f.GetCellFormula("It’s one", cell); err != nil || formula != "" {
			t.Errorf("%q became the formula %q (%v)", want, formula, err)
		}
	}
}

// TestFormulas blanks what every formula comes to, lets LibreOffice work it out, and holds it against what was counted here.
// No cell of any sheet may be an error.
func TestFormulas(t *testing.T) {
	t.Parallel()
	book := pack(t, 400)
	rows := book.Rows
	book.Rows = func(yield func(render.Row, error) bool) {
		for row, err := range rows {
			for i := range row.Values {
				if v := &row.Values[i]; v.Formula != "" {
					v.Number, v.Numeric, v.Text = 0, false, "not worked out"
				}
			}
			if !yield(row, err) {
				return
			}
		}
	}
	f := recalculated(t, write(t, book))
	next := make([]int, len(book.Sheets))
	formulas, numbers := 0, 0
	for row, err := range rows {
		if err != nil {
			t.Fatal(err)
		}
		s := &book.Sheets[row.Sheet]
		n := s.FirstRow() + next[row.Sheet]
		next[row.Sheet]++
		for i, v := range row.Values {
			if v.Formula == "" {
				continue
			}
			formulas++
			cell, err := excelize.CoordinatesToCellName(i+1, n)
			if err != nil {
				t.Fatal(err)
			}
			got, err := f.GetCellValue(s.Name, cell, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			if !v.Numeric {
				if got != v.Text {
					t.Errorf("%s!%s: LibreOffice says %q, here it is %q: %s", s.Name, cell, got, v.Text, v.Formula)
				}
				continue
			}
			if number, err := strconv.ParseFloat(got, 64); err != nil || math.Abs(number-v.Number) > 1e-9 {
				t.Errorf("%s!%s: LibreOffice says %q, here it is %v: %s", s.Name, cell, got, v.Number, v.Formula)
			} else if number != 0 {
				numbers++
			}
		}
	}
	if numbers < 100 {
		t.Errorf("of %d formulas only %d come to something", formulas, numbers)
	}
	for i, s := range book.Sheets {
		all, err := f.GetRows(s.Name)
		if err != nil {
			t.Fatal(err)
		}
		if len(all) < s.FirstRow()-1+next[i] {
			t.Errorf("%s has %d rows, of %d", s.Name, len(all), s.FirstRow()-1+next[i])
		}
		for n, row := range all {
			for c, text := range row {
				if strings.HasPrefix(text, "#") || strings.HasPrefix(text, "Err:") {
					t.Errorf("%s, row %d, column %d: %s", s.Name, n+1, c+1, text)
				}
			}
		}
	}
}
