package web

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
)

// This file is about two people who change one record at the same time. The rules are:
//
//   - Nobody's text is dropped. What a person typed is in every page until it is stored, and what the other stored is a
//     version that stays.
//   - If the other changed other sections only, both changes are kept and the person is told.
//   - Otherwise both texts are shown side by side, question by question and row by row, and the person chooses.

// difference is one question, or one row of a list, that two people answered differently.
type difference struct {
	Name, ID     string // of the input that says what to take
	Label        string
	Mine, Theirs []fact
	Both         bool // taking both makes sense: rows and long texts
	BothLabel    string
	Take         string // "mine", "theirs", "both" or not chosen yet
	Error        string
	list         *forms.Field // of which this is a row; nil for a question
	long         bool
}

// conflictPage lets a person put two versions of a section together.
type conflictPage struct {
	Action, Back string
	Child        string
	Heading      string
	Author, At   string
	Alone        bool // see sectionForm
	Version      int  // the other's, from which saving starts now
	From, Go     string
	Kept         []kept // what was typed
	Differences  []difference
	Errors       []remark
}

// overtaken is called when somebody saved version current since the page was opened; base is the form that it started
// from.
func (w *Web) overtaken(s *sectionVisit, values url.Values, base forms.Form, stale *records.StaleError, onwards string) (answer, error) {
	theirs, err := decode(s.rec.Kind, stale.Current)
	if err != nil {
		return answer{}, err
	}
	before, after := forms.PostValues(base, s.section), forms.PostValues(theirs, s.section)
	differ := differences(s.section, values, after, before)
	if len(differ) == 0 {
		return s.onwards(stale.Current.Number, onwards) // what was typed is what is stored: a page sent twice, for instance
	}
	if len(differences(s.section, before, after, before)) == 0 {
		return w.saveBeside(s, values, theirs, stale.Current, onwards)
	}
	return w.conflict(s, values, differ, stale.Current, onwards), nil
}

// saveBeside stores the section on top of a version in which others changed other sections.
func (w *Web) saveBeside(s *sectionVisit, values url.Values, theirs forms.Form, current records.Version, onwards string) (answer, error) {
	form, problems := forms.DecodePost(theirs, s.section, values)
	if problems.Has(forms.Error) {
		return s.refused(values, current.Number, problems), nil
	}
	rec, _, err := s.store(current.Number, form)
	var (
		stale  *records.StaleError
		signed *records.SignedError
	)
	switch {
	case errors.As(err, &signed):
		return s.tooLate(values, signed), nil
	case errors.As(err, &stale):
		// Saved once more in this very moment: rather show it than try for ever.
		latest, err := decode(s.rec.Kind, stale.Current)
		if err != nil {
			return answer{}, err
		}
		after := forms.PostValues(latest, s.section)
		return w.conflict(s, values, differences(s.section, values, after, forms.PostValues(theirs, s.section)), stale.Current, onwards), nil
	case err != nil:
		return answer{}, err
	}
	a, err := s.onwards(rec.Version, onwards)
	s.note(fmt.Sprintf("Saved as version %d. Meanwhile %s had changed other sections; their changes are kept too.", rec.Version, current.Author))
	return a, err
}

func (w *Web) conflict(s *sectionVisit, values url.Values, differ []difference, current records.Version, onwards string) answer {
	f := s.form(current.Number)
	return answer{status: http.StatusConflict, page: "conflict.html", title: "Somebody else saved first", problem: true, data: conflictPage{
		Action: f.Action, Back: f.Back, Child: f.Child, Heading: f.Heading, Author: current.Author, At: w.clock(current.At),
		Version: current.Number, From: s.from, Alone: s.alone, Go: onwards, Kept: keep(values), Differences: differ,
	}}
}

// resolve takes the choices of a conflict page. The version that it started from is the other person's.
func (w *Web) resolve(s *sectionVisit, post url.Values, have int) (answer, error) {
	stored, err := w.Records.Version(s.Context(), s.actor(), s.rec.ID, have)
	if err != nil {
		return answer{}, err
	}
	theirs, err := decode(s.rec.Kind, stored)
	if err != nil {
		return answer{}, err
	}
	mine, after := forms.TidyPost(s.section, post), forms.PostValues(theirs, s.section)
	differ := differences(s.section, mine, after, after)
	var missing []remark
	merged := maps.Clone(after)
	for i := range differ {
		d := &differ[i]
		d.Take = post.Get("take." + d.Name)
		switch {
		case d.Take == "mine":
			replace(merged, d.Name, mine)
		case d.Take == "theirs", d.Take == "both" && d.Both:
		default:
			d.Error = "Choose which answer to keep"
			missing = append(missing, remark{"#" + d.ID, d.Error + ": " + d.Label})
		}
	}
	onwards := post.Get("go")
	if len(missing) > 0 {
		a := w.conflict(s, mine, differ, stored, onwards)
		page := a.data.(conflictPage)
		page.Errors = missing
		a.data = page
		return a, nil
	}
	for _, d := range differ { // at last, when no other row can still take the place of an added one
		if d.Take == "both" {
			d.addMine(merged, mine)
		}
	}
	merged = forms.TidyPost(s.section, merged)
	if post.Get("resolve") == "edit" {
		f := s.form(have)
		f.Unsaved = "This is what you chose. It is not saved yet."
		f.Questions = s.questions(newSheet(s.rec.Kind, merged))
		return s.answer(f), nil
	}
	return w.save(s, merged, have, onwards)
}

// differences compares what two people have in a section, and says by the version both started from who changed what.
func differences(section *forms.Section, mine, theirs, before url.Values) []difference {
	var all []difference
	compare := func(f *forms.Field, name, label string, list *forms.Field) {
		if same(mine, theirs, name) {
			return
		}
		d := difference{
			Name: name, ID: "take-" + inputID(name), Label: label, list: list, long: f.Type == forms.LongText,
			Mine: typed(f, name, mine), Theirs: typed(f, name, theirs),
		}
		d.Both = (list != nil && list.ID != carriedList || d.long) && len(d.Mine) > 0 && len(d.Theirs) > 0
		d.BothLabel = "Both texts, theirs first"
		if list != nil {
			d.BothLabel = "Both, mine as a new row at the end"
		}
		switch touchedMine, touchedTheirs := !same(mine, before, name), !same(theirs, before, name); {
		case !touchedTheirs:
			d.Take = "mine"
		case !touchedMine:
			d.Take = "theirs"
		}
		all = append(all, d)
	}
	var walk func(fields []forms.Field, prefix, under string)
	walk = func(fields []forms.Field, prefix, under string) {
		for i := range fields {
			f := &fields[i]
			name := prefix + f.ID
			switch f.Type {
			case forms.Group:
				walk(f.Fields, name+".", under+f.Label+": ")
			case forms.Repeat:
				for r := range max(forms.RowsIn(mine, name), forms.RowsIn(theirs, name)) {
					compare(f, fmt.Sprintf("%s.%d", name, r), fmt.Sprintf("%s %d", f.Row, r+1), f)
				}
			default:
				compare(f, name, under+f.Label, nil)
			}
		}
	}
	walk(section.Fields, "", "")
	return all
}

// same compares the inputs of a question or row. Browsers send line ends as CR LF.
func same(a, b url.Values, name string) bool {
	for _, values := range []url.Values{a, b} {
		for key := range values {
			if belongs(key, name) && plain(a.Get(key)) != plain(b.Get(key)) {
				return false
			}
		}
	}
	return true
}

// belongs reports whether an input is the question or row called name, or a part of it.
func belongs(input, name string) bool { return input == name || strings.HasPrefix(input, name+".") }

func plain(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }

// replace puts the inputs of a question or row in place of those that are there.
func replace(into url.Values, name string, from url.Values) {
	maps.DeleteFunc(into, func(key string, _ []string) bool { return belongs(key, name) })
	for key, v := range from {
		if belongs(key, name) {
			into[key] = v
		}
	}
}

// addMine keeps the stored answer and puts the other below it: a text after the text, a row at the end of the list. The
// added row is a new one: it does not get the number of the row that it was typed over.
func (d *difference) addMine(into, mine url.Values) {
	if d.list == nil {
		into.Set(d.Name, plain(into.Get(d.Name))+"\n\n"+plain(mine.Get(d.Name)))
		return
	}
	list := d.list.ID
	row := url.Values{}
	replace(row, d.Name, mine)
	for _, f := range d.list.Fields {
		if f.Type == forms.Number || f.ID == "id" {
			row.Del(d.Name + "." + f.ID)
		}
	}
	end := forms.RowsIn(into, list)
	for key, v := range row {
		into[fmt.Sprintf("%s.%d%s", list, end, strings.TrimPrefix(key, d.Name))] = v
	}
}
