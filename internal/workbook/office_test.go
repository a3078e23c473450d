package workbook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// job is work for LibreOffice; see testdata/edit.py.
type job struct {
	From   string `json:"from"`
	To     string `json:"to"`
	Edits  []any  `json:"edits"`
	Format string `json:"format"`
}

const excel2007 = "Calc MS Excel 2007 XML"

func office(t *testing.T, jobs ...job) {
	t.Helper()
	data, err := json.Marshal(jobs)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "jobs.json")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"/usr/bin/python3", "soffice"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Fatalf("%s is missing: install Debian’s libreoffice-calc and python3-uno", name)
		}
	}
	if said, err := exec.CommandContext(t.Context(), "/usr/bin/python3", "testdata/edit.py", path).CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice (Debian’s libreoffice-calc and python3-uno): %v\n%s", err, said)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func openFile(t *testing.T, path string) *Book {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	return openBytes(t, filepath.Base(path), data)
}

func openBytes(t *testing.T, name string, data []byte) *Book {
	t.Helper()
	book, err := Open(name, bytes.NewReader(data), int64(len(data)), Limits{})
	must(t, err)
	return book
}

// tracker writes a workbook with cells of every kind: a title, headings in row 3, forty children below, locked columns.
func tracker(t *testing.T, path string) {
	t.Helper()
	f := excelize.NewFile()
	style := func(s excelize.Style) int {
		id, err := f.NewStyle(&s)
		must(t, err)
		return id
	}
	date, open := "dd/mm/yyyy", &excelize.Protection{Locked: false}
	days, pounds := "0", "#,##0.00"
	unlocked := style(excelize.Style{Protection: open})
	unlockedDate := style(excelize.Style{Protection: open, CustomNumFmt: &date})
	unlockedCost := style(excelize.Style{Protection: open, CustomNumFmt: &pounds})
	locked := style(excelize.Style{CustomNumFmt: &days})
	must(t, f.SetSheetName("Sheet1", "Children"))
	set := func(address string, value any) { must(t, f.SetCellValue("Children", address, value)) }
	set("A1", "Tracker of Testerdale, 20 November 2026")
	for i, heading := range []string{"Case number", "Name", "Date of birth", "Reviews", "Cost", "Open", "Note", "Days", "Weeks", "Next PPM"} {
		set(Address(3, i+1), heading)
	}
	for n := range 40 {
		row := n + 4
		at := func(column string) string { return fmt.Sprint(column, row) }
		set(at("A"), fmt.Sprintf("TX-%04d", 100+n))
		set(at("B"), fmt.Sprintf("Zoë O’Test-%d <&> \"x\"", n))
		set(at("C"), time.Date(2015, 1, 1+n*9, 0, 0, 0, 0, time.UTC))
		set(at("D"), n*7919%40)
		set(at("E"), float64(n)*0.1+0.2)
		set(at("F"), n%3 == 0)
		switch n % 4 {
		case 0:
			must(t, f.SetCellRichText("Children", at("G"), []excelize.RichTextRun{{Text: "bold ", Font: &excelize.Font{Bold: true}}, {Text: fmt.Sprint(" and plain ", n)}}))
		case 1:
			set(at("G"), fmt.Sprintf("two\nlines, and  spaces %d ", n))
		case 2:
			set(at("G"), "=1+1")
		}
		must(t, f.SetCellFormula("Children", at("H"), fmt.Sprintf(`IF(C%d="","none",$B$1-C%d)`, row, row)))
		must(t, f.SetCellFormula("Children", at("I"), fmt.Sprintf("ROUND(H%d/7,1)+WEEKDAY(C%d)", row, row)))
		if n%2 == 0 {
			set(at("J"), time.Date(2026, 3, 1+n, 0, 0, 0, 0, time.UTC))
		}
		must(t, f.SetCellStyle("Children", at("B"), at("J"), unlocked))
		must(t, f.SetCellStyle("Children", at("C"), at("C"), unlockedDate))
		must(t, f.SetCellStyle("Children", at("J"), at("J"), unlockedDate))
		must(t, f.SetCellStyle("Children", at("E"), at("E"), unlockedCost))
		must(t, f.SetCellStyle("Children", at("H"), at("I"), locked))
	}
	set("B1", 46000)
	set("A46", "Forty children in all")
	must(t, f.ProtectSheet("Children", &excelize.SheetProtectionOptions{SelectLockedCells: true}))
	_, err := f.NewSheet("Lists")
	must(t, err)
	must(t, f.SetCellValue("Lists", "A1", "Code"))
	must(t, f.SetCellValue("Lists", "A2", "C2"))
	must(t, f.SaveAs(path))
}

var trackerKeys = []Key{{"Children", "Case number"}, {"Lists", "Code"}}

// TestFiftyEditsInLibreOffice edits fifty cells, rows and columns of every kind, sorts and hides rows, and finds those
// fifty; a workbook that was only opened and saved has none.
func TestFiftyEditsInLibreOffice(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	tracker(t, in("tracker.xlsx"))
	var edits []any
	want := map[string]string{} // what is found, to how
	edit := func(what string, row int, column, heading string, value any, kind Kind, to string) {
		edits = append(edits, []any{"Children", what, fmt.Sprint(column, row), value})
		want[fmt.Sprintf("%s TX-%04d %s", kind, 96+row, heading)] = to
	}
	for i := range 10 {
		text := fmt.Sprintf("Ada Changed %d", i)
		edit("text", 4+i, "B", "Name", text, ValueChanged, text)
	}
	for i := range 7 {
		edit("number", 5+i, "D", "Reviews", 1000+i, ValueChanged, fmt.Sprint(1000+i))
	}
	edit("number", 30, "E", "Cost", 12.345, ValueChanged, "12.345")
	for i := range 6 {
		edit("date", 6+i, "C", "Date of birth", 43_000+i, ValueChanged, fmt.Sprintf("2017-09-%02d", 22+i))
	}
	for _, row := range []int{4, 7, 10, 13} {
		edit("bool", row, "F", "Open", false, ValueChanged, "FALSE")
	}
	edit("clear", 16, "F", "Open", nil, ValueChanged, "")
	for _, row := range []int{4, 5, 6} {
		edit("text", row, "G", "Note", "a new\nnote", ValueChanged, "a new\nnote")
	}
	for _, row := range []int{8, 9} {
		edit("clear", row, "G", "Note", nil, ValueChanged, "")
	}
	for i, row := range []int{5, 7, 9} { // were empty
		edit("date", row, "J", "Next PPM", 46_100+i, ValueChanged, fmt.Sprintf("2026-03-%02d", 19+i))
	}
	edit("clear", 14, "J", "Next PPM", nil, ValueChanged, "")
	edit("number", 11, "H", "Days", 5, LockedChanged, "5")
	edit("formula", 12, "H", "Days", "=D12*2", LockedChanged, "=D12*2")
	edit("formula", 13, "I", "Weeks", "=ROUND(H13/7;2)+WEEKDAY(C13)", LockedChanged, "=ROUND(H13/7,2)+WEEKDAY(C13)")
	edit("text", 19, "J", "Next PPM", "not before May", ValueChanged, "not before May")
	edit("text", 20, "B", "Name", "=2+2", ValueChanged, "=2+2")
	edit("text", 21, "B", "Name", "0042", ValueChanged, "0042")
	edit("text", 22, "D", "Reviews", "n/a", ValueChanged, "n/a")
	edit("formula", 23, "D", "Reviews", "=1/0", ValueChanged, "=1/0")
	edits = append(edits, []any{"Children", "text", "D3", "Reviews held"},
		[]any{"Children", "remove", 40, nil}, []any{"Children", "remove", 35, nil}, []any{"Children", "add", 37, nil}, []any{"Children", "text", "A37", "TX-9999"})
	want["column_renamed  Reviews"] = "Reviews held"
	want["row_removed TX-0136 "], want["row_removed TX-0131 "], want["row_added TX-9999 "] = "", "", ""
	if len(want) != 50 {
		t.Fatalf("the test makes %d edits", len(want))
	}
	sorted := append(edits[:len(edits):len(edits)], []any{"Children", "sort", "A4:J42", 2}, []any{"Children", "hide", 10, nil}, []any{"Children", "hide", 11, nil},
		[]any{"Children", "insert-column", 2, nil})
	office(t,
		job{in("tracker.xlsx"), in("saved.xlsx"), nil, excel2007},
		job{in("tracker.xlsx"), in("edited.xlsx"), edits, excel2007},
		job{in("tracker.xlsx"), in("sorted.xlsx"), sorted, excel2007})
	compare := func(name string) []Change {
		changes, err := Compare(openFile(t, in("tracker.xlsx")), openFile(t, in(name)), trackerKeys...)
		must(t, err)
		return changes
	}
	if changes := compare("saved.xlsx"); changes != nil {
		t.Errorf("opened and saved, it has changed: %+v", changes)
	}
	for _, name := range []string{"edited.xlsx", "sorted.xlsx"} {
		got := map[string]string{}
		for _, c := range compare(name) {
			to := c.To
			if name == "sorted.xlsx" && strings.HasPrefix(to, "=") { // its cells are others now
				to = want[fmt.Sprintf("%s %s %s", c.Kind, c.Key, c.Column)]
			}
			got[fmt.Sprintf("%s %s %s", c.Kind, c.Key, c.Column)] = to
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestCompare reads small tables for what the large one has not.
func TestCompare(t *testing.T) {
	t.Parallel()
	table := func(text string) *Book { return openBytes(t, "T.csv", []byte(text)) }
	for name, test := range map[string]struct{ was, is, want string }{
		"same":                    {"k,a\n1,x\n1,y\n,total", "title\nK , A\n1,x\n1,y\n,total", ""},
		"remark beside the table": {"k,a\n1,x", "k,a\n1,x,ask!", "value_changed 1 [] C2: → ask!"},
		"key renamed":             {"k,a\n1,x", "key,a\n1,z", "column_renamed  [k] A1: k → key; value_changed 1 [a] B2: x → z"},
		"key gone":                {"k,a\n1,x", "a\nx", "column_missing  [k] A1: k → ; key_missing  [K] A1: K → "},
		"all headings gone":       {"k,a\n1,x", "1,x", "key_missing  [K] A1: K → "},
		"column gone":             {"k,a,b\n1,x,y", "k,b\n1,y", "column_missing  [a] B1: a → "},
		"column added":            {"k,a\n1,x", "new,k,a\nz,1,x", "column_added  [] A1:  → new"},
		"key emptied":             {"k,a\n1,x", "k,a\n,x", "row_removed 1 [] A2:  → ; row_added  [] A2:  → "},
		"columns with one name":   {"k,a,a\n1,x,y", "k,a,a\n1,x,z", "value_changed 1 [a] C2: y → z"},
	} {
		changes, err := Compare(table(test.was), table(test.is), Key{"T", "K"})
		must(t, err)
		var said []string
		for _, c := range changes {
			said = append(said, fmt.Sprintf("%s %s [%s] %s: %s → %s", c.Kind, c.Key, c.Column, c.Address, c.From, c.To))
		}
		if got := strings.Join(said, "; "); strings.ReplaceAll(got, ":  →", ": →") != strings.ReplaceAll(test.want, ":  →", ": →") {
			t.Errorf("%s: %s", name, got)
		}
	}
	if changes, err := Compare(table("k"), &Book{}, Key{"T", "k"}); err != nil || len(changes) != 1 || changes[0].Kind != SheetMissing {
		t.Errorf("%v, %v", changes, err)
	}
	if _, err := Compare(table("a"), table("a"), Key{"T", "k"}); err == nil {
		t.Error("an original without its key is compared")
	}
}
