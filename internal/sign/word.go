package sign

import (
	"archive/zip"
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/asn1"
	"encoding/base64"
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// Word returns file with an OOXML package signature over every part and every relationship in it, the document
// properties included, and a seal over the file as a whole. A file that already has signatures keeps them: the new one
// comes after them. The parts of the paper are copied as they are packed; relationship parts lose white space.
//
// The result depends on nothing but the arguments as long as the key signs deterministically: RSA does, ECDSA does not.
// The error to tell apart is ErrIdentity.
func Word(file []byte, id Identity, o Options) ([]byte, error) {
	if err := o.check(); err != nil {
		return nil, fmt.Errorf("sign Word file: %w", err)
	}
	if strings.ContainsAny(o.Subject+o.Role, "\uFFFE\uFFFF") {
		return nil, errors.New("sign Word file: the subject or the role holds a character that XML cannot")
	}
	certs, err := id.usable(o)
	if err != nil {
		return nil, fmt.Errorf("sign Word file: %w", err)
	}
	p, err := openPackage(file)
	if err != nil {
		return nil, fmt.Errorf("sign Word file: %w", err)
	}
	n, err := p.withSignature()
	if err != nil {
		return nil, fmt.Errorf("sign Word file: %w", err)
	}
	signed, err := n.signed(p, draft{key: id.Key, certs: certs, o: o})
	if err != nil {
		return nil, fmt.Errorf("sign Word file: %w", err)
	}
	return signed, nil
}

// signed writes the file and fills in, in this order, what depends on the rest: the seal, the signature, the checksum.
func (n *rewrite) signed(p *opcPackage, d draft) ([]byte, error) {
	d.manifest, d.seal = n.manifest, sealPrefix+strings.Repeat("0", sealLength)
	d.value = strings.Repeat("0", base64.StdEncoding.EncodedLen(valueLength(d.key.Public())))
	n.replaced[strings.ToLower(n.signature)] = d.bytes()
	file, err := n.zipped(p)
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, fmt.Errorf("read back: %w", err)
	}
	last := z.File[len(z.File)-1]
	places, err := findSeal(file, last)
	if err != nil {
		return nil, err
	}
	d.seal = sealPrefix + places.sum(file)
	if d.value, err = signatureValue(d.key, inScope(d.signedInfo(), declareDS)); err != nil {
		return nil, err
	}
	part := d.bytes()
	copy(file[places.part.from:], part)
	places.setCRC(file, part)
	return file, nil
}

// valueLength is the length in bytes of a signature value made by the key that public belongs to; 0 for a kind of key
// that cannot be used.
func valueLength(public crypto.PublicKey) int {
	switch k := public.(type) {
	case *rsa.PublicKey:
		return k.Size()
	case *ecdsa.PublicKey:
		return 2 * ((k.Curve.Params().BitSize + 7) / 8)
	}
	return 0
}

// signatureValue signs message and encodes the value as XML-DSig wants it: for ECDSA that is r and s side by side at
// full width (RFC 6931, clause 2.3.6), not the ASN.1 that Go's keys return.
func signatureValue(key crypto.Signer, message []byte) (string, error) {
	digest := sha256.Sum256(message)
	_, isRSA := key.Public().(*rsa.PublicKey)
	value, err := key.Sign(rand.Reader, digest[:], crypto.SHA256)
	if err != nil {
		return "", fmt.Errorf("use the signing key: %w", err)
	}
	length := valueLength(key.Public())
	if !isRSA {
		var pair struct{ R, S *big.Int }
		if _, err := asn1.Unmarshal(value, &pair); err != nil {
			return "", fmt.Errorf("read the ECDSA signature: %w", err)
		}
		if pair.R == nil || pair.S == nil || pair.R.Sign() < 0 || pair.S.Sign() < 0 || max(pair.R.BitLen(), pair.S.BitLen()) > length*4 {
			return "", errors.New("read the ECDSA signature: a number in it is out of range")
		}
		value = append(pair.R.FillBytes(make([]byte, length/2)), pair.S.FillBytes(make([]byte, length/2))...)
	}
	// A broken key or hardware module must not put its name to a paper.
	if len(value) != length || !provedBy(key.Public(), isRSA, crypto.SHA256, digest[:], value) {
		return "", errors.New("check the new signature: it does not fit the key")
	}
	return base64.StdEncoding.EncodeToString(value), nil
}
