package web

import (
	"cmp"
	"errors"
	"net/http"
	"slices"

	"minutebook/forms"
	"minutebook/internal/records"
)

// newSheetForm begins a parent's sheet from the minutes of a meeting, and says what that parent does not get of them.
type newSheetForm struct {
	Child    forms.Child
	Title    string // of the meeting
	Meeting  string // "the meeting on 2 March 2026"
	Address  string // of the meeting's record
	Parents  []option
	Sheets   []sheetOf // that there are
	Withheld []forms.Withheld
	Errors   []remark
}

// openMeeting returns issued minutes of a planning meeting; of any other record no sheet can be written.
func (w *Web) openMeeting(v *visit) (records.Record, forms.Child, error) {
	rec, err := w.Records.Record(v.Context(), v.actor(), v.param("record"))
	if err != nil {
		return records.Record{}, forms.Child{}, err
	}
	if !reviewable(rec.Kind) {
		return records.Record{}, forms.Child{}, records.ErrNotFound
	}
	if rec.Status != records.Issued {
		return records.Record{}, forms.Child{}, &records.StatusError{Status: rec.Status, Want: records.Issued}
	}
	child, err := w.Records.Child(v.Context(), v.actor(), rec.ChildID)
	return rec, child, err
}

func (w *Web) newSummaryPage(v *visit) (answer, error) {
	rec, child, err := w.openMeeting(v)
	if err != nil {
		return answer{}, err
	}
	return w.askWhose(v, rec, child, http.StatusOK)
}

func (w *Web) askWhose(v *visit, rec records.Record, child forms.Child, status int, errs ...remark) (answer, error) {
	_, withheld, err := forms.Project(rec.Form, forms.Parent)
	if err != nil {
		return answer{}, err
	}
	p := newSheetForm{
		Child: child, Title: forms.Define(rec.Kind).Title, Meeting: meetingOn(rec.Form), Address: recordAddress(rec.ID), Withheld: withheld, Errors: errs,
	}
	if p.Sheets, err = w.sheetsOf(v, rec.ID, child); err != nil {
		return answer{}, err
	}
	for _, person := range parentsOf(child) {
		p.Parents = append(p.Parents, option{ID: "parent-" + number(len(p.Parents)+1), Value: person.Key, Label: person.Name + ", " + person.RoleInWords()})
	}
	if len(p.Parents) > 0 {
		p.Parents[0].ID = "parent"
	}
	return answer{status: status, page: "summary-new.html", title: "Write the summary for a parent", problem: len(errs) > 0, data: p}, nil
}

func parentsOf(child forms.Child) []forms.Person {
	return slices.DeleteFunc(slices.Clone(child.People), func(p forms.Person) bool { return !p.Is(forms.ParentRole) })
}

// newSummary starts the sheet for the chosen parent, or leads to the one that is being written. Nothing of the minutes is
// taken over but their day: what is not written for the parent cannot be in the parent's paper.
func (w *Web) newSummary(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	rec, child, err := w.openMeeting(v)
	if err != nil {
		return answer{}, err
	}
	sheet, err := w.Records.StartSheet(v.Context(), v.actor(), rec.ID, post.Get("parent"))
	var invalid *records.InvalidError
	switch {
	case errors.As(err, &invalid):
		return w.askWhose(v, rec, child, http.StatusUnprocessableEntity, remark{"#parent", "Choose the parent for whom the summary is"})
	case err != nil:
		return answer{}, err
	}
	return seeOther(recordAddress(sheet.ID))
}

// sheetOf is a line about a parent's sheet on the page of its meeting.
type sheetOf struct {
	Parent string // "Rosalind Vale, mother"
	records.Record
}

// sheetsOf lists the parents' sheets of a meeting.
func (w *Web) sheetsOf(v *visit, meetingID string, child forms.Child) ([]sheetOf, error) {
	found, err := w.Records.Sheets(v.Context(), v.actor(), meetingID)
	if err != nil {
		return nil, err
	}
	sheets := make([]sheetOf, len(found))
	for i, rec := range found {
		sheet := rec.Form.(*forms.Summary)
		sheets[i] = sheetOf{cmp.Or(sheet.ParentName, sheet.ParentKey), rec}
		for _, p := range parentsOf(child) {
			if p.Key == sheet.ParentKey {
				sheets[i].Parent = p.Name + ", " + p.RoleInWords()
			}
		}
	}
	return sheets, nil
}
