package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"minutebook/internal/authority"
	"minutebook/internal/records"
)

// An authority's own template makes the papers; a broken one that is put in its place while the service runs changes
// nothing, and a mended one is taken.
func TestReload(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "documents"), 0o700); err != nil {
		t.Fatal(err)
	}
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, "documents", "ppm.html"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(`<h1>First wording</h1>{{template "signature" .}}`)
	in := installed(t, settings{
		db: filepath.Join(t.TempDir(), "minutebook.db"), authority: "Testerdale", policy: "calderdale", templates: folder,
	})
	defer in.db.Close()
	chair, rec := signedExample(t, in)
	title := func() string {
		t.Helper()
		order := records.Order{Record: rec, Signature: records.Signature{PersonID: chair.ID, Name: chair.Name, Role: "Chair", At: rec.SignedAt}}
		version, err := in.records.Version(t.Context(), chair, rec.ID, rec.Version)
		if err != nil {
			t.Fatal(err)
		}
		order.Version = version
		made, err := livePress{in: in, keys: throwaway(t)}.Papers(t.Context(), order)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "paper.pdf")
		if err := os.WriteFile(path, made[0].Data, 0o600); err != nil {
			t.Fatal(err)
		}
		return tool(t, "poppler-utils", "pdfinfo", path)
	}
	for _, step := range []struct{ put, want string }{
		{"", "First wording"},
		{`<h1>Broken {{.Nonsense}}</h1>`, "First wording"},
		{`<h1>Half a tag {{`, "First wording"},
		{`<h1>Second wording</h1>{{template "signature" .}}`, "Second wording"},
	} {
		if step.put != "" {
			write(step.put)
			in.reload()
		}
		if got := title(); !strings.Contains(got, step.want) {
			t.Errorf("after %q the paper is\n%s", step.put, got)
		}
	}
}

func throwaway(t *testing.T) *authority.Authority {
	t.Helper()
	keys, err := authority.Throwaway(t.Context(), "Testerdale", time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return keys
}
