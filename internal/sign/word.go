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
	"unicode/utf8"
)

const (
	maxSubject = 255 // SignatureComments
	maxRole    = 100
)

// Word returns file with an OOXML package signature over every part and every relationship in it, the document
// properties included, and a seal over the file as a whole. A file that already has signatures keeps them: the new one
// comes after them. The parts of the paper are copied as they are packed; relationship parts lose white space.
//
// The result depends on nothing but the arguments, as long as the key signs deterministically: RSA does, ECDSA does not.
func Word(file []byte, id Identity, o Options) ([]byte, error) {
	if err := checkSigner(id, o); err != nil {
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
	signed, err := n.signed(p, draft{id: id, o: o})
	if err != nil {
		return nil, fmt.Errorf("sign Word file: %w", err)
	}
	return signed, nil
}

func checkSigner(id Identity, o Options) error {
	if id.Key == nil || len(id.Chain) == 0 {
		return errors.New("no key or no certificate")
	}
	key, ok := id.Key.Public().(interface{ Equal(crypto.PublicKey) bool })
	switch {
	case !ok || !key.Equal(id.Chain[0].PublicKey):
		return errors.New("the key does not belong to the first certificate")
	case valueLength(id.Key.Public()) == 0:
		return fmt.Errorf("keys of type %T cannot sign", id.Key.Public())
	case o.Time.IsZero():
		return errors.New("no signing time")
	case utf8.RuneCountInString(o.Subject) > maxSubject:
		return fmt.Errorf("the subject is longer than %d characters", maxSubject)
	case utf8.RuneCountInString(o.Role) > maxRole:
		return fmt.Errorf("the role is longer than %d characters", maxRole)
	}
	for _, r := range o.Subject + o.Role {
		if r < ' ' || r == utf8.RuneError || r == 0xFFFE || r == 0xFFFF {
			return fmt.Errorf("the subject or the role contains %q, which XML cannot hold", r)
		}
	}
	return nil
}

// signed writes the file and fills in, in this order, what depends on the rest: the seal, the signature, the checksum.
func (n *rewrite) signed(p *opcPackage, d draft) ([]byte, error) {
	d.manifest, d.seal = n.manifest, sealPrefix+strings.Repeat("0", sealLength)
	d.value = strings.Repeat("0", base64.StdEncoding.EncodedLen(valueLength(d.id.Key.Public())))
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
	if d.value, err = signatureValue(d.id.Key, inScope(d.signedInfo(), declareDS)); err != nil {
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
	value, err := key.Sign(rand.Reader, digest[:], crypto.SHA256)
	if err != nil {
		return "", fmt.Errorf("use the signing key: %w", err)
	}
	length := valueLength(key.Public())
	if _, ok := key.Public().(*ecdsa.PublicKey); ok {
		var pair struct{ R, S *big.Int }
		if _, err := asn1.Unmarshal(value, &pair); err != nil {
			return "", fmt.Errorf("read the ECDSA signature: %w", err)
		}
		value = append(pair.R.FillBytes(make([]byte, length/2)), pair.S.FillBytes(make([]byte, length/2))...)
	}
	if len(value) != length {
		return "", fmt.Errorf("the signing key returned %d bytes instead of %d", len(value), length)
	}
	return base64.StdEncoding.EncodeToString(value), nil
}
