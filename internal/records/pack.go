package records

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"minutebook/forms"
	"minutebook/internal/auth"
)

// This file is about tracker packs: workbooks about many children. The rules are:
//
//   - A pack is about the children on whom its maker may report at that moment (Scope.Report), and no others.
//   - Which children are in it is kept beside it. Whoever may report on all of them gets it, and nobody else: a child that
//     moved to another team or was restricted since takes the pack along.
//   - A pack for a board has figures only. It is always about the whole service, so that no two of one day can be subtracted
//     from each other, and for those only whose role reaches everybody.
//   - A pack is kept for a while, as the file that it was: edited copies are held against it. Of those that one person asked for
//     the last MostPacks are kept.

// PackState says how far a pack has come.
type PackState string

// The states of a pack.
const (
	PackWaiting PackState = "waiting" // for its job
	PackMaking  PackState = "making"
	PackReady   PackState = "ready"
	PackFailed  PackState = "failed" // and will be tried again
)

// PackOrder is what somebody asks for.
type PackOrder struct {
	Policy    string     // pack of rules; "" for that of new records
	AsOf      forms.Date // zero for today
	TeamID    string     // "" for all children on whom the person may report
	Anonymous bool       // figures for a board
}

// Pack is a tracker pack that is made or being made.
type Pack struct {
	PackOrder
	ID       string
	Scope    string // whose children these are, in words
	PersonID string // who asked for it
	Name     string
	Role     auth.Role
	From     string
	At       time.Time // when it was asked for
	Slot     string    // of a pack by the clock, which is made once: "weekly 2026-03-02 TEAM"; else ""
	State    PackState
	Done     int // children read so far
	Total    int
	Size     int64     // bytes of the file
	Until    time.Time // when it is removed
	Open     bool      // to the person who asked for the list
}

// FileName is what the pack's file is called.
func (p *Pack) FileName() string {
	kind := "tracker"
	if p.Anonymous {
		kind = "figures"
	}
	return kind + "-" + p.AsOf.String() + ".xlsx"
}

// Case is a child with the records that a pack is made from, each with its form: those of ClockKinds and task lists, drafts too.
type Case struct {
	Child   forms.Child
	Records []Record
}

// CaseFilter chooses children, in order of name. After, with its id, is where the last page ended.
type CaseFilter struct {
	Scope  *Scope // nil for everybody; a view sets it
	TeamID string
	Kinds  []forms.Kind
	After  string
	Limit  int
}

// StoredCase is a Case as a store has it.
type StoredCase struct {
	Child    forms.Child
	Records  []Record
	Versions []Version // of the records, in their order
}

// PackFilter chooses packs, the latest first.
type PackFilter struct {
	Scope         *Scope // of the person who asks; a view sets it
	Boards        bool   // packs for a board are open to the person; a view sets it
	Limit, Offset int
}

// Binder makes the file of a pack.
type Binder interface {
	// Bind writes the whole file, or nothing where it returns an error. It goes through the cases once.
	Bind(w io.Writer, p Pack, cases iter.Seq2[Case, error]) error
	// Knows reports whether there is a pack of rules of this name.
	Knows(policy string) bool
	// Provenance is what the cover of a pack says of its authority and of the format of the file.
	Provenance(policy string) (authority, format string)
	// Keyed are the names of the sheets whose rows have keys; Cells the cells that may be changed, as they would be now for some
	// of its children; PlanCode the code of a plan by its words.
	Keyed(p Pack) ([]string, error)
	Cells(p Pack, cases iter.Seq2[Case, error]) ([]PackCell, error)
	PlanCode(words string) (string, bool)
}

const (
	casePage = 200     // children read at a time
	partSize = 1 << 20 // bytes of a stored part of a file
	// atOnce is how many packs are made at a time in one process: each holds two connections to the database.
	atOnce = 2
	// packKept is how long packs are kept unless the configuration says otherwise.
	packKept = 8 * 7 * 24 * time.Hour
)

// MostPacks is how many packs of one person are kept: one for each working day of the eight weeks that they are kept for.
const MostPacks = 40

// ordered makes a pack out of an order, or says what is wrong with it as *InvalidError at /policy, /as_of or /team.
func (s *Service) ordered(ctx context.Context, by Actor, o PackOrder) (Pack, error) {
	if err := authorise(by, report); err != nil {
		return Pack{}, err
	}
	if o.Policy == "" {
		o.Policy = s.c.Policy
	}
	if o.AsOf.IsZero() {
		o.AsOf = s.today()
	}
	p := Pack{
		PackOrder: o, ID: s.c.NewID(), PersonID: by.ID, Name: by.Name, Role: by.Role, From: by.From, At: s.now(), State: PackWaiting,
	}
	p.Until = p.At.Add(s.kept())
	var problems forms.Problems
	wrong := func(pointer, code string) {
		problems = append(problems, forms.Problem{Pointer: pointer, Code: code, Level: forms.Error})
	}
	if s.c.Binder == nil || !s.c.Binder.Knows(o.Policy) {
		wrong("/policy", "policy_unknown")
	}
	if o.Anonymous && !Boards(by.Role) {
		return Pack{}, ErrForbidden
	}
	if o.Anonymous && o.TeamID != "" {
		wrong("/team", "board_whole")
	}
	teams, err := s.ReportTeams(ctx, by)
	if err != nil {
		return Pack{}, err
	}
	if o.TeamID != "" && !slices.ContainsFunc(teams, func(t auth.Team) bool { return t.ID == o.TeamID }) {
		wrong("/team", "team_unknown")
	}
	if problems != nil {
		return Pack{}, &InvalidError{problems}
	}
	p.Scope = scopeInWords(by, o, teams)
	return p, nil
}

// scopeInWords says whose children a pack is about.
func scopeInWords(by Actor, o PackOrder, teams []auth.Team) string {
	if o.Anonymous {
		return "The children of this service" // their number may be small
	}
	restricted := ", without restricted ones"
	if by.Role != auth.System && by.ID != "" {
		restricted = "; restricted ones only where " + by.Name + " is named for them"
	}
	if o.TeamID == "" && rights[by.Role].reach == Everyone {
		return "All children" + restricted
	}
	var names []string
	for _, t := range teams {
		if o.TeamID == "" || o.TeamID == t.ID {
			names = append(names, t.Name)
		}
	}
	word := "team "
	if len(names) != 1 {
		word = "teams "
	}
	return "Children of the " + word + strings.Join(names, ", ") + restricted
}

func (s *Service) kept() time.Duration {
	if s.c.PacksKept > 0 {
		return s.c.PacksKept
	}
	return packKept
}

// ReportTeams returns the teams on whose children the person may report, in order of name.
func (s *Service) ReportTeams(ctx context.Context, by Actor) (teams []auth.Team, err error) {
	if err := authorise(by, report); err != nil {
		return nil, err
	}
	err = s.read(ctx, by, func(r Reader) error {
		teams, err = reached(ctx, r, by)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list teams: %w", err)
	}
	return teams, nil
}

// OrderPack has a pack made by a job. What is wrong with the order is *InvalidError.
func (s *Service) OrderPack(ctx context.Context, by Actor, o PackOrder) (Pack, error) {
	p, err := s.ordered(ctx, by, o)
	if err != nil {
		return Pack{}, err
	}
	err = s.write(ctx, by, func(w Writer) error {
		if err := s.addPack(ctx, w, p, true); err != nil {
			return err
		}
		return w.AddAudit(ctx, s.packLine("pack.order", &p))
	})
	if err != nil {
		return Pack{}, fmt.Errorf("order a tracker pack: %w", err)
	}
	return p, nil
}

// addPack stores a pack that somebody asked for, and removes the oldest of theirs if they are too many.
func (s *Service) addPack(ctx context.Context, w Writer, p Pack, job bool) error {
	if _, err := w.AddPack(ctx, p, job); err != nil {
		return err
	}
	removed, err := w.LimitPacks(ctx, p.PersonID, MostPacks)
	if err != nil {
		return err
	}
	return s.packsRemoved(ctx, w, removed)
}

// StreamPack makes a pack at once, and writes its file to what begin returns, which is called when the file is ready to be
// written. The pack is kept like any other.
func (s *Service) StreamPack(ctx context.Context, by Actor, o PackOrder, begin func(Pack) io.Writer) (Pack, error) {
	p, err := s.ordered(ctx, by, o)
	if err != nil {
		return Pack{}, err
	}
	err = s.write(ctx, by, func(w Writer) error { return s.addPack(ctx, w, p, false) })
	if err == nil {
		if err = s.bind(ctx, p); err == nil {
			err = s.copyPack(ctx, p.ID, begin(p))
		} else { // no job tries it again
			kept := context.WithoutCancel(ctx)
			err = errors.Join(err, s.c.Store.Write(kept, func(w Writer) error { return w.DropPack(kept, p.ID) }))
		}
	}
	if err != nil {
		return Pack{}, fmt.Errorf("make a tracker pack: %w", err)
	}
	return p, nil
}

// MakePack makes a pack that was ordered. Called again, it finds the work done.
func (s *Service) MakePack(ctx context.Context, id string) error {
	var p Pack
	err := s.c.Store.Read(ctx, func(r Reader) (err error) {
		p, err = r.Pack(ctx, id, PackFilter{})
		return err
	})
	if errors.Is(err, ErrNotFound) || err == nil && p.State == PackReady { // removed, or made
		return nil
	}
	if err == nil {
		err = s.bind(ctx, p)
	}
	if err != nil {
		return fmt.Errorf("make the tracker pack %s: %w", id, err)
	}
	return nil
}

// take waits for a free place among some, and returns what gives it back.
func take(ctx context.Context, places chan struct{}) (leave func(), err error) {
	select {
	case places <- struct{}{}:
		return func() { <-places }, nil
	case <-ctx.Done():
		return nil, &UnavailableError{ctx.Err()}
	}
}

// bind makes the file and stores it part by part.
func (s *Service) bind(ctx context.Context, p Pack) (err error) {
	leave, err := take(ctx, s.binding)
	if err != nil {
		return err
	}
	defer leave()
	parts := &packParts{ctx: ctx, s: s, id: p.ID}
	var children []string
	p.Done = 0 // an earlier attempt may have come some way
	err = s.c.Store.Read(ctx, func(r Reader) error {
		filter := s.packCases(&p)
		var err error
		if p.Total, err = r.CountCases(ctx, filter); err != nil {
			return err
		}
		if err := s.c.Store.Write(ctx, func(w Writer) error { return w.StartPack(ctx, p.ID, p.Total) }); err != nil {
			return err
		}
		return s.c.Binder.Bind(parts, p, s.cases(ctx, r, p.ID, filter, &children))
	})
	if err == nil {
		err = parts.flush()
	}
	if err == nil {
		p.Size, p.Done = parts.size, len(children)
		err = s.c.Store.Write(ctx, func(w Writer) error {
			if err := w.FinishPack(ctx, p, children); err != nil {
				return err
			}
			return w.AddAudit(ctx, s.packLine("pack.make", &p))
		})
	}
	if err != nil {
		failed := s.c.Store.Write(context.WithoutCancel(ctx), func(w Writer) error { return w.FailPack(context.WithoutCancel(ctx), p.ID) })
		return errors.Join(err, failed)
	}
	return nil
}

// packCases are the children of a pack. What its maker may see follows from who that is now, not from the order.
func (s *Service) packCases(p *Pack) CaseFilter {
	f := CaseFilter{TeamID: p.TeamID, Kinds: append(ClockKinds(), forms.AdoptionTasksKind), Limit: casePage}
	if !p.Anonymous {
		scope := reportScope(Actor{Person: auth.Person{ID: p.PersonID, Role: p.Role}}, s.now())
		f.Scope = &scope
	}
	return f
}

// cases yields the children of a pack, notes who they are and says how far it has come. One page is held at a time.
func (s *Service) cases(ctx context.Context, r Reader, id string, f CaseFilter, ids *[]string) iter.Seq2[Case, error] {
	return func(yield func(Case, error) bool) {
		for {
			page, err := r.Cases(ctx, f)
			if err != nil {
				yield(Case{}, err)
				return
			}
			for _, stored := range page {
				c, err := caseOf(stored)
				if !yield(c, err) || err != nil {
					return
				}
				*ids = append(*ids, stored.Child.ID)
			}
			if len(page) > 0 {
				if err := s.c.Store.Write(ctx, func(w Writer) error { return w.PackDone(ctx, id, len(*ids)) }); err != nil {
					yield(Case{}, err)
					return
				}
			}
			if len(page) < f.Limit {
				return
			}
			f.After = page[len(page)-1].Child.ID
		}
	}
}

func caseOf(stored StoredCase) (Case, error) {
	c := Case{Child: stored.Child, Records: stored.Records}
	for i := range c.Records {
		var err error
		if c.Records[i].Form, err = formOf(c.Records[i].Kind, stored.Versions[i]); err != nil {
			return Case{}, err
		}
	}
	return c, nil
}

func (s *Service) packLine(action string, p *Pack) AuditLine {
	l := s.line(Actor{Person: auth.Person{ID: p.PersonID, Name: p.Name}, From: p.From}, action)
	l.Detail = fmt.Sprintf("pack %s, as of %s, team %q, anonymous %t, %d children", p.ID, p.AsOf, p.TeamID, p.Anonymous, p.Done)
	return l
}

// packParts stores what is written to it in parts.
type packParts struct {
	ctx  context.Context
	s    *Service
	id   string
	n    int
	size int64
	held []byte
}

// Write implements io.Writer.
func (p *packParts) Write(data []byte) (int, error) {
	p.held = append(p.held, data...)
	for len(p.held) >= partSize {
		if err := p.store(p.held[:partSize]); err != nil {
			return 0, err
		}
		p.held = append(p.held[:0], p.held[partSize:]...)
	}
	return len(data), nil
}

func (p *packParts) flush() error {
	if len(p.held) == 0 {
		return nil
	}
	return p.store(p.held)
}

func (p *packParts) store(part []byte) error {
	err := p.s.c.Store.Write(p.ctx, func(w Writer) error { return w.AddPackPart(p.ctx, p.id, p.n, part) })
	p.n, p.size = p.n+1, p.size+int64(len(part))
	return err
}

// Packs returns a page of the packs that are open to the person or that they asked for, the latest first, and how many there
// are in all.
func (s *Service) Packs(ctx context.Context, by Actor, limit, offset int) (list []Pack, total int, err error) {
	if err := authorise(by, report); err != nil {
		return nil, 0, err
	}
	limit, offset = page(limit, offset)
	err = s.read(ctx, by, func(r Reader) error {
		list, total, err = r.Packs(ctx, PackFilter{Limit: limit, Offset: offset})
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list tracker packs: %w", err)
	}
	return list, total, nil
}

// Pack returns a pack that is open to the person or that they asked for.
func (s *Service) Pack(ctx context.Context, by Actor, id string) (p Pack, err error) {
	if err := authorise(by, report); err != nil {
		return Pack{}, err
	}
	err = s.read(ctx, by, func(r Reader) error {
		p, err = r.Pack(ctx, id, PackFilter{})
		return err
	})
	if err != nil {
		return Pack{}, fmt.Errorf("read a tracker pack: %w", err)
	}
	return p, nil
}

// WritePack writes the file of a pack, part by part, and writes down who took it. A pack that is not open to the person, or
// not ready, is ErrNotFound.
func (s *Service) WritePack(ctx context.Context, by Actor, id string, to io.Writer) error {
	if err := authorise(by, report); err != nil {
		return err
	}
	err := s.write(ctx, by, func(w Writer) error {
		p, err := w.Pack(ctx, id, PackFilter{})
		if err != nil {
			return err
		}
		if !p.Open || p.State != PackReady {
			return ErrNotFound
		}
		l := s.line(by, "pack.read")
		l.Detail = "pack " + p.ID
		return w.AddAudit(ctx, l)
	})
	if err == nil {
		err = s.copyPack(ctx, id, to)
	}
	if err != nil {
		return fmt.Errorf("read the file of a tracker pack: %w", err)
	}
	return nil
}

// copyPack holds one part at a time, and no transaction while it waits for whoever reads.
func (s *Service) copyPack(ctx context.Context, id string, to io.Writer) error {
	for n := 0; ; n++ {
		var part []byte
		err := s.c.Store.Read(ctx, func(r Reader) (err error) {
			part, err = r.PackPart(ctx, id, n)
			return err
		})
		if errors.Is(err, ErrNotFound) && n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
		if _, err := to.Write(part); err != nil {
			return err
		}
	}
}
