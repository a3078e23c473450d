package sign

import (
	"encoding/pem"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// sharedValidator returns the path of a checker in the validators folder, and false where that folder does not exist.
func sharedValidator(t *testing.T, name string) (string, bool) {
	t.Helper()
	shared := os.Getenv("MINUTEBOOK_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	path, err := filepath.Abs(filepath.Join(shared, "validators", name))
	if err != nil {
		t.Fatal(err)
	}
	_, err = os.Stat(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return path, err == nil
}

// run runs a tool and returns what it prints. A tool that is not installed is a failure, not a reason to pass.
func run(t *testing.T, hint, name string, args ...string) (string, error) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is needed by this test: install %s", name, hint)
	}
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	return string(out), err
}

func wordFiles(t *testing.T) (files []string, caPEM string) {
	t.Helper()
	dir := t.TempDir()
	caPEM = filepath.Join(dir, "ca.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: wordRoots()[0].Raw})
	twice, err := Word(signedSample(t, wordRSA()), wordEC(), wordOptions())
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"ca.pem": block, "rsa.docx": signedSample(t, wordRSA()), "ec.docx": signedSample(t, wordEC()), "twice.docx": twice} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if name != "ca.pem" {
			files = append(files, path)
		}
	}
	return files, caPEM
}

// What other people's programs say of our signatures, document properties covered and all.
func TestWordOtherVerifiers(t *testing.T) {
	t.Parallel()
	files, ca := wordFiles(t)
	if script, ok := sharedValidator(t, "docx_signature_xmlsec.sh"); ok {
		for _, f := range files {
			t.Run("xmlsec1 "+filepath.Base(f), func(t *testing.T) {
				t.Parallel()
				out, err := run(t, "xmlsec1 and unzip", script, f, ca)
				if err != nil || !strings.Contains(out, ": VALID manifest 10/10") || strings.Contains(out, "BAD") {
					t.Errorf("%v\n%s", err, out)
				}
			})
		}
	}
	if script, ok := sharedValidator(t, "docx_signature_libreoffice.py"); ok {
		t.Run("LibreOffice", func(t *testing.T) {
			t.Parallel()
			nss := filepath.Join(t.TempDir(), "nss")
			if err := os.Mkdir(nss, 0o700); err != nil {
				t.Fatal(err)
			}
			for _, args := range [][]string{{"-N", "-d", "sql:" + nss, "--empty-password"}, {"-A", "-d", "sql:" + nss, "-n", "ca", "-t", "CT,C,C", "-i", ca}} {
				if out, err := run(t, "libnss3-tools", "certutil", args...); err != nil {
					t.Fatalf("certutil: %v\n%s", err, out)
				}
			}
			out, err := run(t, "libreoffice-writer and python3-uno", "/usr/bin/python3", append([]string{script, "--nss", nss}, files...)...)
			if err != nil || strings.Count(out, "SignatureIsValid=True Cert=VALID") != 4 || strings.Count(out, "load ok=True") != 3 {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}
