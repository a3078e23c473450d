package pdf

import (
	"fmt"
	"slices"
	"strconv"

	"minutebook/render"
)

// layout turns the blocks of a document into strips and grows the structure tree along the way.
type layout struct {
	set    *setter
	level  int // of the last heading
	draft  bool
	before render.Block // the block before in the same place, nil at its start
	fields map[string]bool
	err    error
}

// place is where blocks stand.
type place struct {
	parent  *element
	x, w    float64
	setting setting
	sole    bool // the parent holds nothing but one paragraph: it needs no P of its own
	depth   int  // of nested lists
	nested  bool // inside a cell, a list or a frame, where no page can begin
}

func (l *layout) blocks(blocks []render.Block, at place) []strip {
	var out []strip
	breakNext := false
	at.sole = at.sole && len(blocks) == 1
	outer := l.before
	defer func() { l.before = outer }()
	l.before = nil
	for _, b := range blocks {
		var made []strip
		switch b := b.(type) {
		case render.Heading:
			made = l.heading(b, at)
		case render.Paragraph:
			made = l.paragraph(b, at)
		case render.List:
			made = l.list(b, at)
		case render.Table:
			made = l.table(b, at)
		case render.KeyValues:
			made = l.keyValues(b, at)
		case render.Notice:
			made = l.notice(b, at)
		case render.SignatureBlock:
			made = l.signature(b, at)
			inCompany(out, made)
		case render.Figure:
			made = l.figure(b, at)
		case render.PageBreak:
			breakNext = !at.nested
		default:
			l.fail(fmt.Errorf("a PDF cannot hold a block of type %T", b))
		}
		if len(made) > 0 && breakNext {
			made[0].newPage, breakNext = true, false
		}
		if len(made) > 0 {
			if l.boxed() {
				made[0].before = max(made[0].before, boxGap)
			}
			l.before = b
		}
		out = append(out, made...)
	}
	return out
}

// boxGap is the least space after a table or a frame.
const boxGap = 11

// boxed reports whether the block before is one with an edge.
func (l *layout) boxed() bool {
	switch l.before.(type) {
	case render.Table, render.KeyValues, render.Notice, render.SignatureBlock:
		return true
	}
	return false
}

// ruled reports whether the block before is a heading with a rule under it.
func (l *layout) ruled() bool {
	h, ok := l.before.(render.Heading)
	return ok && h.Level == 2
}

// fail keeps the first error; layout goes on, its result is thrown away.
func (l *layout) fail(err error) {
	if l.err == nil {
		l.err = err
	}
}

// text sets spans and fails quietly, see fail.
func (l *layout) text(spans []span, at place, lead float64, elem *element) []line {
	lines, err := l.set.paragraph(spans, at.x, at.w, lead, elem)
	if err != nil {
		l.fail(err)
	}
	return lines
}

// heading sets a heading. A level that was skipped would break the outline for screen readers (PDF/UA-1, 7.4.2), so it
// is pulled up.
func (l *layout) heading(h render.Heading, at place) []strip {
	level := min(max(h.Level, 1), l.level+1, 4)
	l.level = level
	set := l.set.grown(heading(level), 1)
	elem := at.parent.child("H" + strconv.Itoa(level))
	lines := l.text([]span{{text: h.Text, look: set.look}}, at, set.lead, elem)
	strips := stack(lines, set.before)
	for i := range strips {
		strips[i].keep = true
	}
	if len(strips) > 0 {
		strips[0].bookmark = &bookmark{title: plain(h.Text), level: level}
		if level == 2 {
			last := &strips[len(strips)-1]
			last.height += 4
			last.decos = append(last.decos, deco{at.x, last.height - 2, at.w, 0.75, rule})
		}
	}
	return strips
}

func (l *layout) paragraph(p render.Paragraph, at place) []strip {
	set := at.setting.styled(p.Style)
	spans := make([]span, len(p.Spans))
	lang := ""
	for i, s := range p.Spans {
		s.Lang = languageTag(s.Lang)
		spans[i] = span{text: s.Text, look: set.look, lang: s.Lang}
		spans[i].look.bold = set.look.bold || s.Bold
		spans[i].look.italic = set.look.italic || s.Italic && !set.large
		if i == 0 {
			lang = s.Lang
		} else if lang != s.Lang {
			lang = ""
		}
	}
	elem := at.parent
	if !at.sole {
		elem = at.parent.child("P")
	}
	if lang != "" && lang != l.set.lang { // the whole paragraph is in that language
		elem.lang = lang
	}
	return stack(l.text(spans, at, set.lead, elem), set.before)
}

// stack makes a strip of each line, and keeps the first two and the last two together.
func stack(lines []line, before float64) []strip {
	strips := make([]strip, len(lines))
	for i, ln := range lines {
		ln.y = 0
		strips[i] = strip{height: ln.height, lines: []line{ln}}
		strips[i].keep = len(lines) > 1 && (i == 0 || i == len(lines)-2)
	}
	if len(strips) > 0 {
		strips[0].before = before
	}
	return strips
}

// list sets each item behind its label. Nested lists change the bullet, as people expect.
func (l *layout) list(list render.List, at place) []strip {
	elem := at.parent.child("L")
	elem.list = "Disc"
	bullets := []string{"•", "–", "▪"}
	label := func(int) string { return bullets[at.depth%len(bullets)] }
	indent := at.setting.look.size * 1.4
	if list.Ordered {
		elem.list = "Decimal"
		label = func(i int) string { return strconv.Itoa(i+1) + "." }
		indent = at.setting.look.size * (0.9 + 0.6*float64(len(strconv.Itoa(len(list.Items)))))
	}
	var out []strip
	for i, item := range list.Items {
		li := elem.child("LI")
		lbl := l.text([]span{{text: label(i), look: at.setting.look}}, at, at.setting.lead, li.child("Lbl"))
		inner := at
		inner.parent, inner.x, inner.w = li.child("LBody"), l.start(at, indent, at.w-indent), at.w-indent
		inner.sole, inner.depth, inner.nested = true, at.depth+1, true
		inner.setting.before = at.setting.before / 2
		strips := l.blocks(item, inner)
		if len(strips) == 0 {
			strips = stack(lbl, inner.setting.before)
		} else {
			for k := range lbl { // on the baseline of the text it belongs to
				if len(strips[0].lines) > 0 {
					lbl[k].base = strips[0].lines[0].base
				}
			}
			strips[0].lines = append(lbl, strips[0].lines...)
		}
		out = append(out, strips...)
	}
	if len(out) > 0 {
		out[0].before = at.setting.before
	}
	return out
}

// document lays out the whole paper. Its title is the first heading: of the blocks if they have one, else Document.Title.
func (l *layout) document(doc *render.Document, root *element) []strip {
	at := place{parent: root, x: marginX, w: textWidth, setting: l.set.sized(running)}
	strips := l.letterhead(doc.Head, at)
	if !slices.ContainsFunc(doc.Blocks, isTitle) {
		strips = append(strips, l.heading(render.Heading{Level: 1, Text: title(doc)}, at)...)
	}
	return append(strips, l.blocks(doc.Blocks, at)...)
}

func isTitle(b render.Block) bool {
	h, ok := b.(render.Heading)
	return ok && h.Level <= 1
}
