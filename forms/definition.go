package forms

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
)

// Definition describes a kind of form: what screens, schemas, papers and decoders need to know of it, read once from the
// struct's tags.
type Definition struct {
	Kind     Kind
	Title    string
	Sections []Section
}

// Section is one page of a form.
type Section struct {
	ID      string
	Heading string
	Source  string
	Fields  []Field
}

// FieldType says what an answer looks like.
type FieldType string

// The types of answer.
const (
	Text     FieldType = "text"      // one line
	LongText FieldType = "long_text" // several lines
	DateType FieldType = "date"
	ChoiceOf FieldType = "choice" // one of Options
	Integer  FieldType = "integer"
	Number   FieldType = "action_number" // given by the service
	Picture  FieldType = "photo"         // a JPEG or PNG, see Photo
	Group    FieldType = "group"         // Fields, once
	Repeat   FieldType = "list"          // Fields, any number of times up to Max
)

// Field is one question, or a group of questions.
type Field struct {
	ID       string // JSON name
	Label    string
	Hint     string
	Row      string // what one row of a list is called
	Source   string
	Type     FieldType
	Max      int // characters of a text, rows of a list, largest integer; 0 for no limit
	Required bool
	Hidden   bool // not printed on papers
	Options  []Option
	Fields   []Field
	Audience []string
	Shared   bool  // the same for every child whom one meeting is about: see shared.go
	Numeric  bool  // a text that is a number, such as 9.5
	index    []int // path in the form struct, or in the row struct inside a group or list
}

var definitions sync.Map // Kind → *Definition; derived from types, so the same for everybody

// Define returns the definition of a kind. It panics for a kind that New does not know, which is a mistake in the program.
func Define(kind Kind) *Definition {
	if d, ok := definitions.Load(kind); ok {
		return d.(*Definition)
	}
	form, err := New(kind)
	if err != nil {
		panic(err)
	}
	d := &Definition{Kind: kind, Title: title(kind)}
	t := reflect.TypeOf(form).Elem()
	for i := range t.NumField() {
		f := t.Field(i)
		s := Section{ID: f.Tag.Get("section"), Heading: f.Tag.Get("heading"), Source: f.Tag.Get("source")}
		s.Fields = fieldsOf(f.Type, []int{i})
		for j := range s.Fields {
			s.Fields[j].Shared = s.Fields[j].Shared || isShared(f.Tag)
		}
		d.Sections = append(d.Sections, s)
	}
	definitions.Store(kind, d)
	return d
}

// Section returns the section with the id.
func (d *Definition) Section(id string) (*Section, bool) {
	for i := range d.Sections {
		if d.Sections[i].ID == id {
			return &d.Sections[i], true
		}
	}
	return nil, false
}

// Field returns the innermost field that a JSON pointer leads to, the section that it is in, and the row numbers on the
// way, from 0; nil if the pointer leads nowhere.
func (d *Definition) Field(pointer string) (section *Section, field *Field, rows []int) {
	steps := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i := range d.Sections {
		if f, rows := descend(d.Sections[i].Fields, steps); f != nil {
			return &d.Sections[i], f, rows
		}
	}
	return nil, nil, nil
}

func descend(fields []Field, steps []string) (*Field, []int) {
	for i := range fields {
		f := &fields[i]
		if f.ID != steps[0] {
			continue
		}
		var rows []int
		rest := steps[1:]
		if f.Type == Repeat && len(rest) > 0 {
			row, err := strconv.Atoi(rest[0])
			if err != nil {
				return nil, nil
			}
			rows, rest = append(rows, row), rest[1:]
		}
		if len(rest) == 0 || len(f.Fields) == 0 {
			return f, rows
		}
		inner, more := descend(f.Fields, rest)
		return inner, append(rows, more...)
	}
	return nil, nil
}

func fieldsOf(t reflect.Type, path []int) []Field {
	var fields []Field
	for i := range t.NumField() {
		sf := t.Field(i)
		index := append(append([]int{}, path...), i)
		if sf.Anonymous { // what several groups have in common
			fields = append(fields, fieldsOf(sf.Type, index)...)
			continue
		}
		f := Field{
			ID: sf.Tag.Get("json"), Label: sf.Tag.Get("label"), Hint: sf.Tag.Get("hint"), Row: sf.Tag.Get("row"),
			Source: sf.Tag.Get("source"), Max: limit(sf.Tag.Get("validate")), index: index,
			Required: strings.HasPrefix(sf.Tag.Get("signoff"), "required"),
		}
		f.Hidden, f.Shared = sf.Tag.Get("paper") == "-", isShared(sf.Tag)
		if a := sf.Tag.Get("audience"); a != "" {
			f.Audience = strings.Split(a, ",")
		}
		f.Numeric = strings.Contains(sf.Tag.Get("validate"), "numeric")
		f.typed(sf)
		fields = append(fields, f)
	}
	return fields
}

var (
	dateType   = reflect.TypeFor[Date]()
	numberType = reflect.TypeFor[ActionNumber]()
	choiceType = reflect.TypeFor[Choice]()
	photoType  = reflect.TypeFor[Photo]()
)

func (f *Field) typed(sf reflect.StructField) {
	switch t := sf.Type; {
	case t == dateType:
		f.Type = DateType
	case t == numberType:
		f.Type = Number
	case t == photoType:
		f.Type = Picture
	case t.Implements(choiceType):
		f.Type, f.Options = ChoiceOf, reflect.Zero(t).Interface().(Choice).Options()
	case t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Int:
		f.Type = Integer
	case t.Kind() == reflect.Struct:
		f.Type, f.Fields = Group, fieldsOf(t, nil)
	case t.Kind() == reflect.Slice:
		f.Type, f.Fields = Repeat, fieldsOf(t.Elem(), nil)
	case t.Kind() == reflect.String && sf.Tag.Get("ui") == "long":
		f.Type = LongText
	case t.Kind() == reflect.String:
		f.Type = Text
	default:
		panic(fmt.Sprintf("forms: field %s has type %s, for which there is no question", sf.Name, t))
	}
}

// limit reads N of the first max=N in a validate tag.
func limit(tag string) int {
	for rule := range strings.SplitSeq(tag, ",") {
		if n, ok := strings.CutPrefix(rule, "max="); ok {
			v, err := strconv.Atoi(n)
			if err != nil {
				panic(fmt.Sprintf("forms: validate:%q: %v", tag, err))
			}
			return v
		}
	}
	return 0
}

// Value returns the answer to a field: for a field of a section the container is the form, for a field of a group or row
// it is that group's or row's value as Value returned it.
func (f *Field) Value(container any) any {
	v := reflect.Indirect(reflect.ValueOf(container))
	return v.FieldByIndex(f.index).Interface()
}

// Rows returns the rows of a list as containers for the fields in f.Fields.
func (f *Field) Rows(container any) []any {
	v := reflect.ValueOf(f.Value(container))
	rows := make([]any, v.Len())
	for i := range rows {
		rows[i] = v.Index(i).Interface()
	}
	return rows
}

// Display returns the answer in words, "" when there is none. It is for text, dates, choices and numbers, and for groups
// that read as one answer, such as a frequency.
func (f *Field) Display(container any) string {
	switch v := f.Value(container).(type) {
	case Date:
		return v.Long()
	case Choice:
		return LabelOf(v)
	case *int:
		if v == nil {
			return ""
		}
		return strconv.Itoa(*v)
	case string:
		return v
	case fmt.Stringer:
		return v.String()
	}
	return ""
}

// readsAsOne: a group, such as a frequency, that is written as one answer.
func (f *Field) readsAsOne(container any) bool {
	_, ok := f.Value(container).(fmt.Stringer)
	return f.Type == Group && ok
}

// Answered reports whether anything was answered in a field, or in any field of a group or list.
func (f *Field) Answered(container any) bool {
	return !reflect.ValueOf(f.Value(container)).IsZero() && !(f.Type == Repeat && len(f.Rows(container)) == 0)
}
