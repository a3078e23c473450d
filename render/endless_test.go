package render_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"minutebook/forms"
	"minutebook/render"
)

// Templates that would go round for ever are ended, and the error names the file and the line.
func TestEndlessTemplates(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"a loop that prints nothing": {"<h1>x</h1>\n{{range 1000000000000}}{{end}}", "ppm.html:2:"},
		"a loop that prints":         {"<h1>x</h1>\n\n{{range 1000000000000}}<p>and on</p>{{end}}", "ppm.html:3:"},
		"loops in loops":             {"<h1>x</h1>\n{{range 9999}}{{if true}}{{range 9999}}{{with 1}}{{else}}{{range 9}}x{{end}}{{end}}{{end}}{{end}}{{end}}", "ppm.html:2:"},
		"a template that calls itself": {"<h1>x</h1>\n" + `{{define "again"}}<p>x</p>{{template "again" .}}{{end}}{{template "again" .}}`,
			"ppm.html:2:"},
		"templates that double": {"<h1>x</h1>" + doubling(40) + "\n" + `{{template "d40" .}}`, "ppm.html:1:"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			trees, err := render.LoadTemplates(fstest.MapFS{"documents/ppm.html": {Data: []byte(c.text)}})
			if err != nil {
				t.Fatal(err)
			}
			_, err = trees.Document(&render.Paper{Form: &forms.PPM{}, Audience: "professional"})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// doubling is templates of which each calls the one before twice, and which print nothing.
func doubling(n int) string {
	var b strings.Builder
	b.WriteString(`{{define "d00"}}{{end}}`)
	for i := range n {
		name := func(i int) string { return fmt.Sprintf("%q", fmt.Sprintf("d%02d", i)) }
		before := name(i)
		b.WriteString(`{{define ` + name(i+1) + `}}{{template ` + before + ` .}}{{template ` + before + ` .}}{{end}}`)
	}
	return b.String()
}
