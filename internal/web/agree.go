package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
)

// agreeForm shows somebody the draft that they were sent, and asks whether they agree. Everything that they write goes with
// their answer, in one form, so that nothing is lost.
type agreeForm struct {
	Sent     records.Sent
	Title    string
	Child    string
	Address  string // of the page
	Sections []agreeSection
	Whole    question
	Mine     []said
	Version  int // that the answer is about
	Later    int // the version that was sent meanwhile; 0 for none
	Errors   []remark
}

// agreeSection is a section to read, with what the person has to say about it.
type agreeSection struct {
	answeredSection
	Comment question
}

func agreeAddress(recordID string) string { return recordAddress(recordID) + "/agree" }

// asked lists the minutes that the person is to agree; nobody asks roles that do not comment.
func (w *Web) asked(v *visit) ([]records.Asked, error) {
	asked, err := w.Records.Asked(v.Context(), v.actor())
	if errors.Is(err, records.ErrForbidden) {
		err = nil
	}
	return asked, err
}

// onlyAsked leads somebody who opens a record that they may not see, but are asked to agree, to what they may read of it.
func (w *Web) onlyAsked(v *visit) (answer, error) {
	asked, err := w.asked(v)
	if err != nil {
		return answer{}, err
	}
	if !slices.ContainsFunc(asked, func(a records.Asked) bool { return a.RecordID == v.param("record") }) {
		return answer{}, records.ErrNotFound
	}
	return seeOther(agreeAddress(v.param("record")))
}

func (w *Web) agreePage(v *visit) (answer, error) {
	sent, err := w.Records.Sent(v.Context(), v.actor(), v.param("record"))
	if err != nil {
		return w.notAsked(v, err, nil)
	}
	return w.askToAgree(v, sent, sent.Version, nil)
}

// askToAgree shows the page about the version that the person reads, which need not be the one that was sent last.
func (w *Web) askToAgree(v *visit, sent records.Sent, version int, post url.Values, errs ...remark) (answer, error) {
	f := agreeForm{
		Sent: sent, Title: forms.Define(sent.Kind).Title, Child: subject(sent.Form), Address: agreeAddress(sent.ID), Version: version, Errors: errs,
		Whole: commentOn("", "What do you want to say about the minutes as a whole?", post, errs),
	}
	if version < sent.Version {
		f.Later = sent.Version
	}
	for _, s := range answers(sent.Form, unchangeable) {
		f.Sections = append(f.Sections, agreeSection{s, commentOn(s.ID, "What do you want to say about “"+s.Heading+"”?", post, errs)})
	}
	f.Mine = w.said(sent.Kind, sent.Version, sent.Comments)
	return failedForm(answer{page: "agree.html", title: "Do you agree these minutes?", data: f}, errs), nil
}

// commentPrefix begins the names of the inputs for comments; the section follows.
const commentPrefix = "comment."

func commentOn(section, label string, post url.Values, errs []remark) question {
	id := "comment-" + section
	return question{
		Name: commentPrefix + section, ID: id, As: "long", Within: true, Label: label, Max: records.MostComment, Value: post.Get(commentPrefix + section),
		Errors: says(errs, "#"+id),
	}
}

func (w *Web) agree(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	version, err := postedVersion(post)
	if err != nil {
		return answer{}, err
	}
	id := v.param("record")
	var remarks []records.Remark
	for _, name := range forms.Inputs(post) {
		if section, ok := strings.CutPrefix(name, commentPrefix); ok && strings.TrimSpace(post.Get(name)) != "" {
			remarks = append(remarks, records.Remark{Section: section, Text: post.Get(name)})
		}
	}
	err = w.Records.Respond(v.Context(), v.actor(), id, version, records.Answer(post.Get("answer")), remarks...)
	var invalid *records.InvalidError
	switch {
	case errors.As(err, &invalid):
		sent, err := w.Records.Sent(v.Context(), v.actor(), id)
		if err != nil {
			return w.notAsked(v, err, remarks)
		}
		return w.askToAgree(v, sent, version, post, w.agreeRemarks(sent.Kind, invalid.Problems, remarks)...)
	case err != nil:
		return w.notAsked(v, err, remarks)
	}
	v.note("Thank you. The chair can read your answer now. You can change it until the minutes are signed.")
	return seeOther(agreeAddress(id))
}

// agreeRemarks words what is wrong, each with a link to what was written.
func (w *Web) agreeRemarks(kind forms.Kind, problems forms.Problems, remarks []records.Remark) (all []remark) {
	words := w.Wording()
	for _, p := range problems {
		link := "#comment-"
		if _, at, ok := strings.Cut(p.Pointer, "/comments/"); ok {
			number, _, _ := strings.Cut(at, "/")
			if n, err := strconv.Atoi(number); err == nil && n < len(remarks) {
				link += remarks[n].Section
			}
		}
		all = append(all, remark{link, words.Word(kind, p)})
	}
	return all
}

// overPage says that an invitation has ended, and gives back what somebody was writing.
type overPage struct{ Facts []fact }

func (w *Web) notAsked(v *visit, err error, remarks []records.Remark) (answer, error) {
	if !errors.Is(err, records.ErrInvitationOver) {
		return answer{}, err
	}
	p := overPage{}
	for _, r := range remarks {
		p.Facts = append(p.Facts, fact{"You were writing", r.Text})
	}
	return answer{status: http.StatusGone, page: "agree-over.html", title: "You are not asked about these minutes any more", problem: true, data: p}, nil
}
