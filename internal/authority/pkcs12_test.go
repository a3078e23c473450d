package authority

import (
	"crypto"
	"crypto/x509"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"minutebook/internal/sign"
)

// councilFile writes a PKCS#12 file with an identity in it, and the file with its password.
func councilFile(t *testing.T, key crypto.PrivateKey, id sign.Identity, others []*x509.Certificate, password, written string, mode os.FileMode) (path, passwordFile string) {
	t.Helper()
	b, err := pkcs12.Modern.Encode(key, id.Chain[0], others, password)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	path, passwordFile = filepath.Join(dir, "council.p12"), filepath.Join(dir, "password")
	for name, content := range map[string][]byte{path: b, passwordFile: []byte(written)} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(passwordFile, mode); err != nil {
		t.Fatal(err)
	}
	return path, passwordFile
}

func councilIdentity(t *testing.T) sign.Identity {
	t.Helper()
	vault, key := testVault(t)
	id, err := testOpen(t, testConfig(vault, key)).Identity(t.Context(), "p1", "Testerdale Council", "")
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestPKCS12(t *testing.T) {
	t.Parallel()
	id := councilIdentity(t)
	vault, other := NewMemory(), newTestKey(t)
	unrelated := testOpen(t, testConfig(vault, other)).Roots()[0]
	path, password := councilFile(t, id.Key, id, []*x509.Certificate{unrelated, id.Chain[1]}, "pässword 1", "pässword 1\r\n", 0o600)
	c, err := OpenPKCS12(path, password, func() time.Time { return testNow })
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.Identity(t.Context(), "anybody", "Rosalind Example", "Chair")
	if err != nil || !slices.EqualFunc(got.Chain, id.Chain, (*x509.Certificate).Equal) {
		t.Errorf("the chain is not leaf and root: %v", err)
	}
	if roots := c.Roots(); len(roots) != 1 || !roots[0].Equal(id.Chain[1]) || string(c.RootPEM()) != string(encodePEM(id.Chain[1:])) {
		t.Error("the root is another")
	}
	assertSigns(t, got, c.Roots(), "Testerdale Council")
	c.now = func() time.Time { return testNow.AddDate(4, 0, 0) }
	if _, err := c.Identity(t.Context(), "anybody", "Rosalind Example", "Chair"); err == nil {
		t.Error("an identity that has expired since the start was handed out")
	}
}

func TestPKCS12Faults(t *testing.T) {
	t.Parallel()
	id, key := councilIdentity(t), councilIdentity(t).Key
	tests := map[string]struct {
		key     crypto.PrivateKey
		written string
		mode    os.FileMode
		now     time.Time
		words   string
	}{
		"wrong password":         {id.Key, "other\n", 0o600, testNow, "with the password in"},
		"password for all eyes":  {id.Key, "secret\n", 0o644, testNow, "run chmod 600"},
		"another's key":          {key, "secret\n", 0o600, testNow, "does not belong"},
		"expired":                {id.Key, "secret\n", 0o600, testNow.AddDate(4, 0, 0), "ask its issuer for a new one"},
		"not yet in force":       {id.Key, "secret\n", 0o600, testNow.AddDate(-4, 0, 0), "in force from"},
		"good, without line end": {id.Key, "secret", 0o600, testNow, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path, password := councilFile(t, test.key, id, id.Chain[1:], "secret", test.written, test.mode)
			_, err := OpenPKCS12(path, password, func() time.Time { return test.now })
			if test.words == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), test.words) || strings.Contains(err.Error(), "secret") {
				t.Errorf("got %v, want %q", err, test.words)
			}
		})
	}
	path, password := councilFile(t, id.Key, id, nil, "secret", "secret", 0o600)
	if _, err := OpenPKCS12(path+".none", password, time.Now); err == nil {
		t.Error("a missing file was opened")
	}
	if _, err := OpenPKCS12(path, password+".none", time.Now); err == nil {
		t.Error("a missing password was read")
	}
	if err := os.WriteFile(path, []byte("not PKCS#12"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenPKCS12(path, password, time.Now); err == nil {
		t.Error("something else was opened as PKCS#12")
	}
}
