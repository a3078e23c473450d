package web

import (
	"errors"
	"net/http"

	"minutebook/forms"
	"minutebook/internal/records"
)

// reviewedPage asks somebody who starts a second review of a meeting whether it is meant.
type reviewedPage struct {
	By, At  string
	Title   string   // of the meeting
	Address string   // of the meeting
	Review  string   // address of the review that is there
	Other   bool     // it is that of another child's meeting
	With    []string // ids of the other children whom the review is about
}

// signedMeeting returns the meeting of the address, without its form; of any other record there is no review.
func (w *Web) signedMeeting(v *visit) (records.Record, error) {
	meeting, err := w.Records.Summary(v.Context(), v.actor(), v.param("record"))
	switch {
	case err != nil:
		return records.Record{}, err
	case !reviewable(meeting.Kind):
		return records.Record{}, records.ErrNotFound
	case isOpen(meeting):
		return records.Record{}, &records.StatusError{Status: meeting.Status, Want: records.Signed}
	}
	return meeting, nil
}

// startReview starts the review meeting that follows a signed one.
func (w *Web) startReview(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	meeting, err := w.signedMeeting(v)
	if err != nil {
		return answer{}, err
	}
	with := post["with"]
	if asksAgain(post) {
		return w.askTogether(v, meeting, with, post.Get("case_number"))
	}
	rec, _, err := w.Records.StartReview(v.Context(), v.actor(), meeting.ID, post.Get("another") == "yes", with...)
	var reviewed *records.ReviewedError
	if errors.As(err, &reviewed) {
		review, err := w.Records.Summary(v.Context(), v.actor(), reviewed.RecordID)
		if err != nil {
			return answer{}, err
		}
		return answer{status: http.StatusConflict, page: "reviewed.html", title: "A review has been started already", problem: true, data: reviewedPage{
			By: reviewed.By, At: w.clock(reviewed.At), Title: forms.Define(meeting.Kind).Title,
			Address: recordAddress(meeting.ID), Review: recordAddress(reviewed.RecordID), Other: review.ChildID != meeting.ChildID, With: with,
		}}, nil
	}
	if says, ok := w.notTogether(forms.PRPMKind, err); ok {
		return w.askTogether(v, meeting, with, "", remark{"#with", says})
	}
	if err != nil {
		return answer{}, err
	}
	return seeOther(recordAddress(rec.ID))
}

// newReviewPage asks whether the review of a meeting is about brothers and sisters too. Those with whom the meeting was
// held are chosen already.
func (w *Web) newReviewPage(v *visit) (answer, error) {
	meeting, err := w.signedMeeting(v)
	if err != nil {
		return answer{}, err
	}
	companions, err := w.Records.Companions(v.Context(), v.actor(), meeting)
	if err != nil {
		return answer{}, err
	}
	var chosen []string
	for _, c := range companions {
		chosen = append(chosen, c.ChildID)
	}
	return w.askTogether(v, meeting, chosen, "")
}

type newReviewForm struct {
	Child    forms.Child
	Title    string // of the meeting
	Address  string // of the meeting
	Together togetherChoice
}

// askTogether asks about whom the review of a signed meeting is, again if something is wrong with what was chosen.
func (w *Web) askTogether(v *visit, meeting records.Record, chosen []string, caseNumber string, errs ...remark) (answer, error) {
	child, err := w.Records.Child(v.Context(), v.actor(), meeting.ChildID)
	if err != nil {
		return answer{}, err
	}
	p := newReviewForm{Child: child, Title: forms.Define(meeting.Kind).Title, Address: recordAddress(meeting.ID)}
	if p.Together, err = w.offerTogether(v, child, chosen, caseNumber); err != nil {
		return answer{}, err
	}
	p.Together.Errors = append(p.Together.Errors, errs...)
	a := answer{page: "review-new.html", title: "Start the review meeting", data: p}
	if len(p.Together.Errors) > 0 {
		a.status, a.problem = http.StatusUnprocessableEntity, true
	}
	return a, nil
}
