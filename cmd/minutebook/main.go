// Minutebook captures permanence planning meetings as structured forms, checks them, and issues signed minutes as PDF and
// Word files. This command is the service and its tools: it reads flags and the environment, wires the packages together
// and words the results.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

// Exit statuses.
const (
	exitGood  = 0
	exitFault = 1 // the answer is no: problems found, a file that does not verify, work that failed
	exitUsage = 2 // the command line is wrong
)

// command is one sub-command.
type command struct {
	name  string
	args  string // what follows the name, for help
	about string // one line
	run   func(ctx context.Context, c *call) error
}

func commands() []command {
	return []command{
		{"demo", "[--once] [--out DIR]", "make signed minutes of an example case, then serve the web pages", runDemo},
		{"serve", "[--db DSN] [--addr HOST:PORT] …", "serve the web pages and the API", runServe},
		{"user", "invite|add|list|link|password|end-codes|disable|enable … [--db DSN]", "manage local accounts", runUser},
		{"audit", "verify [--head HASH@N] | list [--csv] … [--db DSN]", "prove that the audit is whole, or list it", runAudit},
		{"check", "[--policy NAME] [--json] FILE…", "say what is wrong with forms", runCheck},
		{"render", "--case CASE.json --out DIR", "make signed papers of a case file without a database", runRender},
		{"verify", "[--ca FILE] [--json] FILE…", "check the signatures of PDF and Word files", runVerify},
		{"deadlines", "[--policy NAME] [--as-of DATE] [--json] CASE.json", "say by when things must be done for the children of a case file", runDeadlines},
		{"policies", "check [DIR] | coverage | show NAME", "check policy packs, or say what they hold and leave out", runPolicies},
		{"import", "[--dry-run] [--row-by-row] [--mapping FILE] [--rejected OUT.xlsx] [--db DSN] FILE…", "take in an extract from another system, or say what it would change", runImport},
		{"schema", "[KIND]", "print the JSON Schema of a form", runSchema},
		{"templates", "export|check DIR", "write the built-in templates as a start, or check an authority’s own", runTemplates},
		{"tracker", "--out FILE [--policy NAME] [--as-of DATE] [--team NAME] [--anonymous] [--db DSN | --case CASE.json …]", "make the Excel tracker pack of the children in a database or in case files", runTracker},
		{"version", "", "print version and commit", runVersion},
	}
}

// call is what a sub-command gets.
type call struct {
	flags  *flag.FlagSet
	args   []string
	env    func(string) string
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
}

// usageError is a mistake on the command line.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

func usagef(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// errFault ends a command with exitFault after it has said everything itself.
var errFault = errors.New("fault")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program with its surroundings as arguments; it returns the exit status.
func run(ctx context.Context, args []string, env func(string) string, stdin io.Reader, stdout, stderr io.Writer) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		help(stdout)
		return exitGood
	}
	for _, c := range commands() {
		if c.name != args[0] {
			continue
		}
		flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
		flags.SetOutput(stderr)
		flags.Usage = func() {
			fmt.Fprintf(flags.Output(), "Usage: minutebook %s %s\n\n%s.\n\n", c.name, c.args, capital(c.about))
			flags.PrintDefaults()
		}
		return status(stderr, c.run(ctx, &call{flags, args[1:], env, stdin, stdout, stderr}))
	}
	fmt.Fprintf(stderr, "minutebook: there is no command %q; try “minutebook help”\n", args[0])
	return exitUsage
}

// status says what went wrong and turns it into an exit status.
func status(stderr io.Writer, err error) int {
	var usage usageError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitGood
	case errors.Is(err, errFault):
		return exitFault
	case errors.As(err, &usage):
		fmt.Fprintln(stderr, "minutebook:", err)
		return exitUsage
	}
	fmt.Fprintln(stderr, "minutebook:", err)
	return exitFault
}

// parse reads the flags, which may stand before and after the other arguments, and returns those others.
func (c *call) parse() ([]string, error) {
	var rest []string
	for args := c.args; ; {
		if err := c.flags.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, err
			}
			return nil, usagef("%v", err)
		}
		if c.flags.NArg() == 0 {
			return rest, nil
		}
		rest, args = append(rest, c.flags.Arg(0)), c.flags.Args()[1:]
	}
}

func help(w io.Writer) {
	fmt.Fprint(w, "Minutebook: permanence planning minutes, captured once, checked, signed and issued.\n\nUsage: minutebook COMMAND …\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-9s %s\n            minutebook %s %s\n", c.name, capital(c.about), c.name, c.args)
	}
	fmt.Fprint(w, "\n“minutebook COMMAND --help” lists a command’s flags.\n")
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
