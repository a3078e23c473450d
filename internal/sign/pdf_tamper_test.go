package sign

import (
	"bytes"
	"crypto/x509"
	"strings"
	"testing"
)

// TestPDFEveryByteCounts is the promise to people: whichever byte of a signed file is changed, verification names a
// fault. The stamped file has every unsigned structure that there can be.
func TestPDFEveryByteCounts(t *testing.T) {
	t.Parallel()
	rsa, rsaRoots := pdfSigners(t, "RSA-2048")
	tsa := newTSA(t)
	tsa.id.Key = pdfKey(t, "RSA-2048")
	tsa.id = reissue(t, tsa.id, stamping(t, true))
	stamped := pdfOptions()
	stamped.TSA = tsa.client(t)
	stamped.TSA.Reserve = 2600
	chair, roots := pdfSigners(t, "P-256")
	plain := signPDF(t, pdfSample{}.build(t), "chair", chair, pdfOptions())
	twice := signPDF(t, plain, "council.lead", colleague(t, chair), pdfOptions())
	cases := map[string]struct {
		file  []byte
		roots []*x509.Certificate
	}{
		"P-256":   {plain, roots},
		"stamped": {signPDF(t, pdfSample{}.build(t), "chair", rsa, stamped), append(rsaRoots, tsa.roots...)},
		"twice":   {twice, roots},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if v := Verify(c.file, c.roots); !v.OK() {
				t.Fatalf("untouched: got %+v", v)
			}
			file := bytes.Clone(c.file)
			for i := range file {
				for _, flip := range []byte{0x01, 0x20} {
					file[i] ^= flip
					if v := Verify(file, c.roots); v.OK() || v.Detail == "" {
						t.Errorf("byte %d (%q) flipped by %#x: got %+v", i, c.file[i], flip, v)
					} else if v.State == Unsigned || v.State == Resaved && bytes.HasPrefix(file, []byte("%PDF-")) && !nearRange(c.file, i) {
						t.Errorf("byte %d (%q) flipped by %#x: misnamed %s", i, c.file[max(0, i-20):i+1], flip, v.State)
					}
					file[i] ^= flip
				}
			}
		})
	}
}

// nearRange: a changed number in ByteRange cannot be told from a file that was saved again.
func nearRange(file []byte, i int) bool {
	from := bytes.LastIndex(file[:min(len(file), i+len(rangeKey))], rangeKey)
	return from >= 0 && i-from < 60
}

func TestPDFTruncations(t *testing.T) {
	t.Parallel()
	signed, roots := signedPDF(t, pdfSample{filler: 5000}, pdfOptions())
	original := len(pdfSample{filler: 5000}.build(t))
	for n := 5; n < len(signed); n++ {
		want := Truncated
		if n == original || n == original-1 { // the unsigned file is whole
			want = Unsigned
		}
		if v := Verify(signed[:n], roots); v.State != want {
			t.Errorf("cut to %d of %d bytes: got %s, want %s (%s)", n, len(signed), v.State, want, v.Detail)
		}
	}
}

func TestPDFTampering(t *testing.T) {
	t.Parallel()
	signed, roots := signedPDF(t, pdfSample{}, pdfOptions())
	f := newPDFFile(signed)
	form, known, err := f.readSigned()
	if err != nil || len(known) != 1 {
		t.Fatalf("got %d signatures and the error %v", len(known), err)
	}
	contents := known[0].dict.dict["Contents"]
	zeros := bytes.LastIndexByte(signed[:contents.to], '>') - 2
	field := strings.TrimSuffix(string(signed[form.fields[0].from:form.fields[0].to]), ">>")
	sigDict := string(signed[known[0].dict.from:known[0].dict.to])
	with := func(at int, s string) []byte {
		out := bytes.Clone(signed)
		copy(out[at:], s)
		return out
	}
	inserted := func(at int, s string) []byte {
		return append(append(bytes.Clone(signed[:at]), s...), signed[at:]...)
	}
	upper := bytes.Clone(signed)
	copy(upper[contents.from:], bytes.ToUpper(upper[contents.from:contents.to]))
	cases := map[string]struct {
		file []byte
		want State
	}{
		"text replaced":             {bytes.Replace(signed, []byte("fictional meeting"), []byte("fictitious meetin"), 1), Altered},
		"subject replaced":          {bytes.Replace(signed, []byte("version 3"), []byte("version 4"), 1), Altered},
		"one digit in upper case":   {with(bytes.IndexAny(signed[contents.from:contents.to], "abcdef")+contents.from, "F"), Altered},
		"padding used":              {with(zeros, "1"), Altered},
		"padding is space":          {with(zeros, " "), Altered},
		"gap enlarged":              {inserted(contents.to, " 0 "), Altered},
		"bytes before the file":     {append([]byte("%PDF-1.7\n"), signed...), Resaved},
		"bytes inserted":            {inserted(200, "x"), Resaved},
		"line end added":            {append(bytes.Clone(signed), '\n'), Extended},
		"rubbish added":             {append(bytes.Clone(signed), "<!-- sent by mail -->"...), Extended},
		"false end added":           {append(bytes.Clone(signed), "startxref\n99999999\n%%EOF\n"...), Extended},
		"page replaced":             {appendRevision(t, signed, map[int]string{4: stream("", []byte("BT ET"))}), Extended},
		"signature taken away":      {appendRevision(t, signed, map[int]string{6: "<</FT/Sig/T(chair)>>"}), Extended},
		"form taken away":           {appendRevision(t, signed, map[int]string{5: "<</Fields[]>>"}), Extended},
		"catalogue broken":          {appendRevision(t, signed, map[int]string{1: "<</Type"}), Extended},
		"signature copied":          {appendRevision(t, signed, map[int]string{14: sigDict}), Resaved},
		"second field, same":        {appendRevision(t, signed, map[int]string{7: field + "/V 14 0 R>>"}), Extended},
		"two Contents":              {appendRevision(t, signed, map[int]string{14: strings.Replace(sigDict, "/M(", "/Contents<00>/M(", 1)}), Altered},
		"other kind of signature":   {appendRevision(t, signed, map[int]string{14: "<</Type/Sig/SubFilter/adbe.pkcs7.detached/ByteRange[0 1 2 3]/Contents<00>>>"}), Extended},
		"range does not start at 0": {bytes.Replace(signed, []byte("/ByteRange[0 "), []byte("/ByteRange[9 "), 1), Altered},
		"all digits in upper case":  {upper, Valid}, // other programs write them so; the bytes mean the same
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if v := Verify(c.file, roots); v.State != c.want || v.Detail == "" {
				t.Errorf("got %+v, want %s", v, c.want)
			}
		})
	}
}

func TestPDFWithoutSignature(t *testing.T) {
	t.Parallel()
	signed, roots := signedPDF(t, pdfSample{}, pdfOptions())
	cases := map[string]struct {
		file []byte
		want State
	}{
		"empty fields":                {pdfSample{}.build(t), Unsigned},
		"a signed file attached":      {pdfSample{inside: signed}.build(t), Unsigned},
		"filled text field":           {appendRevision(t, pdfSample{}.build(t), map[int]string{6: "<</FT/Tx/T(chair)/V(x)>>"}), Unsigned},
		"rubbish at the end":          {append(pdfSample{}.build(t), "<html>"...), Unsigned},
		"header alone":                {[]byte("%PDF-1.7"), Truncated},
		"nothing where xref is":       {[]byte("%PDF-1.7\nstartxref\n0\n%%EOF\n"), Unreadable},
		"circle of references":        {[]byte("%PDF-1.7\nxref\n0 0\ntrailer<</Prev 9>>\nstartxref\n9\n%%EOF\n"), Unreadable},
		"catalogue missing":           {[]byte("%PDF-1.7\nxref\n0 0\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"), Unreadable},
		"encrypted":                   {[]byte("%PDF-1.7\nxref\n0 0\ntrailer<</Encrypt 2 0 R/Root 1 0 R>>\nstartxref\n9\n%%EOF\n"), Unreadable},
		"signature that is a number":  {appendRevision(t, pdfSample{}.build(t), map[int]string{6: "<</FT/Sig/T(chair)/V 3>>"}), Altered},
		"signature that is not there": {appendRevision(t, pdfSample{}.build(t), map[int]string{6: "<</FT/Sig/T(chair)/V 99 0 R>>"}), Altered},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if v := Verify(c.file, roots); v.State != c.want || v.Detail == "" {
				t.Errorf("got %+v, want %s", v, c.want)
			}
		})
	}
}
