package records

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"minutebook/forms"
)

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
		if other.Status != Draft || other.Amending() || len(changed) == 0 { // an amendment changes what its reason is about
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
