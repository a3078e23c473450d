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

// releaseForm asks the chair for the reason of a release.
type releaseForm struct {
	ID       string // begins the ids of its inputs
	Action   string
	Version  int
	From     string // where to go on: "check", or a section
	Part     string // pointer to a part of the minutes; empty for words of the sheet
	Pointer  string // to the answer that has the words
	Text     string // the words, or the label of the part
	Weight   string // what a release means; empty where no more than the reason is asked for
	Reason   string
	NoReason string // what is wrong with the reason
	Unasked  string // says that the weight has to be confirmed
}

// releasePage asks again when a reason was missing.
type releasePage struct {
	Child, Title string
	Back         string
	Heading      string // what is released
	Why          string
	Release      *releaseForm
	Errors       []remark
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
	page := releasePage{Child: sheet.ChildName, Title: "Release with a reason", Back: sharingAddress(rec.ID), Heading: form.Text, Release: &form}
	if form.Part == "" {
		page.Back = foundOn(rec, form.From)
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
	status := http.StatusUnprocessableEntity
	if form.NoReason == "" && form.Unasked == "" {
		_, err := w.Records.Release(v.Context(), v.actor(), rec.ID, form.Version, forms.Release{ID: form.Part, Text: form.Text, Reason: form.Reason})
		var (
			invalid *records.InvalidError
			stale   *records.StaleError
		)
		switch {
		case err == nil && form.Part != "":
			v.note("Released. Its words are in the sheet now: say them plainly, and take out what this parent does not need.")
			return seeOther(sectionAddress(rec.ID, "shared"))
		case err == nil:
			v.note("Released. The sheet says who released it, and why.")
			return seeOther(page.Back)
		case errors.As(err, &invalid):
			form.NoReason = w.Wording().Word(rec.Kind, invalid.Problems[0])
		case errors.As(err, &stale):
			status, form.Version = http.StatusConflict, stale.Current.Number
			form.NoReason = stale.Current.Author + " saved the sheet meanwhile. Release it once more if this still holds"
		default:
			return answer{}, err
		}
	}
	for _, e := range []remark{{"#release-reason", form.NoReason}, {"#release-understood", form.Unasked}} {
		if e.Says != "" {
			page.Errors = append(page.Errors, e)
		}
	}
	return answer{status: status, page: "release.html", title: page.Title, problem: true, data: page}, nil
}

// foundOn is the page on which words were found.
func foundOn(rec records.Record, from string) string {
	if _, ok := forms.Define(rec.Kind).Section(from); ok {
		return sectionAddress(rec.ID, from)
	}
	return recordAddress(rec.ID) + "/check"
}

// hitAt finds the problem with the words in an answer.
func hitAt(problems forms.Problems, pointer, found string) (forms.Problem, bool) {
	i := slices.IndexFunc(problems, func(p forms.Problem) bool {
		why, _ := forms.Revealed(p)
		return why != "" && p.Pointer == pointer && p.Args["found"] == found
	})
	if i < 0 {
		return forms.Problem{}, false
	}
	return problems[i], true
}
