package authority

import (
	"crypto/x509"
	"slices"
	"testing"
	"time"
)

// The authority's own certificate names the authority and leads to its root; it is one and the same until it is renewed,
// and nobody's.
func TestOwnSeal(t *testing.T) {
	t.Parallel()
	vault, key := testVault(t)
	a := testOpen(t, testConfig(vault, key))
	seal, err := a.Seal(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	leaf := seal.Chain[0]
	if leaf.Subject.CommonName != testName || !slices.Equal(leaf.Subject.OrganizationalUnit, []string{"Seal"}) || !seal.Chain[1].Equal(a.Roots()[0]) {
		t.Errorf("%s, %v", leaf.Subject, leaf.Subject.OrganizationalUnit)
	}
	again, err := testOpen(t, testConfig(vault, key)).Seal(t.Context())
	if err != nil || !again.Chain[0].Equal(leaf) {
		t.Errorf("another server made another seal: %v", err)
	}
	person, err := a.Identity(t.Context(), "p1", testName, "Seal")
	if err != nil || person.Chain[0].Equal(leaf) {
		t.Errorf("a person of the authority's name got its seal: %v", err)
	}
}

// With a certificate of its own, an authority seals with that.
func TestSealByPKCS12(t *testing.T) {
	t.Parallel()
	id := councilIdentity(t)
	path, password := councilFile(t, id.Key, id, []*x509.Certificate{id.Chain[1]}, "pw", "pw\n", 0o600)
	now := testNow
	c, err := OpenPKCS12(path, password, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	if seal, err := c.Seal(t.Context()); err != nil || !seal.Chain[0].Equal(id.Chain[0]) {
		t.Errorf("%v", err)
	}
	now = now.AddDate(50, 0, 0)
	if _, err := c.Seal(t.Context()); err == nil {
		t.Error("an expired certificate sealed")
	}
}
