package api

import (
	"bytes"
	"net/http"
	"slices"
	"testing"
)

// Loading a house validates the document; so what is left is that it is complete and always the same.
func TestDocumentAndEngineHaveTheSameRoutes(t *testing.T) {
	t.Parallel()
	handler := New(Config{})
	var served, described []string
	for _, r := range handler.(*api).engine.Routes() {
		served = append(served, r.Method+" "+r.Path)
	}
	doc, _ := documented(t)
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			described = append(described, method+" "+route{path: path}.ginPath())
		}
	}
	slices.Sort(served)
	slices.Sort(described)
	if !slices.Equal(served, described) {
		t.Errorf("the engine serves\n%q\nthe document describes\n%q", served, described)
	}
}

func TestDocumentIsAlwaysTheSame(t *testing.T) {
	t.Parallel()
	if !bytes.Equal(describe(routes(), "1"), describe(routes(), "1")) {
		t.Error("two documents differ")
	}
}

func TestOperationsHaveNamesOfTheirOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, r := range routes() {
		if r.name == "" || r.summary == "" || seen[r.name] {
			t.Errorf("%s %s: name %q, summary %q", r.method, r.path, r.name, r.summary)
		}
		seen[r.name] = true
	}
}

func TestDocumentIsReadableSignedOut(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	res := h.do(ask{method: http.MethodGet, path: "/api/openapi.json"})
	res.want(t, http.StatusOK)
	if !bytes.Equal(res.body, describe(routes(), "test")) {
		t.Error("the door serves another document than the one that the tests validate")
	}
}
