package main

import (
	"context"
	"fmt"

	"minutebook/forms"
	"minutebook/internal/casefile"
	"minutebook/internal/leak"
	"minutebook/render"
)

// sheets makes each parent's sheet of a case. A sheet that gives away what its parent may not know, or in which something
// needed is missing, is not made; all others are. They do not wait for the minutes: a sheet is complete in itself, and a
// parent is to have it in days.
func (p *printer) sheets(ctx context.Context, c *call, read *casefile.Case, data []byte) error {
	sheets, err := casefile.Sheets(data)
	if err != nil {
		return err
	}
	minutes := map[string]casefile.Filled{}
	var all []forms.Form
	for _, f := range read.Filled {
		minutes[f.ID], all = f, append(all, f.Form)
	}
	for _, s := range sheets {
		f, ok := minutes[s.ID]
		if !ok { // of a kind that is not made yet, and named as such
			continue
		}
		around := &leak.Case{Child: *f.Child, People: s.People, Forms: all, Public: s.Public}
		if err := p.sheet(ctx, c, s, around); err != nil {
			return fmt.Errorf("form %s, sheet for %s: %w", s.ID, s.Form.ParentKey, err)
		}
	}
	return nil
}

func (p *printer) sheet(ctx context.Context, c *call, s casefile.Sheet, around *leak.Case) error {
	audience := string(forms.Parent) + "-" + s.Form.ParentKey
	problems := s.Problems
	if !problems.Has(forms.Error) {
		problems = append(forms.Check(s.Form, &around.Child), around.Check(s.Form)...)
	}
	blockers := []worded{}
	for _, problem := range problems {
		w := worded{problem, p.words.Word(forms.SummaryKind, problem)}
		level := "refused"
		if problem.Level == forms.Advice {
			level = "advice"
		} else {
			blockers = append(blockers, w)
		}
		fmt.Fprintf(c.stderr, "minutebook: %s: %s: %s: %s: %s\n", s.ID, audience, level, problem.Pointer, w.Message)
	}
	if len(blockers) > 0 {
		p.refused = append(p.refused, refusal{Form: s.ID, Audience: audience, Files: []string{}, Blockers: blockers})
		return nil
	}
	files, err := p.press.Sheet(ctx, &render.Paper{
		Form: s.Form, RecordID: s.ID, Version: 1, Stored: p.now, Authority: p.press.Authority(p.policy),
		Signature: &render.Signature{Name: p.press.Authority(p.policy).Name, Role: render.SealRole, At: p.now},
	}, s.Form.ParentKey)
	if err != nil {
		return err
	}
	_, err = p.write(c, s.ID, files)
	return err
}
