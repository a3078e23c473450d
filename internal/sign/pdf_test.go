package sign

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

func TestPDFRoundTrip(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"RSA-2048", "RSA-3072", "P-256", "P-384"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			chair, roots := pdfSigners(t, kind)
			for _, p := range []pdfSample{{}, {filler: 60_000}, {noEOL: true}} {
				file := p.build(t)
				before := bytes.Clone(file)
				signed := signPDF(t, file, "chair", chair, pdfOptions())
				if !bytes.Equal(file, before) || !bytes.HasPrefix(signed, before) {
					t.Fatal("the original bytes were changed")
				}
				v := Verify(signed, roots)
				if !v.OK() || len(v.Signatures) != 1 || v.Format != "pdf" {
					t.Fatalf("got %+v", v)
				}
				want := Signature{State: Valid, Detail: v.Signatures[0].Detail, Signer: "Rosalind Example",
					Issuer: "Testerdale Signing Authority", Role: "Chair", Subject: "record 01JTEST ppm version 3", Time: pdfTime0}
				if v.Signatures[0] != want {
					t.Errorf("got  %+v\nwant %+v", v.Signatures[0], want)
				}
			}
		})
	}
}

func TestPDFTextComesBackExactly(t *testing.T) {
	t.Parallel()
	chair, roots := pdfSigners(t, "P-256")
	for _, text := range []string{"", "plain", `br(ack)ets) \ and \n`, "Siân Ŵyn", "日本語 🙂", "þÿ", "(", strings.Repeat("é", 100)} {
		o := Options{Time: pdfTime0.In(time.FixedZone("", 3600)), Subject: text, Role: text}
		v := Verify(signPDF(t, pdfSample{}.build(t), "chair", chair, o), roots)
		if !v.OK() || v.Signatures[0].Subject != text || v.Signatures[0].Role != text || !v.Signatures[0].Time.Equal(pdfTime0) {
			t.Errorf("%q: got %+v", text, v)
		}
	}
}

func TestPDFSameInputSameBytes(t *testing.T) {
	t.Parallel()
	chair, _ := pdfSigners(t, "RSA-2048") // PKCS #1 v1.5 uses no randomness
	file := pdfSample{}.build(t)
	if !bytes.Equal(signPDF(t, file, "chair", chair, pdfOptions()), signPDF(t, file, "chair", chair, pdfOptions())) {
		t.Error("two signatures over the same file differ")
	}
}

// brokenKey is a key in a module that fails, or that signs wrongly.
type brokenKey struct {
	crypto.Signer
	err error
}

var errKey = errors.New("the module is locked")

func (k brokenKey) Sign(io.Reader, []byte, crypto.SignerOpts) ([]byte, error) {
	return make([]byte, 70), k.err
}

func TestPDFRefuses(t *testing.T) {
	t.Parallel()
	chair, roots := pdfSigners(t, "P-256")
	file := pdfSample{}.build(t)
	signed := signPDF(t, file, "chair", chair, pdfOptions())
	other, _ := pdfSigners(t, "RSA-2048")
	at := func(day time.Time) Options { return Options{Time: day} }
	cases := map[string]struct {
		file  []byte
		field string
		id    Identity
		o     Options
		want  error // nil for any
	}{
		"no such field":      {file, "nobody", chair, pdfOptions(), ErrNoField},
		"signed already":     {signed, "chair", chair, pdfOptions(), ErrNoField},
		"a group":            {file, "council", chair, pdfOptions(), ErrNoField},
		"no key":             {file, "chair", Identity{Chain: chair.Chain}, pdfOptions(), ErrIdentity},
		"no certificate":     {file, "chair", Identity{Key: chair.Key}, pdfOptions(), ErrIdentity},
		"another key":        {file, "chair", Identity{Key: other.Key, Chain: chair.Chain}, pdfOptions(), ErrIdentity},
		"broken chain":       {file, "chair", Identity{chair.Key, []*x509.Certificate{chair.Chain[0], other.Chain[0]}}, pdfOptions(), ErrIdentity},
		"wrong authority":    {file, "chair", Identity{chair.Key, append(chair.Chain[:2:2], stranger(t).Chain[1], roots[0])}, pdfOptions(), ErrIdentity},
		"expired":            {file, "chair", chair, at(pdfTime0.AddDate(5, 0, 0)), ErrIdentity},
		"not yet valid":      {file, "chair", chair, at(pdfTime0.AddDate(-5, 0, 0)), ErrIdentity},
		"key refuses":        {file, "chair", Identity{brokenKey{chair.Key, errKey}, chair.Chain}, pdfOptions(), errKey},
		"key is broken":      {file, "chair", Identity{brokenKey{chair.Key, nil}, chair.Chain}, pdfOptions(), nil},
		"no time":            {file, "chair", chair, Options{}, nil},
		"long subject":       {file, "chair", chair, Options{Time: pdfTime0, Subject: strings.Repeat("é", 256)}, nil},
		"two lines":          {file, "chair", chair, Options{Time: pdfTime0, Subject: "a\nb"}, nil},
		"not UTF-8":          {file, "chair", chair, Options{Time: pdfTime0, Role: "\xff"}, nil},
		"long role":          {file, "chair", chair, Options{Time: pdfTime0, Role: strings.Repeat("x", 101)}, nil},
		"not a PDF":          {[]byte("PK\x03\x04"), "chair", chair, pdfOptions(), nil},
		"half a PDF":         {file[:len(file)/2], "chair", chair, pdfOptions(), nil},
		"nothing":            {nil, "chair", chair, pdfOptions(), nil},
		"token larger space": {file, "chair", chair, Options{Time: pdfTime0, TSA: &TSA{Reserve: 1, URL: newTSA(t).serve(t)}}, nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, err := PDF(t.Context(), c.file, c.field, c.id, c.o)
			if err == nil || out != nil || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("got %d bytes and the error %v", len(out), err)
			}
		})
	}
}

func TestPDFSecondSignature(t *testing.T) {
	t.Parallel()
	chair, roots := pdfSigners(t, "P-256")
	lead := colleague(t, chair)
	once := signPDF(t, pdfSample{}.build(t), "chair", chair, pdfOptions())
	twice := signPDF(t, once, "council.lead", lead, Options{Time: pdfTime0.Add(time.Hour), Subject: "second"})
	if v := Verify(twice, roots); !v.OK() || len(v.Signatures) != 2 || v.Signatures[1].Subject != "second" {
		t.Fatalf("two signatures: got %+v", v)
	}
	if v := Verify(twice[:len(once)], roots); !v.OK() || len(v.Signatures) != 1 {
		t.Errorf("the first revision alone: got %+v", v)
	}
	foreign := signPDF(t, pdfSample{}.build(t), "chair", stranger(t), pdfOptions())
	if v := Verify(signPDF(t, foreign, "council.lead", lead, pdfOptions()), roots); v.State != Extended {
		t.Errorf("second signature on a stranger's: got %+v", v)
	}
	if v := Verify(signPDF(t, once, "council.lead", stranger(t), pdfOptions()), roots); v.State != Extended {
		t.Errorf("a stranger's signature on a good one: got %+v", v)
	}
	for name, objects := range map[string]map[int]string{
		"page content": {4: stream("", []byte("BT ET"))},
		"catalogue":    {1: "<</Type/Catalog/Pages 20 0 R/AcroForm 5 0 R>>", 20: "<</Type/Pages/Kids[]/Count 0>>"},
		"group":        {8: "<</FT/Sig/T(council)/Kids[7 0 R]/TU(other)>>"},
	} {
		changed := appendRevision(t, once, objects)
		if v := Verify(signPDF(t, changed, "council.lead", lead, pdfOptions()), roots); v.State != Extended {
			t.Errorf("%s replaced between two signatures: got %+v", name, v)
		}
	}
}
