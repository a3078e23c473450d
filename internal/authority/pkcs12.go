package authority

import (
	"bytes"
	"context"
	"crypto"
	"crypto/x509"
	"fmt"
	"os"
	"slices"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"minutebook/internal/sign"
)

// Council signs everything with the one certificate that a local authority brought, instead of one for each person.
// The person's role still stands in each signature.
type Council struct {
	identity sign.Identity
	roots    []*x509.Certificate
	now      func() time.Time
}

// OpenPKCS12 reads a key with its certificates from the PKCS#12 file at path. The password is the first line of
// passwordFile, which nobody but its owner may read. The last certificate of the chain counts as the root.
func OpenPKCS12(path, passwordFile string, now func() time.Time) (*Council, error) {
	password, err := ReadPrivate(passwordFile)
	if err != nil {
		return nil, fmt.Errorf("read the password of %s: %w", path, err)
	}
	password, _, _ = bytes.Cut(password, []byte("\n"))
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("open PKCS#12 file: %w", err)
	}
	if bytes.HasPrefix(bytes.TrimSpace(b), []byte("-----BEGIN")) {
		return nil, fmt.Errorf("open PKCS#12 file: %s is a PEM file; turn key and certificates into PKCS#12 with “openssl pkcs12 -export”", path)
	}
	private, leaf, others, err := pkcs12.DecodeChain(b, string(bytes.TrimSuffix(password, []byte("\r"))))
	if err != nil {
		return nil, fmt.Errorf("open PKCS#12 file %s with the password in %s: %w", path, passwordFile, err)
	}
	key, ok := private.(crypto.Signer)
	if !ok || !belongs(key, leaf) {
		return nil, fmt.Errorf("open PKCS#12 file %s: its key does not belong to its certificate", path)
	}
	c := &Council{identity: sign.Identity{Key: key, Chain: ordered(leaf, others)}, now: now}
	c.roots = c.identity.Chain[len(c.identity.Chain)-1:]
	if _, err := c.Identity(context.Background(), "", "", ""); err != nil {
		return nil, fmt.Errorf("open PKCS#12 file %s: %w", path, err)
	}
	if err := c.identity.Check(now()); err != nil {
		return nil, fmt.Errorf("open PKCS#12 file %s: ask for one with an RSA key of 2048 bits or more, or an elliptic key: %w", path, err)
	}
	return c, nil
}

// ordered follows the chain from leaf through others, whatever order the file has them in.
func ordered(leaf *x509.Certificate, others []*x509.Certificate) []*x509.Certificate {
	chain, last := []*x509.Certificate{leaf}, leaf
	for last.CheckSignatureFrom(last) != nil {
		i := slices.IndexFunc(others, func(c *x509.Certificate) bool {
			return !slices.ContainsFunc(chain, c.Equal) && last.CheckSignatureFrom(c) == nil
		})
		if i < 0 {
			break
		}
		last = others[i]
		chain = append(chain, last)
	}
	return chain
}

// Identity returns the authority's identity for whoever signs. It fails when the certificate is not in force.
func (c *Council) Identity(context.Context, string, string, string) (sign.Identity, error) {
	leaf, now := c.identity.Chain[0], c.now()
	if now.Before(leaf.NotBefore) || now.After(leaf.NotAfter) {
		return sign.Identity{}, fmt.Errorf("the certificate of %s is in force from %s to %s only: ask its issuer for a new one",
			leaf.Subject.CommonName, leaf.NotBefore.Format(time.DateOnly), leaf.NotAfter.Format(time.DateOnly))
	}
	return sign.Identity{Key: c.identity.Key, Chain: slices.Clone(c.identity.Chain)}, nil // a copy: others may sort it
}

// Seal returns the same identity, which is the authority's own.
func (c *Council) Seal(ctx context.Context) (sign.Identity, error) {
	return c.Identity(ctx, "", "", "")
}

// Roots returns the last certificate of the chain.
func (c *Council) Roots() []*x509.Certificate { return slices.Clone(c.roots) }

// RootPEM returns it as PEM.
func (c *Council) RootPEM() []byte { return encodePEM(c.roots) }
