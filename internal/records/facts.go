package records

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"minutebook/forms"
)

// ChildChangedError says that what is known of a child was changed since the caller last looked. Nothing was stored.
type ChildChangedError struct{ Current forms.Child }

func (e *ChildChangedError) Error() string { return "the child was changed since" }

// ChildTag stands for everything that is known of a child.
func ChildTag(child forms.Child) (string, error) {
	data, err := json.Marshal(child)
	if err != nil {
		return "", fmt.Errorf("making a child’s tag: %w", err)
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16]), nil
}

// ChangeChild is UpdateChild for a caller who says what the change started from: seen is the ChildTag of that. If the child
// is no longer that, the answer is *ChildChangedError.
func (s *Service) ChangeChild(ctx context.Context, by Actor, child forms.Child, seen string) error {
	if err := authorise(by, changeCase); err != nil {
		return err
	}
	child, err := tidyChild(child)
	if err != nil {
		return err
	}
	err = s.write(ctx, by, func(w Writer) error {
		if _, err := w.NextAction(ctx, child.ID); err != nil { // keeps everybody else out between the look and the change
			return err
		}
		current, err := w.Child(ctx, child.ID)
		if err != nil {
			return err
		}
		tag, err := ChildTag(current)
		if err != nil {
			return err
		}
		if tag != seen {
			return &ChildChangedError{current}
		}
		if err := w.UpdateChild(ctx, child, s.now()); err != nil {
			return taken(err)
		}
		return s.auditChild(ctx, w, by, "child.update", child.ID)
	})
	if err != nil {
		return fmt.Errorf("change a child: %w", err)
	}
	return nil
}

// Forms returns the child's records of the kinds, with their forms. It is for working out what follows from them, and not
// for showing them: who reads a record is written down, who sees a deadline that depends on it is not.
func (s *Service) Forms(ctx context.Context, by Actor, childID string, kinds ...forms.Kind) (found []Record, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	err = s.read(ctx, by, func(r Reader) (err error) {
		found, err = counting(ctx, r, childID, kinds)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read a child’s forms: %w", err)
	}
	return found, nil
}

// counting returns the child's records of the kinds from which something follows, with their forms.
func counting(ctx context.Context, r Reader, childID string, kinds []forms.Kind) ([]Record, error) {
	found, err := recordsOf(ctx, r, Filter{ChildID: childID}, func(rec Record) bool {
		return slices.Contains(kinds, rec.Kind) && rec.Withdrawn == nil
	})
	if err == nil {
		err = standing(ctx, r, found)
	}
	return found, err
}

// recordsOf returns those of the records that the filter finds, on all pages, which are wanted, with their forms.
func recordsOf(ctx context.Context, r Reader, f Filter, wanted func(Record) bool) (found []Record, err error) {
	for f.Limit = 200; ; f.Offset += f.Limit {
		list, total, err := r.Records(ctx, f)
		if err != nil {
			return nil, err
		}
		for _, rec := range list {
			if !wanted(rec) {
				continue
			}
			if rec, _, err = withForm(ctx, r, rec); err != nil {
				return nil, err
			}
			found = append(found, rec)
		}
		if f.Offset+f.Limit >= total {
			return found, nil
		}
	}
}

// standing puts in place of each amendment the version that it amends: until it is signed, nothing follows from it.
func standing(ctx context.Context, r Reader, found []Record) (err error) {
	for i := range found {
		if found[i].Amending() {
			if found[i], _, err = withForm(ctx, r, found[i].AsSigned()); err != nil {
				return err
			}
		}
	}
	return nil
}

// ClockKinds are the kinds of forms on which a child's deadlines depend: planning meetings and what follows on them.
func ClockKinds() []forms.Kind {
	return []forms.Kind{forms.PPMKind, forms.PRPMKind, forms.AdoptionAdviceKind}
}
