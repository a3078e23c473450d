package records

import (
	"context"
	"errors"
	"fmt"

	"minutebook/forms"
	"minutebook/internal/leak"
)

// Preview returns what the papers of a record would be made from if it were signed now, without a signer, and writes down
// who read it.
func (s *Service) Preview(ctx context.Context, by Actor, id string) (order Order, err error) {
	if err := authorise(by, readCase); err != nil {
		return Order{}, err
	}
	err = s.write(ctx, by, func(w Writer) error {
		rec, err := w.Record(ctx, id)
		if err != nil {
			return err
		}
		child, err := w.Child(ctx, rec.ChildID)
		if err != nil {
			return err
		}
		others, err := companions(ctx, w, rec)
		if err != nil {
			return err
		}
		would := Signature{RecordID: id, Version: rec.Version, At: s.now(), Child: child, Authority: s.c.Authority, Together: childNames(others)}
		if order, err = orderOf(ctx, w, rec, would); err != nil {
			return err
		}
		return w.AddAudit(ctx, s.lineFor(by, "record.read", rec))
	})
	if err != nil {
		return Order{}, fmt.Errorf("preview a record: %w", err)
	}
	return order, nil
}

// ParentCopy is what one parent does not get of a record.
type ParentCopy struct {
	Parent forms.Person
	Parts  []Part
}

// NotForParents returns for each parent of the child what they do not get of a record, as it is in rec with its form.
func (s *Service) NotForParents(ctx context.Context, by Actor, rec Record) (copies []ParentCopy, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	if rec.Form == nil {
		return nil, errors.New("tell what parents do not get: the record comes without its form")
	}
	err = s.read(ctx, by, func(r Reader) error {
		child, err := r.Child(ctx, rec.ChildID)
		if err != nil {
			return err
		}
		c, err := s.secrets(ctx, r, rec, child)
		if err != nil {
			return err
		}
		c.Minutes = rec.Form
		for _, p := range child.People {
			if !p.Is(forms.ParentRole) {
				continue
			}
			parts, err := partsWithheld(c, p.Key)
			if err != nil {
				return err
			}
			copies = append(copies, ParentCopy{p, parts})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("tell what parents do not get: %w", err)
	}
	return copies, nil
}

// partsWithheld is what the parent with the key does not get of the minutes in the case.
func partsWithheld(c *leak.Case, parent string) (parts []Part, err error) {
	_, withheld, err := forms.Project(c.Minutes, forms.Parent)
	if err != nil {
		return nil, err
	}
	guard := c.Guard(parent)
	for _, w := range withheld {
		parts = append(parts, Part{w, guard.Protected(c.Minutes, w.Pointer)})
	}
	return parts, nil
}
