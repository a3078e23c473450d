package sign

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"slices"
	"strings"
	"testing"
)

// swap replaces old by new in one item; it is a mistake in the test when old is not there.
func swap(t testing.TB, items []zipItem, name, old, new string) []zipItem {
	t.Helper()
	items = slices.Clone(items)
	for i, item := range items {
		if item.name == name && strings.Contains(item.content, old) {
			items[i].content = strings.Replace(item.content, old, new, 1)
			return items
		}
	}
	t.Fatalf("%s does not contain %q", name, old)
	return nil
}

func drop(items []zipItem, prefix string) []zipItem {
	return slices.DeleteFunc(slices.Clone(items), func(i zipItem) bool { return strings.HasPrefix(i.name, prefix) })
}

func addRelationship(t testing.TB, items []zipItem, rels, kind, target string) []zipItem {
	return swap(t, items, rels, "</Relationships>", `<Relationship Id="rIdNew" Type="`+relsW+kind+`" Target="`+target+`"/></Relationships>`)
}

// flipIn changes one bit in the packed bytes of an item.
func flipIn(t testing.TB, file []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if f.Name != name {
			continue
		}
		offset, err := f.DataOffset()
		if err != nil {
			t.Fatal(err)
		}
		file = bytes.Clone(file)
		file[offset+int64(f.CompressedSize64)/2] ^= 4
		return file
	}
	t.Fatalf("no item %s", name)
	return nil
}

// bareSample is the sample signed as Office does it: no seal, document properties left out.
func bareSample(t testing.TB, id Identity, o Options) []byte {
	t.Helper()
	properties := []string{"docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"}
	p, err := openPackage(pack(t, sampleItems()))
	if err != nil {
		t.Fatal(err)
	}
	n, err := p.withSignature()
	if err != nil {
		t.Fatal(err)
	}
	root, err := p.relationships(rootRels)
	if err != nil {
		t.Fatal(err)
	}
	var manifest strings.Builder
	for _, ref := range strings.SplitAfter(n.manifest, "</Reference>") {
		if strings.Contains(ref, rootRels) {
			digest := sha256.Sum256(transformRels(root[:1]))
			ref = manifestOf(rootRels, typeRels, digest[:], root[:1])
		}
		if !slices.ContainsFunc(properties, func(name string) bool { return strings.Contains(ref, name) }) {
			manifest.WriteString(ref)
		}
	}
	d := draft{key: id.Key, certs: id.Chain, o: o, manifest: manifest.String()}
	if d.value, err = signatureValue(id.Key, inScope(d.signedInfo(), declareDS)); err != nil {
		t.Fatal(err)
	}
	n.replaced[n.signature] = d.bytes()
	file, err := n.zipped(p)
	if err != nil {
		t.Fatal(err)
	}
	return file
}
