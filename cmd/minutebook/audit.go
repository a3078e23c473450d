package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"minutebook/internal/auth"
	"minutebook/internal/records"
	"minutebook/internal/store"
)

// runAudit looks into the audit. Verifying needs nobody's leave and changes nothing; a list is itself written down.
func runAudit(ctx context.Context, c *call) error {
	var s settings
	var heads []records.AuditHead
	var f records.AuditFilter
	s.registerDatabase(c)
	c.flags.Func("head", "`HASH@N`, noted down earlier: line N must still have that hash (may be repeated)", func(text string) error {
		head, err := records.ParseAuditHead(text)
		heads = append(heads, head)
		return err
	})
	asCSV := c.flags.Bool("csv", false, "list as CSV, for spreadsheets")
	c.flags.StringVar(&f.Person, "person", "", "list only what this person did: `username`, id or part of the name")
	c.flags.StringVar(&f.CaseNumber, "case-number", "", "list only what is about the child with this case `number`")
	c.flags.StringVar(&f.RecordID, "record", "", "list only what is about the record with this `id`")
	c.flags.StringVar(&f.Action, "action", "", "list only this `action`, such as record.sign")
	c.flags.StringVar(&f.Address, "address", "", "list only what came from this network `address`")
	c.flags.Func("from", "list only from this `day` on, YYYY-MM-DD", dayInto(&f.From, 0))
	c.flags.Func("to", "list only up to this `day`, YYYY-MM-DD", dayInto(&f.To, 1))
	args, err := c.parse()
	if err != nil {
		return err
	}
	if len(args) != 1 || args[0] != "verify" && args[0] != "list" {
		return usagef("say what to do: audit verify [--head HASH@N], audit list [--csv]")
	}
	db, err := store.Open(ctx, s.db)
	if err != nil {
		return err
	}
	if args[0] == "verify" {
		err = verifyAudit(ctx, c, db, heads)
	} else {
		err = listAudit(ctx, c, db, f, *asCSV)
	}
	return errors.Join(err, db.Close())
}

// dayInto reads a day in UTC into t, so many days later.
func dayInto(t *time.Time, later int) func(string) error {
	return func(text string) error {
		day, err := time.Parse(time.DateOnly, text)
		*t = day.AddDate(0, 0, later)
		return err
	}
}

func verifyAudit(ctx context.Context, c *call, db *store.DB, noted []records.AuditHead) error {
	head, err := records.VerifyAudit(ctx, db, noted...)
	var broken *records.BrokenAuditError
	switch {
	case errors.As(err, &broken):
		fmt.Fprintln(c.stdout, broken)
		return errFault
	case err != nil:
		return err
	case head.Seq == 0:
		fmt.Fprintln(c.stdout, "the audit has no lines yet")
		return nil
	}
	fmt.Fprintf(c.stdout, "lines: %d, as they were written\nhead %s\nNote the head down away from the database; “--head” holds a later audit against it.\n", head.Seq, head)
	return nil
}

func listAudit(ctx context.Context, c *call, db *store.DB, f records.AuditFilter, asCSV bool) error {
	service := records.New(records.Config{Store: db, Now: time.Now, NewID: newID})
	by := auth.CommandLine(auth.Auditor)
	if !asCSV {
		return service.ExportAudit(ctx, by, f, func(l records.AuditLine) error {
			_, err := fmt.Fprintf(c.stdout, "%d  %s  %s (%s)  %s  %s  %s\n", l.Seq, l.At.Format(time.RFC3339), l.Name, cmp.Or(l.From, "–"), l.Action,
				cmp.Or(l.CaseNumber, "–"), l.Detail)
			return err
		})
	}
	out, err := records.NewAuditCSV(c.stdout)
	if err != nil {
		return err
	}
	return errors.Join(service.ExportAudit(ctx, by, f, out.Write), out.Flush())
}
