package store

import (
	"context"

	"minutebook/internal/records"
)

const documentColumns = "id, record_id, version, audience, format, name, sha256, made_at, code_sum"

// scanDocument reads documentColumns and, if data is asked for, the data after them.
func scanDocument(withData bool) func(row) (records.Document, error) {
	return func(r row) (records.Document, error) {
		var d records.Document
		var made moment
		into := []any{&d.ID, &d.RecordID, &d.Version, &d.Audience, &d.Format, &d.Name, &d.SHA256, &made, &d.CodeSum}
		if withData {
			into = append(into, &d.Data)
		}
		err := r.Scan(into...)
		d.MadeAt = made.Time
		return d, err
	}
}

// AddDocument implements records.Writer.
func (t *tx) AddDocument(ctx context.Context, d records.Document) error {
	return t.run(ctx, "add a document",
		"INSERT INTO documents ("+documentColumns+", data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		d.ID, d.RecordID, d.Version, d.Audience, d.Format, d.Name, d.SHA256, stamp(d.MadeAt), d.CodeSum, d.Data)
}

// Documents implements records.Reader.
func (t *tx) Documents(ctx context.Context, recordID string) ([]records.Document, error) {
	return list(ctx, t, "list documents", scanDocument(false),
		"SELECT "+documentColumns+" FROM documents WHERE record_id = ? ORDER BY version DESC, audience, format", recordID)
}

// Document implements records.Reader.
func (t *tx) Document(ctx context.Context, id string) (records.Document, error) {
	return one(ctx, t, "read a document", scanDocument(true), "SELECT "+documentColumns+", data FROM documents WHERE id = ?", id)
}

// DocumentBySHA implements records.Reader. Papers made twice have the same bytes at most before they are signed; should two
// be the same all the same, the first is as good as the other.
func (t *tx) DocumentBySHA(ctx context.Context, sha string) (records.Document, error) {
	return one(ctx, t, "look up a document", scanDocument(false),
		"SELECT "+documentColumns+" FROM documents WHERE sha256 = ? ORDER BY made_at, id LIMIT 1", sha)
}

// DocumentByCode implements records.Reader: of a paper's formats the first.
func (t *tx) DocumentByCode(ctx context.Context, codeSum string) (records.Document, error) {
	return one(ctx, t, "look up a code", scanDocument(false),
		"SELECT "+documentColumns+" FROM documents WHERE code_sum = ? AND code_sum <> '' ORDER BY format LIMIT 1", codeSum)
}
