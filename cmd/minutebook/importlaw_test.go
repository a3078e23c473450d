package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// law says which of our packages each package may import. The domain knows nobody; adapters know the domain and never each
// other; papers and server put adapters of one kind together; only cmd wires. Tests may also import what they test with.
var law = map[string][]string{
	"forms":              {},
	"render":             {"forms"},
	"render/pdf":         {"render", "assets"},
	"render/docx":        {"render"},
	"render/html":        {"render"},
	"render/xlsx":        {"render", "forms"},
	"render/tracker":     {"render", "forms", "internal/policy"},
	"templates":          {},
	"assets":             {},
	"internal/auth":      {},
	"internal/sign":      {},
	"internal/authority": {"internal/sign"},
	"internal/policy":    {"forms"},
	"internal/workbook":  {},
	"internal/intake":    {"forms", "internal/workbook"},
	"internal/leak":      {"forms"},
	"internal/house":     {"forms", "render", "render/docx"},
	"internal/casefile":  {"forms", "internal/policy"},
	"internal/records":   {"forms", "internal/auth", "internal/leak", "internal/intake", "internal/workbook"},
	"internal/store":     {"forms", "internal/records", "internal/auth", "internal/authority", "internal/intake"},
	"internal/papers":    {"forms", "render", "render/pdf", "render/docx", "render/xlsx", "render/tracker", "internal/policy", "internal/records", "internal/sign"},
	"internal/api":       {"forms", "internal/records", "internal/auth", "internal/sign", "internal/intake", "internal/workbook"},
	"internal/web":       {"forms", "internal/records", "internal/auth", "internal/sign", "assets", "internal/intake", "internal/workbook"},
	"internal/server":    {"internal/web", "internal/api", "internal/auth"},
}

// helpers are packages for tests only; the product may not import them.
var helpers = []string{"internal/store/storetest", "internal/auth/authtest", "render/tracker/trackertest"}

func TestImportLaw(t *testing.T) {
	t.Parallel()
	const root = "../.."
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == "testdata" || path != root && strings.HasPrefix(entry.Name(), ".")) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		pkg := filepath.ToSlash(filepath.Dir(path))[len(root)+1:]
		if strings.HasPrefix(pkg, "cmd/") || slices.Contains(helpers, pkg) {
			return nil
		}
		allowed, known := law[pkg]
		if !known {
			t.Errorf("package %s has no line in the law: say what it may import", pkg)
			return nil
		}
		seen[pkg] = true
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if ours, ok := strings.CutPrefix(name, "minutebook/"); ok && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s; the law lets %s import %v", path, ours, pkg, allowed)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range law {
		if !seen[pkg] {
			t.Errorf("the law speaks of %s, which has no Go file", pkg)
		}
	}
}
