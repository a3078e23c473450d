package sign

import "testing"

func TestWordRoundTrip(t *testing.T) {
	t.Parallel()
	for name, id := range map[string]Identity{"RSA-2048": wordRSA(), "P-256": wordEC()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := Verify(signedSample(t, id), wordRoots())
			if !v.OK() || len(v.Signatures) != 1 {
				t.Fatalf("verdict %+v", v)
			}
			want := Signature{State: Valid, Detail: v.Detail, Signer: id.Chain[0].Subject.CommonName, Issuer: id.Chain[0].Issuer.CommonName,
				Role: "Chair", Subject: wordOptions().Subject, Time: wordSigningTime}
			if v.Signatures[0] != want {
				t.Errorf("got %+v, want %+v", v.Signatures[0], want)
			}
		})
	}
}
