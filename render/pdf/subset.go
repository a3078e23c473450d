package pdf

import (
	"encoding/binary"
	"slices"
	"strconv"
)

// subset is the part of a face that one document uses. A code (CID) stands for one glyph and one meaning: a shape that
// means two different texts has two codes, so that copied text is always what was typed.
type subset struct {
	face   *face
	name   string // as fpdf knows it
	gids   []uint16
	texts  [][]rune
	latin  [0x180]uint16
	others map[meaning]uint16
}

type meaning struct {
	gid  uint16
	text string
}

// subset returns the document's subset of f, starting it on first use.
func (s *setter) subset(f *face) *subset {
	for _, sub := range s.subsets {
		if sub.face == f {
			return sub
		}
	}
	sub := &subset{face: f, name: "f" + strconv.Itoa(len(s.subsets)), others: map[meaning]uint16{}}
	sub.gids, sub.texts = []uint16{0}, [][]rune{nil} // code 0 is .notdef, never drawn
	s.subsets = append(s.subsets, sub)
	return sub
}

// code returns the two-byte code that draws gid and says text.
func (s *subset) code(gid uint16, text []rune) uint16 {
	var slot *uint16
	if len(text) == 1 && int(text[0]) < len(s.latin) && s.face.latin[text[0]] == gid {
		if slot = &s.latin[text[0]]; *slot != 0 {
			return *slot
		}
	}
	key := meaning{}
	if slot == nil {
		key = meaning{gid, string(text)}
		if c, ok := s.others[key]; ok {
			return c
		}
	}
	c := uint16(len(s.gids))
	s.gids = append(s.gids, gid)
	s.texts = append(s.texts, slices.Clone(text))
	if slot != nil {
		*slot = c
	} else {
		s.others[key] = c
	}
	return c
}

// Flags of TrueType glyph descriptions.
const (
	argsAreWords    = 1 << 0
	haveScale       = 1 << 3
	moreComponents  = 1 << 5
	haveXYScale     = 1 << 6
	haveTwoByTwo    = 1 << 7
	haveInstruction = 1 << 8
)

// program returns a TrueType file in which glyph n is the shape of code n. It has the tables that PDF asks for
// (ISO 32000-1, 9.9) and no hints: at print size they change nothing, and they are half of the file.
func (s *subset) program() []byte {
	gids := slices.Clone(s.gids)
	var glyf []byte
	loca := make([]byte, 0, 4*len(gids)+64)
	component := map[uint16]uint16{} // glyph of the face → glyph of the subset
	for i := 0; i < len(gids); i++ { // grows while components are found
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		out := s.face.outline(gids[i])
		if len(out) < 10 {
			continue
		}
		if int16(be16(out, 0)) >= 0 {
			glyf = appendSimple(glyf, out)
		} else {
			glyf = appendComposite(glyf, out, func(gid uint16) uint16 {
				n, ok := component[gid]
				if !ok {
					n = uint16(len(gids))
					component[gid] = n
					gids = append(gids, gid)
				}
				return n
			})
		}
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))

	hmtx := make([]byte, 0, 4*len(gids))
	for _, gid := range gids {
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(s.face.advance(gid)))
		hmtx = binary.BigEndian.AppendUint16(hmtx, s.face.bearing(gid))
	}
	head := slices.Clone(s.face.raw["head"])
	binary.BigEndian.PutUint32(head[8:], 0)  // checkSumAdjustment, filled in by assemble
	binary.BigEndian.PutUint16(head[50:], 1) // indexToLocFormat: long
	hhea := slices.Clone(s.face.raw["hhea"])
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(gids)))
	maxp := slices.Clone(s.face.raw["maxp"])
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(gids)))
	return assemble([]table{{"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}})
}

// appendSimple copies a glyph made of contours without its instructions.
func appendSimple(dst, out []byte) []byte {
	at := 10 + 2*int(be16(out, 0))
	if at+2 > len(out) {
		return dst
	}
	rest := at + 2 + int(be16(out, at))
	if rest > len(out) {
		return dst
	}
	dst = append(dst, out[:at]...)
	dst = append(dst, 0, 0)
	return append(dst, out[rest:]...)
}

// appendComposite copies a glyph made of other glyphs, renumbering them and dropping its instructions.
func appendComposite(dst, out []byte, renumber func(uint16) uint16) []byte {
	dst = append(dst, out[:10]...)
	for at := 10; at+4 <= len(out); {
		flags := be16(out, at)
		size := 6
		if flags&argsAreWords != 0 {
			size += 2
		}
		switch {
		case flags&haveScale != 0:
			size += 2
		case flags&haveXYScale != 0:
			size += 4
		case flags&haveTwoByTwo != 0:
			size += 8
		}
		if at+size > len(out) {
			break
		}
		dst = binary.BigEndian.AppendUint16(dst, flags&^haveInstruction)
		dst = binary.BigEndian.AppendUint16(dst, renumber(be16(out, at+2)))
		dst = append(dst, out[at+4:at+size]...)
		if flags&moreComponents == 0 {
			break
		}
		at += size
	}
	return dst
}

type table struct {
	tag  string
	data []byte
}

// assemble writes a TrueType file of tables, which must be sorted by tag.
func assemble(tables []table) []byte {
	size := 12 + 16*len(tables)
	for _, t := range tables {
		size += (len(t.data) + 3) &^ 3
	}
	out := make([]byte, 0, size)
	out = append(out, 0, 1, 0, 0, 0, byte(len(tables)), 0, 64, 0, 2, 0, byte(16*len(tables)-64)) // 4 to 7 tables
	at := 12 + 16*len(tables)
	adjust := 0
	for _, t := range tables {
		out = append(out, t.tag...)
		out = binary.BigEndian.AppendUint32(out, checksum(t.data))
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		if t.tag == "head" {
			adjust = at + 8
		}
		at += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	binary.BigEndian.PutUint32(out[adjust:], 0xB1B0AFBA-checksum(out))
	return out
}

func checksum(data []byte) uint32 {
	var sum uint32
	for ; len(data) >= 4; data = data[4:] {
		sum += binary.BigEndian.Uint32(data)
	}
	var tail [4]byte
	copy(tail[:], data)
	return sum + binary.BigEndian.Uint32(tail[:])
}
