package web

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"minutebook/forms"
)

// remark is a sentence about an answer, with a link to where it is given: "#id" on the same page, or an address.
type remark struct{ Link, Says string }

// question is a field as the template part-question.html shows it. The form's definition decides everything about it but
// the values, which are always what a person typed or what a form stores, as inputs.
type question struct {
	Name, ID    string
	Label, Hint string
	As          string // which inputs: text, long, date, radios, select, integer, group, list, picture or hidden
	Heading     bool   // the label is the page's heading
	Within      bool   // in a group or a row
	Value       string
	Parts       []part // of a date
	Alt, Src    string // what a picture shows, and where its bytes are
	Max         int
	Errors      []string
	Options     []option
	Inner       []question // of a group
	Rows        []row      // of a list
	Row         string     // what a row is called
	Full        bool       // no more rows fit
	Given       bool       // the rows come from the meeting before; none is added or taken away
	Since       *since     // what the meeting before had recorded; nil for nothing
	Reading     *reading   // how hard the text is to read; nil where no parent reads it
	Focus       bool       // where typing goes on after a row was added or removed
}

type part struct{ Name, ID, Label, Value, Width string }

type option struct {
	ID, Value, Label string
	Chosen           bool
}

type row struct {
	Title  string
	Remove string // value of the button that takes the row away; empty where none can be
	ID     string // of the row itself; empty where its inputs have all the ids that links lead to
	Given  []given
	Kept   []kept // inputs behind what is only shown
	Inner  []question
}

// Describes lists the ids of the hint and the errors, for aria-describedby.
func (q question) Describes() string {
	var ids []string
	if q.Hint != "" {
		ids = append(ids, q.ID+"-hint")
	}
	if len(q.Errors) > 0 {
		ids = append(ids, q.ID+"-error")
	}
	if q.Since != nil {
		ids = append(ids, q.ID+"-since")
	}
	if q.As == "long" && q.Max > 0 {
		ids = append(ids, q.ID+"-info")
	}
	if q.Reading != nil {
		ids = append(ids, q.ID+"-reading")
	}
	return strings.Join(ids, " ")
}

// mostRadios is the longest list of choices that is shown at a glance; longer ones become a select.
const mostRadios = 6

// sheet makes questions from a definition, the values of the inputs and what is wrong with them.
type sheet struct {
	kind   forms.Kind
	values url.Values
	errors map[string][]string // sentences by pointer
	focus  string              // id of the input to type into next
	extra  string              // name of the list that gets one more, empty row
	given  string              // name of the list whose rows are given; empty for none
	held   forms.Date          // day of the meeting that the form is about
	// pictures is where the bytes of the form's pictures are; empty where none are shown.
	pictures string
}

func newSheet(kind forms.Kind, values url.Values) *sheet {
	return &sheet{kind: kind, values: values, errors: map[string][]string{}}
}

// refusedSheet is a sheet that says at each question what is wrong with the answer.
func refusedSheet(words forms.Wording, kind forms.Kind, values url.Values, problems forms.Problems) *sheet {
	s := newSheet(kind, values)
	for _, p := range asTyped(values, problems) {
		s.errors[p.Pointer] = append(s.errors[p.Pointer], words.Word(kind, p))
	}
	return s
}

// asTyped lets problems with dates quote what is in the three boxes, and not the text that was made of it.
func asTyped(values url.Values, problems forms.Problems) forms.Problems {
	problems = slices.Clone(problems)
	for i, p := range problems {
		name := inputName(p.Pointer)
		typed := strings.Join(strings.Fields(values.Get(name+".day")+" "+values.Get(name+".month")+" "+values.Get(name+".year")), " ")
		if _, quotes := p.Args["got"]; quotes && typed != "" {
			problems[i].Args = maps.Clone(p.Args)
			problems[i].Args["got"] = typed
		}
	}
	return problems
}

// section makes the questions of a section. A section with one question needs no heading beside it.
func (s *sheet) section(section *forms.Section) []question {
	questions := s.questions(section.Fields, "")
	for i := range questions {
		q := &questions[i]
		q.Heading = q.Label == section.Heading && (len(questions) == 1 || q.As == "list")
	}
	return questions
}

// headed reports whether the page needs a heading beside its questions; a list has none of its own.
func headed(questions []question) bool {
	return len(questions) != 1 || !questions[0].Heading || questions[0].As == "list"
}

func (s *sheet) questions(fields []forms.Field, prefix string) []question {
	questions := make([]question, len(fields))
	for i := range fields {
		questions[i] = s.question(&fields[i], prefix+fields[i].ID)
		questions[i].Within = prefix != ""
	}
	return questions
}

func (s *sheet) question(f *forms.Field, name string) question {
	q := question{
		Name: name, ID: inputID(name), Label: f.Label, Hint: f.Hint, Max: f.Max, Value: s.values.Get(name),
		Errors: s.errors["/"+strings.ReplaceAll(name, ".", "/")],
	}
	q.Focus = s.focus == q.ID
	switch f.Type {
	case forms.Group:
		q.As, q.Inner = "group", s.questions(f.Fields, name+".")
	case forms.Repeat:
		q.As, q.Row = "list", f.Row
		q.Rows, q.Given = s.rows(f, name), s.given == name
		q.Full = f.Max > 0 && len(q.Rows) >= f.Max
	case forms.DateType:
		q.As, q.Parts = "date", s.dateParts(q)
	case forms.ChoiceOf:
		q.As = "select"
		if len(f.Options) <= mostRadios {
			q.As = "radios"
		}
		q.Options = options(f.Options, q)
	case forms.Integer:
		q.As = "integer"
	case forms.LongText:
		q.As = "long"
		if s.kind == forms.SummaryKind {
			q.Reading = readingOf(q.ID, q.Value)
		}
	case forms.Number:
		q.As = "hidden"
	case forms.Picture:
		q.As, q.Alt, q.Src = "picture", s.values.Get(name+".alt"), pictureSource(s.pictures, q.Value)
	default:
		q.As = "text"
		if f.ID == "id" && len(q.Errors) == 0 {
			q.As = "hidden" // another system's reference: carried along, never asked for
		}
	}
	return q
}

// rows makes the rows that there are values for, one empty row if there are none, and the one that was asked for. Rows that
// are given are those that there are.
func (s *sheet) rows(f *forms.Field, name string) []row {
	if s.given == name {
		rows := make([]row, forms.RowsIn(s.values, name))
		for i := range rows {
			rows[i] = s.carriedRow(f, fmt.Sprintf("%s.%d", name, i))
		}
		return rows
	}
	count := max(forms.RowsIn(s.values, name), 1)
	if s.extra == name && (f.Max == 0 || count < f.Max) && forms.RowsIn(s.values, name) > 0 {
		count++
	}
	rows := make([]row, count)
	for i := range rows {
		prefix := fmt.Sprintf("%s.%d", name, i)
		title := fmt.Sprintf("%s %d", f.Row, i+1)
		for _, inner := range f.Fields {
			if n := s.values.Get(prefix + "." + inner.ID); inner.Type == forms.Number && n != "" {
				title += " (" + n + ")"
			}
		}
		rows[i] = row{Title: title, Remove: prefix, Inner: s.questions(f.Fields, prefix+".")}
	}
	return rows
}

func (s *sheet) dateParts(q question) []part {
	parts := []part{{Name: "day", Label: "Day", Width: "2"}, {Name: "month", Label: "Month", Width: "2"}, {Name: "year", Label: "Year", Width: "4"}}
	for i := range parts {
		p := &parts[i]
		p.ID, p.Name = q.ID+"-"+p.Name, q.Name+"."+p.Name
		p.Value = s.values.Get(p.Name)
	}
	return parts
}

func options(from []forms.Option, q question) []option {
	all := make([]option, len(from))
	for i, o := range from {
		all[i] = option{ID: q.ID + "-" + o.Value, Value: o.Value, Label: o.Label, Chosen: o.Value == q.Value}
	}
	if len(all) > 0 {
		all[0].ID = q.ID // so that a link to the question leads to its first answer
	}
	return all
}

// inputName is the name of the input that a pointer is about.
func inputName(pointer string) string {
	return strings.ReplaceAll(strings.TrimPrefix(pointer, "/"), "/", ".")
}

// inputID makes an id from an input's name. Dots would be taken for classes in selectors.
func inputID(name string) string { return strings.ReplaceAll(name, ".", "-") }

// linkID is the id of the input that a problem's pointer leads to: a date's first box, a list's button.
func linkID(kind forms.Kind, pointer string) string {
	_, f, _ := forms.Define(kind).Field(pointer)
	id := inputID(inputName(pointer))
	switch {
	case f == nil:
		return "main"
	case f.Type == forms.DateType:
		return id + "-day"
	case f.Type == forms.Repeat && strings.HasSuffix(pointer, "/"+f.ID):
		return id + "-add"
	}
	return id
}

// summary lists problems for the box at the top of a page.
func summary(words forms.Wording, kind forms.Kind, problems forms.Problems) []remark {
	list := make([]remark, len(problems))
	for i, p := range problems {
		list[i] = remark{"#" + linkID(kind, p.Pointer), words.Word(kind, p)}
	}
	return list
}
