package web

import (
	"errors"
	"net/http"

	"minutebook/forms"
	"minutebook/internal/records"
)

type checkPage struct {
	Words    words
	Record   records.Record
	Title    string
	Child    string
	Address  string // of the record
	Sections []answeredSection
	Hits     []hit // what a parent's sheet gives away
	Blockers []remark
	Advice   []remark
	Unsaved  []remark // what people have typed and not saved
	Refused  bool     // somebody tried to complete it all the same
	Complete bool
	Signs    bool
	Writes   bool // the person may change an answer
}

func (w *Web) checkPage(v *visit) (answer, error) {
	rec, err := w.Records.Record(v.Context(), v.actor(), v.param("record"))
	if err != nil {
		return answer{}, err
	}
	if !isOpen(rec) {
		return seeOther(recordAddress(rec.ID) + "/sign")
	}
	problems, err := w.Records.Check(v.Context(), v.actor(), rec)
	if err != nil {
		return answer{}, err
	}
	return w.check(v, rec, problems)
}

func (w *Web) check(v *visit, rec records.Record, problems forms.Problems) (answer, error) {
	writes := records.Changes(v.person.Role)
	p := checkPage{
		Words: kindWords[rec.Kind], Record: rec, Title: forms.Define(rec.Kind).Title, Child: subject(rec.Form), Address: recordAddress(rec.ID),
		Sections: answers(rec.Form, func(id string) string {
			if !writes {
				return ""
			}
			return sectionAddress(rec.ID, id) + "?from=check"
		}),
		Complete: rec.Status == records.Complete, Signs: v.person.Role.Signs(), Writes: writes,
	}
	previous, err := w.Records.PreviousForm(v.Context(), v.actor(), rec)
	if err != nil {
		return answer{}, err
	}
	if previous != nil {
		p.Sections = append([]answeredSection{changed(previous, rec.Form)}, p.Sections...)
	}
	if !writes { // what is wrong with it is for those who can put it right
		return answer{page: "check.html", title: "The answers", data: p}, nil
	}
	unsaved, err := w.unsaved(v, rec.ID)
	if err != nil {
		return answer{}, err
	}
	for _, s := range p.Sections {
		if note := unsaved[s.ID]; note != "" {
			p.Unsaved = append(p.Unsaved, remark{s.Change, s.Heading + ": " + note})
		}
	}
	p.Hits, problems = w.hitsIn(v, rec, problems, "check")
	words := w.Wording()
	list := func(problems forms.Problems) (all []remark) {
		for _, problem := range problems {
			all = append(all, remark{problemAddress(rec, problem, "check"), words.Word(rec.Kind, problem)})
		}
		return all
	}
	p.Blockers = list(append(problems.At(forms.Error), problems.At(forms.Blocker)...))
	p.Advice = list(problems.At(forms.Advice))
	return answer{page: "check.html", title: "Check your answers", data: p}, nil
}

// complete marks the version that the person has read as finished.
func (w *Web) complete(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	have, err := postedVersion(post)
	if err != nil {
		return answer{}, err
	}
	id := v.param("record")
	rec, err := w.Records.Complete(v.Context(), v.actor(), id, have)
	var blocked *records.BlockedError
	switch {
	case errors.As(err, &blocked):
		rec, err := w.Records.Record(v.Context(), v.actor(), id)
		if err != nil {
			return answer{}, err
		}
		problems, err := w.Records.Check(v.Context(), v.actor(), rec)
		if err != nil {
			return answer{}, err
		}
		a, err := w.check(v, rec, problems)
		if err != nil {
			return answer{}, err
		}
		page := a.data.(checkPage)
		page.Refused, page.Blockers = true, append(hitRemarks(page.Hits), page.Blockers...)
		a.data, a.status, a.problem = page, http.StatusUnprocessableEntity, true
		return a, nil
	case err != nil:
		return answer{}, err
	}
	switch {
	case v.person.Role.Signs() && rec.Kind == forms.SummaryKind: // what was released is on the page for signing
		return seeOther(recordAddress(id) + "/sign")
	case v.person.Role.Signs():
		return seeOther(recordAddress(id) + "/preview")
	}
	v.note("Marked as complete. A chair can sign " + kindWords[rec.Kind].This() + " now.")
	return seeOther(recordAddress(id))
}
