package pdf

// This file puts strips on pages. A strip is what lies between two places where a page may end: a line of a paragraph,
// a row of a table, a whole notice. The rules are:
//
//   - A strip that says keep is never the last of its page, so headings stay with text and paragraphs leave no single
//     lines (the strips say so, the flow obeys).
//   - A row that fits on a page is never split; a taller one is split between lines.
//   - A signature is never alone on its page: what it signs goes with it, at least two lines.
//   - The header rows of a table are repeated, as artifacts, where it continues.

// strip is a piece of the document that is full width and has a height, in points.
type strip struct {
	before   float64 // space above, dropped at the top of a page
	height   float64
	bottom   float64 // empty space at the end of height, such as the padding of a row
	keep     bool
	loose    bool // may be split although it would fit on a page
	newPage  bool
	lines    []line
	decos    []deco
	head     []strip // what to repeat when a page begins with this strip
	field    *field
	picture  *picture
	bookmark *bookmark
}

// deco is a filled rectangle behind text; rules are thin ones.
type deco struct {
	x, y, w, h float64
	color      color
}

type placed struct {
	*strip
	y        float64 // from the top of the page
	artifact bool
}

// paginate distributes strips over pages.
func paginate(strips []strip) [][]placed {
	f := &flow{}
	f.turn(nil)
	for i := 0; i < len(strips); {
		end := i + 1
		for end < len(strips) && strips[end-1].keep && !strips[end].newPage {
			end++
		}
		f.chunk(strips[i:end])
		i = end
	}
	return f.pages
}

type flow struct {
	pages [][]placed
	y     float64
	bare  bool // nothing on the page yet but repeated rows
}

// turn starts a page, on which the table that next belongs to goes on.
func (f *flow) turn(next *strip) {
	f.pages = append(f.pages, nil)
	f.y, f.bare = bodyTop, true
	if next == nil {
		return
	}
	for i := range next.head {
		f.put(&next.head[i], true)
	}
	f.bare = true
}

func (f *flow) put(s *strip, artifact bool) {
	if !f.bare {
		f.y += s.before
	}
	p := len(f.pages) - 1
	f.pages[p] = append(f.pages[p], placed{s, f.y, artifact})
	f.y += s.height
	f.bare = false
}

// room is what is left of the page for a strip with that much space above.
func (f *flow) room(before float64) float64 {
	if f.bare {
		before = 0
	}
	return bodyBottom - f.y - before
}

// chunk places strips that belong together.
func (f *flow) chunk(strips []strip) {
	if strips[0].newPage && !f.bare {
		f.turn(nil)
	}
	height := -strips[0].before
	for i := range strips {
		height += strips[i].before + strips[i].height
	}
	if height > f.room(strips[0].before) && !f.bare {
		whole := height <= bodyHeight-heights(strips[0].head) && !strips[len(strips)-1].loose
		if whole || f.room(0) < bodyHeight/4 {
			f.turn(&strips[0])
		}
	}
	if height <= f.room(strips[0].before) {
		for i := range strips {
			f.put(&strips[i], false)
		}
		return
	}
	for i := range strips { // taller than a page: as much as fits, then on
		f.pour(&strips[i])
	}
}

// pour places one strip, over several pages if need be.
func (f *flow) pour(s *strip) {
	for s.height > f.room(s.before) {
		head, tail, ok := s.split(f.room(s.before))
		switch {
		case ok:
			f.put(head, false)
			f.turn(tail)
			s = tail
		case f.bare: // a single line taller than a page: there is nowhere better
			f.put(s, false)
			return
		default:
			f.turn(s)
		}
	}
	f.put(s, false)
}

func heights(strips []strip) float64 {
	h := 0.0
	for i := range strips {
		h += strips[i].height
	}
	return h
}

// split cuts a strip so that head is at most room high. It fails when not one line would be in head, or all.
func (s *strip) split(room float64) (head, tail *strip, ok bool) {
	head, tail = &strip{}, &strip{}
	*head, *tail = *s, *s
	head.lines, tail.lines, head.decos, tail.decos = nil, nil, nil, nil
	first := map[int]float64{} // by column: where the rest begins
	top := s.height            // of the text in the strip
	for _, ln := range s.lines {
		top = min(top, ln.y)
	}
	for _, ln := range s.lines {
		_, over := first[ln.column]
		if !over && ln.y+ln.height+s.bottom <= room {
			head.lines = append(head.lines, ln)
			continue
		}
		if !over {
			first[ln.column] = ln.y
		}
		ln.y += top - first[ln.column]
		tail.lines = append(tail.lines, ln)
	}
	if len(head.lines) == 0 || len(tail.lines) == 0 {
		return nil, nil, false
	}
	head.height, tail.height = extent(head.lines)+s.bottom, extent(tail.lines)+s.bottom
	for _, d := range s.decos {
		fromEnd := s.height - d.y - d.h
		if d.y < top { // starts with the strip: in both parts if it also ends with it
			part := d
			if fromEnd < s.bottom {
				part.h = head.height - d.y
				rest := d
				rest.h = tail.height - d.y - fromEnd
				tail.decos = append(tail.decos, rest)
			}
			head.decos = append(head.decos, part)
			continue
		}
		if fromEnd >= s.bottom && d.y+d.h <= extent(head.lines) {
			head.decos = append(head.decos, d)
			continue
		}
		if d.y = tail.height - fromEnd - d.h; d.y >= 0 {
			tail.decos = append(tail.decos, d)
		}
	}
	tail.before, tail.newPage, tail.field, tail.bookmark = 0, false, nil, nil
	head.keep = false
	return head, tail, true
}

// inCompany keeps a signature with its heading and with the end of what stands above that.
func inCompany(above, signature []strip) {
	height := heights(signature)
	first := len(above) - 1
	for i := first; i >= 0 && height <= bodyHeight/2; i-- { // a heading further up is not the signature's own
		height += above[i].height
		if above[i].bookmark != nil {
			first = i - 1
			break
		}
	}
	if first >= 0 && height+above[first].height > bodyHeight*9/10 { // a row as high as a page: they cannot go together
		first++
	}
	for i := max(first, 0); i < len(above); i++ {
		above[i].keep = true
	}
}

func extent(lines []line) float64 {
	h := 0.0
	for _, ln := range lines {
		h = max(h, ln.y+ln.height)
	}
	return h
}
