package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"minutebook/forms"
	"minutebook/internal/casefile"
	"minutebook/internal/intake"
	"minutebook/internal/workbook"
)

// runImport says what an extract from another system would change. It changes nothing.
func runImport(_ context.Context, c *call) error {
	dry := c.flags.Bool("dry-run", false, "say what would change; so far the only way")
	mapping := c.flags.String("mapping", "", "`FILE` with what the columns mean, for tables whose headings fit; else it is guessed")
	saved := c.flags.String("save-mapping", "", "write to `FILE` what the columns were taken for, to be changed by hand")
	rejected := c.flags.String("rejected", "", "write the rejected rows, if there are any, to an Excel `FILE` with the reasons")
	on := c.flags.String("as-of", "", "`DATE` on which to judge, as year-month-day; the default is today")
	var known []forms.Child
	c.flags.Func("known", "case `FILE` with children who are there already; may be repeated", func(name string) error {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		read, err := casefile.Read(data)
		if err == nil {
			known = append(known, read.Children...)
		}
		return err
	})
	files, err := c.parse()
	if err != nil {
		return err
	}
	if !*dry || len(files) == 0 {
		return usagef("name the files to import, and add --dry-run: this command only says what an import would do")
	}
	today := forms.DateOf(time.Now())
	if *on != "" {
		if today, err = forms.ParseDate(*on); err != nil {
			return usagef("--as-of: %q is %v", *on, err)
		}
	}
	plan, err := planImport(files, *mapping, *saved, intake.NewRegister(known, nil), today)
	if err != nil {
		return err
	}
	if err := printPlan(c.stdout, plan); err != nil {
		return fmt.Errorf("writing the plan: %w", err)
	}
	if plan.Count(intake.Rejected) == 0 {
		return nil
	}
	if *rejected != "" {
		var out bytes.Buffer
		if err := plan.WriteRejected(&out); err != nil {
			return err
		}
		if err := os.WriteFile(*rejected, out.Bytes(), 0o600); err != nil {
			return err
		}
	}
	return errFault
}

// planImport reads the tables of all files and plans them together: one file may hold the children, others their
// placements and events.
func planImport(files []string, mapping, saved string, known intake.Lookup, today forms.Date) (*intake.Plan, error) {
	var remembered []intake.Mapping
	if mapping != "" {
		data, err := os.ReadFile(mapping)
		if err != nil {
			return nil, err
		}
		if remembered, err = intake.ParseMappings(data); err != nil {
			return nil, fmt.Errorf("%s: %w", mapping, err)
		}
	}
	var tables []intake.Table
	var notes []string
	for _, name := range files {
		found, said, err := readTables(name, remembered)
		if err != nil {
			return nil, err
		}
		tables, notes = append(tables, found...), append(notes, said...)
	}
	if saved != "" {
		var all []intake.Mapping
		for _, t := range tables {
			all = append(all, t.Mapping)
		}
		data, err := intake.MarshalMappings(all)
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(saved, data, 0o600); err != nil {
			return nil, err
		}
	}
	plan := intake.Make(tables, known, today)
	plan.Notes = append(notes, plan.Notes...)
	return plan, nil
}

func readTables(name string, remembered []intake.Mapping) ([]intake.Table, []string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	book, err := workbook.Open(name, f, info.Size(), workbook.Limits{})
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	return intake.ReadTables(name, book, remembered)
}

func printPlan(w io.Writer, plan *intake.Plan) error {
	var out bytes.Buffer
	for _, n := range plan.Notes {
		fmt.Fprintln(&out, n)
	}
	for i := range plan.Rows {
		row := &plan.Rows[i]
		if row.Verdict() == intake.NothingToDo && len(row.Problems) == 0 {
			continue
		}
		fmt.Fprintf(&out, "%s, row %d, case number %s\n", plan.Table(row).Title(), row.Number, cmp.Or(row.CaseNumber, "missing"))
		for _, change := range row.Changes {
			fmt.Fprintf(&out, "  %s\n", change)
		}
		for _, p := range row.Problems {
			kind, where := "rejected", ""
			if p.Warning {
				kind = "note"
			}
			if p.Heading != "" {
				where = p.Heading + ": "
			}
			fmt.Fprintf(&out, "  %s: %s%s %s\n", kind, where, p.Reason(), p.Remedy())
		}
	}
	fmt.Fprintf(&out, "%d rows change something, %d have nothing to do, %d are rejected. This was a dry run: nothing was stored.\n",
		plan.Count(intake.Changing), plan.Count(intake.NothingToDo), plan.Count(intake.Rejected))
	_, err := w.Write(out.Bytes())
	return err
}
