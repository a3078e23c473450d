package main

import (
	"fmt"
	"io/fs"

	"minutebook/internal/policy"
	"minutebook/render"
	"minutebook/templates"
)

// policyFiles are the policy packs that come with the program.
func policyFiles() (fs.FS, error) {
	folder, err := fs.Sub(templates.FS, "policies")
	if err != nil {
		return nil, fmt.Errorf("opening the policy packs: %w", err)
	}
	return folder, nil
}

// loadPolicies reads them.
func loadPolicies() (*policy.Packs, error) { return policiesOf("") }

// authorities answers which words an authority's papers use. The name of the authority is the installation's, the words
// are those of the record's policy pack.
func authorities(packs *policy.Packs, name string) func(policyName string) render.Authority {
	return func(policyName string) render.Authority {
		pack, err := packs.Pack(policyName)
		if err != nil {
			return render.Authority{Name: name, CaseLabel: "Local case number", Marking: "OFFICIAL-SENSITIVE"}
		}
		return render.Authority{Name: name, CaseLabel: pack.CaseNumberLabel, Marking: pack.Marking}
	}
}
