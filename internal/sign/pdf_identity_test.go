package sign

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"sync"
	"testing"
	"time"
)

var pdfTime0 = time.Date(2026, 3, 4, 15, 30, 12, 0, time.UTC)

// pdfKeys are made once for a run of the tests, because RSA keys are slow to make; nothing changes them.
var pdfKeys = sync.OnceValues(func() (map[string]crypto.Signer, error) {
	keys := map[string]crypto.Signer{}
	for name, bits := range map[string]int{"RSA-2048": 2048, "RSA-3072": 3072} {
		k, err := rsa.GenerateKey(rand.Reader, bits)
		if err != nil {
			return nil, err
		}
		keys[name] = k
	}
	for name, curve := range map[string]elliptic.Curve{"P-256": elliptic.P256(), "P-384": elliptic.P384(), "authority": elliptic.P256(), "stranger": elliptic.P256()} {
		k, err := ecdsa.GenerateKey(curve, rand.Reader)
		if err != nil {
			return nil, err
		}
		keys[name] = k
	}
	return keys, nil
})

func pdfKey(t testing.TB, name string) crypto.Signer {
	t.Helper()
	keys, err := pdfKeys()
	if err != nil {
		t.Fatal(err)
	}
	return keys[name]
}

// issue makes a certificate for key. Zero fields of template get usable values; a nil issuer makes it self-signed.
func issue(t testing.TB, template x509.Certificate, key crypto.Signer, issuer *Identity) Identity {
	t.Helper()
	if template.SerialNumber == nil {
		template.SerialNumber = new(big.Int).SetBytes([]byte(template.Subject.CommonName))
	}
	if template.NotBefore.IsZero() {
		template.NotBefore, template.NotAfter = pdfTime0.AddDate(-1, 0, 0), pdfTime0.AddDate(2, 0, 0)
	}
	if template.KeyUsage == 0 {
		template.KeyUsage = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	}
	template.BasicConstraintsValid = true
	parent, by, chain := &template, key, []*x509.Certificate(nil)
	if issuer != nil {
		parent, by, chain = issuer.Chain[0], issuer.Key, issuer.Chain
	}
	raw, err := x509.CreateCertificate(rand.Reader, &template, parent, key.Public(), by)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	return Identity{Key: key, Chain: append([]*x509.Certificate{c}, chain...)}
}

func named(name string) x509.Certificate {
	return x509.Certificate{Subject: pkix.Name{CommonName: name}}
}

func authority(name string) x509.Certificate {
	return x509.Certificate{Subject: pkix.Name{CommonName: name}, IsCA: true, KeyUsage: x509.KeyUsageCertSign}
}

// pdfSigners is a fresh root with an intermediate authority and a chair whose key is of the wanted kind.
func pdfSigners(t testing.TB, kind string) (chair Identity, roots []*x509.Certificate) {
	t.Helper()
	root := issue(t, authority("Testerdale Root"), pdfKey(t, "authority"), nil)
	middle := issue(t, authority("Testerdale Signing Authority"), pdfKey(t, "P-384"), &root)
	return issue(t, named("Rosalind Example"), pdfKey(t, kind), &middle), root.Chain
}

// stranger is somebody whose certificate comes from a root that nobody here knows.
func stranger(t testing.TB) Identity {
	t.Helper()
	root := issue(t, authority("Other Root"), pdfKey(t, "stranger"), nil)
	return issue(t, named("Someone Else"), pdfKey(t, "P-256"), &root)
}

func pdfOptions() Options {
	return Options{Time: pdfTime0, Subject: "record 01JTEST ppm version 3", Role: "Chair"}
}

// signedPDF is a signed sample; the roots that it is valid under come with it.
func signedPDF(t testing.TB, p pdfSample, o Options) ([]byte, []*x509.Certificate) {
	t.Helper()
	chair, roots := pdfSigners(t, "P-256")
	return signPDF(t, p.build(t), "chair", chair, o), roots
}

func signPDF(t testing.TB, file []byte, field string, id Identity, o Options) []byte {
	t.Helper()
	signed, err := PDF(t.Context(), file, field, id, o)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}
