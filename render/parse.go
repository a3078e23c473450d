package render

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// This file reads the HTML subset of document templates into a Document:
//
//	<h1> to <h4>                        headings; the <h1> is also the document's title
//	<p class="lead|empty|marking|small"> paragraphs, with <b>, <i> and <span lang="…">
//	<ul>, <ol>, <li>                    lists
//	<dl aria-label="…"><dt><dd>         lists of facts
//	<table><caption><col width="30%">   tables; rows in <thead> are repeated, <tbody><th> names a row
//	<aside title="…">                   notices
//	<footer data-field="…"><dl>         the signature block
//	<figure data-photo="…" width="40%"> a picture of the form, named by its pointer, with its <figcaption>
//	<meta name="subject|footer|marking" content="…">  marking: in place of the authority's
//	<hr>                                a new page
//
// Anything else is a mistake in the template.

// parse reads what a template produced. Pictures never go through HTML: picture gives the one that a pointer leads to.
func parse(r io.Reader, picture func(pointer string) (Figure, error)) (*Document, error) {
	nodes, err := html.ParseFragment(r, &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return nil, fmt.Errorf("parsing: %w", err)
	}
	p := parser{picture: picture}
	for _, n := range nodes {
		p.top(n)
	}
	return &p.doc, p.err
}

type parser struct {
	doc     Document
	picture func(pointer string) (Figure, error)
	err     error
}

func (p *parser) fail(n *html.Node, where string) {
	if p.err == nil {
		p.err = fmt.Errorf("<%s> cannot stand %s", n.Data, where)
	}
}

func (p *parser) top(n *html.Node) {
	if n.DataAtom != atom.Meta {
		p.doc.Blocks = append(p.doc.Blocks, p.blocks(n)...)
		return
	}
	switch attr(n, "name") {
	case "subject":
		p.doc.Subject = attr(n, "content")
	case "footer":
		p.doc.Footer = attr(n, "content")
	case "marking":
		p.doc.Marking = attr(n, "content")
	default:
		p.fail(n, "with the name "+attr(n, "name"))
	}
}

// blocks reads one node where blocks may stand; loose text becomes a paragraph.
func (p *parser) blocks(n *html.Node) []Block {
	switch n.Type {
	case html.TextNode:
		if text := collapse(n.Data); strings.TrimSpace(text) != "" {
			return []Block{Paragraph{Spans: []Span{{Text: strings.TrimSpace(text)}}}}
		}
		return nil
	case html.CommentNode:
		return nil
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4:
		level, text := int(n.Data[1]-'0'), plain(n)
		if level == 1 {
			p.doc.Title = text
		}
		return []Block{Heading{level, text}}
	case atom.P:
		return []Block{Paragraph{Style(attr(n, "class")), p.spans(n)}}
	case atom.Ul, atom.Ol:
		list := List{Ordered: n.DataAtom == atom.Ol}
		for item := range elements(n) {
			list.Items = append(list.Items, p.inside(item))
		}
		return []Block{list}
	case atom.Dl:
		return []Block{KeyValues{attr(n, "aria-label"), p.facts(n)}}
	case atom.Table:
		return []Block{p.table(n)}
	case atom.Aside:
		return []Block{Notice{attr(n, "title"), p.inside(n)}}
	case atom.Footer:
		block := SignatureBlock{Field: attr(n, "data-field")}
		for dl := range elements(n) {
			block.Lines = append(block.Lines, p.facts(dl)...)
		}
		return []Block{block}
	case atom.Figure:
		return []Block{p.figure(n)}
	case atom.Hr:
		return []Block{PageBreak{}}
	}
	p.fail(n, "here")
	return nil
}

// inside reads a cell, list item or notice: blocks, or a line of text.
func (p *parser) inside(n *html.Node) []Block {
	for child := range elements(n) {
		if child.DataAtom != atom.B && child.DataAtom != atom.I && child.DataAtom != atom.Span {
			var blocks []Block
			for c := range n.ChildNodes() {
				blocks = append(blocks, p.blocks(c)...)
			}
			return blocks
		}
	}
	return []Block{Paragraph{Spans: p.spans(n)}}
}

func (p *parser) facts(n *html.Node) []KeyValue {
	var facts []KeyValue
	for child := range elements(n) {
		switch {
		case child.DataAtom == atom.Dt:
			facts = append(facts, KeyValue{Key: plain(child)})
		case child.DataAtom == atom.Dd && len(facts) > 0:
			facts[len(facts)-1].Value = p.inside(child)
		default:
			p.fail(child, "in a list of facts")
		}
	}
	return facts
}

func (p *parser) table(n *html.Node) Table {
	t := Table{KeepShort: true}
	for part := range elements(n) {
		switch part.DataAtom {
		case atom.Caption:
			t.Caption = plain(part)
		case atom.Colgroup:
			for col := range elements(part) {
				t.Widths = append(t.Widths, p.share(col))
			}
		case atom.Thead, atom.Tbody:
			for tr := range elements(part) {
				t.Rows = append(t.Rows, p.row(tr, &t, part.DataAtom == atom.Tbody))
			}
			if part.DataAtom == atom.Thead {
				t.HeadRows = len(t.Rows)
			}
		default:
			p.fail(part, "in a table")
		}
	}
	for _, row := range t.Rows {
		if p.err == nil && len(row) != len(t.Widths) {
			p.err = fmt.Errorf("table %q has a row of %d cells and %d columns", t.Caption, len(row), len(t.Widths))
		}
	}
	return t
}

func (p *parser) share(n *html.Node) float64 {
	percent, err := strconv.ParseFloat(strings.TrimSuffix(attr(n, "width"), "%"), 64)
	if err != nil && p.err == nil {
		p.err = fmt.Errorf("<%s width=%q>: give a percentage", n.Data, attr(n, "width"))
	}
	return percent / 100
}

func (p *parser) figure(n *html.Node) Figure {
	f, err := p.picture(attr(n, "data-photo"))
	if err != nil && p.err == nil {
		p.err = fmt.Errorf("<figure data-photo=%q>: %w", attr(n, "data-photo"), err)
	}
	f.Width = p.share(n)
	for child := range elements(n) {
		if child.DataAtom != atom.Figcaption {
			p.fail(child, "in a figure")
		}
		f.Caption = plain(child)
	}
	if f.Alt == "" {
		f.Alt = f.Caption
	}
	return f
}

func (p *parser) row(tr *html.Node, t *Table, body bool) []Cell {
	var row []Cell
	for cell := range elements(tr) {
		if body && cell.DataAtom == atom.Th && len(row) == 0 {
			t.HeadCol = true
		}
		row = append(row, Cell{p.inside(cell)})
	}
	return row
}

// spans reads inline content. White space that the template broke lines with collapses; what somebody typed has no line
// breaks by now, and keeps its spaces.
func (p *parser) spans(n *html.Node) []Span {
	var spans []Span
	p.inline(n, Span{}, &spans)
	if len(spans) > 0 {
		spans[0].Text = strings.TrimLeft(spans[0].Text, " ")
		last := &spans[len(spans)-1]
		last.Text = strings.TrimRight(last.Text, " ")
	}
	return spans
}

func (p *parser) inline(n *html.Node, style Span, into *[]Span) {
	for c := range n.ChildNodes() {
		look := style
		switch {
		case c.Type == html.TextNode:
			look.Text = collapse(c.Data)
			*into = append(*into, look)
			continue
		case c.Type == html.CommentNode:
			continue
		case c.DataAtom == atom.B:
			look.Bold = true
		case c.DataAtom == atom.I:
			look.Italic = true
		case c.DataAtom == atom.Span:
			look.Lang = attr(c, "lang")
		default:
			p.fail(c, "in a line of text")
			continue
		}
		p.inline(c, look, into)
	}
}

// collapse turns a line break and the indentation around it into one space.
func collapse(s string) string {
	if !strings.ContainsAny(s, "\n\r") {
		return s
	}
	var b strings.Builder
	for i, line := range strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' }) {
		trimmed := strings.TrimLeft(line, " \t")
		if i > 0 {
			b.WriteString(" ")
		} else {
			trimmed = line
		}
		b.WriteString(strings.TrimRight(trimmed, "\t"))
	}
	if strings.HasPrefix(s, "\n") {
		return " " + strings.TrimLeft(b.String(), " ")
	}
	return b.String()
}

func plain(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// elements yields the child elements of n.
func elements(n *html.Node) func(yield func(*html.Node) bool) {
	return func(yield func(*html.Node) bool) {
		for c := range n.ChildNodes() {
			if c.Type == html.ElementNode && !yield(c) {
				return
			}
		}
	}
}
