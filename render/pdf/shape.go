package pdf

import (
	"sync"
	"unicode"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// run is a stretch of one line of text that is drawn with one face, in one direction and one look.
type run struct {
	from, to int // runes
	face     *face
	span     int
	level    uint8
	complex  bool  // needs HarfBuzz: joins, reorders, stacks marks, or runs right to left
	mark     *mark // nil where the text speaks for itself
}

// cluster is the smallest piece of a run that a line can end after: one character, or several that are drawn as one.
type cluster struct {
	run        int
	from, to   int // runes
	glyphs     [2]int
	width      float64 // points
	breakAfter bool
}

// glyph is a shape at a place; distances are in font units.
type glyph struct {
	id              uint16
	dx, dy, advance int
}

// itemise cuts text into runs. spans names the span of each rune.
func (s *setter) itemise(text []rune, spans []int) {
	s.runs = s.runs[:0]
	lv := levels(text, s.base)
	var prev *face
	for i, r := range text {
		look := s.spans[spans[i]].look
		first := primary(look.bold, look.italic)
		f := first
		switch {
		case r < 0x7F:
		case ignorable(r):
			if prev != nil {
				f = prev
			}
		default:
			if c := choose(r, first, prev, look.bold); c != nil {
				f = c
			}
		}
		prev = f
		var level uint8
		if lv != nil {
			level = lv[i]
		}
		hard := level%2 == 1 || f.script != nil || r >= 0x300 && unicode.In(r, unicode.Mn, unicode.Mc, unicode.Me)
		if n := len(s.runs); n > 0 {
			if last := &s.runs[n-1]; last.face == f && last.level == level && last.span == spans[i] {
				last.to = i + 1
				last.complex = last.complex || hard
				continue
			}
		}
		s.runs = append(s.runs, run{from: i, to: i + 1, face: f, span: spans[i], level: level, complex: hard})
	}
}

// shape turns the runs into clusters, in reading order.
func (s *setter) shape(text []rune) error {
	s.clusters, s.glyphs = s.clusters[:0], s.glyphs[:0]
	for i := range s.runs {
		r := &s.runs[i]
		if err := r.face.load(); err != nil {
			return err
		}
		if r.complex {
			s.shapeComplex(text, i)
		} else {
			s.shapeSimple(text, i)
		}
	}
	return nil
}

// shapeSimple sets one glyph per character without kerning: for Latin, Greek and Cyrillic text that is all there is to
// do, and it costs a hundredth of what shaping does.
func (s *setter) shapeSimple(text []rune, at int) {
	r := &s.runs[at]
	em := r.face.em(s.spans[r.span].look.size)
	for i := r.from; i < r.to; i++ {
		c := cluster{run: at, from: i, to: i + 1, glyphs: [2]int{len(s.glyphs), len(s.glyphs)}}
		if !ignorable(text[i]) {
			gid := r.face.glyph(text[i])
			advance := r.face.advance(gid)
			s.glyphs = append(s.glyphs, glyph{id: gid, advance: advance})
			c.glyphs[1]++
			c.width = float64(advance) * em
		}
		s.clusters = append(s.clusters, c)
	}
}

func (s *setter) shapeComplex(text []rune, at int) {
	r := &s.runs[at]
	if s.shaper == nil {
		s.shaper = shapers.Get().(*shaper)
	}
	info, pos := s.shaper.shape(text, r)
	em := r.face.em(s.spans[r.span].look.size)
	first := len(s.clusters)
	for i := 0; i < len(info); {
		c := cluster{run: at, from: info[i].Cluster, glyphs: [2]int{len(s.glyphs), 0}}
		for ; i < len(info) && info[i].Cluster == c.from; i++ {
			s.glyphs = append(s.glyphs, glyph{
				id: uint16(info[i].Glyph), dx: int(pos[i].XOffset), dy: int(pos[i].YOffset), advance: int(pos[i].XAdvance),
			})
			c.width += float64(pos[i].XAdvance) * em
		}
		c.glyphs[1] = len(s.glyphs)
		s.clusters = append(s.clusters, c)
	}
	made := s.clusters[first:]
	if r.level%2 == 1 { // HarfBuzz answers from left to right; clusters are kept in reading order
		for a, b := 0, len(made)-1; a < b; a, b = a+1, b-1 {
			made[a], made[b] = made[b], made[a]
		}
	}
	for i := range made {
		made[i].to = r.to
		if i+1 < len(made) {
			made[i].to = made[i+1].from
		}
	}
}

// shaper is a HarfBuzz buffer with the faces it has met. Neither may be used by two documents at once, and both are
// costly to make, so they are pooled; nothing of a text stays in them.
type shaper struct {
	buffer *harfbuzz.Buffer
	fonts  map[*face]*harfbuzz.Font
}

var shapers = sync.Pool{New: func() any {
	return &shaper{buffer: harfbuzz.NewBuffer(), fonts: map[*face]*harfbuzz.Font{}}
}}

func (s *shaper) shape(text []rune, r *run) ([]harfbuzz.GlyphInfo, []harfbuzz.GlyphPosition) {
	f := s.fonts[r.face]
	if f == nil {
		f = harfbuzz.NewFont(font.NewFace(r.face.font)) // positions come in font units
		s.fonts[r.face] = f
	}
	s.buffer.Clear()
	s.buffer.Props = harfbuzz.SegmentProperties{Direction: harfbuzz.LeftToRight, Script: script(text[r.from:r.to])}
	if r.level%2 == 1 {
		s.buffer.Props.Direction = harfbuzz.RightToLeft
	}
	s.buffer.AddRunes(text, r.from, r.to-r.from)
	s.buffer.Shape(f, nil)
	return s.buffer.Info, s.buffer.Pos
}

// script returns the writing system of text: that of its first character that has one.
func script(text []rune) language.Script {
	for _, r := range text {
		if sc := language.LookupScript(r); sc.Strong() {
			return sc
		}
	}
	return language.Latin
}
