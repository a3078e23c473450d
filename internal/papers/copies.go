package papers

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"minutebook/forms"
	"minutebook/internal/sign"
	"minutebook/render"
)

// Audiences lists who gets a paper of a kind of form: professionals, the parents for their own sheets, whoever else a field
// of it names, and family finding where there is a child to find a family for.
func Audiences(kind forms.Kind) []forms.Audience {
	if kind == forms.SummaryKind {
		return []forms.Audience{forms.Parent}
	}
	all := []forms.Audience{forms.Professional}
	for _, a := range []forms.Audience{forms.IRO, forms.Panel} {
		if names(kind, a) {
			all = append(all, a)
		}
	}
	switch kind {
	case forms.PPMKind, forms.PRPMKind, forms.CPRKind:
		all = append(all, forms.Profile)
	}
	return all
}

// names reports whether a kind of form tells an audience anything but which child it is about: a copy that holds no more
// than that would be read as a form in which nothing was answered.
func names(kind forms.Kind, a forms.Audience) bool {
	return slices.ContainsFunc(forms.Define(kind).Sections, func(s forms.Section) bool {
		return s.ID != "child" && s.ID != "child_details" && slices.ContainsFunc(s.Fields, func(f forms.Field) bool { return slices.Contains(f.Audience, string(a)) })
	})
}

// Issue makes every paper of a form that is no parent's sheet: the full one, signed by the person, and a copy for each other
// audience, sealed by the authority. A paper without a signature comes out as drafts.
func (p *Press) Issue(ctx context.Context, paper *render.Paper, personID string) ([]File, error) {
	if paper.Form.Kind() == forms.SummaryKind {
		return nil, errors.New("a parent’s sheet is made by Sheet, for one parent")
	}
	var files []File
	for _, a := range Audiences(paper.Form.Kind()) {
		one := *paper
		one.Audience = string(a)
		if one.IsCopy() {
			one.Minutes = paper.Signature
		}
		made, err := p.finish(ctx, &one, personID)
		if err != nil {
			return nil, fmt.Errorf("paper for %s: %w", a, err)
		}
		files = append(files, made...)
	}
	return files, nil
}

// Sheet makes a parent's sheet, standard and in large print, sealed by the authority. The caller has checked it.
func (p *Press) Sheet(ctx context.Context, paper *render.Paper, parent string) ([]File, error) {
	var files []File
	for _, large := range []bool{false, true} {
		one := *paper
		one.Audience, one.Large = string(forms.Parent)+"-"+parent, large
		if large {
			one.Audience += "-large"
		}
		made, err := p.finish(ctx, &one, "")
		if err != nil {
			return nil, fmt.Errorf("sheet for %s: %w", one.Audience, err)
		}
		files = append(files, made...)
	}
	return files, nil
}

// finish prints one paper and signs or seals it.
func (p *Press) finish(ctx context.Context, paper *render.Paper, personID string) ([]File, error) {
	var id sign.Identity
	if !paper.Draft() {
		var err error
		if id, err = p.Signer(ctx, paper, personID); err != nil {
			return nil, err
		}
	}
	return p.Print(ctx, paper, id)
}
