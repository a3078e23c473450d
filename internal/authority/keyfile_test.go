package authority

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
)

func TestKeyFile(t *testing.T) {
	t.Parallel()
	path := newKeyFile(t)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != 0o600 {
		t.Errorf("mode %04o", got)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	k, err := OpenKeyFile(path)
	if err != nil || len(k.identities) != 1 || !strings.Contains(string(before), k.identities[0].Recipient().String()) {
		t.Fatalf("open: %v", err)
	}
	if err := CreateKeyFile(path); !errors.Is(err, fs.ErrExist) || !strings.Contains(err.Error(), "left as it is") {
		t.Errorf("created over an existing file: %v", err)
	}
	after, err := os.ReadFile(path)
	if err != nil || string(after) != string(before) {
		t.Errorf("the existing file was changed (%v)", err)
	}
	if err := CreateKeyFile(filepath.Join(t.TempDir(), "no folder", "x.key")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("created in a folder that does not exist: %v", err)
	}
}

func TestKeyFileFaults(t *testing.T) {
	t.Parallel()
	hybrid, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	const looksSecret = "AGE-SECRET-KEY-1NOTREALLYONE"
	tests := map[string]struct {
		content string
		mode    fs.FileMode
		words   string
	}{
		"readable by the group":   {"", 0o640, "run chmod 600 '"},
		"readable by others":      {"", 0o604, "run chmod 600 '"},
		"writable by the group":   {"", 0o620, "run chmod 600 '"},
		"something else":          {looksSecret + "\n", 0o600, "is not a key file"},
		"empty":                   {"", 0o600, "is not a key file"},
		"another kind of age key": {hybrid.String() + "\n", 0o600, "not supported"},
		"huge":                    {strings.Repeat("#\n", maxPrivateFile), 0o600, "too large"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "it's a.key")
			if err := os.WriteFile(path, []byte(test.content), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(path, test.mode); err != nil { // WriteFile's mode is subject to the umask
				t.Fatal(err)
			}
			_, err := OpenKeyFile(path)
			if err == nil || !strings.Contains(err.Error(), test.words) || strings.Contains(err.Error(), looksSecret) {
				t.Errorf("got %v, want %q", err, test.words)
			}
		})
	}
	if _, err := OpenKeyFile(filepath.Join(t.TempDir(), "none.key")); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "restore it from its copy") {
		t.Errorf("missing: %v", err)
	}
	dir := filepath.Join(t.TempDir(), "dir")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenKeyFile(dir); err == nil || !strings.Contains(err.Error(), "not a file") {
		t.Errorf("a folder: %v", err)
	}
}
