// Package html shows a render.Document on a web page as it will be printed: a fragment of plain, escaped elements with the
// classes of GOV.UK Frontend, without styles, scripts and addresses of its own.
//
// A page has its own title, so that each heading stands one level lower here than on paper. Pictures, which a page may not
// load from anywhere, are told by their alternative text.
package html

import (
	"cmp"
	"fmt"
	"html"
	"strings"

	"minutebook/render"
)

// Write renders what stands on the pages of doc; what stands around them is left out. It fails for a type of block that
// package render does not define.
func Write(doc *render.Document) (string, error) {
	var w writer
	err := w.blocks(doc.Blocks)
	return w.String(), err
}

type writer struct {
	strings.Builder
	heading string // the latest
	tables  int    // so far
}

// put writes markup of our own.
func (w *writer) put(pieces ...string) {
	for _, p := range pieces {
		w.WriteString(p)
	}
}

func (w *writer) text(s string) { w.WriteString(html.EscapeString(s)) }

func (w *writer) blocks(blocks []render.Block) error {
	for _, b := range blocks {
		if err := w.block(b); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) block(b render.Block) error {
	switch b := b.(type) {
	case render.Heading:
		w.heading = b.Text
		level := min(b.Level+1, 6)
		fmt.Fprintf(w, `<h%d class="govuk-heading-%s">`, level, []string{"l", "m", "s", "s"}[min(max(b.Level-1, 0), 3)])
		w.text(b.Text)
		fmt.Fprintf(w, "</h%d>\n", level)
	case render.Paragraph:
		w.paragraph(b)
	case render.List:
		return w.list(b)
	case render.Table:
		return w.table(b)
	case render.KeyValues:
		return w.facts(b.Items)
	case render.SignatureBlock:
		return w.facts(b.Lines)
	case render.Notice:
		w.put(`<div class="govuk-inset-text">`)
		if b.Title != "" {
			w.put(`<p class="govuk-body"><strong>`)
			w.text(b.Title)
			w.put("</strong></p>\n")
		}
		err := w.blocks(b.Blocks)
		w.put("</div>\n")
		return err
	case render.Figure:
		w.put(`<p class="govuk-body mb-none">Picture: `)
		w.text(b.Alt)
		w.put("</p>\n")
	case render.PageBreak:
		w.put(`<hr class="govuk-section-break govuk-section-break--m govuk-section-break--visible mb-page-break">` + "\n")
	default:
		return fmt.Errorf("a web page cannot show a block of type %T", b)
	}
	return nil
}

var classes = map[render.Style]string{
	render.Body: "govuk-body", render.Lead: "govuk-body-l", render.Empty: "govuk-body mb-none", render.Small: "govuk-body-s",
	render.Marking: "govuk-body mb-marking",
}

func (w *writer) paragraph(p render.Paragraph) {
	w.put(`<p class="`, classes[p.Style], `">`)
	for _, s := range p.Spans {
		tag := ""
		switch {
		case s.Bold:
			tag = "strong"
		case s.Italic:
			tag = "em"
		case s.Lang != "":
			tag = "span"
		}
		if tag == "" {
			w.text(s.Text)
			continue
		}
		w.put("<", tag)
		if s.Lang != "" {
			w.put(` lang="`, html.EscapeString(s.Lang), `"`)
		}
		w.put(">")
		w.text(s.Text)
		w.put("</", tag, ">")
	}
	w.put("</p>\n")
}

func (w *writer) list(l render.List) error {
	tag, class := "ul", "bullet"
	if l.Ordered {
		tag, class = "ol", "number"
	}
	w.put("<", tag, ` class="govuk-list govuk-list--`, class, `">`+"\n")
	for _, item := range l.Items {
		w.put("<li>")
		if err := w.blocks(item); err != nil {
			return err
		}
		w.put("</li>\n")
	}
	w.put("</", tag, ">\n")
	return nil
}

func (w *writer) table(t render.Table) error {
	w.put(`<div class="mb-wide" tabindex="0" role="region" aria-label="`, html.EscapeString(w.named(t)), `"><table class="govuk-table">`+"\n")
	if t.Caption != "" {
		w.put(`<caption class="govuk-table__caption govuk-table__caption--s">`)
		w.text(t.Caption)
		w.put("</caption>\n")
	}
	for i, row := range t.Rows {
		switch {
		case i == 0 && t.HeadRows > 0:
			w.put("<thead>")
		case i == t.HeadRows:
			w.put("<tbody>")
		}
		w.put(`<tr class="govuk-table__row">`)
		for j, cell := range row {
			tag, scope, class := "td", "", "cell"
			switch {
			case i < t.HeadRows:
				tag, scope, class = "th", ` scope="col"`, "header"
			case j == 0 && t.HeadCol:
				tag, scope, class = "th", ` scope="row"`, "header"
			}
			w.put("<", tag, scope, ` class="govuk-table__`, class, `">`)
			if err := w.blocks(cell.Blocks); err != nil {
				return err
			}
			w.put("</", tag, ">")
		}
		w.put("</tr>\n")
		if i == t.HeadRows-1 {
			w.put("</thead>\n")
		}
	}
	if len(t.Rows) > t.HeadRows {
		w.put("</tbody>")
	}
	w.put("</table></div>\n")
	return nil
}

// named is what a table that scrolls on a narrow screen is called: a keyboard must get to it (WCAG 2.1.1), and no two
// regions of a page may have one name.
func (w *writer) named(t render.Table) string {
	w.tables++
	return fmt.Sprintf("Table %d: %s", w.tables, cmp.Or(t.Caption, w.heading))
}

func (w *writer) facts(items []render.KeyValue) error {
	w.put(`<dl class="govuk-summary-list">` + "\n")
	for _, item := range items {
		w.put(`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">`)
		w.text(item.Key)
		w.put(`</dt><dd class="govuk-summary-list__value">`)
		if err := w.blocks(item.Value); err != nil {
			return err
		}
		w.put("</dd></div>\n")
	}
	w.put("</dl>\n")
	return nil
}
