package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // papers print London time wherever they are made

	"minutebook/forms"
)

// Paper is what a document template may use: one stored version of a record, and what surrounds it.
type Paper struct {
	Form      forms.Form
	RecordID  string
	Version   int
	Stored    time.Time // when the version was stored
	Authority Authority
	Audience  string
	Signature *Signature                  // nil until signed or sealed
	Minutes   *Signature                  // on a copy: who signed the minutes that it is made from; nil for unsigned ones
	Large     bool                        // in large print
	Born      forms.Date                  // the child, for the age band of a profile
	Profile   []Fact                      // what a profile tells; filled in when it is made
	Together  []string                    // names of the other children whom the meeting was about; printed for professionals only
	Agreed    []Agreed                    // who was asked to agree the minutes; printed for professionals only
	Code      func(audience string) *Code // of the paper once it is signed; nil for none
	Amends    *Amends                     // the version that this one replaces; nil for none
	Previous  forms.Form                  // the previous meeting's form, for a review; nil for none
	Blockers  []string                    // why the paper is a draft, in sentences
	Due       []forms.TaskDue             // of an adoption task list, in any order; nil where no clock is known
	Overdue   []Overdue                   // of a planning meeting, for its reviewing officer; nil where no rules are known
}

// Authority is the local authority's name, its words and its stationery.
type Authority struct {
	Name      string
	CaseLabel string      // what it calls the local case number, for instance "CASS Number"
	Marking   string      // protective marking
	Head      *Letterhead // nil for none
}

// Signature says who signed the version, in which role, and when.
type Signature struct {
	Name string
	Role string
	At   time.Time
}

// LargePrint is the size of large print in points.
const LargePrint = 18

// NothingGiven is what an unanswered question reads: on paper an answer may be empty, but never vanish.
const NothingGiven = "No information provided"

// Draft reports that the paper has no signature, and so says DRAFT on each page.
func (p *Paper) Draft() bool { return p.Signature == nil }

// SignedOn returns the time of signature as printed: London time, to the minute.
func (p *Paper) SignedOn() string { return London(p.Signature.At) }

// MinutesSignedOn is SignedOn for the minutes that a copy is made from.
func (p *Paper) MinutesSignedOn() string { return London(p.Minutes.At) }

// London writes a moment as people in England read it: "11 December 2025 at 14:05 GMT".
func London(t time.Time) string {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		zone = time.UTC
	}
	return t.In(zone).Format("2 January 2006 at 15:04 MST")
}

// Answer returns the answer to a question of the form in words, for titles and lines of text; "" if there is none. It
// fails for an id that the form does not have.
func (p *Paper) Answer(id string) (string, error) {
	_, f, _ := forms.Define(p.Form.Kind()).Field("/" + id)
	if f == nil {
		return "", fmt.Errorf("the form %s has no field %q", p.Form.Kind(), id)
	}
	return f.Display(p.Form), nil
}

// Section is one section of a form as templates see it: facts, long texts and tables in the form's order.
type Section struct {
	Heading string
	Note    string // under the heading, in small print
	Parts   []Part
}

// Part is a run of a section's answers that are printed alike; exactly one of its fields is set.
type Part struct {
	Facts []Fact // short answers, as a list of facts
	Text  *Fact  // the section's only answer, as running text under the heading
	Table *Grid
}

// Fact is one question and its answer.
type Fact struct {
	Label  string
	Answer string
}

// Grid is a repeat group, or the fixed rows of a table.
type Grid struct {
	Caption string
	Columns []Column
	Rows    [][]string
	Named   bool // the first column names the row
}

// Column is one column of a grid.
type Column struct {
	Label string
	Share int // per cent of the width
}

// Section returns the section with the id, and fails for an id that the form does not have.
func (p *Paper) Section(id string) (*Section, error) {
	s, ok := forms.Define(p.Form.Kind()).Section(id)
	if !ok {
		return nil, fmt.Errorf("the form %s has no section %q", p.Form.Kind(), id)
	}
	out := &Section{Heading: s.Heading}
	if !slices.ContainsFunc(s.Fields, func(f forms.Field) bool { return p.reads(&f) }) {
		out.Parts = []Part{{Text: &Fact{Answer: NotInThisCopy}}}
		return out, nil
	}
	if len(s.Fields) == 1 && s.Fields[0].Type == forms.LongText {
		out.Note, out.Parts = p.unchanged(&s.Fields[0]), []Part{{Text: p.fact(&s.Fields[0], p.Form)}}
		return out, nil
	}
	for i := range s.Fields {
		if p.reads(&s.Fields[i]) {
			out.add(p, &s.Fields[i], p.Form)
		}
	}
	for _, part := range out.Parts {
		if part.Table != nil && part.Table.Caption == out.Heading {
			part.Table.Caption = "" // the heading above it says so already
		}
	}
	return out, nil
}

func (s *Section) add(p *Paper, f *forms.Field, container any) {
	f = p.narrowed(f)
	switch {
	case f.Hidden:
	case f.ID == "carried_forward":
		s.Parts = append(s.Parts, Part{Table: carriedGrid(f, container.(*forms.PRPM))})
	case f.Type == forms.Repeat:
		s.Parts = append(s.Parts, Part{Table: repeatGrid(f, container)})
	case f.Type == forms.Group && isFixedRows(f):
		s.Parts = append(s.Parts, Part{Table: fixedGrid(f, f.Value(container))})
	case f.Type == forms.Group && !readsAsOne(f, container):
		for i := range f.Fields {
			s.add(p, &f.Fields[i], f.Value(container))
		}
	default:
		if n := len(s.Parts); n == 0 || s.Parts[n-1].Facts == nil {
			s.Parts = append(s.Parts, Part{})
		}
		last := &s.Parts[len(s.Parts)-1]
		last.Facts = append(last.Facts, *p.fact(f, container))
	}
}

func (p *Paper) fact(f *forms.Field, container any) *Fact {
	label := f.Label
	if f.ID == "cass_number" {
		label = p.Authority.CaseLabel
	}
	return &Fact{Label: label, Answer: f.Display(container)}
}

// readsAsOne: a group such as a frequency that is written as one answer.
func readsAsOne(f *forms.Field, container any) bool {
	_, ok := f.Value(container).(fmt.Stringer)
	return ok
}

// isFixedRows: a group of groups that all ask the same.
func isFixedRows(f *forms.Field) bool {
	for i := range f.Fields {
		if f.Fields[i].Type != forms.Group {
			return false
		}
	}
	return true
}

func repeatGrid(f *forms.Field, container any) *Grid {
	g := &Grid{Caption: f.Label}
	var shown []*forms.Field
	for i := range f.Fields {
		if !f.Fields[i].Hidden {
			shown = append(shown, &f.Fields[i])
		}
	}
	g.Columns = columns(shown)
	for _, row := range f.Rows(container) {
		cells := make([]string, len(shown))
		for i, c := range shown {
			cells[i] = c.Display(row)
		}
		g.Rows = append(g.Rows, cells)
	}
	return g
}

func fixedGrid(f *forms.Field, group any) *Grid {
	inner := &f.Fields[0]
	shown := make([]*forms.Field, len(inner.Fields))
	for i := range inner.Fields {
		shown[i] = &inner.Fields[i]
	}
	name := &forms.Field{Label: cmp.Or(f.Row, "Option"), Type: forms.Text}
	g := &Grid{Caption: f.Label, Named: true, Columns: columns(append([]*forms.Field{name}, shown...))}
	for i := range f.Fields {
		row := f.Fields[i].Value(group)
		cells := []string{f.Fields[i].Label}
		for _, c := range shown {
			cells = append(cells, c.Display(row))
		}
		g.Rows = append(g.Rows, cells)
	}
	return g
}

// columns shares the width by what the answers look like; the shares add up to 100.
func columns(fields []*forms.Field) []Column {
	weights := map[forms.FieldType]int{forms.Number: 11, forms.DateType: 18, forms.ChoiceOf: 17, forms.Integer: 11, forms.Text: 21, forms.LongText: 42}
	total := 0
	for _, f := range fields {
		total += weights[f.Type]
	}
	out := make([]Column, len(fields))
	left := 100
	for i, f := range fields {
		out[i] = Column{f.Label, weights[f.Type] * 100 / total}
		left -= out[i].Share
	}
	out[len(out)-1].Share += left
	return out
}

// lines splits a text that somebody typed into paragraphs and lists: a line that begins with a dash, an asterisk or a
// bullet is an item of a list.
func lines(text string) []Block {
	var blocks []Block
	var list *List
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if item, ok := bulleted(line); ok {
			if list == nil {
				blocks = append(blocks, List{})
				list = new(List)
			}
			list.Items = append(list.Items, []Block{Paragraph{Spans: []Span{{Text: item}}}})
			blocks[len(blocks)-1] = *list
			continue
		}
		list = nil
		blocks = append(blocks, Paragraph{Spans: []Span{{Text: line}}})
	}
	if blocks == nil {
		return []Block{Paragraph{Style: Empty, Spans: []Span{{Text: NothingGiven}}}}
	}
	return blocks
}

func bulleted(line string) (item string, ok bool) {
	for _, mark := range []string{"- ", "* ", "• ", "– "} {
		if item, ok := strings.CutPrefix(line, mark); ok {
			return strings.TrimSpace(item), true
		}
	}
	return "", false
}
