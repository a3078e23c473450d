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
	"minutebook/templates"
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
	packs, err := policiesOf(templates.FS, folder)
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
	packs, err := policiesOf(templates.FS, "")
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

// shown is what a pack says, for people and for other programs.
type shown struct {
	Name       string            `json:"name"`
	Title      string            `json:"title"`
	Extends    string            `json:"extends"`
	Meeting    policy.Gathering  `json:"meeting"`
	Rules      []policy.Rule     `json:"rules"`
	Notes      []policy.Note     `json:"notes"`
	Outcomes   []policy.Outcome  `json:"outcomes"`
	Needs      []policy.Need     `json:"needs"`
	Scenarios  []policy.Scenario `json:"scenarios"`
	RiskLevels []string          `json:"risk_levels"`
	RiskMoves  []policy.Move     `json:"risk_moves"`
}

// showPolicy prints what one pack says by itself: how it meets, its rules with a number, then what it asks without one. As
// JSON there are its comparisons of outcomes and of risk as well.
func showPolicy(w io.Writer, name string, asJSON bool) error {
	packs, err := policiesOf(templates.FS, "")
	if err != nil {
		return err
	}
	p, err := packs.Pack(name)
	if err != nil {
		return usageError{err.Error()}
	}
	if asJSON {
		return printJSON(w, shown{p.Name, p.Title, p.Extends, p.Meeting, p.Rules(), p.Notes(), p.Outcomes, p.Needs, p.Scenarios, p.RiskLevels, p.RiskMoves})
	}
	return printPolicy(w, p)
}

func printPolicy(w io.Writer, p *policy.Pack) error {
	var head, tail strings.Builder
	for _, part := range []struct {
		what string
		said []string
	}{{"Chair", []string{p.Meeting.Chair}}, {"Invited", p.Meeting.Invitees}, {"Agenda", p.Meeting.Agenda}} {
		if said := strings.Join(part.said, "; "); said != "" {
			fmt.Fprintf(&head, "%s: %s\n", part.what, said)
		}
	}
	lines := [][]string{{"RULE", "WHAT", "", "HOW MUCH", "FROM", "WHO", "THEN"}}
	for _, r := range p.Rules() {
		what := r.Name
		if r.FromMemory {
			what += " (from memory: check the source)"
		}
		lines = append(lines, []string{r.ID, what, r.Relation, r.Amount, r.Trigger, r.Who, r.Consequence})
	}
	for _, n := range p.Notes() {
		fmt.Fprintf(&tail, "%s  %s", n.ID, n.Text)
		if n.Who != "" {
			fmt.Fprintf(&tail, " (%s)", n.Who)
		}
		if len(n.Items) > 0 {
			fmt.Fprintf(&tail, ": %s", strings.Join(n.Items, "; "))
		}
		tail.WriteByte('\n')
	}
	if _, err := io.WriteString(w, head.String()); err != nil {
		return fmt.Errorf("writing the pack: %w", err)
	}
	if err := printTable(w, lines); err != nil {
		return err
	}
	if _, err := io.WriteString(w, tail.String()); err != nil {
		return fmt.Errorf("writing the pack: %w", err)
	}
	return nil
}
