package policy

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
)

// Load reads every *.yaml in the root of the folders, one policy pack in each; a file of a later folder takes the place of
// one of the same name in an earlier folder. It takes all packs or none: the error names every mistake, one a line, with
// file and line and what to do about it.
//
// A pack that extends another has that pack's sign-off rules before its own, its sets of events and closed days, and its
// case number label and marking unless it gives its own. It cannot take a rule of the other pack out or ask it again in another way: what holds for all authorities is
// not weakened by one of them.
func Load(folders ...fs.FS) (*Packs, error) {
	from := map[string]fs.FS{}
	for _, fsys := range folders {
		files, err := fs.Glob(fsys, "*.yaml")
		if err != nil {
			return nil, fmt.Errorf("listing policy packs: %w", err)
		}
		for _, file := range files {
			from[file] = fsys
		}
	}
	if len(from) == 0 {
		return nil, errors.New("there is no policy pack: put at least one *.yaml file into the folder of policies")
	}
	src := &source{}
	drafts := map[string]*draft{}
	for _, file := range slices.Sorted(maps.Keys(from)) {
		data, err := fs.ReadFile(from[file], file)
		if err != nil {
			return nil, fmt.Errorf("reading policy pack: %w", err)
		}
		d := readDraft(src, file, data)
		if d == nil {
			continue
		}
		if other, taken := drafts[d.pack.Name]; taken {
			d.top.fault("name", "the pack %q is already in %s; give this one another name", d.pack.Name, other.top.file)
			continue
		}
		drafts[d.pack.Name] = d
	}
	packs := &Packs{byName: map[string]*Pack{}}
	k := &kinds{number: map[string]int{}}
	for _, d := range drafts {
		packs.names = append(packs.names, d.pack.Name)
	}
	slices.Sort(packs.names)
	for _, name := range packs.names {
		drafts[name].join(drafts, packs.names, k)
		pack := drafts[name].pack
		packs.byName[name] = &pack
	}
	if err := src.err(); err != nil {
		return nil, err
	}
	packs.cited = slices.Compact(slices.Sorted(slices.Values(src.cited)))
	return packs, nil
}
