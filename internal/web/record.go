package web

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"minutebook/forms"
	"minutebook/internal/records"
)

type recordPage struct {
	Words     words
	Record    records.Record
	Title     string
	Address   string // of the record
	Child     forms.Child
	Sections  []sectionState
	Blockers  int
	Advice    []remark
	Versions  []records.Version
	Documents []records.Document // of the version that stands
	Earlier   []records.Document // of versions that were amended
	Open      bool               // not signed yet
	Signs     bool               // the person may sign
	Writes    bool               // and change it while it is open
	Reviews   bool               // a review may follow it now
	Tasks     bool               // it is a list of tasks, with a page of its own
	Sheets    []sheetOf          // the parents' sheets of it
	ForParent bool               // a summary for a parent can be written
	About     string             // address of the meeting that it tells a parent of; empty for none
	Meeting   string             // "the meeting on 2 March 2026"
	Releases  []forms.Release    // what the chair let the parent have
	Life      life
	Previous  string           // address of the meeting that it reviews; empty for none
	Followers []records.Record // the reviews of it
	Together  []records.Companion
	Differ    []divergence
	Agreed    *howAgreed
}

// sectionState is a line of the task list.
type sectionState struct {
	ID, Heading, Address string
	Words                string
	Tag                  string // colour of the tag; empty for plain words
	Unsaved              string // who has typed in it and not saved
}

func (w *Web) record(v *visit) (answer, error) {
	ctx, by := v.Context(), v.actor()
	rec, err := w.Records.Record(ctx, by, v.param("record"))
	if errors.Is(err, records.ErrNotFound) {
		return w.onlyAsked(v)
	}
	if err != nil {
		return answer{}, err
	}
	p := recordPage{Words: kindWords[rec.Kind], Record: rec, Title: forms.Define(rec.Kind).Title, Address: recordAddress(rec.ID), Open: isOpen(rec), Signs: v.person.Role.Signs(), Writes: records.Changes(v.person.Role), Tasks: rec.Kind == forms.AdoptionTasksKind}
	if p.Child, err = w.Records.Child(ctx, by, rec.ChildID); err != nil {
		return answer{}, err
	}
	if p.Versions, err = w.Records.Versions(ctx, by, rec.ID); err != nil {
		return answer{}, err
	}
	if p.Open {
		problems, err := w.Records.Check(ctx, by, rec)
		if err != nil {
			return answer{}, err
		}
		p.Sections = sectionStates(rec, problems)
		unsaved, err := w.unsaved(v, rec.ID)
		if err != nil {
			return answer{}, err
		}
		for i := range p.Sections {
			p.Sections[i].Unsaved = unsaved[p.Sections[i].ID]
		}
		p.Blockers = len(problems.At(forms.Blocker)) + len(problems.At(forms.Error))
		p.Advice = started(w.Wording(), rec, problems.At(forms.Advice))
	}
	if rec.Standing > 0 {
		if p.Documents, err = w.Records.Documents(ctx, by, rec.ID); err != nil {
			return answer{}, err
		}
	}
	if p.Life, err = w.lifeOf(v, rec); err != nil {
		return answer{}, err
	}
	if p.Reviews = rec.Standing > 0 && rec.Withdrawn == nil && reviewable(rec.Kind); p.Reviews {
		if p.Followers, _, err = w.Records.Records(ctx, by, records.Filter{Previous: rec.ID}); err != nil {
			return answer{}, err
		}
	}
	if p.ForParent = p.Reviews && rec.AsSigned().Status == records.Issued; p.ForParent {
		if p.Sheets, err = w.sheetsOf(v, rec.ID, p.Child); err != nil {
			return answer{}, err
		}
	}
	p.Releases = releases(rec.Form)
	if rec.About != "" {
		p.About, p.Meeting = recordAddress(rec.About), meetingOn(rec.Form)
	}
	if rec.Previous != "" {
		p.Previous = recordAddress(rec.Previous)
	}
	if p.Together, err = w.Records.Companions(ctx, by, rec); err != nil {
		return answer{}, err
	}
	p.Differ = divergences(p.Together)
	if p.Agreed, err = w.howAgreed(v, rec); err != nil {
		return answer{}, err
	}
	pdfFirst(p.Documents)
	slices.SortStableFunc(p.Documents, func(a, b records.Document) int { return b.Version - a.Version })
	if i := slices.IndexFunc(p.Documents, func(d records.Document) bool { return d.Version < rec.Standing }); i >= 0 {
		p.Documents, p.Earlier = p.Documents[:i], p.Documents[i:]
	}
	return answer{page: "record.html", title: p.Title + ": " + p.Child.Name, data: p}, nil
}

func recordAddress(id string) string { return "/records/" + url.PathEscape(id) }

func sectionAddress(recordID, sectionID string) string {
	return recordAddress(recordID) + "/sections/" + url.PathEscape(sectionID)
}

// isOpen reports that a record may still be changed.
func isOpen(r records.Record) bool { return r.Status == records.Draft || r.Status == records.Complete }

// sectionStates says of every section how far it is.
func sectionStates(rec records.Record, problems forms.Problems) []sectionState {
	d := forms.Define(rec.Kind)
	var states []sectionState
	for i := range d.Sections {
		s := &d.Sections[i]
		state := sectionState{ID: s.ID, Heading: s.Heading, Address: sectionAddress(rec.ID, s.ID), Words: "Answered"}
		mine := within(rec.Kind, s, problems)
		switch blockers := len(mine.At(forms.Blocker)) + len(mine.At(forms.Error)); {
		case !s.Answered(rec.Form):
			state.Words, state.Tag = "Not started", "grey"
		case blockers == 1:
			state.Words, state.Tag = "1 problem", "red"
		case blockers > 1:
			state.Words, state.Tag = fmt.Sprintf("%d problems", blockers), "red"
		case len(mine) > 0:
			state.Words, state.Tag = "In progress", "light-blue"
		}
		states = append(states, state)
	}
	return states
}

// within returns the problems of one section.
func within(kind forms.Kind, s *forms.Section, problems forms.Problems) forms.Problems {
	var mine forms.Problems
	for _, p := range problems {
		if of, _, _ := forms.Define(kind).Field(p.Pointer); of != nil && of.ID == s.ID {
			mine = append(mine, p)
		}
	}
	return mine
}

// started words the problems of sections in which something was answered, each with the address that puts it right. What
// nobody has come to yet needs no advice.
func started(words forms.Wording, rec records.Record, problems forms.Problems) []remark {
	var list []remark
	for _, p := range problems {
		if s, _, _ := forms.Define(rec.Kind).Field(p.Pointer); s == nil || s.Answered(rec.Form) {
			list = append(list, remark{problemAddress(rec, p, ""), words.Word(rec.Kind, p)})
		}
	}
	return list
}

// problemAddress leads to the input that puts a problem right. From is the page to come back to.
func problemAddress(rec records.Record, p forms.Problem, from string) string {
	s, _, _ := forms.Define(rec.Kind).Field(p.Pointer)
	if s == nil {
		return recordAddress(rec.ID)
	}
	address := sectionAddress(rec.ID, s.ID)
	if from != "" {
		address += "?from=" + url.QueryEscape(from)
	}
	return address + "#" + linkID(rec.Kind, p.Pointer)
}

// subject is the child's name as the form gives it, so that a page need not open the child's own file to say whom it is
// about.
func subject(form forms.Form) string {
	d := forms.Define(form.Kind())
	if _, f, _ := d.Field("/child_name"); f != nil {
		return strings.TrimSpace(f.Display(form))
	}
	return ""
}
