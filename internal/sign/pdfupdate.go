package sign

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// byteRange is ByteRange with its second to fourth number padded to ten characters: a file is smaller than that.
const byteRange = "/ByteRange[0 %-10d %-10d %-10d]"

// pdfUpdate is an incremental update (ISO 32000-1, 7.5.6) in the making, behind the original file.
type pdfUpdate struct {
	out     []byte
	objects []pdfMoved
}

type pdfMoved struct{ num, at int }

func (u *pdfUpdate) begin(num int) {
	u.objects = append(u.objects, pdfMoved{num, len(u.out)})
	u.out = fmt.Appendf(u.out, "%d 0 obj\n", num)
}

func (u *pdfUpdate) add(num int, body []byte) {
	u.begin(num)
	u.out = append(append(u.out, body...), "\nendobj\n"...)
}

// appendSignature returns file with an update in which field holds a signature dictionary, and the gap of zeros in it
// that shall take the CMS, space bytes long.
func appendSignature(file []byte, field, signer string, o Options, space int) ([]byte, pdfSpan, error) {
	f := newPDFFile(file)
	if !isPDF(file) {
		return nil, pdfSpan{}, errors.New("the file is not a PDF")
	}
	if err := f.readStructure(); err != nil {
		return nil, pdfSpan{}, fmt.Errorf("read the PDF: %w", err)
	}
	trailer := f.sections[0].trailer
	if f.sections[0].widths == [3]int{} || trailer.dict["Encrypt"].kind != pdfNull {
		return nil, pdfSpan{}, errors.New("read the PDF: its last revision has no cross-reference stream, or it is encrypted")
	}
	form, err := f.form()
	if err != nil {
		return nil, pdfSpan{}, err
	}
	target, err := emptyField(form.fields, field)
	if err != nil {
		return nil, pdfSpan{}, err
	}
	size := trailer.dict["Size"].num
	if size <= 0 || size > 1<<23 {
		return nil, pdfSpan{}, errors.New("read the PDF: its trailer has no proper Size")
	}

	u := &pdfUpdate{out: make([]byte, 0, len(file)+2*space+4096)}
	u.out = append(u.out, file...)
	if !bytes.HasSuffix(file, []byte("\n")) {
		u.out = append(u.out, '\n')
	}
	u.add(target.num, withEntry(target.pdfIndirect, "V", fmt.Sprintf("%d 0 R", size)))
	u.add(form.num, withEntry(form.pdfIndirect, "SigFlags", "3")) // signatures exist, append only (12.7.2)
	u.begin(size)
	u.out = append(u.out, "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached"...)
	ranges := len(u.out)
	u.out = fmt.Appendf(u.out, byteRange+"/Contents", 0, 0, 0)
	gap := pdfSpan{len(u.out), len(u.out) + 2*space + 2}
	u.out = append(append(append(u.out, '<'), bytes.Repeat([]byte{'0'}, 2*space)...), '>')
	u.out = fmt.Appendf(u.out, "/M%s/Name%s/Reason%s>>\nendobj\n", pdfTime(o.Time), pdfText(signer), pdfText(o.Subject))
	if err := u.finish(f, size+1, len(file)); err != nil {
		return nil, pdfSpan{}, err
	}
	copy(u.out[ranges:], fmt.Sprintf(byteRange, gap.from, gap.to, len(u.out)-gap.to))
	return u.out, gap, nil
}

func emptyField(fields []pdfField, name string) (pdfField, error) {
	for _, field := range fields {
		switch {
		case field.name != name || !field.signature:
			continue
		case field.dict["V"].kind != pdfNull:
			return pdfField{}, fmt.Errorf("%w: %q is signed already", ErrNoField, name)
		case field.num == 0:
			return pdfField{}, fmt.Errorf("%w: %q is not an indirect object", ErrNoField, name)
		}
		return field, nil
	}
	return pdfField{}, fmt.Errorf("%w: %q is missing", ErrNoField, name)
}

// withEntry is the source of dictionary o with key set to value. Everything else stays as it was written.
func withEntry(o pdfIndirect, key, value string) []byte {
	text := o.source[o.from:o.to]
	if old, ok := o.dict[key]; ok {
		return spliced(text, pdfSpan{old.from - o.from, old.to - o.from}, value)
	}
	end := len(text) - len(">>")
	return spliced(text, pdfSpan{end, end}, "/"+key+" "+value)
}

// finish writes the cross-reference stream with the number num and the end of the file.
func (u *pdfUpdate) finish(f *pdfFile, num, original int) error {
	last := f.sections[0]
	identifier, err := u.newID(last.trailer, original)
	if err != nil {
		return err
	}
	at := len(u.out)
	u.begin(num)
	slices.SortFunc(u.objects, func(a, b pdfMoved) int { return a.num - b.num })
	var index strings.Builder
	var table []byte
	for _, o := range u.objects {
		fmt.Fprintf(&index, "%d 1 ", o.num)
		table = binary.BigEndian.AppendUint32(append(table, byte(entryPlain)), uint32(o.at))
		table = append(table, 0) // generation
	}
	u.out = fmt.Appendf(u.out, "<</Type/XRef/Size %d/Root %d 0 R", num+1, last.trailer.dict["Root"].num)
	if info := last.trailer.dict["Info"]; info.kind == pdfRef {
		u.out = fmt.Appendf(u.out, "/Info %d 0 R", info.num)
	}
	u.out = fmt.Appendf(u.out, "%s/Prev %d/W[1 4 1]/Index[%s]/Length %d>>\nstream\n", identifier, last.at,
		strings.TrimSpace(index.String()), len(table))
	u.out = append(u.out, table...)
	u.out = fmt.Appendf(u.out, "\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", at)
	return nil
}

// newID keeps the first half of the file identifier and renews the second (14.4), from the update and not by chance:
// the same input gives the same bytes.
func (u *pdfUpdate) newID(trailer pdfIndirect, original int) (string, error) {
	old := trailer.dict["ID"]
	if old.kind == pdfNull {
		return "", nil
	}
	if old.kind != pdfArray || len(old.list) != 2 {
		return "", errors.New("read the PDF: its file identifier is malformed")
	}
	first := trailer.source[old.list[0].from:old.list[0].to]
	sum := sha256.Sum256(append(slices.Clone(first), u.out[original:]...))
	return fmt.Sprintf("/ID[%s<%X>]", first, sum[:16]), nil
}
