package records

import (
	"context"
	"crypto/rand"
	"time"

	"minutebook/forms"
	"minutebook/internal/auth"
)

// Config is what a Service needs.
type Config struct {
	Store Store
	Press Press                         // may be nil in a process that makes no papers
	Rules func(policyName string) Rules // nil, or a nil answer, means no rules beside the form's own
	Diary Diary                         // nil means that nothing is ever due
	Now   func() time.Time              // the clock
	NewID func() string                 // ids of children, records and documents; never the same twice
	// NewSecret returns what nobody can guess, never the same twice: the codes on papers are made from it. Nil is
	// crypto/rand.Text.
	NewSecret func() string
	// Replaceable returns the characters of a text that papers cannot show, each once; nil leaves that check out.
	Replaceable func(text string) []rune
	Binder      Binder        // makes tracker packs; nil in a process that makes none
	PacksKept   time.Duration // how long tracker packs are kept, five weeks at least; eight weeks unless set
	PackClock   *PackClock    // which packs are made by the clock; nil for none
	Policy      string        // name of the policy pack of new records
	Authority   string        // name of the local authority, as its papers print it
	Public      []string      // what every parent knows of the authority, such as its name: see leak.Case
}

// Service is the life of children's records. It is safe for use by many goroutines.
//
// Methods that take an Actor return ErrNotFound or ErrForbidden when the role does not allow the step (see authorise),
// ErrNotFound for ids that do not exist, and *UnavailableError when the database failed; then nothing was stored.
type Service struct {
	c       Config
	binding chan struct{} // holds one thing for each pack that is being made
	reading chan struct{} // and one for each workbook that is being read
}

// New returns a service over the configuration.
func New(c Config) *Service {
	if c.NewSecret == nil {
		c.NewSecret = rand.Text
	}
	return &Service{c: c, binding: make(chan struct{}, atOnce), reading: make(chan struct{}, readAtOnce)}
}

// service is who makes papers: the program itself.
var service = Actor{Person: auth.Person{ID: "system", Name: auth.System.Label(), Role: auth.System}}

// now returns the time in the precision that every store keeps.
func (s *Service) now() time.Time { return s.c.Now().UTC().Truncate(time.Microsecond) }

// line starts the audit line of something that the actor does.
func (s *Service) line(by Actor, action string) AuditLine {
	return AuditLine{At: s.now(), PersonID: by.ID, Name: by.Name, From: by.From, Action: action}
}

// lineFor is line for something done to a record.
func (s *Service) lineFor(by Actor, action string, r Record) AuditLine {
	l := s.line(by, action)
	l.ChildID, l.RecordID, l.Version = r.ChildID, r.ID, r.Version
	return l
}

// problems returns everything that is wrong with a record's form about the child, the worst first.
func (s *Service) problems(ctx context.Context, r Reader, rec Record, child forms.Child) (forms.Problems, error) {
	all := append(forms.Check(rec.Form, &child), s.notYetHeld(rec.Form)...)
	if rec.Kind == forms.SummaryKind {
		leaks, err := s.leaks(ctx, r, rec, child)
		if err != nil {
			return nil, err
		}
		all = append(all, leaks...)
	}
	if s.c.Rules != nil {
		if rules := s.c.Rules(rec.Policy); rules != nil {
			previous, err := previousForm(ctx, r, rec)
			if err != nil {
				return nil, err
			}
			all = append(all, rules.CheckAfter(previous, rec.Form, &child)...)
		}
	}
	if s.c.Replaceable != nil {
		all = append(all, forms.Unprintable(rec.Form, s.c.Replaceable)...)
	}
	all.Sort()
	return all, nil
}

// page bounds a page of a list: 50 unless told, 200 at most.
func page(limit, offset int) (int, int) {
	if limit <= 0 {
		limit = 50
	}
	return min(limit, 200), max(offset, 0)
}
