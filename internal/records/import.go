package records

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"reflect"
	"slices"
	"strings"
	"time"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/intake"
	"minutebook/internal/workbook"
)

// This file takes extracts from other systems in. The rules are:
//
//   - What an extract would change is worked out anew whenever it is shown and when it is applied, and applied only if it is
//     still what was shown.
//   - Files are read before a transaction that writes: on SQLite nobody else saves while one is open.
//   - All of it is one transaction, with a line in the audit for each child and one for the import.
//   - Children whom the importer does not see are not changed; that their case numbers are taken is all that is said of them.
//   - The files are for their uploader only, and are removed once they are applied, after a day, or when the uploader sends
//     MostUploads others.

// Import is an extract that somebody sent.
type Import struct {
	ID       string
	SHA256   string // of its files
	PersonID string
	Name     string
	At       time.Time
	Mappings []intake.Mapping // what its columns mean, where that was said
	Applied  time.Time        // zero until then
	Added    int              // children, once it is applied
	Changed  int
	Earlier  *Import // the last time that somebody applied the same files; nil for never
}

// ImportFile is one file of an extract.
type ImportFile struct {
	Name string
	Data []byte
}

// Registered is what an importer knows of a child.
type Registered struct {
	Child forms.Child
	Words intake.Allocation // who works with the child, as the last extract named them
}

// ImportPlan is what an extract would change, and its mark, which another plan does not have.
type ImportPlan struct {
	*intake.Plan
	Mark  string
	known map[string]forms.Child // by id, as they were when the plan was made
}

// importKept is how long files are kept that nobody applies.
const importKept = 24 * time.Hour

// MostUploads is how many extracts and changed packs of one person are kept that nobody applied: enough to correct a file a few
// times and look back, without anybody filling the disk by 64 MB a time.
const MostUploads = 5

// MostImported bounds an extract, in bytes of all its files.
const MostImported = 64 << 20

// readAtOnce is how many extracts and changed packs are read at a time in one process, to be stored, looked at or applied: with
// its rows, each takes several times the bytes of its files.
const readAtOnce = 2

// ErrPlanChanged says that what an extract would change is no longer what was shown. Nothing was stored.
var ErrPlanChanged = errors.New("what this extract would change is not what was shown; look at it again")

// Upload keeps the files of an extract until they are applied. A file that cannot be read is one of the errors of package
// workbook, which say what to do.
func (s *Service) Upload(ctx context.Context, by Actor, files []ImportFile) (Import, error) {
	if err := authorise(by, importCases); err != nil {
		return Import{}, err
	}
	leave, err := take(ctx, s.reading)
	if err != nil {
		return Import{}, err
	}
	defer leave()
	if _, err := readExtract(files, nil); err != nil {
		return Import{}, err
	}
	i := Import{ID: s.c.NewID(), SHA256: sumOf(files), PersonID: by.ID, Name: by.Name, At: s.now()}
	if err := s.keepUpload(ctx, i, files); err != nil {
		return Import{}, fmt.Errorf("keep an extract: %w", err)
	}
	return i, nil
}

// keepUpload keeps files until they are applied, and removes those that were not applied for too long or are too many.
func (s *Service) keepUpload(ctx context.Context, i Import, files []ImportFile) error {
	return s.c.Store.Write(ctx, func(w Writer) error {
		if err := w.RemoveImports(ctx, i.At.Add(-importKept)); err != nil {
			return err
		}
		if err := w.AddImport(ctx, i, files); err != nil {
			return err
		}
		return w.LimitImports(ctx, i.PersonID, MostUploads)
	})
}

func sumOf(files []ImportFile) string {
	sums := make([]string, len(files))
	for i, f := range files {
		sum := sha256.Sum256(f.Data)
		sums[i] = hex.EncodeToString(sum[:])
	}
	slices.Sort(sums)
	sum := sha256.Sum256([]byte(strings.Join(sums, "\n")))
	return hex.EncodeToString(sum[:])
}

// extract is what was read in files, before anything is known of the children in it.
type extract struct {
	tables []intake.Table
	notes  []string
}

// readExtract reads the tables of all files; of several mappings for one kind of table the first is taken.
func readExtract(files []ImportFile, mappings []intake.Mapping) (x extract, err error) {
	for _, f := range files {
		book, err := workbook.Open(f.Name, bytes.NewReader(f.Data), int64(len(f.Data)), workbook.Limits{})
		if err != nil {
			return extract{}, err
		}
		found, said, err := intake.ReadTables(f.Name, book, mappings)
		if err != nil {
			return extract{}, err
		}
		x.tables, x.notes = append(x.tables, found...), append(x.notes, said...)
	}
	return x, nil
}

// extractOf reads the files of an extract that the person sent; of an applied one there is nothing to read.
func (s *Service) extractOf(ctx context.Context, by Actor, id string) (i Import, x extract, err error) {
	var files []ImportFile
	var remembered []intake.Mapping
	err = s.read(ctx, by, func(r Reader) error {
		if i, err = r.Import(ctx, id); err != nil || !i.Applied.IsZero() {
			return err
		}
		if files, err = r.ImportFiles(ctx, id); err != nil {
			return err
		}
		remembered, err = r.Mappings(ctx)
		return err
	})
	if err == nil {
		x, err = readExtract(files, slices.Concat(i.Mappings, remembered))
	}
	return i, x, err
}

// plan works out what an extract would change among the children whom the importer sees.
func (s *Service) plan(ctx context.Context, r Reader, by Actor, x extract) (*ImportPlan, error) {
	known, closed, err := r.Registered(ctx, s.importScope(by))
	if err != nil {
		return nil, err
	}
	children, words := make([]forms.Child, len(known)), map[string]intake.Allocation{}
	for i, k := range known {
		children[i], words[k.Child.CaseNumber] = k.Child, k.Words
	}
	register := intake.NewRegister(children, words)
	register.Close(closed...)
	p := &ImportPlan{Plan: intake.Make(x.tables, register, s.today()), known: map[string]forms.Child{}}
	for _, child := range children {
		p.known[child.ID] = child
	}
	p.Notes = slices.Concat(x.notes, p.Notes)
	sum := sha256.New()
	for i := range p.Rows {
		row := &p.Rows[i]
		fmt.Fprintf(sum, "%d %d %q\n", row.Table, row.Number, row.CaseNumber)
		markRow(sum, row)
	}
	p.Mark = hex.EncodeToString(sum.Sum(nil)[:16])
	return p, nil
}

func markRow(sum hash.Hash, row *intake.Row) {
	for _, c := range row.Changes {
		fmt.Fprintf(sum, "%q %q %q %q\n", c.Kind, c.What, c.Old, c.New)
	}
	for _, p := range row.Problems {
		fmt.Fprintf(sum, "%q %d %q %q\n", p.Code, p.Column, p.Value, p.Other)
	}
}

// importScope is what the importer sees; whoever runs a command on the machine of the service sees everything.
func (s *Service) importScope(by Actor) *Scope {
	if by.Role == auth.System {
		return nil
	}
	scope := scopeOf(by, s.now())
	return &scope
}

// PlanImport returns an extract that the person sent, and what it would change, and writes down who looked: what would change
// shows what is known of children.
func (s *Service) PlanImport(ctx context.Context, by Actor, id string) (_ Import, p *ImportPlan, err error) {
	if err := authorise(by, importCases); err != nil {
		return Import{}, nil, err
	}
	leave, err := take(ctx, s.reading)
	if err != nil {
		return Import{}, nil, err
	}
	defer leave()
	i, x, err := s.extractOf(ctx, by, id)
	if err == nil && i.Applied.IsZero() {
		err = s.read(ctx, by, func(r Reader) error {
			if i.Earlier, err = r.AppliedImport(ctx, i.SHA256); err != nil {
				return err
			}
			p, err = s.plan(ctx, r, by, x)
			return err
		})
	}
	if err == nil && p != nil {
		err = s.looked(ctx, by, "import.read", importDetail(&i, p))
	}
	if err != nil {
		return Import{}, nil, fmt.Errorf("plan an import: %w", err)
	}
	return i, p, nil
}

func importDetail(i *Import, p *ImportPlan) string {
	return fmt.Sprintf("import %s, files %s, %d rows", i.ID, i.SHA256, len(p.Rows))
}

// looked writes down that the person saw something about several children.
func (s *Service) looked(ctx context.Context, by Actor, action, detail string) error {
	l := s.line(by, action)
	l.Detail = detail
	return s.c.Store.Write(ctx, func(w Writer) error { return w.AddAudit(ctx, l) })
}

// MapImport says what the columns of an extract mean.
func (s *Service) MapImport(ctx context.Context, by Actor, id string, mappings []intake.Mapping) error {
	if err := authorise(by, importCases); err != nil {
		return err
	}
	err := s.write(ctx, by, func(w Writer) error { return w.MapImport(ctx, id, mappings) })
	if err != nil {
		return fmt.Errorf("map an extract: %w", err)
	}
	return nil
}

// ApplyImport stores what an extract changes, if that is what was seen: the mark of the plan. Applied again, it finds its work
// done. Rejected rows end in intake.ErrRejected unless the mode leaves them out.
func (s *Service) ApplyImport(ctx context.Context, by Actor, id string, mode intake.Mode, seen string) (Import, error) {
	if err := authorise(by, importCases); err != nil {
		return Import{}, err
	}
	leave, err := take(ctx, s.reading)
	if err != nil {
		return Import{}, err
	}
	defer leave()
	i, x, err := s.extractOf(ctx, by, id)
	if err == nil && i.Applied.IsZero() {
		err = s.edit(ctx, by, func(e editor) error {
			if i, err = e.Import(ctx, id); err != nil || !i.Applied.IsZero() {
				return err
			}
			p, err := s.plan(ctx, e, by, x)
			if err != nil {
				return err
			}
			if p.Mark != seen {
				return ErrPlanChanged
			}
			return s.apply(ctx, e, by, &i, p, mode)
		})
	}
	if err != nil {
		return Import{}, fmt.Errorf("apply an import: %w", err)
	}
	return i, nil
}

// ImportNow plans an extract and, unless it is a dry run, applies it at once: for programs.
func (s *Service) ImportNow(ctx context.Context, by Actor, files []ImportFile, mappings []intake.Mapping, mode intake.Mode, dry bool) (i Import, p *ImportPlan, err error) {
	if err := authorise(by, importCases); err != nil {
		return Import{}, nil, err
	}
	leave, err := take(ctx, s.reading)
	if err != nil {
		return Import{}, nil, err
	}
	defer leave()
	i = Import{ID: s.c.NewID(), SHA256: sumOf(files), PersonID: by.ID, Name: by.Name, At: s.now(), Mappings: mappings}
	var remembered []intake.Mapping
	err = s.read(ctx, by, func(r Reader) error {
		remembered, err = r.Mappings(ctx)
		return err
	})
	var x extract
	if err == nil {
		x, err = readExtract(files, slices.Concat(mappings, remembered))
	}
	do := func(r Reader) error {
		if i.Earlier, err = r.AppliedImport(ctx, i.SHA256); err != nil {
			return err
		}
		p, err = s.plan(ctx, r, by, x)
		return err
	}
	switch {
	case err != nil:
	case dry:
		if err = s.read(ctx, by, do); err == nil {
			err = s.looked(ctx, by, "import.read", importDetail(&i, p))
		}
	default:
		err = s.edit(ctx, by, func(e editor) error {
			if err := do(e); err != nil {
				return err
			}
			if err := e.AddImport(ctx, i, nil); err != nil {
				return err
			}
			return s.apply(ctx, e, by, &i, p, mode)
		})
	}
	if err != nil {
		return i, p, fmt.Errorf("import: %w", err)
	}
	return i, p, nil
}

// apply stores the children of a plan, remembers what its columns meant, and writes everything down.
func (s *Service) apply(ctx context.Context, e editor, by Actor, i *Import, p *ImportPlan, mode intake.Mode) error {
	children, err := p.Apply(mode)
	if err != nil {
		return err
	}
	for _, c := range children {
		if err := s.importChild(ctx, e, by, i, p, c); err != nil {
			return err
		}
	}
	for _, t := range p.Tables() {
		if err := e.w.RememberMapping(ctx, t.Mapping, i.Name, s.now()); err != nil {
			return err
		}
	}
	i.Applied = s.now()
	if err := e.w.FinishImport(ctx, *i); err != nil {
		return err
	}
	l := s.line(by, "import.apply")
	l.Detail = fmt.Sprintf("import %s, files %s, %d children added, %d changed, %d rows left out", i.ID, i.SHA256, i.Added, i.Changed, p.Count(intake.Rejected))
	return e.w.AddAudit(ctx, l)
}

func (s *Service) importChild(ctx context.Context, e editor, by Actor, i *Import, p *ImportPlan, c intake.Child) error {
	action := "child.update"
	switch {
	case c.New:
		action = "child.add"
		i.Added++
		c.Child.ID = s.c.NewID()
		if err := e.w.AddChild(ctx, c.Child, s.now()); err != nil {
			return err
		}
	case c.Changed:
		i.Changed++
		if _, err := e.w.NextAction(ctx, c.Child.ID); err != nil { // keeps everybody else out
			return err
		}
		switch current, err := e.w.Child(ctx, c.Child.ID); {
		case err != nil:
			return err
		case !reflect.DeepEqual(current, p.known[c.Child.ID]):
			return ErrPlanChanged
		}
		if err := e.w.UpdateChild(ctx, c.Child, s.now()); err != nil {
			return err
		}
	}
	e.touched[c.Child.ID] = true
	said, err := s.allocateImported(ctx, e, by, c)
	if err != nil {
		return err
	}
	if !c.New && !c.Changed {
		if said == "" {
			return nil
		}
		i.Changed++
		action = "child.allocate"
	}
	l := s.line(by, action)
	l.ChildID, l.Detail = c.Child.ID, strings.TrimSuffix("import "+i.ID+"; "+said, "; ")
	return e.w.AddAudit(ctx, l)
}

// allocateImported gives the child to the team and the worker whom the extract names, as far as there are such; what it names
// otherwise is left for somebody to do by hand. A new child of whom it names nobody is the importer's, if others would not see
// it. A case that somebody opened does not become theirs: who works with that child stays as it is. It returns what it changed,
// by ids.
func (s *Service) allocateImported(ctx context.Context, e editor, by Actor, c intake.Child) (string, error) {
	if by.Role != auth.System && !c.New {
		a, err := e.w.Access(ctx, by.ID, c.Child.ID, e.now)
		if a.Opened = false; err != nil || !rights[by.Role].reaches(a) {
			return "", err
		}
	}
	was, err := e.w.Allocation(ctx, c.Child.ID)
	if err != nil {
		return "", err
	}
	is := was
	is.People = slices.Clone(was.People)
	if c.Allocated != (intake.Allocation{}) {
		named, err := e.w.Resolve(ctx, c.Child.ID, c.Allocated)
		if err != nil {
			return "", err
		}
		is.TeamID = cmp.Or(named.TeamID, is.TeamID)
		is.People = slices.DeleteFunc(is.People, func(id string) bool { return id == named.Before && named.PersonID != "" })
		if named.PersonID != "" {
			is.People = append(is.People, named.PersonID)
		}
	}
	if c.New && is.TeamID == "" && len(is.People) == 0 && rights[by.Role].reach == Team {
		is.People = []string{by.ID}
		teams, err := e.w.TeamsOf(ctx, by.ID)
		if err != nil {
			return "", err
		}
		if len(teams) == 1 {
			is.TeamID = teams[0]
		}
	}
	is.People = slices.Compact(slices.Sorted(slices.Values(is.People)))
	said := allocated(was, is)
	if said == "" {
		return "", nil
	}
	return said, e.w.SetAllocation(ctx, is)
}

// Resolved are the team and the person whom an extract names; empty where there are none such. Before is the person whom the
// last extract named.
type Resolved struct{ TeamID, PersonID, Before string }

// WriteRejected writes the rows of an extract that are rejected as a workbook, with the reasons.
func (s *Service) WriteRejected(ctx context.Context, by Actor, id string, to io.Writer) error {
	_, p, err := s.PlanImport(ctx, by, id)
	if err != nil {
		return err
	}
	if p == nil {
		return ErrNotFound
	}
	return p.WriteRejected(to)
}
