package records

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"minutebook/forms"
)

// editor is a view that changes things. Each change asks for the step that it takes.
type editor struct {
	view
	w       Writer
	touched map[string]bool // children for whom something else may be due now
}

// write runs do in a transaction, in which the person sees and changes what is theirs. What is due for the
// children whom it touches is worked out before it ends.
func (s *Service) write(ctx context.Context, by Actor, do func(Writer) error) error {
	return s.edit(ctx, by, func(e editor) error { return do(e) })
}

func (s *Service) edit(ctx context.Context, by Actor, do func(editor) error) error {
	return s.c.Store.Write(ctx, func(w Writer) error {
		e := editor{view{w, by, s.now()}, w, map[string]bool{}}
		if err := do(e); err != nil {
			return err
		}
		return s.count(ctx, w, slices.Sorted(maps.Keys(e.touched))...)
	})
}

// may returns nil if the person may take the step with a child whom they see.
func (e editor) may(ctx context.Context, wanted step, childID string) error {
	if err := authorise(e.by, wanted); err != nil {
		return err
	}
	_, err := e.reach(ctx, childID)
	return err
}

func (e editor) mayWith(ctx context.Context, wanted step, recordID string) error {
	rec, err := e.Record(ctx, recordID)
	if err != nil {
		return err
	}
	return e.may(ctx, wanted, rec.ChildID)
}

// mayChange is mayWith for a step after which something else may be due.
func (e editor) mayChange(ctx context.Context, wanted step, recordID string) error {
	rec, err := e.Record(ctx, recordID)
	if err == nil {
		err = e.may(ctx, wanted, rec.ChildID)
	}
	if err != nil {
		return err
	}
	return e.touch(ctx, rec)
}

// touch notes that something else may be due for the child of a record, and locks the child: of two who change what is due
// for it, the second sees what the first did. The child comes before its records, as everywhere.
func (e editor) touch(ctx context.Context, rec Record) error {
	if !slices.Contains(ClockKinds(), rec.Kind) {
		return nil
	}
	e.touched[rec.ChildID] = true
	_, err := e.w.NextAction(ctx, rec.ChildID)
	return err
}

// AddChild implements Writer. Whoever adds a child works with it, and so does their team, if they have one only.
func (e editor) AddChild(ctx context.Context, child forms.Child, at time.Time) error {
	if err := authorise(e.by, addCase); err != nil {
		return err
	}
	if err := e.w.AddChild(ctx, child, at); err != nil {
		return err
	}
	e.touched[child.ID] = true
	a := Allocation{ChildID: child.ID, People: []string{e.by.ID}}
	teams, err := e.w.TeamsOf(ctx, e.by.ID)
	if err != nil {
		return err
	}
	if len(teams) == 1 {
		a.TeamID = teams[0]
	}
	return e.w.SetAllocation(ctx, a)
}

// UpdateChild implements Writer.
func (e editor) UpdateChild(ctx context.Context, child forms.Child, at time.Time) error {
	if err := e.may(ctx, changeCase, child.ID); err != nil {
		return err
	}
	e.touched[child.ID] = true
	return e.w.UpdateChild(ctx, child, at)
}

// NextAction implements Writer.
func (e editor) NextAction(ctx context.Context, childID string) (int, error) {
	if err := e.may(ctx, changeCase, childID); err != nil {
		return 0, err
	}
	return e.w.NextAction(ctx, childID)
}

// SetNextAction implements Writer.
func (e editor) SetNextAction(ctx context.Context, childID string, next int) error {
	if err := e.may(ctx, changeCase, childID); err != nil {
		return err
	}
	return e.w.SetNextAction(ctx, childID, next)
}

// AddRecord implements Writer.
func (e editor) AddRecord(ctx context.Context, r Record) error {
	if err := e.may(ctx, changeCase, r.ChildID); err != nil {
		return err
	}
	if err := e.touch(ctx, r); err != nil {
		return err
	}
	return e.w.AddRecord(ctx, r)
}

// AddVersion implements Writer.
func (e editor) AddVersion(ctx context.Context, v Version) error {
	if err := e.mayWith(ctx, changeCase, v.RecordID); err != nil {
		return err
	}
	return e.w.AddVersion(ctx, v)
}

// Advance implements Writer.
func (e editor) Advance(ctx context.Context, v Version) (bool, error) {
	if err := e.mayChange(ctx, changeCase, v.RecordID); err != nil {
		return false, err
	}
	return e.w.Advance(ctx, v)
}

// Move implements Writer.
func (e editor) Move(ctx context.Context, recordID string, version int, from, to Status) (bool, error) {
	wanted := changeCase
	if to != Complete {
		wanted = signCase
	}
	if err := e.mayChange(ctx, wanted, recordID); err != nil {
		return false, err
	}
	return e.w.Move(ctx, recordID, version, from, to)
}

// SetWorkingCopy implements Writer.
func (e editor) SetWorkingCopy(ctx context.Context, c WorkingCopy, seen string) (bool, error) {
	if err := e.mayType(ctx, c); err != nil {
		return false, err
	}
	return e.w.SetWorkingCopy(ctx, c, seen)
}

// DropWorkingCopy implements Writer.
func (e editor) DropWorkingCopy(ctx context.Context, c WorkingCopy, seen string) (bool, error) {
	if err := e.mayType(ctx, c); err != nil {
		return false, err
	}
	return e.w.DropWorkingCopy(ctx, c, seen)
}

func (e editor) mayType(ctx context.Context, c WorkingCopy) error {
	if c.PersonID != e.by.ID {
		return ErrForbidden
	}
	return e.mayWith(ctx, changeCase, c.RecordID)
}

// BrowserKey implements Writer.
func (e editor) BrowserKey(ctx context.Context, personID string, offered []byte) ([]byte, error) {
	if personID != e.by.ID {
		return nil, ErrForbidden
	}
	return e.w.BrowserKey(ctx, personID, offered)
}

// SetPresence implements Writer.
func (e editor) SetPresence(ctx context.Context, p Presence, forgotten time.Time) error {
	if _, err := e.Record(ctx, p.RecordID); err != nil {
		return err
	}
	return e.w.SetPresence(ctx, p, forgotten)
}

// AddSignature implements Writer.
func (e editor) AddSignature(ctx context.Context, s Signature) error {
	if err := e.mayChange(ctx, signCase, s.RecordID); err != nil {
		return err
	}
	return e.w.AddSignature(ctx, s)
}

// Amend implements Writer.
func (e editor) Amend(ctx context.Context, a Amendment, first Version) (bool, error) {
	if err := e.mayChange(ctx, signCase, a.RecordID); err != nil {
		return false, err
	}
	return e.w.Amend(ctx, a, first)
}

// Discard implements Writer.
func (e editor) Discard(ctx context.Context, recordID string, version int, by string, at time.Time) (bool, error) {
	if err := e.mayChange(ctx, signCase, recordID); err != nil {
		return false, err
	}
	return e.w.Discard(ctx, recordID, version, by, at)
}

// Withdraw implements Writer.
func (e editor) Withdraw(ctx context.Context, recordID string, version int, from Status, end Ending) (bool, error) {
	if err := e.mayChange(ctx, signCase, recordID); err != nil {
		return false, err
	}
	return e.w.Withdraw(ctx, recordID, version, from, end)
}

// Follow implements Writer.
func (e editor) Follow(ctx context.Context, recordID string, version, follows int) (bool, error) {
	if err := e.mayWith(ctx, changeCase, recordID); err != nil {
		return false, err
	}
	return e.w.Follow(ctx, recordID, version, follows)
}

// AddDocument implements Writer: papers are made by the service, never by a person.
func (e editor) AddDocument(context.Context, Document) error {
	return fmt.Errorf("add a document: %w", ErrForbidden)
}

// Invite implements Writer.
func (e editor) Invite(ctx context.Context, i Invitation) (bool, error) {
	if err := e.mayWith(ctx, signCase, i.RecordID); err != nil {
		return false, err
	}
	return e.w.Invite(ctx, i)
}

// MarkInvitation implements Writer.
func (e editor) MarkInvitation(ctx context.Context, i Invitation) (bool, error) {
	if err := e.mayWith(ctx, signCase, i.RecordID); err != nil {
		return false, err
	}
	return e.w.MarkInvitation(ctx, i)
}

// AnswerInvitation implements Writer.
func (e editor) AnswerInvitation(ctx context.Context, i Invitation) (bool, error) {
	if i.PersonID != e.by.ID {
		return false, ErrForbidden
	}
	if _, err := e.sent(ctx, i.RecordID); err != nil {
		return false, err
	}
	return e.w.AnswerInvitation(ctx, i)
}

// AddComment implements Writer.
func (e editor) AddComment(ctx context.Context, c Comment) (bool, error) {
	if c.PersonID != e.by.ID {
		return false, ErrForbidden
	}
	if _, err := e.sent(ctx, c.RecordID); err != nil {
		return false, err
	}
	return e.w.AddComment(ctx, c)
}

// SettleComment implements Writer.
func (e editor) SettleComment(ctx context.Context, c Comment) (bool, error) {
	if err := e.mayWith(ctx, signCase, c.RecordID); err != nil {
		return false, err
	}
	return e.w.SettleComment(ctx, c)
}

// SetAllocation implements Writer.
func (e editor) SetAllocation(ctx context.Context, a Allocation) error {
	if err := authorise(e.by, allocate); err != nil {
		return err
	}
	return e.w.SetAllocation(ctx, a)
}

// SetDues implements Writer: what is due is worked out by the service, never set by a person.
func (e editor) SetDues(context.Context, string, string, []Due) error {
	return fmt.Errorf("set what is due: %w", ErrForbidden)
}

// AddOpening implements Writer.
func (e editor) AddOpening(ctx context.Context, o Opening) error {
	if err := authorise(e.by, openCase); err != nil {
		return err
	}
	return e.w.AddOpening(ctx, o)
}

// AddAudit implements Writer.
func (e editor) AddAudit(ctx context.Context, line AuditLine) error { return e.w.AddAudit(ctx, line) }
