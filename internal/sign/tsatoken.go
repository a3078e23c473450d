package sign

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"
)

// timeStampToken is a token whose signature holds and which belongs to the message it was asked for. Whether its
// authority can be believed is a question for trusted.
type timeStampToken struct {
	cms   *signedData
	time  time.Time
	nonce *big.Int
}

// tstInfo is the signed content of a token (RFC 3161, 2.4.2).
type tstInfo struct {
	Version  int
	Policy   asn1.ObjectIdentifier
	Imprint  messageImprint
	Serial   *big.Int
	Time     time.Time       `asn1:"generalized"`
	Accuracy []asn1.RawValue `asn1:"optional"` // in fact up to three numbers, of no use here
	Ordering bool            `asn1:"optional"`
	Nonce    *big.Int        `asn1:"optional"`
	TSA      asn1.RawValue   `asn1:"optional,tag:0"`
	Extra    asn1.RawValue   `asn1:"optional,tag:1"`
}

var oidExtKeyUsage = asn1.ObjectIdentifier{2, 5, 29, 37}

// readToken parses and verifies a token over message. Only SHA-256 imprints are accepted: this package asks for no
// others.
func readToken(b, message []byte) (*timeStampToken, error) {
	d, err := parseCMS(b)
	if err != nil {
		return nil, fmt.Errorf("read the time-stamp token: %w", err)
	}
	if !d.kind.Equal(oidTSTInfo) || d.content == nil {
		return nil, errors.New("the token holds no time stamp")
	}
	d.stamp = nil // a token may itself be stamped; nobody checks that, so it is not kept
	hash := d.hash.New()
	hash.Write(d.content)
	if _, err := d.verify(hash.Sum(nil)); err != nil {
		return nil, fmt.Errorf("verify the time-stamp token: %w", err)
	}
	var info tstInfo
	if err := unmarshal(d.content, &info); err != nil {
		return nil, fmt.Errorf("read the time stamp: %w", err)
	}
	imprint := sha256.Sum256(message)
	if !bytes.Equal(info.Imprint.Hash, imprint[:]) || !isSHA256(info.Imprint.Algorithm.FullBytes) {
		return nil, errors.New("the time stamp belongs to something else")
	}
	if err := mayStamp(d.certs[0]); err != nil {
		return nil, err
	}
	return &timeStampToken{cms: d, time: info.Time.UTC(), nonce: info.Nonce}, nil
}

// isSHA256 accepts the identifier with and without NULL, which RFC 5754 asks of everybody who reads it.
func isSHA256(algorithm []byte) bool {
	id := oid(digestAlgorithms[0].oid)
	return bytes.Equal(algorithm, der(0x30, id)) || bytes.Equal(algorithm, der(0x30, id, der(0x05)))
}

// mayStamp holds RFC 3161, 2.3: time-stamping must be the certificate's only purpose, and marked critical.
func mayStamp(c *x509.Certificate) error {
	if slices.Equal(c.ExtKeyUsage, stampingOnly) && len(c.UnknownExtKeyUsage) == 0 {
		for _, e := range c.Extensions {
			if e.Id.Equal(oidExtKeyUsage) && e.Critical {
				return nil
			}
		}
	}
	return errors.New("the authority's certificate was not issued for time-stamping alone")
}

// trusted checks the authority's chain at the time that it states, and that the token holds no certificate which that
// chain does not need: nothing would notice a change to such a one.
func (t *timeStampToken) trusted(roots []*x509.Certificate) error {
	chain, err := trust(t.cms.certs, roots, t.time, stampingOnly)
	if err != nil {
		return err
	}
	for _, c := range t.cms.certs {
		if !slices.ContainsFunc(chain, c.Equal) && !slices.ContainsFunc(roots, c.Equal) {
			return errors.New("the token holds a certificate that it does not need")
		}
	}
	return nil
}

// canonical is the token in the encoding of signedData.marshal, with the certificates between the authority and its
// root alone. What the authority's signature covers stays byte for byte. Without roots the chain is followed as far as
// the certificates in the token reach, by their signatures.
func (t *timeStampToken) canonical(roots []*x509.Certificate) ([]byte, error) {
	d := *t.cms
	if len(roots) > 0 {
		chain, err := trust(d.certs, roots, t.time, stampingOnly)
		if err != nil {
			return nil, err
		}
		if len(chain) == 0 { // the authority's certificate is itself the root
			chain = d.certs[:1]
		}
		d.certs = chain
		return d.marshal()
	}
	rest := slices.Clone(d.certs[1:])
	d.certs = d.certs[:1:1]
	for {
		last := d.certs[len(d.certs)-1]
		i := slices.IndexFunc(rest, func(c *x509.Certificate) bool {
			return !selfSigned(c) && last.CheckSignatureFrom(c) == nil
		})
		if i < 0 {
			return d.marshal()
		}
		d.certs = append(d.certs, rest[i])
		rest = slices.Delete(rest, i, i+1)
	}
}

func selfSigned(c *x509.Certificate) bool { return bytes.Equal(c.RawIssuer, c.RawSubject) }
