package intake

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"minutebook/internal/workbook"
)

const faulty = `Person ID,Name,DoB,Placement Type,Placement Start,Remarks
0042,Ada Test,01/01/2019,U6,31/02/2020,=1+1
0043,Ben Test,01/01/2018,U6,01/02/2020,fine
0044,"=HYPERLINK(""x"")",soon,K9,01/02/2020,"@a _x0041_
+b"
0045,Dee Test,1/1/2017,U6,01/02/2020,-1
0045,Dee Testing,1/1/2017,,,	tab
`

// TestRejectedRows sends the rejected rows on a round: written, saved by LibreOffice, read again and found to be the same
// table, with the same mapping and the same reasons; nothing in it is a formula.
func TestRejectedRows(t *testing.T) {
	t.Parallel()
	plan := Make(one(t, faulty), nobody, today)
	var out, again bytes.Buffer
	check(t, plan.WriteRejected(&out))
	check(t, Make(one(t, faulty), nobody, today).WriteRejected(&again))
	if !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Error("the same plan is other bytes")
	}
	dir := t.TempDir()
	path, saved := filepath.Join(dir, "rejected.xlsx"), filepath.Join(dir, "saved")
	check(t, os.WriteFile(path, out.Bytes(), 0o600))
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("soffice is missing: install Debian’s libreoffice-calc")
	}
	said, err := exec.CommandContext(t.Context(), soffice, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless",
		"--convert-to", "xlsx", "--outdir", saved, path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	for _, name := range []string{path, filepath.Join(saved, "rejected.xlsx")} {
		data, err := os.ReadFile(name)
		check(t, err)
		book, err := workbook.Open(name, bytes.NewReader(data), int64(len(data)), workbook.Limits{})
		check(t, err)
		tables, notes, err := ReadTables(name, book, nil)
		check(t, err)
		if len(tables) != 1 || notes != nil {
			t.Fatalf("%+v, %v", tables, notes)
		}
		if tables[0].Mapping.Fingerprint != one(t, faulty)[0].Mapping.Fingerprint {
			t.Errorf("it is another table: %v", tables[0].Headings)
		}
		var texts []string
		for row, err := range book.Sheets[0].Rows() {
			check(t, err)
			for _, c := range row.Cells {
				if c.Formula != "" || c.Type != workbook.Text && c.Type != workbook.Empty {
					t.Errorf("%s is %q, %q", c.Address(), c.Formula, c.Text)
				}
				texts = append(texts, c.Text)
			}
		}
		all := strings.Join(texts, "|")
		for _, want := range []string{"Remarks|Problem|What to do|0042|Ada Test", "=1+1", `=HYPERLINK("x")|soon|K9`, "@a _x0041_\n+b", "\ttab",
			"Placement Start: “31/02/2020” is not a day in the calendar.|Placement Start: Enter a real date",
			"DoB: “soon” is not a date that can be read.\nPlacement Type: “K9” is not in the list.", "row 6 of extract.csv says Dee Test"} {
			if !strings.Contains(all, want) {
				t.Errorf("%s does not say %q: %s", filepath.Base(filepath.Dir(name)), want, all)
			}
		}
		if strings.Contains(all, "fine") {
			t.Error("it has a row that is not rejected")
		}
		second := Make(tables, nobody, today)
		if second.Count(Rejected) != plan.Count(Rejected) {
			t.Errorf("read again: %s", told(second))
		}
	}
	f, err := excelize.OpenFile(path)
	check(t, err)
	comments, err := f.GetComments("extract")
	check(t, err)
	if len(comments) != 5 || comments[0].Cell != "E2" || !strings.Contains(comments[0].Text, "not a day in the calendar") {
		t.Errorf("%+v", comments)
	}
	check(t, f.Close())
}
