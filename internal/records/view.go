package records

import (
	"context"
	"fmt"
	"slices"
	"time"

	"minutebook/forms"
	"minutebook/internal/auth"
)

// view is the store as one person may see it: children and records that are not for them do not exist in it. Whatever is
// done for a person is done through a view, so that no method can forget to ask.
//
// It holds the store and does not embed it: a method that the store gains does not compile here until somebody has thought
// about who may call it.
type view struct {
	r   Reader
	by  Actor
	now time.Time
}

// read runs do on what the person may see.
func (s *Service) read(ctx context.Context, by Actor, do func(Reader) error) error {
	return s.c.Store.Read(ctx, func(r Reader) error { return do(view{r, by, s.now()}) })
}

// unbounded is the store behind a view, for what the service must know and the person does not get to see.
func unbounded(r Reader) Reader {
	switch v := r.(type) {
	case view:
		return v.r
	case editor:
		return v.r
	}
	return r
}

// Access implements Reader.
func (v view) Access(ctx context.Context, personID, childID string, at time.Time) (Access, error) {
	if _, err := v.reach(ctx, childID); err != nil {
		return Access{}, err
	}
	return v.r.Access(ctx, personID, childID, at)
}

// reach says how the person stands to the child; a child that they may not see is ErrNotFound.
func (v view) reach(ctx context.Context, childID string) (Access, error) {
	a, err := v.r.Access(ctx, v.by.ID, childID, v.now)
	if err == nil && !rights[v.by.Role].reaches(a) {
		return Access{}, ErrNotFound
	}
	return a, err
}

// Child implements Reader.
func (v view) Child(ctx context.Context, id string) (forms.Child, error) {
	if _, err := v.reach(ctx, id); err != nil {
		return forms.Child{}, err
	}
	return v.r.Child(ctx, id)
}

// ChildByCaseNumber implements Reader.
func (v view) ChildByCaseNumber(ctx context.Context, caseNumber string) (forms.Child, error) {
	child, err := v.r.ChildByCaseNumber(ctx, caseNumber)
	if err != nil {
		return forms.Child{}, err
	}
	return v.Child(ctx, child.ID)
}

// Allocation implements Reader.
func (v view) Allocation(ctx context.Context, childID string) (Allocation, error) {
	if _, err := v.reach(ctx, childID); err != nil {
		return Allocation{}, err
	}
	return v.r.Allocation(ctx, childID)
}

// Restricted implements Reader. People who see cases see those that are theirs, and are not told of others.
func (v view) Restricted(ctx context.Context, limit, offset int) ([]Allocation, int, error) {
	if v.by.Role.SeesCases() {
		return nil, 0, ErrForbidden
	}
	if err := authorise(v.by, allocate); err != nil {
		return nil, 0, err
	}
	return v.r.Restricted(ctx, limit, offset)
}

// AllOpenings implements Reader.
func (v view) AllOpenings(ctx context.Context, limit, offset int) ([]Opening, int, error) {
	if v.by.Role.SeesCases() || authorise(v.by, allocate) != nil && authorise(v.by, readLog) != nil {
		return nil, 0, ErrForbidden
	}
	return v.r.AllOpenings(ctx, limit, offset)
}

// TeamsOf implements Reader.
func (v view) TeamsOf(ctx context.Context, personID string) ([]string, error) {
	return v.r.TeamsOf(ctx, personID)
}

// Children implements Reader.
func (v view) Children(ctx context.Context, f ChildFilter) ([]forms.Child, int, error) {
	f.Scope = v.scope(false)
	return v.r.Children(ctx, f)
}

// Record implements Reader.
func (v view) Record(ctx context.Context, id string) (Record, error) {
	rec, err := v.r.Record(ctx, id)
	if err != nil {
		return Record{}, err
	}
	a, err := v.reach(ctx, rec.ChildID)
	rec = rights[v.by.Role].shown(rec)
	if err == nil && !rights[v.by.Role].sees(a, rec.Kind, rec.Status) {
		err = ErrNotFound
	}
	if err != nil {
		return Record{}, err
	}
	return rec, nil
}

// Records implements Reader.
func (v view) Records(ctx context.Context, f Filter) ([]Record, int, error) {
	f.Scope = v.scope(false)
	all, total, err := v.r.Records(ctx, f)
	for i := range all {
		all[i] = rights[v.by.Role].shown(all[i])
	}
	return all, total, err
}

// hides reports whether the person does not get to see what was said about a version of a record that they see: it belongs
// to an amendment that has not got so far.
func (v view) hides(rec Record, number int) bool {
	return rights[v.by.Role].hidesDrafts() && number > rec.Version
}

// Work implements Reader.
func (v view) Work(ctx context.Context, f WorkFilter) ([]Work, int, error) {
	f.Scope = v.scope(f.Near)
	all, total, err := v.r.Work(ctx, f)
	for i := range all {
		all[i].Record = rights[v.by.Role].shown(all[i].Record)
	}
	return all, total, err
}

// Dues implements Reader.
func (v view) Dues(ctx context.Context, f DueFilter) ([]Due, int, error) {
	f.Scope = v.scope(f.Near)
	return v.r.Dues(ctx, f)
}

// scope is the person's; near leaves out the children whom their role reaches but whom they do not work with.
func (v view) scope(near bool) *Scope {
	scope := scopeOf(v.by, v.now)
	if near {
		scope.Reach = min(scope.Reach, Team)
	}
	return &scope
}

// OpenedNear implements Reader.
func (v view) OpenedNear(ctx context.Context, _ *Scope, limit int) ([]Opening, error) {
	return v.r.OpenedNear(ctx, v.scope(true), limit)
}

// Uncounted implements Reader: counting is the service's own work.
func (v view) Uncounted(context.Context, string, int) ([]string, error) {
	return nil, fmt.Errorf("list children to count: %w", ErrForbidden)
}

// shows returns which versions of a record that they see the person gets to see. For those who see no drafts that is the
// latest, as far as they see it, and what was signed before: what was struck out before signing is not for them.
func (v view) shows(ctx context.Context, rec Record) (func(number int) bool, error) {
	if !rights[v.by.Role].hidesDrafts() {
		return func(int) bool { return true }, nil
	}
	signed, err := v.r.Signatures(ctx, rec.ID)
	return func(number int) bool {
		return number == rec.Version || slices.ContainsFunc(signed, func(s Signature) bool { return s.Version == number })
	}, err
}

// Version implements Reader.
func (v view) Version(ctx context.Context, recordID string, number int) (Version, error) {
	rec, err := v.Record(ctx, recordID)
	if err != nil {
		return Version{}, err
	}
	shown, err := v.shows(ctx, rec)
	if err == nil && !shown(number) {
		err = ErrNotFound
	}
	if err != nil {
		return Version{}, err
	}
	return v.r.Version(ctx, recordID, number)
}

// Versions implements Reader.
func (v view) Versions(ctx context.Context, recordID string) ([]Version, error) {
	rec, err := v.Record(ctx, recordID)
	if err != nil {
		return nil, err
	}
	shown, err := v.shows(ctx, rec)
	if err != nil {
		return nil, err
	}
	all, err := v.r.Versions(ctx, recordID)
	return slices.DeleteFunc(all, func(version Version) bool { return !shown(version.Number) }), err
}

// Signatures implements Reader.
func (v view) Signatures(ctx context.Context, recordID string) ([]Signature, error) {
	if _, err := v.Record(ctx, recordID); err != nil {
		return nil, err
	}
	return v.r.Signatures(ctx, recordID)
}

// Amendments implements Reader.
func (v view) Amendments(ctx context.Context, recordID string) ([]Amendment, error) {
	rec, err := v.Record(ctx, recordID)
	if err != nil {
		return nil, err
	}
	all, err := v.r.Amendments(ctx, recordID)
	return slices.DeleteFunc(all, func(a Amendment) bool {
		return rights[v.by.Role].hidesDrafts() && (a.Version > rec.Version || !a.DiscardedAt.IsZero())
	}), err
}

// Signature implements Reader.
func (v view) Signature(ctx context.Context, recordID string, version int) (Signature, error) {
	if _, err := v.Record(ctx, recordID); err != nil {
		return Signature{}, err
	}
	return v.r.Signature(ctx, recordID, version)
}

// WorkingCopy implements Reader. What somebody has not saved yet is for them alone.
func (v view) WorkingCopy(ctx context.Context, recordID, section, personID string) (WorkingCopy, error) {
	if personID != v.by.ID {
		return WorkingCopy{}, ErrNotFound
	}
	if _, err := v.Record(ctx, recordID); err != nil {
		return WorkingCopy{}, err
	}
	return v.r.WorkingCopy(ctx, recordID, section, personID)
}

// WorkingCopies implements Reader. Who sees no drafts is not told who writes one.
func (v view) WorkingCopies(ctx context.Context, recordID string) ([]WorkingCopy, error) {
	if _, err := v.Record(ctx, recordID); err != nil || rights[v.by.Role].hidesDrafts() {
		return nil, err
	}
	return v.r.WorkingCopies(ctx, recordID)
}

// Presences implements Reader. Who sees no drafts is not told who writes one.
func (v view) Presences(ctx context.Context, recordID, but string, since time.Time) ([]Presence, error) {
	if _, err := v.Record(ctx, recordID); err != nil || rights[v.by.Role].hidesDrafts() {
		return nil, err
	}
	return v.r.Presences(ctx, recordID, but, since)
}

// Documents implements Reader.
func (v view) Documents(ctx context.Context, recordID string) ([]Document, error) {
	if _, err := v.Record(ctx, recordID); err != nil {
		return nil, err
	}
	return v.r.Documents(ctx, recordID)
}

// Document implements Reader.
func (v view) Document(ctx context.Context, id string) (Document, error) {
	d, err := v.r.Document(ctx, id)
	if err != nil {
		return Document{}, err
	}
	if _, err := v.Record(ctx, d.RecordID); err != nil {
		return Document{}, err
	}
	return d, nil
}

// DocumentBySHA implements Reader.
func (v view) DocumentBySHA(ctx context.Context, sha string) (Document, error) {
	d, err := v.r.DocumentBySHA(ctx, sha)
	if err != nil {
		return Document{}, err
	}
	if _, err := v.Record(ctx, d.RecordID); err != nil {
		return Document{}, err
	}
	return d, nil
}

// DocumentByCode implements Reader.
func (v view) DocumentByCode(ctx context.Context, sum string) (Document, error) {
	d, err := v.r.DocumentByCode(ctx, sum)
	if err != nil {
		return Document{}, err
	}
	if _, err := v.Record(ctx, d.RecordID); err != nil {
		return Document{}, err
	}
	return d, nil
}

// Invitation implements Reader.
func (v view) Invitation(ctx context.Context, recordID, personID string) (Invitation, error) {
	if _, err := v.Record(ctx, recordID); err != nil {
		return Invitation{}, err
	}
	return v.r.Invitation(ctx, recordID, personID)
}

// Invitations implements Reader.
func (v view) Invitations(ctx context.Context, recordID string) ([]Invitation, error) {
	rec, err := v.Record(ctx, recordID)
	if err != nil {
		return nil, err
	}
	all, err := v.r.Invitations(ctx, recordID)
	return slices.DeleteFunc(all, func(i Invitation) bool { return v.hides(rec, i.Version) }), err
}

// InvitationsOf implements Reader. Everybody has their own.
func (v view) InvitationsOf(ctx context.Context, personID string) ([]Invitation, error) {
	if personID != v.by.ID {
		return nil, ErrForbidden
	}
	return v.r.InvitationsOf(ctx, personID)
}

// sent is the one way in which a record is shown to somebody who may not see it otherwise: what they were sent, while the
// invitation lasts.
func (v view) sent(ctx context.Context, recordID string) (sent Sent, err error) {
	if sent.Invitation, err = v.r.Invitation(ctx, recordID, v.by.ID); err != nil {
		return Sent{}, err
	}
	rec, err := v.r.Record(ctx, recordID)
	if err != nil {
		return Sent{}, err
	}
	a, err := v.r.Access(ctx, v.by.ID, rec.ChildID, v.now)
	if err == nil && !rights[v.by.Role].invited(a, sent.Invitation) {
		err = ErrInvitationOver
	}
	if err != nil {
		return Sent{}, err
	}
	version, err := v.r.Version(ctx, recordID, sent.Invitation.Version)
	if err != nil {
		return Sent{}, err
	}
	// Nothing is told of what became of the draft since.
	sent.Record = Record{ID: rec.ID, Kind: rec.Kind, ChildID: rec.ChildID, Status: Draft, Version: version.Number, UpdatedAt: version.At, UpdatedBy: version.Author}
	if sent.Form, err = formOf(rec.Kind, version); err != nil {
		return Sent{}, err
	}
	all, err := v.r.Comments(ctx, recordID)
	sent.Comments = slices.DeleteFunc(all, func(c Comment) bool { return c.PersonID != v.by.ID })
	return sent, err
}

// Comments implements Reader.
func (v view) Comments(ctx context.Context, recordID string) ([]Comment, error) {
	rec, err := v.Record(ctx, recordID)
	if err != nil {
		return nil, err
	}
	shown, err := v.shows(ctx, rec) // comments quote what was struck out
	if err != nil {
		return nil, err
	}
	all, err := v.r.Comments(ctx, recordID)
	return slices.DeleteFunc(all, func(c Comment) bool { return !shown(c.Version) }), err
}

// Comment implements Reader.
func (v view) Comment(ctx context.Context, id string) (Comment, error) {
	c, err := v.r.Comment(ctx, id)
	if err != nil {
		return Comment{}, err
	}
	if _, err := v.Record(ctx, c.RecordID); err != nil {
		return Comment{}, err
	}
	return c, nil
}

// People implements Reader. It is for those who choose people to send minutes to.
func (v view) People(ctx context.Context) ([]auth.Person, error) {
	if err := authorise(v.by, signCase); err != nil {
		return nil, err
	}
	return v.r.People(ctx)
}

// Audit implements Reader. Who sees no drafts is not told what was done with one.
func (v view) Audit(ctx context.Context, recordID string) ([]AuditLine, error) {
	rec, err := v.Record(ctx, recordID)
	if err != nil {
		return nil, err
	}
	shown, err := v.shows(ctx, rec)
	if err != nil {
		return nil, err
	}
	all, err := v.r.Audit(ctx, recordID)
	return slices.DeleteFunc(all, func(l AuditLine) bool { return !shown(l.Version) }), err
}

// SearchAudit implements Reader.
func (v view) SearchAudit(ctx context.Context, f AuditFilter) ([]AuditLine, error) {
	if err := authorise(v.by, readLog); err != nil {
		return nil, err
	}
	return v.r.SearchAudit(ctx, f)
}

// AuditAfter implements Reader.
func (v view) AuditAfter(ctx context.Context, seq int64, limit int) ([]AuditLine, error) {
	if err := authorise(v.by, readLog); err != nil {
		return nil, err
	}
	return v.r.AuditAfter(ctx, seq, limit)
}

// AuditHead implements Reader.
func (v view) AuditHead(ctx context.Context) (AuditHead, int64, error) {
	if err := authorise(v.by, readLog); err != nil {
		return AuditHead{}, 0, err
	}
	return v.r.AuditHead(ctx)
}
