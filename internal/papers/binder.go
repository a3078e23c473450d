package papers

import (
	"io"
	"iter"
	"slices"

	"minutebook/forms"
	"minutebook/internal/policy"
	"minutebook/internal/records"
	"minutebook/render"
	"minutebook/render/tracker"
	"minutebook/render/xlsx"
)

// Binder makes tracker packs out of stored records. All of it is needed.
type Binder struct {
	Packs     func() *policy.Packs // of the moment
	Authority func(policy string) render.Authority
	Meetings  func([]records.Record) []policy.Meeting // what the rules know of a child's planning meetings
	Program   string                                  // version of the program
}

var _ records.Binder = (*Binder)(nil)

// Knows implements records.Binder.
func (b *Binder) Knows(name string) bool { return slices.Contains(b.Packs().Names(), name) }

// Bind implements records.Binder.
func (b *Binder) Bind(w io.Writer, p records.Pack, cases iter.Seq2[records.Case, error]) error {
	book, err := tracker.New(b.input(p, cases))
	if err != nil {
		return err
	}
	return xlsx.Write(w, book)
}

// Provenance implements records.Binder.
func (b *Binder) Provenance(policy string) (authority, format string) {
	return b.Authority(policy).Name, tracker.FormatVersion
}

// PlanCode implements records.Binder.
func (*Binder) PlanCode(words string) (string, bool) { return tracker.PlanCode(words) }

// Keyed implements records.Binder.
func (b *Binder) Keyed(p records.Pack) (names []string, err error) {
	book, err := tracker.New(b.input(p, func(func(records.Case, error) bool) {}))
	if err != nil {
		return nil, err
	}
	for _, s := range book.Sheets {
		if slices.ContainsFunc(s.Columns, func(c render.SheetColumn) bool { return c.Key == "key" }) {
			names = append(names, s.Name)
		}
	}
	return names, nil
}

// Cells implements records.Binder.
func (b *Binder) Cells(p records.Pack, cases iter.Seq2[records.Case, error]) (cells []records.PackCell, err error) {
	book, err := tracker.New(b.input(p, cases))
	if err != nil {
		return nil, err
	}
	for c, err := range book.Editable() {
		if err != nil {
			return nil, err
		}
		cells = append(cells, records.PackCell{
			Sheet: c.Sheet, Key: c.Field.Key.String(), Title: c.Title, Of: string(c.Field.Of), Name: c.Field.Name,
			ChildID: c.Field.Key.Child, RecordID: c.Field.Key.Record, Action: c.Field.Key.Action, Value: c.Value.String(),
		})
	}
	return cells, nil
}

func (b *Binder) input(p records.Pack, cases iter.Seq2[records.Case, error]) *tracker.Input {
	return &tracker.Input{
		Packs: b.Packs(), Policy: p.Policy, Authority: b.Authority(p.Policy), AsOf: p.AsOf, Program: b.Program, ID: p.ID, Scope: p.Scope,
		Anonymous: p.Anonymous,
		Children: func(yield func(*tracker.Child, error) bool) {
			for c, err := range cases {
				if err != nil {
					yield(nil, err)
					return
				}
				if !yield(b.child(c), nil) {
					return
				}
			}
		},
	}
}

// child is a case as a pack shows it. What the minutes say counts once they are signed; the codes of the national return that
// nobody asks for here (sex, ethnic origin, category of need, provider) stay empty.
func (b *Binder) child(c records.Case) *tracker.Child {
	child := &tracker.Child{Facts: policy.Facts{Child: c.Child, Meetings: b.Meetings(c.Records)}, Chairs: map[string]string{}}
	for _, rec := range c.Records {
		switch f := rec.Form.(type) {
		case *forms.PPM:
			child.Chairs[rec.ID] = f.ChairedBy()
		case *forms.PRPM:
			child.Chairs[rec.ID] = f.ChairedBy()
		case *forms.AdoptionTasks:
			child.Facts.Tasks = tasksOf(f) // the latest list, since records come as they were made
			continue
		default:
			continue
		}
		if rec.Status == records.Signed || rec.Status == records.Issued {
			child.Forms = append(child.Forms, tracker.Filled{Record: rec.ID, Form: rec.Form})
		}
	}
	slices.SortStableFunc(child.Forms, func(x, y tracker.Filled) int { return day(x).Compare(day(y)) })
	return child
}

// day is the day of a meeting.
func day(in tracker.Filled) forms.Date {
	if meeting, ok := in.Form.(interface{ Held() forms.Date }); ok {
		return meeting.Held()
	}
	return forms.Date{}
}

func tasksOf(list *forms.AdoptionTasks) []policy.Task {
	tasks := []policy.Task{}
	for _, t := range list.Tasks() {
		task := policy.Task{Task: t.ID, NotApplicable: t.Status == forms.NotApplicable, Completed: t.Completed, Steps: map[string]forms.Date{}}
		for _, step := range t.Steps {
			task.Steps[step.ID] = step.Done
		}
		tasks = append(tasks, task)
	}
	return tasks
}
