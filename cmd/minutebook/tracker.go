package main

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"minutebook/forms"
	"minutebook/internal/casefile"
	"minutebook/render"
	"minutebook/render/tracker"
	"minutebook/render/xlsx"
	"minutebook/templates"
)

// trackerFlags are what a pack is made from and how.
type trackerFlags struct {
	settings
	cases     []string
	out       string
	policy    string
	asOf      string
	team      string
	policies  string
	anonymous bool
}

// runTracker writes the tracker pack of the children in the database or of case files.
func runTracker(ctx context.Context, c *call) error {
	var f trackerFlags
	c.flags.Func("case", "case `file` with the children, in place of the database; may be given several times", func(name string) error {
		f.cases = append(f.cases, name)
		return nil
	})
	c.flags.StringVar(&f.out, "out", "", "`file` to write, ending in .xlsx")
	c.flags.StringVar(&f.policy, "policy", "", "policy `NAME` of the deadlines; the default is the first file’s own, or “statutory” for a database")
	c.flags.StringVar(&f.asOf, "as-of", "", "`DATE` on which to judge, as year-month-day; the default is the first file’s own, or today")
	c.flags.StringVar(&f.policies, "policies", "", "`DIR` with policy packs that replace or add to those built in, for case files")
	c.flags.BoolVar(&f.anonymous, "anonymous", false, "figures for a board: no child can be found in them, no number is under 5")
	c.flags.StringVar(&f.team, "team", "", "only the children of the team with this `NAME`, of a database")
	f.registerTracker(c)
	args, err := c.parse()
	if err != nil {
		return err
	}
	switch {
	case len(args) > 0:
		return usagef("tracker takes flags only")
	case f.out == "":
		return usagef("name the file to write: minutebook tracker --out FILE.xlsx")
	case !strings.HasSuffix(f.out, ".xlsx"):
		return usagef("--out: name a file that ends in .xlsx")
	case len(f.cases) > 0 && f.team != "":
		return usagef("--team: case files know no teams")
	case len(f.cases) > 0:
		return trackCases(c, f)
	}
	return trackDatabase(ctx, c, f)
}

// trackCases makes the pack of case files. The day is given, or that of the first file: no clock is looked at, so the same
// files make the same bytes.
func trackCases(c *call, f trackerFlags) error {
	packs, err := policiesOf(templates.FS, f.policies)
	if err != nil {
		return err
	}
	cases, asOf, id, err := readCases(c, f.cases, f.asOf)
	if err != nil {
		return err
	}
	pack, err := packs.Pack(cmp.Or(f.policy, cases[0].Authority.Policy))
	if err != nil {
		return usagef("%v", err)
	}
	in := &tracker.Input{
		Packs: packs, Policy: pack.Name, AsOf: asOf, Program: release, Anonymous: f.anonymous,
		Authority: render.Authority{Name: cases[0].Authority.Name, CaseLabel: pack.CaseNumberLabel, Marking: pack.Marking},
		Scope:     scopeOf(cases), Children: childrenOf(cases),
	}
	if f.anonymous {
		in.Scope = "The children of this service" // their number may be small
	}
	fmt.Fprintln(id, pack.Name, asOf, f.anonymous)
	in.ID = fmt.Sprintf("%x", id.Sum(nil)[:16])
	book, err := tracker.New(in)
	if err != nil {
		return err
	}
	if err := writeWhole(f.out, func(w io.Writer) error { return xlsx.Write(w, book) }); err != nil {
		return err
	}
	fmt.Fprintln(c.stdout, f.out)
	return nil
}

// readCases reads the files, and gathers what the pack is made from into a hash that names it.
func readCases(c *call, files []string, on string) ([]*casefile.Case, forms.Date, hash.Hash, error) {
	var cases []*casefile.Case
	var asOf forms.Date
	sum := sha256.New()
	for i, file := range files {
		read, day, err := readCase(c, file, on)
		if err != nil {
			return nil, asOf, nil, err
		}
		if i == 0 {
			asOf = day
			on = day.String()
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, asOf, nil, fmt.Errorf("reading %s: %w", file, err)
		}
		if slices.ContainsFunc(cases, func(c *casefile.Case) bool { return c.ID == read.ID }) {
			return nil, asOf, nil, usagef("two case files have the id %s; name each case once", read.ID)
		}
		sum.Write(data)
		cases = append(cases, read)
	}
	return cases, asOf, sum, nil
}

func scopeOf(cases []*casefile.Case) string {
	n := 0
	for _, c := range cases {
		n += len(c.Children)
	}
	return fmt.Sprintf("%s of %s", counted(n, "child", "children"), counted(len(cases), "case file", "case files"))
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// childrenOf yields the children of all cases. Case files number children and meetings each for itself, so that their ids are
// put behind that of the case.
func childrenOf(cases []*casefile.Case) iter.Seq2[*tracker.Child, error] {
	return func(yield func(*tracker.Child, error) bool) {
		for _, c := range cases {
			for i := range c.Facts {
				if !yield(trackedChild(c, i), nil) {
					return
				}
			}
		}
	}
}

func trackedChild(c *casefile.Case, i int) *tracker.Child {
	own := func(id string) string { return c.ID + "." + id }
	child := &tracker.Child{Facts: c.Facts[i], Chairs: map[string]string{}}
	child.Facts.Child.ID = own(child.Facts.Child.ID)
	child.Facts.Meetings = slices.Clone(child.Facts.Meetings)
	for n := range child.Facts.Meetings {
		m := &child.Facts.Meetings[n]
		chair := c.Chairs[m.ID]
		m.ID = own(m.ID)
		child.Chairs[m.ID] = chair
	}
	for _, f := range c.Filled {
		if f.Child.ID == c.Children[i].ID {
			child.Forms = append(child.Forms, tracker.Filled{Record: own(f.ID), Form: f.Form})
		}
	}
	coded := c.Coded[i]
	child.Coded = tracker.Coded{Sex: coded.Sex, Ethnicity: coded.Ethnicity, Need: coded.Need}
	for _, p := range coded.Placements {
		child.Coded.Placements = append(child.Coded.Placements, tracker.PlacedCoded(p))
	}
	return child
}

// writeWhole writes the whole file or none; it is for its owner only.
func writeWhole(name string, write func(io.Writer) error) error {
	partial := name + ".partial"
	f, err := os.OpenFile(partial, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	buffered := bufio.NewWriter(f)
	err = write(buffered)
	if err = errors.Join(err, buffered.Flush(), f.Close()); err != nil {
		return errors.Join(fmt.Errorf("writing %s: %w", name, err), os.Remove(partial))
	}
	if err := os.Rename(partial, name); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}
