package main

import (
	"archive/zip"
	"bytes"
	"image"
	"image/png"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"minutebook/internal/records"
	"minutebook/internal/sign"
	"minutebook/render/docx"
)

// The papers and the answers of a running service follow the authority's folder. While anything in the folder is broken they
// stay as they were, and the log says what to mend.
func TestHouseStyleWhileRunning(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	put := func(name string, data []byte) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(folder, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	reference, err := docx.SampleReference()
	if err != nil {
		t.Fatal(err)
	}
	put("wording.yaml", []byte("unknown_field: Nobody here asks for “{field}”.\n"))
	put("letterhead.yaml", []byte("logo: Testerdale Council\nlines: [Weaver’s Hall]\n"))
	put("logo.png", picture(t))
	put("reference.docx", reference)
	var log bytes.Buffer
	in, err := open(t.Context(), settings{
		db: filepath.Join(t.TempDir(), "minutebook.db"), authority: "Testerdale", policy: "calderdale", templates: folder,
	}, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	defer in.db.Close()
	chair, rec := signedExample(t, in)
	handler, err := in.handler()
	if err != nil {
		t.Fatal(err)
	}
	keys := throwaway(t)
	check := func(when, wording, letterhead string) {
		t.Helper()
		ask := httptest.NewRequest("POST", "/api/v1/check/ppm", strings.NewReader(`{"bckground":"x"}`))
		ask.Header.Set("Content-Type", "application/json")
		ask.SetBasicAuth("chair", "correct horse battery")
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, ask)
		if !strings.Contains(answer.Body.String(), wording) {
			t.Errorf("%s the service says %s, want %s", when, answer.Body, wording)
		}
		if letterhead == "" {
			return
		}
		version, err := in.records.Version(t.Context(), chair, rec.ID, rec.Version)
		if err != nil {
			t.Fatal(err)
		}
		made, err := livePress{in: in, keys: keys}.Papers(t.Context(), records.Order{Record: rec, Version: version,
			Signature: records.Signature{PersonID: chair.ID, Name: chair.Name, Role: "Chair", At: rec.SignedAt}})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range made[:2] {
			if v := sign.Verify(d.Data, keys.Roots()); !v.OK() {
				t.Errorf("%s %s does not verify: %+v", when, d.Name, v)
			}
		}
		path := filepath.Join(t.TempDir(), "paper.pdf")
		if err := os.WriteFile(path, made[0].Data, 0o600); err != nil {
			t.Fatal(err)
		}
		if text := tool(t, "poppler-utils", "pdftotext", path, "-"); strings.Count(text, letterhead) != 1 {
			t.Errorf("%s the paper lacks %q", when, letterhead)
		}
	}
	check("At the start", "Nobody here asks for “bckground”.", "Weaver’s Hall")

	for _, broken := range []struct {
		name string
		data []byte
		want string
	}{
		{"wording.yaml", []byte("unknown_field: \"Half"), "wording.yaml:1: this is not YAML"},
		{"letterhead.yaml", []byte("fax: 1"), "letterhead.yaml:1: there is no key called"},
		{"logo.png", picture(t)[:50], "logo.png: the logo cannot be read"},
		{"reference.docx", withMacros(t, reference), "reference.docx: word/vbaProject.bin: the file has macros"},
		{"documents/ppm.html", []byte("<h1>x</h1>\n{{range 1000000000000}}{{end}}"), "ppm.html:2:"},
		{"documents/parts.html", []byte("{{define"), "parts.html:1"},
		{"policies/calderdale.yaml", []byte("name: calderdale\ncolour: blue\n"), "calderdale.yaml:"},
	} {
		good, err := os.ReadFile(filepath.Join(folder, broken.name))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		log.Reset()
		put(broken.name, broken.data)
		in.reload()
		if !strings.Contains(log.String(), broken.want) || !strings.Contains(log.String(), "goes on with those it has") {
			t.Errorf("with a broken %s the log says %s, want %s", broken.name, log.String(), broken.want)
		}
		check("With a broken "+broken.name, "Nobody here asks for", "")
		if good != nil {
			put(broken.name, good)
		} else if err := os.Remove(filepath.Join(folder, broken.name)); err != nil {
			t.Fatal(err)
		}
	}

	check("After all that", "Nobody here asks for", "Weaver’s Hall")
	put("wording.yaml", []byte("unknown_field: We do not know “{field}”.\n"))
	put("letterhead.yaml", []byte("logo: Testerdale Council\nlines: [Spinner’s Hall]\n"))
	in.reload()
	check("In the end", "We do not know “bckground”.", "Spinner’s Hall")
}

func picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 60, 20))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withMacros is a Word file with a part of macros.
func withMacros(t *testing.T, file []byte) []byte {
	t.Helper()
	from, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range from.File {
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Create("word/vbaProject.bin"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
