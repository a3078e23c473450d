package forms

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// MaxBody is the largest form in bytes that the doors accept.
const MaxBody = 8 << 20

// Decode reads a form from JSON and reports everything that keeps it from being stored: problems of level Error. What
// could be read is in the form all the same, so that a person can be shown it again. Unknown fields are named with the
// nearest known one; null and "" both mean that a question was not answered.
func Decode(kind Kind, data []byte) (Form, Problems) {
	form, err := New(kind)
	if err != nil {
		return nil, Problems{{Code: "unknown_kind", Level: Error, Args: map[string]any{"got": string(kind)}}}
	}
	n, problem := parseJSON(data)
	if problem != nil {
		return form, Problems{*problem}
	}
	b := binder{}
	if n.kind != 'o' {
		b.wrong("", "an object", n)
		return form, b.problems
	}
	var fields []Field
	for _, s := range Define(kind).Sections {
		fields = append(fields, s.Fields...)
	}
	b.fields(n, fields, reflect.ValueOf(form).Elem(), "")
	return form, append(b.problems, shape(form)...)
}

// binder fills struct fields from nodes and gathers problems.
type binder struct{ problems Problems }

// enough is how many problems are reported at most: a body of nothing but unknown fields should not cost more than one of
// answers.
const enough = 1000

func (b *binder) add(pointer, code string, args map[string]any) {
	if b.full() {
		return
	}
	b.problems = append(b.problems, Problem{Pointer: pointer, Code: code, Level: Error, Args: args})
}

func (b *binder) full() bool { return len(b.problems) >= enough }

func (b *binder) wrong(pointer, want string, n *node) {
	b.add(pointer, "wrong_type", map[string]any{"want": want, "got": n.what()})
}

// fields binds an object's members to the fields; members that are absent leave what is there.
func (b *binder) fields(n *node, fields []Field, into reflect.Value, pointer string) {
	seen := map[string]bool{}
	for _, m := range n.object {
		if b.full() {
			return
		}
		at := pointer + "/" + escapePointer(m.key)
		i := indexOf(fields, m.key)
		switch {
		case seen[m.key]:
			b.add(at, "duplicate_field", nil)
		case i < 0:
			b.add(at, "unknown_field", map[string]any{"field": m.key, "nearest": nearest(m.key, fields)})
		default:
			b.field(m.value, &fields[i], into.FieldByIndex(fields[i].index), at)
		}
		seen[m.key] = true
	}
}

func indexOf(fields []Field, id string) int {
	for i := range fields {
		if fields[i].ID == id {
			return i
		}
	}
	return -1
}

// pointerEscapes are those of RFC 6901 §3. Making a Replacer takes longer than using it.
var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

func escapePointer(key string) string { return pointerEscapes.Replace(key) }

func (b *binder) field(n *node, f *Field, into reflect.Value, at string) {
	if n.kind == 0 || (n.kind == 's' && *n.text == "") {
		into.SetZero()
		return
	}
	switch f.Type {
	case Group:
		if n.kind != 'o' {
			b.wrong(at, "an object", n)
			return
		}
		b.fields(n, f.Fields, into, at)
	case Repeat:
		b.list(n, f, into, at)
	case Integer:
		b.integer(n, into, at)
	case Picture:
		b.photo(n, into, at)
	default:
		b.text(n, f, into, at)
	}
}

func (b *binder) list(n *node, f *Field, into reflect.Value, at string) {
	if n.kind != 'a' {
		b.wrong(at, "a list", n)
		return
	}
	if f.Max > 0 && len(n.array) > f.Max {
		b.add(at, "too_many", map[string]any{"max": f.Max, "count": len(n.array)})
		return
	}
	if len(n.array) == 0 { // as good as no answer
		into.SetZero()
		return
	}
	rows := reflect.MakeSlice(into.Type(), len(n.array), len(n.array))
	for i, row := range n.array {
		here := fmt.Sprintf("%s/%d", at, i)
		if row.kind != 'o' {
			b.wrong(here, "an object", row)
			continue
		}
		b.fields(row, f.Fields, rows.Index(i), here)
	}
	into.Set(rows)
}

// integer takes a number, or the digits that a web form posts.
func (b *binder) integer(n *node, into reflect.Value, at string) {
	digits := string(n.number)
	if n.kind == 's' {
		digits = strings.TrimSpace(*n.text)
	} else if n.kind != 'n' {
		b.wrong(at, "a whole number", n)
		return
	}
	v, err := strconv.Atoi(digits)
	if err != nil {
		b.add(at, "not_whole_number", map[string]any{"got": shorten(digits)})
		return
	}
	into.Set(reflect.ValueOf(&v))
}

func (b *binder) text(n *node, f *Field, into reflect.Value, at string) {
	if n.kind != 's' {
		want := "text"
		if f.Type == DateType {
			want = "a date in the form year-month-day, as text"
		}
		b.wrong(at, want, n)
		return
	}
	s := strings.ReplaceAll(*n.text, "\r\n", "\n")
	if r, position := forbidden(s, f.Type); position > 0 {
		b.add(at, "control_character", map[string]any{"character": fmt.Sprintf("U+%04X", r), "position": position})
		return
	}
	switch f.Type {
	case DateType:
		d, err := ParseDate(s)
		if err != nil {
			code := map[error]string{ErrDateFormat: "date_format", ErrDateImpossible: "date_impossible"}[err]
			b.add(at, code, map[string]any{"got": shorten(s)})
			return
		}
		into.Set(reflect.ValueOf(d))
	case Number:
		v, err := ParseActionNumber(s)
		if err != nil {
			b.add(at, "not_action_number", map[string]any{"got": shorten(s)})
			return
		}
		into.Set(reflect.ValueOf(v))
	case ChoiceOf:
		if !hasOption(f.Options, s) {
			b.add(at, "not_a_choice", map[string]any{"got": shorten(s), "choices": optionValues(f.Options)})
			return
		}
		into.SetString(s)
	default:
		into.SetString(norm.NFC.String(s))
	}
}

// Fit reports whether a form takes the characters of a text, on one line or, if it is long, on several.
func Fit(text string, long bool) bool {
	kind := Text
	if long {
		kind = LongText
	}
	_, position := forbidden(strings.ReplaceAll(text, "\r\n", "\n"), kind)
	return position == 0
}

// forbidden returns the first character that no paper can hold (XML 1.0 §2.2 and other controls), and its position
// counted in characters from 1; position 0 means none. A single line may not break.
func forbidden(s string, t FieldType) (r rune, position int) {
	for _, r := range s {
		position++
		switch {
		case r == '\t', r == '\n' && t == LongText:
		case unicode.IsControl(r), r == 0xFFFE, r == 0xFFFF:
			return r, position
		}
	}
	return 0, 0
}

func hasOption(options []Option, value string) bool {
	for _, o := range options {
		if o.Value == value {
			return true
		}
	}
	return false
}

func optionValues(options []Option) []string {
	values := make([]string, len(options))
	for i, o := range options {
		values[i] = o.Value
	}
	return values
}

// shorten keeps what is quoted back to people short.
func shorten(s string) string {
	if runes := []rune(s); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return s
}

// nearest returns the field id closest to key by edit distance, "" when none is close.
func nearest(key string, fields []Field) string {
	best, least := "", len(key)/2+1
	if len(key) > 60 {
		return ""
	}
	for _, f := range fields {
		if d := distance(key, f.ID); d < least {
			best, least = f.ID, d
		}
	}
	return best
}

// distance is the Levenshtein distance in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
