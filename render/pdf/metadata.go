package pdf

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"minutebook/render"
)

// producer names the program that made the file, in both places that must agree (PDF/A-1, 6.7.3).
const producer = "Minutebook"

// writeInfo adds the document information dictionary.
func (o *objects) writeInfo(doc *render.Document) int {
	dates := ""
	if !doc.Created.IsZero() {
		d := doc.Created.UTC().Format("(D:20060102150405+00'00')")
		dates = "/CreationDate" + d + "/ModDate" + d
	}
	entry := func(key, value string) string {
		if value == "" {
			return ""
		}
		return "/" + key + hexText(value)
	}
	return o.add("<<%s%s%s%s%s%s>>", entry("Title", title(doc)), entry("Author", plain(doc.Author)), entry("Subject", plain(doc.Subject)),
		entry("Creator", producer), entry("Producer", producer), dates)
}

// xmp is the metadata packet: what Info says, the claims of PDF/A and PDF/UA, and, because PDF/A does not know PDF/UA,
// the extension schema that explains the latter (PDF/A-2, 6.6.2.3).
func xmp(doc *render.Document, part int) []byte {
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` + "\n")
	describe := func(ns, uri, body string) {
		fmt.Fprintf(&b, "<rdf:Description rdf:about=\"\" xmlns:%s=\"%s\">%s</rdf:Description>\n", ns, uri, body)
	}
	alt := func(tag, s string) string {
		if s == "" {
			return ""
		}
		return "<" + tag + `><rdf:Alt><rdf:li xml:lang="x-default">` + xmlText(s) + "</rdf:li></rdf:Alt></" + tag + ">"
	}
	dc := "<dc:format>application/pdf</dc:format>" + alt("dc:title", title(doc)) + alt("dc:description", plain(doc.Subject))
	if author := plain(doc.Author); author != "" {
		dc += "<dc:creator><rdf:Seq><rdf:li>" + xmlText(author) + "</rdf:li></rdf:Seq></dc:creator>"
	}
	if part != 1 {
		dc += "<dc:language><rdf:Bag><rdf:li>" + xmlText(languageOf(doc)) + "</rdf:li></rdf:Bag></dc:language>"
	}
	describe("dc", "http://purl.org/dc/elements/1.1/", dc)
	dates := ""
	if !doc.Created.IsZero() {
		d := doc.Created.UTC().Format(time.RFC3339)
		dates = "<xmp:CreateDate>" + d + "</xmp:CreateDate><xmp:ModifyDate>" + d + "</xmp:ModifyDate>"
	}
	describe("xmp", "http://ns.adobe.com/xap/1.0/", "<xmp:CreatorTool>"+producer+"</xmp:CreatorTool>"+dates)
	describe("pdf", "http://ns.adobe.com/pdf/1.3/", "<pdf:Producer>"+producer+"</pdf:Producer>")
	level := "A"
	if part == 1 {
		level = "B"
	}
	describe("pdfaid", "http://www.aiim.org/pdfa/ns/id/",
		fmt.Sprintf("<pdfaid:part>%d</pdfaid:part><pdfaid:conformance>%s</pdfaid:conformance>", part, level))
	describe("pdfuaid", "http://www.aiim.org/pdfua/ns/id/", "<pdfuaid:part>1</pdfuaid:part>")
	b.WriteString(uaSchema)
	b.WriteString("</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>")
	return []byte(b.String())
}

const uaSchema = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"` +
	` xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">` +
	`<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>` +
	`<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>` +
	`<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>` +
	`<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>` +
	`<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>` +
	"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n"

var xmlText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace

// title is never empty: PDF/UA asks for one (7.1).
func title(doc *render.Document) string {
	if t := plain(doc.Title); t != "" {
		return t
	}
	return "Untitled"
}

func languageOf(doc *render.Document) string {
	if lang := languageTag(doc.Lang); lang != "" {
		return lang
	}
	return "en-GB"
}

// tagShape is that of a language tag (BCP 47), near enough to keep anything else out of the file.
var tagShape = regexp.MustCompile(`^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$`)

// languageTag returns lang if it is one, else nothing: a wrong language is worse for a screen reader than none.
func languageTag(lang string) string {
	if tagShape.MatchString(lang) {
		return lang
	}
	return ""
}

// longest is how many characters a property of the file may have; PDF/A ends strings at 32,767 bytes (PDF/A-2, 6.1.13).
const longest = 2000

// plain is user text on one line for places outside the pages, with what cannot be shown replaced as on them.
func plain(s string) string {
	runes := clean(nil, s, render.Replaced{})
	s = strings.Join(strings.Fields(spoken(runes)), " ")
	if utf8.RuneCountInString(s) > longest {
		s = string([]rune(s)[:longest-1]) + "…"
	}
	return s
}
