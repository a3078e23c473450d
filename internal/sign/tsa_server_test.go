package sign

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// testTSA is an RFC 3161 responder. Its fields make it misbehave.
type testTSA struct {
	id    Identity
	roots []*x509.Certificate
	clock time.Time

	change  func(*tstInfo)    // before the token is signed
	after   func(*signedData) // before it is encoded
	status  int               // of RFC 3161, and its failure bits
	failure asn1.BitString
	code    int           // of HTTP, 0 for 200
	body    []byte        // instead of an answer
	hold    chan struct{} // no answer before it is closed
}

func newTSA(t testing.TB) *testTSA {
	t.Helper()
	root := issue(t, authority("Stamping Root"), pdfKey(t, "authority"), nil)
	middle := issue(t, authority("Stamping Authority"), pdfKey(t, "middle"), &root)
	return &testTSA{id: issue(t, stamping(t, true), pdfKey(t, "tick"), &middle), roots: root.Chain, clock: pdfTime0.Add(time.Minute)}
}

// stamping is a certificate for time-stamping. Go's own way to ask for the purpose does not mark it critical.
func stamping(t testing.TB, critical bool) x509.Certificate {
	t.Helper()
	c := named("Tick & Tock")
	value := der(0x30, oid(asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 8}))
	c.ExtraExtensions = []pkix.Extension{{Id: oidExtKeyUsage, Critical: critical, Value: value}}
	return c
}

func (s *testTSA) serve(t testing.TB) string {
	t.Helper()
	server := httptest.NewServer(s.handler(t))
	t.Cleanup(server.Close)
	return server.URL
}

func (s *testTSA) client(t testing.TB) *TSA {
	t.Helper()
	return &TSA{URL: s.serve(t), Roots: s.roots}
}

func (s *testTSA) handler(t testing.TB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		query, err := io.ReadAll(r.Body)
		if err != nil {
			t.Errorf("read the query: %v", err)
		}
		if s.hold != nil {
			select {
			case <-s.hold:
			case <-r.Context().Done():
			}
			return
		}
		if got := r.Header.Get("Content-Type"); got != "application/timestamp-query" {
			t.Errorf("Content-Type is %q", got)
		}
		w.Header().Set("Content-Type", "application/timestamp-reply")
		if s.code != 0 {
			w.WriteHeader(s.code)
		}
		body := s.body
		if body == nil {
			body = s.answer(t, query)
		}
		if _, err := w.Write(body); err != nil {
			t.Logf("answer: %v", err) // the client may have gone
		}
	}
}

func (s *testTSA) answer(t testing.TB, query []byte) []byte {
	t.Helper()
	var request timeStampRequest
	if err := unmarshal(query, &request); err != nil {
		t.Errorf("read the query: %v", err)
		return nil
	}
	status, err := asn1.Marshal(s.status)
	if err != nil {
		t.Error(err)
	}
	if s.failure.BitLength > 0 {
		bits, err := asn1.Marshal(s.failure)
		if err != nil {
			t.Error(err)
		}
		status = append(status, bits...)
	}
	if s.status > 1 {
		return der(0x30, der(0x30, status))
	}
	return der(0x30, der(0x30, status), s.token(t, request))
}

// token is not in the encoding that this package prefers: it holds the root too, as many authorities do.
func (s *testTSA) token(t testing.TB, request timeStampRequest) []byte {
	t.Helper()
	info := tstInfo{Version: 1, Policy: asn1.ObjectIdentifier{1, 2, 3, 4}, Imprint: request.Imprint,
		Serial: big.NewInt(7), Time: s.clock, Nonce: request.Nonce}
	if s.change != nil {
		s.change(&info)
	}
	content, err := asn1.Marshal(info)
	if err != nil {
		t.Error(err)
		return nil
	}
	sum := sha256.Sum256(content)
	d := &signedData{kind: oidTSTInfo, content: content, hash: crypto.SHA256, certs: s.id.Chain,
		attrs: attributes(oidTSTInfo, sum[:], s.id.Chain[:1], "")}
	hash := sha256.Sum256(d.toSign())
	if d.signature, err = s.id.Key.Sign(rand.Reader, hash[:], crypto.SHA256); err != nil {
		t.Error(err)
	}
	if s.after != nil {
		s.after(d)
	}
	b, err := d.marshal()
	if err != nil {
		t.Error(err)
	}
	return b
}

// tokenFor is a token over message without a network in between.
func (s *testTSA) tokenFor(t testing.TB, message []byte) []byte {
	t.Helper()
	hash := sha256.Sum256(message)
	return s.token(t, timeStampRequest{Nonce: big.NewInt(1), Imprint: messageImprint{
		Algorithm: asn1.RawValue{FullBytes: der(0x30, oid(digestAlgorithms[0].oid))}, Hash: hash[:]}})
}

func withDeadline(t testing.TB, d time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	t.Cleanup(cancel)
	return ctx
}
