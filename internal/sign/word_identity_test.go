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
	"strings"
	"sync"
	"time"
)

// Fictional signers. Keys are generated once for a run of the tests and only read afterwards.
var (
	wordSigningTime = time.Date(2026, 3, 4, 15, 30, 0, 0, time.UTC)

	wordCA  = sync.OnceValue(func() Identity { return wordIssue(nil, "Testerdale Test Root", newRSAKey()) })
	wordRSA = sync.OnceValue(func() Identity { ca := wordCA(); return wordIssue(&ca, "Rosalind Example", newRSAKey()) })
	wordEC  = sync.OnceValue(func() Identity { ca := wordCA(); return wordIssue(&ca, "Ibrahim Sample", newECKey()) })
	// wordChained has an authority between, so that its signatures carry a certificate besides the signer's.
	wordChained = sync.OnceValue(func() Identity {
		ca := wordCA()
		middle := wordIssue(&ca, "Testerdale Test Signing Authority", newECKey())
		return wordIssue(&middle, "Constance Placeholder", newRSAKey())
	})
	wordStranger = sync.OnceValue(func() Identity {
		other := wordIssue(nil, "Other Root", newECKey())
		return wordIssue(&other, "Someone Else", newECKey())
	})
)

func newRSAKey() crypto.Signer {
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err) // only where there is no randomness: no test could run
	}
	return k
}

func newECKey() crypto.Signer {
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err) // as above
	}
	return k
}

// wordIssue returns an identity issued by issuer; a self-signed one for nil. Names with "Root" or "Authority" may issue.
func wordIssue(issuer *Identity, name string, key crypto.Signer) Identity {
	c := &x509.Certificate{
		SerialNumber: big.NewInt(int64(len(name)) + 4096),
		Subject:      pkix.Name{CommonName: name, Organization: []string{"Testerdale & District <Test>"}},
		NotBefore:    wordSigningTime.AddDate(-1, 0, 0), NotAfter: wordSigningTime.AddDate(1, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment, BasicConstraintsValid: true,
	}
	if strings.Contains(name, "Root") || strings.Contains(name, "Authority") {
		c.IsCA, c.KeyUsage = true, x509.KeyUsageCertSign
	}
	parent, by := c, key
	var chain []*x509.Certificate
	if issuer != nil {
		parent, by, chain = issuer.Chain[0], issuer.Key, issuer.Chain
	}
	der, err := x509.CreateCertificate(rand.Reader, c, parent, key.Public(), by)
	if err != nil {
		panic(err) // a mistake in this function
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	return Identity{Key: key, Chain: append([]*x509.Certificate{leaf}, chain...)}
}

func wordRoots() []*x509.Certificate { return wordCA().Chain }

func wordOptions() Options {
	return Options{Time: wordSigningTime, Subject: "record 01JTEST ppm version 3 <a & b>", Role: "Chair"}
}
