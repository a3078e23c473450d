package records

import (
	"context"
	"errors"
	"time"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/intake"
)

// ErrCaseNumberTaken says that another child has the case number.
var ErrCaseNumberTaken = errors.New("another child has this case number")

// Store keeps everything. A failing disk or a lost database arrives as *UnavailableError.
type Store interface {
	// Read runs do on one consistent state of the store.
	Read(ctx context.Context, do func(Reader) error) error
	// Write runs do in one transaction: all of it is stored, or, when do returns an error, none of it. The writer must not
	// be used after do has returned.
	Write(ctx context.Context, do func(Writer) error) error
}

// Reader reads. What is asked for by id and is not there is ErrNotFound; lists are empty then.
type Reader interface {
	Child(ctx context.Context, id string) (forms.Child, error)
	ChildByCaseNumber(ctx context.Context, caseNumber string) (forms.Child, error)
	// Children returns one page of children in order of name, and how many there are on all pages.
	Children(ctx context.Context, f ChildFilter) ([]forms.Child, int, error)
	// Access says how a person stands to a child at a time.
	Access(ctx context.Context, personID, childID string, at time.Time) (Access, error)
	// TeamsOf returns the ids of a person's teams.
	TeamsOf(ctx context.Context, personID string) ([]string, error)
	// Registered returns the children in the scope, and the case numbers of all others.
	Registered(ctx context.Context, scope *Scope) (known []Registered, closed []string, err error)
	// Mappings are those that imports had, the latest first.
	Mappings(ctx context.Context) ([]intake.Mapping, error)
	// Import returns an extract, and ImportFiles its files, which are gone once it is applied. AppliedImport is the last one of
	// the same files that was applied, nil for none.
	Import(ctx context.Context, id string) (Import, error)
	ImportFiles(ctx context.Context, id string) ([]ImportFile, error)
	AppliedImport(ctx context.Context, sha string) (*Import, error)
	// Resolve finds the team and the person whom an extract names for a child, and remembers the words if all are found.
	Resolve(ctx context.Context, childID string, words intake.Allocation) (Resolved, error)
	// Teams returns all teams in order of name.
	Teams(ctx context.Context) ([]auth.Team, error)
	// Cases returns one page of children with their records of some kinds, in order of creation: the versions that stand, else the
	// latest, and none that is withdrawn;
	// CountCases how many children there are on all pages.
	Cases(ctx context.Context, f CaseFilter) ([]StoredCase, error)
	CountCases(ctx context.Context, f CaseFilter) (int, error)
	// Pack returns a tracker pack, and whether it is open to whom the filter names.
	Pack(ctx context.Context, id string, f PackFilter) (Pack, error)
	// Packs returns one page of those that are open to whom the filter names or were asked for by them, the latest first, and
	// how many there are on all pages.
	Packs(ctx context.Context, f PackFilter) ([]Pack, int, error)
	// PackPart returns a part of a pack's file, from 0; behind the last one ErrNotFound.
	PackPart(ctx context.Context, id string, n int) ([]byte, error)
	// Allocation comes with all openings, the latest first.
	Allocation(ctx context.Context, childID string) (Allocation, error)
	// Restricted returns one page of restricted children, by case number, without people and openings; AllOpenings one page of
	// all openings, the latest first, with case numbers. Both say how many there are on all pages.
	Restricted(ctx context.Context, limit, offset int) ([]Allocation, int, error)
	AllOpenings(ctx context.Context, limit, offset int) ([]Opening, int, error)
	// Work returns one page of the records to work on, Dues one of what is due; both say how many there are, up to Countable
	// exactly and above it Countable + 1, so that nobody waits for a number that nobody reads.
	Work(ctx context.Context, f WorkFilter) ([]Work, int, error)
	Dues(ctx context.Context, f DueFilter) ([]Due, int, error)
	// OpenedNear returns the latest openings of cases of children in the scope.
	OpenedNear(ctx context.Context, scope *Scope, limit int) ([]Opening, error)
	// Uncounted returns the ids of some children whose dues were worked out under another mark.
	Uncounted(ctx context.Context, mark string, limit int) ([]string, error)
	// Record and Records leave Form empty: it is in the version.
	Record(ctx context.Context, id string) (Record, error)
	// Records returns one page, latest change first, and how many there are on all pages.
	Records(ctx context.Context, f Filter) ([]Record, int, error)
	Version(ctx context.Context, recordID string, number int) (Version, error)
	// Versions leaves out the bodies; the latest comes first.
	Versions(ctx context.Context, recordID string) ([]Version, error)
	Signature(ctx context.Context, recordID string, version int) (Signature, error)
	WorkingCopy(ctx context.Context, recordID, section, personID string) (WorkingCopy, error)
	// WorkingCopies leaves out the inputs; the oldest comes first.
	WorkingCopies(ctx context.Context, recordID string) ([]WorkingCopy, error)
	// Presences returns who has been heard of since a time in any section of the record, but one person.
	Presences(ctx context.Context, recordID, but string, since time.Time) ([]Presence, error)
	// Signatures returns those of all versions, the first first.
	Signatures(ctx context.Context, recordID string) ([]Signature, error)
	// Amendments returns all that were begun, the latest first.
	Amendments(ctx context.Context, recordID string) ([]Amendment, error)
	// Documents, DocumentBySHA and DocumentByCode leave out the data.
	Documents(ctx context.Context, recordID string) ([]Document, error)
	Document(ctx context.Context, id string) (Document, error)
	DocumentBySHA(ctx context.Context, sha string) (Document, error)
	DocumentByCode(ctx context.Context, codeSum string) (Document, error)
	Invitation(ctx context.Context, recordID, personID string) (Invitation, error)
	// Invitations returns everybody's to a record, in order of name; InvitationsOf a person's live ones, the latest first.
	Invitations(ctx context.Context, recordID string) ([]Invitation, error)
	InvitationsOf(ctx context.Context, personID string) ([]Invitation, error)
	// Comments returns those on a record in the order in which they were made.
	Comments(ctx context.Context, recordID string) ([]Comment, error)
	Comment(ctx context.Context, id string) (Comment, error)
	// People returns everybody with an account, by username.
	People(ctx context.Context) ([]auth.Person, error)
	// Audit returns a record's lines in the order in which they were written.
	Audit(ctx context.Context, recordID string) ([]AuditLine, error)
	// SearchAudit returns a page of lines, the latest first, with case numbers; AuditAfter the lines that follow on one, in
	// order.
	SearchAudit(ctx context.Context, f AuditFilter) ([]AuditLine, error)
	AuditAfter(ctx context.Context, seq int64, limit int) ([]AuditLine, error)
	// AuditHead returns what was last written and the highest number of a line, which are the same unless somebody meddled.
	AuditHead(ctx context.Context) (head AuditHead, last int64, err error)
}

// Writer changes things in a transaction. What a guard in a statement refused is reported as false, not as an error: the
// caller looks again to find out why.
type Writer interface {
	Reader
	// AddChild and UpdateChild return ErrCaseNumberTaken for a case number that another child has.
	AddChild(ctx context.Context, child forms.Child, at time.Time) error
	UpdateChild(ctx context.Context, child forms.Child, at time.Time) error
	// SetAllocation stores everything but the case number and the openings. A team or a person that does not exist is
	// ErrNotFound.
	SetAllocation(ctx context.Context, a Allocation) error
	AddOpening(ctx context.Context, o Opening) error
	AddImport(ctx context.Context, i Import, files []ImportFile) error
	MapImport(ctx context.Context, id string, mappings []intake.Mapping) error
	// FinishImport makes an extract applied and removes its files.
	FinishImport(ctx context.Context, i Import) error
	RememberMapping(ctx context.Context, m intake.Mapping, name string, at time.Time) error
	// RemoveImports removes extracts sent before then that nobody applied.
	RemoveImports(ctx context.Context, then time.Time) error
	// LimitImports removes the oldest extracts that the person sent and did not apply, so that so many are left at most.
	LimitImports(ctx context.Context, personID string, most int) error
	// AddPack stores a pack that is to be made, and, if asked to, queues the job that calls Service.MakePack. It is false for a
	// slot that has its pack.
	AddPack(ctx context.Context, p Pack, job bool) (bool, error)
	// StartPack forgets what an earlier attempt left. A pack that is ready, or gone, is ErrNotFound.
	StartPack(ctx context.Context, id string, total int) error
	// PackDone says how many children are read so far.
	PackDone(ctx context.Context, id string, done int) error
	AddPackPart(ctx context.Context, id string, n int, data []byte) error
	// FinishPack makes a pack ready, with the children who are in it. Where the parts are not those of its size, since another
	// attempt began meanwhile, it is ErrNotFound.
	FinishPack(ctx context.Context, p Pack, childIDs []string) error
	FailPack(ctx context.Context, id string) error
	// DropPack removes a pack that nobody will try again, unless it is ready.
	DropPack(ctx context.Context, id string) error
	// RemovePacks removes packs that were to be kept until before then, and says how many.
	RemovePacks(ctx context.Context, then time.Time) (int, error)
	// LimitPacks removes the oldest packs that the person asked for, so that so many are left at most beside those being made,
	// and says how many it removed. Packs by the clock are not touched.
	LimitPacks(ctx context.Context, personID string, most int) (int, error)
	// NextAction returns the number that the child's next action gets, and keeps others from taking it until the
	// transaction ends. Call it before anything else is changed, so that no two transactions wait for each other.
	NextAction(ctx context.Context, childID string) (int, error)
	SetNextAction(ctx context.Context, childID string, next int) error
	// SetDues replaces what is due for a child, and notes under which mark that was worked out.
	SetDues(ctx context.Context, childID, mark string, dues []Due) error
	AddRecord(ctx context.Context, r Record) error
	AddVersion(ctx context.Context, v Version) error
	// Advance makes v's number the record's latest and the record a draft, if v follows directly on the version that is
	// there and the record is not signed.
	Advance(ctx context.Context, v Version) (bool, error)
	// Move takes a record from one state to the next, if it is in the first state and at this version. A version that is
	// signed is the one that stands.
	Move(ctx context.Context, recordID string, version int, from, to Status) (bool, error)
	// SetWorkingCopy stores a copy if there is none, or if there is the one with the mark that the page had seen, or an earlier
	// one of the same window. DropWorkingCopy removes it under the same conditions.
	SetWorkingCopy(ctx context.Context, c WorkingCopy, seen string) (bool, error)
	DropWorkingCopy(ctx context.Context, c WorkingCopy, seen string) (bool, error)
	// BrowserKey stores the key that is offered if the person has none, and returns the one that they have.
	BrowserKey(ctx context.Context, personID string, offered []byte) ([]byte, error)
	// SetPresence also forgets who was not heard of in the record since forgotten.
	SetPresence(ctx context.Context, p Presence, forgotten time.Time) error
	// Amend makes an issued record, at the version that a replaces, a draft again, whose first version is that one.
	Amend(ctx context.Context, a Amendment, first Version) (bool, error)
	// Discard takes an amended record that is not signed, and at this version, back to the version that stands.
	Discard(ctx context.Context, recordID string, version int, by string, at time.Time) (bool, error)
	// Withdraw ends a record that is in this state and at this version.
	Withdraw(ctx context.Context, recordID string, version int, from Status, end Ending) (bool, error)
	// Follow notes which version of the previous meeting a review follows, if the review is at this version and not signed.
	Follow(ctx context.Context, recordID string, version, follows int) (bool, error)
	// Invite stores an invitation without an answer, or sends another version to somebody who is invited already and leaves
	// the answer as it is; it refuses if that version or a later one is signed.
	Invite(ctx context.Context, i Invitation) (bool, error)
	// MarkInvitation stores when somebody was reminded, or the invitation withdrawn; AnswerInvitation stores the answer. Both
	// refuse, and so does AddComment, unless the person's invitation is live.
	MarkInvitation(ctx context.Context, i Invitation) (bool, error)
	AnswerInvitation(ctx context.Context, i Invitation) (bool, error)
	AddComment(ctx context.Context, c Comment) (bool, error)
	// SettleComment stores what became of a comment that is open.
	SettleComment(ctx context.Context, c Comment) (bool, error)
	// AddSignature also queues the job that calls Service.Issue: it exists if and only if the signature does.
	AddSignature(ctx context.Context, s Signature) error
	AddDocument(ctx context.Context, d Document) error
	// AddAudit has a line written when the transaction commits; no reader of this transaction sees it.
	AddAudit(ctx context.Context, line AuditLine) error
}
