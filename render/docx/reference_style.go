package docx

import (
	"slices"
	"strconv"
	"strings"
)

// readTheme takes the names of the theme's two fonts.
func (r *referenceReader) readTheme(rels map[string]relation) {
	part, ok := the(rels, "theme")
	if !ok {
		return
	}
	root := r.tree(part)
	if root == nil {
		return
	}
	r.fonts = map[string]string{}
	for _, which := range []string{"major", "minor"} {
		if latin := root.find("a:" + which + "Font").child("a:latin"); latin != nil {
			r.fonts[which] = latin.attr("typeface")
		}
	}
}

// readStyles takes the style sheet. Styles cannot lead anywhere, so all of it is harmless but for numbering, which belongs to
// a part that is not taken.
func (r *referenceReader) readStyles(rels map[string]relation) {
	part, ok := the(rels, "styles")
	if !ok {
		return
	}
	root := r.tree(part)
	if root == nil {
		return
	}
	r.tidy(root)
	defaults := root.child("w:docDefaults")
	run := defaults.child("w:rPrDefault").child("w:rPr")
	r.ref.fonts, r.ref.colour, r.ref.spacing = run.child("w:rFonts"), run.child("w:color"), defaults.child("w:pPrDefault")
	if size := run.child("w:sz"); size != nil {
		points, err := strconv.Atoi(size.attr("w:val"))
		if err != nil || points < 12 || points > 72 {
			r.fault(part, "the size of ordinary text is %q half points; choose one from 6 to 36 points", size.attr("w:val"))
		}
		r.ref.size = textSize(points)
	}
	named := map[string]string{}
	for _, s := range builtIn() {
		named[strings.ToLower(s.name)] = s.id
	}
	for _, s := range root.kids {
		if s.name != "w:style" || s.attr("w:type") == "numbering" && s.attr("w:styleId") != "NoList" {
			continue
		}
		id := s.attr("w:styleId")
		name := ""
		if n := s.child("w:name"); n != nil {
			name = n.attr("w:val")
		}
		wanted, reserved := named[strings.ToLower(name)]
		if reserved && wanted != id {
			r.fault(part, "the style %q has the id %q, where papers look for %q; save the file in an English Word, or with LibreOffice", name, id, wanted)
		}
		if !reserved {
			s.set("w:default", "0") // Word takes one default of each type, and papers have theirs
		}
		r.ref.styles = append(r.ref.styles, s)
	}
}

// dropped are elements that are left out wherever they stand: nothing of them is seen, or they belong to parts that are not
// taken.
var dropped = map[string]bool{
	"w:numPr": true, "w:sectPr": true, "w:latentStyles": true, "w:rsid": true, "w:rsids": true, "w:proofErr": true,
	"w:bookmarkStart": true, "w:bookmarkEnd": true, "w:lastRenderedPageBreak": true, "w:permStart": true, "w:permEnd": true,
	"w:commentRangeStart": true, "w:commentRangeEnd": true, "w:del": true, "w:moveFrom": true, "w:sdtPr": true, "w:sdtEndPr": true,
	"w:pPrChange": true, "w:rPrChange": true, "w:tblPrChange": true, "w:trPrChange": true, "w:tcPrChange": true,
	"w:tblGridChange": true, "w:tblPrExChange": true, "a:extLst": true, "a:hlinkClick": true, "a:hlinkHover": true,
}

// ours reports whether n is text or of a vocabulary that papers are written in.
func ours(n *node) bool {
	prefix, _, _ := strings.Cut(n.name, ":")
	return n.name == "" || slices.Contains([]string{"w", "wp", "a", "pic"}, prefix)
}

// tidy takes out what is dropped, and writes fonts of the theme by name and colours of the theme by value: papers have no
// theme.
func (r *referenceReader) tidy(n *node) {
	var kids []*node
	for _, k := range n.kids {
		if !dropped[k.name] && ours(k) {
			r.tidy(k)
			kids = append(kids, k)
		}
	}
	n.kids = kids
	var attrs []attribute
	for _, a := range n.attrs {
		switch {
		case strings.HasPrefix(a.name, "w:rsid"), strings.HasPrefix(a.name, "r:") && n.name != "a:blip", strings.HasPrefix(a.name, "w:theme") && n.name != "w:rFonts":
		case n.name == "w:rFonts" && strings.HasSuffix(strings.ToLower(a.name), "theme"):
		default:
			attrs = append(attrs, a)
		}
	}
	themed := n.attrs
	n.attrs = attrs
	if n.name != "w:rFonts" {
		return
	}
	for _, a := range themed {
		script, ok := strings.CutSuffix(strings.ToLower(a.name), "theme")
		font := r.fonts[a.value[:min(len(a.value), 5)]]
		if ok && font != "" {
			n.set(map[string]string{"w:ascii": "w:ascii", "w:hansi": "w:hAnsi", "w:eastasia": "w:eastAsia", "w:cs": "w:cs"}[script], font)
		}
	}
}

// sized is a style for text of that size. Large print has nothing small and nothing italic, whatever the reference says.
func (t textSize) sized(n *node, s *style) *node {
	if t == 0 || n.name == "" {
		return n
	}
	out := &node{name: n.name, attrs: n.attrs, text: n.text}
	switch n.name {
	case "w:sz", "w:szCs":
		if size, err := strconv.Atoi(n.attr("w:val")); err == nil {
			grown := *s
			grown.size = size
			out.attrs = []attribute{{"w:val", strconv.Itoa(t.of(&grown))}}
		}
	case "w:i", "w:iCs":
		if t.large() {
			out.attrs = []attribute{{"w:val", "0"}}
		}
	}
	for _, k := range n.kids {
		out.kids = append(out.kids, t.sized(k, s))
	}
	return out
}

// styleOf is what sized must know of a style.
func styleOf(n *node) *style {
	s := &style{id: n.attr("w:styleId")}
	if based := n.child("w:basedOn"); based != nil {
		s.basedOn = based.attr("w:val")
	}
	return s
}
