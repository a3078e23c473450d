package authority

// How a key lies in the vault. The key is encrypted for the key file's identity, which keeps it secret. That alone
// would let anyone who can write to the database put in a root of their own, sealed for the same public key, and have
// it trusted; so each entry also carries a check value, an HMAC-SHA-256 under a key derived from the key file. It
// covers the name of the entry, so entries cannot change places either.

import (
	"bytes"
	"crypto"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/x509"
	"encoding/binary"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"time"

	"filippo.io/age"

	"minutebook/internal/sign"
)

var (
	// ErrWrongKeyFile says that stored keys were sealed for another key file.
	ErrWrongKeyFile = errors.New("the key file does not belong to this database: its keys were sealed with another one; start with that key file, or with both, the new identity above the old")
	// ErrTampered says that a stored key is not as it was stored.
	ErrTampered = errors.New("the stored key was changed outside Minutebook: restore the database from a backup")
)

// seal makes the entry for an identity's key and its first certificate.
func (k *Key) seal(id string, identity sign.Identity, now time.Time) (Stored, error) {
	der, err := x509.MarshalPKCS8PrivateKey(identity.Key)
	if err != nil {
		return Stored{}, fmt.Errorf("encode key: %w", err)
	}
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, k.identities[0].Recipient())
	if err != nil {
		return Stored{}, fmt.Errorf("seal key: %w", err)
	}
	if _, err := w.Write(der); err != nil {
		return Stored{}, fmt.Errorf("seal key: %w", err)
	}
	if err := w.Close(); err != nil {
		return Stored{}, fmt.Errorf("seal key: %w", err)
	}
	s := Stored{ID: id, CertPEM: encodePEM(identity.Chain[:1]), SealedKey: sealed.Bytes(), CreatedAt: now.UTC().Truncate(time.Second)}
	s.Check, err = check(k.identities[0], s)
	return s, err
}

// open is the reverse of seal. Its errors are ErrWrongKeyFile and ErrTampered, wrapped.
func (k *Key) open(s Stored) (sign.Identity, error) {
	for _, identity := range k.identities {
		r, err := age.Decrypt(bytes.NewReader(s.SealedKey), identity)
		if _, other := errors.AsType[*age.NoIdentityMatchError](err); other {
			continue
		}
		if err != nil {
			return sign.Identity{}, fmt.Errorf("%w (%v)", ErrTampered, err)
		}
		want, err := check(identity, s)
		if err != nil {
			return sign.Identity{}, err
		}
		if !hmac.Equal(want, s.Check) {
			return sign.Identity{}, ErrTampered
		}
		der, err := io.ReadAll(r)
		if err != nil {
			return sign.Identity{}, fmt.Errorf("%w (%v)", ErrTampered, err)
		}
		return decode(der, s.CertPEM)
	}
	return sign.Identity{}, ErrWrongKeyFile
}

func decode(der, certPEM []byte) (sign.Identity, error) {
	private, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return sign.Identity{}, fmt.Errorf("%w (%v)", ErrTampered, err)
	}
	block, _ := pem.Decode(certPEM)
	key, ok := private.(crypto.Signer)
	if block == nil || !ok {
		return sign.Identity{}, ErrTampered
	}
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return sign.Identity{}, fmt.Errorf("%w (%v)", ErrTampered, err)
	}
	if !belongs(key, cert) {
		return sign.Identity{}, ErrTampered
	}
	return sign.Identity{Key: key, Chain: []*x509.Certificate{cert}}, nil
}

// check is the check value of an entry.
func check(identity *age.X25519Identity, s Stored) ([]byte, error) {
	key, err := hkdf.Key(sha256.New, []byte(identity.String()), nil, "minutebook vault check v1", sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("derive the check key: %w", err)
	}
	m := hmac.New(sha256.New, key)
	for _, field := range [][]byte{[]byte(s.ID), s.CertPEM, s.SealedKey} {
		m.Write(binary.BigEndian.AppendUint64(nil, uint64(len(field))))
		m.Write(field)
	}
	return m.Sum(nil), nil
}
