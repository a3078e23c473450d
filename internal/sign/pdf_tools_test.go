package sign

import (
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// tool runs another verifier and returns what it says. One that is not installed is a failure: the test would prove
// nothing.
func tool(t *testing.T, debian, name string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is missing; install the Debian package %s", name, debian)
	}
	out, err := exec.CommandContext(t.Context(), path, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

func writeTemp(t *testing.T, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func pemFile(t *testing.T, c *x509.Certificate) string {
	t.Helper()
	return writeTemp(t, "root.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}))
}

func TestPDFOtherVerifiers(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"RSA-2048", "RSA-3072", "P-256"} {
		for _, stamped := range []bool{false, true} {
			name := kind
			if stamped {
				name += " stamped"
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				chair, roots := pdfSigners(t, kind)
				o := pdfOptions()
				if stamped {
					o.TSA = newTSA(t).client(t)
				}
				signed := signPDF(t, pdfSample{}.build(t), "chair", chair, o)
				file, root := writeTemp(t, "signed.pdf", signed), pemFile(t, roots[0])

				said := pdfsig(t, signed, roots[0])
				for _, want := range []string{"Signature is Valid.", "Certificate is Trusted.", "Total document signed",
					"ETSI.CAdES.detached", "Rosalind Example"} {
					if !strings.Contains(said, want) {
						t.Errorf("pdfsig does not say %q:\n%s", want, said)
					}
				}

				gap := gapOf(t, signed)
				cms, err := hex.DecodeString(string(signed[gap.from+1 : gap.to-1])) // openssl stops where the CMS ends
				if err != nil {
					t.Fatal(err)
				}
				covered := append(signed[:gap.from:gap.from], signed[gap.to:]...)
				said = tool(t, "openssl", "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", writeTemp(t, "sig.der", cms),
					"-content", writeTemp(t, "covered.bin", covered), "-CAfile", root, "-purpose", "any", "-attime", "1772700000", "-out", filepath.Join(t.TempDir(), "out"))
				if !strings.Contains(said, "CAdES Verification successful") {
					t.Errorf("openssl says:\n%s", said)
				}
				if said := tool(t, "qpdf", "qpdf", "--check", file); !strings.Contains(said, "No syntax or stream encoding errors") {
					t.Errorf("qpdf says:\n%s", said)
				}
			})
		}
	}
}

// pdfsig is what Poppler says of the signatures in a file when it trusts root.
func pdfsig(t *testing.T, signed []byte, root *x509.Certificate) string {
	t.Helper()
	nss := "sql:" + t.TempDir()
	tool(t, "libnss3-tools", "certutil", "-N", "-d", nss, "--empty-password")
	tool(t, "libnss3-tools", "certutil", "-A", "-d", nss, "-n", "root", "-t", "C,C,C", "-i", pemFile(t, root))
	return tool(t, "poppler-utils", "pdfsig", "-nssdir", nss, writeTemp(t, "signed.pdf", signed))
}

func TestPDFOtherVerifiersTwice(t *testing.T) {
	t.Parallel()
	chair, roots := pdfSigners(t, "P-256")
	once := signPDF(t, pdfSample{}.build(t), "chair", chair, pdfOptions())
	said := pdfsig(t, signPDF(t, once, "council.lead", colleague(t, chair), pdfOptions()), roots[0])
	if strings.Count(said, "Signature is Valid.") != 2 || strings.Count(said, "Certificate is Trusted.") != 2 {
		t.Errorf("pdfsig says:\n%s", said)
	}
}

// gapOf is the place of the only signature's Contents.
func gapOf(t testing.TB, signed []byte) pdfSpan {
	t.Helper()
	_, known, err := newPDFFile(signed).readSigned()
	if err != nil || len(known) != 1 {
		t.Fatalf("got %d signatures and the error %v", len(known), err)
	}
	contents := known[0].dict.dict["Contents"]
	return pdfSpan{contents.from, contents.to}
}

func TestPDFResavedByQpdf(t *testing.T) {
	t.Parallel()
	signed, roots := signedPDF(t, pdfSample{filler: 30_000}, pdfOptions())
	for name, args := range map[string][]string{
		"plainly":        {"--object-streams=disable"},
		"as it was":      nil,
		"object streams": {"--object-streams=generate", "--recompress-flate"},
		"for the web":    {"--linearize"},
		"for reading":    {"--qdf"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out := filepath.Join(t.TempDir(), "out.pdf")
			tool(t, "qpdf", "qpdf", append(args, writeTemp(t, "in.pdf", signed), out)...)
			b, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if v := Verify(b, roots); v.State != Resaved {
				t.Errorf("got %+v", v)
			}
		})
	}
}

// TestPDFResavedIntoObjectStream has the signature dictionary compressed, as some programs write it.
func TestPDFResavedIntoObjectStream(t *testing.T) {
	t.Parallel()
	signed, roots := signedPDF(t, pdfSample{}, pdfOptions())
	_, known, err := newPDFFile(signed).readSigned()
	if err != nil {
		t.Fatal(err)
	}
	dict := string(signed[known[0].dict.from:known[0].dict.to])
	file := pdfSample{packed: dict}.build(t)
	if v := Verify(file, roots); v.State != Resaved || len(v.Signatures) != 1 {
		t.Errorf("got %+v", v)
	}
}
