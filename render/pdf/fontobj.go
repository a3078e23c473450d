package pdf

import (
	"crypto/sha256"
	"fmt"
	"unicode/utf16"
)

// writeFont adds the objects of a subset and returns the number of the font.
func (o *objects) writeFont(s *subset) (int, error) {
	program := s.program()
	sum := sha256.Sum256(program)
	tag := make([]byte, 6) // tells subsets of one face apart (ISO 32000-1, 9.6.4)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	name := string(tag) + "+" + s.face.name

	file, unicode := o.reserve(), o.reserve()
	if err := o.stream(file, fmt.Sprintf("/Length1 %d", len(program)), program, true); err != nil {
		return 0, err
	}
	if err := o.stream(unicode, "", s.toUnicode(), true); err != nil {
		return 0, err
	}
	cidSet := ""
	if o.part == 1 { // required in part 1, error-prone and better left out later
		bits := make([]byte, (len(s.gids)+7)/8)
		for i := range s.gids {
			bits[i/8] |= 0x80 >> (i % 8)
		}
		n := o.reserve()
		if err := o.stream(n, "", bits, true); err != nil {
			return 0, err
		}
		cidSet = fmt.Sprintf("/CIDSet %d 0 R", n)
	}
	f := s.face
	flags := 4 // symbolic: the codes are the document's own
	if f.italicAngle != 0 {
		flags |= 64
	}
	descriptor := o.add("<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox%d/ItalicAngle %d/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %d 0 R%s>>",
		name, flags, f.bbox, f.italicAngle, f.ascent, f.descent, f.capHeight, f.stemV, file, cidSet)
	widths := make([]byte, 0, 4*len(s.gids))
	for i, gid := range s.gids {
		if i > 0 {
			widths = append(widths, ' ')
		}
		widths = fmt.Appendf(widths, "%d", (f.advance(gid)*1000+f.upem/2)/f.upem)
	}
	cid := o.add("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/W[0[%s]]/CIDToGIDMap/Identity>>",
		name, descriptor, widths)
	return o.add("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>",
		name, cid, unicode), nil
}

// toUnicode is the CMap that says what each code means (ISO 32000-1, 9.10.3), at most 100 codes to a block.
func (s *subset) toUnicode() []byte {
	out := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for from := 1; from < len(s.texts); from += 100 {
		to := min(from+100, len(s.texts))
		out = fmt.Appendf(out, "%d beginbfchar\n", to-from)
		for code := from; code < to; code++ {
			out = fmt.Appendf(out, "<%04X> <", code)
			for _, r := range s.texts[code] {
				if hi, lo := utf16.EncodeRune(r); hi != '\uFFFD' {
					out = fmt.Appendf(out, "%04X%04X", hi, lo)
				} else {
					out = fmt.Appendf(out, "%04X", r)
				}
			}
			out = append(out, ">\n"...)
		}
		out = append(out, "endbfchar\n"...)
	}
	return append(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}
