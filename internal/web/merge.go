package web

import (
	"fmt"
	"net/url"
	"slices"

	"minutebook/forms"
)

// difference is one question, or one row of a list, that two people answered differently.
type difference struct {
	Name, ID             string // of the input that says what to take
	Label                string
	Mine, Theirs, Before []fact
	Both                 bool // taking both makes sense: rows and long texts
	BothLabel            string
	Take                 string // "mine", "theirs", "both" or not chosen yet
	Error                string
}

// merge lays what two people have in a section beside what both started from.
type merge struct {
	section              *forms.Section
	mine, theirs, before url.Values
	differ               []*difference
	lists                map[string][]*mergedRow // by the list's name
	byName               map[string]*difference
}

// mergedRow is a row in each of the three; -1 where there is none.
type mergedRow struct {
	mine, theirs, before int
	differ               *difference // nil where mine and theirs are the same
}

func newMerge(section *forms.Section, mine, theirs, before url.Values) *merge {
	m := &merge{section, mine, theirs, before, nil, map[string][]*mergedRow{}, map[string]*difference{}}
	m.walk(section.Fields, "", "")
	return m
}

func (m *merge) walk(fields []forms.Field, prefix, under string) {
	for i := range fields {
		f := &fields[i]
		name := prefix + f.ID
		switch f.Type {
		case forms.Group:
			m.walk(f.Fields, name+".", under+f.Label+": ")
		case forms.Repeat:
			m.rows(f, name)
		default:
			d := m.compare(f, name, under+f.Label, name, name, name)
			if d != nil {
				d.Both, d.BothLabel = f.Type == forms.LongText && len(d.Mine) > 0 && len(d.Theirs) > 0, "Both texts, theirs first"
			}
		}
	}
}

// compare notes that mine and theirs differ, and says by what both started from who changed what. The names are of the
// inputs in each; "" where there are none.
func (m *merge) compare(f *forms.Field, name, label, mine, theirs, before string) *difference {
	if alike(m.mine, mine, m.theirs, theirs) {
		return nil
	}
	d := &difference{
		Name: name, ID: "take-" + inputID(name), Label: label,
		Mine: typedAt(f, mine, m.mine), Theirs: typedAt(f, theirs, m.theirs), Before: typedAt(f, before, m.before),
	}
	switch {
	case alike(m.theirs, theirs, m.before, before):
		d.Take = "mine"
	case alike(m.mine, mine, m.before, before):
		d.Take = "theirs"
	}
	m.differ, m.byName[name] = append(m.differ, d), d
	return d
}

func typedAt(f *forms.Field, name string, values url.Values) []fact {
	if name == "" {
		return nil
	}
	return typed(f, name, values)
}

// rows pairs the rows of a list. Theirs come first, in their order; what only I have follows.
func (m *merge) rows(f *forms.Field, name string) {
	mine, theirs := alignRows(f, name, m.mine, m.before), alignRows(f, name, m.theirs, m.before)
	var all []*mergedRow
	for t, b := range theirs {
		row := &mergedRow{-1, t, b, nil}
		for i, from := range mine {
			added := b < 0 && from < 0 && alike(m.mine, rowName(name, i), m.theirs, rowName(name, t)) // by both, word for word
			if b >= 0 && from == b || added {
				row.mine = i
				break
			}
		}
		all = append(all, row)
	}
	for i, b := range mine {
		if !slices.ContainsFunc(all, func(r *mergedRow) bool { return r.mine == i }) {
			all = append(all, &mergedRow{i, -1, b, nil})
		}
	}
	for k, row := range all {
		label := fmt.Sprintf("%s %d", f.Row, k+1)
		if n := numberIn(f, m, name, row); n != "" {
			label += " (" + n + ")"
		}
		row.differ = m.compare(f, rowName(name, k), label, rowName(name, row.mine), rowName(name, row.theirs), rowName(name, row.before))
		if d := row.differ; d != nil {
			d.Both, d.BothLabel = name != carriedList && len(d.Mine) > 0 && len(d.Theirs) > 0, "Both, mine as a new row at the end"
		}
	}
	m.lists[name] = all
}

// numberIn is the number that the service gave to a row; "" for none.
func numberIn(f *forms.Field, m *merge, name string, row *mergedRow) string {
	for _, inner := range f.Fields {
		if inner.Type == forms.Number {
			if n := m.theirs.Get(rowName(name, row.theirs) + "." + inner.ID); n != "" {
				return n
			}
			return m.before.Get(rowName(name, row.before) + "." + inner.ID)
		}
	}
	return ""
}

// rowName is the name of a row's inputs; "" for a row that is not there.
func rowName(list string, row int) string {
	if row < 0 {
		return ""
	}
	return fmt.Sprintf("%s.%d", list, row)
}

// alignRows says for each row of a list which of the earlier rows it was; -1 for a new one. Rows are the same when they have
// the same number or reference, or the same words, or the same first answer, or else the same place.
func alignRows(f *forms.Field, name string, now, before url.Values) []int {
	from := make([]int, forms.RowsIn(now, name))
	for i := range from {
		from[i] = -1
	}
	taken := make([]bool, forms.RowsIn(before, name))
	for _, same := range []func(i, j int) bool{
		func(i, j int) bool { return sameKey(f, rowName(name, i), now, rowName(name, j), before) },
		func(i, j int) bool { return alike(now, rowName(name, i), before, rowName(name, j)) },
		func(i, j int) bool { return sameFirst(f, rowName(name, i), now, rowName(name, j), before) },
		func(i, j int) bool {
			return i == j && !numbered(f, rowName(name, i), now) && !numbered(f, rowName(name, j), before)
		},
	} {
		for i := range from {
			for j := range taken {
				if from[i] < 0 && !taken[j] && same(i, j) {
					from[i], taken[j] = j, true
				}
			}
		}
	}
	return from
}

// sameKey reports that two rows have the same number or reference of another system.
func sameKey(f *forms.Field, a string, inA url.Values, b string, inB url.Values) bool {
	for _, inner := range f.Fields {
		if inner.Type == forms.Number || inner.ID == "id" {
			if key := inA.Get(a + "." + inner.ID); key != "" && key == inB.Get(b+"."+inner.ID) {
				return true
			}
		}
	}
	return false
}

func numbered(f *forms.Field, row string, values url.Values) bool {
	return sameKey(f, row, values, row, values)
}

// sameFirst reports that the first answers of two rows are the same, which are what the rows are called by.
func sameFirst(f *forms.Field, a string, inA url.Values, b string, inB url.Values) bool {
	first, was := typed(f, a, inA), typed(f, b, inB)
	return len(first) > 0 && len(was) > 0 && first[0] == was[0]
}

// alike compares the inputs of a question or row in two places. Browsers send line ends as CR LF.
func alike(inA url.Values, a string, inB url.Values, b string) bool {
	covers := func(in url.Values, name string, of url.Values, other string) bool {
		for key := range in {
			if name != "" && belongs(key, name) {
				there := ""
				if other != "" {
					there = of.Get(other + key[len(name):])
				}
				if plain(in.Get(key)) != plain(there) {
					return false
				}
			}
		}
		return true
	}
	return covers(inA, a, inB, b) && covers(inB, b, inA, a)
}

// merged puts the section together as the differences' Take says. Both means theirs with mine below it; an added row is a new
// one and does not get the number of the row that it was typed over.
func (m *merge) merged() url.Values {
	values := url.Values{}
	var walk func(fields []forms.Field, prefix string)
	walk = func(fields []forms.Field, prefix string) {
		for i := range fields {
			f := &fields[i]
			name := prefix + f.ID
			switch f.Type {
			case forms.Group:
				walk(f.Fields, name+".")
			case forms.Repeat:
				m.mergeRows(values, f, name)
			default:
				take := ""
				if d := m.byName[name]; d != nil {
					take = d.Take
				}
				switch take {
				case "mine":
					copyInputs(values, name, m.mine, name)
				case "both":
					values.Set(name, plain(m.theirs.Get(name))+"\n\n"+plain(m.mine.Get(name)))
				default:
					copyInputs(values, name, m.theirs, name)
				}
			}
		}
	}
	walk(m.section.Fields, "")
	return forms.TidyPost(m.section, values)
}

func (m *merge) mergeRows(values url.Values, f *forms.Field, name string) {
	next := 0
	put := func(from url.Values, row int) string {
		to := rowName(name, next)
		if row >= 0 {
			copyInputs(values, to, from, rowName(name, row))
			next++
		}
		return to
	}
	var added []int
	for _, row := range m.lists[name] {
		switch {
		case row.differ != nil && row.differ.Take == "mine":
			put(m.mine, row.mine)
		case row.differ != nil && row.differ.Take == "both":
			added = append(added, row.mine)
			fallthrough
		default:
			put(m.theirs, row.theirs)
		}
	}
	for _, row := range added {
		to := put(m.mine, row)
		for _, inner := range f.Fields {
			if inner.Type == forms.Number || inner.ID == "id" {
				values.Del(to + "." + inner.ID)
			}
		}
	}
}

// copyInputs copies the inputs of a question or row under another name.
func copyInputs(into url.Values, to string, from url.Values, name string) {
	for key, v := range from {
		if belongs(key, name) {
			into[to+key[len(name):]] = v
		}
	}
}
