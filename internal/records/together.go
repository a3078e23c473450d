package records

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"minutebook/forms"
)

// One meeting may be about several brothers and sisters. Each child has a record of their own; the records share the id of
// the meeting, and the sections that forms.SharedSections names are written once: what is saved in one draft is saved in the
// other drafts too, as long as they say what this one said before, unless it is saved alone. Where somebody has written something else, nothing
// happens by itself: Companions tells, and Bring brings the answers over. A record that is complete or signed is not changed
// by saving another.

// mostTogether is how many children one meeting may be about.
const mostTogether = 20

// Companion is another child's record of the same meeting.
type Companion struct {
	Record                  // without its form
	Child   string          // name
	Differs []forms.Section // shared sections that do not say the same in both records
}

// Open reports that the record can take answers.
func (c *Companion) Open() bool { return c.Status == Draft || c.Status == Complete }

// Companions returns the records held together with one, in order of the children's names. It tells which shared sections
// differ and shows no answers, so it leaves no audit line.
func (s *Service) Companions(ctx context.Context, by Actor, rec Record) (all []Companion, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	err = s.read(ctx, by, func(r Reader) error {
		all, err = companions(ctx, r, rec)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look up who was at the meeting too: %w", err)
	}
	return all, nil
}

func companions(ctx context.Context, r Reader, rec Record) ([]Companion, error) {
	others, err := heldWith(ctx, r, rec)
	if err != nil {
		return nil, err
	}
	all := make([]Companion, len(others))
	for i, other := range others {
		child, err := r.Child(ctx, other.ChildID)
		if err != nil {
			return nil, err
		}
		full, _, err := withForm(ctx, r, other)
		if err != nil {
			return nil, err
		}
		all[i] = Companion{Record: other, Child: child.Name}
		for _, section := range forms.SharedSections(rec.Kind) {
			if rec.Form != nil && !section.Same(rec.Form, full.Form) {
				all[i].Differs = append(all[i].Differs, section)
			}
		}
	}
	slices.SortFunc(all, func(a, b Companion) int { return strings.Compare(a.Child+a.ID, b.Child+b.ID) })
	return all, nil
}

// heldWith returns the other records of a record's meeting. Through a person's view those of children whom the person may not
// see are missing: they are neither named nor changed.
func heldWith(ctx context.Context, r Reader, rec Record) ([]Record, error) {
	if rec.Meeting == "" {
		return nil, nil
	}
	all, _, err := r.Records(ctx, Filter{Meeting: rec.Meeting, Limit: mostTogether + 1})
	return slices.DeleteFunc(all, func(other Record) bool { return other.ID == rec.ID }), err
}

// childNames returns the names of the other children whom the meeting was about.
func childNames(all []Companion) []string {
	var names []string
	for _, c := range all {
		names = append(names, c.Child)
	}
	return names
}

// storable reports whether a text can be in a database: not every database takes control characters.
func storable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, unicode.IsControl)
}

// lockChildren keeps others from changing any record of the children until the transaction ends. The order is the same for
// everybody, so that no two transactions wait for each other.
func lockChildren(ctx context.Context, w Writer, ids []string) error {
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		if _, err := w.NextAction(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// lockMeeting is lockChildren for everybody whom the record's meeting is about. Who they are never changes.
func lockMeeting(ctx context.Context, w Writer, rec Record) error {
	others, err := heldWith(ctx, w, rec)
	if err != nil || len(others) == 0 {
		return err
	}
	ids := []string{rec.ChildID}
	for _, other := range others {
		ids = append(ids, other.ChildID)
	}
	return lockChildren(ctx, w, ids)
}

// share saves what a save changed in shared sections in the other drafts of the meeting that said the same before. The
// meeting is locked. A draft that is signed or completed at the same moment keeps its answers.
func (s *Service) share(ctx context.Context, w Writer, by Actor, rec Record, before forms.Form) error {
	others, err := heldWith(ctx, w, rec)
	if err != nil || len(others) == 0 {
		return err
	}
	changed := slices.DeleteFunc(forms.SharedSections(rec.Kind), func(s forms.Section) bool { return s.Same(before, rec.Form) })
	for _, other := range others {
		if other.Status != Draft || len(changed) == 0 {
			continue
		}
		if other, _, err = withForm(ctx, w, other); err != nil {
			return err
		}
		for _, section := range changed {
			if section.Same(before, other.Form) {
				section.Bring(rec.Form, other.Form)
			}
		}
		err = s.advance(ctx, w, by, &other, other.Form, broughtFrom(rec))
		if err != nil && !errors.As(err, new(*SignedError)) && !errors.As(err, new(*StatusError)) {
			return err
		}
	}
	return nil
}

// broughtFrom is the detail of an audit line about answers that were given in another record.
func broughtFrom(rec Record) string {
	return fmt.Sprintf("from record %s, version %d", rec.ID, rec.Version)
}

// Bring puts what a record says in a shared section into another record of the meeting, as that one's next version, and
// returns it. Have is the version of the other record that the caller has seen. Errors: *SignedError, *StaleError, and
// ErrNotFound for records of different meetings or a section that is not shared.
func (s *Service) Bring(ctx context.Context, by Actor, id, section, toID string, have int) (to Record, err error) {
	if err := authorise(by, changeCase); err != nil {
		return Record{}, err
	}
	err = s.write(ctx, by, func(w Writer) error {
		if !storable(toID) {
			return ErrNotFound
		}
		from, err := w.Record(ctx, id)
		if err != nil {
			return err
		}
		sections := forms.SharedSections(from.Kind)
		i := slices.IndexFunc(sections, func(s forms.Section) bool { return s.ID == section })
		if from.Meeting == "" || i < 0 {
			return ErrNotFound
		}
		if err := lockMeeting(ctx, w, from); err != nil {
			return err
		}
		if to, err = open(ctx, w, toID, have); err != nil {
			return err
		}
		if to.Meeting != from.Meeting {
			return ErrNotFound
		}
		if from, err = w.Record(ctx, id); err != nil {
			return err
		}
		if from, _, err = withForm(ctx, w, from); err != nil {
			return err
		}
		if to, _, err = withForm(ctx, w, to); err != nil {
			return err
		}
		sections[i].Bring(from.Form, to.Form)
		return s.advance(ctx, w, by, &to, to.Form, broughtFrom(from))
	})
	if err != nil {
		return Record{}, fmt.Errorf("bring answers to another child’s record: %w", err)
	}
	return to, nil
}

// Siblings returns the brothers and sisters of a child who are on file, in the order in which the child's own file has
// them: it names them by case number.
func (s *Service) Siblings(ctx context.Context, by Actor, child forms.Child) (siblings []forms.Child, err error) {
	var numbers []string
	for _, p := range child.People {
		if p.Is(forms.SiblingRole) && p.CaseNumber != "" && p.CaseNumber != child.CaseNumber && !slices.Contains(numbers, p.CaseNumber) {
			numbers = append(numbers, p.CaseNumber)
		}
	}
	for _, number := range numbers {
		sibling, err := s.ChildNumbered(ctx, by, number)
		switch {
		case errors.Is(err, ErrNotFound):
		case err != nil:
			return nil, err
		default:
			siblings = append(siblings, sibling)
		}
	}
	return siblings, nil
}

// ChildNumbered returns the child who has exactly this case number, as a page of Children would list them.
func (s *Service) ChildNumbered(ctx context.Context, by Actor, caseNumber string) (child forms.Child, err error) {
	if err := authorise(by, readCase); err != nil {
		return forms.Child{}, err
	}
	err = s.read(ctx, by, func(r Reader) error {
		if !storable(caseNumber) {
			return ErrNotFound
		}
		child, err = r.ChildByCaseNumber(ctx, norm.NFC.String(strings.TrimSpace(caseNumber)))
		return err
	})
	if err != nil {
		return forms.Child{}, fmt.Errorf("look up a case number: %w", err)
	}
	return child, nil
}
