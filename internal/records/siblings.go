package records

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"minutebook/forms"
)

// Siblings returns the brothers and sisters of a child who are on file, in the order in which the child's own file has
// them: it names them by case number.
func (s *Service) Siblings(ctx context.Context, by Actor, child forms.Child) (siblings []forms.Child, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	err = s.read(ctx, by, func(r Reader) (err error) {
		siblings, err = siblingsOf(ctx, r, child)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look up brothers and sisters: %w", err)
	}
	return siblings, nil
}

// siblingsOf returns those whom the reader may see.
func siblingsOf(ctx context.Context, r Reader, child forms.Child) (siblings []forms.Child, err error) {
	for i := range child.People {
		p := &child.People[i]
		if !p.Is(forms.SiblingRole) || p.CaseNumber == "" {
			continue
		}
		sibling, err := childNumbered(ctx, r, p.CaseNumber)
		switch {
		case errors.Is(err, ErrNotFound):
		case err != nil:
			return nil, err
		case sibling.ID != child.ID && !slices.ContainsFunc(siblings, func(c forms.Child) bool { return c.ID == sibling.ID }):
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
	err = s.read(ctx, by, func(r Reader) (err error) {
		child, err = childNumbered(ctx, r, caseNumber)
		return err
	})
	if err != nil {
		return forms.Child{}, fmt.Errorf("look up a case number: %w", err)
	}
	return child, nil
}

func childNumbered(ctx context.Context, r Reader, caseNumber string) (forms.Child, error) {
	if !storable(caseNumber) {
		return forms.Child{}, ErrNotFound
	}
	return r.ChildByCaseNumber(ctx, norm.NFC.String(strings.TrimSpace(caseNumber)))
}
