package intake

import (
	"bytes"
	"io"
	"testing"

	"minutebook/internal/workbook"
)

// FuzzPlan reads any text as an extract: whatever it is, carried out once it leaves nothing to change, and the rejected
// rows can be written.
func FuzzPlan(f *testing.F) {
	f.Add([]byte(lcs))
	f.Add([]byte(faulty))
	f.Add([]byte("CHILD,DECOM,RNE,LS,PLACE,DEC,REC,name\n1,1/1/2020,S,C2,U6,2/2/2020,X1,A\n1,2/2/2020,L,E1,U6,3/3/2020,E11,\n1,3/3/2020,P,E1,T1,,,\n"))
	f.Add([]byte("id,name,place,placement start,placement end\n1,A,U6,1/1/2020,\n1,,K2,1/2/2020,1/1/2021\n1,,U6,1/3/2020,\n1,,T0,1/1/2020,\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		read := func() []Table {
			book, err := workbook.Open("x.csv", bytes.NewReader(data), int64(len(data)), workbook.Limits{Unpacked: 1 << 20})
			if err != nil {
				return nil
			}
			tables, _, err := ReadTables("x.csv", book, nil)
			if err != nil {
				return nil
			}
			return tables
		}
		tables := read()
		if tables == nil {
			return
		}
		plan := Make(tables, nobody, today)
		if err := plan.WriteRejected(io.Discard); err != nil {
			t.Fatal(err)
		}
		again := Make(read(), stored(t, plan, RowByRow), today)
		if again.Count(Changing) != 0 {
			t.Fatalf("first\n%s\nthen\n%s", told(plan), told(again))
		}
	})
}

// FuzzParseMappings reads any bytes as mappings: what is accepted is written and read again as itself.
func FuzzParseMappings(f *testing.F) {
	f.Add([]byte(`[{"fingerprint":"x","columns":[{"heading":"ID","field":"case_number"},{"heading":"ID","field":""}]}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		mappings, err := ParseMappings(data)
		if err != nil {
			return
		}
		out, err := MarshalMappings(mappings)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseMappings(out); err != nil {
			t.Fatal(err)
		}
	})
}
