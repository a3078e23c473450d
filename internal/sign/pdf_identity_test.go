package sign

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"sync"
	"testing"
	"time"
)

var pdfTime0 = time.Date(2026, 3, 4, 15, 30, 12, 0, time.UTC)

// RSA keys are slow to make, so each is made once for a run of the tests; nothing changes them.
var (
	rsa2048 = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })
	rsa3072 = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 3072) })
)

// pdfKey is a key of the kind that its name says. Elliptic keys follow from the name: the processes of a fuzz run need
// the same ones.
func pdfKey(t testing.TB, name string) (key crypto.Signer) {
	t.Helper()
	var err error
	switch name {
	case "RSA-2048":
		key, err = rsa2048()
	case "RSA-3072":
		key, err = rsa3072()
	case "P-384":
		seed := sha512.Sum384([]byte(name))
		key, err = ecdsa.ParseRawPrivateKey(elliptic.P384(), seed[:])
	default:
		seed := sha256.Sum256([]byte(name))
		key, err = ecdsa.ParseRawPrivateKey(elliptic.P256(), seed[:])
	}
	if err != nil {
		t.Fatal(err)
	}
	return key
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
	raw, err := x509.CreateCertificate(nil, &template, parent, key.Public(), by)
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
	middle := issue(t, authority("Testerdale Signing Authority"), pdfKey(t, "middle"), &root)
	return issue(t, named("Rosalind Example"), pdfKey(t, kind), &middle), root.Chain
}

// colleague has another certificate from the same authority as chair, and an RSA key.
func colleague(t testing.TB, chair Identity) Identity {
	t.Helper()
	return issue(t, named("Ibrahim Sample"), pdfKey(t, "RSA-2048"), &Identity{pdfKey(t, "middle"), chair.Chain[1:]})
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
