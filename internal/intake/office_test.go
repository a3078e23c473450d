package intake

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"minutebook/internal/workbook"
)

// opened lets LibreOffice open a file and save it as an Excel workbook; it returns its tables.
func opened(t *testing.T, path string, args ...string) []Table {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("soffice is missing: install Debian’s libreoffice-calc")
	}
	dir := t.TempDir()
	args = append(args, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx", "--outdir", dir, path)
	if said, err := exec.CommandContext(t.Context(), soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return tablesOf(t, filepath.Join(dir, strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))+".xlsx"))
}

func tablesOf(t *testing.T, path string) []Table {
	t.Helper()
	data, err := os.ReadFile(path)
	check(t, err)
	book, err := workbook.Open("extract.xlsx", bytes.NewReader(data), int64(len(data)), workbook.Limits{})
	check(t, err)
	tables, _, err := ReadTables("extract.xlsx", book, nil)
	check(t, err)
	return tables
}

// TestExtractsSavedByLibreOffice reads an extract with real dates as it was written and as LibreOffice saves it, and one in
// CSV of which a program that thinks in American dates has swapped those that it could.
func TestExtractsSavedByLibreOffice(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	f := excelize.NewFile()
	for i, h := range []string{"Person ID", "Name", "DoB", "Legal Status", "Legal Status Start Date", "Placement Type", "Placement Start"} {
		check(t, f.SetCellValue("Sheet1", workbook.Address(1, i+1), h))
	}
	csv := "Person ID,Name,DoB\n"
	for n := range 40 {
		day := time.Date(2018, 1, 5+n*9, 0, 0, 0, 0, time.UTC)
		for i, v := range []any{1000 + n, fmt.Sprint("Ada Test", n), day, "C2", day.AddDate(1, 0, 0), "U6", day.AddDate(2, 0, 0)} {
			check(t, f.SetCellValue("Sheet1", workbook.Address(n+2, i+1), v))
		}
		csv += fmt.Sprintf("%d,Ada Test%d,%s\n", 1000+n, n, day.Format("02/01/2006"))
	}
	check(t, f.SaveAs(in("real.xlsx")))
	check(t, os.WriteFile(in("american.csv"), []byte(csv), 0o600))
	plan := Make(tablesOf(t, in("real.xlsx")), nobody, today)
	if plan.Count(Changing) != 40 {
		t.Error(told(plan))
	}
	if diff := cmp.Diff(told(plan), told(Make(opened(t, in("real.xlsx")), nobody, today))); diff != "" {
		t.Error(diff)
	}
	const english = "CSV:44,34,76,1,,1033,false,true" // of the United States, with dates recognised
	american := Make(opened(t, in("american.csv"), "--infilter="+english), nobody, today)
	if rejected := strings.Count(told(american), "date_swapped"); rejected < 10 || american.Count(Rejected) != rejected || american.Count(Changing) != 40-rejected {
		t.Errorf("%d rows: %s", rejected, told(american))
	}
}
