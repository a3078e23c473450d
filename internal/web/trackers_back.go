package web

import (
	"errors"
	"net/url"

	"minutebook/forms"
	"minutebook/internal/records"
)

func (w *Web) backPage(*visit) (answer, error) { return backAnswer(), nil }

func backAnswer(says ...string) answer {
	p := uploadPage{Most: records.MostImported >> 20, Kept: records.MostUploads}
	for _, s := range says {
		p.Errors = append(p.Errors, remark{"#file", s})
	}
	return failedForm(answer{page: "tracker-back.html", title: "Send a changed pack", nav: "/trackers", data: p}, p.Errors)
}

func (w *Web) sendBack(v *visit) (answer, error) {
	select {
	case w.extracts <- struct{}{}:
		defer func() { <-w.extracts }()
	case <-v.Context().Done():
		return answer{}, unavailable(v.Context().Err())
	}
	files, err := v.uploads(records.MostImported)
	if err != nil {
		return answer{}, err
	}
	if len(files) != 1 {
		return backAnswer("Choose the workbook that you changed"), nil
	}
	i, err := w.Records.UploadBack(v.Context(), v.actor(), files[0])
	if why, refused := refusedFile(err); refused {
		return backAnswer(why), nil
	}
	if err != nil {
		return notBack(err)
	}
	return seeOther("/trackers/back/" + url.PathEscape(i.ID))
}

// notBack says why a workbook is not taken back, which may be so only after it was sent.
func notBack(err error) (answer, error) {
	for _, known := range []error{records.ErrNoTracker, records.ErrOtherTracker, records.ErrOldTracker, records.ErrTrackerGone, records.ErrTrackerFigures} {
		if errors.Is(err, known) {
			return backAnswer(known.Error()), nil
		}
	}
	return answer{}, err
}

type changesPage struct {
	*records.WayBack
	Address                     string
	Accepted, Conflict, Refused int
	Errors                      []remark
}

func (w *Web) changesPage(v *visit) (answer, error) { return w.changesAnswer(v) }

func (w *Web) changesAnswer(v *visit, errs ...remark) (answer, error) {
	b, err := w.Records.PlanBack(v.Context(), v.actor(), v.param("import"))
	if err != nil {
		return notBack(err)
	}
	for i := range b.Cells {
		c := &b.Cells[i]
		c.From, c.To, c.Now = dayInWords(c.From), dayInWords(c.To), dayInWords(c.Now)
	}
	p := changesPage{WayBack: b, Address: "/trackers/back/" + url.PathEscape(b.Import.ID), Errors: errs}
	p.Accepted, p.Conflict, p.Refused = b.Count(records.WayAccepted), b.Count(records.WayConflict), b.Count(records.WayRefused)
	return failedForm(answer{page: "tracker-changes.html", title: "What was changed in the pack", nav: "/trackers", data: p}, errs), nil
}

// dayInWords writes a day as people read it, and any other text as it is.
func dayInWords(text string) string {
	if day, err := forms.ParseDate(text); err == nil && text != "" {
		return day.Long()
	}
	return text
}

func (w *Web) applyBack(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	b, err := w.Records.ApplyBack(v.Context(), v.actor(), v.param("import"), post.Get("mark"))
	if errors.Is(err, records.ErrPlanChanged) {
		return w.changesAnswer(v, remark{"#take", "Something was changed since you looked. Look at what would be taken now"})
	}
	if err != nil {
		return notBack(err)
	}
	return seeOther("/trackers/back/" + url.PathEscape(b.Import.ID))
}
