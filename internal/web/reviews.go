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
	Title   string // of the meeting
	Address string // of the meeting
	Review  string // address of the review that is there
}

// startReview starts the review meeting that follows a signed one.
func (w *Web) startReview(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	meeting, err := w.Records.Summary(v.Context(), v.actor(), v.param("record"))
	if err != nil {
		return answer{}, err
	}
	if !reviewable(meeting.Kind) {
		return answer{}, records.ErrNotFound
	}
	rec, _, err := w.Records.StartReview(v.Context(), v.actor(), meeting.ID, post.Get("another") == "yes")
	var reviewed *records.ReviewedError
	switch {
	case errors.As(err, &reviewed):
		return answer{status: http.StatusConflict, page: "reviewed.html", title: "A review has been started already", problem: true, data: reviewedPage{
			By: reviewed.By, At: w.clock(reviewed.At), Title: forms.Define(meeting.Kind).Title,
			Address: recordAddress(meeting.ID), Review: recordAddress(reviewed.RecordID),
		}}, nil
	case err != nil:
		return answer{}, err
	}
	return seeOther(recordAddress(rec.ID))
}
