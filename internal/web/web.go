// Package web is the door through which people use Minutebook: plain HTML forms that a browser can use without scripts.
//
// Every screen is one file named after its address. A handler gets a visit and returns an answer or an error; it never
// writes to the connection. Pages are rendered to a buffer first, so that nobody is sent half a page, and every error is
// worded in one place (errors.go).
package web

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"minutebook/assets"
	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/intake"
	"minutebook/internal/records"
	"minutebook/internal/sign"
)

// Records is what the screens ask of the service; *records.Service has it.
type Records interface {
	AddChild(context.Context, records.Actor, forms.Child) (forms.Child, error)
	Children(ctx context.Context, by records.Actor, f records.ChildFilter) ([]forms.Child, int, error)
	Child(ctx context.Context, by records.Actor, id string) (forms.Child, error)
	ChangeChild(ctx context.Context, by records.Actor, child forms.Child, seen string) error
	Create(ctx context.Context, by records.Actor, childID string, form forms.Form, with ...string) (records.Record, forms.Problems, error)
	Save(ctx context.Context, by records.Actor, id string, have int, form forms.Form) (records.Record, forms.Problems, error)
	SaveAlone(ctx context.Context, by records.Actor, id string, have int, form forms.Form) (records.Record, forms.Problems, error)
	Record(ctx context.Context, by records.Actor, id string) (records.Record, error)
	Work(context.Context, records.Actor, records.WorkFilter) ([]records.Work, int, error)
	Dues(context.Context, records.Actor, records.DueFilter) ([]records.Due, int, error)
	Teams(context.Context, records.Actor) ([]auth.Team, error)
	OpenedNear(ctx context.Context, by records.Actor, limit int) ([]records.Opening, error)
	Forms(ctx context.Context, by records.Actor, childID string, kinds ...forms.Kind) ([]records.Record, error)
	Summary(ctx context.Context, by records.Actor, id string) (records.Record, error)
	Records(context.Context, records.Actor, records.Filter) ([]records.Record, int, error)
	StartReview(ctx context.Context, by records.Actor, id string, another bool, with ...string) (records.Record, forms.Problems, error)
	Companions(ctx context.Context, by records.Actor, rec records.Record) ([]records.Companion, error)
	Bring(ctx context.Context, by records.Actor, id, section, toID string, have int) (records.Record, error)
	Siblings(ctx context.Context, by records.Actor, child forms.Child) ([]forms.Child, error)
	ChildNumbered(ctx context.Context, by records.Actor, caseNumber string) (forms.Child, error)
	StartSheet(ctx context.Context, by records.Actor, meetingID, parent string) (records.Record, error)
	Sheets(ctx context.Context, by records.Actor, meetingID string) ([]records.Record, error)
	Withheld(ctx context.Context, by records.Actor, sheet records.Record) ([]records.Part, error)
	Release(ctx context.Context, by records.Actor, id string, have int, release forms.Release) (records.Record, error)
	Withdraw(ctx context.Context, by records.Actor, id string, have, at int) (records.Record, error)
	Tell(ctx context.Context, by records.Actor, id string, have int, section string) (records.Record, error)
	Candidates(ctx context.Context, by records.Actor, recordID string) ([]records.Candidate, error)
	Invite(ctx context.Context, by records.Actor, recordID string, have int, people ...string) error
	Remind(ctx context.Context, by records.Actor, recordID, personID string) error
	Uninvite(ctx context.Context, by records.Actor, recordID, personID string) error
	Asked(ctx context.Context, by records.Actor) ([]records.Asked, error)
	Sent(ctx context.Context, by records.Actor, recordID string) (records.Sent, error)
	Respond(ctx context.Context, by records.Actor, recordID string, version int, answer records.Answer, remarks ...records.Remark) error
	Agreement(ctx context.Context, by records.Actor, recordID string) (records.Agreement, error)
	Settle(ctx context.Context, by records.Actor, recordID, commentID string, outcome records.Outcome, reply string) (records.Comment, error)
	PreviousForm(ctx context.Context, by records.Actor, rec records.Record) (forms.Form, error)
	Version(ctx context.Context, by records.Actor, id string, n int) (records.Version, error)
	Versions(ctx context.Context, by records.Actor, id string) ([]records.Version, error)
	BringBack(ctx context.Context, by records.Actor, id string, have, earlier int) (records.Record, error)
	KeepTyped(ctx context.Context, by records.Actor, c records.WorkingCopy, seen string) (records.Kept, error)
	Typed(ctx context.Context, by records.Actor, recordID, section string) (records.WorkingCopy, error)
	Unsaved(ctx context.Context, by records.Actor, recordID string) ([]records.WorkingCopy, error)
	DropTyped(ctx context.Context, by records.Actor, c records.WorkingCopy, seen string, thrown bool) error
	Present(ctx context.Context, by records.Actor, recordID, section string) ([]records.Presence, error)
	BrowserKey(ctx context.Context, by records.Actor, offered []byte) ([]byte, error)
	Check(context.Context, records.Actor, records.Record) (forms.Problems, error)
	Complete(ctx context.Context, by records.Actor, id string, have int) (records.Record, error)
	Sign(ctx context.Context, by records.Actor, id string, have int) (records.Record, error)
	Documents(ctx context.Context, by records.Actor, recordID string) ([]records.Document, error)
	Document(ctx context.Context, by records.Actor, id string) (records.Document, error)
	Allocation(ctx context.Context, by records.Actor, caseNumber string) (records.Allocation, error)
	Allocate(ctx context.Context, by records.Actor, a records.Allocation, seen string) error
	Restricted(ctx context.Context, by records.Actor, limit, offset int) ([]records.Allocation, int, error)
	OpenCase(ctx context.Context, by records.Actor, caseNumber, reason string) (forms.Child, error)
	Openings(ctx context.Context, by records.Actor, childID string) ([]records.Opening, error)
	AllOpenings(ctx context.Context, by records.Actor, limit, offset int) ([]records.Opening, int, error)
	Audit(ctx context.Context, by records.Actor, recordID string) ([]records.AuditLine, error)
	SearchAudit(context.Context, records.Actor, records.AuditFilter) ([]records.AuditLine, error)
	Upload(ctx context.Context, by records.Actor, files []records.ImportFile) (records.Import, error)
	PlanImport(ctx context.Context, by records.Actor, id string) (records.Import, *records.ImportPlan, error)
	MapImport(ctx context.Context, by records.Actor, id string, mappings []intake.Mapping) error
	ApplyImport(ctx context.Context, by records.Actor, id string, mode intake.Mode, seen string) (records.Import, error)
	WriteRejected(ctx context.Context, by records.Actor, id string, to io.Writer) error
	UploadBack(ctx context.Context, by records.Actor, file records.ImportFile) (records.Import, error)
	PlanBack(ctx context.Context, by records.Actor, id string) (*records.WayBack, error)
	ApplyBack(ctx context.Context, by records.Actor, id, seen string) (*records.WayBack, error)
	ReportTeams(ctx context.Context, by records.Actor) ([]auth.Team, error)
	OrderPack(ctx context.Context, by records.Actor, o records.PackOrder) (records.Pack, error)
	Packs(ctx context.Context, by records.Actor, limit, offset int) ([]records.Pack, int, error)
	Pack(ctx context.Context, by records.Actor, id string) (records.Pack, error)
	WritePack(ctx context.Context, by records.Actor, id string, to io.Writer) error
	ExportAudit(ctx context.Context, by records.Actor, f records.AuditFilter, do func(records.AuditLine) error) error
	Amend(ctx context.Context, by records.Actor, id string, have int, reason string) (records.Record, error)
	Discard(ctx context.Context, by records.Actor, id string, have int) (records.Record, error)
	WithdrawRecord(ctx context.Context, by records.Actor, id string, have int, reason string) (records.Record, error)
	Amendments(ctx context.Context, by records.Actor, id string) ([]records.Amendment, error)
	Replaced(ctx context.Context, by records.Actor, rec records.Record) (forms.Form, error)
	PreviousAmended(ctx context.Context, by records.Actor, rec records.Record) (*records.Amended, error)
	BringForward(ctx context.Context, by records.Actor, id string, have int) (records.Record, error)
	Preview(ctx context.Context, by records.Actor, id string) (records.Order, error)
	NotForParents(ctx context.Context, by records.Actor, rec records.Record) ([]records.ParentCopy, error)
	ProofOfFile(ctx context.Context, sha string) (records.Proof, error)
	ProofOfCode(ctx context.Context, code string) (records.Proof, error)
}

var _ Records = (*records.Service)(nil)

// Config is what the screens need.
type Config struct {
	Records   Records
	Auth      *auth.Service
	Desk      *auth.Administration
	Sessions  *scs.SessionManager
	Templates fs.FS                          // with the folder pages
	Verify    func(file []byte) sign.Verdict // knows the roots that this installation trusts
	// Deadlines works out a child's deadlines as they stand now, from the child's planning meetings and what follows on
	// them, with their forms; nil where there are no rules.
	Deadlines func(child forms.Child, found []records.Record) ([]Deadline, error)
	// TaskDates works out by when the tasks of an adoption task list are due under a policy, as on a day, which it returns;
	// the zero day is today. Nil where there are no rules.
	TaskDates func(policy string, child forms.Child, on forms.Date) (forms.Date, []forms.TaskDue, error)
	// Doubts finds what in the facts about a child cannot be right as they stand now; nil where there are no rules.
	Doubts func(child forms.Child) ([]Doubt, error)
	Now    func() time.Time // the clock, for what has ended: locks, openings, tokens
	Asks   *auth.Asks       // how often a network may ask about codes; one by Now unless set
	// WorkingDays counts the authority's working days after a day up to another; nil where there are no rules.
	WorkingDays func(from, to forms.Date) int
	// Preview shows what would be made from an order as it will be printed, escaped; nil where no papers are made.
	Preview   func(records.Order) (template.HTML, error)
	Zone      *time.Location       // in which times are shown; nil for UTC
	Authority string               // whose service it is, for people
	Marking   string               // protective marking, on every page for people who are signed in; may be empty
	Contact   string               // whom to ask about access, in the middle of a sentence: "the service desk"
	Version   string               // of the program
	Wording   func() forms.Wording // the authority's sentences of the moment; nil for the built-in ones
	Log       *slog.Logger
}

// Web is the set of screens. It is safe for use by many goroutines.
type Web struct {
	Config
	pages    map[string]*template.Template // by file name
	revision string                        // of the assets
	uploads  chan struct{}                 // one for each file that is being checked; a file is held in memory
	extracts chan struct{}                 // and one for each extract or changed pack that is being sent
}

// New parses every template, so that a broken one stops the program from starting.
func New(c Config) (*Web, error) {
	c.Contact = cmp.Or(c.Contact, "whoever looks after this service")
	if c.Asks == nil {
		c.Asks = auth.NewAsks(c.Now)
	}
	if c.Zone == nil {
		c.Zone = time.UTC
	}
	if c.Wording == nil {
		c.Wording = func() forms.Wording { return forms.Wording{} }
	}
	w := &Web{Config: c, uploads: make(chan struct{}, mostUploads), extracts: make(chan struct{}, mostExtracts)}
	var err error
	if w.revision, err = assets.Revision(); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	if w.pages, err = parsePages(c.Templates, w.Zone); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	return w, nil
}

// access says who gets past the door of a route.
type access int

const (
	anybody       access = iota // signed in or not
	signedIn                    // every role
	caseWork                    // roles that see cases; for others the address does not exist
	writing                     // of these, those that change anything
	opening                     // of these, those that open cases which they do not work with
	importing                   // roles that import extracts
	reporting                   // roles that make tracker packs
	allocating                  // roles that say who works with children
	administering               // of people and teams
	overseeing                  // who looks after access: administrators and auditors
	auditing                    // auditors
)

// lets reports whether somebody who is signed in gets past.
func (a access) lets(r auth.Role) bool {
	switch a {
	case caseWork:
		return r.SeesCases()
	case writing:
		return records.Changes(r)
	case opening:
		return records.Opens(r)
	case importing:
		return records.Imports(r)
	case reporting:
		return records.Reports(r)
	case allocating:
		return records.Allocates(r)
	case administering:
		return r == auth.Administrator
	case overseeing:
		return r == auth.Administrator || records.ReadsLog(r)
	case auditing:
		return records.ReadsLog(r)
	}
	return true
}

// route is one address. Body bounds what is sent to it, in bytes; 0 means smallBody.
type route struct {
	method string
	path   string
	access access
	body   int64
	do     func(*Web, *visit) (answer, error)
}

const (
	smallBody = 64 << 10
	// A browser writes every byte of a non-ASCII character as three, so the largest form that may be stored can be three
	// times as long on its way here.
	formBody   = 3 * forms.MaxBody
	factsBody  = 1 << 20
	photoBody  = 4 * forms.PhotoBytes // so that somebody with a picture that is too large is told on the page
	importBody = records.MostImported + 1<<20
	fileBody   = sign.MaxFile + smallBody
	// Anybody may send files to be checked; so many of 32 MB may be here at once, the others wait.
	mostUploads = 16
	// Extracts and changed packs of 64 MB have places of their own, so that nobody who is not signed in can take them.
	mostExtracts = 2
)

// routes is every screen there is.
var routes = []route{
	{http.MethodGet, "/sign-in", anybody, 0, (*Web).signInPage},
	{http.MethodPost, "/sign-in", anybody, formBody, (*Web).signIn},
	{http.MethodPost, "/sign-in/code", anybody, formBody, (*Web).signInCode},
	{http.MethodGet, workAddress, anybody, 0, (*Web).setOut},
	{http.MethodGet, auth.CallbackPath, anybody, 0, (*Web).comeBack},
	{http.MethodGet, "/sign-in/done", signedIn, 0, (*Web).signInDone},
	{http.MethodPost, "/sign-out", anybody, 0, (*Web).signOut},
	{http.MethodGet, "/password/:token", anybody, 0, (*Web).passwordPage},
	{http.MethodPost, "/password/:token", anybody, 0, (*Web).choosePassword},
	{http.MethodGet, "/verify", anybody, 0, (*Web).verifyPage},
	{http.MethodPost, "/verify", anybody, fileBody, (*Web).verify},
	{http.MethodGet, "/v/:code", anybody, 0, (*Web).code},

	{http.MethodGet, "/", signedIn, 0, (*Web).home},
	{http.MethodGet, "/account", signedIn, 0, (*Web).accountPage},
	{http.MethodPost, "/account", signedIn, 0, (*Web).changePassword},
	{http.MethodGet, codesAddress, signedIn, 0, (*Web).codesPage},
	{http.MethodPost, codesAddress, signedIn, 0, (*Web).setCodes},
	{http.MethodPost, codesAddress + "/end", signedIn, 0, (*Web).endCodes},
	{http.MethodGet, tokensAddress, signedIn, 0, (*Web).tokensPage},
	{http.MethodPost, tokensAddress, signedIn, 0, (*Web).makeToken},
	{http.MethodPost, tokensAddress + "/:token/revoke", signedIn, 0, (*Web).revokeToken},

	{http.MethodGet, "/people", administering, 0, (*Web).people},
	{http.MethodGet, "/people/new", administering, 0, (*Web).newPersonPage},
	{http.MethodPost, "/people/new", administering, 0, (*Web).newPerson},
	{http.MethodPost, "/people/:person/link", administering, 0, (*Web).resetLink},
	{http.MethodPost, "/people/:person/tokens/:token/revoke", administering, 0, (*Web).revokeTokenOf},
	{http.MethodGet, "/people/:person", administering, 0, (*Web).personPage},
	{http.MethodPost, "/people/:person", administering, 0, (*Web).savePerson},
	{http.MethodPost, "/people/:person/state", administering, 0, (*Web).setPersonState},
	{http.MethodGet, "/teams", administering, 0, (*Web).teamsPage},
	{http.MethodPost, "/teams", administering, 0, (*Web).addTeam},
	{http.MethodGet, "/teams/:team", administering, 0, (*Web).teamPage},
	{http.MethodPost, "/teams/:team", administering, 0, (*Web).renameTeam},
	{http.MethodPost, "/teams/:team/remove", administering, 0, (*Web).removeTeam},
	{http.MethodGet, "/allocations", allocating, 0, (*Web).allocationPage},
	{http.MethodPost, "/allocations", allocating, 0, (*Web).saveAllocation},
	{http.MethodGet, "/openings", overseeing, 0, (*Web).openings},
	{http.MethodGet, "/audit", auditing, 0, (*Web).audit},
	{http.MethodGet, "/audit.csv", auditing, 0, (*Web).auditFile},

	{http.MethodGet, "/imports", importing, 0, (*Web).importPage},
	{http.MethodPost, "/imports", importing, importBody, (*Web).upload},
	{http.MethodGet, "/imports/:import", importing, 0, (*Web).importPreview},
	{http.MethodPost, "/imports/:import", importing, 0, (*Web).applyImport},
	{http.MethodPost, "/imports/:import/columns", importing, factsBody, (*Web).mapImport},
	{http.MethodGet, "/imports/:import/rejected", importing, 0, (*Web).importRejected},
	{http.MethodGet, "/trackers", reporting, 0, (*Web).trackersPage},
	{http.MethodPost, "/trackers", reporting, 0, (*Web).orderTracker},
	{http.MethodGet, "/trackers/back", reporting, 0, (*Web).backPage},
	{http.MethodPost, "/trackers/back", reporting, importBody, (*Web).sendBack},
	{http.MethodGet, "/trackers/back/:import", reporting, 0, (*Web).changesPage},
	{http.MethodPost, "/trackers/back/:import", reporting, 0, (*Web).applyBack},
	{http.MethodGet, "/trackers/:pack/file", reporting, 0, (*Web).trackerFile},

	{http.MethodGet, "/due", caseWork, 0, (*Web).due},
	{http.MethodGet, "/children", caseWork, 0, (*Web).children},
	{http.MethodGet, "/children/open", opening, 0, (*Web).openCasePage},
	{http.MethodPost, "/children/open", opening, 0, (*Web).openCase},
	{http.MethodGet, "/children/new", writing, 0, (*Web).newChildPage},
	{http.MethodPost, "/children/new", writing, 0, (*Web).newChild},
	{http.MethodGet, "/children/:child", caseWork, 0, (*Web).child},
	{http.MethodGet, "/children/:child/facts", writing, 0, (*Web).factsPage},
	{http.MethodPost, "/children/:child/facts", writing, factsBody, (*Web).saveFacts},
	{http.MethodGet, "/children/:child/records/new", writing, 0, (*Web).newRecordPage},
	{http.MethodPost, "/children/:child/records/new", writing, 0, (*Web).newRecord},
	{http.MethodGet, "/records/:record", caseWork, 0, (*Web).record},
	{http.MethodGet, "/records/:record/tasks", caseWork, 0, (*Web).tasks},
	{http.MethodGet, "/records/:record/sections/:section", writing, 0, (*Web).sectionPage},
	{http.MethodPost, "/records/:record/sections/:section", writing, formBody, (*Web).saveSection},
	{http.MethodGet, "/records/:record/photographs/:picture", writing, 0, (*Web).photoPage},
	{http.MethodPost, "/records/:record/photographs/:picture", writing, photoBody, (*Web).savePhoto},
	{http.MethodGet, "/records/:record/pictures/:mark", caseWork, 0, (*Web).picture},
	{http.MethodGet, "/records/:record/check", caseWork, 0, (*Web).checkPage},
	{http.MethodPost, "/records/:record/check", writing, 0, (*Web).complete},
	{http.MethodGet, "/records/:record/sign", caseWork, 0, (*Web).signPage},
	{http.MethodPost, "/records/:record/sign", caseWork, 0, (*Web).signRecord},
	{http.MethodGet, "/records/:record/preview", caseWork, 0, (*Web).preview},
	{http.MethodGet, "/records/:record/amend", caseWork, 0, (*Web).amendPage},
	{http.MethodPost, "/records/:record/amend", caseWork, 0, (*Web).amend},
	{http.MethodPost, "/records/:record/discard", caseWork, 0, (*Web).discard},
	{http.MethodGet, "/records/:record/withdraw", caseWork, 0, (*Web).withdrawPage},
	{http.MethodPost, "/records/:record/withdraw", caseWork, 0, (*Web).withdraw},
	{http.MethodPost, "/records/:record/bring-forward", writing, 0, (*Web).bringForward},
	{http.MethodGet, "/records/:record/documents/:document", caseWork, 0, (*Web).document},
	{http.MethodGet, "/records/:record/summaries", writing, 0, (*Web).newSummaryPage},
	{http.MethodPost, "/records/:record/summaries", writing, 0, (*Web).newSummary},
	{http.MethodGet, "/records/:record/reviews", writing, 0, (*Web).newReviewPage},
	{http.MethodGet, "/records/:record/sharing", writing, 0, (*Web).sharingPage},
	{http.MethodPost, "/records/:record/sharing", writing, formBody, (*Web).share},
	{http.MethodGet, "/records/:record/agree", caseWork, 0, (*Web).agreePage},
	{http.MethodPost, "/records/:record/agree", caseWork, formBody, (*Web).agree},
	{http.MethodGet, "/records/:record/agreement", caseWork, 0, (*Web).agreementPage},
	{http.MethodPost, "/records/:record/agreement", caseWork, 0, (*Web).changeAgreement},
	{http.MethodPost, "/reading", caseWork, formBody, (*Web).reading},
	{http.MethodPost, "/records/:record/reviews", writing, 0, (*Web).startReview},
	{http.MethodPost, "/records/:record/together", writing, 0, (*Web).bring},
	{http.MethodGet, "/records/:record/audit", caseWork, 0, (*Web).recordAudit},
	{http.MethodGet, "/records/:record/versions", caseWork, 0, (*Web).versions},
	{http.MethodGet, "/records/:record/versions/:version", caseWork, 0, (*Web).version},
	{http.MethodPost, "/records/:record/versions/:version", writing, 0, (*Web).bringBack},
	{http.MethodGet, "/records/:record/difference", caseWork, 0, (*Web).difference},
}
