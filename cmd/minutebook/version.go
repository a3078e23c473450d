package main

import (
	"context"
	"fmt"
	"runtime/debug"
)

// release is the version; a build may set it with -ldflags "-X main.release=…".
var release = "0.1.0"

func runVersion(_ context.Context, c *call) error {
	if _, err := c.parse(); err != nil {
		return err
	}
	fmt.Fprintln(c.stdout, "minutebook", version())
	return nil
}

// version is the release and the commit that it was built from.
func version() string {
	commit, changed := "unknown commit", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				commit = "commit " + s.Value[:min(12, len(s.Value))]
			case s.Key == "vcs.modified" && s.Value == "true":
				changed = ", changed since"
			}
		}
	}
	return fmt.Sprintf("%s (%s%s)", release, commit, changed)
}
