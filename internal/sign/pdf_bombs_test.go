package sign

import (
	"fmt"
	"strings"
	"testing"
)

func TestPDFManySignaturesAreBounded(t *testing.T) {
	t.Parallel()
	fields, objects := "", map[int]string{}
	for i := range 40 {
		fields += fmt.Sprintf("%d 0 R ", 100+i)
		objects[100+i] = fmt.Sprintf("<</FT/Sig/T(f%d)/V<</ByteRange[0 1 2 3]/Contents<00>>>>>", i)
	}
	objects[5] = "<</Fields[" + fields + "]>>"
	file := appendRevision(t, pdfSample{}.build(t), objects)
	if v := Verify(file, nil); v.OK() || len(v.Signatures) > maxStrays {
		t.Errorf("got %d signatures, state %s", len(v.Signatures), v.State)
	}
}

// TestPDFBombs: what is small or repetitive and unfolds to something huge is refused. Without limits the memory for
// these would end the process.
func TestPDFBombs(t *testing.T) {
	t.Parallel()
	sample := pdfSample{}.build(t)
	numbers := strings.Repeat("0 ", 4<<20)
	cases := map[string][]byte{
		"array":    appendRevision(t, sample, map[int]string{5: "<</Fields[" + numbers + "]>>"}),
		"nested":   appendRevision(t, sample, map[int]string{5: strings.Repeat("[", 1<<20)}),
		"inflated": appendRevision(t, sample, map[int]string{10: stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", deflate(t, strings.Repeat(" ", MaxFile+1))), 5: "12 0 R"}),
		"loop":     appendRevision(t, sample, map[int]string{5: "<</Fields[20 0 R]>>", 20: "<</T(a)/Kids[21 0 R]>>", 21: "<</T(b)/Kids[20 0 R]>>"}),
		"length":   appendRevision(t, sample, map[int]string{10: "<</Type/ObjStm/N 1/First 1/Length 12 0 R>>stream\n\nendstream", 5: "<</Fields 12 0 R>>"}),
	}
	deep := map[int]string{5: "<</Fields[100 0 R]>>"}
	for i := range 5000 {
		deep[100+i] = fmt.Sprintf("<</T(x)/Kids[%d 0 R]>>", 101+i)
	}
	cases["deep"] = appendRevision(t, sample, deep)
	for name, file := range cases {
		if v := Verify(file, nil); v.State != Unreadable {
			t.Errorf("%s: got %+v", name, v)
		}
	}
}
