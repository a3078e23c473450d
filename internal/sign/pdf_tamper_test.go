package sign

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha1"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"
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
	plain, plainRoots := signedPDF(t, pdfSample{}, pdfOptions())
	twice := signPDF(t, plain, "council.lead", rsa, pdfOptions())
	cases := map[string]struct {
		file  []byte
		roots []*x509.Certificate
	}{
		"P-256":   {plain, plainRoots},
		"stamped": {signPDF(t, pdfSample{}.build(t), "chair", rsa, stamped), append(rsaRoots, tsa.roots...)},
		"twice":   {twice, append(plainRoots, rsaRoots...)},
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

func TestPDFTrust(t *testing.T) {
	t.Parallel()
	root := issue(t, authority("Testerdale Root"), pdfKey(t, "authority"), nil)
	short := authority("Short-lived Authority")
	short.NotBefore, short.NotAfter = pdfTime0.AddDate(-1, 0, 0), pdfTime0.AddDate(0, 0, -1)
	expired := issue(t, short, pdfKey(t, "middle"), &root)
	stampRoot := authority("Stamping Root")
	stampRoot.ExtKeyUsage = stampingOnly
	stamper := issue(t, stampRoot, pdfKey(t, "stranger"), nil)
	noSigning := named("Key Agreement")
	noSigning.KeyUsage = x509.KeyUsageKeyAgreement
	server := named("www.testerdale.example")
	server.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	mail := named("Maud Example")
	mail.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageEmailProtection}
	key := pdfKey(t, "P-256")
	cases := map[string]struct {
		id   Identity
		want State
		say  string
	}{
		"directly under the root":   {issue(t, named("Rosalind Example"), key, &root), Valid, "nothing was changed"},
		"also for mail":             {issue(t, mail, key, &root), Valid, "nothing was changed"},
		"stranger":                  {stranger(t), Untrusted, "Someone Else was not issued by an authority known here"},
		"self-signed":               {issue(t, named("Rosalind Example"), key, nil), Untrusted, "not issued by an authority"},
		"authority expired":         {issue(t, named("Rosalind Example"), key, &expired), Untrusted, "not in force on 4 March 2026"},
		"not for signatures":        {issue(t, noSigning, key, &root), Untrusted, "not one for signing"},
		"for web servers":           {issue(t, server, key, &root), Untrusted, "not one for signing documents"},
		"under a root for TSA only": {issue(t, named("Someone Else"), key, &stamper), Untrusted, "not issued by an authority"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			signed := signPDF(t, pdfSample{}.build(t), "chair", c.id, pdfOptions())
			v := Verify(signed, []*x509.Certificate{root.Chain[0], stamper.Chain[0]})
			if v.State != c.want || !strings.Contains(v.Signatures[0].Detail, c.say) {
				t.Errorf("got %+v, want %s", v, c.want)
			}
			if v := Verify(signed, nil); v.State != Untrusted {
				t.Errorf("without roots: got %+v", v)
			}
		})
	}
}

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

func TestPDFZeroTimeIsNotNow(t *testing.T) {
	t.Parallel()
	root := issue(t, x509.Certificate{Subject: named("Now").Subject, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}, pdfKey(t, "P-256"), nil)
	if err := trustSigner(root.Chain, root.Chain, time.Time{}); err == nil {
		t.Error("a signature without a time was checked against the clock")
	}
	if err := trustSigner(root.Chain, root.Chain, time.Now()); err != nil {
		t.Error(err)
	}
}
