package pdf

import (
	"slices"
	"strings"

	"minutebook/render"
)

// setter turns text into lines for one document. It collects what the document's fonts must hold and what could not be
// drawn. The slices below spans are scratch space.
type setter struct {
	lang     string
	rtl      bool
	replaced render.Replaced
	body     float64 // size of body text in points; 0 for that of style.go
	subsets  []*subset
	shaper   *shaper
	codes    []byte

	spans    []span
	base     uint8 // level of the paragraph: 1 when it runs right to left
	text     []rune
	owners   []int
	runs     []run
	clusters []cluster
	glyphs   []glyph
	xs       []float64
	start    int // of the codes of the piece being filled
}

// span is text of one look and language.
type span struct {
	text string
	look look
	lang string // empty where it is the document's
}

// look says how text is drawn.
type look struct {
	bold, italic bool
	size         float64 // points
	color        color
}

type color [3]int

// line is one line of text. Places are in points: x from the page's left edge, y downwards from the top of the strip
// that the line belongs to.
type line struct {
	column    int // of a table row; lines of one column stay in order when a row is split
	y, height float64
	base      float64 // of the baseline, from y
	width     float64 // without the spaces at its end
	full      float64 // with them
	pieces    []piece
	elem      *element
}

// piece is a run of glyph codes drawn with one operator. rise lifts it off the baseline.
type piece struct {
	x, rise float64
	sub     *subset
	size    float64 // points
	color   color
	codes   []byte
	mark    *mark
}

// mark is what assistive technology and text search need beyond the glyphs themselves.
type mark struct {
	elem   *element // a Span of its own for another language or direction
	actual string   // what left-to-right glyphs say in reading order
}

// paragraph sets spans into lines of at most width points, lead points apart or more where a script needs it.
func (s *setter) paragraph(spans []span, x, width, lead float64, elem *element) ([]line, error) {
	s.spans = append(s.spans[:0], spans...)
	s.text, s.owners = s.text[:0], s.owners[:0]
	for i, sp := range s.spans {
		s.text = clean(s.text, sp.text, s.replaced)
		for len(s.owners) < len(s.text) {
			s.owners = append(s.owners, i)
		}
	}
	text, owners := s.text, s.owners
	for len(text) > 0 && text[0] == '\n' {
		text, owners = text[1:], owners[1:]
	}
	for len(text) > 0 && (text[len(text)-1] == '\n' || text[len(text)-1] == ' ') {
		text, owners = text[:len(text)-1], owners[:len(text)-1]
	}
	var lines []line
	for len(text) > 0 {
		end := slices.Index(text, '\n')
		next := end + 1
		if end < 0 {
			end, next = len(text), len(text)
		}
		var err error
		if lines, err = s.hardLine(lines, text[:end], owners[:end], x, width, lead, elem); err != nil {
			return nil, err
		}
		text, owners = text[next:], owners[next:]
	}
	y := 0.0
	for i := range lines {
		lines[i].y = y
		y += lines[i].height
	}
	return lines, nil
}

// hardLine sets one line of the original text into as many lines as it needs.
func (s *setter) hardLine(lines []line, text []rune, owners []int, x, width, lead float64, elem *element) ([]line, error) {
	if len(text) == 0 {
		return append(lines, line{height: lead, elem: elem}), nil
	}
	lang := s.spans[owners[0]].lang
	rtl := lang == "" && s.rtl || rtlLanguage(lang) || anyRTL(text) && allRTL(text)
	s.base = 0
	if rtl {
		s.base = 1
	}
	s.itemise(text, owners)
	if err := s.shape(text); err != nil {
		return nil, err
	}
	around := s.lang
	if elem != nil && elem.lang != "" {
		around = elem.lang
	}
	s.annotate(text, around)
	s.markBreaks(text)
	ranges := s.wrap(text, width)
	for _, r := range ranges {
		ln, err := s.line(text, r[0], r[1], lead)
		if err != nil {
			return nil, err
		}
		ln.elem = elem
		shift := x
		if rtl && (s.rtl || len(ranges) > 1) { // a name alone in a left-aligned column stays at the left
			shift = x + width - ln.full // spaces at its end are at its left
		}
		for i := range ln.pieces {
			ln.pieces[i].x += shift
		}
		lines = append(lines, ln)
	}
	return lines, nil
}

// annotate gives runs their marks. Right-to-left text says its reading order on a structure element, because readers
// reverse what is said on the marked content itself; a change from the language around it needs an element too.
func (s *setter) annotate(text []rune, around string) {
	for i := 0; i < len(s.runs); {
		lang := s.spans[s.runs[i].span].lang
		end := i + 1
		for end < len(s.runs) && (s.runs[end].level > 0) == (s.runs[i].level > 0) && s.spans[s.runs[end].span].lang == lang {
			end++
		}
		if s.runs[i].level > 0 || lang != "" && lang != around {
			m := &mark{elem: &element{tag: "Span"}}
			if lang != around {
				m.elem.lang = lang
			}
			if from, to := s.runs[i].from, s.runs[end-1].to; s.runs[i].level > 0 && to-from < longest {
				m.elem.actual = spoken(text[from:to])
			}
			for k := i; k < end; k++ {
				s.runs[k].mark = m
			}
		}
		i = end
	}
}

// spoken is text without its invisible characters, except the joiners that belong to its spelling.
func spoken(text []rune) string {
	return strings.Map(func(r rune) rune {
		if ignorable(r) && r != joiner && r != nonJoiner {
			return -1
		}
		return r
	}, string(text))
}

// rtlLanguage reports whether a language is usually written from right to left.
func rtlLanguage(lang string) bool {
	base, _, _ := strings.Cut(lang, "-")
	switch strings.ToLower(base) {
	case "ar", "fa", "ur", "ps", "sd", "ug", "ckb", "he", "yi":
		return true
	}
	return false
}

// release gives the shaper back. One that has panicked is not given back: its buffer may be broken.
func (s *setter) release() {
	if s.shaper != nil {
		shapers.Put(s.shaper)
	}
}
