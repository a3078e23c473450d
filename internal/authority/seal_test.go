package authority

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"
)

func newTestKey(t *testing.T) *Key {
	t.Helper()
	k, err := OpenKeyFile(newKeyFile(t))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestWrongKeyFile(t *testing.T) {
	t.Parallel()
	vault, key := testVault(t)
	wrong := newTestKey(t)
	if _, err := Open(t.Context(), testConfig(vault, wrong)); !errors.Is(err, ErrWrongKeyFile) || !strings.Contains(err.Error(), "start with that key file") {
		t.Errorf("got %v", err)
	}
	if len(vault.keys) != 1 {
		t.Errorf("%d keys in the vault: a second root was made", len(vault.keys))
	}
	// A new key file goes above the old one: old keys open, new ones are sealed for the new identity alone.
	both := &Key{slices.Concat(wrong.identities, key.identities)}
	a := testOpen(t, testConfig(vault, both))
	if _, err := a.Identity(t.Context(), "p1", "Rosalind Example", "Chair"); err != nil {
		t.Fatal(err)
	}
	if _, err := wrong.open(vault.keys[1]); err != nil {
		t.Errorf("a key made after the change of key file: %v", err)
	}
	if _, err := key.open(vault.keys[1]); !errors.Is(err, ErrWrongKeyFile) {
		t.Errorf("the old key file opens a new key: %v", err)
	}
	testOpen(t, testConfig(vault, both))
}

func TestTamperedVault(t *testing.T) {
	t.Parallel()
	vault, key := testVault(t)
	a := testOpen(t, testConfig(vault, key))
	for person, name := range map[string]string{"p1": "Rosalind Example", "p2": "Ibrahim Sample"} {
		if _, err := a.Identity(t.Context(), person, name, "Chair"); err != nil {
			t.Fatal(err)
		}
	}
	// Somebody who can write to the database knows the public key, and can seal a root of their own for it.
	forger := newTestKey(t)
	root, err := newRoot(testConfig(vault, key))
	if err != nil {
		t.Fatal(err)
	}
	forged, err := forger.seal(rootID, root, testNow)
	if err != nil {
		t.Fatal(err)
	}
	if forged.SealedKey, err = resealed(forger, key, forged.SealedKey); err != nil {
		t.Fatal(err)
	}
	tests := map[string]func(keys []Stored){
		"entries change places": func(k []Stored) { k[1].ID, k[2].ID = k[2].ID, k[1].ID },
		"name of an entry":      func(k []Stored) { k[1].ID = "user:p3/1" },
		"certificate":           func(k []Stored) { k[1].CertPEM = k[2].CertPEM },
		"sealed key":            func(k []Stored) { k[1].SealedKey[len(k[1].SealedKey)-1] ^= 1 },
		"cut short":             func(k []Stored) { k[1].SealedKey = k[1].SealedKey[:40] },
		"no check value":        func(k []Stored) { k[0].Check = nil },
		"a root of their own":   func(k []Stored) { k[0] = forged },
	}
	for name, tamper := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			keys := slices.Clone(vault.keys)
			for i := range keys {
				keys[i].SealedKey = bytes.Clone(keys[i].SealedKey)
			}
			tamper(keys)
			if _, err := Open(t.Context(), testConfig(&Memory{keys: keys}, key)); !errors.Is(err, ErrTampered) || !strings.Contains(err.Error(), "restore the database") {
				t.Errorf("got %v", err)
			}
		})
	}
}

// resealed opens what is sealed for one key and seals it for the other.
func resealed(from, to *Key, sealed []byte) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(sealed), from.identities[0])
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	w, err := age.Encrypt(&b, to.identities[0].Recipient())
	if err != nil {
		return nil, err
	}
	if _, err := io.Copy(w, r); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func FuzzOpenStored(f *testing.F) {
	vault, key := testVault(f)
	s := vault.keys[0]
	f.Add(s.CertPEM, s.SealedKey, s.Check)
	f.Fuzz(func(t *testing.T, cert, sealed, check []byte) {
		_, err := key.open(Stored{ID: rootID, CertPEM: cert, SealedKey: sealed, Check: check})
		same := bytes.Equal(cert, s.CertPEM) && bytes.Equal(sealed, s.SealedKey) && bytes.Equal(check, s.Check)
		if (err == nil) != same {
			t.Errorf("opened %v, although the same is %v", err, same)
		}
	})
}
