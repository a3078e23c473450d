package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
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

// runTracker writes the tracker pack of the children of case files. The day is given, or that of the first file: the command
// looks at no clock, so the same files make the same bytes.
func runTracker(_ context.Context, c *call) error {
	var files []string
	c.flags.Func("case", "case `file` with the children; may be given several times", func(name string) error {
		files = append(files, name)
		return nil
	})
	out := c.flags.String("out", "", "`file` to write, ending in .xlsx")
	name := c.flags.String("policy", "", "policy `NAME` of the deadlines; the default is the first file’s own")
	on := c.flags.String("as-of", "", "`DATE` on which to judge, as year-month-day; the default is the first file’s own")
	folder := c.flags.String("policies", "", "`DIR` with policy packs that replace or add to those built in")
	anonymous := c.flags.Bool("anonymous", false, "figures for a board: no child can be found in them, no number is under 5")
	args, err := c.parse()
	if err != nil {
		return err
	}
	if len(files) == 0 || *out == "" || len(args) > 0 {
		return usagef("name the case files and the file to write: minutebook tracker --case CASE.json --out FILE.xlsx")
	}
	packs, err := policiesOf(templates.FS, *folder)
	if err != nil {
		return err
	}
	cases, asOf, id, err := readCases(c, files, *on)
	if err != nil {
		return err
	}
	if *name == "" {
		*name = cases[0].Authority.Policy
	}
	pack, err := packs.Pack(*name)
	if err != nil {
		return usagef("%v", err)
	}
	in := &tracker.Input{
		Packs: packs, Policy: pack.Name, AsOf: asOf, Program: release, Anonymous: *anonymous,
		Authority: render.Authority{Name: cases[0].Authority.Name, CaseLabel: pack.CaseNumberLabel, Marking: pack.Marking},
		Scope:     scopeOf(cases), Children: childrenOf(cases),
	}
	if *anonymous {
		in.Scope = "The children of this service" // their number may be small
	}
	fmt.Fprintln(id, pack.Name, asOf, *anonymous)
	in.ID = fmt.Sprintf("%x", id.Sum(nil)[:16])
	return writeTracker(c, in, *out)
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

// writeTracker writes the whole file or none; it is for its owner only.
func writeTracker(c *call, in *tracker.Input, name string) (err error) {
	if !strings.HasSuffix(name, ".xlsx") {
		return usagef("--out: name a file that ends in .xlsx")
	}
	book, err := tracker.New(in)
	if err != nil {
		return err
	}
	partial := name + ".partial"
	f, err := os.OpenFile(partial, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	buffered := bufio.NewWriter(f)
	err = xlsx.Write(buffered, book)
	if err = errors.Join(err, buffered.Flush(), f.Close()); err != nil {
		return errors.Join(fmt.Errorf("writing %s: %w", name, err), os.Remove(partial))
	}
	if err := os.Rename(partial, name); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	fmt.Fprintln(c.stdout, name)
	return nil
}
