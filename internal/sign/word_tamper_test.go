package sign

import (
	"slices"
	"strings"
	"testing"
)

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
		{"certificate of an issuer", replace(sigName, "<xd:EncapsulatedX509Certificate>MII", "<xd:EncapsulatedX509Certificate>MIJ"), Resaved, Untrusted, "unchanged"},
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

func TestWordTampering(t *testing.T) {
	t.Parallel()
	sealed, bare := unpack(t, signedSample(t, wordChained())), unpack(t, bareSample(t, wordChained(), wordOptions()))
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
