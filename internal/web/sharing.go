package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
)

// sharingPage tells what the parent of a sheet gets of the meeting, what not and why, and what the chair released.
type sharingPage struct {
	Record   records.Record
	Child    string
	Parent   string // name
	Address  string // of the sheet
	Action   string
	Meeting  string // address of the meeting; empty for a sheet that is tied to none
	Releases []forms.Release
	Sections []sharedSection
	Signs    bool
}

// sharedSection is an answered section of the minutes.
type sharedSection struct {
	ID, Heading string
	Parts       []sharedPart
	Told        string // address of its plain-words version; empty while there is none
}

type sharedPart struct {
	Label, Words string
	Why          string   // why the parent does not get it; empty for what the parent may read
	Tells        []string // what in it this parent in particular may not know
	Released     bool
	Release      *releaseForm // nil for people who may not release
}

// releasePage asks again when a reason was missing.
type releasePage struct {
	Child, Title string
	Back         string
	Heading      string
	Why          string
	Release      *releaseForm
	Errors       []remark
}

func sharingAddress(recordID string) string { return recordAddress(recordID) + "/sharing" }

// openSheet returns a parent's sheet that can still be written.
func (w *Web) openSheet(v *visit) (records.Record, *forms.Summary, error) {
	rec, err := w.Records.Record(v.Context(), v.actor(), v.param("record"))
	if err != nil {
		return records.Record{}, nil, err
	}
	sheet, ok := rec.Form.(*forms.Summary)
	switch {
	case !ok:
		return records.Record{}, nil, records.ErrNotFound
	case !isOpen(rec):
		return records.Record{}, nil, &records.SignedError{By: rec.SignedBy, At: rec.SignedAt}
	}
	return rec, sheet, nil
}

func (w *Web) sharingPage(v *visit) (answer, error) {
	rec, sheet, err := w.openSheet(v)
	if err != nil {
		return answer{}, err
	}
	p := sharingPage{
		Record: rec, Child: sheet.ChildName, Parent: sheet.ParentName, Address: recordAddress(rec.ID), Action: sharingAddress(rec.ID),
		Releases: sheet.Releases, Signs: v.person.Role.Signs(),
	}
	if rec.About != "" {
		p.Meeting = recordAddress(rec.About)
		if p.Sections, err = w.shared(v, rec, sheet); err != nil {
			return answer{}, err
		}
	}
	return answer{page: "sharing.html", title: "What " + or(sheet.ParentName, "this parent") + " gets", data: p}, nil
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// shared lays the meeting's answers beside what the parent gets of them.
func (w *Web) shared(v *visit, rec records.Record, sheet *forms.Summary) ([]sharedSection, error) {
	meeting, err := w.Records.Record(v.Context(), v.actor(), rec.About)
	if err != nil {
		return nil, err
	}
	withheld, err := w.Records.Withheld(v.Context(), v.actor(), rec)
	if err != nil {
		return nil, err
	}
	var sections []sharedSection
	for _, s := range forms.Define(meeting.Kind).Sections {
		section := sharedSection{ID: s.ID, Heading: s.Heading}
		if slices.ContainsFunc(sheet.Shared, func(share forms.Share) bool { return share.ID == s.ID }) {
			section.Told = sectionAddress(rec.ID, "shared")
		}
		for _, f := range s.Fields {
			pointer := "/" + f.ID
			part := sharedPart{Label: f.Label, Words: forms.InWords(meeting.Form, pointer)}
			if part.Words == "" {
				continue
			}
			part.Released = slices.ContainsFunc(sheet.Releases, func(r forms.Release) bool { return r.ID == pointer && r.Reason != "" })
			if i := slices.IndexFunc(withheld, func(p records.Part) bool { return p.Pointer == pointer }); i >= 0 {
				part.withheld(withheld[i])
				if v.person.Role.Signs() && !part.Released {
					part.Release = &releaseForm{ID: "release-" + f.ID, Action: sharingAddress(rec.ID), Version: rec.Version, Part: pointer, Text: f.Label}
				}
			}
			section.Parts = append(section.Parts, part)
		}
		if section.Parts != nil {
			sections = append(sections, section)
		}
	}
	return sections, nil
}

func (s *sharedPart) withheld(p records.Part) {
	s.Why = p.Reason
	for _, h := range p.Tells {
		why, _ := forms.Revealed(h.Problem())
		s.Tells = append(s.Tells, "“"+h.Found+"”: "+why)
	}
}

// share does what the pressed button says: a release, taking one back, or a plain-words version of a section.
func (w *Web) share(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	have, err := postedVersion(post)
	if err != nil {
		return answer{}, err
	}
	id := v.param("record")
	switch {
	case post.Get("tell") != "":
		if _, err := w.Records.Tell(v.Context(), v.actor(), id, have, post.Get("tell")); err != nil {
			return answer{}, err
		}
		return seeOther(sectionAddress(id, "shared"))
	case post.Get("withdraw") != "":
		at, err := strconv.Atoi(post.Get("withdraw"))
		if err != nil {
			return answer{}, errBadRequest
		}
		if _, err := w.Records.Withdraw(v.Context(), v.actor(), id, have, at); err != nil {
			return answer{}, err
		}
		v.note("The release is taken back.")
		return seeOther(sharingAddress(id))
	}
	form := releaseForm{
		ID: "release", Action: sharingAddress(id), Version: have, From: post.Get("from"), Part: post.Get("part"), Pointer: post.Get("pointer"),
		Text: post.Get("text"), Reason: strings.TrimSpace(plain(post.Get("reason"))),
	}
	return w.release(v, form, post.Get("understood") == "yes")
}

// release stores a release, or asks again for what is missing.
func (w *Web) release(v *visit, form releaseForm, understood bool) (answer, error) {
	if !v.person.Role.Signs() {
		return answer{}, records.ErrForbidden
	}
	rec, sheet, err := w.openSheet(v)
	if err != nil {
		return answer{}, err
	}
	page := releasePage{Child: sheet.ChildName, Title: "Release with a reason", Back: w.backTo(rec, form.From, form.Part), Release: &form}
	if form.Part == "" {
		problems, err := w.Records.Check(v.Context(), v.actor(), rec)
		if err != nil {
			return answer{}, err
		}
		found, ok := hitAt(problems, form.Pointer, plain(form.Text))
		if !ok {
			v.note("These words are not in the sheet any more, or may stand already.")
			return seeOther(page.Back)
		}
		form.Text = found.Args["found"].(string)
		page.Heading = "“" + form.Text + "”"
		page.Why, form.Weight = forms.Revealed(found)
	}
	if form.Reason == "" {
		form.NoReason = "Enter why this parent may have it"
	}
	if form.Weight != "" && !understood {
		form.Unasked = "Confirm that you have thought about it"
	}
	if form.NoReason == "" && form.Unasked == "" {
		_, err := w.Records.Release(v.Context(), v.actor(), rec.ID, form.Version, forms.Release{ID: form.Part, Text: form.releasedText(), Reason: form.Reason})
		var invalid *records.InvalidError
		switch {
		case err == nil && form.Part != "":
			v.note("Released. Its words are in the sheet now: say them plainly, and take out what this parent does not need.")
			return seeOther(page.Back)
		case err == nil:
			v.note("Released. The sheet says who released it, and why.")
			return seeOther(page.Back)
		case !errors.As(err, &invalid):
			return answer{}, err
		}
		form.NoReason = forms.Word(rec.Kind, invalid.Problems[0])
	}
	for _, e := range []remark{{"#release-reason", form.NoReason}, {"#release-understood", form.Unasked}} {
		if e.Says != "" {
			page.Errors = append(page.Errors, e)
		}
	}
	return answer{status: http.StatusUnprocessableEntity, page: "release.html", title: page.Title, problem: true, data: page}, nil
}

// releasedText is empty for a part of the minutes, whose label the service knows.
func (f *releaseForm) releasedText() string {
	if f.Part != "" {
		return ""
	}
	return f.Text
}

// backTo is where a release leads: to the text that it brought into the sheet, or back to where the words were found.
func (w *Web) backTo(rec records.Record, from, part string) string {
	if part != "" {
		return sectionAddress(rec.ID, "shared")
	}
	if _, ok := forms.Define(rec.Kind).Section(from); ok {
		return sectionAddress(rec.ID, from)
	}
	return recordAddress(rec.ID) + "/check"
}
