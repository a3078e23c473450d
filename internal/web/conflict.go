package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
)

// This file is about two people who change one record at the same time, and about one person who types in two windows. The
// rules are:
//
//   - Nobody's text is dropped. What a person typed is in every page until it is stored, and what the other stored is a
//     version that stays.
//   - If the other changed other sections only, both changes are kept and the person is told.
//   - Otherwise both texts are shown beside each other and beside what both started from, question by question and row by
//     row, and the person chooses. What only one of them touched is chosen already.

// conflictPage lets a person put two versions of a section together.
type conflictPage struct {
	sectionForm
	Author, At  string
	Own         bool // the other text is the person's own, typed in another window
	Base        int  // version from which both started
	Go          string
	Kept        []kept // what was typed
	Differences []*difference
}

// opposite is what a person's text meets.
type opposite struct {
	values     url.Values
	author, at string
	version    int  // from which saving starts then
	own        bool // see conflictPage
	base       int  // version from which both started
	before     url.Values
}

// against describes a version that was saved meanwhile, to somebody who started from version base.
func (s *sectionVisit) against(current records.Version, base int) (*opposite, forms.Form, error) {
	theirs, err := decode(s.rec.Kind, current)
	if err != nil {
		return nil, nil, err
	}
	o := &opposite{
		values: forms.PostValues(theirs, s.section), author: current.Author, at: s.web.clock(current.At), version: current.Number, base: base,
	}
	return o, theirs, s.start(o)
}

// start reads what both started from.
func (s *sectionVisit) start(o *opposite) error {
	form, err := s.web.formOf(s.visit, s.rec, o.base)
	if err == nil {
		o.before = forms.PostValues(form, s.section)
	}
	return err
}

// elsewhere is the person's own text of another window, if there is one that the page has not shown and did not write.
func (s *sectionVisit) elsewhere(have int) (*opposite, error) {
	c, values, err := s.workingCopy()
	if c == nil || err != nil || c.Mark() == s.seen || c.Window != "" && c.Window == s.window {
		return nil, err
	}
	s.seen = c.Mark() // the next page shows it
	// Saving starts from the older of the two versions, so that nothing that was saved between them is overwritten unseen.
	base := min(have, c.Version)
	o := &opposite{values: values, author: c.Name, at: s.web.clock(c.At), version: base, own: true, base: base}
	return o, s.start(o)
}

// overtaken is called when somebody saved version current since the page was opened, which started from version have.
func (w *Web) overtaken(s *sectionVisit, values url.Values, have int, stale *records.StaleError, onwards string) (answer, error) {
	o, theirs, err := s.against(stale.Current, have)
	if err != nil {
		return answer{}, err
	}
	m := newMerge(s.section, values, o.values, o.before)
	if len(m.differ) == 0 { // what was typed is what is stored: a page sent twice, for instance
		if err := s.drop(false); err != nil {
			return answer{}, err
		}
		return s.onwards(stale.Current.Number, onwards)
	}
	if len(newMerge(s.section, o.before, o.values, o.before).differ) == 0 {
		return w.saveBeside(s, values, theirs, stale.Current, onwards)
	}
	return s.conflict(values, o, m, onwards), nil
}

// saveBeside stores the section on top of a version in which others changed other sections.
func (w *Web) saveBeside(s *sectionVisit, values url.Values, theirs forms.Form, current records.Version, onwards string) (answer, error) {
	form, problems := forms.DecodePost(theirs, s.section, values)
	if problems.Has(forms.Error) {
		return s.refused(values, current.Number, problems), nil
	}
	rec, err := s.store(current.Number, form)
	var (
		stale  *records.StaleError
		signed *records.SignedError
	)
	switch {
	case errors.As(err, &signed):
		return s.tooLate(values, signed), nil
	case errors.As(err, &stale):
		// Saved once more in this very moment: rather show it than try for ever.
		o, _, err := s.against(stale.Current, current.Number)
		if err != nil {
			return answer{}, err
		}
		return s.conflict(values, o, newMerge(s.section, values, o.values, o.before), onwards), nil
	case err != nil:
		return answer{}, err
	}
	a, err := s.onwards(rec.Version, onwards)
	s.note(fmt.Sprintf("Saved as version %d. Meanwhile %s had changed other sections; their changes are kept too.", rec.Version, current.Author))
	return a, err
}

func (s *sectionVisit) conflict(values url.Values, o *opposite, m *merge, onwards string) answer {
	title := "Somebody else saved first"
	if o.own {
		title = "You typed in another window too"
	}
	p := conflictPage{
		sectionForm: s.form(o.version), Author: o.author, At: o.at, Own: o.own, Base: o.base, Go: onwards, Kept: keep(values), Differences: m.differ,
	}
	return answer{status: http.StatusConflict, page: "conflict.html", title: title, problem: true, data: p}
}

// resolve takes the choices of a conflict page. The version that it started from is the other person's.
func (w *Web) resolve(s *sectionVisit, post url.Values, have int) (answer, error) {
	mine, onwards := forms.TidyPost(s.section, post), post.Get("go")
	base, err := strconv.Atoi(post.Get("base"))
	if err != nil {
		return answer{}, errBadRequest
	}
	var o *opposite
	if post.Get("own") == "yes" {
		c, values, err := s.workingCopy()
		if err != nil {
			return answer{}, err
		}
		if c == nil || c.Mark() != s.seen { // gone, or typed in once more: saving says which
			return w.save(s, mine, have, onwards)
		}
		o = &opposite{values: values, author: c.Name, at: w.clock(c.At), version: have, own: true, base: base}
		err = s.start(o)
		if err != nil {
			return answer{}, err
		}
	} else {
		stored, err := w.Records.Version(s.Context(), s.actor(), s.rec.ID, have)
		if err != nil {
			return answer{}, err
		}
		if o, _, err = s.against(stored, base); err != nil {
			return answer{}, err
		}
	}
	m := newMerge(s.section, mine, o.values, o.before)
	var missing []remark
	for _, d := range m.differ {
		d.Take = post.Get("take." + d.Name)
		if d.Take != "mine" && d.Take != "theirs" && !(d.Take == "both" && d.Both) {
			d.Error = "Choose which answer to keep"
			missing = append(missing, remark{"#" + d.ID, d.Error + ": " + d.Label})
		}
	}
	if len(missing) > 0 {
		a := s.conflict(mine, o, m, onwards)
		page := a.data.(conflictPage)
		page.Errors = missing
		a.data = page
		return a, nil
	}
	if post.Get("resolve") == "edit" {
		return s.unsaved(newSheet(s.rec.Kind, m.merged()), have, "This is what you chose. It is not saved yet."), nil
	}
	return w.save(s, m.merged(), have, onwards)
}

// belongs reports whether an input is the question or row called name, or a part of it.
func belongs(input, name string) bool { return input == name || strings.HasPrefix(input, name+".") }

func plain(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }
