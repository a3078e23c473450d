package docx

import (
	"cmp"
	"strconv"
	"strings"
)

const (
	// The colours keep WCAG 2.2 AA contrast (at least 4.5 to 1) on white and on both fills.
	ink      = "0B0C0C"
	grey     = "505A5F" // 7.0 to 1 on white, 5.6 on headFill
	red      = "942514"
	blue     = "1D4F7C"
	headFill = "DEE6EE"
	factFill = "F3F4F5"
	lineGrey = "8A9299"

	// frame surrounds each paragraph of a notice.
	frame = `<w:pBdr>` +
		`<w:top w:val="single" w:sz="8" w:space="4" w:color="` + blue + `"/>` +
		`<w:left w:val="single" w:sz="48" w:space="6" w:color="` + blue + `"/>` +
		`<w:bottom w:val="single" w:sz="8" w:space="4" w:color="` + blue + `"/>` +
		`<w:right w:val="single" w:sz="8" w:space="6" w:color="` + blue + `"/>` +
		`</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="` + factFill + `"/>`

	frameInset = 227 // twips from the margin to the text of a notice
	frameRight = 130 // less, because the right border is thin
)

// style is a paragraph style. Names in lower case are Word's built-in ones: under another name a heading would be
// missing from the navigation pane.
type style struct {
	id, name, basedOn, next string
	ours                    bool   // not one of Word's
	paragraph               string // properties in the order of CT_PPrBase
	size                    int    // half points, 0 for that of basedOn
	bold                    bool
	colour                  string
}

var headingStyles = [...]string{"Heading1", "Heading2", "Heading3", "Heading4"}

// The title of a paper has the style "heading 1", not "Title": only headings are in the navigation pane, and only
// "heading 1" becomes an h1 on conversion to HTML.
var styles = []style{
	{id: "Heading1", name: "heading 1", basedOn: "Normal", next: "Normal", size: 40, bold: true, colour: ink,
		paragraph: `<w:keepNext/><w:keepLines/><w:spacing w:before="120" w:after="160" w:line="240" w:lineRule="auto"/><w:outlineLvl w:val="0"/>`},
	{id: "Heading2", name: "heading 2", basedOn: "Normal", next: "Normal", size: 28, bold: true, colour: blue,
		paragraph: `<w:keepNext/><w:keepLines/><w:spacing w:before="320" w:after="120" w:line="240" w:lineRule="auto"/><w:outlineLvl w:val="1"/>`},
	{id: "Heading3", name: "heading 3", basedOn: "Normal", next: "Normal", size: 24, bold: true, colour: ink,
		paragraph: `<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="100" w:line="240" w:lineRule="auto"/><w:outlineLvl w:val="2"/>`},
	{id: "Heading4", name: "heading 4", basedOn: "Normal", next: "Normal", size: 22, bold: true, colour: ink,
		paragraph: `<w:keepNext/><w:keepLines/><w:spacing w:before="200" w:after="80" w:line="240" w:lineRule="auto"/><w:outlineLvl w:val="3"/>`},
	{id: "Subtitle", name: "Subtitle", basedOn: "Normal", next: "Normal", size: 26, colour: grey,
		paragraph: `<w:spacing w:after="200" w:line="252" w:lineRule="auto"/>`},
	{id: "Caption", name: "caption", basedOn: "Normal", next: "Normal", bold: true,
		paragraph: `<w:keepNext/><w:keepLines/><w:spacing w:before="160" w:after="80"/>`},
	{id: "ListParagraph", name: "List Paragraph", basedOn: "Normal",
		paragraph: `<w:spacing w:after="60"/>`},
	{id: "Header", name: "header", basedOn: "Normal", size: 18, colour: grey,
		paragraph: `<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs><w:spacing w:after="40" w:line="240" w:lineRule="auto"/>`},
	{id: "Footer", name: "footer", basedOn: "Normal", size: 18, colour: grey,
		paragraph: `<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs><w:spacing w:after="40" w:line="240" w:lineRule="auto"/>`},
	{id: "HeaderLine", name: "Header Line", ours: true, basedOn: "Header",
		paragraph: `<w:spacing w:after="240"/>`}, // the distance to the text, where the header is higher than the margin
	{id: "HeaderMarking", name: "Header Marking", ours: true, basedOn: "Header", size: 20, bold: true, colour: ink,
		paragraph: `<w:jc w:val="center"/>`},
	{id: "FooterLine", name: "Footer Line", ours: true, basedOn: "Footer"},
	{id: "FooterCode", name: "Footer Code", ours: true, basedOn: "Footer",
		paragraph: `<w:jc w:val="center"/>`},
	{id: "DraftMark", name: "Draft Mark", ours: true, basedOn: "Header", size: 48, bold: true, colour: red,
		paragraph: `<w:spacing w:after="0"/><w:jc w:val="center"/>`},
	{id: "ProtectiveMarking", name: "Protective Marking", ours: true, basedOn: "Normal", size: 22, bold: true, colour: ink},
	{id: "SmallText", name: "Small Text", ours: true, basedOn: "Normal", size: 18, colour: grey,
		paragraph: `<w:spacing w:after="80" w:line="240" w:lineRule="auto"/>`},
	{id: "Figure", name: "Figure", ours: true, basedOn: "Normal",
		paragraph: `<w:spacing w:before="160" w:after="60" w:line="240" w:lineRule="auto"/>`},
	letterheadStyle,
	{id: "TableText", name: "Table Text", ours: true, basedOn: "Normal", size: 21,
		paragraph: `<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>`},
	{id: "TableHeading", name: "Table Heading", ours: true, basedOn: "TableText", bold: true},
	{id: "TableGap", name: "Table Gap", ours: true, basedOn: "Normal", size: 2,
		paragraph: `<w:spacing w:before="0" w:after="140" w:line="20" w:lineRule="exact"/>`},
	{id: "Notice", name: "Notice", ours: true, basedOn: "Normal",
		paragraph: frame + `<w:spacing w:before="0" w:after="80"/><w:ind w:left="227" w:right="130"/>`},
	{id: "NoticeTitle", name: "Notice Title", ours: true, basedOn: "Notice", next: "Notice", bold: true,
		paragraph: `<w:keepNext/>`},
}

// fixedStyles stand before the others and have no size of their own.
var fixedStyles = []struct{ id, name, markup string }{
	{"Normal", "Normal", `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>`},
	{"DefaultParagraphFont", "Default Paragraph Font", `<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>` +
		`<w:uiPriority w:val="1"/><w:semiHidden/></w:style>`},
	{"NotAnswered", "Not Answered", `<w:style w:type="character" w:customStyle="1" w:styleId="NotAnswered"><w:name w:val="Not Answered"/>` +
		`<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr><w:i/><w:iCs/><w:color w:val="` + grey + `"/></w:rPr></w:style>`},
	{"TableNormal", "Normal Table", tableNormal},
	{"NoList", "No List", `<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>` +
		`<w:uiPriority w:val="99"/><w:semiHidden/></w:style>`},
	{"TableGrid", "Table Grid", tableGrid},
}

// builtIn lists the ids and names of all styles that papers use.
func builtIn() []style {
	all := make([]style, 0, len(fixedStyles)+len(styles))
	for _, f := range fixedStyles {
		all = append(all, style{id: f.id, name: f.name})
	}
	return append(all, styles...)
}

// styleSheet writes the styles part: those of the reference, and the built-in ones that it does not have.
func styleSheet(lang string, size textSize, ref *Reference) []byte {
	var m markup
	m.Grow(8 << 10)
	m.raw(xmlHead, `<w:styles `, namespaces, `>`)
	m.defaults(lang, size, ref)
	own := map[string]bool{}
	for _, s := range ref.styles {
		own[s.attr("w:styleId")] = true
		m.tree(size.sized(s, styleOf(s)))
	}
	upright := strings.NewReplacer(`<w:i/><w:iCs/>`, "")
	for _, f := range fixedStyles {
		switch {
		case own[f.id]:
		case size.large():
			m.raw(upright.Replace(f.markup))
		default:
			m.raw(f.markup)
		}
	}
	for _, s := range styles {
		if !own[s.id] {
			s.size = size.of(&s)
			m.style(s)
		}
	}
	m.raw(`</w:styles>`)
	return m.Bytes()
}

// defaults writes what holds for text without a style.
func (m *markup) defaults(lang string, size textSize, ref *Reference) {
	normal := strconv.Itoa(cmp.Or(size, ref.size).normal())
	lang = languageOr(lang)
	m.raw(`<w:docDefaults><w:rPrDefault><w:rPr>`)
	m.treeOr(ref.fonts, `<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>`)
	m.treeOr(ref.colour, `<w:color w:val="`+ink+`"/>`)
	m.raw(`<w:sz w:val="`, normal, `"/><w:szCs w:val="`, normal, `"/>`,
		`<w:lang w:val="`, lang, `" w:eastAsia="`, lang, `" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>`)
	m.treeOr(ref.spacing, `<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="269" w:lineRule="auto"/></w:pPr></w:pPrDefault>`)
	m.raw(`</w:docDefaults>`)
}

// treeOr writes n, or the other markup where there is none.
func (m *markup) treeOr(n *node, other string) {
	if n == nil {
		m.raw(other)
		return
	}
	m.tree(n)
}

func (m *markup) style(s style) {
	m.raw(`<w:style w:type="paragraph"`)
	if s.ours {
		m.raw(` w:customStyle="1"`)
	}
	m.raw(` w:styleId="`, s.id, `"><w:name w:val="`, s.name, `"/><w:basedOn w:val="`, s.basedOn, `"/>`)
	if s.next != "" {
		m.raw(`<w:next w:val="`, s.next, `"/>`)
	}
	m.raw(`<w:qFormat/><w:pPr>`, s.paragraph, `</w:pPr><w:rPr>`)
	if s.bold {
		m.raw(`<w:b/><w:bCs/>`)
	}
	if s.colour != "" {
		m.raw(`<w:color w:val="`, s.colour, `"/>`)
	}
	if s.size != 0 {
		m.val("w:sz", s.size)
		m.val("w:szCs", s.size)
	}
	m.raw(`</w:rPr></w:style>`)
}

const tableNormal = `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>` +
	`<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>` +
	`<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>` +
	`<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`

const tableGrid = `<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>` +
	`<w:tblPr><w:tblBorders>` +
	`<w:top w:val="single" w:sz="4" w:space="0" w:color="` + lineGrey + `"/>` +
	`<w:left w:val="single" w:sz="4" w:space="0" w:color="` + lineGrey + `"/>` +
	`<w:bottom w:val="single" w:sz="4" w:space="0" w:color="` + lineGrey + `"/>` +
	`<w:right w:val="single" w:sz="4" w:space="0" w:color="` + lineGrey + `"/>` +
	`<w:insideH w:val="single" w:sz="4" w:space="0" w:color="` + lineGrey + `"/>` +
	`<w:insideV w:val="single" w:sz="4" w:space="0" w:color="` + lineGrey + `"/>` +
	`</w:tblBorders></w:tblPr></w:style>`

// tableLook tells assistive technology which cells are headings (ECMA-376 part 1, 17.4.55). The style has no
// conditional formats: programs disagree about those, so heading cells carry their look themselves.
func tableLook(headRow, headCol bool) string {
	switch {
	case headRow && headCol:
		return `<w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`
	case headRow:
		return `<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`
	case headCol:
		return `<w:tblLook w:val="0680" w:firstRow="0" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`
	}
	return `<w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`
}
