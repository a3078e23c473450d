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
