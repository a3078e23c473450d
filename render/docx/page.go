package docx

import "minutebook/render"

// textWidth is A4 (210 mm, 11906 twips) less margins of 20 mm, in twips.
const textWidth = 9638

const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
	`xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"`

// section writes the properties of the only section: paper, margins, which header and footer, and whether the first page has
// its own.
func (w *writer) section(titled bool) {
	first, page := "", ""
	if titled {
		first = `<w:headerReference w:type="first" r:id="` + firstHeaderRel + `"/><w:footerReference w:type="first" r:id="` + firstFooterRel + `"/>`
		page = `<w:titlePg/>`
	}
	w.raw(`<w:sectPr><w:headerReference w:type="default" r:id="`, headerRel, `"/>`,
		`<w:footerReference w:type="default" r:id="`, footerRel, `"/>`, first,
		`<w:pgSz w:w="11906" w:h="16838"/>`,
		`<w:pgMar w:top="1417" w:right="1134" w:bottom="1417" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>`,
		page, `</w:sectPr>`)
}

// header writes the page header: DRAFT if it is one, marking, and what the authority's reference has or, where it has
// nothing, the document's own line. Word moves the text down
// where the header needs more room than the margin.
func header(doc *render.Document, own []*node) []byte {
	var w writer
	w.raw(xmlHead, `<w:hdr `, namespaces, drawingSpaces, `>`)
	if doc.Draft {
		w.raw(`<w:p><w:pPr><w:pStyle w:val="DraftMark"/></w:pPr><w:r><w:t>DRAFT</w:t></w:r>`, watermark, `</w:p>`)
	}
	if doc.Marking != "" {
		w.paragraph("HeaderMarking", place{}, []render.Span{{Text: doc.Marking}})
	}
	if own == nil {
		w.paragraph("HeaderLine", place{}, []render.Span{{Text: doc.Header}})
	}
	w.surround(own)
	w.raw(`</w:hdr>`)
	return w.Bytes()
}

// footer writes the page footer, below what the authority's reference has. The number of pages is a field that Word counts itself.
func footer(doc *render.Document, own []*node) []byte {
	var w writer
	w.raw(xmlHead, `<w:ftr `, namespaces, drawingSpaces, `>`)
	w.surround(own)
	w.open("FooterLine", place{}, 0, western)
	if doc.Code != nil && doc.Code.Link != "" {
		w.code(doc.Code)
	}
	w.span(render.Span{Text: doc.Footer}, western, "")
	w.raw(`<w:r><w:tab/><w:t xml:space="preserve">Page </w:t></w:r>`,
		`<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>`,
		`<w:r><w:t xml:space="preserve"> of </w:t></w:r>`,
		`<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>`)
	if doc.Marking != "" {
		w.paragraph("HeaderMarking", place{}, []render.Span{{Text: doc.Marking}})
	}
	if doc.Code != nil {
		w.paragraph("FooterCode", place{}, []render.Span{{Text: "Code " + doc.Code.Text}})
	}
	w.raw(`</w:ftr>`)
	return w.Bytes()
}

// surround writes what the reference has around a page. After a table there must be a paragraph.
func (w *writer) surround(own []*node) {
	for _, n := range own {
		w.tree(n)
	}
	if len(own) > 0 && own[len(own)-1].name == "w:tbl" {
		w.gap(place{})
	}
}

const drawingSpaces = ` xmlns:wp="` + wordDrawing + `" xmlns:a="` + drawingML + `" xmlns:pic="` + pictureML + `"`

// watermark is the word DRAFT across the page, behind the text, as Word itself writes it: WordArt in VML. The geometry
// is that of the preset shape type 136 (ECMA-376 part 4, 20.1.2.10); LibreOffice knows a watermark by its id.
const watermark = `<w:r><w:pict>` +
	`<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">` +
	`<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>` +
	`<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>` +
	`<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/>` +
	`<v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>` +
	`<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>` +
	`<v:textpath on="t" fitshape="t"/></v:shapetype>` +
	`<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" alt="DRAFT" ` +
	`style="position:absolute;margin-left:0;margin-top:0;width:420pt;height:140pt;rotation:315;z-index:-251658752;` +
	`mso-position-horizontal:center;mso-position-horizontal-relative:margin;` +
	`mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#d9d9d9" stroked="f">` +
	`<v:fill opacity=".5"/><v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt" string="DRAFT"/>` +
	`</v:shape></w:pict></w:r>`
