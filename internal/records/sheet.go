package records

import (
	"context"

	"minutebook/forms"
	"minutebook/internal/leak"
)

// leaks checks a parent's sheet against what that parent may not know: the people around the child, and whatever the
// child's other records withhold, drafts too. It is asked again when the chair signs, in the same transaction.
func (s *Service) leaks(ctx context.Context, r Reader, sheet *forms.Summary, child forms.Child) (forms.Problems, error) {
	c := leak.Case{Child: child, People: child.People, Public: s.c.Public}
	const size = 200
	for at := 0; ; at += size {
		list, total, err := r.Records(ctx, Filter{ChildID: child.ID, Limit: size, Offset: at})
		if err != nil {
			return nil, err
		}
		for _, rec := range list {
			if rec.Kind == forms.SummaryKind {
				continue
			}
			if rec, _, err = withForm(ctx, r, rec); err != nil {
				return nil, err
			}
			c.Forms = append(c.Forms, rec.Form)
		}
		if at+size >= total {
			return c.Check(sheet), nil
		}
	}
}
