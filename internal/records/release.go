package records

import (
	"context"
	"fmt"
	"slices"

	"minutebook/forms"
	"minutebook/internal/leak"
)

// consent writes into the releases of a sheet that are new who made them and when; those that were there keep theirs,
// whatever the caller sent. Only somebody who may sign makes one: for everybody else it is a problem. Anybody who may write
// the sheet may take one back, for that only makes the sheet stricter. Stored is empty for a record that is new.
func (s *Service) consent(ctx context.Context, r Reader, by Actor, stored Record, form forms.Form) (fresh []forms.Release, refused forms.Problems, err error) {
	sheet, ok := form.(*forms.Summary)
	if !ok {
		return nil, nil, nil
	}
	var had []forms.Release
	if stored.ID != "" {
		if stored, _, err = withForm(ctx, r, stored); err != nil {
			return nil, nil, err
		}
		had = stored.Form.(*forms.Summary).Releases
	}
	for i := range sheet.Releases {
		release := &sheet.Releases[i]
		if j := slices.IndexFunc(had, release.SameAs); j >= 0 {
			*release = had[j]
			continue
		}
		release.By, release.On = by.Name, s.today()
		fresh = append(fresh, *release)
		if authorise(by, signCase) != nil {
			refused = append(refused, forms.Problem{Pointer: fmt.Sprintf("/releases/%d", i), Code: "release_by_chair", Level: forms.Error})
		}
	}
	return fresh, refused, nil
}

// auditReleases writes a line for each release, with the part of the minutes that it is about, never its words.
func (s *Service) auditReleases(ctx context.Context, w Writer, by Actor, rec Record, fresh []forms.Release) error {
	for _, r := range fresh {
		l := s.lineFor(by, "sheet.release", rec)
		l.Detail = r.ID
		if err := w.AddAudit(ctx, l); err != nil {
			return err
		}
	}
	return nil
}

// Release lets a parent have something in the sheet, which becomes its next version: words that the check found, or, where
// ID is set, a withheld part of the minutes of the meeting, whose text is then put into the sheet, once, for the chair to edit.
// Only a chair may. Errors are those of Save, and ErrNotFound for a part that the meeting does not withhold.
func (s *Service) Release(ctx context.Context, by Actor, id string, have int, release forms.Release) (Record, error) {
	if err := authorise(by, signCase); err != nil {
		return Record{}, err
	}
	return s.changeSheet(ctx, by, id, have, func(sheet *forms.Summary, meeting forms.Form) error {
		if slices.ContainsFunc(sheet.Releases, func(r forms.Release) bool { return r.ID != "" && r.ID == release.ID && r.Reason != "" }) {
			return nil
		}
		if release.ID != "" {
			if meeting == nil || slices.Contains(forms.ReadersOf(meeting.Kind(), release.ID), string(forms.Parent)) {
				return ErrNotFound
			}
			shown, _, err := forms.Project(meeting, forms.Parent, release.ID)
			if err != nil {
				return err
			}
			words := forms.InWords(shown, release.ID)
			if words == "" {
				return ErrNotFound
			}
			section, field, _ := forms.Define(meeting.Kind()).Field(release.ID)
			release.Text = field.Label
			sheet.Shared = append(sheet.Shared, forms.Share{ID: section.ID, Heading: field.Label, Text: words})
		}
		sheet.Releases = append(sheet.Releases, release)
		return nil
	})
}

// Withdraw takes back a sheet's release, by its place. What was put into the sheet because of it stays, and is found again.
func (s *Service) Withdraw(ctx context.Context, by Actor, id string, have, at int) (Record, error) {
	return s.changeSheet(ctx, by, id, have, func(sheet *forms.Summary, _ forms.Form) error {
		if at < 0 || at >= len(sheet.Releases) {
			return ErrNotFound
		}
		sheet.Releases = slices.Delete(sheet.Releases, at, at+1)
		return nil
	})
}

// Tell begins a plain-words version of a section of the minutes in the sheet, unless there is one. It starts with the
// meeting's own words where this parent may read them.
func (s *Service) Tell(ctx context.Context, by Actor, id string, have int, sectionID string) (Record, error) {
	return s.changeSheet(ctx, by, id, have, func(sheet *forms.Summary, meeting forms.Form) error {
		if meeting == nil {
			return ErrNotFound
		}
		section, ok := forms.Define(meeting.Kind()).Section(sectionID)
		if !ok {
			return ErrNotFound
		}
		if slices.ContainsFunc(sheet.Shared, func(p forms.Share) bool { return p.ID == sectionID }) {
			return nil
		}
		shown, _, err := forms.Project(meeting, forms.Parent)
		if err != nil {
			return err
		}
		part := forms.Share{ID: sectionID, Heading: section.Heading}
		for _, f := range section.Fields {
			if words := forms.InWords(shown, "/"+f.ID); words != "" {
				part.Text += f.Label + ": " + words + "\n"
			}
		}
		sheet.Shared = append(sheet.Shared, part)
		return nil
	})
}

// changeSheet saves a sheet after a change. Meeting is the form of the meeting that the sheet tells of, nil for none.
func (s *Service) changeSheet(ctx context.Context, by Actor, id string, have int, change func(sheet *forms.Summary, meeting forms.Form) error) (Record, error) {
	if err := authorise(by, changeCase); err != nil {
		return Record{}, err
	}
	var rec, meeting Record
	err := s.read(ctx, by, func(r Reader) (err error) {
		if rec, err = open(ctx, r, id, have); err == nil {
			rec, _, err = withForm(ctx, r, rec)
		}
		if err == nil && rec.About != "" {
			if meeting, err = r.Record(ctx, rec.About); err == nil {
				meeting, _, err = withForm(ctx, r, meeting.AsSigned())
			}
		}
		return err
	})
	if err != nil {
		return Record{}, fmt.Errorf("read a parent’s sheet: %w", err)
	}
	sheet, ok := rec.Form.(*forms.Summary)
	if !ok {
		return Record{}, ErrNotFound
	}
	if err := change(sheet, meeting.Form); err != nil {
		return Record{}, fmt.Errorf("change a parent’s sheet: %w", err)
	}
	rec, _, err = s.Save(ctx, by, id, have, sheet)
	return rec, err
}

// Part is an answer of a meeting that a parent does not get.
type Part struct {
	forms.Withheld
	Tells []leak.Hit // what is protected in it, each kind of each person once; words that are only withheld are left out
}

// Withheld returns what the parent of a sheet does not get of the meeting that the sheet tells of: what is not for parents at
// all, and of that, what this parent in particular may not know.
func (s *Service) Withheld(ctx context.Context, by Actor, sheet Record) (parts []Part, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	form, ok := sheet.Form.(*forms.Summary)
	if !ok || sheet.About == "" {
		return nil, nil
	}
	err = s.read(ctx, by, func(r Reader) error {
		child, err := r.Child(ctx, sheet.ChildID)
		if err != nil {
			return err
		}
		c, err := s.secrets(ctx, r, sheet, child)
		if err != nil {
			return err
		}
		parts, err = partsWithheld(c, form.ParentKey)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what a parent does not get: %w", err)
	}
	return parts, nil
}
