package records

import (
	"context"
	"fmt"
	"slices"

	"minutebook/forms"
	"minutebook/internal/leak"
)

// StartSheet starts the sheet that tells the parent with the key, as in forms.Person, of an issued meeting; nothing is taken
// over from the minutes but their day. If a sheet of that meeting for that parent is not signed yet, it is returned as it
// is: nobody is to write a second one without knowing of the first. Errors: ErrNotFound for a record that is no planning meeting, *StatusError until it is
// issued, *InvalidError with code "unknown_parent".
func (s *Service) StartSheet(ctx context.Context, by Actor, meetingID, parent string) (Record, error) {
	if err := authorise(by, changeCase); err != nil {
		return Record{}, err
	}
	var meeting, begun Record
	sheet := &forms.Summary{}
	err := s.read(ctx, by, func(r Reader) (err error) {
		if meeting, err = r.Record(ctx, meetingID); err != nil {
			return err
		}
		if meeting = meeting.AsSigned(); meeting.Status != Issued {
			return &StatusError{Status: meeting.Status, Want: Issued}
		}
		if meeting, _, err = withForm(ctx, r, meeting); err != nil {
			return err
		}
		if !forms.Reviewed(meeting.Form) {
			return ErrNotFound
		}
		child, err := r.Child(ctx, meeting.ChildID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(child.People, func(p forms.Person) bool { return p.Key == parent && p.Is(forms.ParentRole) })
		if i < 0 {
			return &InvalidError{forms.Problems{{Pointer: "/parent", Code: "unknown_parent", Level: forms.Error, Args: map[string]any{"got": parent}}}}
		}
		sheet.ParentKey, sheet.ParentName = parent, child.People[i].Name
		begun, err = unsignedSheet(ctx, r, meeting, parent)
		return err
	})
	if err != nil {
		return Record{}, fmt.Errorf("start a parent’s sheet: %w", err)
	}
	if begun.ID != "" {
		return begun, nil
	}
	if f, ok := meeting.Form.(interface{ Held() forms.Date }); ok {
		sheet.MeetingDate = f.Held()
	}
	rec, _, err := s.create(ctx, by, start{ties: Record{ChildID: meeting.ChildID, About: meeting.ID}, form: sheet})
	return rec, err
}

// unsignedSheet returns the sheet of a meeting for a parent that can still be written, or an empty record.
func unsignedSheet(ctx context.Context, r Reader, meeting Record, parent string) (Record, error) {
	sheets, err := sheetsOf(ctx, r, meeting)
	for _, rec := range sheets {
		if rec.Form.(*forms.Summary).ParentKey == parent && (rec.Status == Draft || rec.Status == Complete) {
			return rec, nil
		}
	}
	return Record{}, err
}

func sheetsOf(ctx context.Context, r Reader, meeting Record) ([]Record, error) {
	return recordsOf(ctx, r, Filter{ChildID: meeting.ChildID, About: meeting.ID}, func(rec Record) bool { return rec.Kind == forms.SummaryKind })
}

// Sheets returns the parents' sheets that tell of a meeting, with their forms, the latest change first. Like Forms it is not
// for showing what is in them.
func (s *Service) Sheets(ctx context.Context, by Actor, meetingID string) (found []Record, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	err = s.read(ctx, by, func(r Reader) error {
		meeting, err := r.Record(ctx, meetingID)
		if err != nil {
			return err
		}
		found, err = sheetsOf(ctx, r, meeting)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the sheets of a meeting: %w", err)
	}
	return found, nil
}

// leaks checks a parent's sheet against what that parent may not know: the people around the child, and whatever the records
// of the child, and of brothers and sisters, withhold, drafts too. It is asked again when the chair signs, in the same
// transaction.
func (s *Service) leaks(ctx context.Context, r Reader, rec Record, child forms.Child) (forms.Problems, error) {
	c, err := s.secrets(ctx, r, rec, child)
	if err != nil {
		return nil, err
	}
	return c.Check(rec.Form.(*forms.Summary)), nil
}

// secrets gathers what a sheet is checked against.
func (s *Service) secrets(ctx context.Context, r Reader, sheet Record, child forms.Child) (*leak.Case, error) {
	r = unbounded(r) // whoever writes the sheet: what they may not read is not to come out through it either
	c := leak.Case{Child: child, People: child.People, Public: s.c.Public}
	own, err := minutesOf(ctx, r, child.ID)
	if err != nil {
		return nil, err
	}
	for _, rec := range own {
		c.Forms = append(c.Forms, rec.Form)
		if rec.ID == sheet.About {
			c.Minutes = rec.Form
		}
	}
	siblings, err := siblingsOf(ctx, r, child)
	if err != nil {
		return nil, err
	}
	for _, other := range siblings {
		theirs, err := minutesOf(ctx, r, other.ID)
		if err != nil {
			return nil, err
		}
		sibling := leak.Sibling{Child: other}
		for _, rec := range theirs {
			sibling.Forms = append(sibling.Forms, rec.Form)
		}
		c.Siblings = append(c.Siblings, sibling)
	}
	return &c, nil
}

// minutesOf returns a child's records that are no parent's sheet. Of one that is being amended both versions come, the one
// that stands last.
func minutesOf(ctx context.Context, r Reader, childID string) ([]Record, error) {
	now, err := recordsOf(ctx, r, Filter{ChildID: childID}, func(rec Record) bool { return rec.Kind != forms.SummaryKind })
	if err != nil {
		return nil, err
	}
	signed := slices.DeleteFunc(slices.Clone(now), func(rec Record) bool { return !rec.Amending() })
	err = standing(ctx, r, signed)
	return append(now, signed...), err
}
