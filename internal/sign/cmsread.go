package sign

import (
	"bytes"
	"crypto/rsa"
	_ "crypto/sha1"   // RFC 3161 names the authority's certificate by SHA-1; see certID.matches
	_ "crypto/sha256" // crypto.Hash.New panics for a hash that is not linked in
	_ "crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
)

// The cms types are those of RFC 5652, 3 and 5, as far as they are read. encoding/asn1 passes over additional elements at
// the end of a sequence; the comparison with marshal does not.

type cmsContentInfo struct {
	Type    asn1.ObjectIdentifier
	Content asn1.RawValue `asn1:"explicit,tag:0"`
}

type cmsSignedData struct {
	Version int
	Digests []pkix.AlgorithmIdentifier `asn1:"set"`
	Content struct {
		Type  asn1.ObjectIdentifier
		Value []byte `asn1:"explicit,optional,tag:0"`
	}
	Certificates asn1.RawValue   `asn1:"optional,tag:0"`
	Revocation   asn1.RawValue   `asn1:"optional,tag:1"`
	Signers      []cmsSignerInfo `asn1:"set"`
}

type cmsSignerInfo struct {
	Version int
	Signer  struct {
		Issuer asn1.RawValue
		Serial *big.Int
	}
	Digest    pkix.AlgorithmIdentifier
	Signed    asn1.RawValue `asn1:"optional,tag:0"`
	Algorithm pkix.AlgorithmIdentifier
	Signature []byte
	Unsigned  asn1.RawValue `asn1:"optional,tag:1"`
}

type cmsAttribute struct {
	Type   asn1.ObjectIdentifier
	Values []asn1.RawValue `asn1:"set"`
}

// certID is an ESSCertIDv2, or its older form whose hash is SHA-1.
type certID struct {
	Algorithm pkix.AlgorithmIdentifier `asn1:"optional"`
	Hash      []byte
	Serial    asn1.RawValue `asn1:"optional"`
}

// certIDs is the value of signingCertificate and signingCertificateV2.
type certIDs struct {
	IDs      []certID
	Policies asn1.RawValue `asn1:"optional"`
}

// Limits on what a stranger's CMS may make us compute. Real ones are far below.
const (
	maxCMS    = 256 << 10 // bytes
	maxCerts  = 16
	maxRSALen = 16 << 10 // bits
)

// parseCMS reads CMS signed data with exactly one signer whose certificate is inside. Nothing is verified yet.
// It keeps what the signature protects and the time stamp; everything else is in the bytes only, to be compared with
// marshal.
func parseCMS(b []byte) (*signedData, error) {
	if len(b) > maxCMS {
		return nil, fmt.Errorf("the CMS has %d bytes, more than any real one", len(b))
	}
	var info cmsContentInfo
	if err := unmarshal(b, &info); err != nil {
		return nil, fmt.Errorf("read the CMS envelope: %w", err)
	}
	var raw cmsSignedData
	if !info.Type.Equal(oidSignedData) {
		return nil, errors.New("the CMS envelope holds no signed data")
	}
	if err := unmarshal(info.Content.Bytes, &raw); err != nil {
		return nil, fmt.Errorf("read the CMS signed data: %w", err)
	}
	if len(raw.Signers) != 1 {
		return nil, fmt.Errorf("the CMS signed data has %d signers instead of one", len(raw.Signers))
	}
	signer := raw.Signers[0]
	d := &signedData{kind: raw.Content.Type, content: raw.Content.Value,
		attrs: signer.Signed.Bytes, signature: signer.Signature, raw: b}
	for _, a := range digestAlgorithms {
		if a.oid.Equal(signer.Digest.Algorithm) {
			d.hash = a.hash
		}
	}
	if d.hash == 0 {
		return nil, fmt.Errorf("the digest algorithm %v is not accepted", signer.Digest.Algorithm)
	}
	certs, err := x509.ParseCertificates(raw.Certificates.Bytes)
	if err != nil {
		return nil, fmt.Errorf("read the certificates in the CMS: %w", err)
	}
	if len(certs) > maxCerts {
		return nil, fmt.Errorf("the CMS has %d certificates", len(certs))
	}
	for i, c := range certs {
		if key, ok := c.PublicKey.(*rsa.PublicKey); ok && key.N.BitLen() > maxRSALen {
			return nil, fmt.Errorf("a certificate has an RSA key of %d bits", key.N.BitLen())
		}
		if d.certs == nil && bytes.Equal(c.RawIssuer, signer.Signer.Issuer.FullBytes) && c.SerialNumber.Cmp(signer.Signer.Serial) == 0 {
			certs[0], certs[i] = certs[i], certs[0]
			d.certs = certs
		}
	}
	if d.certs == nil {
		return nil, errors.New("the signer's certificate is not in the CMS")
	}
	unsigned, err := parseAttributes(signer.Unsigned.Bytes)
	if err != nil {
		return nil, fmt.Errorf("read the unsigned attributes: %w", err)
	}
	d.stamp = unsigned[oidTimeStamp.String()]
	return d, nil
}

// unmarshal is asn1.Unmarshal that refuses bytes after the end.
func unmarshal(b []byte, to any) error {
	rest, err := asn1.Unmarshal(b, to)
	if err == nil && len(rest) > 0 {
		err = errors.New("there are bytes after the end")
	}
	return err
}
