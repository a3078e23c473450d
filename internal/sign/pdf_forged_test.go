package sign

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha1"
	"crypto/x509"
	"encoding/hex"
	"strings"
	"testing"
)

// TestPDFForgedCMS puts signatures into the file that were made with the right key but are not what they should be.
func TestPDFForgedCMS(t *testing.T) {
	t.Parallel()
	chair, roots := pdfSigners(t, "P-256")
	certs := chair.Chain[:2]
	renewed := named("Rosalind Example")
	renewed.NotBefore, renewed.NotAfter = pdfTime0.AddDate(-1, 0, 0), pdfTime0.AddDate(3, 0, 0)
	twin := issue(t, renewed, chair.Key, &Identity{pdfKey(t, "middle"), chair.Chain[1:]}).Chain[0]
	twoSigners := func(b []byte) []byte {
		var info cmsContentInfo
		if err := unmarshal(b, &info); err != nil {
			t.Fatal(err)
		}
		at := bytes.LastIndex(b, der(0x02, []byte{1})) // the signer's version, behind its header
		for b[at] != 0x31 {
			at--
		}
		_, signer, ok := bytes.Cut(b[at:], []byte{0x30})
		if !ok {
			t.Fatal("the signer is not where it was looked for")
		}
		signer = append([]byte{0x30}, signer...)
		body := info.Content.Bytes
		head := body[4 : len(body)-len(b[at:])]
		two := der(0x30, oid(oidSignedData), der(0xA0, der(0x30, head, der(0x31, signer, signer))))
		if _, err := parseCMS(two); err == nil || !strings.Contains(err.Error(), "2 signers") {
			t.Fatalf("two signers were not put together well: %v", err)
		}
		return two
	}
	anotherAttribute := func(b []byte) []byte {
		other := append(oidTimeStamp[:len(oidTimeStamp)-1:len(oidTimeStamp)-1], 99)
		return replaceOnce(t, b, oid(oidTimeStamp), oid(other))
	}
	cases := map[string]struct {
		prepare func(*signedData) // before signing
		after   func(*signedData)
		encode  func([]byte) []byte
		want    State
	}{
		"as it should be":      {want: Valid},
		"SHA-384":              {prepare: func(d *signedData) { d.hash = crypto.SHA384 }, want: Altered}, // digest is SHA-256
		"no certificate named": {prepare: func(d *signedData) { d.attrs = attributes(oidData, d.attrs[:0], nil, "") }, want: Altered},
		"another certificate":  {prepare: func(d *signedData) { d.certs = []*x509.Certificate{twin, certs[1]} }, want: Altered},
		"certificate added":    {after: func(d *signedData) { d.certs = append(d.certs, roots[0]) }, want: Altered},
		"certificate left out": {after: func(d *signedData) { d.certs = d.certs[:1] }, want: Altered},
		"attribute twice":      {prepare: func(d *signedData) { d.attrs = append(d.attrs, d.attrs...) }, want: Altered},
		"attributes left out":  {prepare: func(d *signedData) { d.attrs = nil }, want: Altered},
		"stamp that is none":   {after: func(d *signedData) { d.stamp = der(0x30, der(0x04)) }, want: Altered},
		"content inside":       {after: func(d *signedData) { d.content = []byte("x") }, want: Altered},
		"two signers":          {encode: twoSigners, want: Altered},
		"unsigned attribute":   {after: func(d *signedData) { d.stamp = der(0x30) }, encode: anotherAttribute, want: Altered},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file, gap, err := appendSignature(pdfSample{}.build(t), "chair", "x", pdfOptions(), 5000)
			if err != nil {
				t.Fatal(err)
			}
			d := unsignedCMS(rangeDigest(file, gap), certs, "")
			if c.prepare != nil {
				c.prepare(d)
			}
			sum := d.hash.New()
			sum.Write(d.toSign())
			if d.signature, err = chair.Key.Sign(rand.Reader, sum.Sum(nil), d.hash); err != nil {
				t.Fatal(err)
			}
			if c.after != nil {
				c.after(d)
			}
			b, err := d.marshal()
			if err != nil {
				t.Fatal(err)
			}
			if c.encode != nil {
				b = c.encode(b)
			}
			hex.Encode(file[gap.from+1:], b)
			if v := Verify(file, roots); v.State != c.want {
				t.Errorf("got %+v, want %s", v, c.want)
			}
		})
	}
}

// TestPDFWeakDigest signs rightly, but names SHA-1.
func TestPDFWeakDigest(t *testing.T) {
	t.Parallel()
	chair, roots := pdfSigners(t, "P-256")
	file, gap, err := appendSignature(pdfSample{}.build(t), "chair", "x", pdfOptions(), 5000)
	if err != nil {
		t.Fatal(err)
	}
	hash := sha1.New()
	hash.Write(file[:gap.from])
	hash.Write(file[gap.to:])
	d := unsignedCMS(hash.Sum(nil), chair.Chain[:2], "")
	sum := sha1.Sum(d.toSign())
	if d.signature, err = ecdsa.SignASN1(rand.Reader, chair.Key.(*ecdsa.PrivateKey), sum[:]); err != nil {
		t.Fatal(err)
	}
	b, err := d.marshal()
	if err != nil {
		t.Fatal(err)
	}
	strong := digestAlgorithms[0].oid
	weak := der(0x30, []byte("\x06\x05\x2b\x0e\x03\x02\x1a"), der(0x04, make([]byte, 2))) // the same length
	b = bytes.ReplaceAll(b, der(0x30, oid(strong)), weak)
	if _, err := parseCMS(b); err == nil || !strings.Contains(err.Error(), "1.3.14.3.2.26 is not accepted") {
		t.Errorf("SHA-1 was taken: %v", err)
	}
	hex.Encode(file[gap.from+1:], b)
	if v := Verify(file, roots); v.State != Altered {
		t.Errorf("got %+v", v)
	}
}
