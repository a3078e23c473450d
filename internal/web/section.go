package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
)

// sectionForm is the page of one section.
type sectionForm struct {
	Action    string
	Back      string // address to go back to
	Child     string
	Heading   string
	This      string // what the record is called
	Place     string // "3 of 23"
	Version   int    // from which the page started
	From      string // "check" when the person came to put something right
	Questions []question
	Errors    []remark
	Hits      []hit    // what a parent's sheet gives away here
	Reads     bool     // a text of it is for a parent to read
	Blockers  []remark // what has to be put right before signing
	Advice    []remark
	Headed    bool   // the page has a heading beside its questions
	Shared    string // which other children's records get what is saved here; empty for none
	Alone     bool   // they are not to get it
	Unsaved   string // why what is shown is not stored yet; empty if it is
	Typed     bool   // what is shown is the person's working copy
	TypedIn   string // window and step of that copy: what a browser held back of the same window may be older
	Step      int64
	Others    string // who else has the section open
	Seen      string // mark of the working copy that the page shows; empty for none
	Window    string // names the page among those of the person; empty until a script has named it
}

// sectionVisit is what the handlers of a section have in common.
type sectionVisit struct {
	*visit
	rec      records.Record
	previous forms.Form // of the meeting that the record reviews; nil for none
	section  *forms.Section
	shared   string // see sectionForm, as alone
	alone    bool
	place    int // from 0
	from     string
	// Of the page that was sent; see sectionForm.
	seen, window string
}

// openSection finds the record and the section of the address.
func (w *Web) openSection(v *visit) (*sectionVisit, error) {
	rec, err := w.Records.Record(v.Context(), v.actor(), v.param("record"))
	if err != nil {
		return nil, err
	}
	s := &sectionVisit{visit: v, rec: rec}
	if v.FormValue("from") == "check" {
		s.from = "check"
	}
	s.alone = v.FormValue("alone") == "yes"
	s.seen, s.window = v.PostFormValue("seen"), v.PostFormValue("window")
	if s.previous, err = w.Records.PreviousForm(v.Context(), v.actor(), rec); err != nil {
		return nil, err
	}
	d := forms.Define(rec.Kind)
	for i := range d.Sections {
		if d.Sections[i].ID == v.param("section") {
			s.section, s.place = &d.Sections[i], i
			companions, err := w.Records.Companions(v.Context(), v.actor(), rec)
			s.shared = sharedNote(rec.Kind, s.section, companions)
			return s, err
		}
	}
	return nil, records.ErrNotFound
}

func (w *Web) sectionPage(v *visit) (answer, error) {
	s, err := w.openSection(v)
	if err != nil {
		return answer{}, err
	}
	if !isOpen(s.rec) {
		return s.typedTooLate()
	}
	if s.section.ID == "releases" { // made elsewhere, one by one
		return seeOther(sharingAddress(s.rec.ID))
	}
	f, values, err := s.latest()
	if err != nil {
		return answer{}, err
	}
	if f.Others, err = w.others(v, s.rec.ID, s.section.ID); err != nil {
		return answer{}, err
	}
	problems, err := w.Records.Check(v.Context(), v.actor(), s.rec)
	if err != nil {
		return answer{}, err
	}
	// A section that nobody has begun is left in peace, unless the person came here because of what is wrong.
	if mine := within(s.rec.Kind, s.section, problems); s.from != "" || s.section.Answered(s.rec.Form) {
		f.Hits, mine = w.hitsIn(v, s.rec, mine, s.section.ID)
		f.Blockers = summary(s.web.Wording(), s.rec.Kind, append(mine.At(forms.Error), mine.At(forms.Blocker)...))
		f.Advice = summary(s.web.Wording(), s.rec.Kind, slices.DeleteFunc(mine.At(forms.Advice), func(p forms.Problem) bool { return readingAdvice[p.Code] }))
	}
	f.Questions = s.questions(newSheet(s.rec.Kind, values))
	return s.answer(f), nil
}

// questions makes the section's questions. Those of a review say what the meeting before had recorded.
func (s *sectionVisit) questions(sh *sheet) []question {
	sh.pictures = recordAddress(s.rec.ID) + picturesPath
	if s.previous == nil {
		return sh.section(s.section)
	}
	sh.given = carriedList
	if f, ok := s.rec.Form.(interface{ Held() forms.Date }); ok {
		sh.held = f.Held()
	}
	questions := sh.section(s.section)
	// What is wrong with the values stands beside their questions already.
	now, _ := forms.DecodePost(s.rec.Form, s.section, sh.values)
	compare(s.previous, now, sh.values).mark(questions)
	return questions
}

// form begins the page; version is the one that saving it will start from.
func (s *sectionVisit) form(version int) sectionForm {
	f := sectionForm{
		Action: sectionAddress(s.rec.ID, s.section.ID), Back: recordAddress(s.rec.ID), Child: subject(s.rec.Form),
		Heading: s.section.Heading, This: kindWords[s.rec.Kind].This(), Version: version, From: s.from, Shared: s.shared, Alone: s.alone,
		Place: fmt.Sprintf("%d of %d", s.place+1, len(forms.Define(s.rec.Kind).Sections)), Seen: s.seen, Window: s.window,
	}
	if s.from == "check" {
		f.Back += "/check"
	}
	return f
}

func (s *sectionVisit) answer(f sectionForm) answer {
	f.Headed, f.Reads = headed(f.Questions), s.rec.Kind == forms.SummaryKind
	return answer{page: "section.html", title: s.section.Heading, problem: len(f.Errors) > 0, data: f}
}

// saveSection takes what was typed. Buttons say what is to happen: a row more, a row less, or saving.
func (w *Web) saveSection(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	have, err := postedVersion(post)
	if err != nil {
		return answer{}, err
	}
	s, err := w.openSection(v)
	if err != nil {
		return answer{}, err
	}
	if !isOpen(s.rec) {
		return s.tooLate(forms.TidyPost(s.section, post), &records.SignedError{By: s.rec.SignedBy, At: s.rec.SignedAt}), nil
	}
	switch {
	case s.previous != nil && (belongs(post.Get("add"), carriedList) || belongs(post.Get("remove"), carriedList)):
		return answer{}, errBadRequest // the page has no such buttons
	case post.Get("add") != "":
		return s.addRow(post, have), nil
	case post.Get("remove") != "":
		return s.removeRow(post, have), nil
	case post.Get("resolve") != "":
		return w.resolve(s, post, have)
	case post.Get("throw") != "":
		return s.throwAway()
	case post.Get("restore") != "":
		return s.unsaved(newSheet(s.rec.Kind, forms.TidyPost(s.section, post)), have, "You typed this in this browser before the connection was lost. It is not saved yet."), nil
	}
	values := forms.TidyPost(s.section, markPicture(post))
	onwards := wantedPicture(values, post.Get("go"))
	return w.save(s, values, have, onwards)
}

// save stores the section's answers as the record's next version, which starts from version have.
func (w *Web) save(s *sectionVisit, values url.Values, have int, onwards string) (answer, error) {
	if o, err := s.elsewhere(have); err != nil {
		return answer{}, err
	} else if o != nil {
		if m := newMerge(s.section, values, o.values, o.before); len(m.differ) > 0 {
			return s.conflict(values, o, m, onwards), nil
		}
	}
	base := s.rec.Form
	if have != s.rec.Version {
		var err error
		if base, err = w.formOf(s.visit, s.rec, have); err != nil {
			return answer{}, err
		}
	}
	form, problems := forms.DecodePost(base, s.section, values)
	if problems.Has(forms.Error) {
		return s.refused(values, have, problems), nil
	}
	rec, err := s.store(have, form)
	var (
		invalid *records.InvalidError
		stale   *records.StaleError
		signed  *records.SignedError
	)
	switch {
	case errors.As(err, &invalid):
		return s.refused(values, have, invalid.Problems), nil
	case errors.As(err, &signed):
		return s.tooLate(values, signed), nil
	case errors.As(err, &stale):
		return w.overtaken(s, values, have, stale, onwards)
	case err != nil:
		return answer{}, err
	}
	return s.onwards(rec.Version, onwards)
}

// store saves the form as the record's next version, and in other children's records what they share, unless the person
// wants it in this one alone. The working copy ends with it. Were that to fail, the next look at the section would end it.
func (s *sectionVisit) store(have int, form forms.Form) (records.Record, error) {
	save := s.web.Records.Save
	if s.alone {
		save = s.web.Records.SaveAlone
	}
	rec, _, err := save(s.Context(), s.actor(), s.rec.ID, have, form)
	if err == nil {
		err = s.drop(false)
	}
	return rec, err
}

// formOf reads the form of one version.
func (w *Web) formOf(v *visit, rec records.Record, version int) (forms.Form, error) {
	stored, err := w.Records.Version(v.Context(), v.actor(), rec.ID, version)
	if err != nil {
		return nil, err
	}
	return decode(rec.Kind, stored)
}

func decode(kind forms.Kind, v records.Version) (forms.Form, error) {
	form, problems := forms.Decode(kind, v.Body)
	if problems.Has(forms.Error) {
		return nil, fmt.Errorf("version %d of record %s cannot be read: %s at %q", v.Number, v.RecordID, problems[0].Code, problems[0].Pointer)
	}
	return form, nil
}

// stayGo leads back to the section: from a button, or after an interruption.
const stayGo = "stay"

// onwards goes where the pressed button says.
func (s *sectionVisit) onwards(version int, where string) (answer, error) {
	sections := forms.Define(s.rec.Kind).Sections
	switch {
	case where == pictureGo:
		s.note("Fill in the row before you add a picture to it.")
		return seeOther(sectionAddress(s.rec.ID, s.section.ID))
	case strings.HasPrefix(where, pictureGo):
		return seeOther(photoAddress(s.rec.ID, strings.TrimPrefix(where, pictureGo)))
	case where == stayGo:
		s.note(fmt.Sprintf("Saved as version %d.", version))
		return seeOther(sectionAddress(s.rec.ID, s.section.ID))
	case s.from == "check":
		return seeOther(recordAddress(s.rec.ID) + "/check")
	case where == "return":
		s.note(fmt.Sprintf("Saved as version %d.", version))
		return seeOther(recordAddress(s.rec.ID))
	case s.place+1 == len(sections):
		return seeOther(recordAddress(s.rec.ID) + "/check")
	}
	return seeOther(sectionAddress(s.rec.ID, sections[s.place+1].ID))
}

// refused shows the page again with what was typed and what is wrong with it.
func (s *sectionVisit) refused(values url.Values, have int, problems forms.Problems) answer {
	f := s.form(have)
	f.Errors = summary(s.web.Wording(), s.rec.Kind, asTyped(values, problems))
	f.Questions = s.questions(refusedSheet(s.web.Wording(), s.rec.Kind, values, problems))
	a := s.answer(f)
	a.status = http.StatusUnprocessableEntity
	return a
}

const unsavedRows = "What you have typed is not saved yet. Save when you are done."

// address is that of the section's page, as the person came to it.
func (s *sectionVisit) address() string {
	address := sectionAddress(s.rec.ID, s.section.ID)
	if s.from != "" {
		address += "?from=" + s.from
	}
	return address
}

// addRow shows the page with one more, empty row.
func (s *sectionVisit) addRow(post url.Values, have int) answer {
	values, name := forms.TidyPost(s.section, post), post.Get("add")
	sh := newSheet(s.rec.Kind, values)
	sh.extra = name
	if list, ok := s.list(name); ok {
		for _, inner := range list.Fields {
			if inner.Type != forms.Number && inner.ID != "id" {
				sh.focus = inputID(fmt.Sprintf("%s.%d.%s", name, forms.RowsIn(values, name), inner.ID))
				break
			}
		}
	}
	return s.unsaved(sh, have, unsavedRows)
}

// removeRow shows the page without a row. Nothing is stored before the person saves.
func (s *sectionVisit) removeRow(post url.Values, have int) answer {
	prefix := post.Get("remove")
	sh := newSheet(s.rec.Kind, forms.TidyPost(s.section, without(post, prefix)))
	name, _, _ := strings.Cut(prefix, ".")
	sh.focus = inputID(name)
	return s.unsaved(sh, have, unsavedRows)
}

// without returns the inputs that do not belong to the row called prefix.
func without(post url.Values, prefix string) url.Values {
	left := url.Values{}
	for name, v := range post {
		if !strings.HasPrefix(name, prefix+".") {
			left[name] = v
		}
	}
	return left
}

func (s *sectionVisit) unsaved(sh *sheet, have int, why string) answer {
	f := s.form(have)
	f.Unsaved = why
	f.Questions = s.questions(sh)
	return s.answer(f)
}

func (s *sectionVisit) list(name string) (*forms.Field, bool) {
	for i := range s.section.Fields {
		if f := &s.section.Fields[i]; f.ID == name && f.Type == forms.Repeat {
			return f, true
		}
	}
	return nil, false
}
