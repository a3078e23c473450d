package records

import (
	"slices"
	"time"

	"minutebook/forms"
	"minutebook/internal/auth"
)

// step is something that a person may or may not do with children and their records.
type step string

const (
	readCase    step = "read"
	addCase     step = "add a child"
	changeCase  step = "change"   // a child's facts, a record's form
	signCase    step = "sign"     // also amend and withdraw what was signed
	commentCase step = "comment"  // on minutes that are to be agreed
	openCase    step = "open"     // a child that one does not work with, with a reason
	allocate    step = "allocate" // children to teams and people
	importCases step = "import"   // an extract of another system
	report      step = "report"   // on many children at once, in a tracker pack
	readLog     step = "read the log"
)

// Reach says which children a role works with, as long as they are not restricted.
type Reach int

// The reaches. A restricted child is reached by nobody but the people named for it, whatever their role.
const (
	Named    Reach = iota // children that the person is named for
	Team                  // and those of the person's teams
	Everyone              // and all others
)

// right is what a role may do.
type right struct {
	reach    Reach
	finished bool // sees no drafts
	signed   bool // sees nothing that is not signed
	steps    []step
}

// rights is the whole of authorisation, together with right.allows. A role that is not here may do nothing.
var rights = map[auth.Role]right{
	auth.SocialWorker:       {reach: Team, steps: []step{readCase, addCase, changeCase, commentCase, openCase}},
	auth.TeamManager:        {reach: Team, steps: []step{readCase, addCase, changeCase, commentCase, openCase, allocate, importCases, report}},
	auth.Chair:              {reach: Everyone, steps: []step{readCase, addCase, changeCase, signCase, commentCase, openCase, importCases, report}},
	auth.IRO:                {reach: Named, finished: true, steps: []step{readCase, commentCase, openCase}},
	auth.PanelAdministrator: {reach: Everyone, signed: true, steps: []step{readCase}},
	auth.PanelMember:        {reach: Named, signed: true, steps: []step{readCase}},
	auth.DecisionMaker:      {reach: Everyone, steps: []step{readCase, commentCase, openCase, report}},
	auth.Auditor:            {steps: []step{readLog}},
	auth.Administrator:      {steps: []step{allocate}},
	auth.System:             {reach: Everyone, steps: []step{importCases, report}}, // by the clock, and by command where the service runs
}

// Access is how a person stands to a child.
type Access struct {
	Named      bool // is allocated to the child, or named for a restricted one
	Team       bool // works in the child's team
	Restricted bool // only named people may come near the child
	Opened     bool // has opened the child with a reason, not long ago
}

// Particular is the kind of record that only those who work with the child may read, whatever the reach of their role: the
// health particulars; all others know their summary (Adoption Agencies Regulations 2005, regulation 17).
const Particular = forms.HealthKind

// reaches reports whether the child exists for somebody with this right.
func (r right) reaches(a Access) bool {
	switch {
	case !slices.Contains(r.steps, readCase):
		return false
	case a.Named, a.Opened:
		return true
	case a.Restricted:
		return false
	}
	return r.reach == Everyone || r.reach == Team && a.Team
}

// sees reports whether a record of a child whom the person reaches exists for them.
func (r right) sees(a Access, kind forms.Kind, status Status) bool {
	if kind == Particular && !a.Named && !a.Team && !a.Opened {
		return false
	}
	return slices.Contains(r.statuses(), status)
}

// shown is the record as somebody with this right sees it: until an amendment gets as far as they may see, the version that
// stands is all there is.
func (r right) shown(rec Record) Record {
	if slices.Contains(r.statuses(), rec.Status) {
		return rec
	}
	return rec.AsSigned()
}

// statuses are those in which a record exists for somebody with this right.
func (r right) statuses() []Status {
	switch {
	case !slices.Contains(r.steps, readCase):
		return nil
	case r.signed:
		return []Status{Signed, Issued, Withdrawn}
	case r.finished:
		return []Status{Complete, Signed, Issued, Withdrawn}
	}
	return []Status{Draft, Complete, Signed, Issued, Withdrawn}
}

// hidesDrafts reports whether drafts do not exist for somebody with this right.
func (r right) hidesDrafts() bool { return !slices.Contains(r.statuses(), Draft) }

// invited reports whether an invitation shows its owner what they were sent, although they need not reach the child. A child
// that became restricted since is out of reach for everybody who is not named.
func (r right) invited(a Access, i Invitation) bool {
	return slices.Contains(r.steps, commentCase) && i.Live() && (!a.Restricted || a.Named)
}

// authorise returns nil if the person's role may ever take the step; view says whether it may with this child. Somebody
// who may not read a case must not learn that it exists: their reads end in ErrNotFound, everything else in ErrForbidden,
// before anything is looked up.
func authorise(by Actor, wanted step) error {
	if !by.Disabled && by.ID != "" && slices.Contains(rights[by.Role].steps, wanted) {
		return nil
	}
	if wanted == readCase {
		return ErrNotFound
	}
	return ErrForbidden
}

// Changes reports whether people in the role add children, change what is known of them, and write records.
func Changes(r auth.Role) bool { return slices.Contains(rights[r].steps, changeCase) }

// Opens reports whether people in the role open cases that they do not work with.
func Opens(r auth.Role) bool { return slices.Contains(rights[r].steps, openCase) }

// Adds reports whether people in the role add children.
func Adds(r auth.Role) bool { return slices.Contains(rights[r].steps, addCase) }

// Allocates reports whether people in the role say who works with children.
func Allocates(r auth.Role) bool { return slices.Contains(rights[r].steps, allocate) }

// ReadsLog reports whether people in the role search the audit.
func ReadsLog(r auth.Role) bool { return slices.Contains(rights[r].steps, readLog) }

// Reports reports whether people in the role make tracker packs.
func Reports(r auth.Role) bool { return slices.Contains(rights[r].steps, report) }

// Imports reports whether people in the role import extracts.
func Imports(r auth.Role) bool { return slices.Contains(rights[r].steps, importCases) }

// Boards reports whether people in the role make packs for a board, which are about the whole service.
func Boards(r auth.Role) bool { return Reports(r) && rights[r].reach == Everyone }

// Scope bounds a list to what a person may see; it says to a database what right.reaches and right.sees say of one record.
// Minutes that somebody is only asked to agree are in no such list; see Service.Asked.
type Scope struct {
	PersonID string
	Reach    Reach
	Statuses []Status  // in which records are seen; none at all for those who see no cases
	At       time.Time // now: openings that ended before are over
	// Report leaves of the children those on whom the person may report: those within Reach, which is Team or Everyone, and of
	// the restricted ones those for whom the person is named. To be named for a child, or to have opened a case, adds nobody.
	Report bool
}

func scopeOf(by Actor, at time.Time) Scope {
	r := rights[by.Role]
	return Scope{PersonID: by.ID, Reach: r.reach, Statuses: r.statuses(), At: at}
}

func reportScope(by Actor, at time.Time) Scope {
	s := scopeOf(by, at)
	s.Report = true
	return s
}
