package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"minutebook/forms"
	"minutebook/internal/authority"
	"minutebook/internal/casefile"
	"minutebook/internal/papers"
	"minutebook/internal/policy"
	"minutebook/render"
)

// refusal says why a form came out unsigned, or a parent's sheet not at all.
type refusal struct {
	Form     string   `json:"form"`
	Audience string   `json:"audience,omitempty"` // of a parent's sheet, which is not made at all
	Files    []string `json:"files"`
	Blockers []worded `json:"blockers"`
}

func runRender(ctx context.Context, c *call) error {
	caseName := c.flags.String("case", "", "case `file` whose forms to print")
	out := c.flags.String("out", "", "`folder` for the papers; made if it is not there")
	folder := c.flags.String("templates", "", "`folder` with the authority's own templates, wording and letterhead")
	args, err := c.parse()
	if err != nil {
		return err
	}
	if *caseName == "" || *out == "" || len(args) > 0 {
		return usagef("name the case file and the folder: minutebook render --case CASE.json --out DIR")
	}
	data, err := os.ReadFile(*caseName)
	if err != nil {
		return err
	}
	read, err := casefile.Read(data)
	if err != nil {
		return fmt.Errorf("%s: %w", *caseName, err)
	}
	for _, s := range read.Skipped {
		fmt.Fprintf(c.stderr, "minutebook: left out %s\n", s)
	}
	p, err := newPrinter(ctx, read, *folder, *out, time.Now().UTC().Truncate(time.Second))
	if err != nil {
		return err
	}
	for _, f := range read.Filled {
		if err := p.print(ctx, c, f); err != nil {
			return fmt.Errorf("form %s: %w", f.ID, err)
		}
	}
	if err := p.sheets(ctx, c, read, data); err != nil {
		return fmt.Errorf("%s: %w", *caseName, err)
	}
	return p.finish(c)
}

// printer prints the forms of one case with an authority made for the occasion: its keys are gone when the command ends,
// its root stays behind in ca.pem.
type printer struct {
	press   papers.Press
	words   forms.Wording
	packs   *policy.Packs
	policy  string
	facts   []policy.Facts // of each child
	out     string
	now     time.Time
	roots   []byte
	written map[string]bool
	met     meetings
	refused []refusal
}

func newPrinter(ctx context.Context, read *casefile.Case, folder, out string, now time.Time) (*printer, error) {
	built, err := loadWording(folder)
	if err != nil {
		return nil, err
	}
	packs := built.packs
	if _, err := packs.Pack(read.Authority.Policy); err != nil {
		return nil, err
	}
	keys, err := authority.Throwaway(ctx, read.Authority.Name, func() time.Time { return now })
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(out, 0o700); err != nil {
		return nil, fmt.Errorf("making the folder for the papers: %w", err)
	}
	press := built.press(read.Authority.Name)
	label := read.Authority.CaseLabel
	words := press.Authority
	press.Keys, press.Authority = keys, func(name string) render.Authority {
		a := words(name)
		a.CaseLabel = cmp.Or(label, a.CaseLabel)
		return a
	}
	return &printer{
		press: press, words: built.house.Wording, packs: packs, policy: read.Authority.Policy, facts: read.Facts, out: out, now: now, roots: keys.RootPEM(), written: map[string]bool{},
		met: newMeetings(),
	}, nil
}

func (p *printer) print(ctx context.Context, c *call, f casefile.Filled) error {
	previous := p.met.before(f)
	problems := f.Problems
	if !problems.Has(forms.Error) {
		all, err := allProblems(previous, f.Form, f.Child, p.policy, p.packs)
		if err != nil {
			return err
		}
		problems = append(all, problems...)
	}
	if f.Signer == "" && !forms.Sealed(f.Form.Kind()) {
		problems = append(problems, forms.Problem{Code: "nobody_to_sign", Level: forms.Blocker})
	}
	paper := &render.Paper{
		Form: f.Form, RecordID: f.ID, Version: 1, Stored: p.now, Authority: p.press.Authority(p.policy), Audience: papers.Professional,
		Previous: previous, Born: f.Child.DateOfBirth,
	}
	if list, ok := f.Form.(*forms.AdoptionTasks); ok {
		due, err := taskDates(p.packs)(p.policy, *f.Child, list.AsOf)
		if err != nil {
			return err
		}
		paper.Due = due
	}
	if meeting, ok := f.Form.(interface{ Held() forms.Date }); ok && forms.Reviewed(f.Form) {
		i := slices.IndexFunc(p.facts, func(of policy.Facts) bool { return of.Child.ID == f.Child.ID })
		late, err := overdue(p.packs, p.policy, &p.facts[i], meeting.Held())
		if err != nil {
			return err
		}
		paper.Overdue = late
	}
	var blockers []worded
	for _, problem := range problems {
		w := worded{problem, p.words.Word(f.Form.Kind(), problem)}
		if problem.Level == forms.Advice {
			fmt.Fprintf(c.stderr, "minutebook: %s: advice: %s\n", f.ID, w.Message)
			continue
		}
		blockers = append(blockers, w)
		paper.Blockers = append(paper.Blockers, w.Message)
	}
	if len(blockers) == 0 {
		paper.Signature = &render.Signature{Name: f.Signer, Role: f.SignerRole, At: p.now}
	}
	files, err := p.press.Issue(ctx, paper, f.Signer)
	if err != nil {
		return err
	}
	names, err := p.write(c, f.ID, files)
	if err != nil {
		return err
	}
	if len(blockers) > 0 {
		p.refused = append(p.refused, refusal{Form: f.ID, Files: names, Blockers: blockers})
	}
	return nil
}

// write writes finished files under their names, and returns those.
func (p *printer) write(c *call, form string, files []papers.File) ([]string, error) {
	names := []string{}
	for _, file := range files {
		name := file.Name
		if p.written[name] { // two forms of one child and day, or without a number
			name = form + "-" + name
		}
		if err := writeFile(filepath.Join(p.out, name), file.Data); err != nil {
			return nil, err
		}
		p.written[name] = true
		names = append(names, name)
		fmt.Fprintln(c.stdout, filepath.Join(p.out, name))
	}
	return names, nil
}

// finish writes the root to trust, and refused.json where a form was not signed.
func (p *printer) finish(c *call) error {
	if err := writeFile(filepath.Join(p.out, "ca.pem"), p.roots); err != nil {
		return err
	}
	if len(p.refused) == 0 {
		return nil
	}
	data, err := json.MarshalIndent(p.refused, "", "  ")
	if err != nil {
		return fmt.Errorf("writing refused.json: %w", err)
	}
	for _, r := range p.refused {
		if r.Audience != "" {
			continue // said already, with the reason
		}
		fmt.Fprintf(c.stderr, "minutebook: form %s is not signed; refused.json says why\n", r.Form)
	}
	return writeFile(filepath.Join(p.out, "refused.json"), append(data, '\n'))
}

// writeFile writes a whole file or none: under another name first, then renamed. Papers are for their owner only.
func writeFile(name string, data []byte) error {
	partial := name + ".partial"
	if err := os.WriteFile(partial, data, 0o600); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	if err := os.Rename(partial, name); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}
