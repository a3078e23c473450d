package web

import (
	"errors"
	"html/template"

	"minutebook/forms"
	"minutebook/internal/records"
)

// previewPage shows before signing what the signature will be on: the paper as it will be printed, what stops it, what
// changed, and what parents will not see.
type previewPage struct {
	Words    words
	Record   records.Record
	Title    string
	Child    string
	Address  string
	Paper    template.HTML
	Blockers []remark
	Advice   []remark
	Changes  []answeredSection
	Parents  []parentCopy // nil for what no parent gets anything of
	Ready    bool         // the person may sign it now
	Life     life
}

type parentCopy struct {
	Name  string
	Facts []fact // what they do not get, and why
}

func (w *Web) preview(v *visit) (answer, error) {
	ctx, by := v.Context(), v.actor()
	if w.Preview == nil {
		return answer{}, errors.New("this process previews no papers")
	}
	order, err := w.Records.Preview(ctx, by, v.param("record"))
	if err != nil {
		return answer{}, err
	}
	rec := order.Record
	if !isOpen(rec) {
		return seeOther(recordAddress(rec.ID) + "/sign")
	}
	p := previewPage{
		Words: kindWords[rec.Kind], Record: rec, Title: forms.Define(rec.Kind).Title, Child: subject(rec.Form), Address: recordAddress(rec.ID),
		Ready: rec.Status == records.Complete && v.person.Role.Signs(),
	}
	if p.Paper, err = w.Preview(order); err != nil {
		return answer{}, err
	}
	problems, err := w.Records.Check(ctx, by, rec)
	if err != nil {
		return answer{}, err
	}
	for _, problem := range append(problems.At(forms.Error), problems.At(forms.Blocker)...) {
		p.Blockers = append(p.Blockers, remark{problemAddress(rec, problem, "check"), w.Wording().Word(rec.Kind, problem)})
	}
	p.Advice = started(w.Wording(), rec, problems.At(forms.Advice))
	if order.Replaced != nil {
		p.Changes = append(p.Changes, amended(order.Replaced, rec.Form))
	}
	if order.Previous != nil {
		p.Changes = append(p.Changes, changed(order.Previous, rec.Form))
	}
	if p.Life, err = w.lifeOf(v, rec); err != nil {
		return answer{}, err
	}
	if forms.Reviewed(rec.Form) {
		if p.Parents, err = w.parentCopies(v, rec); err != nil {
			return answer{}, err
		}
	}
	return answer{page: "preview.html", title: "Read " + p.Words.This() + " before signing", data: p}, nil
}

// parentCopies says for each parent what they will not get, and why.
func (w *Web) parentCopies(v *visit, rec records.Record) ([]parentCopy, error) {
	copies, err := w.Records.NotForParents(v.Context(), v.actor(), rec)
	if err != nil {
		return nil, err
	}
	all := []parentCopy{}
	for _, c := range copies {
		p := parentCopy{Name: c.Parent.Name}
		for _, part := range c.Parts {
			why := part.Reason
			for _, hit := range part.Tells {
				why += "\n" + forms.Word(forms.SummaryKind, hit.Problem())
			}
			p.Facts = append(p.Facts, fact{part.Section + ": " + part.Label, why})
		}
		all = append(all, p)
	}
	return all, nil
}
