package docx

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"minutebook/render"
)

// readSection takes header and footer of the first section: of every page, and of its first page where that is another.
func (r *referenceReader) readSection(main *node, rels map[string]relation) {
	section := main.find("w:sectPr")
	if section == nil {
		return
	}
	if t := section.child("w:titlePg"); t != nil && !slices.Contains([]string{"0", "false", "off"}, t.attr("w:val")) {
		r.ref.titled = true
	}
	for _, k := range section.kids {
		which, ok := map[string]int{"default": 0, "first": 1}[k.attr("w:type")]
		rel, there := rels[k.attr("r:id")]
		if !ok || !there || which == 1 && !r.ref.titled {
			continue
		}
		switch page := &r.ref.pages[which]; k.name {
		case "w:headerReference":
			page.header = r.surround(rel.target)
		case "w:footerReference":
			page.footer = r.surround(rel.target)
		}
	}
}

// furnitureStyles are those of what this package itself writes around a page: a paper of ours may be the reference of
// further ones.
var furnitureStyles = []string{"HeaderLine", "HeaderMarking", "DraftMark", "FooterLine"}

// surround reads a header or footer; it is nil where there is nothing to see.
func (r *referenceReader) surround(part string) []*node {
	root := r.tree(part)
	if root == nil {
		return nil
	}
	c := &cloner{referenceReader: r, part: part, rels: r.relations(part)}
	var blocks []*node
	for _, k := range root.kids {
		if p := k.child("w:pPr").child("w:pStyle"); p != nil && slices.Contains(furnitureStyles, p.attr("w:val")) {
			continue
		}
		blocks = append(blocks, c.clone(k)...)
	}
	if c.depth != 0 {
		r.fault(part, "a field has no end; put it in anew")
	}
	if !c.seen {
		return nil
	}
	return blocks
}

// cloner copies what it knows of a header or footer.
type cloner struct {
	*referenceReader
	part  string
	rels  map[string]relation
	seen  bool // something on paper
	depth int  // of fields
	field strings.Builder
}

var (
	// blocks may stand in a header, with everything of their own inside.
	blocks = map[string]bool{
		"w:p": true, "w:r": true, "w:tbl": true, "w:tblGrid": true, "w:gridCol": true, "w:tr": true, "w:tc": true,
		"w:t": true, "w:tab": true, "w:br": true, "w:cr": true, "w:noBreakHyphen": true, "w:softHyphen": true,
		"w:fldSimple": true, "w:fldChar": true, "w:instrText": true,
	}
	// wrappers are left out, and what is in them stays: a link loses its address, a content control its behaviour.
	wrappers = map[string]bool{
		"w:sdt": true, "w:sdtContent": true, "w:hyperlink": true, "w:smartTag": true, "w:ins": true, "w:moveTo": true, "w:customXml": true,
	}
	// instead says what to do about what people often have there.
	instead = map[string]string{
		"w:pict": "an old drawing or watermark; put in a picture, in line with the text", "w:object": "an embedded object; put in a picture of it",
		"mc:AlternateContent": "a text box or shape; write its text into a paragraph or a table", "w:altChunk": "another document; copy its text",
		"w:sym": "a symbol of a special font; write it as ordinary text",
	}
)

// clone returns a copy of an element, what stands in its place, or nothing.
func (c *cloner) clone(n *node) []*node {
	switch {
	case n.name == "":
		return []*node{n}
	case dropped[n.name]:
		return nil
	case wrappers[n.name]:
		return c.inside(n)
	case n.name == "w:drawing":
		return c.drawing(n)
	case strings.HasSuffix(n.name, "Pr") && strings.HasPrefix(n.name, "w:"):
		c.tidy(n)
		return []*node{n}
	case !blocks[n.name]:
		what := instead[n.name]
		if what == "" {
			what = "the element " + n.name + ", which is not taken over; take it out"
		}
		c.fault(c.part, "it has %s", what)
		return nil
	}
	c.fields(n)
	out := &node{name: n.name, kids: c.inside(n)}
	for _, a := range n.attrs {
		if !strings.HasPrefix(a.name, "w:rsid") && a.name != "w:dirty" && !strings.HasPrefix(a.name, "r:") {
			out.attrs = append(out.attrs, a)
		}
	}
	return []*node{out}
}

func (c *cloner) inside(n *node) []*node {
	var kids []*node
	for _, k := range n.kids {
		if n.name == "w:t" && strings.TrimSpace(k.text) != "" {
			c.seen = true
		}
		kids = append(kids, c.clone(k)...)
	}
	return kids
}

// fields lets through the numbers of pages only. Other fields read files and addresses, or change from day to day.
func (c *cloner) fields(n *node) {
	switch {
	case n.name == "w:fldSimple":
		c.instruction(n.attr("w:instr"))
	case n.name == "w:instrText":
		for _, k := range n.kids {
			c.field.WriteString(k.text)
		}
	case n.name == "w:fldChar" && n.attr("w:fldCharType") == "begin":
		c.depth++
	case n.name == "w:fldChar" && n.attr("w:fldCharType") == "end":
		c.depth--
		c.instruction(c.field.String())
		c.field.Reset()
	}
}

func (c *cloner) instruction(text string) {
	c.seen = true
	if words := strings.Fields(text); len(words) == 0 || !slices.Contains([]string{"PAGE", "NUMPAGES", "SECTIONPAGES"}, words[0]) {
		c.fault(c.part, "it has the field “%s”; only page numbers are taken over, write the text out", strings.TrimSpace(text))
	}
}

// drawing takes a picture with its place on the page.
func (c *cloner) drawing(n *node) []*node {
	data, blip := n.find("a:graphicData"), n.find("a:blip")
	if data == nil || blip == nil || data.attr("uri") != pictureML {
		c.fault(c.part, "it has a drawing that is not a picture; put in a picture of it")
		return nil
	}
	rel, ok := c.rels[blip.attr("r:embed")]
	switch {
	case blip.attr("r:link") != "":
		c.fault(c.part, "it has a picture that lies outside the file; put the picture itself in")
		return nil
	case !ok || rel.external || rel.kind != "image":
		c.fault(c.part, "it has a picture without its data; put it in anew")
		return nil
	}
	if len(c.ref.pictures) == maxPictures {
		c.fault(c.part, "there are more than %d pictures in headers and footers; take some out", maxPictures)
		return nil
	}
	raw, ok := c.read(rel.target, maxMedia)
	if !ok {
		return nil
	}
	jpeg, err := c.picture(raw)
	if err != nil {
		c.fault(rel.target, "%w", err)
		return nil
	}
	c.seen = true
	c.ref.pictures = append(c.ref.pictures, jpeg)
	c.tidy(n)
	c.number(n)
	return []*node{n}
}

// number makes a drawing show the latest picture, and numbers it apart from the pictures of the text.
func (c *cloner) number(n *node) {
	switch n.name {
	case "wp:docPr", "pic:cNvPr":
		number := strconv.Itoa(1000 + len(c.ref.pictures))
		n.attrs = []attribute{{"id", number}, {"name", "Picture " + number}, {"descr", n.attr("descr")}}
	case "a:blip":
		n.attrs, n.kids = []attribute{{"r:embed", referenceRel(len(c.ref.pictures) - 1)}}, nil
	}
	for _, k := range n.kids {
		c.number(k)
	}
}

// surrounds are the parts around the pages of a document: header and footer of every page, and of the first where it has its
// own, each with the pictures that it shows.
func (ref *Reference) surrounds(doc *render.Document) ([]entry, error) {
	var parts []entry
	code, err := doc.Code.Picture()
	if err != nil {
		return nil, err
	}
	if code != nil {
		parts = append(parts, entry{"word/" + codePicture, code})
	}
	add := func(name string, data []byte) {
		parts = append(parts, entry{"word/" + name + ".xml", data})
		if rels := ref.picturesIn(data); rels != nil {
			parts = append(parts, entry{"word/_rels/" + name + ".xml.rels", rels})
		}
	}
	add("header1", header(doc, ref.pages[0].header))
	add("footer1", footer(doc, ref.pages[0].footer))
	if ref.titled {
		add("header2", header(doc, ref.pages[1].header))
		add("footer2", footer(doc, ref.pages[1].footer))
	}
	for i, data := range ref.pictures {
		parts = append(parts, entry{"word/" + referencePicture(i), data})
	}
	return parts, nil
}

func referencePicture(i int) string { return "media/reference" + strconv.Itoa(i+1) + ".jpeg" }

func referenceRel(i int) string { return "rIdReference" + strconv.Itoa(i+1) }

// picturesIn is the relationship part of a header or footer, nil where it shows no picture.
func (ref *Reference) picturesIn(part []byte) []byte {
	var m markup
	for i := range ref.pictures {
		if bytes.Contains(part, []byte(`r:embed="`+referenceRel(i)+`"`)) {
			m.raw(`<Relationship Id="`, referenceRel(i), `" Type="`, relType, `image" Target="`, referencePicture(i), `"/>`)
		}
	}
	if bytes.Contains(part, []byte(`r:embed="`+codeRel+`"`)) {
		m.raw(`<Relationship Id="`, codeRel, `" Type="`, relType, `image" Target="`, codePicture, `"/>`)
	}
	if m.Len() == 0 {
		return nil
	}
	return []byte(xmlHead + relsHead + m.String() + `</Relationships>`)
}
