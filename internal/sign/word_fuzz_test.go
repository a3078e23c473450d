package sign

import (
	"bytes"
	"slices"
	"testing"
)

// No input may make the verifier panic or call a file valid that was not signed as it is.
func FuzzVerifyWord(f *testing.F) {
	signed := signedSample(f, wordChained())
	f.Add(signed)
	f.Add(bareSample(f, wordEC(), wordOptions()))
	f.Add(pack(f, sampleItems()))
	for _, change := range tamperings() {
		f.Add(pack(f, change.change(f, slices.Clone(unpack(f, signed)))))
	}
	roots := wordRoots()
	f.Fuzz(func(t *testing.T, file []byte) {
		if v := verifyWord(file, roots); v.State == Valid && len(v.Signatures) == 0 || v.Detail == "" {
			t.Errorf("verdict %+v", v)
		}
	})
}

// The same for the XML inside, which a fuzzer of ZIP files hardly reaches: whatever stands in the signature part, a
// sealed file is valid only as it was written.
func FuzzWordSignaturePart(f *testing.F) {
	file := signedSample(f, wordEC())
	items := unpack(f, file)
	last := len(items) - 1
	f.Add([]byte(items[last].content))
	f.Add([]byte(unpack(f, bareSample(f, wordRSA(), wordOptions()))[last].content))
	roots := wordRoots()
	f.Fuzz(func(t *testing.T, part []byte) {
		changed := slices.Clone(items)
		changed[last].content = string(part)
		packed := pack(t, changed)
		if v := verifyWord(packed, roots); v.State == Valid && bytes.Contains(part, []byte(sealPrefix)) {
			t.Errorf("packed by another program, yet valid: %+v", v)
		}
	})
}

func FuzzRelationships(f *testing.F) {
	for _, item := range sampleItems() {
		if isRels(item.name) {
			f.Add([]byte(item.content))
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		rels, err := parseRels(b)
		if err != nil {
			return
		}
		again, err := parseRels(writeRels(rels))
		if err != nil || !slices.Equal(rels, again) {
			t.Errorf("%v: wrote %+v, read %+v", err, rels, again)
		}
	})
}

func BenchmarkWord(b *testing.B) {
	file, o := pack(b, sampleItems()), wordOptions()
	for name, id := range map[string]Identity{"RSA-2048": wordRSA(), "P-256": wordEC()} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Word(file, id, o); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkVerifyWord(b *testing.B) {
	roots := wordRoots()
	for name, id := range map[string]Identity{"RSA-2048": wordRSA(), "P-256": wordEC()} {
		file := signedSample(b, id)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if v := verifyWord(file, roots); !v.OK() {
					b.Fatal(v.Detail)
				}
			}
		})
	}
}
