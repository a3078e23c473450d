// Package records runs the life of a record: drafts and numbered, immutable versions, the way from draft to complete,
// signed and issued, who may do what, and an audit line for every change in the transaction that makes it.
package records

import (
	"context"
	"encoding/json"
	"time"

	"minutebook/forms"
	"minutebook/internal/auth"
)

// Status is where a record is in its life.
type Status string

// A record goes draft → complete → signed → issued. Saving a complete record makes it a draft again; a signed version
// never changes. An issued record may be amended, by a draft that follows on the signed version, or be withdrawn for good.
const (
	Draft     Status = "draft"
	Complete  Status = "complete"
	Signed    Status = "signed"
	Issued    Status = "issued"
	Withdrawn Status = "withdrawn"
)

// Record is one form about one child, at its latest version.
type Record struct {
	ID        string     `json:"id"`
	Kind      forms.Kind `json:"kind"`
	ChildID   string     `json:"child_id"`
	Previous  string     `json:"previous,omitempty"` // the signed record that this one reviews
	Follows   int        `json:"follows,omitempty"`  // the version of Previous from which answers were carried forward
	About     string     `json:"about,omitempty"`    // the issued record of the meeting that this sheet tells of
	Meeting   string     `json:"meeting,omitempty"`  // the same in every record of a meeting about several children
	Status    Status     `json:"status"`
	Version   int        `json:"version"` // latest; from 1
	Policy    string     `json:"policy"`  // name of the policy pack that applies
	CreatedAt time.Time  `json:"created_at"`
	CreatedBy string     `json:"created_by"` // person's name
	UpdatedAt time.Time  `json:"updated_at"`
	UpdatedBy string     `json:"updated_by"`
	Standing  int        `json:"standing,omitempty"`  // the version that was signed last; 0 until one is
	SignedBy  string     `json:"signed_by,omitempty"` // of the standing version
	SignedAt  time.Time  `json:"signed_at,omitzero"`
	FirstAt   time.Time  `json:"first_signed_at,omitzero"` // when the first of its versions was signed
	Withdrawn *Ending    `json:"withdrawn,omitempty"`      // nil unless it is
	PaperWork PaperWork  `json:"paper_work"`               // state of the job that makes the papers
	Form      forms.Form `json:"form"`
}

// PaperWork is the state of the job that makes and signs the papers of a signed record.
type PaperWork struct {
	State   WorkState `json:"state"`             // empty before signing
	Attempt int       `json:"attempt,omitempty"` // how often it was tried
	Error   string    `json:"error,omitempty"`   // why the last attempt failed, in words without case content
}

// WorkState says how far the papers have come.
type WorkState string

// The states of paper work. A job that failed is tried again until it succeeds.
const (
	Waiting  WorkState = "waiting"  // to be made, or being made for the first time
	Retrying WorkState = "retrying" // failed at least once
	Done     WorkState = "done"     // in the record
)

// Version is one immutable state of a record's form.
type Version struct {
	RecordID string          `json:"record_id"`
	Number   int             `json:"number"`
	Body     json.RawMessage `json:"form"` // canonical JSON of the form
	SHA256   string          `json:"sha256"`
	At       time.Time       `json:"at"`
	Author   string          `json:"author"`

	// What lists are ordered and chosen by; only AddVersion takes them.
	Held    forms.Date `json:"-"` // the day that the form is of; zero for none
	Chaired []string   `json:"-"` // the words of the name of the chair whom it names
}

// Signature says who signed which version of a record in the service, and when.
type Signature struct {
	RecordID string    `json:"record_id"`
	Version  int       `json:"version"`
	PersonID string    `json:"person_id"`
	Name     string    `json:"name"`
	Role     string    `json:"role"` // words, "Chair"
	At       time.Time `json:"at"`   // whole seconds, UTC
	// Child is what was known of the child when the record was signed; the papers are made from it, whatever is learned
	// between signing and a late attempt of the job.
	Child forms.Child `json:"-"`
	// Authority is the name of the local authority at that moment, for the same reason.
	Authority string `json:"-"`
	// Together names the other children whom the meeting was about, in order of name, as they were called then.
	Together []string `json:"-"`
	// Secret is what the codes on the papers are made from; see Code.
	Secret string `json:"-"`
	// Agreed is what the people had answered who were asked to agree the minutes, in order of name.
	Agreed []Agreed `json:"-"`
}

// Filter chooses records: an empty text means any. Limit 0 means 50; more than 200 means 200.
type Filter struct {
	ChildID       string
	Previous      string // records that review this one
	About         string // sheets that tell of this one
	Meeting       string // records of one meeting about several children
	Status        Status
	Scope         *Scope // nil for everybody's; a view sets it
	Limit, Offset int
}

// ChildFilter chooses children: a zero value means any.
type ChildFilter struct {
	Query         string     // each of its words is in the name or case number, whatever the case and accents of its letters
	TeamID        string     // whose children they are
	Kind          forms.Kind // of a record that the child has, in the status
	Status        Status     // of a record that the child has, of the kind
	Late          forms.Date // something was due for the child before this day, and is open
	Order         ChildOrder
	Scope         *Scope // nil for all; a view sets it
	Limit, Offset int
}

// ChildOrder says how a list of children goes.
type ChildOrder string

// The orders.
const (
	ByName       ChildOrder = ""
	ByCaseNumber ChildOrder = "case-number"
	ByBirth      ChildOrder = "born" // the youngest first
	ByDue        ChildOrder = "due"  // what is due first comes first; children with nothing open come last
)

// ChildOrders are all of them.
var ChildOrders = []ChildOrder{ByName, ByCaseNumber, ByBirth, ByDue}

// Document is one finished paper of one version.
type Document struct {
	ID       string    `json:"id"`
	RecordID string    `json:"record_id"`
	Version  int       `json:"version"`
	Audience string    `json:"audience"` // "professional"
	Format   string    `json:"format"`   // "pdf" or "docx"
	Name     string    `json:"name"`     // file name
	SHA256   string    `json:"sha256"`   // of Data
	MadeAt   time.Time `json:"made_at"`
	CodeSum  string    `json:"-"` // of the code on its pages; see Code
	Data     []byte    `json:"-"`
}

// Actor is the person behind a call and where the call came from.
type Actor = auth.Actor

// Press makes the papers of a signed version. It is called from a job that may run more than once; the same order gives
// the same unsigned bytes.
//
// Papers fills Audience, Format, Name and Data; the rest is filled in by the service. Its errors go to the log, so they
// must not quote the form. An error with a method Reason() string is shown to people in those words (see Reason).
type Press interface {
	Papers(ctx context.Context, order Order) ([]Document, error)
}

// Order is everything that papers are made from.
type Order struct {
	Record    Record
	Version   Version
	Child     forms.Child
	Previous  forms.Form // of the meeting that this one reviews, as it was signed; nil for none
	Meetings  []Record   // of a planning meeting: the child's records of ClockKinds signed by then, with it and their forms
	Signature Signature
	Amendment *Amendment // what the version amends; nil for a first one
	Replaced  forms.Form // the version that it replaces; nil for none
	Replaces  Signature  // of that version
}

// Rules is an authority's policy pack, as far as records need it.
type Rules interface {
	// CheckAfter applies the authority's rules to a form that is about to be completed. Previous is the form of the meeting
	// that it reviews, nil for none.
	CheckAfter(previous, form forms.Form, child *forms.Child) forms.Problems
}
