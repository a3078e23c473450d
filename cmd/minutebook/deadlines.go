package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"minutebook/forms"
	"minutebook/internal/casefile"
	"minutebook/internal/policy"
	"minutebook/templates"
)

// The two lists that are not a pack's deadlines but are asked for in the same way.
const (
	taskList = "task_list"
	minutes  = "minutes"
)

// runDeadlines prints by when things must be done for the children of a case file. The day on which they are judged is
// given, or the file's own: the command looks at no clock, so that the same question has the same answer tomorrow.
func runDeadlines(_ context.Context, c *call) error {
	name := c.flags.String("policy", "", "policy `NAME`: a pack, or task_list or minutes; the default is the authority's own pack")
	on := c.flags.String("as-of", "", "`DATE` on which to judge, as year-month-day; the default is the case file's own")
	folder := c.flags.String("policies", "", "`DIR` with policy packs that replace or add to those built in")
	asJSON := c.flags.Bool("json", false, "print JSON")
	standing := c.flags.Bool("standing", false, "print on which lists the children stand in place of deadlines, as JSON")
	files, err := c.parse()
	if err != nil {
		return err
	}
	if len(files) != 1 {
		return usagef("name one case file, or - for standard input")
	}
	packs, err := policiesOf(templates.FS, *folder)
	if err != nil {
		return err
	}
	read, asOf, err := readCase(c, files[0], *on)
	if err != nil {
		return err
	}
	if *name == "" {
		*name = read.Authority.Policy
	}
	if err := tellDisorder(c.stderr, packs, read, asOf); err != nil {
		return err
	}
	switch {
	case *standing:
		return printStanding(c.stdout, packs, read, asOf)
	case *name == taskList:
		err = printTasks(c.stdout, packs, read, asOf, *asJSON)
	case *name == minutes:
		err = printMinutes(c.stdout, packs, read, asOf, *asJSON)
	default:
		err = printDeadlines(c.stdout, packs, *name, read, asOf, *asJSON)
	}
	return err
}

// readCase reads the case file and the day on which it is judged.
func readCase(c *call, name, on string) (*casefile.Case, forms.Date, error) {
	data, err := readInput(c, name)
	if err != nil {
		return nil, forms.Date{}, err
	}
	if !casefile.Is(data) {
		return nil, forms.Date{}, usagef("%s is not a case file", name)
	}
	read, err := casefile.Read(data)
	if err != nil {
		return nil, forms.Date{}, fmt.Errorf("%s: %w", name, err)
	}
	asOf := read.AsOf
	if on != "" {
		if asOf, err = forms.ParseDate(on); err != nil {
			return nil, forms.Date{}, usagef("--as-of: %q is %v", on, err)
		}
	}
	if asOf.IsZero() {
		return nil, forms.Date{}, usagef("the case file does not say on which day to judge it; add --as-of DATE")
	}
	return read, asOf, nil
}

func printDeadlines(w io.Writer, packs *policy.Packs, name string, read *casefile.Case, asOf forms.Date, asJSON bool) error {
	pack, err := packs.Pack(name)
	if err != nil {
		return usagef("%v, %s and %s", err, taskList, minutes)
	}
	rows := []policy.Deadline{}
	for i := range read.Facts {
		for _, d := range pack.Deadlines(&read.Facts[i], asOf) {
			d.Child = read.Facts[i].Child.ID
			rows = append(rows, d)
		}
	}
	if asJSON {
		return printJSON(w, rows)
	}
	lines := [][]string{{"CHILD", "RULE", "#", "WHAT", "SINCE", "DUE", "DONE", "STATUS"}}
	for _, d := range rows {
		lines = append(lines, []string{d.Child, d.Rule, fmt.Sprint(d.Occurrence), d.Name, d.TriggerDate.String(), d.Due.String(), d.Done.String(), statusWords(d)})
	}
	return printTable(w, lines)
}

// statusWords writes the status as people say it, with the days late and, where the source can be read in two ways, the
// other due date.
func statusWords(d policy.Deadline) string {
	s := strings.ReplaceAll(string(d.Status), "_", " ")
	switch {
	case d.DaysLate == 1:
		s += ", 1 day"
	case d.DaysLate > 1:
		s += fmt.Sprintf(", %d days", d.DaysLate)
	}
	if d.Planned {
		s += ", trigger planned"
	}
	if !d.Alternative.IsZero() {
		s += ", read the other way due " + d.Alternative.String()
	}
	if d.Note != "" {
		s += ": " + d.Note
	}
	return s
}

func printTasks(w io.Writer, packs *policy.Packs, read *casefile.Case, asOf forms.Date, asJSON bool) error {
	rows := []policy.TaskRow{}
	for _, name := range packs.Names() {
		pack, err := packs.Pack(name)
		if err != nil {
			return err
		}
		for i := range read.Facts {
			for _, row := range pack.TaskList(&read.Facts[i], asOf) {
				row.Child = read.Facts[i].Child.ID
				rows = append(rows, row)
			}
		}
	}
	if asJSON {
		return printJSON(w, rows)
	}
	lines := [][]string{{"CHILD", "TASK", "STEP", "SINCE", "DUE", "DONE", "STATUS"}}
	for _, r := range rows {
		lines = append(lines, []string{r.Child, r.Task, r.Step, r.ClockDate.String(), r.Due.String(), r.Completed.String(), strings.ReplaceAll(string(r.Status), "_", " ")})
	}
	return printTable(w, lines)
}

func printMinutes(w io.Writer, packs *policy.Packs, read *casefile.Case, asOf forms.Date, asJSON bool) error {
	rows := []policy.Minutes{}
	for _, name := range packs.Names() {
		pack, err := packs.Pack(name)
		if err != nil {
			return err
		}
		rows = append(rows, pack.Minutes(read.Meetings, asOf)...)
	}
	if asJSON {
		return printJSON(w, rows)
	}
	lines := [][]string{{"MEETING", "RULE", "HELD", "DUE", "RECORDED", "STATUS"}}
	for _, r := range rows {
		lines = append(lines, []string{r.MeetingID, r.Rule, r.MeetingDate.String(), r.Due.String(), r.Recorded.String(), strings.ReplaceAll(string(r.Status), "_", " ")})
	}
	return printTable(w, lines)
}

func printStanding(w io.Writer, packs *policy.Packs, read *casefile.Case, asOf forms.Date) error {
	all := []policy.Standing{}
	for i := range read.Facts {
		all = append(all, packs.Standing(&read.Facts[i], asOf))
	}
	return printJSON(w, all)
}

func printJSON(w io.Writer, rows any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(rows); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return nil
}

// printTable prints lines in columns as wide as their longest cell.
func printTable(w io.Writer, lines [][]string) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, line := range lines {
		if _, err := fmt.Fprintln(table, strings.Join(line, "\t")); err != nil {
			return fmt.Errorf("writing the result: %w", err)
		}
	}
	if err := table.Flush(); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return nil
}
