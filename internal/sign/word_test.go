package sign

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/x509"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestWordRoundTrip(t *testing.T) {
	t.Parallel()
	for name, id := range map[string]Identity{"RSA-2048": wordRSA(), "P-256": wordEC()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := Verify(signedSample(t, id), wordRoots())
			if !v.OK() || len(v.Signatures) != 1 || v.Format != "docx" {
				t.Fatalf("verdict %+v", v)
			}
			want := Signature{State: Valid, Detail: v.Signatures[0].Detail, Signer: id.Chain[0].Subject.CommonName, Issuer: id.Chain[0].Issuer.CommonName,
				Role: "Chair", Subject: wordOptions().Subject, Time: wordSigningTime}
			if v.Signatures[0] != want {
				t.Errorf("got %+v, want %+v", v.Signatures[0], want)
			}
		})
	}
}

// module is a key of which only crypto.Signer can be seen, as one in hardware; broken ones return something else.
type module struct {
	crypto.Signer
	broken func(value []byte) []byte
}

func (m module) Sign(random io.Reader, digest []byte, o crypto.SignerOpts) ([]byte, error) {
	value, err := m.Signer.Sign(random, digest, o)
	return m.broken(value), err
}

func TestWordHardwareKey(t *testing.T) {
	t.Parallel()
	faults := map[string]func([]byte) []byte{
		"another value": func(v []byte) []byte { v[len(v)-1] ^= 1; return v },
		"cut short":     func(v []byte) []byte { return v[:len(v)-1] },
		"nothing":       func([]byte) []byte { return nil },
		"huge numbers": func([]byte) []byte {
			return append([]byte{0x30, 0x81, 0x86, 0x02, 0x81, 0x80}, append(bytes.Repeat([]byte{1}, 128), 2, 1, 1)...)
		},
	}
	for name, id := range map[string]Identity{"RSA-2048": wordRSA(), "P-256": wordEC()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			same := Identity{module{id.Key, func(v []byte) []byte { return v }}, id.Chain}
			if v := Verify(signedSample(t, same), wordRoots()); !v.OK() {
				t.Errorf("verdict %+v", v)
			}
			for fault, broken := range faults {
				if out, err := Word(pack(t, sampleItems()), Identity{module{id.Key, broken}, id.Chain}, wordOptions()); err == nil || out != nil {
					t.Errorf("a key that returns %s signed the paper", fault)
				}
			}
		})
	}
}

func TestWordIsReproducible(t *testing.T) {
	t.Parallel()
	if !bytes.Equal(signedSample(t, wordRSA()), signedSample(t, wordRSA())) {
		t.Error("two signatures of one file with one RSA key differ")
	}
}

// The paper itself is carried over as it is; only what announces the signature, and relationships, are written anew.
func TestWordCopiesParts(t *testing.T) {
	t.Parallel()
	signed := unpack(t, signedSample(t, wordRSA()))
	for _, before := range sampleItems() {
		i := slices.IndexFunc(signed, func(after zipItem) bool { return after.name == before.name })
		switch {
		case i < 0:
			t.Errorf("%s is gone", before.name)
		case before.name == typesName || isRels(before.name):
			if strings.Contains(signed[i].content, "/>\n") || strings.Contains(signed[i].content, "> <") {
				t.Errorf("%s has white space between its elements", before.name)
			}
		case signed[i].content != before.content:
			t.Errorf("%s was changed", before.name)
		}
	}
	if last := signed[len(signed)-1].name; last != "_xmlsignatures/sig1.xml" {
		t.Errorf("the last item is %s", last)
	}
}

func TestWordTrust(t *testing.T) {
	t.Parallel()
	root := wordIssue(nil, "Chained Root", newECKey())
	middle := wordIssue(&root, "Middle Authority", newECKey())
	late := wordOptions()
	late.Time = wordSigningTime.AddDate(2, 0, 0)
	tests := map[string]struct {
		id    Identity
		o     Options
		roots []*x509.Certificate
		want  State
		words string // in what is said of the signature
	}{
		"issued by a known root":     {wordEC(), wordOptions(), wordRoots(), Valid, "Signed by Ibrahim Sample"},
		"with an authority between":  {wordIssue(&middle, "Third Person", newECKey()), wordOptions(), root.Chain, Valid, "Third Person"},
		"issued by somebody else":    {wordStranger(), wordOptions(), wordRoots(), Untrusted, "Someone Else"},
		"no root known":              {wordEC(), wordOptions(), nil, Untrusted, "authority"},
		"expired at the signing":     {wordEC(), late, wordRoots(), Untrusted, "not in force"}, // as another program might sign
		"a root that signs a paper":  {root, wordOptions(), root.Chain, Untrusted, "not one for signing"},
		"chain without its top root": {Identity{middle.Key, middle.Chain[:1]}, wordOptions(), wordRoots(), Untrusted, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file, err := Word(pack(t, sampleItems()), test.id, test.o)
			if test.o.Time == late.Time {
				if !errors.Is(err, ErrIdentity) {
					t.Errorf("Word signed with it: %v", err)
				}
				file, err = bareSample(t, test.id, test.o), nil
			}
			if err != nil {
				t.Fatal(err)
			}
			if v := Verify(file, test.roots); v.State != test.want || !strings.Contains(v.Signatures[0].Detail, test.words) {
				t.Errorf("got %q (%s), want %q with %q", v.State, v.Signatures[0].Detail, test.want, test.words)
			}
		})
	}
}

func TestWordSeveralSignatures(t *testing.T) {
	t.Parallel()
	one := signedSample(t, wordRSA())
	two, err := Word(one, wordEC(), wordOptions())
	if err != nil {
		t.Fatal(err)
	}
	if v := Verify(two, wordRoots()); !v.OK() || len(v.Signatures) != 2 || v.Signatures[1].Signer != "Ibrahim Sample" {
		t.Errorf("two signatures: %+v", v)
	}
	foreign, err := Word(two, wordStranger(), wordOptions())
	if err != nil {
		t.Fatal(err)
	}
	v := Verify(foreign, wordRoots())
	if v.State != Untrusted || len(v.Signatures) != 3 || v.Signatures[0].State != Valid || v.Signatures[2].State != Untrusted {
		t.Errorf("a stranger's signature on top: %+v", v)
	}
	changed := pack(t, swap(t, unpack(t, two), "word/document.xml", "fictional", "factional"))
	if v := Verify(changed, wordRoots()); v.State != Altered || v.Signatures[0].State != Altered || v.Signatures[1].State != Altered {
		t.Errorf("changed under two signatures: %+v", v)
	}
}

func TestWordRefuses(t *testing.T) {
	t.Parallel()
	good, o := pack(t, sampleItems()), wordOptions
	edKey := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)) // a seed of zeros: no secret
	without := func(change func(*Options)) Options { x := o(); change(&x); return x }
	tests := map[string]struct {
		file  []byte
		id    Identity
		o     Options
		words string
	}{
		"no key":              {good, Identity{Chain: wordEC().Chain}, o(), "missing"},
		"another's key":       {good, Identity{wordEC().Key, wordRSA().Chain}, o(), "another key"},
		"Ed25519":             {good, wordIssue(nil, "Ed Root", edKey), o(), "not supported"},
		"no time":             {good, wordEC(), without(func(o *Options) { o.Time = time.Time{} }), "signing time is missing"},
		"long subject":        {good, wordEC(), without(func(o *Options) { o.Subject = strings.Repeat("é", 256) }), "255"},
		"long role":           {good, wordEC(), without(func(o *Options) { o.Role = strings.Repeat("é", 101) }), "100"},
		"control character":   {good, wordEC(), without(func(o *Options) { o.Subject = "a\x00b" }), "control character"},
		"no character":        {good, wordEC(), without(func(o *Options) { o.Role = "a\uFFFEb" }), "XML cannot"},
		"not a ZIP file":      {[]byte("PK\x03\x04 and nothing"), wordEC(), o(), "end of the file"},
		"no content type":     {pack(t, append(sampleItems(), zipItem{"word/odd.bin", "x"})), wordEC(), o(), "no content type"},
		"two main documents":  {pack(t, addRelationship(t, sampleItems(), rootRels, "officeDocument", "word/styles.xml")), wordEC(), o(), "more than one"},
		"a damaged part":      {flipIn(t, good, "word/document.xml"), wordEC(), o(), "damaged"},
		"a package of sheets": {pack(t, swap(t, sampleItems(), typesName, typeW+"document.main", "application/vnd.sheet.main")), wordEC(), o(), "not a Word document"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, err := Word(test.file, test.id, test.o)
			if err == nil || out != nil || !strings.Contains(err.Error(), test.words) {
				t.Errorf("got error %v, want one with %q", err, test.words)
			}
		})
	}
	if _, err := Word(good, wordEC(), without(func(o *Options) { o.Subject = strings.Repeat("é", 255) })); err != nil {
		t.Errorf("a subject of 255 characters: %v", err)
	}
}
