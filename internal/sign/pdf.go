package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"
)

var (
	// ErrNoField says that the file has no signature field of the wanted name, or that it is signed already.
	ErrNoField = errors.New("the PDF has no empty signature field of that name")
	// ErrIdentity says that the key, its certificates and the signing time do not go together.
	ErrIdentity = errors.New("the signing identity cannot be used")
)

// PDF returns file with a PAdES baseline signature (EN 319 142-1: B-B, or B-T when o.TSA is given) in the empty
// signature field called field. The signature is an incremental update: the bytes of file stay as they are, and file
// itself is not changed. A file may be signed again in another field.
//
// The catalogue must refer to the interactive form, and the form to its fields, by reference; the last revision must
// have a cross-reference stream. Errors to tell apart are ErrNoField, ErrIdentity, ErrTSA and ErrTSAAnswer.
func PDF(ctx context.Context, file []byte, field string, id Identity, o Options) ([]byte, error) {
	if err := o.check(); err != nil {
		return nil, fmt.Errorf("sign a PDF: %w", err)
	}
	certs, err := id.usable(o)
	if err != nil {
		return nil, fmt.Errorf("sign a PDF: %w", err)
	}
	space, err := cmsSpace(certs, o)
	if err != nil {
		return nil, fmt.Errorf("sign a PDF: %w", err)
	}
	out, gap, err := appendSignature(file, field, certs[0].Subject.CommonName, o, space)
	if err != nil {
		return nil, fmt.Errorf("sign a PDF: %w", err)
	}
	cms, err := signCMS(ctx, rangeDigest(out, gap), id.Key, certs, o)
	if err != nil {
		return nil, fmt.Errorf("sign a PDF: %w", err)
	}
	if len(cms) > space {
		return nil, fmt.Errorf("sign a PDF: the signature needs %d bytes and only %d were reserved", len(cms), space)
	}
	hex.Encode(out[gap.from+1:], cms)
	return out, nil
}

func (o Options) check() error {
	if o.Time.IsZero() {
		return errors.New("the signing time is missing")
	}
	if y := o.Time.UTC().Year(); y < 1 || y > 9999 {
		return fmt.Errorf("the signing time lies in the year %d", y)
	}
	return errors.Join(oneLine("the subject", o.Subject, 255), oneLine("the role", o.Role, 100))
}

// Check reports why an identity cannot sign at the given time; nil when it can.
func (id Identity) Check(at time.Time) error {
	_, err := id.usable(Options{Time: at})
	return err
}

// usable checks the identity against itself, and gives the certificates to embed: all but a root, which a verifier must
// have anyway.
func (id Identity) usable(o Options) ([]*x509.Certificate, error) {
	if id.Key == nil || len(id.Chain) == 0 {
		return nil, fmt.Errorf("%w: the key or its certificate is missing", ErrIdentity)
	}
	certs := slices.Clone(id.Chain) // what follows orders them
	if last := len(certs) - 1; last > 0 && selfSigned(certs[last]) {
		certs = certs[:last]
	}
	leaf := certs[0]
	var fits bool
	switch key := leaf.PublicKey.(type) {
	case *rsa.PublicKey:
		if key.N.BitLen() < 2048 {
			return nil, fmt.Errorf("%w: an RSA key needs 2048 bits or more", ErrIdentity)
		}
		fits = key.Equal(id.Key.Public())
	case *ecdsa.PublicKey:
		fits = key.Equal(id.Key.Public())
	default:
		return nil, fmt.Errorf("%w: keys of the type %T are not supported", ErrIdentity, key)
	}
	if !fits {
		return nil, fmt.Errorf("%w: the certificate belongs to another key", ErrIdentity)
	}
	if o.Time.Before(leaf.NotBefore) || o.Time.After(leaf.NotAfter) {
		return nil, fmt.Errorf("%w: the certificate is not valid at the signing time", ErrIdentity)
	}
	for i, c := range certs[1:] {
		if err := certs[i].CheckSignatureFrom(c); err != nil {
			return nil, fmt.Errorf("%w: certificate %d was not issued by the next one: %w", ErrIdentity, i+1, err)
		}
	}
	return certs, nil
}

// cmsSpace is the room in bytes that the finished signature needs at most. It is found by encoding one of the greatest
// length: only an ECDSA signature and a time stamp may turn out shorter.
func cmsSpace(certs []*x509.Certificate, o Options) (int, error) {
	d := unsignedCMS(make([]byte, sha256.Size), certs, o.Role)
	switch key := certs[0].PublicKey.(type) {
	case *rsa.PublicKey:
		d.signature = make([]byte, key.Size())
	case *ecdsa.PublicKey:
		n := (key.Curve.Params().BitSize + 7) / 8
		d.signature = make([]byte, 2*(n+3)+3) // two integers with a sign byte, in a sequence
	}
	if o.TSA != nil {
		d.stamp = make([]byte, o.TSA.reserve())
	}
	b, err := d.marshal()
	return len(b), err
}

func unsignedCMS(digest []byte, certs []*x509.Certificate, role string) *signedData {
	return &signedData{kind: oidData, hash: crypto.SHA256, certs: certs, attrs: attributes(oidData, digest, certs, role)}
}

// signCMS makes the detached signature of content with this SHA-256 digest.
func signCMS(ctx context.Context, digest []byte, key crypto.Signer, certs []*x509.Certificate, o Options) ([]byte, error) {
	d := unsignedCMS(digest, certs, o.Role)
	hash := sha256.Sum256(d.toSign())
	var err error
	if d.signature, err = key.Sign(rand.Reader, hash[:], crypto.SHA256); err != nil {
		return nil, fmt.Errorf("use the signing key: %w", err)
	}
	if _, err := d.verify(digest); err != nil { // a broken key or module must not put its name to a paper
		return nil, fmt.Errorf("check the new signature: %w", err)
	}
	if o.TSA != nil {
		if d.stamp, err = o.TSA.stamp(ctx, d.signature); err != nil {
			return nil, fmt.Errorf("get a time stamp: %w", err)
		}
	}
	return d.marshal()
}

// pdfSpan is a run of bytes [from,to) in a file.
type pdfSpan struct{ from, to int }

// rangeDigest is the SHA-256 of file without gap.
func rangeDigest(file []byte, gap pdfSpan) []byte {
	hash := sha256.New()
	hash.Write(file[:gap.from])
	hash.Write(file[gap.to:])
	return hash.Sum(nil)
}

// spliced is text with the bytes of gap replaced.
func spliced(text []byte, gap pdfSpan, with string) []byte {
	return bytes.Join([][]byte{text[:gap.from], []byte(with), text[gap.to:]}, nil)
}
