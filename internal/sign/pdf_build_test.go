package sign

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
)

// pdfSample describes a small PDF like those that are signed: one page, two empty signature fields called "chair" and
// "council.lead" (a member of a group), one cross-reference stream, and an object stream.
type pdfSample struct {
	filler int    // extra bytes of page content
	prefix string // goes into the catalogue
	inside []byte // attached uncompressed in a stream
	packed string // signature dictionary of "chair", in the object stream
	noEOL  bool   // the file ends without a line end
}

func (p pdfSample) build(t testing.TB) []byte {
	t.Helper()
	content := "BT /F1 12 Tf 72 720 Td (Minutes of a fictional meeting) Tj ET" + strings.Repeat("\n% filler", p.filler/9)
	packed := []string{
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",      // 11
		"<</Title(Fictional minutes)/Producer(A small test)>>", // 12
	}
	value := ""
	if p.packed != "" {
		packed, value = append(packed, p.packed), "/V 13 0 R"
	}
	xref := 11 + len(packed)
	objects := map[int]string{
		1: "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R" + p.prefix + ">>",
		2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 11 0 R>>>>/Contents 4 0 R/Annots[6 0 R 7 0 R]>>",
		4: stream("", []byte(content)),
		5: "<</Fields[6 0 R 8 0 R]>>",
		6: `<</Type/Annot/Subtype/Widget/FT/Sig/T(chair)/F 4/P 3 0 R/Rect[72 600 272 640]` + value + ">>",
		7: `<</Type/Annot/Subtype/Widget/Parent 8 0 R/T(lead)/F 4/P 3 0 R/Rect[300 600 500 640]>>`,
		8: `<</FT/Sig/T(council)/Kids[7 0 R]>>`,
		9: stream("/Type/EmbeddedFile", p.inside),
	}
	var head, body string
	for i, o := range packed {
		head += fmt.Sprintf("%d %d ", 11+i, len(body))
		body += o + "\n"
	}
	objects[10] = stream(fmt.Sprintf("/Type/ObjStm/N %d/First %d/Filter/FlateDecode", len(packed), len(head)), deflate(t, head+body))

	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	table := []byte{0, 0, 0, 0, 0, 255}
	entry := func(kind byte, at, index int) {
		table = append(binary.BigEndian.AppendUint32(append(table, kind), uint32(at)), byte(index))
	}
	for num := 1; num <= 10; num++ {
		entry(1, b.Len(), 0)
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", num, objects[num])
	}
	for i := range packed {
		entry(2, 10, i)
	}
	start := b.Len()
	entry(1, start, 0)
	fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF", xref, stream(fmt.Sprintf("/Type/XRef/Size %d", xref+1)+
		"/Root 1 0 R/Info 12 0 R/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]/W[1 4 1]/Filter/FlateDecode",
		deflate(t, string(table))), start)
	if !p.noEOL {
		b.WriteByte('\n')
	}
	return b.Bytes()
}

func stream(dict string, data []byte) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

func deflate(t testing.TB, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	if _, err := w.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// appendRevision adds an incremental update with the given objects, as another program would.
func appendRevision(t testing.TB, file []byte, objects map[int]string) []byte {
	t.Helper()
	f := newPDFFile(file)
	if err := f.readStructure(); err != nil {
		t.Fatal(err)
	}
	u := &pdfUpdate{out: bytes.Clone(file)}
	for num, body := range objects {
		u.add(num, []byte(body))
	}
	if err := u.finish(f, f.sections[0].trailer.dict["Size"].num, len(file)); err != nil {
		t.Fatal(err)
	}
	return u.out
}

func replaceOnce(t testing.TB, b, old, with []byte) []byte {
	t.Helper()
	if bytes.Count(b, old) != 1 {
		t.Fatalf("%q is there %d times instead of once", old, bytes.Count(b, old))
	}
	return bytes.Replace(b, old, with, 1)
}
