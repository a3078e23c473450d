package sign

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
)

// verify checks everything that the signature protects, against the digest of the content. It says nothing about
// whether the certificate can be trusted. The signed attributes are returned by object identifier.
func (d *signedData) verify(digest []byte) (map[string][]byte, error) {
	attrs, err := parseAttributes(d.attrs)
	if err != nil {
		return nil, fmt.Errorf("read the signed attributes: %w", err)
	}
	if !bytes.Equal(attrs[oidContentType.String()], oid(d.kind)) {
		return nil, errors.New("the signed content type is a different one")
	}
	if !bytes.Equal(attrs[oidMessageDigest.String()], der(0x04, digest)) {
		return nil, errDigest
	}
	if err := d.checkCertIDs(attrs); err != nil {
		return nil, err
	}
	hash := d.hash.New()
	hash.Write(d.toSign())
	switch key := d.certs[0].PublicKey.(type) {
	case *rsa.PublicKey:
		if key.N.BitLen() < 2048 {
			return nil, fmt.Errorf("an RSA key of %d bits is too weak", key.N.BitLen())
		}
		if err := rsa.VerifyPKCS1v15(key, d.hash, hash.Sum(nil), d.signature); err != nil {
			return nil, fmt.Errorf("verify the RSA signature: %w", err)
		}
	case *ecdsa.PublicKey:
		if !ecdsa.VerifyASN1(key, hash.Sum(nil), d.signature) {
			return nil, errors.New("verify the ECDSA signature: it does not fit the key")
		}
	default:
		return nil, fmt.Errorf("keys of the type %T are not supported", key)
	}
	return attrs, nil
}

// errDigest means: the signature may be sound, but it belongs to other content.
var errDigest = errors.New("the content has another digest than the one that was signed")

// checkCertIDs compares the certificates with their hashes among the signed attributes: without that, another
// certificate for the same key could be slipped in. In a document every further hash must have its certificate too;
// a time-stamping authority may name those that it does not send. The certificates are put in the order of the hashes.
func (d *signedData) checkCertIDs(attrs map[string][]byte) error {
	var list certIDs
	value, legacy := attrs[oidSigningCertV2.String()], false
	if value == nil && d.kind.Equal(oidTSTInfo) {
		value, legacy = attrs[oidSigningCert.String()], true
	}
	if err := unmarshal(value, &list); err != nil {
		return fmt.Errorf("read the signed certificate identifiers: %w", err)
	}
	if len(list.IDs) == 0 || len(list.IDs) > maxCerts {
		return fmt.Errorf("the signature names %d certificates", len(list.IDs))
	}
	for i, id := range list.IDs {
		found := false
		for j := i; j < len(d.certs) && !found; j++ {
			if found = id.matches(d.certs[j], legacy); found {
				d.certs[i], d.certs[j] = d.certs[j], d.certs[i]
			}
			if i == 0 { // the first names the signer's own
				break
			}
		}
		if !found && (i == 0 || d.kind.Equal(oidData)) {
			return errors.New("a certificate is not the one that the signature names")
		}
	}
	d.named = len(list.IDs)
	return nil
}

// matches compares hashes. RFC 3161 lets an authority name its certificate by SHA-1; that is harmless, because the
// certificate is verified by its issuer's signature as well.
func (id certID) matches(c *x509.Certificate, legacy bool) bool {
	hash := crypto.SHA256
	if legacy {
		hash = crypto.SHA1
	} else if len(id.Algorithm.Algorithm) > 0 {
		hash = 0
		for _, a := range digestAlgorithms {
			if a.oid.Equal(id.Algorithm.Algorithm) {
				hash = a.hash
			}
		}
	}
	if hash == 0 {
		return false
	}
	sum := hash.New()
	sum.Write(c.Raw)
	return bytes.Equal(sum.Sum(nil), id.Hash)
}

// parseAttributes reads attributes that stand one after the other: each kind once, each with one value.
func parseAttributes(b []byte) (map[string][]byte, error) {
	attrs := map[string][]byte{}
	for len(b) > 0 {
		var a cmsAttribute
		rest, err := asn1.Unmarshal(b, &a)
		if err != nil {
			return nil, err
		}
		kind := a.Type.String()
		if _, twice := attrs[kind]; twice || len(a.Values) != 1 {
			return nil, fmt.Errorf("the attribute %s does not have exactly one value", kind)
		}
		attrs[kind], b = a.Values[0].FullBytes, rest
	}
	return attrs, nil
}

// claimedRole reads the title out of a SignerAttributeV2, "" where there is none.
func claimedRole(value []byte) (string, error) {
	if value == nil {
		return "", nil
	}
	var attr struct {
		Claimed []struct {
			Type   asn1.ObjectIdentifier
			Values []asn1.RawValue `asn1:"set"`
		} `asn1:"explicit,optional,tag:0"`
	}
	if err := unmarshal(value, &attr); err != nil {
		return "", fmt.Errorf("read the signer's attributes: %w", err)
	}
	for _, a := range attr.Claimed {
		var role string
		if !a.Type.Equal(oidTitle) || len(a.Values) != 1 {
			continue
		}
		if err := unmarshal(a.Values[0].FullBytes, &role); err != nil {
			return "", fmt.Errorf("read the signer's role: %w", err)
		}
		return role, nil
	}
	return "", nil
}
