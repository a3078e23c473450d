package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"minutebook/internal/intake"
	"minutebook/internal/records"
)

// Registered implements records.Reader.
func (t *tx) Registered(ctx context.Context, scope *records.Scope) ([]records.Registered, []string, error) {
	where, args := within(scope)
	scan := func(r row) (records.Registered, error) {
		var k records.Registered
		var child, words []byte
		if err := r.Scan(&child, &words); err != nil {
			return k, err
		}
		if json.Unmarshal(child, &k.Child) != nil || words != nil && json.Unmarshal(words, &k.Words) != nil {
			return k, errors.New("a child does not read back as JSON")
		}
		return k, nil
	}
	known, err := list(ctx, t, "read all children", scan,
		"SELECT c.body, i.body FROM children c LEFT JOIN imported_allocations i ON i.child_id = c.id WHERE "+where+" ORDER BY c.id", args...)
	if err != nil || scope == nil {
		return known, nil, err
	}
	closed, err := list(ctx, t, "read the case numbers of others", text, "SELECT c.case_number FROM children c WHERE NOT ("+where+") ORDER BY c.id", args...)
	return known, closed, err
}

// Mappings implements records.Reader.
func (t *tx) Mappings(ctx context.Context) ([]intake.Mapping, error) {
	scan := func(r row) (intake.Mapping, error) {
		var m jsonColumn[intake.Mapping]
		err := r.Scan(&m)
		return m.Value, err
	}
	return list(ctx, t, "read what columns mean", scan, "SELECT body FROM mappings ORDER BY at DESC, fingerprint")
}

const importColumns = "id, files_sha256, person_id, name, at, mappings, applied_at, added, changed"

func scanImport(r row) (i records.Import, err error) {
	var at, applied moment
	var m jsonColumn[[]intake.Mapping]
	err = r.Scan(&i.ID, &i.SHA256, &i.PersonID, &i.Name, &at, &m, &applied, &i.Added, &i.Changed)
	i.At, i.Applied, i.Mappings = at.Time, applied.Time, m.Value
	return i, err
}

// Import implements records.Reader.
func (t *tx) Import(ctx context.Context, id string) (records.Import, error) {
	return one(ctx, t, "read an extract", scanImport, "SELECT "+importColumns+" FROM imports WHERE id = ?", id)
}

// ImportFiles implements records.Reader.
func (t *tx) ImportFiles(ctx context.Context, id string) ([]records.ImportFile, error) {
	scan := func(r row) (f records.ImportFile, err error) {
		err = r.Scan(&f.Name, &f.Data)
		return f, err
	}
	return list(ctx, t, "read an extract", scan, "SELECT name, data FROM import_files WHERE import_id = ? ORDER BY n", id)
}

// AppliedImport implements records.Reader.
func (t *tx) AppliedImport(ctx context.Context, sha string) (*records.Import, error) {
	i, err := one(ctx, t, "look for an earlier import", scanImport,
		"SELECT "+importColumns+" FROM imports WHERE files_sha256 = ? AND applied_at <> '' ORDER BY applied_at DESC LIMIT 1", sha)
	if errors.Is(err, records.ErrNotFound) {
		return nil, nil
	}
	return &i, err
}

// Resolve implements records.Reader. A person is found by username, or else by a name that only one person has.
func (t *tx) Resolve(ctx context.Context, childID string, words intake.Allocation) (records.Resolved, error) {
	const doing = "find who works with a child"
	var found records.Resolved
	only := func(query string, args ...any) (string, error) {
		ids, err := list(ctx, t, doing, text, query, args...)
		if len(ids) != 1 {
			return "", err
		}
		return ids[0], err
	}
	var err error
	if found.TeamID, err = only("SELECT id FROM teams WHERE LOWER(name) = LOWER(?)", words.Team); err != nil {
		return found, err
	}
	if words.Username != "" {
		found.PersonID, err = only("SELECT id FROM people WHERE username = ? AND NOT disabled", strings.ToLower(words.Username))
	} else {
		found.PersonID, err = only("SELECT id FROM people WHERE LOWER(name) = LOWER(?) AND NOT disabled", words.Worker)
	}
	if err != nil {
		return found, err
	}
	found.Before, err = only("SELECT person_id FROM imported_allocations WHERE child_id = ?", childID)
	if err != nil || words.Team != "" && found.TeamID == "" || words.Username+words.Worker != "" && found.PersonID == "" {
		return found, err
	}
	body, err := json.Marshal(words)
	if err != nil {
		return found, fmt.Errorf("write an allocation as JSON: %w", err)
	}
	return found, t.run(ctx, doing, `
		INSERT INTO imported_allocations (child_id, body, person_id) VALUES (?, ?, ?)
		ON CONFLICT (child_id) DO UPDATE SET body = excluded.body, person_id = excluded.person_id`, childID, body, found.PersonID)
}

// AddImport implements records.Writer.
func (t *tx) AddImport(ctx context.Context, i records.Import, files []records.ImportFile) error {
	const doing = "keep an extract"
	mappings, err := json.Marshal(i.Mappings)
	if err != nil {
		return fmt.Errorf("write mappings as JSON: %w", err)
	}
	err = t.run(ctx, doing, "INSERT INTO imports ("+importColumns+") VALUES (?, ?, ?, ?, ?, ?, '', 0, 0)",
		i.ID, i.SHA256, i.PersonID, i.Name, stamp(i.At), mappings)
	for n, f := range files {
		if err != nil {
			return err
		}
		err = t.run(ctx, doing, "INSERT INTO import_files (import_id, n, name, data) VALUES (?, ?, ?, ?)", i.ID, n, f.Name, f.Data)
	}
	return err
}

// MapImport implements records.Writer.
func (t *tx) MapImport(ctx context.Context, id string, m []intake.Mapping) error {
	mappings, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("write mappings as JSON: %w", err)
	}
	return t.run(ctx, "map an extract", "UPDATE imports SET mappings = ? WHERE id = ? AND applied_at = ''", mappings, id)
}

// FinishImport implements records.Writer.
func (t *tx) FinishImport(ctx context.Context, i records.Import) error {
	const doing = "finish an import"
	found, err := t.guarded(ctx, doing, "UPDATE imports SET applied_at = ?, added = ?, changed = ? WHERE id = ? AND applied_at = ''",
		stamp(i.Applied), i.Added, i.Changed, i.ID)
	if err == nil && !found {
		err = fmt.Errorf("%s: %w", doing, records.ErrNotFound)
	}
	if err != nil {
		return err
	}
	return t.run(ctx, doing, "DELETE FROM import_files WHERE import_id = ?", i.ID)
}

// RememberMapping implements records.Writer.
func (t *tx) RememberMapping(ctx context.Context, m intake.Mapping, name string, at time.Time) error {
	body, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("write a mapping as JSON: %w", err)
	}
	return t.run(ctx, "remember what columns mean", `
		INSERT INTO mappings (fingerprint, body, name, at) VALUES (?, ?, ?, ?)
		ON CONFLICT (fingerprint) DO UPDATE SET body = excluded.body, name = excluded.name, at = excluded.at`, m.Fingerprint, body, name, stamp(at))
}

// RemoveImports implements records.Writer.
func (t *tx) RemoveImports(ctx context.Context, then time.Time) error {
	return t.removeImports(ctx, "SELECT id FROM imports WHERE at < ? AND applied_at = '' ORDER BY id", stamp(then))
}

// LimitImports implements records.Writer.
func (t *tx) LimitImports(ctx context.Context, personID string, most int) error {
	return t.removeImports(ctx, "SELECT id FROM imports WHERE person_id = ? AND applied_at = '' ORDER BY at DESC, id DESC LIMIT ? OFFSET ?", personID, math.MaxInt32, most)
}

// removeImports removes the extracts that a query finds, unless they are applied by now.
func (t *tx) removeImports(ctx context.Context, query string, args ...any) error {
	const doing = "remove extracts"
	old, err := list(ctx, t, doing, text, query, args...)
	for _, id := range old {
		if err != nil {
			break
		}
		if err = t.run(ctx, doing, "DELETE FROM import_files WHERE import_id = ?", id); err == nil {
			err = t.run(ctx, doing, "DELETE FROM imports WHERE id = ? AND applied_at = ''", id)
		}
	}
	return err
}
