package web

import (
	"errors"
	"net/http"

	"minutebook/forms"
	"minutebook/internal/records"
)

// signForm asks for the signature.
type signForm struct {
	Words   words
	Sealed  bool // its papers carry the authority's seal
	Record  records.Record
	Title   string
	Child   string
	Address string
	Name    string
	Proof   proofForm
	Errors  []remark

	Releases []forms.Release // that the signature on a parent's sheet confirms
	Agreed   *howAgreed
	Hits     []hit // what the sheet gives away since it was marked as complete
}

// signedPage says who signed and how far the papers are. It shows no case content, so that it may be asked for again
// and again.
type signedPage struct {
	Words     words
	Sealed    bool
	Record    records.Record
	Title     string
	Address   string
	Making    bool // the papers are not there yet
	Refresh   bool // the page asks again by itself
	Documents []records.Document
}

func (w *Web) signPage(v *visit) (answer, error) {
	rec, err := w.Records.Summary(v.Context(), v.actor(), v.param("record"))
	if err != nil {
		return answer{}, err
	}
	if rec.Withdrawn != nil {
		return seeOther(recordAddress(rec.ID))
	}
	if !isOpen(rec) {
		return w.signed(v, rec)
	}
	return w.askToSign(v, rec.ID, http.StatusOK)
}

// askToSign shows the page to those who may sign a record that can be signed.
func (w *Web) askToSign(v *visit, id string, status int, errs ...remark) (answer, error) {
	if !v.person.Role.Signs() {
		return answer{}, records.ErrForbidden
	}
	rec, err := w.Records.Record(v.Context(), v.actor(), id)
	if err != nil {
		return answer{}, err
	}
	if rec.Status != records.Complete {
		return answer{}, &records.StatusError{Status: rec.Status, Want: records.Complete}
	}
	p := signForm{
		Words: kindWords[rec.Kind], Sealed: forms.Sealed(rec.Kind), Record: rec, Title: forms.Define(rec.Kind).Title, Child: subject(rec.Form), Address: recordAddress(rec.ID),
		Name: v.person.Name, Proof: v.proof(recordAddress(rec.ID)+"/sign", "To show that it is you who signs", errs...), Errors: errs, Releases: releases(rec.Form),
	}
	if p.Agreed, err = w.howAgreed(v, rec); err != nil {
		return answer{}, err
	}
	if rec.Kind == forms.SummaryKind { // what is known of the people around the child may have changed
		problems, err := w.Records.Check(v.Context(), v.actor(), rec)
		if err != nil {
			return answer{}, err
		}
		p.Hits, _ = w.hitsIn(v, rec, problems, "check")
	}
	return answer{status: status, page: "sign.html", title: "Sign " + p.Words.This(), problem: len(errs) > 0, data: p}, nil
}

// signed refreshes itself until the papers are there; "?refresh=off" makes it keep still (WCAG 2.2.2).
func (w *Web) signed(v *visit, rec records.Record) (answer, error) {
	p := signedPage{
		Words: kindWords[rec.Kind], Sealed: forms.Sealed(rec.Kind), Record: rec, Title: forms.Define(rec.Kind).Title, Address: recordAddress(rec.ID), Making: rec.Status != records.Issued,
	}
	var err error
	if p.Documents, err = w.Records.Documents(v.Context(), v.actor(), rec.ID); err != nil {
		return answer{}, err
	}
	pdfFirst(p.Documents)
	a := answer{page: "signed.html", title: "Signed " + p.Words.Noun}
	if p.Refresh = p.Making && v.URL.Query().Get("refresh") != "off"; p.Refresh {
		a.refresh = "5; url=" + p.Address + "/sign"
	}
	a.data = p
	return a, nil
}

// signRecord signs after asking the chair to show once more who they are: an unattended screen must not be enough.
func (w *Web) signRecord(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	have, err := postedVersion(post)
	if err != nil {
		return answer{}, err
	}
	id := v.param("record")
	if !v.person.Role.Signs() {
		return answer{}, records.ErrForbidden
	}
	rec, err := w.Records.Summary(v.Context(), v.actor(), id)
	if err != nil {
		return answer{}, err
	}
	if !isOpen(rec) {
		return w.alreadySigned(v, rec, &records.SignedError{By: rec.SignedBy, At: rec.SignedAt})
	}
	ok, why, err := v.proves(post, recordAddress(id)+"/sign")
	if err != nil {
		return answer{}, err
	}
	if !ok {
		return w.askToSign(v, id, http.StatusUnprocessableEntity, why)
	}
	_, err = w.Records.Sign(v.Context(), v.actor(), id, have)
	var (
		signed  *records.SignedError
		blocked *records.BlockedError
	)
	switch {
	case errors.As(err, &signed):
		return w.alreadySigned(v, rec, signed)
	case errors.As(err, &blocked):
		return seeOther(recordAddress(id) + "/check")
	case err != nil:
		return answer{}, err
	}
	return seeOther(recordAddress(id) + "/sign")
}

// alreadySigned answers a second click, a page sent again, or somebody who was a moment too late.
func (w *Web) alreadySigned(v *visit, rec records.Record, signed *records.SignedError) (answer, error) {
	named := kindWords[rec.Kind]
	v.note(named.Begins() + " " + named.Were() + " already signed by " + signed.By + " on " + w.clock(signed.At) + ". Nothing was signed a second time.")
	return seeOther(recordAddress(rec.ID) + "/sign")
}
