package sign

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

const opensslTSA = `[tsa]
serial = %[1]s/serial
signer_cert = %[1]s/tsa.pem
certs = %[1]s/chain.pem
signer_key = %[1]s/key.pem
signer_digest = %[2]s
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1, millisecs:500
ordering = yes
tsa_name = yes
ess_cert_id_chain = %[3]s
ess_cert_id_alg = %[4]s
`

// TestTSAOpenSSL stamps with somebody else's authority, in the forms that authorities use, and has the stored token
// checked by somebody else's verifier.
func TestTSAOpenSSL(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ digest, chain, named string }{
		{"sha256", "no", "sha1"}, {"sha256", "yes", "sha1"}, {"sha256", "no", "sha256"}, {"sha512", "yes", "sha256"},
	} {
		t.Run(c.digest+" chain="+c.chain+" "+c.named, func(t *testing.T) {
			t.Parallel()
			tsa, dir := newTSA(t), t.TempDir()
			if c.digest == "sha512" { // RSA, as most authorities have
				tsa.id.Key = pdfKey(t, "RSA-2048")
				tsa.id = reissue(t, tsa.id, stamping(t, true))
			}
			key, err := x509.MarshalPKCS8PrivateKey(tsa.id.Key)
			if err != nil {
				t.Fatal(err)
			}
			block := func(kind string, b []byte) []byte { return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: b}) }
			chain := tsa.id.Chain
			for name, b := range map[string][]byte{
				"openssl.cnf": fmt.Appendf(nil, opensslTSA, dir, c.digest, c.chain, c.named),
				"serial":      []byte("01\n"),
				"key.pem":     block("PRIVATE KEY", key),
				"tsa.pem":     block("CERTIFICATE", chain[0].Raw),
				"root.pem":    block("CERTIFICATE", chain[2].Raw),
				"middle.pem":  block("CERTIFICATE", chain[1].Raw),
				"chain.pem":   slices.Concat(block("CERTIFICATE", chain[1].Raw), block("CERTIFICATE", chain[2].Raw)),
			} {
				if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				query, err := io.ReadAll(r.Body)
				if err != nil {
					t.Error(err)
				}
				reply := filepath.Join(dir, "reply.tsr")
				tool(t, "openssl", "openssl", "ts", "-reply", "-config", filepath.Join(dir, "openssl.cnf"), "-section", "tsa",
					"-queryfile", writeTemp(t, "query.tsq", query), "-out", reply)
				http.ServeFile(w, r, reply)
			}))
			t.Cleanup(server.Close)

			message := []byte("the value of a signature")
			client := &TSA{URL: server.URL, Roots: tsa.roots}
			token, err := client.stamp(t.Context(), message)
			if err != nil {
				t.Fatal(err)
			}
			tool(t, "openssl", "openssl", "ts", "-verify", "-data", writeTemp(t, "message", message), "-token_in",
				"-in", writeTemp(t, "token", token), "-CAfile", filepath.Join(dir, "root.pem"))

			chair, roots := pdfSigners(t, "P-256")
			o := pdfOptions()
			o.TSA = client
			if v := Verify(signPDF(t, pdfSample{}.build(t), "chair", chair, o), append(roots, tsa.roots...)); !v.OK() {
				t.Errorf("got %+v", v)
			}
		})
	}
}
