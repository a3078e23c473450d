package pdf

// element is a node of the structure tree (ISO 32000-1, 14.7), which assistive technology reads instead of the page.
type element struct {
	tag     string     // standard structure type: "P", "TD" …
	scope   string     // of a TH: "Column" or "Row"
	list    string     // of an L: its numbering
	summary string     // of a Table without a visible caption
	lang    string     // where it is not the document's
	actual  string     // replaces what the glyphs say
	alt     string     // of a Figure
	box     [4]float64 // of a Figure, in PDF coordinates: left, bottom, right, top
	parent  *element
	kids    []kid
	num     int // object number, once written
}

// kid is one child: an element, or marked content on a page, or an annotation.
type kid struct {
	elem  *element
	page  int // index
	mcid  int
	field *field
}

// child appends a new element.
func (e *element) child(tag string) *element {
	c := &element{tag: tag}
	e.adopt(c)
	return c
}

func (e *element) adopt(c *element) {
	c.parent = e
	e.kids = append(e.kids, kid{elem: c})
}

// field is an empty signature field around a visible block.
type field struct {
	name string
	page int
	rect [4]float64 // PDF coordinates: left, bottom, right, top
	elem *element   // the Form element
	num  int
}

// bookmark is one line of the outline.
type bookmark struct {
	title string
	level int
	page  int
	y     float64 // PDF coordinate of its top
}
