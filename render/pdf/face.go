package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"unicode"

	"minutebook/assets"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// face is one embedded font file. It is read on first use, then never changes, so all documents share it.
type face struct {
	name   string // PostScript name and file name
	script *unicode.RangeTable
	scale  float64 // of its size, where the design looks small beside Noto Sans; 0 is 1
	bold   *face   // the heavier face of the same script; nil where there is none

	once sync.Once
	err  error
	font *font.Font
	raw  map[string][]byte // tables by tag, views into the file

	metrics
	upem, numGlyphs, numHM int
	longLoca               bool
	latin                  [0x600]uint16 // glyphs of the runes that almost all text is made of; 0 for none
}

// metrics of a face in thousandths of an em, the unit of PDF font descriptors.
type metrics struct {
	ascent, descent, capHeight, italicAngle, stemV int
	bbox                                           [4]int
}

// load reads the file. A fault in it is a fault of the build, met by the first test; it is still reported, not raised.
func (f *face) load() error {
	f.once.Do(func() {
		if f.err = f.read(); f.err != nil {
			f.err = fmt.Errorf("reading font %s: %w", f.name, f.err)
		}
	})
	return f.err
}

func (f *face) read() error {
	data, err := assets.Fonts.ReadFile("fonts/" + f.name + ".ttf")
	if err != nil {
		return err
	}
	if f.raw, err = tables(data); err != nil {
		return err
	}
	ld, err := opentype.NewLoader(bytes.NewReader(data))
	if err != nil {
		return err
	}
	if f.font, err = font.NewFont(ld); err != nil {
		return err
	}
	f.upem = int(be16(f.raw["head"], 18))
	f.longLoca = be16(f.raw["head"], 50) == 1
	f.numGlyphs = int(be16(f.raw["maxp"], 4))
	f.numHM = int(be16(f.raw["hhea"], 34))
	f.metrics = f.measure()
	for r := range f.latin {
		if g, ok := f.font.NominalGlyph(rune(r)); ok {
			f.latin[r] = uint16(g)
		}
	}
	return nil
}

// tables cuts a TrueType file into its tables and insists on those that a subset is made of.
func tables(data []byte) (map[string][]byte, error) {
	if len(data) < 12 {
		return nil, errors.New("file is too short")
	}
	raw := map[string][]byte{}
	for i := range int(be16(data, 4)) {
		rec := 12 + 16*i
		if rec+16 > len(data) {
			return nil, errors.New("table directory is cut off")
		}
		from := int(binary.BigEndian.Uint32(data[rec+8:]))
		to := from + int(binary.BigEndian.Uint32(data[rec+12:]))
		if to > len(data) {
			return nil, fmt.Errorf("table %q is cut off", data[rec:rec+4])
		}
		raw[string(data[rec:rec+4])] = data[from:to:to]
	}
	for tag, least := range map[string]int{"head": 54, "hhea": 36, "maxp": 32, "hmtx": 4, "loca": 4, "glyf": 1, "post": 8, "OS/2": 90} {
		if len(raw[tag]) < least {
			return nil, fmt.Errorf("table %q is missing", tag)
		}
	}
	return raw, nil
}

// glyph returns the glyph that stands for r, 0 when the face has none.
func (f *face) glyph(r rune) uint16 {
	if int(r) < len(f.latin) {
		return f.latin[r]
	}
	g, ok := f.font.NominalGlyph(r)
	if !ok || int(g) >= f.numGlyphs {
		return 0
	}
	return uint16(g)
}

// advance returns the width of a glyph in font units.
func (f *face) advance(gid uint16) int {
	i := min(int(gid), f.numHM-1)
	return int(be16(f.raw["hmtx"], 4*i))
}

// outline returns the TrueType description of a glyph, empty for a blank.
func (f *face) outline(gid uint16) []byte {
	loca, glyf, i := f.raw["loca"], f.raw["glyf"], int(gid)
	var from, to int
	if f.longLoca {
		from, to = int(binary.BigEndian.Uint32(loca[4*i:])), int(binary.BigEndian.Uint32(loca[4*i+4:]))
	} else {
		from, to = 2*int(be16(loca, 2*i)), 2*int(be16(loca, 2*i+2))
	}
	if from >= to || to > len(glyf) {
		return nil
	}
	return glyf[from:to]
}

func (f *face) measure() metrics {
	head, hhea, os2, post := f.raw["head"], f.raw["hhea"], f.raw["OS/2"], f.raw["post"]
	em := func(v int16) int { return int(v) * 1000 / f.upem }
	m := metrics{
		ascent:      em(int16(be16(hhea, 4))),
		descent:     em(int16(be16(hhea, 6))),
		capHeight:   em(int16(be16(os2, 88))),
		italicAngle: int(int16(be16(post, 4))),
		stemV:       80,
	}
	if be16(os2, 4) >= 600 { // usWeightClass
		m.stemV = 140
	}
	for i := range m.bbox {
		m.bbox[i] = em(int16(be16(head, 36+2*i)))
	}
	return m
}

func be16(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }

// bearing returns the left side bearing of a glyph as it is stored.
func (f *face) bearing(gid uint16) uint16 {
	hmtx := f.raw["hmtx"]
	at := 4*int(gid) + 2
	if int(gid) >= f.numHM {
		at = 4*f.numHM + 2*(int(gid)-f.numHM)
	}
	if at+2 > len(hmtx) {
		return 0
	}
	return be16(hmtx, at)
}

// em is how many points a font unit measures in text of that size.
func (f *face) em(size float64) float64 { return f.sized(size) / float64(f.upem) }

// sized is the size in points at which the face stands beside Noto Sans of that size.
func (f *face) sized(size float64) float64 {
	if f.scale > 0 {
		return size * f.scale
	}
	return size
}
