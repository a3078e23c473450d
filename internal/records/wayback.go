package records

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"minutebook/forms"
	"minutebook/internal/workbook"
)

// This file is the way back of a tracker pack: an edited copy is held against the file that is kept, cell by cell, and what
// was changed goes into the children's facts and into the drafts of their next reviews. The rules are:
//
//   - Only cells that the pack left open are taken, and only by somebody who may change the child.
//   - A cell is taken if what it shows is still what it showed when the pack was made; else it is a conflict, and nothing
//     of it is taken.
//   - Everything is worked out anew when it is applied; a cell that was applied already has nothing left to do.

// WayVerdict says what becomes of an edited cell.
type WayVerdict string

// The verdicts.
const (
	WayAccepted WayVerdict = "accepted"
	WayConflict WayVerdict = "conflict"
	WayRefused  WayVerdict = "not allowed"
)

// WayCell is one cell that somebody changed in a copy of a pack.
type WayCell struct {
	Sheet, Address, Column string
	CaseNumber             string // empty for a child whom the person does not see
	From, To               string // days as year-month-day
	Now                    string // what it would show now, where that is something else
	Verdict                WayVerdict
	Why                    string    // a sentence, unless it is accepted
	Who                    string    // changed the child last, where it is a conflict
	When                   time.Time // and when

	cell    PackCell
	record  string // of the review that an action's answer goes into
	version int    // of the review, when the cell was judged
}

// PackCell is a cell of a pack that may be changed, as Binder tells of it.
type PackCell struct {
	Sheet, Key, Title string // where it stands: sheet, key of the row, heading of the column
	Of, Name          string // what it shows: see render.Edits
	ChildID, RecordID string
	Action            string
	Value             string
}

// WayBack is an edited copy of a pack and what becomes of its changes.
type WayBack struct {
	Import Import
	Pack   Pack
	Cells  []WayCell
	Notes  []string // about rows, columns and sheets
	Mark   string

	known map[string]forms.Child // by id, as they were when the cells were judged
}

// Count returns how many cells have the verdict.
func (b *WayBack) Count(v WayVerdict) int {
	n := 0
	for i := range b.Cells {
		if b.Cells[i].Verdict == v {
			n++
		}
	}
	return n
}

// Why a workbook is not taken back. The texts are for people.
//
//lint:file-ignore ST1005 these texts are shown as they are, as sentences
var (
	ErrNoTracker      = errors.New("This is no tracker pack: its sheet “Cover” does not say which pack it is. Send the workbook that you changed, and leave that sheet as it is")
	ErrOtherTracker   = errors.New("This pack is of another authority")
	ErrOldTracker     = errors.New("This pack was made by a program of another version. Make a new pack and change that")
	ErrTrackerGone    = errors.New("The pack that this workbook was made from is not kept any more, or is not open to you. Make a new pack and change that")
	ErrTrackerFigures = errors.New("These are figures for a board: nothing in them can be changed")
)

// UploadBack keeps an edited copy of a pack until it is applied. Errors are those above and those of package workbook.
func (s *Service) UploadBack(ctx context.Context, by Actor, file ImportFile) (Import, error) {
	if err := authorise(by, report); err != nil {
		return Import{}, err
	}
	leave, err := take(ctx, s.reading)
	if err != nil {
		return Import{}, err
	}
	defer leave()
	i := Import{ID: s.c.NewID(), SHA256: sumOf([]ImportFile{file}), PersonID: by.ID, Name: by.Name, At: s.now()}
	if _, err := s.wayBack(ctx, by, i, file); err != nil {
		return Import{}, err
	}
	if err := s.keepUpload(ctx, i, []ImportFile{file}); err != nil {
		return Import{}, fmt.Errorf("keep an edited tracker pack: %w", err)
	}
	return i, nil
}

// PlanBack says what becomes of an edited copy that the person sent, and writes down who looked.
func (s *Service) PlanBack(ctx context.Context, by Actor, id string) (*WayBack, error) {
	b, err := s.planBack(ctx, by, id)
	if err == nil && b.Import.Applied.IsZero() {
		err = s.looked(ctx, by, "pack.compare", fmt.Sprintf("pack %s, %d cells", b.Pack.ID, len(b.Cells)))
	}
	return b, err
}

func (s *Service) planBack(ctx context.Context, by Actor, id string) (*WayBack, error) {
	if err := authorise(by, report); err != nil {
		return nil, err
	}
	leave, err := take(ctx, s.reading)
	if err != nil {
		return nil, err
	}
	defer leave()
	var i Import
	var files []ImportFile
	err = s.read(ctx, by, func(r Reader) (err error) {
		if i, err = r.Import(ctx, id); err != nil {
			return err
		}
		files, err = r.ImportFiles(ctx, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read an edited tracker pack: %w", err)
	}
	if len(files) == 0 {
		return &WayBack{Import: i}, nil
	}
	return s.wayBack(ctx, by, i, files[0])
}

// wayBack compares the file with the pack that it came from.
func (s *Service) wayBack(ctx context.Context, by Actor, i Import, file ImportFile) (*WayBack, error) {
	edited, err := workbook.Open(file.Name, bytes.NewReader(file.Data), int64(len(file.Data)), workbook.Limits{})
	if err != nil {
		return nil, err
	}
	b := &WayBack{Import: i, known: map[string]forms.Child{}}
	if b.Pack, err = s.provenance(ctx, by, edited); err != nil {
		return nil, err
	}
	var data bytes.Buffer
	if err := s.copyPack(ctx, b.Pack.ID, &data); err != nil {
		return nil, err
	}
	original, err := workbook.Open("pack.xlsx", bytes.NewReader(data.Bytes()), int64(data.Len()), workbook.Limits{})
	if err != nil {
		return nil, err
	}
	sheets, err := s.c.Binder.Keyed(b.Pack)
	if err != nil {
		return nil, err
	}
	var keys []workbook.Key
	for _, name := range sheets {
		keys = append(keys, workbook.Key{Sheet: name, Column: "Key"})
	}
	changes, err := workbook.Compare(original, edited, keys...)
	if err != nil {
		return nil, err
	}
	if err := s.judge(ctx, by, b, changes); err != nil {
		return nil, fmt.Errorf("compare a tracker pack: %w", err)
	}
	sum := sha256.New()
	for _, c := range b.Cells {
		fmt.Fprintf(sum, "%q %q %q %q %q\n", c.Sheet, c.Address, c.To, c.Now, c.Verdict)
	}
	b.Mark = hex.EncodeToString(sum.Sum(nil)[:16])
	return b, nil
}

// provenance finds the pack that a workbook says it is.
func (s *Service) provenance(ctx context.Context, by Actor, edited *workbook.Book) (Pack, error) {
	said := map[string]string{}
	for _, sheet := range edited.Sheets {
		if sheet.Name != "Cover" {
			continue
		}
		for row, err := range sheet.Rows() {
			if err != nil {
				return Pack{}, err
			}
			if item := row.Cell(1).Text; said[item] == "" {
				said[item] = row.Cell(2).Text
			}
		}
	}
	authority, format := s.c.Binder.Provenance(s.c.Policy)
	switch {
	case said["Pack"] == "":
		return Pack{}, ErrNoTracker
	case said["Authority"] != authority:
		return Pack{}, ErrOtherTracker
	case said["Format"] != format:
		return Pack{}, ErrOldTracker
	}
	p, err := s.Pack(ctx, by, said["Pack"])
	switch {
	case errors.Is(err, ErrNotFound), err == nil && !p.Open, err == nil && p.State != PackReady:
		return Pack{}, ErrTrackerGone
	case err == nil && p.Anonymous:
		return Pack{}, ErrTrackerFigures
	}
	return p, err
}

// judge gives each changed cell its verdict.
func (s *Service) judge(ctx context.Context, by Actor, b *WayBack, changes []workbook.Change) error {
	touched := map[string]bool{}
	for _, c := range changes {
		if c.Kind == workbook.ValueChanged {
			id, _, _ := strings.Cut(c.Key, "/")
			touched[id] = true
		}
	}
	return s.read(ctx, by, func(r Reader) error {
		cells, reviews := map[[3]string]PackCell{}, map[string]Record{}
		current, err := s.c.Binder.Cells(b.Pack, s.casesOf(ctx, r, touched, b.known, reviews))
		if err != nil {
			return err
		}
		for _, c := range current {
			cells[[3]string{c.Sheet, c.Key, c.Title}] = c
		}
		for _, change := range changes {
			switch change.Kind {
			case workbook.ValueChanged, workbook.LockedChanged:
				id, _, _ := strings.Cut(change.Key, "/")
				cell := WayCell{Sheet: change.Sheet, Address: change.Address, Column: change.Column, CaseNumber: b.known[id].CaseNumber, From: change.From, To: change.To}
				found, open := cells[[3]string{change.Sheet, change.Key, change.Column}]
				cell.cell = found
				if err := s.verdict(ctx, r, by, b, change, &cell, open, reviews); err != nil {
					return err
				}
				b.Cells = append(b.Cells, cell)
			default:
				b.Notes = append(b.Notes, changeInWords(change))
			}
		}
		return nil
	})
}

func changeInWords(c workbook.Change) string {
	switch c.Kind {
	case workbook.RowAdded:
		return fmt.Sprintf("Sheet %s, %s: a row was added. It is not taken; add children and actions in Minutebook.", c.Sheet, c.Address)
	case workbook.RowRemoved:
		return fmt.Sprintf("Sheet %s: the row %s is missing. Nothing is removed here.", c.Sheet, c.Address)
	case workbook.ColumnAdded:
		return fmt.Sprintf("Sheet %s: the column “%s” was added. It is not taken.", c.Sheet, c.To)
	case workbook.ColumnRenamed:
		return fmt.Sprintf("Sheet %s: the column “%s” is now called “%s”. It was compared all the same.", c.Sheet, c.From, c.To)
	case workbook.SheetMissing:
		return fmt.Sprintf("The sheet %s is missing. It was not compared.", c.Sheet)
	case workbook.KeyMissing:
		return fmt.Sprintf("Sheet %s: the column “Key” is missing, so its rows cannot be known again. Nothing of it is taken.", c.Sheet)
	}
	return fmt.Sprintf("Sheet %s: the column “%s” is missing. It was not compared.", c.Sheet, c.Column)
}

// casesOf yields the children whom the person sees, and notes them and the drafts of their reviews.
func (s *Service) casesOf(ctx context.Context, r Reader, ids map[string]bool, known map[string]forms.Child, reviews map[string]Record) iter.Seq2[Case, error] {
	return func(yield func(Case, error) bool) {
		for _, id := range slices.Sorted(maps.Keys(ids)) {
			child, err := r.Child(ctx, id)
			if errors.Is(err, ErrNotFound) {
				continue
			}
			var found []Record
			if err == nil {
				known[id] = child
				found, err = recordsOf(ctx, r, Filter{ChildID: id}, func(rec Record) bool { return slices.Contains(ClockKinds(), rec.Kind) && rec.Withdrawn == nil })
			}
			for _, rec := range found {
				if rec.Previous != "" && (rec.Status == Draft || rec.Status == Complete) && rec.Standing == 0 {
					reviews[rec.Previous] = rec
				}
			}
			if err == nil {
				err = standing(ctx, r, found)
			}
			slices.SortStableFunc(found, func(a, b Record) int { return a.CreatedAt.Compare(b.CreatedAt) })
			if !yield(Case{child, found}, err) || err != nil {
				return
			}
		}
	}
}

func (s *Service) verdict(ctx context.Context, r Reader, by Actor, b *WayBack, change workbook.Change, c *WayCell, open bool, reviews map[string]Record) error {
	refuse := func(why string) { c.Verdict, c.Why = WayRefused, why }
	switch {
	case change.Kind == workbook.LockedChanged:
		refuse("The cell is locked: what it shows is worked out, or changed elsewhere.")
		return nil
	case c.CaseNumber == "":
		refuse("The child is not open to you.")
		return nil
	case authorise(by, changeCase) != nil:
		refuse("Your role does not change what is known of children.")
		return nil
	case !open:
		refuse("The cell is not one of those that may be changed, or its row is gone: the action is finished, or there are newer minutes.")
		return nil
	}
	now := c.cell.Value
	if c.cell.Of == "action" {
		review, started := reviews[c.cell.RecordID]
		if !started {
			refuse("Answers about actions go into the next review, and that is not started yet. Start it and send the workbook again.")
			return nil
		}
		action := carriedAction(review.Form, c.cell.Action)
		if action == nil {
			refuse("The next review does not have this action.")
			return nil
		}
		if answer := actionAnswer(action, c.cell.Name); answer != "" { // a review begins with empty answers
			now = answer
		}
		c.record, c.version = review.ID, review.Version
	}
	if problem := s.unfit(c.cell, c.To); problem != "" {
		refuse(problem)
		return nil
	}
	c.Verdict = WayAccepted
	if now != c.From && now != c.To {
		c.Verdict, c.Now, c.Why = WayConflict, now, "It was changed in Minutebook since the pack was made."
		lines, err := unbounded(r).SearchAudit(ctx, AuditFilter{CaseNumber: c.CaseNumber, From: b.Pack.At, Limit: auditLines})
		if err != nil {
			return err
		}
		for _, l := range lines {
			if l.Action == "child.update" || l.Action == "record.save" {
				c.Who, c.When = l.Name, l.At
				break
			}
		}
	}
	return nil
}

// unfit says why a value cannot be taken; empty if it can.
func (s *Service) unfit(c PackCell, to string) string {
	long := c.Name == "update" || c.Name == "barrier" || c.Name == "move_forward"
	isDay := c.Of == "event" || c.Name == "plan_since" || c.Name == "completed_date"
	switch {
	case strings.HasPrefix(to, "="):
		return "A formula cannot be taken. Enter the value itself."
	case !forms.Fit(to, long) && forms.Fit(to, true):
		return "The text has several lines, and this is a field of one line."
	case !forms.Fit(to, long):
		return "The text has a character that cannot be printed. Type the text again."
	case isDay && to != "":
		day, err := forms.ParseDate(to)
		if err != nil {
			return "This is not a date. Enter day, month and year, and format the cell as a date."
		}
		if day.After(s.today()) {
			return "The day is still to come."
		}
	case c.Name == "plan" && to != "":
		if _, ok := s.c.Binder.PlanCode(to); !ok {
			return "This is not one of the plans in the list."
		}
	case c.Name == "closed_reason" && len([]rune(to)) > 2000: // as the form has it
		return "The reason is longer than 2,000 characters."
	case len([]rune(to)) > 4000:
		return "The text is longer than 4,000 characters."
	}
	return ""
}

// carriedAction finds an action of a review by what the pack calls it.
func carriedAction(form forms.Form, name string) *forms.CarriedAction {
	review, ok := form.(*forms.PRPM)
	if !ok {
		return nil
	}
	for i := range review.Carried {
		a := &review.Carried[i]
		if a.Number != 0 && a.Number.String() == name || a.Number == 0 && a.ID == name && name != "" {
			return a
		}
	}
	return nil
}

func actionAnswer(a *forms.CarriedAction, name string) string {
	switch name {
	case "update":
		return a.Update
	case "barrier":
		return a.Barrier
	case "move_forward":
		return a.MoveForward
	case "completed_date":
		return a.CompletedDate.String()
	case "closed_reason":
		return a.ClosedReason
	}
	return ""
}

// ApplyBack stores the cells that are accepted, if that is what was seen: the mark of the plan. Facts become what the child’s
// page shows, answers about actions the next version of the review; the person is their author. It returns what it applied.
func (s *Service) ApplyBack(ctx context.Context, by Actor, id, seen string) (*WayBack, error) {
	b, err := s.planBack(ctx, by, id)
	if err != nil || !b.Import.Applied.IsZero() {
		return b, err
	}
	if b.Mark != seen {
		return nil, ErrPlanChanged
	}
	children, reviews := map[string][]WayCell{}, map[string][]WayCell{}
	for _, c := range b.Cells {
		switch {
		case c.Verdict != WayAccepted:
		case c.record != "":
			reviews[c.record] = append(reviews[c.record], c)
		default:
			children[c.cell.ChildID] = append(children[c.cell.ChildID], c)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(reviews)) {
		if err := s.answerActions(ctx, by, id, reviews[id]); err != nil {
			return nil, fmt.Errorf("apply an edited tracker pack: %w", err)
		}
	}
	err = s.edit(ctx, by, func(e editor) error {
		for _, id := range slices.Sorted(maps.Keys(children)) {
			if err := s.changeFacts(ctx, e, by, b, id, children[id]); err != nil {
				return err
			}
		}
		b.Import.Applied, b.Import.Changed = s.now(), len(children)+len(reviews)
		if err := e.w.FinishImport(ctx, b.Import); err != nil {
			return err
		}
		l := s.line(by, "pack.back")
		l.Detail = fmt.Sprintf("pack %s, %d cells taken, %d conflicts, %d not allowed", b.Pack.ID, b.Count(WayAccepted), b.Count(WayConflict), b.Count(WayRefused))
		return e.AddAudit(ctx, l)
	})
	if err != nil {
		return nil, fmt.Errorf("apply an edited tracker pack: %w", err)
	}
	return b, nil
}

// answerActions saves the answers in the review as its next version, unless there is another since the cells were judged.
func (s *Service) answerActions(ctx context.Context, by Actor, id string, cells []WayCell) error {
	rec, err := s.Record(ctx, by, id)
	if err == nil && rec.Version != cells[0].version {
		err = ErrPlanChanged
	}
	if err != nil {
		return err
	}
	for _, c := range cells {
		a := carriedAction(rec.Form, c.cell.Action)
		if a == nil {
			return ErrPlanChanged
		}
		switch c.cell.Name {
		case "update":
			a.Update = c.To
		case "barrier":
			a.Barrier = c.To
		case "move_forward":
			a.MoveForward = c.To
		case "completed_date":
			a.CompletedDate = forms.Date{}
			if c.To != "" {
				if a.CompletedDate, err = forms.ParseDate(c.To); err != nil {
					return err
				}
			}
		case "closed_reason":
			a.ClosedReason = c.To
		}
	}
	_, _, err = s.SaveAlone(ctx, by, id, rec.Version, rec.Form)
	return err
}

// changeFacts changes what is known of a child, unless it is something else since the cells were judged.
func (s *Service) changeFacts(ctx context.Context, e editor, by Actor, b *WayBack, id string, cells []WayCell) error {
	if _, err := e.NextAction(ctx, id); err != nil { // keeps everybody else out
		return err
	}
	child, err := e.Child(ctx, id)
	if err == nil && !reflect.DeepEqual(child, b.known[id]) {
		err = ErrPlanChanged
	}
	if err != nil {
		return err
	}
	before := child
	child.Events = slices.Clone(child.Events)
	for _, c := range cells {
		var day forms.Date
		if c.To != "" && c.cell.Name != "plan" {
			if day, err = forms.ParseDate(c.To); err != nil {
				return err
			}
		}
		switch {
		case c.cell.Of == "event":
			changeEvent(&child, c.cell.Name, c.From, day)
		case c.cell.Name == "plan" && c.To == "":
			child.Plan = nil
		default:
			plan := forms.CarePlan{}
			if child.Plan != nil {
				plan = *child.Plan
			}
			if c.cell.Name == "plan" {
				plan.Code, _ = s.c.Binder.PlanCode(c.To)
			} else {
				plan.Since = day
			}
			child.Plan = &plan
		}
	}
	if child.Plan != nil && child.Plan.Code == "" { // a day without a plan
		child.Plan = nil
	}
	if reflect.DeepEqual(before, child) {
		return nil
	}
	if err := e.UpdateChild(ctx, child, s.now()); err != nil {
		return err
	}
	l := s.line(by, "child.update")
	l.ChildID, l.Detail = id, "tracker pack "+b.Pack.ID
	return e.AddAudit(ctx, l)
}

// changeEvent moves the event that was on a day to another, adds it where there was none, or takes it away for the zero day.
func changeEvent(child *forms.Child, kind, from string, to forms.Date) {
	i := slices.IndexFunc(child.Events, func(e forms.Event) bool { return e.Kind == kind && e.Done && e.Date.String() == from })
	switch {
	case i >= 0 && to.IsZero():
		child.Events = slices.Delete(child.Events, i, i+1)
	case i >= 0:
		child.Events[i].Date = to
	case !to.IsZero() && !slices.ContainsFunc(child.Events, func(e forms.Event) bool { return e.Kind == kind && e.Done && e.Date == to }):
		child.Events = append(child.Events, forms.Event{Kind: kind, Date: to, Done: true})
	}
}
