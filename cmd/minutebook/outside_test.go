package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestOtherToolsAgree gives the demonstration's papers to other people's programs: what they say is what a judge's office
// or an archive would hear.
func TestOtherToolsAgree(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	var stdout, stderr bytes.Buffer
	if status := run(context.Background(), []string{"demo", "--once", "--out", out}, os.Getenv, nil, &stdout, &stderr); status != exitGood {
		t.Fatalf("the demonstration ended with %d: %s", status, &stderr)
	}
	pdfs, err := filepath.Glob(filepath.Join(out, "*.pdf"))
	if err != nil || len(pdfs) == 0 {
		t.Fatalf("%v, %v", pdfs, err)
	}
	nss := "sql:" + t.TempDir()
	tool(t, "libnss3-tools", "certutil", "-N", "-d", nss, "--empty-password")
	tool(t, "libnss3-tools", "certutil", "-A", "-d", nss, "-n", "root", "-t", "C,C,C", "-i", filepath.Join(out, "ca.pem"))
	for _, pdf := range pdfs {
		said := tool(t, "poppler-utils", "pdfsig", "-nssdir", nss, pdf)
		for _, want := range []string{"Signature is Valid.", "Certificate is Trusted.", "Total document signed"} {
			if !strings.Contains(said, want) {
				t.Errorf("pdfsig does not say %q: %s", want, said)
			}
		}
		tool(t, "qpdf", "qpdf", "--check", pdf)
		for _, line := range strings.Split(strings.TrimSpace(tool(t, "poppler-utils", "pdffonts", pdf)), "\n")[2:] {
			if columns := strings.Fields(line); columns[len(columns)-5] != "yes" {
				t.Errorf("a font is not embedded: %s", line)
			}
		}
	}
	words, err := filepath.Glob(filepath.Join(out, "*.docx"))
	if err != nil || len(words) != len(pdfs) {
		t.Fatalf("%v, %v", words, err)
	}
	profile := "-env:UserInstallation=file://" + t.TempDir()
	for _, word := range words {
		tool(t, "libreoffice-writer", "soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", t.TempDir(), word)
	}

	shared := os.Getenv("MINUTEBOOK_SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	validators := filepath.Join(shared, "validators")
	if _, err := os.Stat(validators); err != nil {
		return // the independent checkers are no part of this project
	}
	tool(t, "python3-pikepdf", "/usr/bin/python3", append([]string{filepath.Join(validators, "pdf_ua_check.py")}, pdfs...)...)
	tool(t, "python3-lxml", "/usr/bin/python3", append([]string{filepath.Join(validators, "docx_schema_check.py")}, words...)...)
	for _, word := range words {
		said := tool(t, "xmlsec1", "bash", filepath.Join(validators, "docx_signature_xmlsec.sh"), word, filepath.Join(out, "ca.pem"))
		if !strings.Contains(said, "VALID") || strings.Contains(said, "BAD") {
			t.Errorf("xmlsec says %s", said)
		}
	}
}

// tool runs a program of a Debian package and returns what it says; its failure is the test's.
func tool(t *testing.T, debian, name string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is missing: install Debian’s %s", name, debian)
	}
	said, err := exec.Command(path, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%s: %v: %s", name, err, said)
	}
	return string(said)
}
