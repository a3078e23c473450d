package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"minutebook/forms"
	"minutebook/internal/policy"
)

// runPolicies looks at policy packs themselves.
func runPolicies(_ context.Context, c *call) error {
	asJSON := c.flags.Bool("json", false, "print JSON")
	args, err := c.parse()
	if err != nil {
		return err
	}
	switch {
	case len(args) >= 1 && len(args) <= 2 && args[0] == "check":
		folder := ""
		if len(args) == 2 {
			folder = args[1]
		}
		return checkPolicies(c.stdout, folder)
	case len(args) == 1 && args[0] == "coverage":
		return printCoverage(c.stdout, *asJSON)
	case len(args) == 2 && args[0] == "show":
		return showPolicy(c.stdout, args[1], *asJSON)
	}
	return usagef("say check [DIR], coverage or show NAME")
}

// checkPolicies reads the packs of a folder over those built in, or only those. What is wrong is the error, every mistake on
// a line of its own with file and line.
func checkPolicies(w io.Writer, folder string) error {
	packs, err := policiesOf(folder)
	if err != nil {
		return err
	}
	for _, name := range packs.Names() {
		pack, err := packs.Pack(name)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s: %d rules with a number, %d without; good\n", name, len(pack.Rules()), len(pack.Notes())); err != nil {
			return fmt.Errorf("writing the result: %w", err)
		}
	}
	return nil
}

// printCoverage lists what the sources ask and nothing cites, with the reason. Something without a reason is a fault.
func printCoverage(w io.Writer, asJSON bool) error {
	packs, err := policiesOf("")
	if err != nil {
		return err
	}
	coverage, err := packs.Coverage(forms.Sources())
	if err != nil {
		return err
	}
	unexplained := coverage.Unexplained()
	if asJSON {
		if err := printJSON(w, coverage); err != nil {
			return err
		}
	} else if err := printGaps(w, coverage, len(unexplained)); err != nil {
		return err
	}
	if len(unexplained) > 0 {
		return errFault
	}
	return nil
}

// printGaps prints what is not cited under its reason, what has none first.
func printGaps(w io.Writer, coverage *policy.Coverage, unexplained int) error {
	var out strings.Builder
	for _, reason := range reasonsOf(coverage.Gaps) {
		fmt.Fprintf(&out, "%s\n", cmp.Or(reason, "NOT EXPLAINED"))
		for _, item := range coverage.Gaps {
			if item.Reason == reason {
				fmt.Fprintf(&out, "  %s  %-9s  %s\n", item.ID, strings.ToLower(item.Kind), item.Name)
			}
		}
	}
	if len(coverage.Stale) > 0 {
		fmt.Fprintf(&out, "Cited by now, or not in the inventory; take the reason out: %s\n", strings.Join(coverage.Stale, " "))
	}
	fmt.Fprintf(&out, "%d cited, %d not, %d of those unexplained\n", coverage.Cited, len(coverage.Gaps), unexplained)
	if _, err := io.WriteString(w, out.String()); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return nil
}

// reasonsOf returns each reason once; "" comes first, the others in the order of the gaps.
func reasonsOf(gaps []policy.Item) []string {
	var reasons []string
	for _, item := range gaps {
		if !slices.Contains(reasons, item.Reason) {
			reasons = append(reasons, item.Reason)
		}
	}
	if i := slices.Index(reasons, ""); i > 0 {
		reasons = append([]string{""}, slices.Delete(reasons, i, i+1)...)
	}
	return reasons
}

// showPolicy prints the rules with a number of one pack.
func showPolicy(w io.Writer, name string, asJSON bool) error {
	packs, err := policiesOf("")
	if err != nil {
		return err
	}
	pack, err := packs.Pack(name)
	if err != nil {
		return usageError{err.Error()}
	}
	if asJSON {
		return printJSON(w, pack.Rules())
	}
	lines := [][]string{{"RULE", "WHAT", "", "HOW MUCH", "FROM", "WHO", "THEN"}}
	for _, r := range pack.Rules() {
		what := r.Name
		if r.FromMemory {
			what += " (from memory: check the source)"
		}
		lines = append(lines, []string{r.ID, what, r.Relation, r.Amount, r.Trigger, r.Who, r.Consequence})
	}
	return printTable(w, lines)
}
