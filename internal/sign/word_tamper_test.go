package sign

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
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

const sigName = "_xmlsignatures/sig1.xml"

// tampering is one change to a signed file and what must be found out about it: for a file with a seal, and for one as
// Office signs, where the container and the document properties are open.
type tampering struct {
	name         string
	change       func(t testing.TB, items []zipItem) []zipItem
	sealed, bare State
	words        string // in the detail for the sealed file
}

func replace(name, old, new string) func(testing.TB, []zipItem) []zipItem {
	return func(t testing.TB, items []zipItem) []zipItem { return swap(t, items, name, old, new) }
}

func tamperings() []tampering {
	const docRels = "word/_rels/document.xml.rels"
	add := func(name, content string) func(testing.TB, []zipItem) []zipItem {
		return func(_ testing.TB, items []zipItem) []zipItem {
			return append(slices.Clone(items), zipItem{name, content})
		}
	}
	remove := func(prefix string) func(testing.TB, []zipItem) []zipItem {
		return func(_ testing.TB, items []zipItem) []zipItem { return drop(items, prefix) }
	}
	originRel := `<Relationship Id="rIdSig1" Type="` + relOrigin + `" Target="_xmlsignatures/origin.sigs"/>`
	return []tampering{
		{"packed again", func(_ testing.TB, items []zipItem) []zipItem { return items }, Resaved, Valid, "unchanged"},
		{"items in another order", func(_ testing.TB, items []zipItem) []zipItem { slices.Reverse(items); return items }, Resaved, Valid, "unchanged"},
		{"body text", replace("word/document.xml", "agreed", "argued"), Altered, Altered, "word/document.xml was changed"},
		{"white space in the body", replace("word/document.xml", "<w:body>", "<w:body> "), Altered, Altered, "word/document.xml"},
		{"styles", replace("word/styles.xml", "Normal", "Narmol"), Altered, Altered, "word/styles.xml"},
		{"image", replace("word/media/image1.png", "not shown", "new shown"), Altered, Altered, "word/media/image1.png"},
		{"relationship target", replace(docRels, "header1.xml", "styles.xml"), Altered, Altered, docRels},
		{"hyperlink", replace(docRels, "testerdale.example", "testerdale.invalid"), Altered, Altered, docRels},
		{"relationship made external", replace(docRels, `Target="styles.xml"`, `Target="styles.xml" TargetMode="External"`), Altered, Altered, docRels},
		{"white space between relationships", replace(docRels, "/><", "/>\n<"), Resaved, Valid, "unchanged"},
		{"relationship removed", replace(docRels, `<Relationship Id="rId4" Type="`+relsW+`image" Target="media/image1.png"/>`, ""), Altered, Altered, docRels},
		{"part added", add("word/extra.xml", "<x/>"), Extended, Extended, "word/extra.xml was added"},
		{"part with relationship added", func(t testing.TB, items []zipItem) []zipItem {
			return addRelationship(t, append(items, zipItem{"word/footer9.xml", "<x/>"}), docRels, "footer", "footer9.xml")
		}, Extended, Extended, "added after signing"},
		{"second main document", func(t testing.TB, items []zipItem) []zipItem {
			return addRelationship(t, items, rootRels, "officeDocument", "word/styles.xml")
		}, Extended, Extended, "rIdNew"},
		{"relationship with an Id used before", replace(docRels, "</Relationships>", `<Relationship Id="rId3" Type="a" Target="b"/></Relationships>`), Altered, Altered, "exists twice"},
		{"content type of a part", replace(typesName, "header+xml", "footer+xml"), Altered, Altered, "content type"},
		{"unused content type", replace(typesName, "</Types>", `<Default Extension="bin" ContentType="a/b"/></Types>`), Resaved, Valid, "unchanged"},
		{"content type stated twice", replace(typesName, "</Types>", `<Default Extension="PNG" ContentType="image/png"/></Types>`), Unreadable, Unreadable, "content types"},
		{"entity in the content types", replace(typesName, "<Types", `<!DOCTYPE x [<!ENTITY e "e">]><Types`), Unreadable, Unreadable, "content types"},
		{"entity in relationships", replace(docRels, "<Relationships", `<!DOCTYPE x><Relationships`), Altered, Altered, docRels},
		{"title", replace("docProps/core.xml", "Minutes", "Notes"), Altered, Valid, "docProps/core.xml"},
		{"marking in the properties", replace("docProps/custom.xml", "OFFICIAL-SENSITIVE", "OFFICIAL"), Altered, Valid, "docProps/custom.xml"},
		{"properties added", func(t testing.TB, items []zipItem) []zipItem {
			return addRelationship(t, append(items, zipItem{"docProps/more.xml", "<x/>"}), rootRels, "extended-properties", "docProps/more.xml")
		}, Extended, Valid, "added after signing"},
		{"signing time", replace(sigName, "15:30:00Z</xd:", "15:31:00Z</xd:"), Altered, Altered, "signature itself"},
		{"remark", replace(sigName, "version 3", "version 4"), Altered, Altered, "signature itself"},
		{"role", replace(sigName, "Chair", "Clerk"), Altered, Altered, "signature itself"},
		{"manifest", replace(sigName, "SourceId=\"rId1\"", "SourceId=\"rId9\""), Altered, Altered, "signature itself"},
		{"signature value", replace(sigName, "</SignatureValue>", "AAAA</SignatureValue>"), Altered, Altered, "does not fit the key"},
		{"white space in the signature", replace(sigName, "</SignedInfo><", "</SignedInfo>\n<"), Resaved, Valid, "unchanged"},
		{"white space in a tag of the signature", replace(sigName, "<Manifest>", "<Manifest >"), Resaved, Valid, "unchanged"},
		{"comment in the signature", replace(sigName, "<Manifest>", "<Manifest><!-- x -->"), Resaved, Valid, "unchanged"},
		{"unsigned property", replace(sigName, "<xd:CertificateValues>", `<xd:CertificateValues Id="x">`), Resaved, Valid, "unchanged"},
		{"certificate of an issuer", replace(sigName, "<xd:EncapsulatedX509Certificate>MII", "<xd:EncapsulatedX509Certificate>MIJ"), Resaved, Valid, "unchanged"},
		{"certificate of the signer", replace(sigName, "<X509Certificate>MII", "<X509Certificate>MIJ"), Altered, Altered, "certificate"},
		{"Id used twice", replace(sigName, "<KeyInfo>", `<KeyInfo Id="idPackageObject">`), Altered, Altered, "signature itself"},
		{"DTD in the signature", replace(sigName, "<Signature ", `<!DOCTYPE x [<!ENTITY a "b">]><Signature `), Altered, Altered, "signature itself"},
		{"deep nesting in the signature", replace(sigName, "<KeyInfo>", "<KeyInfo>"+strings.Repeat("<a>", 5000)+strings.Repeat("</a>", 5000)), Altered, Altered, "signature itself"},
		{"part removed", remove("word/header1.xml"), Altered, Altered, "word/header1.xml was removed"},
		{"signature parts left without a link", replace(rootRels, originRel, ""), Resaved, Resaved, "no longer refers"},
		{"signature part removed", remove(sigName), Resaved, Resaved, "no longer in the file"},
		{"list of signatures emptied", func(t testing.TB, items []zipItem) []zipItem {
			return append(drop(items, "_xmlsignatures/"), zipItem{"_xmlsignatures/origin.sigs", ""})
		}, Resaved, Resaved, "no longer refers"},
		{"signature removed without a trace", func(t testing.TB, items []zipItem) []zipItem {
			return drop(swap(t, items, rootRels, originRel, ""), "_xmlsignatures/")
		}, Unsigned, Unsigned, "no signature"},
		{"second list of signatures", replace(rootRels, originRel, originRel+strings.Replace(originRel, "rIdSig1", "rIdSig2", 1)), Extended, Extended, "second list"},
		{"signed part poses as the list of signatures", func(t testing.TB, items []zipItem) []zipItem {
			items = swap(t, items, rootRels, "_xmlsignatures/origin.sigs", "word/document.xml")
			return swap(t, items, docRels, "</Relationships>", `<Relationship Id="x" Type="`+relSig+`" Target="/`+sigName+`"/></Relationships>`)
		}, Extended, Extended, "list of signatures"},
		{"part poses as a signature", func(t testing.TB, items []zipItem) []zipItem {
			return swap(t, items, "_xmlsignatures/_rels/origin.sigs.rels", "</Relationships>", `<Relationship Id="x" Type="`+relSig+`" Target="/word/extra.xml"/></Relationships>`)
		}, Resaved, Resaved, "no longer in the file"},
		{"names that differ in case", add("word/Document.xml", "<x/>"), Unreadable, Unreadable, "two parts"},
		{"name with a way out", add("../evil.xml", "<x/>"), Unreadable, Unreadable, "impossible name"},
	}
}

// bareSample is the sample signed as Office does it: no seal, document properties left out.
func bareSample(t testing.TB, id Identity) []byte {
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
	d := draft{id: id, o: wordOptions(), manifest: manifest.String()}
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

func TestWordTampering(t *testing.T) {
	t.Parallel()
	sealed, bare := unpack(t, signedSample(t, wordRSA())), unpack(t, bareSample(t, wordRSA()))
	for _, test := range tamperings() {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			v := Verify(pack(t, test.change(t, slices.Clone(sealed))), wordRoots())
			if v.State != test.sealed || !strings.Contains(v.Detail, test.words) {
				t.Errorf("sealed: got %q (%s), want %q with %q", v.State, v.Detail, test.sealed, test.words)
			}
			if v := Verify(pack(t, test.change(t, slices.Clone(bare))), wordRoots()); v.State != test.bare {
				t.Errorf("without a seal: got %q (%s), want %q", v.State, v.Detail, test.bare)
			}
		})
	}
}

// Whichever byte of a signed file is changed, the file is no longer valid. Positions are taken at a stride that is
// prime to everything in the format, with another bit each time; the headers of all items are among them.
func TestWordAnyByte(t *testing.T) {
	t.Parallel()
	const stride = 13
	for name, id := range map[string]Identity{"RSA-2048": wordRSA(), "P-256": wordEC()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := signedSample(t, id)
			for i := 0; i < len(file); i += stride {
				file[i] ^= 1 << (i / stride % 8)
				if v := Verify(file, wordRoots()); v.State == Valid || v.State == Untrusted || v.Detail == "" {
					t.Errorf("byte %d of %d, bit %d: %q %s", i, len(file), i/stride%8, v.State, v.Detail)
				}
				file[i] ^= 1 << (i / stride % 8)
			}
			for i := len(file) - 1500; i < len(file); i++ { // the directory, where one byte hides best
				file[i] ^= 1
				if v := Verify(file, wordRoots()); v.State == Valid || v.State == Untrusted {
					t.Errorf("byte %d of %d: %q %s", i, len(file), v.State, v.Detail)
				}
				file[i] ^= 1
			}
			if v := Verify(file, wordRoots()); !v.OK() {
				t.Errorf("the file was not put back as it was: %+v", v)
			}
		})
	}
}

func TestWordContainer(t *testing.T) {
	t.Parallel()
	file := signedSample(t, wordRSA())
	many := pack(t, append(sampleItems(), func() (extra []zipItem) {
		for i := range maxItems {
			extra = append(extra, zipItem{fmt.Sprintf("word/x%d.xml", i), ""})
		}
		return extra
	}()...))
	tests := map[string]struct {
		file []byte
		want State
	}{
		"bytes after the end":  {append(bytes.Clone(file), "more"...), Resaved},
		"bytes before":         {append([]byte("x"), file...), Unreadable},
		"empty archive":        {[]byte("PK\x05\x06" + strings.Repeat("\x00", 18)), Unreadable},
		"too many parts":       {many, Unreadable},
		"never signed":         {pack(t, sampleItems()), Unsigned},
		"not a Word file":      {pack(t, []zipItem{{"a.txt", "a"}}), Unreadable},
		"part damaged":         {flipIn(t, file, "word/document.xml"), Altered},
		"main part not listed": {pack(t, drop(unpack(t, file), "word/document.xml")), Unreadable},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if v := Verify(test.file, wordRoots()); v.State != test.want || v.Detail == "" {
				t.Errorf("got %q (%s), want %q", v.State, v.Detail, test.want)
			}
		})
	}
	t.Run("cut anywhere", func(t *testing.T) {
		t.Parallel()
		for n := 4; n < len(file); n += 101 {
			if v := Verify(file[:n], wordRoots()); v.State != Truncated {
				t.Errorf("first %d bytes: %q %s", n, v.State, v.Detail)
			}
		}
		if v := Verify(file[:len(file)-1], wordRoots()); v.State != Truncated {
			t.Errorf("last byte missing: %q %s", v.State, v.Detail)
		}
	})
	t.Run("bomb", func(t *testing.T) {
		t.Parallel()
		p, err := openPackage(file)
		if err != nil {
			t.Fatal(err)
		}
		p.left = 10_000 // less than the document unpacked
		if s := p.examine(sigName); s.err == nil || stateOf(s.err) != Unreadable || !strings.Contains(s.err.Error(), "too large") || p.left < -1 {
			t.Errorf("got %v with %d left", s.err, p.left)
		}
	})
}
