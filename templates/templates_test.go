package templates_test

import (
	"io/fs"
	"path"
	"strings"
	"testing"

	"minutebook/templates"
)

// TestOnlyTemplates keeps what an editor leaves behind, or a file in the wrong folder, out of the program: the embed
// pattern takes whatever lies there.
func TestOnlyTemplates(t *testing.T) {
	t.Parallel()
	extension := map[string]string{"documents": ".html", "pages": ".html", "policies": ".yaml"}
	policies := 0
	err := fs.WalkDir(templates.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		folder, _, _ := strings.Cut(name, "/")
		if want := extension[folder]; path.Ext(name) != want || want == "" {
			t.Errorf("%s does not belong among the templates", name)
		}
		if folder == "policies" {
			policies++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if policies == 0 {
		t.Error("no policy pack is built in")
	}
}
