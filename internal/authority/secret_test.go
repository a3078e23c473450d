package authority_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"testing"

	"minutebook/internal/authority"
)

func TestSecrets(t *testing.T) {
	t.Parallel()
	key := newKey(t)
	sealed, err := key.Seal("p1", []byte("secret"))
	if err != nil || bytes.Contains(sealed, []byte("secret")) {
		t.Fatalf("sealed as %q, %v", sealed, err)
	}
	if plain, err := key.Open("p1", sealed); err != nil || string(plain) != "secret" {
		t.Errorf("opened %q, %v", plain, err)
	}
	if again, err := key.Seal("p1", []byte("secret")); err != nil || bytes.Equal(again, sealed) {
		t.Errorf("the same secret is sealed the same way twice (%v)", err)
	}
	changed := bytes.Clone(sealed)
	changed[len(changed)-1] ^= 1
	for name, open := range map[string]func() ([]byte, error){
		"another owner's":    func() ([]byte, error) { return key.Open("p2", sealed) },
		"another key file's": func() ([]byte, error) { return newKey(t).Open("p1", sealed) },
		"changed":            func() ([]byte, error) { return key.Open("p1", changed) },
		"cut short":          func() ([]byte, error) { return key.Open("p1", sealed[:5]) },
		"nothing":            func() ([]byte, error) { return key.Open("p1", nil) },
	} {
		if plain, err := open(); !errors.Is(err, authority.ErrWrongKeyFile) || plain != nil {
			t.Errorf("%s: opened %q, %v", name, plain, err)
		}
	}
}

func newKey(t *testing.T) *authority.Key {
	t.Helper()
	path := filepath.Join(t.TempDir(), "test.key")
	if err := authority.CreateKeyFile(path); err != nil {
		t.Fatal(err)
	}
	key, err := authority.OpenKeyFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return key
}
