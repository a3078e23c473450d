package records

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"minutebook/forms"
)

// One meeting may be about several brothers and sisters. Each child has a record of their own; the records share the id of
// the meeting, and the sections that forms.SharedSections names are written once: what is saved in one draft is saved in the
// other drafts too, as long as they say what this one said before, unless it is saved alone (share.go). Where somebody has
// written something else, nothing happens by itself: Companions tells, and Bring brings the answers over. A record that is
// complete or signed is not changed by saving another.

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
