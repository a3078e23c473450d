package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/casefile"
	"minutebook/internal/intake"
	"minutebook/internal/records"
	"minutebook/internal/workbook"
)

// importFlags say what is imported and how.
type importFlags struct {
	settings
	dry      bool
	rows     bool
	mapping  string
	saved    string
	rejected string
	on       string
	known    []forms.Child
}

// runImport puts an extract from another system into the database, or says what it would change.
func runImport(ctx context.Context, c *call) error {
	var f importFlags
	f.registerTracker(c)
	c.flags.BoolVar(&f.dry, "dry-run", false, "only say what would change; without --db, among the children of --known")
	c.flags.BoolVar(&f.rows, "row-by-row", false, "import the good rows although others are rejected; else it is all or nothing")
	c.flags.StringVar(&f.mapping, "mapping", "", "`FILE` with what the columns mean, for tables whose headings fit; else it is remembered or guessed")
	c.flags.StringVar(&f.saved, "save-mapping", "", "with --dry-run and without --db, write to `FILE` what the columns were taken for, to be changed by hand")
	c.flags.StringVar(&f.rejected, "rejected", "", "write the rejected rows to an Excel `FILE`, with the reasons")
	c.flags.StringVar(&f.on, "as-of", "", "with --dry-run and without --db, the `DATE` on which to judge, as year-month-day; the default is today")
	c.flags.Func("known", "with --dry-run, case `FILE` with children who are there already; may be repeated", func(name string) error {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		read, err := casefile.Read(data)
		if err == nil {
			f.known = append(f.known, read.Children...)
		}
		return err
	})
	files, err := c.parse()
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return usagef("name the files to import: minutebook import [--dry-run] FILE…")
	}
	stored := !f.dry
	c.flags.Visit(func(given *flag.Flag) { stored = stored || given.Name == "db" })
	if stored && (f.known != nil || f.saved != "" || f.on != "") {
		return usagef("--known, --save-mapping and --as-of go with --dry-run and without a database")
	}
	if stored {
		return importStored(ctx, c, f, files)
	}
	today := forms.DateOf(time.Now())
	if f.on != "" {
		if today, err = forms.ParseDate(f.on); err != nil {
			return usagef("--as-of: %q is %v", f.on, err)
		}
	}
	plan, err := planImport(files, f.mapping, f.saved, intake.NewRegister(f.known, nil), today)
	if err != nil {
		return err
	}
	return c.sayPlan(plan, f.rejected, "This was a dry run: nothing was stored.")
}

// importStored imports into a database, in the name of whoever runs commands where the service runs: all children are seen.
func importStored(ctx context.Context, c *call, f importFlags, names []string) error {
	mappings, err := readMappings(f.mapping)
	if err != nil {
		return err
	}
	var files []records.ImportFile
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		files = append(files, records.ImportFile{Name: name, Data: data})
	}
	service, db, err := openRecords(ctx, f.settings)
	if err != nil {
		return err
	}
	mode := intake.AllOrNothing
	if f.rows {
		mode = intake.RowByRow
	}
	i, plan, err := service.ImportNow(ctx, auth.CommandLine(auth.System), files, mappings, mode, f.dry)
	if err = errors.Join(err, db.Close()); err != nil && !errors.Is(err, intake.ErrRejected) {
		return err
	}
	if i.Earlier != nil {
		fmt.Fprintf(c.stdout, "%s applied the same files on %s.\n", i.Earlier.Name, i.Earlier.Applied.Format("2 January 2006 at 15:04 MST"))
	}
	said := fmt.Sprintf("Children added: %d, changed: %d.", i.Added, i.Changed)
	switch {
	case f.dry:
		said = "This was a dry run: nothing was stored."
	case err != nil:
		said = "Nothing was stored. Correct the rejected rows, or import the others with --row-by-row."
	}
	return c.sayPlan(plan.Plan, f.rejected, said)
}

// sayPlan tells what a plan changes and writes the rejected rows. Rejected rows make the command fail.
func (c *call) sayPlan(plan *intake.Plan, rejected, said string) error {
	if err := printPlan(c.stdout, plan, said); err != nil {
		return fmt.Errorf("writing the plan: %w", err)
	}
	if plan.Count(intake.Rejected) == 0 {
		return nil
	}
	if rejected != "" {
		if err := writeWhole(rejected, plan.WriteRejected); err != nil {
			return err
		}
	}
	return errFault
}

func readMappings(name string) ([]intake.Mapping, error) {
	if name == "" {
		return nil, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	mappings, err := intake.ParseMappings(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return mappings, nil
}

// planImport reads the tables of all files and plans them together: one file may hold the children, others their
// placements and events.
func planImport(files []string, mapping, saved string, known intake.Lookup, today forms.Date) (*intake.Plan, error) {
	remembered, err := readMappings(mapping)
	if err != nil {
		return nil, err
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

func printPlan(w io.Writer, plan *intake.Plan, said string) error {
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
	fmt.Fprintf(&out, "%d rows change something, %d have nothing to do, %d are rejected. %s\n",
		plan.Count(intake.Changing), plan.Count(intake.NothingToDo), plan.Count(intake.Rejected), said)
	_, err := w.Write(out.Bytes())
	return err
}
