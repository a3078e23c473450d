package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"minutebook/forms"
	"minutebook/internal/casefile"
	"minutebook/internal/policy"
	"minutebook/render/pdf"
	"minutebook/templates"
)

// checked is one form with everything that is wrong with it.
type checked struct {
	File     string     `json:"file"`
	Form     string     `json:"form"`
	Kind     forms.Kind `json:"kind"`
	Problems []worded   `json:"problems"`
}

// worded is a problem with its sentence.
type worded struct {
	forms.Problem
	Message string `json:"message"`
}

func runCheck(_ context.Context, c *call) error {
	kind := c.flags.String("kind", string(forms.PPMKind), "`kind` of the forms, for files that hold one form")
	policyName := c.flags.String("policy", "", "policy `pack` to check against; for a case file, the default is its authority's own")
	asJSON := c.flags.Bool("json", false, "print JSON")
	files, err := c.parse()
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return usagef("name the files to check, or - for standard input")
	}
	packs, err := policiesOf(templates.FS, "")
	if err != nil {
		return err
	}
	var all []checked
	for _, name := range files {
		found, err := checkFile(c, name, forms.Kind(*kind), *policyName, packs)
		if err != nil {
			return err
		}
		all = append(all, found...)
	}
	if *asJSON {
		err = json.NewEncoder(c.stdout).Encode(all)
	} else {
		err = printChecked(c.stdout, all)
	}
	if err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	for _, f := range all {
		for _, p := range f.Problems {
			if p.Level != forms.Advice {
				return errFault
			}
		}
	}
	return nil
}

func checkFile(c *call, name string, kind forms.Kind, policyName string, packs *policy.Packs) ([]checked, error) {
	data, err := readInput(c, name)
	if err != nil {
		return nil, err
	}
	if !casefile.Is(data) {
		form, problems := forms.Decode(kind, data)
		if form == nil {
			return nil, usagef("there is no form called %q; the forms are %v", kind, forms.Kinds())
		}
		return checkForm(name, casefile.Filled{ID: name, Form: form, Problems: problems}, nil, policyName, packs)
	}
	read, err := casefile.Read(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	for _, s := range read.Skipped {
		fmt.Fprintf(c.stderr, "minutebook: %s: left out %s\n", name, s)
	}
	if policyName == "" {
		policyName = read.Authority.Policy
	}
	var all []checked
	met := newMeetings()
	for _, f := range read.Filled {
		found, err := checkForm(name, f, met.before(f), policyName, packs)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// meetings follows the planning meetings of each child of a case, by the child's id.
type meetings struct {
	last map[string]forms.Form
	next map[string]int // action number
}

func newMeetings() meetings { return meetings{map[string]forms.Form{}, map[string]int{}} }

// before returns the meeting that a form of the case follows, nil for none, and takes the form for the latest if it is one.
// Actions get their numbers: carried ones those that they had, new ones the child's next.
func (m meetings) before(f casefile.Filled) forms.Form {
	var previous forms.Form
	if forms.Reviewed(f.Form) {
		previous = m.last[f.Child.ID]
		m.last[f.Child.ID] = f.Form
	}
	forms.NumberCarried(f.Form, previous)
	m.next[f.Child.ID] = forms.NumberActions(f.Form, max(m.next[f.Child.ID], 1))
	return previous
}

// checkForm adds to a form's problems of shape, if it has none that keep it from being read, everything else.
func checkForm(file string, f casefile.Filled, previous forms.Form, policyName string, packs *policy.Packs) ([]checked, error) {
	problems := f.Problems
	if !problems.Has(forms.Error) {
		found, err := allProblems(previous, f.Form, f.Child, policyName, packs)
		if err != nil {
			return nil, err
		}
		problems = append(found, problems...)
	}
	out := checked{File: file, Form: f.ID, Kind: f.Form.Kind(), Problems: []worded{}}
	for _, p := range problems {
		out.Problems = append(out.Problems, worded{p, forms.Word(f.Form.Kind(), p)})
	}
	return []checked{out}, nil
}

// allProblems is what the form itself, the authority's rules ("" for none) and the papers' fonts find. Previous is the
// meeting that the form follows, nil for none.
func allProblems(previous, form forms.Form, child *forms.Child, policyName string, packs *policy.Packs) (forms.Problems, error) {
	problems := forms.Check(form, child)
	if policyName != "" {
		pack, err := packs.Pack(policyName)
		if err != nil {
			return nil, usageError{err.Error()}
		}
		problems = append(problems, pack.CheckAfter(previous, form, child)...)
	}
	if review, ok := form.(*forms.PRPM); ok && previous != nil {
		for _, a := range forms.Dropped(previous, review) {
			problems = append(problems, forms.Problem{
				Pointer: "/carried_forward", Code: "action_dropped", Level: forms.Advice, Args: map[string]any{"number": a.Number.String()},
			})
		}
	}
	problems = append(problems, forms.Unprintable(form, pdf.Missing)...)
	problems.Sort()
	return problems, nil
}

func readInput(c *call, name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(c.stdin)
	}
	return os.ReadFile(name)
}

func printChecked(w io.Writer, all []checked) error {
	for _, f := range all {
		verdict := "ready to sign"
		if len(f.Problems) > 0 {
			verdict = fmt.Sprintf("%d to look at", len(f.Problems))
		}
		if _, err := fmt.Fprintf(w, "%s: %s\n", f.Form, verdict); err != nil {
			return err
		}
		for _, p := range f.Problems {
			rule := ""
			if p.Rule != "" {
				rule = " [" + p.Rule + "]"
			}
			if _, err := fmt.Fprintf(w, "  %-7s %s%s\n          at %s\n", p.Level, p.Message, rule, pointerOrForm(p.Pointer)); err != nil {
				return err
			}
		}
	}
	return nil
}

func pointerOrForm(pointer string) string {
	if pointer == "" {
		return "the form as a whole"
	}
	return pointer
}
