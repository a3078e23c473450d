// Package docx gives a render.Document the form of a Word file that opens in Word and LibreOffice with real headings,
// lists and tables: a WordprocessingML package (ECMA-376, transitional), written by hand because element order is the
// schema's and bytes must be the same each time.
//
// The rules of this package:
//
//   - Children of an element are written in the order of the schema (CT_PPrBase, CT_RPr, CT_TblPrBase …); Word refuses
//     a file that is merely well-formed.
//   - Nothing typed is dropped. What XML 1.0 forbids is printed as its code point in brackets; see escape.
//   - Relationship parts carry no white space between elements and no "&": libxmlsec, and so LibreOffice, would call a
//     signature over them broken.
//   - The protective marking stands in header and footer. The document properties repeat it for search, but Word leaves
//     properties out of a signature.
//
// A Document's attachment is not embedded: a Word file has no standard place that its readers could find.
package docx

import (
	"errors"
	"fmt"
	"slices"

	"minutebook/render"
)

// Write renders doc as a Word file on A4 pages. The same document gives the same bytes, however many are written at
// once. It fails for a document that Word could not open: a heading level outside 1 to 4, a table of more than 63
// columns, a block of a type that package render does not define.
//
// A PageBreak starts a page only between other blocks of the document; inside cells, lists and notices, and at the very
// end, there is nothing that it could part. Rows with fewer cells than their table has columns get empty ones.
func Write(doc *render.Document) ([]byte, error) { return (*Reference)(nil).Write(doc) }

// Write is the package's Write with what the reference gives; nil gives nothing. A first page with a header of its own takes
// that in place of the document's letterhead.
func (ref *Reference) Write(doc *render.Document) ([]byte, error) {
	if doc == nil {
		return nil, errors.New("docx: there is no document to write")
	}
	if ref == nil {
		ref = &Reference{}
	}
	size := sizeOf(doc.TextSize)
	body := writer{size: size}
	body.Grow(64 << 10)
	body.raw(xmlHead, `<w:document `, namespaces, `><w:body>`)
	if ref.pages[1].header == nil {
		if err := body.letterhead(doc.Head); err != nil {
			return nil, fmt.Errorf("docx: write the letterhead of %q: %w", doc.Title, err)
		}
	}
	if err := body.blocks(doc.Blocks, pageText); err != nil {
		return nil, fmt.Errorf("docx: write %q: %w", doc.Title, err)
	}
	if !body.endsInParagraph() {
		body.gap(place{})
	}
	body.section(ref.titled)
	body.raw(`</w:body></w:document>`)

	around, err := ref.surrounds(doc)
	if err != nil {
		return nil, fmt.Errorf("docx: write headers of %q: %w", doc.Title, err)
	}
	file, err := pack(slices.Concat([]entry{
		{"[Content_Types].xml", contentTypes(ref.titled)},
		{"_rels/.rels", []byte(packageRels)},
		{"docProps/core.xml", coreProperties(doc)},
		{"docProps/custom.xml", customProperties(doc)},
		{"word/document.xml", body.Bytes()},
		{"word/_rels/document.xml.rels", relations(len(body.pictures), ref.titled)},
		{"word/styles.xml", styleSheet(doc.Lang, size, ref)},
		{"word/settings.xml", settings(doc.Lang)},
		{"word/numbering.xml", numbering(body.restarts)},
	}, around, mediaParts(body.pictures)))
	if err != nil {
		return nil, fmt.Errorf("docx: pack %q: %w", doc.Title, err)
	}
	return file, nil
}
