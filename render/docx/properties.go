package docx

import (
	"time"

	"minutebook/render"
)

// coreProperties writes title, author, language and dates of the file (ECMA-376 part 2, clause 11).
func coreProperties(doc *render.Document) []byte {
	var m markup
	m.raw(xmlHead, `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" `,
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" `,
		`xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	m.property("dc:title", doc.Title)
	m.property("dc:subject", doc.Subject)
	m.property("dc:creator", doc.Author)
	m.property("cp:lastModifiedBy", doc.Author)
	m.property("dc:language", languageOr(doc.Lang))
	if doc.Draft {
		m.property("cp:contentStatus", "Draft")
	}
	// Word keeps times as Windows does, from 1601 on; a document without a time gets none.
	if at := doc.Created.UTC(); at.Year() >= 1601 && at.Year() <= 9999 {
		stamp := at.Format(time.RFC3339)
		m.raw(`<dcterms:created xsi:type="dcterms:W3CDTF">`, stamp, `</dcterms:created>`,
			`<dcterms:modified xsi:type="dcterms:W3CDTF">`, stamp, `</dcterms:modified>`)
	}
	m.raw(`</cp:coreProperties>`)
	return m.Bytes()
}

func (m *markup) property(name, value string) {
	m.raw(`<`, name, `>`)
	m.attr(value)
	m.raw(`</`, name, `>`)
}

// customProperties writes the protective marking where document management systems look for it. The format identifier
// is the fixed one of user-defined properties; their numbers start at 2.
func customProperties(doc *render.Document) []byte {
	var m markup
	m.raw(xmlHead, `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" `,
		`xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">`,
		`<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="ProtectiveMarking">`)
	m.property("vt:lpwstr", doc.Marking)
	m.raw(`</property></Properties>`)
	return m.Bytes()
}

// settings writes the settings part. Compatibility mode 15 is that of Word 2013 and later; without it Word opens the
// file as one of an old version and sets tables differently.
func settings(lang string) []byte {
	var m markup
	m.raw(xmlHead, `<w:settings `, namespaces, `><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>`,
		`<w:characterSpacingControl w:val="doNotCompress"/><w:compat>`,
		`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>`,
		`</w:compat><w:themeFontLang w:val="`, languageOr(lang), `"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>`,
		`</w:settings>`)
	return m.Bytes()
}
