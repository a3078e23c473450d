package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"minutebook/forms"
	"minutebook/internal/house"
	"minutebook/internal/papers"
	"minutebook/render"
	"minutebook/render/docx"
	"minutebook/templates"
)

func runTemplates(_ context.Context, c *call) error {
	args, err := c.parse()
	if err != nil {
		return err
	}
	switch {
	case len(args) == 2 && args[0] == "export":
		return exportTemplates(c, args[1])
	case len(args) == 2 && args[0] == "check":
		w, err := loadWording(args[1])
		if err == nil {
			err = checkTemplates(w)
		}
		if err != nil {
			fmt.Fprintln(c.stdout, err)
			return errFault
		}
		fmt.Fprintln(c.stdout, "every template makes every paper")
		return nil
	}
	return usagef("say what to do: templates export DIR, templates check DIR")
}

// exportTemplates writes what is built in as a start: document templates, policy packs, the sentences for problems, a
// letterhead to fill in, and a Word file with the styles of papers. It overwrites nothing.
func exportTemplates(c *call, folder string) error {
	err := fs.WalkDir(templates.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name == "pages" {
				return fs.SkipDir // the screens belong to the program
			}
			return os.MkdirAll(filepath.Join(folder, name), 0o755)
		}
		data, err := templates.FS.ReadFile(name)
		if err != nil {
			return err
		}
		return exportFile(c, filepath.Join(folder, filepath.FromSlash(name)), data)
	})
	if err != nil {
		return err
	}
	reference, err := docx.SampleReference()
	if err != nil {
		return err
	}
	return errors.Join(
		exportFile(c, filepath.Join(folder, house.WordingFile), house.BuiltInWording()),
		exportFile(c, filepath.Join(folder, house.LetterheadFile), []byte(house.SampleLetterhead)),
		exportFile(c, filepath.Join(folder, house.ReferenceFile), reference),
	)
}

func exportFile(c *call, path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		fmt.Fprintf(c.stdout, "%s is there already and is left as it is\n", path)
		return nil
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// checkTemplates makes every paper of every form, empty and with something in every answer, for each audience and in both
// formats, and returns everything that went wrong.
func checkTemplates(w *wording) error {
	press := w.press("Sample Council")
	head := press.Authority(statutoryPack)
	now := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	var faults []error
	for _, kind := range forms.Kinds() {
		empty, err := forms.New(kind)
		if err != nil {
			return err
		}
		for _, form := range []forms.Form{empty, forms.Sample(kind)} {
			for _, signature := range []*render.Signature{nil, {Name: "Sample Person", Role: "Chair", At: now}} {
				for _, audience := range papers.Audiences(kind) {
					for _, large := range sizes(audience) {
						paper := &render.Paper{
							Form: form, RecordID: "sample", Version: 1, Stored: now, Authority: head, Audience: string(audience),
							Signature: signature, Minutes: signature, Blockers: []string{"A sample blocker."}, Large: large,
						}
						if _, err := press.Unsigned(paper); err != nil {
							faults = append(faults, fmt.Errorf("%s for %s: %w", kind, audience, err))
						}
					}
				}
			}
		}
	}
	return errors.Join(firstOfEach(faults)...)
}

// sizes says whether an audience's papers come in large print: a parent's in both.
func sizes(a forms.Audience) []bool {
	if a == forms.Parent {
		return []bool{false, true}
	}
	return []bool{false}
}

// statutoryPack is the pack whose words the sample papers use.
const statutoryPack = "statutory"

// firstOfEach leaves out what was said already: one mistake in a shared part shows in every paper.
func firstOfEach(faults []error) []error {
	seen := map[string]bool{}
	var first []error
	for _, f := range faults {
		cause := f
		for inner := errors.Unwrap(cause); inner != nil; inner = errors.Unwrap(inner) {
			cause = inner
		}
		if !seen[cause.Error()] {
			seen[cause.Error()] = true
			first = append(first, f)
		}
	}
	return first
}
