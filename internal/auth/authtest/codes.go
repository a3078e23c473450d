// Package authtest gives tests what people sign in with: an authenticator app, and a provider of work accounts in a
// process of its own.
package authtest

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"minutebook/internal/auth"
	"minutebook/internal/authority"
)

// Key is the content of a new key file, which seals secrets.
func Key(t testing.TB) *authority.Key {
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

// Code is what an app that has the secret shows at a time.
func Code(t testing.TB, secret string, at time.Time) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, at)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// Enrol gives somebody codes; the code that confirms them is used up.
func Enrol(t testing.TB, s *auth.Service, by auth.Actor) (secret string, recovery []string) {
	t.Helper()
	e, err := s.Enrol(by.Person, nil)
	if err == nil {
		recovery, err = s.Confirm(t.Context(), by, e.Sealed, Code(t, e.Secret, s.Now()))
	}
	if err != nil {
		t.Fatal(err)
	}
	return e.Secret, recovery
}
