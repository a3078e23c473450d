package sign

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
)

const (
	nsW   = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relsW = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	typeW = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// zipItem is one item of a package under construction.
type zipItem struct{ name, content string }

// sampleItems is a small but complete Word document of about five pages, with an image, a hyperlink, a header and all
// three kinds of document properties.
func sampleItems() []zipItem {
	const decl = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	var body strings.Builder
	for i := range 160 {
		fmt.Fprintf(&body, `<w:p><w:r><w:t xml:space="preserve">%d. The meeting agreed that item %d is reviewed on day %d; fictional text number %x.</w:t></w:r></w:p>`, i, i*7, i*13, i*i*7919)
	}
	rel := func(id, kind, target string) string {
		return `<Relationship Id="` + id + `" Type="` + relsW + kind + `" Target="` + target + `"/>`
	}
	return []zipItem{
		{"[Content_Types].xml", decl + `<Types xmlns="` + nsTypes + `"><Default Extension="rels" ContentType="` + typeRels + `"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>` +
			`<Override PartName="/word/document.xml" ContentType="` + typeW + `document.main+xml"/><Override PartName="/word/styles.xml" ContentType="` + typeW + `styles+xml"/>` +
			`<Override PartName="/word/settings.xml" ContentType="` + typeW + `settings+xml"/><Override PartName="/word/header1.xml" ContentType="` + typeW + `header+xml"/>` +
			`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>` +
			`<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>`},
		{"_rels/.rels", decl + `<Relationships xmlns="` + nsRels + "\">\n  " + rel("rId1", "officeDocument", "word/document.xml") + "\n  " +
			`<Relationship Id="rId2" Type="` + nsRels + `/metadata/core-properties" Target="docProps/core.xml"/>` + rel("rId3", "extended-properties", "docProps/app.xml") + rel("rId4", "custom-properties", "docProps/custom.xml") + `</Relationships>`},
		{"docProps/core.xml", decl + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Minutes of a fictional meeting</dc:title></cp:coreProperties>`},
		{"docProps/app.xml", decl + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Minutebook</Application></Properties>`},
		{"docProps/custom.xml", decl + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="ProtectiveMarking"><vt:lpwstr>OFFICIAL-SENSITIVE</vt:lpwstr></property></Properties>`},
		{"word/_rels/document.xml.rels", decl + `<Relationships xmlns="` + nsRels + `">` + rel("rId10", "styles", "styles.xml") + rel("rId2", "settings", "settings.xml") + "\n" + rel("rId3", "header", "header1.xml") + rel("rId4", "image", "media/image1.png") +
			`<Relationship Id="rId5" Type="` + relsW + `hyperlink" Target="https://testerdale.example/minutes" TargetMode="External"/></Relationships>`},
		{"word/document.xml", decl + `<w:document xmlns:w="` + nsW + `" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>` + body.String() + `<w:p><w:hyperlink r:id="rId5"><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p><w:sectPr><w:headerReference w:type="default" r:id="rId3"/></w:sectPr></w:body></w:document>`},
		{"word/styles.xml", decl + `<w:styles xmlns:w="` + nsW + `"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`},
		{"word/settings.xml", decl + `<w:settings xmlns:w="` + nsW + `"><w:zoom w:percent="100"/></w:settings>`},
		{"word/header1.xml", decl + `<w:hdr xmlns:w="` + nsW + `"><w:p><w:r><w:t>OFFICIAL-SENSITIVE</w:t></w:r></w:p></w:hdr>`},
		{"word/media/image1.png", "\x89PNG\r\n\x1a\n" + strings.Repeat("not shown ", 900)},
	}
}

// pack writes a ZIP file, with data descriptors as most programs write them.
func pack(t testing.TB, items []zipItem) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, i := range items {
		f, err := w.Create(i.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(i.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unpack is the reverse of pack.
func unpack(t testing.TB, file []byte) []zipItem {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var items []zipItem
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := b.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
		items = append(items, zipItem{f.Name, b.String()})
	}
	return items
}

// signedSample is the sample with a signature.
func signedSample(t testing.TB, id Identity) []byte {
	t.Helper()
	file, err := Word(pack(t, sampleItems()), id, wordOptions())
	if err != nil {
		t.Fatal(err)
	}
	return file
}
