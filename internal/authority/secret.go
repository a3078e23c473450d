package authority

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"

	"filippo.io/age"
)

// Seal encrypts a small secret that the service has to read again, for one owner: AES-256-GCM under a key derived from the
// key file's first identity. What was sealed for one owner does not open for another.
func (k *Key) Seal(owner string, plain []byte) ([]byte, error) {
	box, err := box(k.identities[0])
	if err != nil {
		return nil, err
	}
	return box.Seal(nil, nil, plain, []byte(owner)), nil
}

// Open is the reverse of Seal. ErrWrongKeyFile means that none of the key file's identities opens it, or that it was
// changed.
func (k *Key) Open(owner string, sealed []byte) ([]byte, error) {
	for _, identity := range k.identities {
		box, err := box(identity)
		if err != nil {
			return nil, err
		}
		if plain, err := box.Open(nil, nil, sealed, []byte(owner)); err == nil {
			return plain, nil
		}
	}
	return nil, ErrWrongKeyFile
}

// box puts a random nonce of 96 bits before what it seals: good for 2^32 secrets.
func box(identity *age.X25519Identity) (cipher.AEAD, error) {
	key, err := hkdf.Key(sha256.New, []byte(identity.String()), nil, "minutebook secret v1", 32)
	if err != nil {
		return nil, fmt.Errorf("derive the key of secrets: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("prepare to seal: %w", err)
	}
	sealer, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("prepare to seal: %w", err)
	}
	return sealer, nil
}
