package web

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
)

// agreementPage tells who was asked to agree a record and what they said; a chair sends the draft and deals with comments.
type agreementPage struct {
	Record      records.Record
	Words       words
	Child       string
	Address     string // of the record
	Action      string
	Invitations []records.Invitation
	Comments    []said
	Acts        bool // a chair may send, remind and settle
	Offered     []option
	Others      question
	Outside     []string // attendees to whom a restricted child's draft cannot be sent
	Errors      []remark
}

// said is a comment with where it belongs.
type said struct {
	records.Comment
	Heading string   // of the section; empty for the whole
	Link    string   // to the section, where it can be changed
	Older   bool     // it is about a version before the one that is read
	Asks    question // for the chair's reply
}

// howAgreed is what a record's other pages say of it; nil for a kind that is not sent to be agreed.
type howAgreed struct {
	Address string
	Asked   bool
	Agree   []string // names of those who agree, with the version if it is not the one that is read
	Other   []string // of those who have comments, or have not answered
	Open    int      // comments about which nothing was done
	Invites bool     // the person may send the draft
}

func (w *Web) howAgreed(v *visit, rec records.Record) (*howAgreed, error) {
	if !reviewable(rec.Kind) {
		return nil, nil
	}
	a, err := w.Records.Agreement(v.Context(), v.actor(), rec.ID)
	if err != nil {
		return nil, err
	}
	h := &howAgreed{Address: agreementAddress(rec.ID), Open: len(a.Open()), Invites: v.person.Role.Signs() && isOpen(rec)}
	for _, i := range a.Invitations {
		if !i.WithdrawnAt.IsZero() {
			continue
		}
		h.Asked = true
		switch name := i.Name; {
		case i.Answer == records.Agrees && i.AnsweredVersion < rec.Version:
			h.Agree = append(h.Agree, fmt.Sprintf("%s (version %d)", name, i.AnsweredVersion))
		case i.Answer == records.Agrees:
			h.Agree = append(h.Agree, name)
		case i.Answer == records.HasComments:
			h.Other = append(h.Other, name+" has comments")
		default:
			h.Other = append(h.Other, name+" has not answered")
		}
	}
	return h, nil
}

func agreementAddress(recordID string) string { return recordAddress(recordID) + "/agreement" }

// said lays comments out for somebody who reads a version.
func (w *Web) said(kind forms.Kind, version int, comments []records.Comment) (all []said) {
	for _, c := range comments {
		s := said{Comment: c, Older: c.Version < version}
		if section, ok := forms.Define(kind).Section(c.Section); ok {
			s.Heading, s.Link = section.Heading, sectionAddress(c.RecordID, section.ID)
		}
		s.Asks = question{
			Name: "reply", ID: "reply-" + c.ID, As: "long", Within: true, Label: "Reply to " + c.Name, Max: records.MostComment,
			Hint: "You can leave it empty when you accept the comment",
		}
		all = append(all, s)
	}
	return all
}

func (w *Web) agreementPage(v *visit) (answer, error) {
	return w.showAgreement(v, func(*agreementPage) {})
}

// showAgreement shows the page after a change to it, with what somebody typed.
func (w *Web) showAgreement(v *visit, change func(*agreementPage)) (answer, error) {
	p, err := w.agreementOf(v)
	if err != nil {
		return answer{}, err
	}
	change(&p)
	return failedForm(answer{page: "agreement.html", title: "Who agrees " + p.Words.This(), data: p}, p.Errors), nil
}

func (w *Web) agreementOf(v *visit) (p agreementPage, err error) {
	ctx, by, id := v.Context(), v.actor(), v.param("record")
	rec, err := w.Records.Record(ctx, by, id)
	if err == nil && !reviewable(rec.Kind) {
		err = records.ErrNotFound
	}
	if err != nil {
		return p, err
	}
	a, err := w.Records.Agreement(ctx, by, id)
	if err != nil {
		return p, err
	}
	p = agreementPage{
		Record: rec, Words: kindWords[rec.Kind], Child: subject(rec.Form), Address: recordAddress(id), Action: agreementAddress(id),
		Invitations: a.Invitations, Comments: w.said(rec.Kind, rec.Version, a.Comments), Acts: v.person.Role.Signs() && isOpen(rec),
	}
	if !p.Acts {
		return p, nil
	}
	candidates, err := w.Records.Candidates(ctx, by, id)
	if err != nil {
		return p, err
	}
	for _, c := range candidates {
		switch {
		case !c.Attends:
		case c.Outside:
			p.Outside = append(p.Outside, c.Name)
		case !sentTo(a.Invitations, c.ID, rec.Version):
			p.Offered = append(p.Offered, option{ID: "person-" + c.ID, Value: c.ID, Label: c.Name + ", " + c.Role.Label(), Chosen: true})
		}
	}
	p.Others = question{Name: "others", ID: "others", As: "text", Label: "Other people", Hint: "Usernames, separated by commas"}
	return p, nil
}

// sentTo reports whether somebody has this version already.
func sentTo(all []records.Invitation, personID string, version int) bool {
	for _, i := range all {
		if i.PersonID == personID && i.Live() && i.Version == version {
			return true
		}
	}
	return false
}

// changeAgreement does what the pressed button says.
func (w *Web) changeAgreement(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	ctx, by, id := v.Context(), v.actor(), v.param("record")
	notice := ""
	switch {
	case post.Get("remind") != "":
		err, notice = w.Records.Remind(ctx, by, id, post.Get("remind")), "Reminded. It stands on that person’s start page again."
	case post.Get("withdraw") != "":
		err, notice = w.Records.Uninvite(ctx, by, id, post.Get("withdraw")), "Withdrawn. That person cannot open the draft any more. What they said stays on record."
	case post.Get("comment") != "":
		return w.settle(v, post)
	default:
		return w.sendDraft(v, post)
	}
	if err != nil {
		return answer{}, err
	}
	v.note(notice)
	return seeOther(agreementAddress(id))
}

// sendDraft sends the version that the chair has seen to those who were ticked or typed.
func (w *Web) sendDraft(v *visit, post url.Values) (answer, error) {
	have, err := postedVersion(post)
	if err != nil {
		return answer{}, err
	}
	id, people := v.param("record"), post["person"]
	candidates, err := w.Records.Candidates(v.Context(), v.actor(), id)
	if err != nil {
		return answer{}, err
	}
	var errs []remark
	for username := range strings.SplitSeq(post.Get("others"), ",") {
		username = strings.ToLower(strings.TrimSpace(username))
		i := slices.IndexFunc(candidates, func(c records.Candidate) bool { return c.Username == username })
		if i >= 0 {
			people = append(people, candidates[i].ID)
		} else if username != "" {
			errs = append(errs, remark{"#others", "There is nobody with the username “" + username + "” who can be asked. Correct it, or leave it out"})
		}
	}
	var invalid *records.InvalidError
	if len(errs) == 0 {
		err = w.Records.Invite(v.Context(), v.actor(), id, have, people...)
		switch {
		case errors.As(err, &invalid):
			for _, p := range invalid.Problems {
				errs = append(errs, remark{"#others", w.Wording().Word(forms.PPMKind, p)})
			}
		case err != nil:
			return answer{}, err
		default:
			v.note(fmt.Sprintf("Version %d is sent. It stands on the start page of everybody whom you asked.", have))
			return seeOther(agreementAddress(id))
		}
	}
	return w.showAgreement(v, func(p *agreementPage) {
		p.Errors = errs
		p.Others.Value, p.Others.Errors = post.Get("others"), says(errs, "#others")
		for i, o := range p.Offered {
			p.Offered[i].Chosen = slices.Contains(post["person"], o.Value)
		}
	})
}

// settle says what became of a comment.
func (w *Web) settle(v *visit, post url.Values) (answer, error) {
	id, comment := v.param("record"), post.Get("comment")
	c, err := w.Records.Settle(v.Context(), v.actor(), id, comment, records.Outcome(post.Get("outcome")), post.Get("reply"))
	var invalid *records.InvalidError
	switch {
	case errors.As(err, &invalid):
		return w.showAgreement(v, func(p *agreementPage) {
			for i := range p.Comments {
				reply := &p.Comments[i].Asks
				if p.Comments[i].ID != comment {
					continue
				}
				for _, problem := range invalid.Problems {
					p.Errors = append(p.Errors, remark{"#" + reply.ID, w.Wording().Word(p.Record.Kind, problem)})
				}
				reply.Value, reply.Errors = post.Get("reply"), says(p.Errors, "#"+reply.ID)
			}
		})
	case err != nil:
		return answer{}, err
	}
	v.note(fmt.Sprintf("The comment of %s is dealt with: %s by %s.", c.Name, c.Outcome, c.SettledBy))
	return seeOther(agreementAddress(id))
}
