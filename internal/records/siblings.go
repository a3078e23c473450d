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
