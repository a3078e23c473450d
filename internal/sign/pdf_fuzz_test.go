package sign

import (
	"bytes"
	"crypto/x509"
	"testing"
)

// FuzzVerifyPDF: no input makes verification fail, and none is valid but the signed files themselves.
func FuzzVerifyPDF(f *testing.F) {
	chair, roots := pdfSigners(f, "P-256")
	once := signPDF(f, pdfSample{}.build(f), "chair", chair, pdfOptions())
	twice := signPDF(f, once, "council.lead", chair, pdfOptions())
	for _, seed := range [][]byte{once, twice, pdfSample{}.build(f),
		[]byte("%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/XRefStm 9>>\nstartxref\n9\n%%EOF\n"),
		[]byte("%PDF-1.4\n1 0 obj<</ByteRange[0 1 2 3]/Contents<00>/T(a\\(\\101)/N#41 -1.5/B true/L[[[null]]]>>"),
	} {
		f.Add(seed)
	}
	signedOnce, signedTwice := withoutContents(f, once), withoutContents(f, twice)
	f.Fuzz(func(t *testing.T, b []byte) {
		v := verifyPDF(b, roots)
		if v.State == "" || v.Detail == "" || v.Format != "pdf" {
			t.Errorf("an empty verdict: %+v", v)
		}
		if zeroed := withoutContents(t, b); v.OK() && !bytes.Equal(zeroed, signedOnce) && !bytes.Equal(zeroed, signedTwice) {
			t.Errorf("valid: %q", b)
		}
	})
}

// withoutContents is file with the signatures themselves blanked: ECDSA makes new ones each time.
func withoutContents(t testing.TB, file []byte) []byte {
	t.Helper()
	out := bytes.Clone(file)
	_, known, err := newPDFFile(file).readSigned()
	if err != nil {
		return out
	}
	for _, s := range known {
		if c := s.dict.dict["Contents"]; !s.dict.packed {
			clear(out[c.from:c.to])
		}
	}
	return out
}

// FuzzPDFText: what is written as a text string is read back as it was.
func FuzzPDFText(f *testing.F) {
	f.Add("plain")
	f.Add(`(\)`)
	f.Add("þÿ Ŵ 🙂")
	f.Fuzz(func(t *testing.T, s string) {
		if oneLine("text", s, 255) != nil {
			return
		}
		file := newPDFFile(nil)
		o, err := file.scan([]byte(pdfText(s)), 0).object(0)
		if err != nil || o.plainText() != s {
			t.Errorf("%q came back as %q, error %v", s, o.plainText(), err)
		}
	})
}

func BenchmarkPDFSign(b *testing.B) {
	for _, kind := range []string{"RSA-2048", "P-256"} {
		b.Run(kind, func(b *testing.B) {
			chair, _ := pdfSigners(b, kind)
			file := pdfSample{filler: 53_000}.build(b)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := PDF(b.Context(), file, "chair", chair, pdfOptions()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkPDFVerify(b *testing.B) {
	for _, kind := range []string{"RSA-2048", "P-256"} {
		b.Run(kind, func(b *testing.B) {
			chair, roots := pdfSigners(b, kind)
			signed := signPDF(b, pdfSample{filler: 53_000}.build(b), "chair", chair, pdfOptions())
			benchmarkVerify(b, signed, roots)
		})
	}
}

func benchmarkVerify(b *testing.B, signed []byte, roots []*x509.Certificate) {
	b.ReportAllocs()
	for b.Loop() {
		if v := Verify(signed, roots); !v.OK() {
			b.Fatal(v)
		}
	}
}
