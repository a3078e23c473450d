package sign

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"math/big"
	"net/http"
	"testing"
	"time"
)

func TestTSAStamp(t *testing.T) {
	t.Parallel()
	chair, roots := pdfSigners(t, "RSA-2048")
	tsa := newTSA(t)
	o := pdfOptions()
	o.TSA = tsa.client(t)
	signed := signPDF(t, pdfSample{}.build(t), "chair", chair, o)
	v := Verify(signed, append(roots, tsa.roots...))
	if !v.OK() || !v.Signatures[0].Stamped.Equal(tsa.clock) {
		t.Errorf("got %+v", v)
	}
	if v := Verify(signed, roots, tsa.roots...); !v.OK() {
		t.Errorf("authority known for time stamps: got %+v", v)
	}
	if v := Verify(signed, tsa.roots, roots...); v.State != Untrusted {
		t.Errorf("a root for time stamps vouched for the signer: got %+v", v)
	}
	if v := Verify(signed, roots); v.State != Untrusted || !v.Signatures[0].Stamped.IsZero() {
		t.Errorf("authority not known: got %+v", v)
	}
	o.TSA.Roots = nil
	signed = signPDF(t, pdfSample{}.build(t), "chair", chair, o)
	if v := Verify(signed, append(roots, tsa.roots...)); !v.OK() {
		t.Errorf("signed without roots for the authority: got %+v", v)
	}
}

// TestTSATimeDecides: a certificate that had run out when the signature was stamped is not good at the claimed time.
func TestTSATimeDecides(t *testing.T) {
	t.Parallel()
	root := issue(t, authority("Testerdale Root"), pdfKey(t, "authority"), nil)
	c := named("Rosalind Example")
	c.NotBefore, c.NotAfter = pdfTime0.AddDate(0, -1, 0), pdfTime0.AddDate(0, 1, 0)
	chair := issue(t, c, pdfKey(t, "P-256"), &root)
	tsa := newTSA(t)
	tsa.clock = pdfTime0.AddDate(0, 6, 0)
	o := pdfOptions()
	o.TSA = tsa.client(t)
	v := Verify(signPDF(t, pdfSample{}.build(t), "chair", chair, o), append(root.Chain, tsa.roots...))
	if v.State != Untrusted || !v.Signatures[0].Stamped.Equal(tsa.clock) {
		t.Errorf("got %+v", v)
	}
}

func TestTSAFailures(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		set  func(*testing.T, *testTSA)
		want error
	}{
		"wrong nonce":         {func(_ *testing.T, s *testTSA) { s.change = func(i *tstInfo) { i.Nonce = big.NewInt(5) } }, ErrTSAAnswer},
		"no nonce":            {func(_ *testing.T, s *testTSA) { s.change = func(i *tstInfo) { i.Nonce = nil } }, ErrTSAAnswer},
		"wrong imprint":       {func(_ *testing.T, s *testTSA) { s.change = func(i *tstInfo) { i.Imprint.Hash = make([]byte, 32) } }, ErrTSAAnswer},
		"imprint by MD5":      {func(_ *testing.T, s *testTSA) { s.change = weakImprint }, ErrTSAAnswer},
		"content replaced":    {func(_ *testing.T, s *testTSA) { s.after = func(d *signedData) { d.content[len(d.content)-1] ^= 1 } }, ErrTSAAnswer},
		"signature broken":    {func(_ *testing.T, s *testTSA) { s.after = func(d *signedData) { d.signature[9] ^= 1 } }, ErrTSAAnswer},
		"no stamp at all":     {func(_ *testing.T, s *testTSA) { s.after = func(d *signedData) { d.kind, d.content = oidData, nil } }, ErrTSAAnswer},
		"chain left out":      {func(_ *testing.T, s *testTSA) { s.after = func(d *signedData) { d.certs = d.certs[:1] } }, ErrTSAAnswer},
		"other authority":     {func(t *testing.T, s *testTSA) { s.roots = stranger(t).Chain[1:] }, ErrTSAAnswer},
		"purpose missing":     {func(t *testing.T, s *testTSA) { s.id = reissue(t, s.id, named("Tick & Tock")) }, ErrTSAAnswer},
		"purpose uncritical":  {func(t *testing.T, s *testTSA) { s.id = reissue(t, s.id, stamping(t, false)) }, ErrTSAAnswer},
		"certificate expired": {func(_ *testing.T, s *testTSA) { s.clock = pdfTime0.AddDate(9, 0, 0) }, ErrTSAAnswer},
		"rejected":            {func(_ *testing.T, s *testTSA) { s.status = 2 }, ErrTSAAnswer},
		"bad request":         {func(_ *testing.T, s *testTSA) { s.status, s.failure = 2, failureBit(2) }, ErrTSAAnswer},
		"system failure":      {func(_ *testing.T, s *testTSA) { s.status, s.failure = 2, failureBit(25) }, ErrTSA},
		"no clock":            {func(_ *testing.T, s *testTSA) { s.status, s.failure = 2, failureBit(14) }, ErrTSA},
		"waiting":             {func(_ *testing.T, s *testTSA) { s.status = 3 }, ErrTSA},
		"granted, no token":   {func(_ *testing.T, s *testTSA) { s.body = der(0x30, der(0x30, der(0x02, []byte{0}))) }, ErrTSAAnswer},
		"rubbish":             {func(_ *testing.T, s *testTSA) { s.body = []byte("<html>please log in</html>") }, ErrTSAAnswer},
		"endless":             {func(_ *testing.T, s *testTSA) { s.body = make([]byte, maxAnswer+1) }, ErrTSAAnswer},
		"HTTP 503":            {func(_ *testing.T, s *testTSA) { s.code = http.StatusServiceUnavailable }, ErrTSA},
		"HTTP 403":            {func(_ *testing.T, s *testTSA) { s.code = http.StatusForbidden }, ErrTSAAnswer},
	}
	chair, _ := pdfSigners(t, "P-256")
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tsa := newTSA(t)
			c.set(t, tsa)
			o := pdfOptions()
			o.TSA = tsa.client(t)
			out, err := PDF(t.Context(), pdfSample{}.build(t), "chair", chair, o)
			if out != nil || !errors.Is(err, c.want) || errors.Is(err, ErrTSA) == errors.Is(err, ErrTSAAnswer) {
				t.Errorf("got %d bytes and the error %v, want %v", len(out), err, c.want)
			}
		})
	}
}

func failureBit(n int) asn1.BitString {
	b := asn1.BitString{Bytes: make([]byte, n/8+1), BitLength: n + 1}
	b.Bytes[n/8] = 0x80 >> (n % 8)
	return b
}

func weakImprint(i *tstInfo) {
	i.Imprint = messageImprint{asn1.RawValue{FullBytes: der(0x30, []byte("\x06\x08\x2a\x86\x48\x86\xf7\x0d\x02\x05"))}, make([]byte, 16)}
}

// reissue replaces the first certificate of id by another one under the same authority.
func reissue(t *testing.T, id Identity, c x509.Certificate) Identity {
	t.Helper()
	return issue(t, c, id.Key, &Identity{pdfKey(t, "middle"), id.Chain[1:]})
}

func TestTSANotThere(t *testing.T) {
	t.Parallel()
	tsa := newTSA(t)
	tsa.hold = make(chan struct{}) // never closed: only the deadline ends the wait
	slow := tsa.client(t)
	for name, c := range map[string]struct {
		tsa  *TSA
		ctx  context.Context
		want []error
	}{
		"slow":          {slow, withDeadline(t, 20*time.Millisecond), []error{ErrTSA, context.DeadlineExceeded}},
		"down":          {&TSA{URL: "http://127.0.0.1:1/"}, t.Context(), []error{ErrTSA}},
		"no randomness": {&TSA{URL: slow.URL, Random: bytes.NewReader(nil)}, t.Context(), nil},
		"no address":    {&TSA{URL: "::"}, t.Context(), nil},
	} {
		_, err := c.tsa.stamp(c.ctx, []byte("message"))
		if err == nil {
			t.Errorf("%s: no error", name)
		}
		for _, want := range c.want {
			if !errors.Is(err, want) {
				t.Errorf("%s: got the error %v, want %v", name, err, want)
			}
		}
	}
}

func FuzzTSAAnswer(f *testing.F) {
	tsa := newTSA(f)
	message := []byte("message")
	f.Add(der(0x30, der(0x30, der(0x02, []byte{0})), tsa.tokenFor(f, message)))
	f.Add(der(0x30, der(0x30, der(0x02, []byte{2}), der(0x03, []byte{7, 0x80}))))
	f.Fuzz(func(t *testing.T, body []byte) {
		raw, err := tokenIn(body)
		if err != nil {
			return
		}
		token, err := readToken(raw, message)
		if err != nil {
			return
		}
		if err := token.trusted(tsa.roots); err == nil && !token.time.Equal(tsa.clock) {
			t.Errorf("a token for another time was believed: %v", token.time)
		}
	})
}
