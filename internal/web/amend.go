package web

import (
	"errors"
	"net/http"

	"minutebook/forms"
	"minutebook/internal/records"
)

// reasonForm asks a chair why something signed is to be amended or withdrawn.
type reasonForm struct {
	Words    words
	Record   records.Record
	Title    string
	Child    string
	Address  string
	Withdraw bool
	Reason   string // as it was typed
	Errors   []remark
}

func (w *Web) amendPage(v *visit) (answer, error)    { return w.askReason(v, false) }
func (w *Web) withdrawPage(v *visit) (answer, error) { return w.askReason(v, true) }

// askReason shows the page to those who may take the step, for a record with which it can be taken.
func (w *Web) askReason(v *visit, withdraw bool) (answer, error) {
	if !v.person.Role.Signs() {
		return answer{}, records.ErrForbidden
	}
	rec, err := w.Records.Record(v.Context(), v.actor(), v.param("record"))
	if err != nil {
		return answer{}, err
	}
	if rec.Status != records.Issued && !(withdraw && rec.Status == records.Signed) {
		return w.cannotNow(v, rec, withdraw)
	}
	return w.reasonPage(rec, reasonForm{Withdraw: withdraw}), nil
}

func (w *Web) reasonPage(rec records.Record, p reasonForm) answer {
	p.Words, p.Record, p.Title, p.Address = kindWords[rec.Kind], rec, forms.Define(rec.Kind).Title, recordAddress(rec.ID)
	p.Child = subject(rec.Form)
	a := answer{page: "amend.html", title: map[bool]string{false: "Amend ", true: "Withdraw "}[p.Withdraw] + p.Words.This(), data: p, problem: len(p.Errors) > 0}
	if a.problem {
		a.status = http.StatusUnprocessableEntity
	}
	return a
}

// cannotNow answers a second click, and somebody who was a moment too late, in words instead of an error.
func (w *Web) cannotNow(v *visit, rec records.Record, withdraw bool) (answer, error) {
	named := kindWords[rec.Kind]
	switch {
	case rec.Status == records.Withdrawn:
		v.note(named.Begins() + " " + named.Were() + " withdrawn by " + rec.Withdrawn.Name + " on " + w.clock(rec.Withdrawn.At) + ". Nothing more was done.")
	case rec.Amending() && withdraw:
		v.note("Sign the amendment or discard it first. Nothing was withdrawn.")
	case rec.Amending():
		v.note("An amendment has been begun already. This is it.")
	default:
		return answer{}, &records.StatusError{Status: rec.Status, Want: records.Issued}
	}
	return seeOther(recordAddress(rec.ID))
}

func (w *Web) amend(v *visit) (answer, error)    { return w.takeReason(v, false) }
func (w *Web) withdraw(v *visit) (answer, error) { return w.takeReason(v, true) }

// takeReason begins an amendment or withdraws.
func (w *Web) takeReason(v *visit, withdraw bool) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	have, err := postedVersion(post)
	if err != nil {
		return answer{}, err
	}
	step := w.Records.Amend
	if withdraw {
		step = w.Records.WithdrawRecord
	}
	id := v.param("record")
	rec, err := step(v.Context(), v.actor(), id, have, post.Get("reason"))
	var (
		invalid *records.InvalidError
		status  *records.StatusError
		stale   *records.StaleError
	)
	switch {
	case errors.As(err, &invalid), errors.As(err, &status), errors.As(err, &stale):
		if rec, err = w.Records.Record(v.Context(), v.actor(), id); err != nil {
			return answer{}, err
		}
		if invalid == nil {
			return w.cannotNow(v, rec, withdraw)
		}
		p := reasonForm{Withdraw: withdraw, Reason: post.Get("reason")}
		for _, problem := range invalid.Problems {
			says := "Enter the reason"
			if problem.Code == "too_long" {
				says = "The reason must be 500 characters or less"
			}
			p.Errors = append(p.Errors, remark{"#reason", says})
		}
		return w.reasonPage(rec, p), nil
	case err != nil:
		return answer{}, err
	}
	if !withdraw {
		v.note("The amendment begins as version " + number(rec.Version) + ", a draft that says what was signed. Change what is wrong, then complete and sign it.")
	} else {
		v.note(kindWords[rec.Kind].Begins() + " " + kindWords[rec.Kind].Are() + " withdrawn. Whoever checks one of the papers is told so.")
	}
	return seeOther(recordAddress(id))
}

// discard ends an amendment that is not signed.
func (w *Web) discard(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	have, err := postedVersion(post)
	if err != nil {
		return answer{}, err
	}
	rec, err := w.Records.Discard(v.Context(), v.actor(), v.param("record"), have)
	if err != nil {
		return answer{}, err
	}
	v.note("The amendment is discarded. Version " + number(rec.Version) + " stands as it was signed. What was written can still be read under Versions.")
	return seeOther(recordAddress(rec.ID))
}

// bringForward takes over into a review what was amended in the minutes before it.
func (w *Web) bringForward(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	have, err := postedVersion(post)
	if err != nil {
		return answer{}, err
	}
	rec, err := w.Records.BringForward(v.Context(), v.actor(), v.param("record"), have)
	if err != nil {
		return answer{}, err
	}
	v.note("What was amended and nobody has changed here since is taken over. This is version " + number(rec.Version) + ".")
	return seeOther(recordAddress(rec.ID))
}
