package pdf

import "fmt"

// slack is how much of an em the lines of a tall script may lie closer than its font says: the extremes hardly ever
// meet, and even spacing is easier to read.
const slack = 0.4

// line builds the drawn form of clusters [from, to), starting at x = 0.
func (s *setter) line(text []rune, from, to int, lead float64) (line, error) {
	clusters := s.clusters[from:to]
	ln := line{height: lead}
	ascent, descent, tight := 0.0, 0.0, 0.0
	// Where each cluster starts. Spaces at the end of a line take the paragraph's direction (rule L1 of UAX #9).
	solid := len(clusters)
	for solid > 0 && text[clusters[solid-1].to-1] == ' ' {
		solid--
	}
	order := visual(len(clusters), func(i int) uint8 {
		if i >= solid {
			return s.base
		}
		return s.runs[clusters[i].run].level
	})
	s.xs = s.xs[:0]
	x := 0.0
	if order == nil {
		for i := range clusters {
			s.xs = append(s.xs, x)
			x += clusters[i].width
		}
	} else {
		s.xs = append(s.xs, make([]float64, len(clusters))...)
		for _, i := range order {
			s.xs[i] = x
			x += clusters[i].width
		}
	}
	for i := 0; i < len(clusters); {
		r := &s.runs[clusters[i].run]
		end := i + 1
		for end < len(clusters) && clusters[end].run == clusters[i].run {
			end++
		}
		look := &s.spans[r.span].look
		size := r.face.sized(look.size)
		ascent = max(ascent, float64(r.face.ascent)*size/1000)
		descent = max(descent, float64(-r.face.descent)*size/1000)
		tight = max(tight, look.size*slack)
		if err := s.emit(&ln, text, from+i, from+end, s.xs[i:end], r, look); err != nil {
			return line{}, err
		}
		i = end
	}
	if last := len(clusters) - 1; last >= 0 && to < len(s.clusters) && text[clusters[last].to-1] == softHyphen {
		s.hyphen(&ln, clusters[last], s.xs[last])
	}
	for _, c := range clusters[:solid] {
		ln.width += c.width
	}
	ln.full = x
	ln.height = max(lead, ascent+descent-tight)
	ln.base = (ln.height-ascent-descent)/2 + ascent
	return ln, nil
}

// emit adds the pieces of clusters [from, to), which belong to one run and start at xs.
func (s *setter) emit(ln *line, text []rune, from, to int, xs []float64, r *run, look *look) error {
	sub := s.subset(r.face)
	m := r.mark
	if r.level == 0 && r.complex && m == nil {
		for _, c := range s.clusters[from:to] {
			if c.glyphs[1]-c.glyphs[0] > 1 {
				m = &mark{actual: spoken(text[s.clusters[from].from:s.clusters[to-1].to])}
				break
			}
		}
	}
	size := r.face.sized(look.size)
	em := size / float64(r.face.upem)
	cur, pen := -1, 0.0 // the piece being filled, and where its next glyph goes
	rtl := r.level%2 == 1
	for k := range to - from {
		at := k
		if rtl { // clusters are in reading order, pieces go from left to right
			at = to - from - 1 - k
		}
		c := &s.clusters[from+at]
		glyphs := s.glyphs[c.glyphs[0]:c.glyphs[1]]
		x := xs[at]
		if rtl {
			x += c.width
		}
		for g := range glyphs {
			gl := &glyphs[g]
			if rtl { // HarfBuzz puts marks before their base, where readers take them for words of their own
				gl = &glyphs[len(glyphs)-1-g]
				x -= float64(gl.advance) * em
			}
			if gl.id == 0 { // scan lets no such character through; PDF/A forbids to draw what it would look like
				return fmt.Errorf("font %s has no glyph for %q", r.face.name, string(text[c.from:c.to]))
			}
			px, rise := x+float64(gl.dx)*em, float64(gl.dy)*em
			if cur < 0 || px-pen > 0.005 || pen-px > 0.005 || ln.pieces[cur].rise != rise {
				s.close(ln, cur)
				ln.pieces = append(ln.pieces, piece{x: px, rise: rise, sub: sub, size: size, color: look.color, mark: m})
				cur = len(ln.pieces) - 1
				s.start = len(s.codes)
			}
			code := sub.code(gl.id, share(text[c.from:c.to], g, len(glyphs)))
			s.codes = append(s.codes, byte(code>>8), byte(code))
			pen = px + float64(r.face.advance(gl.id))*em
			if !rtl {
				x += float64(gl.advance) * em
			}
		}
	}
	s.close(ln, cur)
	return nil
}

// close ends the piece that is being filled.
func (s *setter) close(ln *line, cur int) {
	if cur >= 0 {
		ln.pieces[cur].codes = s.codes[s.start:len(s.codes):len(s.codes)]
	}
}

// share divides the characters of a cluster among its n glyphs, so that the codes spell the cluster when they are read
// one after the other: one each, the last glyph takes what is left over. A glyph without a character of its own says a
// zero-width space, because a code must say something, and neither a byte order mark nor nothing (PDF/UA-1, 7.21.7).
func share(text []rune, g, n int) []rune {
	if len(text) > 1 || ignorable(text[0]) {
		text = []rune(spoken(text))
	}
	switch {
	case g >= len(text):
		return []rune{zeroSpace}
	case g == n-1:
		return text[g:]
	}
	return text[g : g+1]
}

// hyphen draws the hyphen of a word that was broken at a soft one. Its code still says soft hyphen: copied text has the
// word as it was typed.
func (s *setter) hyphen(ln *line, c cluster, x float64) {
	r := &s.runs[c.run]
	gid := r.face.glyph('-')
	if gid == 0 || r.level%2 == 1 {
		return
	}
	look := s.spans[r.span].look
	code := s.subset(r.face).code(gid, []rune{softHyphen})
	ln.pieces = append(ln.pieces, piece{
		x: x, sub: s.subset(r.face), size: r.face.sized(look.size), color: look.color, codes: []byte{byte(code >> 8), byte(code)}, mark: r.mark,
	})
}
