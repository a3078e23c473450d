// Package render turns one stored version of a record into a Document, the tree of headings, paragraphs and tables that
// every writer (PDF, Word, HTML) walks. The tree is plain data: two renderings of the same version are equal, so what a
// writer makes of them is equal too, byte for byte.
package render

import "time"

// Document is one paper: what its pages say, and what its file says of itself.
type Document struct {
	Title    string // also the file's title property
	Subject  string // one line: form, case number, version
	Author   string // the authority
	Lang     string // BCP 47, for instance "en-GB"
	Marking  string // protective marking, printed on each page ("OFFICIAL-SENSITIVE")
	Draft    bool   // prints DRAFT on each page; such a paper carries no signature field
	Header   string // left part of each page's header
	Footer   string // left part of each page's footer: case number and record version; writers add "Page X of Y"
	Created  time.Time
	Code     *Code // on each page of a signed paper; nil for none
	Head     *Letterhead
	TextSize float64 // least size of the body's text in points; 0 is each writer's own. From 16 on it is large print: no italics
	Blocks   []Block
	Attached *Attachment // the machine-readable twin, nil for none
}

// Letterhead is what the first page begins with, above all blocks: the authority's logo, and lines such as its address.
type Letterhead struct {
	Logo  *Figure // nil for none; writers choose its width, and it has no caption
	Lines []string
}

// Attachment is a file carried inside the paper: the projected record as JSON.
type Attachment struct {
	Name        string // file name, for instance "record.json"
	MIME        string
	Description string
	Data        []byte
}

// Block is one piece of a page. Writers switch over the concrete types; there are no others.
type Block interface{ block() }

// Heading opens a section. Level is 1 to 4; the document's title is the only level 1, levels are never skipped.
type Heading struct {
	Level int
	Text  string
}

// Paragraph is running text.
type Paragraph struct {
	Style Style
	Spans []Span
}

// Style says what a paragraph is for; each writer decides how that looks.
type Style string

const (
	Body    Style = ""        // ordinary text
	Lead    Style = "lead"    // the line under the title
	Empty   Style = "empty"   // stands for an answer nobody gave
	Marking Style = "marking" // the protective marking, once as real text; headers repeat it as an artifact
	Small   Style = "small"   // notes under a table
)

// Span is a run of text of one look and one language.
type Span struct {
	Text   string
	Bold   bool   `json:",omitempty"`
	Italic bool   `json:",omitempty"`
	Lang   string `json:",omitempty"` // BCP 47 where it differs from the document's
}

// List is a bulleted or numbered list.
type List struct {
	Ordered bool
	Items   [][]Block // paragraphs, and lists one level down
}

// Table has HeadRows header rows, repeated on each page that the table runs over.
type Table struct {
	Caption   string
	HeadRows  int
	HeadCol   bool      // the first cell of each body row names the row
	Widths    []float64 // share of the text width for each column; they add up to 1
	Rows      [][]Cell
	KeepShort bool // a row that fits on one page is never split over two; true for all tables made from templates
}

// Cell holds paragraphs and lists.
type Cell struct {
	Blocks []Block
}

// KeyValues is a list of facts, printed as two columns.
type KeyValues struct {
	Caption string // names the list for assistive technology
	Items   []KeyValue
}

// KeyValue is one fact.
type KeyValue struct {
	Key   string
	Value []Block
}

// Notice is a framed remark that must be seen, such as why a paper is still a draft.
type Notice struct {
	Title  string
	Blocks []Block
}

// SignatureBlock names who signed, in which role, when, and which version. Its lines are kept on one page. Writers of
// formats that can hold a visible signature field put the field called Field around it; Field is empty on a draft.
type SignatureBlock struct {
	Field string // for instance "Chair"
	Lines []KeyValue
}

// Figure is a picture with its caption, never split over two pages. It is shown in its own proportions, at most Width wide and
// never larger than a page holds.
type Figure struct {
	Alt       string // for people who do not see it; never empty
	Caption   string
	MediaType string // image/jpeg: three components of eight bits, as forms.NewPhoto writes it
	Data      []byte
	Width     float64 // share of the text width
}

// PageBreak starts a new page.
type PageBreak struct{}

func (Heading) block()        {}
func (Paragraph) block()      {}
func (List) block()           {}
func (Table) block()          {}
func (KeyValues) block()      {}
func (Notice) block()         {}
func (SignatureBlock) block() {}
func (Figure) block()         {}
func (PageBreak) block()      {}
