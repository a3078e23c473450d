package web

import (
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
	return w.askWhose(rec, child, http.StatusOK)
}

func (w *Web) askWhose(rec records.Record, child forms.Child, status int, errs ...remark) (answer, error) {
	_, withheld, err := forms.Project(rec.Form, forms.Parent)
	if err != nil {
		return answer{}, err
	}
	p := newSheetForm{
		Child: child, Title: forms.Define(rec.Kind).Title, Meeting: meetingOn(rec.Form), Address: recordAddress(rec.ID), Withheld: withheld, Errors: errs,
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

// newSummary starts the sheet for the chosen parent. Nothing of the minutes is taken over but their day: what is not
// written for the parent cannot be in the parent's paper.
func (w *Web) newSummary(v *visit) (answer, error) {
	post, err := v.post()
	if err != nil {
		return answer{}, err
	}
	rec, child, err := w.openMeeting(v)
	if err != nil {
		return answer{}, err
	}
	parents := parentsOf(child)
	i := slices.IndexFunc(parents, func(p forms.Person) bool { return p.Key == post.Get("parent") })
	if i < 0 {
		return w.askWhose(rec, child, http.StatusUnprocessableEntity, remark{"#parent", "Choose the parent for whom the summary is"})
	}
	sheet := &forms.Summary{}
	sheet.ParentKey, sheet.ParentName = parents[i].Key, parents[i].Name
	if meeting, ok := rec.Form.(interface{ Held() forms.Date }); ok {
		sheet.MeetingDate = meeting.Held()
	}
	started, _, err := w.Records.Create(v.Context(), v.actor(), child.ID, sheet)
	if err != nil {
		return answer{}, err
	}
	return seeOther(recordAddress(started.ID))
}
