package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// raw packs a workbook of one sheet from XML written by hand; parts replace or add to those that it needs.
func raw(t testing.TB, sheet string, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"[Content_Types].xml":        `<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
		"_rels/.rels":                `<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="http://x/styles" Target="styles.xml"/></Relationships>`,
		"xl/sharedStrings.xml":       `<sst><si><t>shared _x0041__x000D_&#10;end</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>reading</t></rPh></si></sst>`,
		"xl/styles.xml":              `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-809]dd\ mmm&quot;x&quot;"/></numFmts><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"><protection locked="0"/></xf><xf numFmtId="46"/><xf numFmtId="20"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml":   `<worksheet>` + sheet + `</worksheet>`,
	}
	for name, content := range parts {
		all[name] = content
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, content := range all {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// said is what a book holds, a line for each cell.
func said(t testing.TB, book *Book) string {
	t.Helper()
	var b strings.Builder
	for _, s := range book.Sheets {
		for row, err := range s.Rows() {
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range row.Cells {
				fmt.Fprintf(&b, "%s %d %q", c.Address(), c.Type, c.Text)
				if c.Formula != "" {
					fmt.Fprintf(&b, " =%s", c.Formula)
				}
				if !c.Locked && book.Format == XLSX {
					b.WriteString(" unlocked")
				}
				if row.Hidden {
					b.WriteString(" hidden")
				}
				b.WriteString("\n")
			}
		}
	}
	return b.String()
}

// TestCells reads cells of every type as the format's own text describes them, and as other writers than Excel write them.
func TestCells(t *testing.T) {
	t.Parallel()
	const sheet = `<x:cols><x:col min="2" max="3" hidden="1"/></x:cols><x:sheetData>
<x:row r="2" hidden="1"><x:c r="A2" t="s"><x:v>0</x:v></x:c><x:c r="C2" t="s"><x:v>1</x:v></x:c><x:c t="inlineStr"><x:is><x:t xml:space="preserve"> in </x:t></x:is></x:c></x:row>
<x:row><x:c><x:v>0.30000000000000004</x:v></x:c><x:c s="1"><x:v>45719</x:v></x:c><x:c s="2"><x:v>45719.75</x:v></x:c><x:c s="3"><x:v>1.5</x:v></x:c><x:c s="4"><x:v>0.5</x:v></x:c><x:c s="1"><x:v>-4</x:v></x:c><x:c s="1"><x:v>60</x:v></x:c><x:c s="1"><x:v>59</x:v></x:c></x:row>
<x:row r="9"><x:c t="b"><x:v>1</x:v></x:c><x:c t="e"><x:v>#N/A</x:v></x:c><x:c t="str"><x:f>A1&amp;"b"</x:f><x:v>ab</x:v></x:c><x:c t="d"><x:v>2025-03-03</x:v></x:c><x:c s="2"/><x:c><x:v>1E3</x:v></x:c><x:c><x:v>-0</x:v></x:c><x:c><x:v>1234567890123456789</x:v></x:c></x:row>
<x:row r="10"><x:c r="A10"><x:f t="shared" si="0" ref="A10:A11">B10+1</x:f><x:v>1</x:v></x:c><x:c r="B10" t="s"/></x:row><x:row r="11"><x:c r="A11"><x:f t="shared" si="0"/><x:v>2</x:v></x:c></x:row>
</x:sheetData><x:sheetProtection sheet="1"/><x:mergeCells><x:mergeCell ref="A1:C1"/></x:mergeCells><x:extLst><x:ext><x:sheetData><x:row r="99"/></x:sheetData></x:ext></x:extLst>`
	const want = `A2 1 "shared A\nend" hidden
C2 1 "rich text" hidden
D2 1 " in " hidden
A3 2 "0.3"
B3 3 "2025-03-03"
C3 3 "2025-03-03T18:00:00" unlocked
D3 2 "1.5"
E3 3 "12:00:00"
F3 2 "-4"
G3 2 "60"
H3 3 "1900-02-28"
A9 4 "TRUE"
B9 5 "#N/A"
C9 1 "ab" =A1&"b"
D9 3 "2025-03-03"
E9 0 "" unlocked
F9 2 "1000"
G9 2 "0"
H9 2 "1234567890123460000"
A10 2 "1" =B10+1
B10 0 ""
A11 2 "2" =B10+1
`
	book := openBytes(t, "x.xlsx", raw(t, sheet, nil))
	if diff := cmp.Diff(want, said(t, book)); diff != "" {
		t.Error(diff)
	}
	s := book.Sheets[0]
	if !s.Protected || len(s.Merged) != 1 || s.Merged[0] != (Range{1, 1, 1, 3}) || len(s.HiddenColumns) != 1 || s.HiddenColumns[0].LastColumn != 3 {
		t.Errorf("%+v", s)
	}
	if again := said(t, book); again != want {
		t.Errorf("read again: %s", again)
	}
	for row := range s.Rows() {
		if c := row.Cell(7); c.Text != "" || c.Address() != "G2" {
			t.Errorf("%+v", c)
		}
		break
	}

	mac := openBytes(t, "x.xlsx", raw(t, `<sheetData><row><c s="1"><v>44257</v></c><c s="1"><v>0</v></c></row></sheetData>`,
		map[string]string{"xl/workbook.xml": `<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="S" state="veryHidden" r:id="rId1"/></sheets></workbook>`}))
	if got := said(t, mac); got != "A1 3 \"2025-03-03\"\nB1 3 \"1904-01-01\"\n" || !mac.Sheets[0].Hidden {
		t.Errorf("counted from 1904: %s", got)
	}
}

func TestDateFormats(t *testing.T) {
	t.Parallel()
	for format, want := range map[string]bool{
		"": false, "General": false, "0.00": false, "dd/mm/yyyy": true, "d-mmm-yy": true, `[$-809]d\ mmmm\ yyyy;@`: true, "h:mm AM/PM": true,
		"[h]:mm": false, "[Red]0": false, `0" days"`: false, `0\d`: false, "[$£-809]#,##0.00": false, "0.00E+00": false, "yyyy": true,
		"_d0": false, "*s0": false, `"unclosed d`: false, "[unclosed d": false, "@": false, "mm:ss": true, `\`: false,
	} {
		if got := isDate(format); got != want {
			t.Errorf("%q: %v", format, got)
		}
	}
}

func TestFormulasThatStay(t *testing.T) {
	t.Parallel()
	moved := func(formula string, row, column int, back map[int]int) string {
		return Cell{Formula: formula, writtenFor: [2]int{row, column}}.relative(back)
	}
	want := moved(`IF(C5="C5","x",$B$1-C5+SUM(D4:D6))+LOG10(2)+Lists!C5:D6`, 5, 8, nil)
	for _, other := range []string{
		moved(`IF(C9="C5","x",$B$1-C9+SUM(D8:D10))+LOG10(2)+Lists!C9:D10`, 9, 8, nil),
		moved(`if( C9 = "C5", "x" ,$B$1-C9+_xlfn.SUM(D8:D10))+log10(2)+lists!c9:d10`, 9, 8, nil),
		moved(`IF(D9="C5","x",$C$1-D9+SUM(E8:E10))+LOG10(2)+Lists!C9:D10`, 9, 9, map[int]int{3: 2, 4: 3, 5: 4}),
	} {
		if other != want {
			t.Errorf("%s\n%s", want, other)
		}
	}
	if other := moved(`IF(C9="C5","x",$B$2-C9+SUM(D8:D10))+LOG10(2)+Lists!C9:D10`, 9, 8, nil); other == want {
		t.Error("another cell is the same formula")
	}
}
