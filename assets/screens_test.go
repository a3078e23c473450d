package assets

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
)

// What is in govuk/ is exactly what the package brings: nobody has edited it here.
func TestUnmodified(t *testing.T) {
	t.Parallel()
	names, err := fs.Glob(Screens, "govuk/*")
	if err != nil || len(names) != 2 {
		t.Fatalf("%v, %v; want the style sheet and the script", names, err)
	}
	for _, name := range names {
		theirs, err := os.ReadFile("node_modules/govuk-frontend/dist/" + name)
		if err != nil {
			t.Fatalf("install the package to compare with by npm ci --prefix assets: %v", err)
		}
		ours, err := Screens.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(ours, theirs) {
			t.Errorf("%s is not what govuk-frontend brings", path.Base(name))
		}
	}
}

func TestVersionsAgree(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"govuk/VERSION":     "govuk-frontend 6.6.0",
		"package.json":      `"govuk-frontend": "6.6.0"`,
		"package-lock.json": `"version": "6.6.0"`,
		"govuk/LICENCE":     "Crown Copyright",
	} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), want) {
			t.Errorf("%s does not say %s", file, want)
		}
		if strings.Contains(string(data), `"resolved"`) {
			t.Errorf("%s names the registry that it was made with; any registry must do", file)
		}
	}
}

// GDS Transport is licensed for gov.uk alone and the crown is not ours: no file of theirs is shipped.
func TestNoCrown(t *testing.T) {
	t.Parallel()
	err := fs.WalkDir(Screens, ".", func(name string, d fs.DirEntry, err error) error {
		if ext := path.Ext(name); ext == ".woff" || ext == ".woff2" || strings.Contains(name, "crest") || strings.Contains(name, "crown") {
			t.Errorf("%s must not be shipped", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRevision(t *testing.T) {
	t.Parallel()
	first, err := Revision()
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Revision(); again != first || err != nil || len(first) != 12 {
		t.Errorf("%q, then %q (%v)", first, again, err)
	}
}
