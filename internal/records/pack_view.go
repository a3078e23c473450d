package records

import (
	"context"
	"fmt"
	"time"

	"minutebook/internal/auth"
)

// This file is the view of tracker packs. Packs are made and stored by the service; people order and read them.

// Teams implements Reader.
func (v view) Teams(ctx context.Context) ([]auth.Team, error) { return v.r.Teams(ctx) }

// Cases implements Reader.
func (v view) Cases(ctx context.Context, f CaseFilter) ([]StoredCase, error) {
	if err := v.reports(&f); err != nil {
		return nil, err
	}
	return v.r.Cases(ctx, f)
}

// CountCases implements Reader.
func (v view) CountCases(ctx context.Context, f CaseFilter) (int, error) {
	if err := v.reports(&f); err != nil {
		return 0, err
	}
	return v.r.CountCases(ctx, f)
}

func (v view) reports(f *CaseFilter) error {
	scope := reportScope(v.by, v.now)
	f.Scope = &scope
	return authorise(v.by, report)
}

func (v view) packs(f PackFilter) PackFilter {
	scope := reportScope(v.by, v.now)
	f.Scope, f.Boards = &scope, Boards(v.by.Role)
	return f
}

// Pack implements Reader.
func (v view) Pack(ctx context.Context, id string, f PackFilter) (Pack, error) {
	if err := authorise(v.by, report); err != nil {
		return Pack{}, err
	}
	p, err := v.r.Pack(ctx, id, v.packs(f))
	if err == nil && !p.Open && p.PersonID != v.by.ID {
		return Pack{}, ErrNotFound
	}
	return p, err
}

// Packs implements Reader.
func (v view) Packs(ctx context.Context, f PackFilter) ([]Pack, int, error) {
	if err := authorise(v.by, report); err != nil {
		return nil, 0, err
	}
	return v.r.Packs(ctx, v.packs(f))
}

// PackPart implements Reader.
func (v view) PackPart(ctx context.Context, id string, n int) ([]byte, error) {
	if p, err := v.Pack(ctx, id, PackFilter{}); err != nil || !p.Open {
		return nil, ErrNotFound
	}
	return v.r.PackPart(ctx, id, n)
}

// AddPack implements Writer.
func (e editor) AddPack(ctx context.Context, p Pack, job bool) (bool, error) {
	if err := authorise(e.by, report); err != nil {
		return false, err
	}
	return e.w.AddPack(ctx, p, job)
}

var errPackByService = fmt.Errorf("change a tracker pack: %w", ErrForbidden)

// StartPack implements Writer.
func (e editor) StartPack(context.Context, string, int) error { return errPackByService }

// PackDone implements Writer.
func (e editor) PackDone(context.Context, string, int) error { return errPackByService }

// AddPackPart implements Writer.
func (e editor) AddPackPart(context.Context, string, int, []byte) error { return errPackByService }

// FinishPack implements Writer.
func (e editor) FinishPack(context.Context, Pack, []string) error { return errPackByService }

// FailPack implements Writer.
func (e editor) FailPack(context.Context, string) error { return errPackByService }

// DropPack implements Writer.
func (e editor) DropPack(context.Context, string) error { return errPackByService }

// LimitPacks implements Writer: of one's own.
func (e editor) LimitPacks(ctx context.Context, _ string, most int) (int, error) {
	return e.w.LimitPacks(ctx, e.by.ID, most)
}

// RemovePacks implements Writer.
func (e editor) RemovePacks(context.Context, time.Time) (int, error) { return 0, errPackByService }
