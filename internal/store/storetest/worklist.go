package storetest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// Diary stands for an authority's rules: minutes that are not signed are due three days after the meeting, and what is
// planned for a child is due on its day.
type Diary struct {
	Fail atomic.Pointer[error]  // what Open returns while it is set
	Day  atomic.Pointer[string] // what Mark returns; empty for nil
}

// Open implements records.Diary.
func (d *Diary) Open(child forms.Child, found []records.Record) (dues []records.Due, err error) {
	if err := d.Fail.Load(); err != nil {
		return nil, *err
	}
	for _, rec := range found {
		if meeting, ok := rec.Form.(*forms.PPM); ok && rec.FirstAt.IsZero() && !meeting.MeetingDate.IsZero() {
			dues = append(dues, records.Due{RecordID: rec.ID, Rule: "T-1", Source: "Example", Name: "Minutes", Day: meeting.MeetingDate.AddDays(3)})
		}
	}
	for _, e := range child.Events {
		if !e.Done {
			dues = append(dues, records.Due{Rule: "T-2", Source: "The law", Name: e.Kind, Day: e.Date})
		}
	}
	return dues, nil
}

// Mark implements records.Diary.
func (d *Diary) Mark() string {
	if day := d.Day.Load(); day != nil {
		return *day
	}
	return ""
}

func march(day int) forms.Date { return forms.Date{Year: 2026, Month: time.March, Day: day} }

// due lists what is due as “day rule record”.
func (b *Bundle) due(t *testing.T, by records.Actor, f records.DueFilter) (rows []string) {
	t.Helper()
	list, total, err := b.Dues(t.Context(), by, f)
	ok(t, err)
	if f.Limit == 0 && f.Offset == 0 && total != len(list) {
		t.Errorf("%d of %d are listed", len(list), total)
	}
	for _, d := range list {
		rows = append(rows, strings.TrimSpace(fmt.Sprint(d.Day.Day, " ", d.Rule, " ", d.RecordID)))
	}
	return rows
}

func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// Every change that the rules look at is followed in its own transaction; when it fails, so does what follows.
func duesFollow(t *testing.T, b *Bundle) {
	rec := b.Draft(t)
	same(t, "a draft", b.due(t, b.Worker, records.DueFilter{}), "5 T-1 "+rec.ID)
	form := rec.Form.(*forms.PPM)
	form.MeetingDate = march(1)
	rec, _, err := b.Save(t.Context(), b.Worker, rec.ID, 1, form)
	ok(t, err)
	same(t, "after a save", b.due(t, b.Worker, records.DueFilter{}), "4 T-1 "+rec.ID)
	child, err := b.Child(t.Context(), b.Worker, rec.ChildID)
	ok(t, err)
	child.Events = []forms.Event{{Kind: "court", Date: march(20)}, {Kind: "review", Date: march(10)}}
	ok(t, b.UpdateChild(t.Context(), b.Worker, child))
	same(t, "after new facts", b.due(t, b.Worker, records.DueFilter{}), "4 T-1 "+rec.ID, "10 T-2", "20 T-2")
	same(t, "from a day", b.due(t, b.Worker, records.DueFilter{From: march(10), Before: march(20)}), "10 T-2")
	same(t, "a page", b.due(t, b.Worker, records.DueFilter{Limit: 1, Offset: 1}), "10 T-2")
	list, _, err := b.Dues(t.Context(), b.Worker, records.DueFilter{Limit: 1})
	ok(t, err)
	want := records.Due{ChildID: child.ID, Child: child.Name, CaseNumber: child.CaseNumber, RecordID: rec.ID, Rule: "T-1", Source: "Example", Name: "Minutes", Day: march(4)}
	if list[0] != want {
		t.Errorf("the first is %+v, want %+v", list[0], want)
	}

	gone := errors.New("the rules are gone")
	b.Diary.Fail.Store(&gone)
	child.Events = nil
	if err := b.UpdateChild(t.Context(), b.Worker, child); !errors.Is(err, gone) {
		t.Errorf("without rules a change ends in %v", err)
	}
	b.Diary.Fail.Store(nil)
	same(t, "after a change that failed", b.due(t, b.Worker, records.DueFilter{}), "4 T-1 "+rec.ID, "10 T-2", "20 T-2")

	_, err = b.Complete(t.Context(), b.Worker, rec.ID, rec.Version)
	ok(t, err)
	_, err = b.Sign(t.Context(), b.Chair, rec.ID, rec.Version)
	ok(t, err)
	same(t, "after signing", b.due(t, b.Worker, records.DueFilter{}), "10 T-2", "20 T-2")
}

func duesCounted(t *testing.T, b *Bundle) {
	for i := range 45 { // more than are counted at once
		b.AddChild(t, fmt.Sprintf("C-%d", i))
	}
	for _, step := range []struct {
		day  string
		want int
	}{{"2026-03-02", 45}, {"2026-03-02", 0}, {"2026-03-03", 45}} {
		b.Diary.Day.Store(&step.day)
		counted, err := b.Count(t.Context())
		ok(t, err)
		if counted != step.want {
			t.Errorf("on %s %d children were counted, want %d", step.day, counted, step.want)
		}
	}
	err := b.DB.Write(t.Context(), func(w records.Writer) error {
		return w.UpdateChild(t.Context(), forms.Child{ID: "nobody"}, b.Clock())
	})
	if !errors.Is(err, records.ErrNotFound) {
		t.Errorf("nobody is changed: %v", err)
	}
}

// Two who change different things about a child at once both find what the other did.
func duesAtOnce(t *testing.T, b *Bundle) {
	child := b.AddChild(t, "C-1")
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			form := Form()
			form.MeetingDate = march(1)
			rec, _, err := b.Create(t.Context(), b.Worker, child.ID, form)
			if err == nil && i%2 == 0 {
				_, err = b.Complete(t.Context(), b.Worker, rec.ID, 1)
			}
			if err == nil && i%4 == 0 {
				_, err = b.Sign(t.Context(), b.Chair, rec.ID, 1)
			}
			if _, counted := b.Count(t.Context()); err != nil || counted != nil {
				t.Error(err, counted)
			}
		})
	}
	all.Wait()
	if rows := b.due(t, b.Worker, records.DueFilter{}); len(rows) != 6 {
		t.Errorf("of 8 minutes, 2 signed, these are due: %q", rows)
	}
}

// listed lists records as “day due: status” and checks the total.
func (b *Bundle) listed(t *testing.T, by records.Actor, f records.WorkFilter) (ids []string) {
	t.Helper()
	list, total, err := b.Work(t.Context(), by, f)
	ok(t, err)
	if f.Limit == 0 && total != len(list) {
		t.Errorf("%d of %d are listed", len(list), total)
	}
	for _, w := range list {
		ids = append(ids, w.ID)
	}
	return ids
}

func workListed(t *testing.T, b *Bundle) {
	add := func(form forms.Form) records.Record {
		rec, _, err := b.Create(t.Context(), b.Worker, b.AddChild(t, fmt.Sprintf("C-%06d", b.ids.Add(1))).ID, form)
		ok(t, err)
		return rec
	}
	meeting := func(day int, chair string) records.Record {
		form := Form()
		form.MeetingDate, form.Chair = march(day), chair
		if day == 0 {
			form.MeetingDate = forms.Date{}
		}
		return add(form)
	}
	undated, late, soon := meeting(0, ""), meeting(1, "Dr OKAFOR, Nadia (Team Manager)"), meeting(2, "Somebody Else")
	report := add(&forms.CPR{})
	everything := records.WorkFilter{}
	same(t, "by due", b.listed(t, b.Worker, everything), late.ID, soon.ID, report.ID, undated.ID)
	everything.Latest = true
	same(t, "latest", b.listed(t, b.Worker, everything), report.ID, soon.ID, late.ID, undated.ID)
	same(t, "by kind", b.listed(t, b.Worker, records.WorkFilter{Kinds: []forms.Kind{forms.CPRKind, forms.PRPMKind}}), report.ID)
	same(t, "a page", b.listed(t, b.Worker, records.WorkFilter{Limit: 2, Offset: 1}), soon.ID, report.ID)
	same(t, "the chair's", b.listed(t, b.Chair, records.WorkFilter{Chair: b.Chair.Name, Kinds: []forms.Kind{forms.PPMKind}}), late.ID, undated.ID)
	list, _, err := b.Work(t.Context(), b.Worker, records.WorkFilter{Limit: 1})
	ok(t, err)
	if w := list[0]; w.Child != "Mia Fictional" || w.CaseNumber == "" || w.Held != march(1) || w.Due != march(4) || w.Status != records.Draft || w.UpdatedBy != b.Worker.Name {
		t.Errorf("the first is %+v", w)
	}
	form := late.Form.(*forms.PPM)
	form.Chair, form.MeetingDate = "Somebody Else", march(20)
	_, _, err = b.Save(t.Context(), b.Worker, late.ID, 1, form)
	ok(t, err)
	same(t, "after a save", b.listed(t, b.Worker, records.WorkFilter{Kinds: []forms.Kind{forms.PPMKind}}), soon.ID, late.ID, undated.ID)
	same(t, "the chair's after a save", b.listed(t, b.Chair, records.WorkFilter{Chair: b.Chair.Name, Kinds: []forms.Kind{forms.PPMKind}}), undated.ID)

	issued := b.SignedRecord(t)
	ok(t, b.DB.IssueNow(t.Context(), b.Issue))
	unwritten := records.WorkFilter{Statuses: []records.Status{records.Issued}, Unwritten: true}
	same(t, "without a sheet", b.listed(t, b.Worker, unwritten), issued.ID)
	child, err := b.Child(t.Context(), b.Worker, issued.ChildID)
	ok(t, err)
	child.People = []forms.Person{{Key: "mother", Name: "Rosa Fictional", Role: "birth_mother"}}
	ok(t, b.UpdateChild(t.Context(), b.Worker, child))
	_, err = b.StartSheet(t.Context(), b.Worker, issued.ID, "mother")
	ok(t, err)
	same(t, "with a sheet", b.listed(t, b.Worker, unwritten))
}

// Work, dues and chosen children show of each child what Records and Children show, to every role.
func listsSeen(t *testing.T, b *Bundle) {
	w := newTown(t, b)
	for _, role := range auth.Roles {
		who := w.person(t, role)
		if !role.SeesCases() {
			_, _, err := b.Work(t.Context(), who, records.WorkFilter{})
			_, _, other := b.Dues(t.Context(), who, records.DueFilter{})
			if !errors.Is(err, records.ErrNotFound) || !errors.Is(other, records.ErrNotFound) {
				t.Errorf("%s: %v, %v", role, err, other)
			}
			continue
		}
		all, _, err := b.Records(t.Context(), who, records.Filter{Limit: 200})
		ok(t, err)
		var want []string
		near := map[string]bool{}
		for _, relation := range []string{"named", "team", "restricted, named", "opened"} {
			near[w.children[relation].ID] = true
		}
		var nearby []string
		for _, rec := range all {
			want = append(want, rec.ID)
			if near[rec.ChildID] {
				nearby = append(nearby, rec.ID)
			}
		}
		same(t, string(role)+": work", b.listed(t, who, records.WorkFilter{Latest: true, Limit: 200}), want...)
		same(t, string(role)+": work nearby", b.listed(t, who, records.WorkFilter{Latest: true, Near: true, Limit: 200}), nearby...)

		children, _, err := b.Children(t.Context(), who, records.ChildFilter{})
		ok(t, err)
		var known, due, drafts, visible []string
		for _, c := range children {
			known = append(known, c.ID)
		}
		dues, _, err := b.Dues(t.Context(), who, records.DueFilter{Limit: 200})
		ok(t, err)
		for _, d := range dues {
			due = append(due, d.ChildID)
		}
		slices.Sort(known)
		slices.Sort(due)
		same(t, string(role)+": children with something due", slices.Compact(due), known...)
		opened, err := b.OpenedNear(t.Context(), who, 200)
		ok(t, err)
		if len(opened) == 0 || slices.ContainsFunc(opened, func(o records.Opening) bool { return o.ChildID != w.children["opened"].ID }) {
			t.Errorf("%s: opened are %+v", role, opened)
		}
		with, _, err := b.Children(t.Context(), who, records.ChildFilter{Status: records.Draft})
		ok(t, err)
		for _, c := range with {
			drafts = append(drafts, c.ID)
		}
		for _, rec := range all {
			if rec.Status == records.Draft {
				visible = append(visible, rec.ChildID)
			}
		}
		slices.Sort(drafts)
		slices.Sort(visible)
		same(t, string(role)+": children with a draft", drafts, slices.Compact(visible)...)
	}
}

func childrenChosen(t *testing.T, b *Bundle) {
	team := auth.Team{ID: "north", Name: "North"}
	ok(t, b.DB.AddTeam(t.Context(), team))
	children := map[string]forms.Child{}
	for i, name := range []string{"Élodie Vale", "Bea Vale", "Ada Moor"} {
		c, err := b.Service.AddChild(t.Context(), b.Worker, forms.Child{
			Name: name, CaseNumber: fmt.Sprint("N-", 3-i), DateOfBirth: forms.Date{Year: 2015 + i%2*3, Month: time.May, Day: 1 + i},
		})
		ok(t, err)
		children[name[:1]] = c
	}
	ada, bea := children["A"], children["B"]
	ok(t, b.DB.Write(t.Context(), func(w records.Writer) error {
		return w.SetAllocation(t.Context(), records.Allocation{ChildID: ada.ID, TeamID: team.ID, People: []string{b.Worker.ID}})
	}))
	bea.Events = []forms.Event{{Kind: "court", Date: march(1)}}
	ok(t, b.UpdateChild(t.Context(), b.Worker, bea))
	_, _, err := b.Create(t.Context(), b.Worker, ada.ID, Form()) // due on 5 March
	ok(t, err)
	for _, c := range []struct {
		name   string
		filter records.ChildFilter
		want   []string
	}{
		{"all, by name", records.ChildFilter{}, []string{"Ada", "Bea", "Élodie"}},
		{"by case number", records.ChildFilter{Order: records.ByCaseNumber}, []string{"Ada", "Bea", "Élodie"}},
		{"the youngest first", records.ChildFilter{Order: records.ByBirth}, []string{"Bea", "Ada", "Élodie"}},
		{"by due", records.ChildFilter{Order: records.ByDue}, []string{"Bea", "Ada", "Élodie"}},
		{"parts of names in any order", records.ChildFilter{Query: "val elo"}, []string{"Élodie"}},
		{"a part of name and of number", records.ChildFilter{Query: "vale n-2"}, []string{"Bea"}},
		{"signs are only signs", records.ChildFilter{Query: "%"}, nil},
		{"team", records.ChildFilter{TeamID: team.ID}, []string{"Ada"}},
		{"no team", records.ChildFilter{TeamID: "south"}, nil},
		{"late", records.ChildFilter{Late: march(2)}, []string{"Bea"}},
		{"kind", records.ChildFilter{Kind: forms.PPMKind}, []string{"Ada"}},
		{"kind and status of one record", records.ChildFilter{Kind: forms.PPMKind, Status: records.Issued}, nil},
		{"page", records.ChildFilter{Limit: 1, Offset: 2}, []string{"Élodie"}},
	} {
		found, total, err := b.Children(t.Context(), b.Worker, c.filter)
		ok(t, err)
		var names []string
		for _, child := range found {
			first, _, _ := strings.Cut(child.Name, " ")
			names = append(names, first)
		}
		if !slices.Equal(names, c.want) || total != cmp.Or(c.filter.Limit*3, len(c.want)) {
			t.Errorf("%s: %q of %d, want %q", c.name, names, total, c.want)
		}
	}
}
