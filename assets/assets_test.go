package assets

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"
)

// The files are those that VERSION names, unmodified, and their licence lies beside them.
func TestFontsAreUnmodified(t *testing.T) {
	t.Parallel()
	version, err := os.ReadFile("fonts/VERSION")
	if err != nil {
		t.Fatal(err)
	}
	listed := 0
	for line := range strings.Lines(string(version)) {
		sum, name, ok := strings.Cut(strings.TrimSpace(line), "  ")
		if !ok {
			continue
		}
		listed++
		data, err := Fonts.ReadFile("fonts/" + name)
		if err != nil {
			t.Errorf("a font of VERSION is missing: %v", err)
			continue
		}
		if got := fmt.Sprintf("%x", sha256.Sum256(data)); got != sum {
			t.Errorf("%s was modified: SHA-256 is %s, want %s", name, got, sum)
		}
	}
	embedded, err := Fonts.ReadDir("fonts")
	if err != nil {
		t.Fatal(err)
	}
	if len(embedded) != listed {
		t.Errorf("%d fonts are embedded, %d are named in VERSION", len(embedded), listed)
	}
	for _, licence := range []string{"fonts/OFL.txt", "icc/LICENSE"} {
		if text, err := os.ReadFile(licence); err != nil || len(text) < 100 {
			t.Errorf("licence %s: %d bytes, %v", licence, len(text), err)
		}
	}
}

func TestProfileIsUnmodified(t *testing.T) {
	t.Parallel()
	version, err := os.ReadFile("icc/VERSION")
	if err != nil {
		t.Fatal(err)
	}
	if sum := fmt.Sprintf("%x", sha256.Sum256(SRGB)); !strings.Contains(string(version), sum) {
		t.Errorf("sRGB2014.icc was modified: SHA-256 is %s", sum)
	}
}
