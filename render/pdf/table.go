package pdf

import "minutebook/render"

// Space around the text of a table cell, and the weight of the rules.
const (
	padX, padTop, padBottom = 5, 4, 5
	hairline                = 0.6
	tableGap                = 8    // above a table
	keyShare                = 0.36 // of the width, for the names of facts; the same everywhere, so that they line up
)

// table sets a table with a rule under each row. Where it has header rows they are repeated on each page.
func (l *layout) table(t render.Table, at place) []strip {
	columns := 0
	for _, r := range t.Rows {
		columns = max(columns, len(r))
	}
	if columns == 0 {
		return nil
	}
	elem := at.parent.child("Table")
	at.setting = l.set.sized(tabular)
	var out []strip
	if t.Caption != "" {
		caption := at
		set := l.set.sized(running)
		set.look.bold = true
		out = stack(l.text([]span{{text: t.Caption, look: set.look}}, caption, set.lead+2, elem.child("Caption")), tableGap)
		for i := range out {
			out[i].keep = true
		}
	}
	widths := shares(t.Widths, columns)
	heads := min(max(t.HeadRows, 0), len(t.Rows))
	first := len(out)
	var group *element
	for i, cells := range t.Rows {
		switch {
		case i == 0 && heads > 0:
			group = elem.child("THead")
		case i == heads:
			group = elem.child("TBody")
		}
		s := l.row(cells, widths, group.child("TR"), at, func(c int) string {
			switch {
			case i < heads:
				return "Column"
			case c == 0 && t.HeadCol:
				return "Row"
			}
			return ""
		})
		s.keep = i < heads
		s.loose = i >= heads && !t.KeepShort
		if i < heads {
			s.decos = append([]deco{{at.x, 0, at.w, s.height, shade}}, s.decos...)
		}
		if i == 0 && heads == 0 {
			s.decos = append(s.decos, deco{at.x, 0, at.w, hairline, rule})
		}
		out = append(out, s)
	}
	head := out[first : first+heads : first+heads]
	if h := heights(head); heads < len(t.Rows) && 0 < h && h < bodyHeight/3 { // a taller one would crowd out the rows
		copied := append([]strip(nil), head...)
		for i := range copied {
			copied[i].before = 0
		}
		for i := first + heads; i < len(out); i++ {
			out[i].head = copied
		}
	}
	if first == 0 {
		out[0].before = tableGap
	}
	return out
}

// row sets one row of cells. scope tells of each column whether its cell is a header, and of what.
func (l *layout) row(cells []render.Cell, widths []float64, tr *element, at place, scope func(int) string) strip {
	s := strip{bottom: padBottom}
	x := at.x
	for c, share := range widths {
		w := share * at.w
		td := tr.child("TD")
		inner := at
		if sc := scope(c); sc != "" {
			td.tag, td.scope = "TH", sc
			inner.setting.look.bold = true
		}
		if c < len(cells) {
			inner.parent, inner.x, inner.w, inner.sole, inner.nested = td, l.start(at, x-at.x, w)+padX, w-2*padX, true, true
			l.merge(&s, l.blocks(cells[c].Blocks, inner), c, padTop)
		}
		x += w
	}
	s.height = max(s.height, padTop+at.setting.lead) + s.align() + padBottom
	s.decos = append(s.decos, deco{at.x, s.height - hairline, at.w, hairline, rule})
	return s
}

// start is the left edge of a part of the place that begins so far from where reading begins.
func (l *layout) start(at place, from, width float64) float64 {
	if l.set.rtl {
		return at.x + at.w - from - width
	}
	return at.x + from
}

// align puts the first lines of all columns on one baseline, and returns by how much the row grew.
func (s *strip) align() float64 {
	first := map[int]float64{} // by column
	lowest := 0.0
	for _, ln := range s.lines {
		if _, seen := first[ln.column]; !seen {
			first[ln.column] = ln.y + ln.base
			lowest = max(lowest, ln.y+ln.base)
		}
	}
	before := extent(s.lines)
	for i := range s.lines {
		s.lines[i].y += lowest - first[s.lines[i].column]
	}
	return extent(s.lines) - before
}

// merge stacks strips inside s, from y down. What asks for a page of its own cannot have one there.
func (l *layout) merge(s *strip, strips []strip, column int, y float64) {
	for i, part := range strips {
		if i > 0 {
			y += part.before
		}
		for _, ln := range part.lines {
			ln.y += y
			ln.column = column
			s.lines = append(s.lines, ln)
		}
		for _, d := range part.decos {
			d.y += y
			s.decos = append(s.decos, d)
		}
		if part.field != nil {
			s.field = part.field
		}
		y += part.height
	}
	s.height = max(s.height, y)
}

// shares returns the given column widths if they are whole, else equal ones.
func shares(given []float64, columns int) []float64 {
	sum := 0.0
	for _, w := range given {
		if w <= 0 {
			given = nil
			break
		}
		sum += w
	}
	out := make([]float64, columns)
	for i := range out {
		if len(given) == columns && sum > 0 {
			out[i] = given[i] / sum
		} else {
			out[i] = 1 / float64(columns)
		}
	}
	return out
}

// keyValues sets facts as a table whose first column names the rows.
func (l *layout) keyValues(kv render.KeyValues, at place) []strip {
	if len(kv.Items) == 0 {
		return nil
	}
	elem := at.parent.child("Table")
	elem.summary = kv.Caption
	ruled := l.ruled()
	strips := l.facts(kv.Items, elem.child("TBody"), at)
	if !ruled {
		strips[0].before = tableGap
		strips[0].decos = append(strips[0].decos, deco{at.x, 0, at.w, hairline, rule})
	}
	return strips
}

func (l *layout) facts(items []render.KeyValue, body *element, at place) []strip {
	at.setting = l.set.sized(factual)
	out := make([]strip, len(items))
	for i, item := range items {
		key := render.Cell{Blocks: []render.Block{render.Paragraph{Spans: []render.Span{{Text: item.Key}}}}}
		out[i] = l.row([]render.Cell{key, {Blocks: item.Value}}, []float64{keyShare, 1 - keyShare}, body.child("TR"), at, func(c int) string {
			if c == 0 {
				return "Row"
			}
			return ""
		})
	}
	return out
}
