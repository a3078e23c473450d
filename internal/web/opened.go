package web

import (
	"errors"
	"net/url"
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
)

// openCaseForm opens a case that somebody does not work with.
type openCaseForm struct {
	Number, Reason question
	Hours          int
	Errors         []remark
}

func (w *Web) openCasePage(*visit) (answer, error) { return openCaseAnswer(nil), nil }

func openCaseAnswer(post url.Values, errs ...remark) answer {
	f := openCaseForm{
		Hours: int(records.OpeningTime.Hours()), Errors: errs,
		Number: question{Name: "case_number", ID: "case_number", As: "text", Label: "Case number", Hint: "The whole number, exactly as it is written",
			Value: post.Get("case_number"), Errors: says(errs, "#case_number")},
		Reason: question{Name: "reason", ID: "reason", As: "long", Label: "Why do you need to open this case?", Max: 500,
			Hint: "Those who work with the child and those who look after access read this. Do not name the child.", Value: post.Get("reason"), Errors: says(errs, "#reason")},
	}
	return failedForm(answer{page: "child-open.html", title: "Open a case you do not work with", nav: "/children", data: f}, errs)
}

func (w *Web) openCase(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	var errs []remark
	if strings.TrimSpace(post.Get("case_number")) == "" {
		errs = append(errs, remark{"#case_number", "Enter the case number"})
	}
	if strings.TrimSpace(post.Get("reason")) == "" {
		errs = append(errs, remark{"#reason", "Enter why you need to open this case"})
	}
	if len(errs) > 0 {
		return openCaseAnswer(post, errs...), nil
	}
	child, err := w.Records.OpenCase(v.Context(), v.actor(), post.Get("case_number"), post.Get("reason"))
	var invalid *records.InvalidError
	switch {
	case errors.Is(err, records.ErrNotFound):
		return openCaseAnswer(post, remark{"#case_number", "There is no case with this number. Check it and type it again"}), nil
	case errors.As(err, &invalid):
		return openCaseAnswer(post, remark{"#reason", "The reason must be 500 characters or fewer"}), nil
	case err != nil:
		return answer{}, err
	}
	return seeOther("/children/" + url.PathEscape(child.ID))
}

// opened is what a child's page says of people who opened the case without working with it.
type opened struct {
	Mine *records.Opening  // the person's own that has not ended
	All  []records.Opening // the latest first
}

func (w *Web) opened(v *visit, child forms.Child) (o opened, err error) {
	if o.All, err = w.Records.Openings(v.Context(), v.actor(), child.ID); err != nil {
		return opened{}, err
	}
	for i := range o.All {
		if o.All[i].PersonID == v.person.ID && o.All[i].Until.After(w.Now()) {
			o.Mine = &o.All[i]
			break
		}
	}
	return o, nil
}

type openingsPage struct {
	pages
	Openings []records.Opening
}

// openings lists the openings of all cases for those who look after access.
func (w *Web) openings(v *visit) (answer, error) {
	found, total, err := w.Records.AllOpenings(v.Context(), v.actor(), listRows, v.offset())
	if err != nil {
		return answer{}, err
	}
	return answer{page: "openings.html", title: "Opened cases", nav: "/openings", data: openingsPage{v.pages(len(found), total), found}}, nil
}
