package records

import (
	"context"
	"fmt"
	"time"

	"minutebook/internal/intake"
)

// This file is the view of extracts: everybody sees their own. What an extract changes is changed by the service.

// Registered implements Reader.
func (v view) Registered(ctx context.Context, scope *Scope) ([]Registered, []string, error) {
	if err := authorise(v.by, importCases); err != nil {
		return nil, nil, err
	}
	return v.r.Registered(ctx, scope)
}

// Mappings implements Reader. They are headings of columns, and nobody's case.
func (v view) Mappings(ctx context.Context) ([]intake.Mapping, error) { return v.r.Mappings(ctx) }

// Import implements Reader.
func (v view) Import(ctx context.Context, id string) (Import, error) {
	i, err := v.r.Import(ctx, id)
	if err == nil && i.PersonID != v.by.ID {
		return Import{}, ErrNotFound
	}
	return i, err
}

// ImportFiles implements Reader.
func (v view) ImportFiles(ctx context.Context, id string) ([]ImportFile, error) {
	if _, err := v.Import(ctx, id); err != nil {
		return nil, err
	}
	return v.r.ImportFiles(ctx, id)
}

// AppliedImport implements Reader.
func (v view) AppliedImport(ctx context.Context, sha string) (*Import, error) {
	return v.r.AppliedImport(ctx, sha)
}

// Resolve implements Reader.
func (v view) Resolve(context.Context, string, intake.Allocation) (Resolved, error) {
	return Resolved{}, errImportByService
}

var errImportByService = fmt.Errorf("apply an extract: %w", ErrForbidden)

// AddImport implements Writer.
func (e editor) AddImport(ctx context.Context, i Import, files []ImportFile) error {
	if err := authorise(e.by, importCases); err != nil {
		return err
	}
	return e.w.AddImport(ctx, i, files)
}

// MapImport implements Writer.
func (e editor) MapImport(ctx context.Context, id string, mappings []intake.Mapping) error {
	if _, err := e.Import(ctx, id); err != nil {
		return err
	}
	return e.w.MapImport(ctx, id, mappings)
}

// FinishImport implements Writer.
func (e editor) FinishImport(context.Context, Import) error { return errImportByService }

// RememberMapping implements Writer.
func (e editor) RememberMapping(context.Context, intake.Mapping, string, time.Time) error {
	return errImportByService
}

// LimitImports implements Writer: of one's own.
func (e editor) LimitImports(ctx context.Context, _ string, most int) error {
	return e.w.LimitImports(ctx, e.by.ID, most)
}

// RemoveImports implements Writer.
func (e editor) RemoveImports(ctx context.Context, before time.Time) error {
	return e.w.RemoveImports(ctx, before)
}
