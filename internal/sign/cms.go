package sign

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"slices"
)

// This file writes CMS signed data (RFC 5652). The rules are:
//
//   - There is one encoding for one signature. What a signature does not protect (versions, algorithm identifiers, the
//     order of sets, the certificates) follows from what it does protect, so a verifier rebuilds the bytes and compares:
//     no byte can change unnoticed.
//   - The signed attributes are those of CAdES and PAdES baseline (EN 319 122-1, EN 319 142-1): no signingTime, because
//     in a PDF the time belongs in the signature dictionary.

var (
	oidData          = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	oidSignedData    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidTSTInfo       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	oidContentType   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidMessageDigest = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidSigningCert   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12} // RFC 2634, SHA-1 only
	oidTimeStamp     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 14}
	oidSigningCertV2 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47} // RFC 5035
	oidSignerAttrV2  = asn1.ObjectIdentifier{0, 4, 0, 19122, 1, 1}               // EN 319 122-1, 5.2.6.1
	oidTitle         = asn1.ObjectIdentifier{2, 5, 4, 12}                        // X.520: position or function
	oidRSA           = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}
)

// digestAlgorithms are those that a signature may use, with their ECDSA counterparts. MD5 and SHA-1 are missing on
// purpose.
var digestAlgorithms = []struct {
	hash       crypto.Hash
	oid, ecdsa asn1.ObjectIdentifier
}{
	{crypto.SHA256, asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}, asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 2}},
	{crypto.SHA384, asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 2}, asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 3}},
	{crypto.SHA512, asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 3}, asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 4}},
}

// signedData is a CMS signature by one signer.
type signedData struct {
	kind      asn1.ObjectIdentifier // of the content: oidData or oidTSTInfo
	content   []byte                // nil where the content is elsewhere (detached)
	hash      crypto.Hash           // of the content and of the attributes
	certs     []*x509.Certificate   // the signer's first
	attrs     []byte                // signed attributes, without the outer tag
	signature []byte
	stamp     []byte // time-stamp token over signature, nil for none
	raw       []byte // what it was read from
	named     int    // how many of certs the signed attributes name, known once verified
}

// attributes builds the signed attributes for content of a kind with this digest.
func attributes(kind asn1.ObjectIdentifier, digest []byte, certs []*x509.Certificate, role string) []byte {
	ids := make([][]byte, len(certs))
	for i, c := range certs { // ESSCertIDv2; SHA-256 is the default and DER leaves defaults out
		hash := crypto.SHA256.New()
		hash.Write(c.Raw)
		ids[i] = der(0x30, der(0x04, hash.Sum(nil)))
	}
	attrs := [][]byte{
		attribute(oidContentType, oid(kind)),
		attribute(oidMessageDigest, der(0x04, digest)),
		attribute(oidSigningCertV2, der(0x30, der(0x30, ids...))),
	}
	if role != "" { // SignerAttributeV2 with one claimed attribute; the module has explicit tags
		title := attribute(oidTitle, der(0x0C, []byte(role)))
		attrs = append(attrs, attribute(oidSignerAttrV2, der(0x30, der(0xA0, der(0x30, title)))))
	}
	slices.SortFunc(attrs, bytes.Compare)
	return bytes.Join(attrs, nil)
}

// toSign are the bytes that the signature is made over: the attributes under the tag of a SET (RFC 5652, 5.4).
func (d *signedData) toSign() []byte { return der(0x31, d.attrs) }

// marshal is the one encoding of d.
func (d *signedData) marshal() ([]byte, error) {
	leaf := d.certs[0]
	digest, signature, err := algorithms(leaf.PublicKey, d.hash)
	if err != nil {
		return nil, err
	}
	serial, err := asn1.Marshal(leaf.SerialNumber)
	if err != nil {
		return nil, fmt.Errorf("encode the serial number of a certificate: %w", err)
	}
	version, content := byte(1), oid(d.kind)
	if !d.kind.Equal(oidData) {
		version = 3 // RFC 5652, 5.1
	}
	if d.content != nil {
		content = append(content, der(0xA0, der(0x04, d.content))...)
	}
	var unsigned []byte
	if d.stamp != nil {
		unsigned = der(0xA1, attribute(oidTimeStamp, d.stamp))
	}
	signer := der(0x30, der(0x02, []byte{1}), der(0x30, leaf.RawIssuer, serial), digest,
		der(0xA0, d.attrs), signature, der(0x04, d.signature), unsigned)
	certs := make([][]byte, len(d.certs))
	for i, c := range d.certs {
		certs[i] = c.Raw
	}
	slices.SortFunc(certs, bytes.Compare)
	return der(0x30, oid(oidSignedData), der(0xA0, der(0x30, der(0x02, []byte{version}), der(0x31, digest),
		der(0x30, content), der(0xA0, certs...), der(0x31, signer)))), nil
}

// algorithms gives the identifiers of the digest and of the signature. RSA is named by its key type alone, as most
// verifiers expect (RFC 3370, 3.2).
func algorithms(key crypto.PublicKey, hash crypto.Hash) (digest, signature []byte, err error) {
	for _, a := range digestAlgorithms {
		if a.hash != hash {
			continue
		}
		switch key.(type) {
		case *rsa.PublicKey:
			return der(0x30, oid(a.oid)), der(0x30, oid(oidRSA), der(0x05)), nil
		case *ecdsa.PublicKey:
			return der(0x30, oid(a.oid)), der(0x30, oid(a.ecdsa)), nil
		}
		return nil, nil, fmt.Errorf("keys of the type %T are not supported", key)
	}
	return nil, nil, fmt.Errorf("the digest algorithm %v is not supported", hash)
}

func attribute(kind asn1.ObjectIdentifier, value []byte) []byte {
	return der(0x30, oid(kind), der(0x31, value))
}

// der encodes parts one after the other under a tag, with the length in its shortest form.
func der(tag byte, parts ...[]byte) []byte {
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	b := make([]byte, 0, n+5)
	switch b = append(b, tag); {
	case n < 0x80:
		b = append(b, byte(n))
	case n < 0x100:
		b = append(b, 0x81, byte(n))
	case n < 0x10000:
		b = append(b, 0x82, byte(n>>8), byte(n))
	default:
		b = append(b, 0x83, byte(n>>16), byte(n>>8), byte(n))
	}
	for _, p := range parts {
		b = append(b, p...)
	}
	return b
}

// oid encodes an object identifier. All of ours have arcs that fit, so nothing can fail.
func oid(id asn1.ObjectIdentifier) []byte {
	b := []byte{byte(id[0]*40 + id[1])}
	for _, arc := range id[2:] {
		for shift := 28; shift > 0; shift -= 7 {
			if arc>>shift != 0 {
				b = append(b, 0x80|byte(arc>>shift)&0x7F)
			}
		}
		b = append(b, byte(arc)&0x7F)
	}
	return der(0x06, b)
}
