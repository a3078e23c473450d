package store

import (
	"context"
	"strings"

	"minutebook/internal/records"
)

// AddVersion implements records.Writer.
func (t *tx) AddVersion(ctx context.Context, v records.Version) error {
	chaired := ""
	if len(v.Chaired) > 0 {
		chaired = " " + strings.Join(v.Chaired, " ") + " "
	}
	return t.run(ctx, "add a version",
		"INSERT INTO versions (record_id, number, held, chaired, body, sha256, at, author) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		v.RecordID, v.Number, v.Held.String(), chaired, []byte(v.Body), v.SHA256, stamp(v.At), v.Author)
}

// Version implements records.Reader.
func (t *tx) Version(ctx context.Context, recordID string, n int) (records.Version, error) {
	scan := func(r row) (records.Version, error) {
		v := records.Version{RecordID: recordID, Number: n}
		var at moment
		err := r.Scan((*[]byte)(&v.Body), &v.SHA256, &at, &v.Author)
		v.At = at.Time
		return v, err
	}
	return one(ctx, t, "read a version", scan,
		"SELECT body, sha256, at, author FROM versions WHERE record_id = ? AND number = ?", recordID, n)
}

// Versions implements records.Reader.
func (t *tx) Versions(ctx context.Context, recordID string) ([]records.Version, error) {
	scan := func(r row) (records.Version, error) {
		v := records.Version{RecordID: recordID}
		var at moment
		err := r.Scan(&v.Number, &v.SHA256, &at, &v.Author)
		v.At = at.Time
		return v, err
	}
	return list(ctx, t, "list versions", scan,
		"SELECT number, sha256, at, author FROM versions WHERE record_id = ? ORDER BY number DESC", recordID)
}
