package sign

import (
	"crypto/x509"
	"errors"
	"slices"
	"time"
)

var (
	anyPurpose    = []x509.ExtKeyUsage{x509.ExtKeyUsageAny}
	stampingOnly  = []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}
	otherPurposes = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageCodeSigning,
		x509.ExtKeyUsageTimeStamping, x509.ExtKeyUsageOCSPSigning}
)

// trustAnchors are the roots that vouch for signers, and those that vouch for time stamps.
type trustAnchors struct{ signers, stamps []*x509.Certificate }

// trustSigner builds a chain from certs, the signer's first, to one of roots at the given time. A root that is
// restricted to time-stamping vouches for no signer: so the roots of a public time-stamping authority, which certifies
// strangers, can be given together with one's own.
func trustSigner(certs, roots []*x509.Certificate, at time.Time) error {
	leaf := certs[0]
	if leaf.KeyUsage != 0 && leaf.KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) == 0 {
		return faultf(Untrusted, "The certificate of %s is not one for signing.", leaf.Subject.CommonName)
	}
	if len(leaf.ExtKeyUsage) > 0 && len(leaf.UnknownExtKeyUsage) == 0 &&
		!slices.ContainsFunc(leaf.ExtKeyUsage, func(u x509.ExtKeyUsage) bool { return !slices.Contains(otherPurposes, u) }) {
		return faultf(Untrusted, "The certificate of %s is not one for signing documents.", leaf.Subject.CommonName)
	}
	signers := slices.DeleteFunc(slices.Clone(roots), func(c *x509.Certificate) bool {
		return slices.Equal(c.ExtKeyUsage, stampingOnly)
	})
	_, err := trust(certs, signers, at, anyPurpose)
	return err
}

// trust gives the chain without its root; its errors are faults in the state Untrusted. The time is always given: the zero time would mean now.
func trust(certs, roots []*x509.Certificate, at time.Time, purpose []x509.ExtKeyUsage) ([]*x509.Certificate, error) {
	name := certs[0].Subject.CommonName
	if at.IsZero() {
		return nil, faultf(Untrusted, "The signature of %s does not say when it was made, so its certificate cannot be checked.", name)
	}
	options := x509.VerifyOptions{Roots: x509.NewCertPool(), Intermediates: x509.NewCertPool(), CurrentTime: at, KeyUsages: purpose}
	for _, c := range roots {
		options.Roots.AddCert(c)
	}
	for _, c := range certs[1:] {
		options.Intermediates.AddCert(c)
	}
	chains, err := certs[0].Verify(options)
	if invalid, ok := errors.AsType[x509.CertificateInvalidError](err); ok && invalid.Reason == x509.Expired {
		return nil, faultf(Untrusted, "The certificate of %s, or of the authority that issued it, was not in force on %s.", name, at.UTC().Format("2 January 2006"))
	}
	if err != nil {
		return nil, faultf(Untrusted, "The certificate of %s was not issued by an authority known here.", name)
	}
	return chains[0][:len(chains[0])-1], nil
}
