package authority

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"io"
	"math/big"
	"time"

	"minutebook/internal/sign"
)

const (
	rootBits  = 3072
	rootYears = 20
	leafBits  = 2048
	leafYears = 3
	// Certificates start this long before they are made: a paper states the time of the sign-off, and the job that
	// signs it, which may be the first to need a certificate, runs later, perhaps on a server whose clock differs.
	backdated = 24 * time.Hour
	// maxName is the longest common name, organisation or title, in characters (RFC 5280, appendix A.1).
	maxName = 64
)

var (
	oidTitle = asn1.ObjectIdentifier{2, 5, 4, 12}
	// Extended key usages for signing documents: Microsoft's, which Office asks for, and the standard one (RFC 9336).
	oidMicrosoftDocument = asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 311, 10, 3, 12}
	oidDocumentSigning   = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 36}
)

// newRoot makes a root that may issue certificates to people, and to nobody who issues in turn.
func newRoot(c Config) (sign.Identity, error) {
	const suffix = " Minutebook Root"
	template := &x509.Certificate{
		Subject:               pkix.Name{CommonName: shorten(c.Name, maxName-len(suffix)) + suffix, Organization: []string{shorten(c.Name, maxName)}},
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
		BasicConstraintsValid: true, IsCA: true, MaxPathLenZero: true,
	}
	return issue(c, template, rootBits, rootYears, nil)
}

// newLeaf makes a certificate for a person in a role.
func newLeaf(c Config, root sign.Identity, name, role string) (sign.Identity, error) {
	template := &x509.Certificate{
		Subject:               personName(c.Name, name, role),
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection},
		UnknownExtKeyUsage:    []asn1.ObjectIdentifier{oidMicrosoftDocument, oidDocumentSigning},
		BasicConstraintsValid: true,
	}
	return issue(c, template, leafBits, leafYears, &root)
}

// personName is the subject of a person's certificate.
func personName(authority, name, role string) pkix.Name {
	n := pkix.Name{CommonName: shorten(name, maxName), Organization: []string{shorten(authority, maxName)}}
	if role != "" {
		n.OrganizationalUnit = []string{shorten(role, maxName)}
		n.ExtraNames = []pkix.AttributeTypeAndValue{{Type: oidTitle, Value: shorten(role, maxName)}}
	}
	return n
}

// shorten cuts s to a number of characters.
func shorten(s string, limit int) string {
	if r := []rune(s); len(r) > limit {
		return string(r[:limit])
	}
	return s
}

// issue makes a key and a certificate by issuer, or a self-signed one. No certificate outlives its issuer.
func issue(c Config, template *x509.Certificate, bits, years int, issuer *sign.Identity) (sign.Identity, error) {
	// crypto/rsa draws keys from the system's random source whatever it is given, so there is no point in passing
	// Config.Random here.
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		return sign.Identity{}, fmt.Errorf("generate key: %w", err)
	}
	var serial [16]byte
	if _, err := io.ReadFull(c.Random, serial[:]); err != nil {
		return sign.Identity{}, fmt.Errorf("draw serial number: %w", err)
	}
	template.SerialNumber = new(big.Int).SetBytes(serial[:])
	now := c.Now().UTC().Truncate(time.Second)
	template.NotBefore, template.NotAfter = now.Add(-backdated), now.AddDate(years, 0, 0)
	parent, signer := template, crypto.Signer(key)
	var chain []*x509.Certificate
	if issuer != nil {
		parent, signer, chain = issuer.Chain[0], issuer.Key, issuer.Chain
		if now.After(parent.NotAfter) {
			return sign.Identity{}, fmt.Errorf("the root certificate expired on %s", parent.NotAfter.Format(time.DateOnly))
		}
		if template.NotAfter.After(parent.NotAfter) {
			template.NotAfter = parent.NotAfter
		}
	}
	der, err := x509.CreateCertificate(c.Random, template, parent, key.Public(), signer)
	if err != nil {
		return sign.Identity{}, fmt.Errorf("sign certificate: %w", err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return sign.Identity{}, fmt.Errorf("read certificate back: %w", err)
	}
	return sign.Identity{Key: key, Chain: append([]*x509.Certificate{cert}, chain...)}, nil
}
