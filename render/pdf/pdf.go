// Package pdf writes a paper as a PDF that can be read aloud (PDF/UA-1), kept for ever (PDF/A) and signed.
//
// A document is laid out first, as strips of lines that the flow puts on pages; then the pages are drawn with fpdf;
// then the file is written anew around them, with tags, fonts, metadata, bookmarks and the form field, because fpdf
// knows none of that. Text is cleaned, ordered (UAX #9), shaped and wrapped here, and drawn with the fonts in assets.
package pdf

import (
	"errors"
	"fmt"

	"minutebook/render"
)

// Write renders doc as a tagged (PDF/UA-1), archival PDF: PDF/A-3a with doc.Attached as an associated file, PDF/A-2a
// when nothing is attached. The same document gives the same bytes. Replaced counts the characters that no font has;
// it is never nil when the error is. A document that this package cannot write is an error, not a panic.
//
// The file has one cross-reference stream. The catalog, the form, its fields and the pages lie outside object streams,
// so that package sign can replace them in an appended update.
func Write(doc *render.Document) ([]byte, render.Replaced, error) {
	part := 2
	if doc != nil && doc.Attached != nil {
		part = 3
	}
	return write(doc, part)
}

// write is Write for a given part of PDF/A. Part 1 is written for PDFBox's preflight only, which knows no other.
func write(doc *render.Document, part int) (out []byte, replaced render.Replaced, err error) {
	if doc == nil {
		return nil, nil, errors.New("no document to write as PDF")
	}
	defer func() { // fpdf and the shaper panic on input they did not foresee; a person must see an error instead
		if r := recover(); r != nil {
			out, replaced, err = nil, nil, fmt.Errorf("writing %q as PDF: %v", doc.Title, r)
		}
	}()
	replaced = render.Replaced{}
	set := &setter{lang: languageOf(doc), rtl: rtlLanguage(doc.Lang), replaced: replaced, body: max(doc.TextSize, 0)}
	l := &layout{set: set, draft: doc.Draft, fields: map[string]bool{}}
	root := &element{tag: "Document"}
	strips := l.document(doc, root)
	if l.err != nil {
		return nil, nil, fmt.Errorf("laying out %q: %w", doc.Title, l.err)
	}
	pages := paginate(strips)
	around, err := newFurniture(doc, set, len(pages))
	if err != nil {
		return nil, nil, fmt.Errorf("setting headers of %q: %w", doc.Title, err)
	}
	c := newCanvas()
	for i, items := range pages {
		if err := c.page(items, around, i+1); err != nil {
			return nil, nil, fmt.Errorf("drawing page %d of %q: %w", i+1, doc.Title, err)
		}
	}
	d, err := c.finish()
	if err != nil {
		return nil, nil, fmt.Errorf("drawing %q: %w", doc.Title, err)
	}
	f := &file{doc: doc, part: part, drawn: d, owners: c.owners, root: root, subsets: set.subsets, pictures: c.pictures}
	for _, items := range pages {
		for _, it := range items {
			if it.artifact {
				continue
			}
			if it.bookmark != nil {
				f.bookmarks = append(f.bookmarks, it.bookmark)
			}
			if it.field != nil {
				f.fields = append(f.fields, it.field)
			}
		}
	}
	if out, err = f.write(); err != nil {
		return nil, nil, fmt.Errorf("writing %q as PDF: %w", doc.Title, err)
	}
	set.release()
	return out, replaced, nil
}
