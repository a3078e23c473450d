package render

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"minutebook/forms"
)

// This file prints long reports. They differ from minutes in three things: a long answer is running text under a heading of
// its own, a row that is too wide for a table is a list of facts with a heading, and there are pictures.

// Report is one section of a form as a report prints it.
type Report struct {
	ID      string
	Heading string
	Parts   []ReportPart
}

// ReportPart is a run of answers that are printed alike; exactly one of its fields beside Under is set.
type ReportPart struct {
	Under   string // the heading over it
	Facts   []Fact
	Prose   *Fact // its label is empty where the section's heading says it
	Table   *Grid
	Entries *Entries
	Picture *Picture
}

// Entries is a list whose rows are printed one below the other.
type Entries struct {
	Heading string // empty where the section's heading says it
	Rows    []Entry
}

// Entry is one of those rows.
type Entry struct {
	Heading string
	Parts   []ReportPart // facts and pictures
}

// Picture stands for a picture of the form.
type Picture struct {
	Pointer string
	Label   string
	Width   int // per cent of the text width
}

// mostColumns is how many answers fit side by side on a portrait page.
const mostColumns = 5

// Reports returns every section of the form, in its order.
func (p *Paper) Reports() []Report {
	d := forms.Define(p.Form.Kind())
	all := make([]Report, len(d.Sections))
	for i, s := range d.Sections {
		all[i] = Report{ID: s.ID, Heading: s.Heading}
		all[i].Parts = p.reportParts(&s)
	}
	return all
}

// reportParts prints a section. One in which nothing at all was answered says so once.
func (p *Paper) reportParts(s *forms.Section) []ReportPart {
	b := reportBuilder{p, s.Heading, nil}
	shown, answered := 0, false
	for i := range s.Fields {
		f := &s.Fields[i]
		if !p.reads(f) {
			continue
		}
		b.add(f, p.Form, "/"+f.ID)
		shown, answered = shown+1, answered || f.Answered(p.Form)
	}
	switch {
	case shown == 0:
		return []ReportPart{{Prose: &Fact{Answer: NotInThisCopy}}}
	case !answered:
		return []ReportPart{{Prose: &Fact{}}}
	}
	if len(s.Fields) == 1 && len(b.parts) == 1 && b.parts[0].Prose != nil {
		b.parts[0].Prose.Label = "" // the heading above says it
	}
	return b.parts
}

type reportBuilder struct {
	paper *Paper
	above string // the heading over it
	parts []ReportPart
}

func (b *reportBuilder) add(f *forms.Field, container any, pointer string) {
	f = b.paper.narrowed(f)
	switch {
	case f.Hidden:
	case f.Type == forms.Picture:
		b.picture(f, container, pointer)
	case f.Type == forms.LongText:
		b.parts = append(b.parts, ReportPart{Prose: b.paper.fact(f, container)})
	case f.Type == forms.Repeat && len(f.Fields) == 1:
		b.fact(Fact{f.Label, bullets(f, container)})
	case f.Type == forms.Repeat && len(f.Fields) > mostColumns:
		b.entries(f, container, pointer)
	case f.Type == forms.Repeat:
		g := repeatGrid(f, container)
		g.Columns = reportColumns(f.Fields)
		b.table(g)
	case f.Type == forms.Group && isFixedRows(f):
		b.table(fixedGrid(f, f.Value(container)))
	case f.Type == forms.Group && !readsAsOne(f, container):
		for i := range f.Fields {
			b.add(&f.Fields[i], f.Value(container), pointer+"/"+f.Fields[i].ID)
		}
	default:
		b.fact(*b.paper.fact(f, container))
	}
}

func (b *reportBuilder) fact(f Fact) {
	if n := len(b.parts); n == 0 || b.parts[n-1].Facts == nil {
		b.parts = append(b.parts, ReportPart{Under: b.above})
	}
	last := &b.parts[len(b.parts)-1]
	last.Facts = append(last.Facts, f)
}

func (b *reportBuilder) table(g *Grid) {
	if g.Caption == b.above {
		g.Caption = ""
	}
	if len(g.Rows) == 0 && g.Caption != "" { // nothing to make a table of, but its name must be there
		b.fact(Fact{Label: g.Caption})
		return
	}
	b.parts = append(b.parts, ReportPart{Table: g})
}

// reportColumns shares the width so that a name is seldom broken: beside long texts, names get more room than in minutes.
func reportColumns(fields []forms.Field) []Column {
	weights := map[forms.FieldType]int{forms.DateType: 17, forms.ChoiceOf: 24, forms.Integer: 14, forms.Text: 24, forms.LongText: 34}
	total := 0
	for i := range fields {
		total += weights[fields[i].Type]
	}
	shares, left := make([]Column, len(fields)), 100
	for i := range fields {
		shares[i] = Column{fields[i].Label, weights[fields[i].Type] * 100 / total}
		left -= shares[i].Share
	}
	shares[len(shares)-1].Share += left
	return shares
}

// picture adds a picture, and where there is none the fact that there is none. Portraits are narrower than drawings.
func (b *reportBuilder) picture(f *forms.Field, container any, pointer string) {
	photo := f.Value(container).(forms.Photo)
	if photo.IsZero() {
		b.fact(Fact{Label: f.Label})
		return
	}
	width := 100
	if w, h := photo.Size(); w <= h*4/3 {
		width = 30
	}
	b.parts = append(b.parts, ReportPart{Picture: &Picture{pointer, f.Label, width}})
}

func (b *reportBuilder) entries(f *forms.Field, container any, pointer string) {
	e := &Entries{Heading: f.Label}
	if e.Heading == b.above {
		e.Heading = ""
	}
	for i, row := range f.Rows(container) {
		fields := f.Fields
		entry := Entry{Heading: fields[0].Display(row)} // what names the row
		if entry.Heading == "" {
			entry.Heading = f.Row + " " + strconv.Itoa(i+1)
		} else {
			fields = fields[1:]
		}
		inner := reportBuilder{b.paper, entry.Heading, nil}
		for j := range fields {
			if field := &fields[j]; field.Type == forms.LongText {
				inner.fact(*b.paper.fact(field, row))
			} else {
				inner.add(field, row, fmt.Sprintf("%s/%d/%s", pointer, i, field.ID))
			}
		}
		entry.Heading = upperFirst(entry.Heading)
		for _, part := range inner.parts {
			if part.Picture != nil {
				part.Picture.Label += " of " + entry.Heading
			}
		}
		entry.Parts = slices.SortedStableFunc(slices.Values(inner.parts), picturesFirst)
		e.Rows = append(e.Rows, entry)
	}
	if len(e.Rows) == 0 && e.Heading != "" {
		b.fact(Fact{Label: e.Heading})
		return
	}
	b.parts = append(b.parts, ReportPart{Entries: e})
}

// picturesFirst puts a person's picture above the facts about them.
func picturesFirst(a, b ReportPart) int {
	switch {
	case (a.Picture != nil) == (b.Picture != nil):
		return 0
	case a.Picture != nil:
		return -1
	}
	return 1
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// bullets writes a list of single answers as lines that become a bulleted list; one alone is a line of text.
func bullets(f *forms.Field, container any) string {
	var lines []string
	for _, row := range f.Rows(container) {
		if text := f.Fields[0].Display(row); text != "" {
			lines = append(lines, text)
		}
	}
	if len(lines) == 1 {
		return lines[0]
	}
	for i := range lines {
		lines[i] = "- " + lines[i]
	}
	return strings.Join(lines, "\n")
}

// picture returns the picture that a pointer leads to.
func (p *Paper) picture(pointer string) (Figure, error) {
	_, f, rows := forms.Define(p.Form.Kind()).Field(pointer)
	if f == nil || f.Type != forms.Picture {
		return Figure{}, errors.New("the form has no such picture")
	}
	var container any = p.Form
	if len(rows) == 1 {
		id, _, _ := strings.Cut(pointer[1:], "/")
		_, list, _ := forms.Define(p.Form.Kind()).Field("/" + id)
		all := list.Rows(p.Form)
		if rows[0] < 0 || rows[0] >= len(all) {
			return Figure{}, errors.New("the form has no such row")
		}
		container = all[rows[0]]
	}
	photo := f.Value(container).(forms.Photo)
	if photo.IsZero() {
		return Figure{}, errors.New("there is no picture")
	}
	return Figure{Alt: photo.Alt, MediaType: photo.MediaType, Data: photo.Data}, nil
}
