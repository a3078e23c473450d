package records

import (
	"context"
	"errors"
	"fmt"

	"minutebook/forms"
)

// Record returns a record with its form, and writes down who read it.
func (s *Service) Record(ctx context.Context, by Actor, id string) (rec Record, err error) {
	if err := authorise(by, readCase); err != nil {
		return Record{}, err
	}
	err = s.write(ctx, by, func(w Writer) error {
		if rec, err = w.Record(ctx, id); err != nil {
			return err
		}
		if rec, _, err = withForm(ctx, w, rec); err != nil {
			return err
		}
		return w.AddAudit(ctx, s.lineFor(by, "record.read", rec))
	})
	if err != nil {
		return Record{}, fmt.Errorf("read a record: %w", err)
	}
	return rec, nil
}

// Summary returns a record without its form. It shows no case content and leaves no audit line, so a page may ask again
// and again how the papers are coming along.
func (s *Service) Summary(ctx context.Context, by Actor, id string) (rec Record, err error) {
	if err := authorise(by, readCase); err != nil {
		return Record{}, err
	}
	err = s.read(ctx, by, func(r Reader) error {
		rec, err = r.Record(ctx, id)
		return err
	})
	if err != nil {
		return Record{}, fmt.Errorf("look up a record: %w", err)
	}
	return rec, nil
}

// Records returns a page of records without their forms, the latest change first, and how many there are in all.
func (s *Service) Records(ctx context.Context, by Actor, f Filter) (list []Record, total int, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, 0, err
	}
	f.Limit, f.Offset = page(f.Limit, f.Offset)
	err = s.read(ctx, by, func(r Reader) error {
		list, total, err = r.Records(ctx, f)
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list records: %w", err)
	}
	return list, total, nil
}

// Version returns one version of a record, and writes down who read it.
func (s *Service) Version(ctx context.Context, by Actor, id string, n int) (v Version, err error) {
	if err := authorise(by, readCase); err != nil {
		return Version{}, err
	}
	err = s.write(ctx, by, func(w Writer) error {
		rec, err := w.Record(ctx, id)
		if err != nil {
			return err
		}
		if v, err = w.Version(ctx, id, n); err != nil {
			return err
		}
		rec.Version = n
		return w.AddAudit(ctx, s.lineFor(by, "record.read", rec))
	})
	if err != nil {
		return Version{}, fmt.Errorf("read a version: %w", err)
	}
	return v, nil
}

// Versions returns a record's versions without their bodies, the latest first.
func (s *Service) Versions(ctx context.Context, by Actor, id string) (list []Version, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	err = s.read(ctx, by, func(r Reader) error {
		if _, err := r.Record(ctx, id); err != nil {
			return err
		}
		list, err = r.Versions(ctx, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list versions: %w", err)
	}
	return list, nil
}

// Check returns everything that is wrong with a record's form as it is in r: what stops it from being signed, and advice.
func (s *Service) Check(ctx context.Context, by Actor, r Record) (problems forms.Problems, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	if r.Form == nil {
		return nil, errors.New("check a record: it comes without its form")
	}
	err = s.read(ctx, by, func(reader Reader) error {
		child, err := reader.Child(ctx, r.ChildID)
		if err != nil {
			return err
		}
		problems, err = s.problems(ctx, reader, r, child)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("check a record: %w", err)
	}
	return problems, nil
}
