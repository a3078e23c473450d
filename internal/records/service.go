package records

import (
	"context"
	"time"

	"minutebook/forms"
)

// Config is what a Service needs.
type Config struct {
	Store Store
	Press Press                         // may be nil in a process that never issues papers
	Rules func(policyName string) Rules // nil, or a nil answer, means no rules beside the form's own
	Now   func() time.Time              // the clock
	NewID func() string                 // ids of children, records and documents
	// Replaceable returns the characters of a text that the papers cannot show, each once; nil leaves that check out.
	Replaceable func(text string) []rune
	Policy      string // name of the policy pack for new records
}

// Service is the life of children's records. Every method asks authorise first.
type Service struct{ Config }

// New returns a service over the configuration.
func New(c Config) *Service { return &Service{c} }

// Filter chooses records: an empty ChildID or Status means any. Limit 0 means 50; more than 200 means 200.
type Filter struct {
	ChildID       string
	Status        Status
	Limit, Offset int
}

// Store is written next.
type Store interface{}

func (s *Service) AddChild(ctx context.Context, by Actor, child forms.Child) (forms.Child, error) {
	return forms.Child{}, ErrNotFound
}

func (s *Service) Children(ctx context.Context, by Actor, query string, limit, offset int) ([]forms.Child, int, error) {
	return nil, 0, ErrNotFound
}

func (s *Service) Child(ctx context.Context, by Actor, id string) (forms.Child, error) {
	return forms.Child{}, ErrNotFound
}

func (s *Service) UpdateChild(ctx context.Context, by Actor, child forms.Child) error {
	return ErrNotFound
}

func (s *Service) Create(ctx context.Context, by Actor, childID string, form forms.Form) (Record, forms.Problems, error) {
	return Record{}, nil, ErrNotFound
}

func (s *Service) Save(ctx context.Context, by Actor, id string, have int, form forms.Form) (Record, forms.Problems, error) {
	return Record{}, nil, ErrNotFound
}

func (s *Service) Record(ctx context.Context, by Actor, id string) (Record, error) {
	return Record{}, ErrNotFound
}

func (s *Service) Records(ctx context.Context, by Actor, f Filter) ([]Record, int, error) {
	return nil, 0, ErrNotFound
}

func (s *Service) Version(ctx context.Context, by Actor, id string, n int) (Version, error) {
	return Version{}, ErrNotFound
}

func (s *Service) Versions(ctx context.Context, by Actor, id string) ([]Version, error) {
	return nil, ErrNotFound
}

func (s *Service) Check(ctx context.Context, by Actor, r Record) (forms.Problems, error) {
	return nil, ErrNotFound
}

func (s *Service) Complete(ctx context.Context, by Actor, id string, have int) (Record, error) {
	return Record{}, ErrNotFound
}

func (s *Service) Sign(ctx context.Context, by Actor, id string, have int) (Record, error) {
	return Record{}, ErrNotFound
}

func (s *Service) Issue(ctx context.Context, recordID string, version int) error { return ErrNotFound }

func (s *Service) Documents(ctx context.Context, by Actor, recordID string) ([]Document, error) {
	return nil, ErrNotFound
}

func (s *Service) Document(ctx context.Context, by Actor, id string) (Document, error) {
	return Document{}, ErrNotFound
}

func (s *Service) DocumentBySHA(ctx context.Context, sha string) (Document, Record, error) {
	return Document{}, Record{}, ErrNotFound
}

func (s *Service) Audit(ctx context.Context, by Actor, recordID string) ([]AuditLine, error) {
	return nil, ErrNotFound
}
