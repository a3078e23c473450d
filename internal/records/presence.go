package records

import (
	"context"
	"fmt"
	"time"

	"minutebook/forms"
)

// PresentFor is how long a person counts as present after their page was last heard of.
const PresentFor = time.Minute

// Presence says that a person has a section of a record open.
type Presence struct {
	RecordID, Section string
	PersonID, Name    string
	At                time.Time // when their page was last heard of
}

// Present notes that the actor has a section open, and returns who else has one of the record's sections open, in order of
// section and name. Only people who may see the record are told, and only they can be in it. It leaves no audit line: opening
// the section did.
func (s *Service) Present(ctx context.Context, by Actor, recordID, section string) (others []Presence, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	now := s.now()
	err = s.write(ctx, by, func(w Writer) error {
		rec, err := w.Record(ctx, recordID)
		if err != nil {
			return err
		}
		if _, known := forms.Define(rec.Kind).Section(section); !known {
			return ErrNotFound
		}
		if err := w.SetPresence(ctx, Presence{recordID, section, by.ID, by.Name, now}, now.Add(-PresentFor)); err != nil {
			return err
		}
		others, err = w.Presences(ctx, recordID, by.ID, now.Add(-PresentFor))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("note who has a section open: %w", err)
	}
	return others, nil
}
