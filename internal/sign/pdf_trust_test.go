package sign

import (
	"crypto/x509"
	"strings"
	"testing"
	"time"
)

func TestPDFTrust(t *testing.T) {
	t.Parallel()
	root := issue(t, authority("Testerdale Root"), pdfKey(t, "authority"), nil)
	short := authority("Short-lived Authority")
	short.NotBefore, short.NotAfter = pdfTime0.AddDate(-1, 0, 0), pdfTime0.AddDate(0, 0, -1)
	expired := issue(t, short, pdfKey(t, "middle"), &root)
	stampRoot := authority("Stamping Root")
	stampRoot.ExtKeyUsage = stampingOnly
	stamper := issue(t, stampRoot, pdfKey(t, "stranger"), nil)
	noSigning := named("Key Agreement")
	noSigning.KeyUsage = x509.KeyUsageKeyAgreement
	server := named("www.testerdale.example")
	server.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	mail := named("Maud Example")
	mail.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageEmailProtection}
	key := pdfKey(t, "P-256")
	cases := map[string]struct {
		id   Identity
		want State
		say  string
	}{
		"directly under the root":   {issue(t, named("Rosalind Example"), key, &root), Valid, "nothing was changed"},
		"also for mail":             {issue(t, mail, key, &root), Valid, "nothing was changed"},
		"stranger":                  {stranger(t), Untrusted, "Someone Else was not issued by an authority known here"},
		"self-signed":               {issue(t, named("Rosalind Example"), key, nil), Untrusted, "not issued by an authority"},
		"authority expired":         {issue(t, named("Rosalind Example"), key, &expired), Untrusted, "not in force on 4 March 2026"},
		"not for signatures":        {issue(t, noSigning, key, &root), Untrusted, "not one for signing"},
		"for web servers":           {issue(t, server, key, &root), Untrusted, "not one for signing documents"},
		"under a root for TSA only": {issue(t, named("Someone Else"), key, &stamper), Untrusted, "not issued by an authority"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			signed := signPDF(t, pdfSample{}.build(t), "chair", c.id, pdfOptions())
			v := Verify(signed, []*x509.Certificate{root.Chain[0], stamper.Chain[0]})
			if v.State != c.want || !strings.Contains(v.Signatures[0].Detail, c.say) {
				t.Errorf("got %+v, want %s", v, c.want)
			}
			if v := Verify(signed, nil); v.State != Untrusted {
				t.Errorf("without roots: got %+v", v)
			}
		})
	}
}

func TestPDFZeroTimeIsNotNow(t *testing.T) {
	t.Parallel()
	root := issue(t, x509.Certificate{Subject: named("Now").Subject, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}, pdfKey(t, "P-256"), nil)
	if err := trustSigner(root.Chain, root.Chain, time.Time{}); err == nil {
		t.Error("a signature without a time was checked against the clock")
	}
	if err := trustSigner(root.Chain, root.Chain, time.Now()); err != nil {
		t.Error(err)
	}
}
