package authority

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"

	"minutebook/internal/sign"
)

const testName = "Testerdale Metropolitan Borough Council"

var testNow = time.Date(2026, 3, 4, 15, 30, 0, 0, time.UTC)

// testRoot is a vault with a root, and the key that it is sealed for. Making an RSA-3072 key takes most of a second, so
// it is made once; each test gets copies.
var testRoot = sync.OnceValue(func() (fixture struct {
	key    *Key
	stored []Stored
	err    error
}) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		fixture.err = err
		return fixture
	}
	vault := NewMemory()
	fixture.key = &Key{[]*age.X25519Identity{identity}}
	_, fixture.err = Open(context.Background(), testConfig(vault, fixture.key))
	fixture.stored = vault.keys
	return fixture
})

func testConfig(v Vault, k *Key) Config {
	return Config{Name: testName, Vault: v, Key: k, Now: func() time.Time { return testNow }, Random: rand.Reader}
}

// testVault returns a vault of the test's own with a root in it, and its key.
func testVault(t testing.TB) (*Memory, *Key) {
	t.Helper()
	f := testRoot()
	if f.err != nil {
		t.Fatal(f.err)
	}
	return &Memory{keys: slices.Clone(f.stored)}, f.key
}

func testOpen(t testing.TB, c Config) *Authority {
	t.Helper()
	a, err := Open(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestIssuedCertificate(t *testing.T) {
	t.Parallel()
	vault, key := testVault(t)
	a := testOpen(t, testConfig(vault, key))
	id, err := a.Identity(t.Context(), "p1", "Rosalind Example", "Chair")
	if err != nil {
		t.Fatal(err)
	}
	leaf, root := id.Chain[0], a.Roots()[0]
	if len(id.Chain) != 2 || !id.Chain[1].Equal(root) || !belongs(id.Key, leaf) {
		t.Fatalf("chain of %d", len(id.Chain))
	}
	if k, ok := leaf.PublicKey.(*rsa.PublicKey); !ok || k.N.BitLen() != 2048 {
		t.Errorf("leaf key %T", leaf.PublicKey)
	}
	if k, ok := root.PublicKey.(*rsa.PublicKey); !ok || k.N.BitLen() != 3072 {
		t.Errorf("root key %T", root.PublicKey)
	}
	if got, want := root.Subject.CommonName, testName+" Minutebook Root"; got != want {
		t.Errorf("root is called %q, want %q", got, want)
	}
	if !root.IsCA || !root.MaxPathLenZero || root.NotAfter != testNow.AddDate(20, 0, 0) || leaf.IsCA || leaf.NotAfter != testNow.AddDate(3, 0, 0) {
		t.Errorf("root until %s, leaf until %s", root.NotAfter, leaf.NotAfter)
	}
	if !leaf.NotBefore.Before(testNow.Add(-time.Hour)) {
		t.Errorf("the certificate starts at %s: a paper signed later than it states would not be valid", leaf.NotBefore)
	}
	if leaf.KeyUsage != x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment ||
		!slices.Equal(leaf.ExtKeyUsage, []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection}) ||
		!slices.EqualFunc(leaf.UnknownExtKeyUsage, []string{"1.3.6.1.4.1.311.10.3.12", "1.3.6.1.5.5.7.3.36"}, func(o asn1.ObjectIdentifier, s string) bool { return o.String() == s }) {
		t.Errorf("key usage %v, %v, %v", leaf.KeyUsage, leaf.ExtKeyUsage, leaf.UnknownExtKeyUsage)
	}
	if got := leaf.Subject.String(); !strings.Contains(got, "CN=Rosalind Example") || !strings.Contains(got, "OU=Chair") || !strings.Contains(got, "O="+testName) {
		t.Errorf("subject %s", got)
	}
	title := slices.ContainsFunc(leaf.Subject.Names, func(n pkix.AttributeTypeAndValue) bool { return n.Type.Equal(oidTitle) && n.Value == "Chair" })
	if !title || leaf.SerialNumber.BitLen() < 96 || leaf.SerialNumber.BitLen() > 128 {
		t.Errorf("title %v, serial number of %d bits", title, leaf.SerialNumber.BitLen())
	}
	block, rest := pem.Decode(a.RootPEM())
	if block == nil || !bytes.Equal(block.Bytes, root.Raw) || len(rest) != 0 {
		t.Error("RootPEM is not the root")
	}
	for _, s := range vault.keys {
		der, err := x509.MarshalPKCS8PrivateKey(id.Key)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(s.SealedKey, der[len(der)-64:]) || bytes.Contains(s.SealedKey, []byte("PRIVATE")) {
			t.Errorf("%s is not sealed", s.ID)
		}
	}
}

func TestSignatureLeadsToRoots(t *testing.T) {
	t.Parallel()
	vault, key := testVault(t)
	a := testOpen(t, testConfig(vault, key))
	id, err := a.Identity(t.Context(), "p1", "Rosalind Example", "Chair")
	if err != nil {
		t.Fatal(err)
	}
	assertSigns(t, id, a.Roots(), "Rosalind Example")
}

// assertSigns signs a paper and checks it against roots.
func assertSigns(t *testing.T, id sign.Identity, roots []*x509.Certificate, signer string) {
	t.Helper()
	signed, err := sign.Word(tinyWord(t), id, sign.Options{Time: testNow, Subject: "record 1 version 1", Role: "Chair"})
	if err != nil {
		t.Fatal(err)
	}
	if v := sign.Verify(signed, roots); !v.OK() || v.Signatures[0].Signer != signer {
		t.Errorf("verdict %+v", v)
	}
	if v := sign.Verify(signed, nil); v.State != sign.Untrusted {
		t.Errorf("without roots: %+v", v)
	}
}

func TestIdentityIsKept(t *testing.T) {
	t.Parallel()
	vault, key := testVault(t)
	now := testNow
	c := testConfig(vault, key)
	c.Now = func() time.Time { return now }
	a := testOpen(t, c)
	serial := func(a *Authority, person, name, role string) string {
		t.Helper()
		id, err := a.Identity(t.Context(), person, name, role)
		if err != nil {
			t.Fatal(err)
		}
		return id.Chain[0].SerialNumber.String()
	}
	first := serial(a, "p1", "Rosalind Example", "Chair")
	steps := []struct {
		name  string
		now   time.Time
		again string // serial number that must come back, "" for a new one
		run   func() string
	}{
		{"the same again", testNow, first, func() string { return serial(a, "p1", "Rosalind Example", "Chair") }},
		{"after a restart", testNow, first, func() string { return serial(testOpen(t, c), "p1", "Rosalind Example", "Chair") }},
		{"in another role", testNow, "", func() string { return serial(a, "p1", "Rosalind Example", "Agency decision-maker") }},
		{"in the first role again", testNow, first, func() string { return serial(a, "p1", "Rosalind Example", "Chair") }},
		{"under a new name", testNow, "", func() string { return serial(a, "p1", "Rosalind Sample", "Chair") }},
		{"another person", testNow, "", func() string { return serial(a, "p1/2", "Rosalind Example", "Chair") }},
		{"31 days before the end", testNow.AddDate(3, 0, -31), first, func() string { return serial(a, "p1", "Rosalind Example", "Chair") }},
		{"30 days before the end", testNow.AddDate(3, 0, -30), "", func() string { return serial(a, "p1", "Rosalind Example", "Chair") }},
	}
	seen := map[string]bool{first: true}
	for _, s := range steps {
		now = s.now
		got := s.run()
		if s.again != "" && got != s.again || s.again == "" && seen[got] {
			t.Errorf("%s: got certificate %s", s.name, got)
		}
		seen[got] = true
	}
	if got, want := len(vault.keys), 1+len(seen); got != want {
		t.Errorf("%d keys in the vault, want %d", got, want)
	}
}

// raceVault lets nobody store before everybody has looked: the worst case of several servers that start at once.
type raceVault struct {
	*Memory
	looked *sync.WaitGroup
	once   func(func())
}

func (v raceVault) LoadKeys(ctx context.Context) ([]Stored, error) {
	keys, err := v.Memory.LoadKeys(ctx)
	v.once(func() { v.looked.Done(); v.looked.Wait() })
	return keys, err
}

func racing(vault *Memory, n int) []Vault {
	looked := &sync.WaitGroup{}
	looked.Add(n)
	vaults := make([]Vault, n)
	for i := range vaults {
		var once sync.Once
		vaults[i] = raceVault{vault, looked, once.Do}
	}
	return vaults
}

func TestServersStartingAtOnceShareOneRoot(t *testing.T) {
	t.Parallel()
	_, key := testVault(t)
	vault := NewMemory()
	roots := make([]*x509.Certificate, 2)
	var wait sync.WaitGroup
	for i, v := range racing(vault, len(roots)) {
		wait.Go(func() {
			a, err := Open(t.Context(), testConfig(v, key))
			if err != nil {
				t.Error(err)
				return
			}
			roots[i] = a.Roots()[0]
		})
	}
	wait.Wait()
	if len(vault.keys) != 1 || roots[0] == nil || !roots[0].Equal(roots[1]) {
		t.Errorf("%d roots in the vault; the servers use different ones", len(vault.keys))
	}
}

func TestServersIssuingAtOnceShareOneCertificate(t *testing.T) {
	t.Parallel()
	vault, key := testVault(t)
	// Each server opens first and meets the other at the second look, the one before it issues.
	servers := make([]*Authority, 2)
	for i := range servers {
		servers[i] = testOpen(t, testConfig(vault, key))
	}
	serials := make([]string, len(servers))
	var wait sync.WaitGroup
	for i, v := range racing(vault, len(servers)) {
		servers[i].config.Vault = v
		wait.Go(func() {
			id, err := servers[i].Identity(t.Context(), "p1", "Rosalind Example", "Chair")
			if err != nil {
				t.Error(err)
				return
			}
			serials[i] = id.Chain[0].SerialNumber.String()
		})
	}
	wait.Wait()
	if len(vault.keys) != 2 || serials[0] != serials[1] {
		t.Errorf("%d keys in the vault, serial numbers %v", len(vault.keys), serials)
	}
}

type brokenVault struct{ loadErr, storeErr error }

func (v brokenVault) LoadKeys(context.Context) ([]Stored, error) { return nil, v.loadErr }
func (v brokenVault) StoreKey(context.Context, Stored) error     { return v.storeErr }

func TestOpenReportsVault(t *testing.T) {
	t.Parallel()
	_, key := testVault(t)
	boom := errors.New("boom")
	if _, err := Open(t.Context(), testConfig(brokenVault{loadErr: boom}, key)); !errors.Is(err, boom) {
		t.Errorf("load: %v", err)
	}
	if _, err := Open(t.Context(), testConfig(brokenVault{storeErr: boom}, key)); !errors.Is(err, boom) {
		t.Errorf("store: %v", err)
	}
	if _, err := Open(t.Context(), testConfig(brokenVault{storeErr: ErrExists}, key)); err == nil || !strings.Contains(err.Error(), "cannot be found again") {
		t.Errorf("a vault that loses keys: %v", err)
	}
	if _, err := Open(t.Context(), Config{}); err == nil {
		t.Error("an empty configuration was accepted")
	}
}

func TestLongNamesAreCut(t *testing.T) {
	t.Parallel()
	n := personName(strings.Repeat("é", 80), strings.Repeat("ö", 80), strings.Repeat("ü", 80))
	for _, s := range []string{n.CommonName, n.Organization[0], n.OrganizationalUnit[0]} {
		if got := len([]rune(s)); got != 64 {
			t.Errorf("%d characters, X.509 allows 64", got)
		}
	}
}

func TestRootThatEnds(t *testing.T) {
	t.Parallel()
	vault, key := testVault(t)
	c := testConfig(vault, key)
	end := testOpen(t, c).Roots()[0].NotAfter
	c.Now = func() time.Time { return end.AddDate(-1, 0, 0) }
	id, err := testOpen(t, c).Identity(t.Context(), "p1", "Rosalind Example", "Chair")
	if err != nil || id.Chain[0].NotAfter != end {
		t.Errorf("a certificate must not outlive its root: %v", err)
	}
	c.Now = func() time.Time { return end.AddDate(0, 0, 1) }
	if _, err := testOpen(t, c).Identity(t.Context(), "p1", "Rosalind Example", "Chair"); err == nil || !strings.Contains(err.Error(), "root certificate expired") {
		t.Errorf("after the end of the root: %v", err)
	}
}

// tinyWord is the least that counts as a Word document.
func tinyWord(t *testing.T) []byte {
	t.Helper()
	const rels = "http://schemas.openxmlformats.org/"
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, item := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="` + rels + `package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + rels + `package/2006/relationships"><Relationship Id="rId1" Type="` + rels + `officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="` + rels + `wordprocessingml/2006/main"><w:body><w:p/></w:body></w:document>`},
	} {
		f, err := w.Create(item[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(item[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func BenchmarkIdentity(b *testing.B) {
	vault, key := testVault(b)
	a := testOpen(b, testConfig(vault, key))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := a.Identity(b.Context(), "p1", "Rosalind Example", "Chair"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen starts a server whose vault holds a root and three people's keys.
func BenchmarkOpen(b *testing.B) {
	vault, key := testVault(b)
	c := testConfig(vault, key)
	a := testOpen(b, c)
	for _, person := range []string{"p1", "p2", "p3"} {
		if _, err := a.Identity(b.Context(), person, "Rosalind Example", "Chair"); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		testOpen(b, c)
	}
}

func newKeyFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "minutebook.key")
	if err := CreateKeyFile(path); err != nil {
		t.Fatal(err)
	}
	return path
}
