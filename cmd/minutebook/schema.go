package main

import (
	"context"
	"encoding/json"
	"fmt"

	"minutebook/forms"
)

func runSchema(_ context.Context, c *call) error {
	args, err := c.parse()
	if err != nil {
		return err
	}
	kind := forms.PPMKind
	if len(args) > 0 {
		kind = forms.Kind(args[0])
	}
	if _, err := forms.New(kind); err != nil || len(args) > 1 {
		return usagef("name one form; the forms are %v", forms.Kinds())
	}
	out := json.NewEncoder(c.stdout)
	out.SetIndent("", "  ")
	if err := out.Encode(forms.Schema(kind)); err != nil {
		return fmt.Errorf("writing the schema: %w", err)
	}
	return nil
}
