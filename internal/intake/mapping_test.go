package intake

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"minutebook/internal/workbook"
)

func TestSynonymsAreOfOneField(t *testing.T) {
	t.Parallel()
	seen := map[string]Field{}
	for field, words := range synonyms {
		if !field.Valid() {
			t.Errorf("there is no field %s", field)
		}
		for _, w := range words {
			if plain(w) != w {
				t.Errorf("%q is never found: headings are compared as %q", w, plain(w))
			}
			if other, twice := seen[w]; twice {
				t.Errorf("%q means %s and %s", w, field, other)
			}
			seen[w] = field
		}
	}
	for code, words := range wording {
		if words[0] == "" || words[1] == "" {
			t.Errorf("%s has no words", code)
		}
	}
}

func TestChildIsNameOrNumber(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		headings string
		want     []Field
	}{
		{"CHILD,DOB", []Field{CaseNumber, DateOfBirth}},
		{"Child,CASS Number,DoB", []Field{Name, CaseNumber, DateOfBirth}},
		{"CASS Number,Child,Name", []Field{CaseNumber, Name, ""}},
	} {
		m := Guess(strings.Split(test.headings, ","), "")
		var got []Field
		for _, c := range m.Columns {
			got = append(got, c.Field)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", test.headings, diff)
		}
	}
}

// TestMappingByHand reads an extract whose headings nobody can guess with a mapping that was written down, in another order
// of columns.
func TestMappingByHand(t *testing.T) {
	t.Parallel()
	guess := Guess([]string{"Ref", "Who", "Born", "Made subject", "", "Notes"}, "Sheet1")
	if guess.has(CaseNumber) || guess.Columns[2].Field != DateOfBirth {
		t.Errorf("%+v", guess)
	}
	for i, f := range []Field{CaseNumber, Name, DateOfBirth, "event:care_order_granted"} {
		guess.Columns[i].Field = f
	}
	data, err := MarshalMappings([]Mapping{guess})
	if err != nil {
		t.Fatal(err)
	}
	remembered, err := ParseMappings(data)
	if err != nil {
		t.Fatal(err)
	}
	csv := "Our report,,,,\nmade subject,NOTES,who,ref,born\n1/2/2025,x,Ada Test,R1,1/1/2019\n"
	read := func(mappings []Mapping) ([]Table, []string) {
		book, err := workbook.Open("x.csv", strings.NewReader(csv), int64(len(csv)), workbook.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		tables, notes, err := ReadTables("x.csv", book, mappings)
		if err != nil {
			t.Fatal(err)
		}
		return tables, notes
	}
	if tables, notes := read(nil); tables != nil || len(notes) != 1 || !strings.Contains(notes[0], "made subject, NOTES, who, ref, born") {
		t.Errorf("guessed: %+v, %q", tables, notes)
	}
	tables, _ := read(remembered)
	const want = "3 R1: Child: Ada Test\n3 R1: Date of birth: 1 January 2019\n3 R1: Event: Care order granted: 1 February 2025\n"
	if got := told(Make(tables, nobody, today)); got != want {
		t.Error(got)
	}
}

func TestBadMappings(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ data, want string }{
		"no JSON":   {"x", "reading column mappings"},
		"unknown":   {`[{"fingerprint":"x","columns":[{"heading":"a","field":"nonsense"}]}]`, `there is no field "nonsense"`},
		"no number": {`[{"fingerprint":"x","columns":[]}]`, "no column is the case number"},
		"twice":     {`[{"fingerprint":"x","columns":[{"heading":"a","field":"case_number"},{"heading":"b","field":"case_number"}]}]`, "“a” and “b” both mean"},
		"alone":     {`[{"fingerprint":"x","columns":[{"heading":"a","field":"case_number"},{"heading":"b","field":"legal_status"}]}]`, "“b”: legal_status says nothing without a column for legal_from"},
		"more":      {`[{"fingerprint":"x","pages":1}]`, "pages"},
	} {
		if _, err := ParseMappings([]byte(test.data)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestGroupedHeadings reads headings of two rows with merged cells, and says what is hidden.
func TestGroupedHeadings(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	for address, value := range map[string]any{
		"A1": "Children looked after", "A3": "Person ID", "B3": "Name", "C3": "DoB", "D3": "Placement", "F3": "Legal status", "D4": "Start", "E4": "Type", "F4": "Code", "G4": "Start",
		"A5": 42, "B5": "Test, Ada", "C5": "1/1/2019", "D5": "2/2/2020", "E5": "U6", "F5": "C2", "G5": "3/3/2020",
	} {
		check(t, f.SetCellValue("Sheet1", address, value))
	}
	for _, m := range [][2]string{{"A1", "G1"}, {"A3", "A4"}, {"B3", "B4"}, {"C3", "C4"}, {"D3", "E3"}, {"F3", "G3"}} {
		check(t, f.MergeCell("Sheet1", m[0], m[1]))
	}
	zeros := "000000"
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &zeros})
	check(t, err)
	check(t, f.SetCellStyle("Sheet1", "A5", "A5", style))
	check(t, f.SetColVisible("Sheet1", "E", false))
	check(t, f.SetRowVisible("Sheet1", 5, false))
	_, err = f.NewSheet("Notes")
	check(t, err)
	check(t, f.SetCellValue("Notes", "A1", "Ask Sol"))
	var out bytes.Buffer
	check(t, f.Write(&out))
	book, err := workbook.Open("x.xlsx", bytes.NewReader(out.Bytes()), int64(out.Len()), workbook.Limits{})
	check(t, err)
	tables, notes, err := ReadTables("x.xlsx", book, nil)
	check(t, err)
	if diff := cmp.Diff([]string{"x.xlsx, sheet “Notes” was left out: no column was recognised as the case number. Its headings are: Ask Sol"}, notes); diff != "" {
		t.Error(diff)
	}
	plan := Make(tables, nobody, today)
	const want = `5 000042: Child: Ada Test
5 000042: Date of birth: 1 January 2019
5 000042: Legal status: Full care order (C2), from 3 March 2020
5 000042: Placement: Foster placement with other carer, not long term (U6), from 2 February 2020
`
	if diff := cmp.Diff(want, told(plan)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"x.xlsx, sheet “Sheet1”: rows that are hidden or filtered away were read too: 1.",
		"x.xlsx, sheet “Sheet1”: column “Placement Type” is hidden. It was read all the same."}, plan.Notes); diff != "" {
		t.Error(diff)
	}
}

func TestColumnsAlone(t *testing.T) {
	t.Parallel()
	tables := one(t, "id,name,dob,legal status,placement,since\n1,Ada Test,1/1/2019,C2,U6,1/1/2020\n")
	if got := told(Make(tables, nobody, today)); got != "2 1: Child: Ada Test\n2 1: Date of birth: 1 January 2019\n" {
		t.Error(got)
	}
	if notes := strings.Join(tables[0].Notes, "|"); !strings.Contains(notes, "column “legal status” was not read: the column that belongs to it (legal_from)") || len(tables[0].Notes) != 2 {
		t.Error(notes)
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
