package templates_test

import (
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"minutebook/templates"
)

func TestLayered(t *testing.T) {
	t.Parallel()
	all := templates.Layered(fstest.MapFS{
		"documents/ppm.html":     {Data: []byte("mine")},
		"documents/zz-logo.html": {Data: []byte("new")},
	})
	for name, want := range map[string]string{"documents/ppm.html": "mine", "documents/zz-logo.html": "new"} {
		if got, err := fs.ReadFile(all, name); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if got, err := fs.ReadFile(all, "documents/parts.html"); err != nil || len(got) == 0 {
		t.Errorf("a built-in file: %q, %v", got, err)
	}
	names, err := fs.Glob(all, "documents/*.html")
	if err != nil || !slices.Contains(names, "documents/zz-logo.html") || !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("%v, %v", names, err)
	}
	if _, err := fs.ReadFile(all, "documents/none.html"); err == nil {
		t.Error("a file that neither has was read")
	}
	sub, err := fs.Sub(all, "policies")
	if err != nil {
		t.Fatal(err)
	}
	if packs, err := fs.Glob(sub, "*.yaml"); err != nil || len(packs) < 5 {
		t.Errorf("%v, %v", packs, err)
	}
}
